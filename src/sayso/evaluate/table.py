"""Every corpus figure in one table, beside the floor under which it must not fall."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib
import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sayso.errors import ConfigError, InputError
from sayso.lexicon.tables import Row, alternatives, table

Floors = dict[str, dict[str, Any]]
FLOORS = Path("benchmarks/floors.json")
SLACK = 0.0005  # pinned figures are cut to three digits, so that a rounding in another version is no failure


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one part of a corpus; `digest` says which bytes it was measured on."""

    suite: str
    part: str
    name: str
    value: float
    digest: str
    floor: float | None = None
    pinned_on: str | None = None  # digest of the corpus that the floor was measured on

    @property
    def key(self) -> str:
        return f"{self.suite}.{self.part}"

    @property
    def verdict(self) -> str:
        """`ok`, `BELOW`, `no floor`, or `other corpus` where the floor was pinned on other bytes."""
        if self.floor is None:
            return "no floor"
        if self.pinned_on != self.digest:
            return "other corpus"
        return "ok" if self.value + SLACK >= self.floor else "BELOW"


def data_folder(given: str | Path | None = None) -> Path:
    """The folder of corpora: as given, else `SAYSO_DATA`, else ../shared/data."""
    return Path(given or os.environ.get("SAYSO_DATA") or "../shared/data")


def suites() -> tuple[str, ...]:
    """Names of all suites, in the order of the table."""
    return tuple(dict.fromkeys(row["suite"] for row in _rows()))


def _rows() -> Sequence[Row]:
    return table("corpora", language=None, package="sayso.evaluate")


def figures(names: Iterable[str], data: Path, floors: Floors) -> Iterator[Figure]:
    """The figures of the named suites, each part measured when its first figure is asked for."""
    for name in names:
        chosen = [row for row in _rows() if row["suite"] == name]
        if not chosen:
            raise ConfigError(f"no evaluation is called {name!r}; known: gold, {', '.join(suites())}, all")
        for row in chosen:
            yield from _measured(row, data, floors)


def corpus_path(suite: str, data: Path) -> Path:
    """Where the corpus of a suite lies; raises `InputError` where it does not."""
    return _there(next(row for row in _rows() if row["suite"] == suite), data)


def _there(row: Row, data: Path) -> Path:
    path = data / row["path"]
    if not path.exists():
        raise InputError(
            f"the corpus of {row['suite']!r} is not at {path}; give its folder with --data or SAYSO_DATA",
            code="no_corpus",
            value=str(path),
        )
    return path


def _measured(row: Row, data: Path, floors: Floors) -> Iterator[Figure]:
    path = _there(row, data)
    digest = corpus_digest(path)
    options = dict(pair.split("=", 1) for pair in alternatives(row["options"]))
    found = importlib.import_module(row["module"]).score(data / row["given"] if row["given"] else path, **options)
    values = found if isinstance(found, Mapping) else dataclasses.asdict(found)
    pinned = floors.get(f"{row['suite']}.{row['part']}", {})
    for name in alternatives(row["figures"]):
        yield Figure(
            suite=row["suite"],
            part=row["part"],
            name=name,
            value=float(values[name]),
            digest=digest,
            floor=pinned.get("floors", {}).get(name),
            pinned_on=pinned.get("digest"),
        )


def corpus_digest(path: Path) -> str:
    """Sixteen digits of SHA-256 over the names and bytes of a file or of all files below a folder."""
    total = hashlib.sha256()
    for file in [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file()):
        total.update(f"{file.name if file == path else file.relative_to(path).as_posix()}\0".encode())
        with file.open("rb") as stream:
            total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()[:16]


def load_floors(path: Path = FLOORS) -> Floors:
    """The pinned floors; none where the file does not exist."""
    if not path.is_file():
        return {}
    try:
        floors: Floors = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ConfigError(f"{path} is not valid JSON: {error}; restore it from the repository") from error
    return floors


def pin(found: Iterable[Figure], path: Path = FLOORS, *, lower: bool = False) -> list[str]:
    """Write figures as floors, cut to three digits; names of those kept because they would have been lowered.

    A floor on the same corpus never goes down unless `lower`; on another corpus it is set anew.
    """
    floors = load_floors(path)
    kept = []
    for figure in found:
        entry = floors.setdefault(figure.key, {"digest": figure.digest, "floors": {}})
        if entry["digest"] != figure.digest:
            entry |= {"digest": figure.digest, "floors": {}}
        new, old = math.floor(figure.value * 1000) / 1000, entry["floors"].get(figure.name)
        if old is not None and new < old and not lower:
            kept.append(f"{figure.key}.{figure.name}")
            continue
        entry["floors"][figure.name] = new
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return kept
