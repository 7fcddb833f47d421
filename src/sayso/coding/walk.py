"""The files of a folder, in sorted order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.ingest.sources import kind_of, known_suffixes


@dataclass(frozen=True, slots=True)
class Found:
    """A source to read, or with `code` one that is refused, and why."""

    path: str
    code: str | None = None
    message: str = ""


def walk(folder: str, visited: set[tuple[int, int]] | None = None) -> Iterator[Found]:
    """Every file below the folder but hidden ones; each folder once, so that links that lead in a circle end."""
    visited = set() if visited is None else visited
    try:
        about = os.stat(folder)
        if (about.st_dev, about.st_ino) in visited:
            return
        visited.add((about.st_dev, about.st_ino))
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield Found(folder, "unreadable", f"the folder {folder!r} cannot be read: {error.strerror or error}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is(entry.is_dir):
            yield from walk(entry.path, visited)
        else:
            yield _file(entry)


def _file(entry: os.DirEntry[str]) -> Found:
    """A file that can be read by its suffix; pipes and devices are never opened, since that may wait for ever."""
    if os.path.exists(entry.path) and not _is(entry.is_file):
        return Found(
            entry.path, "unsupported_file", f"{entry.path!r} is neither a file nor a folder; it was left alone"
        )
    if not kind_of(entry.path):
        said = f"{entry.path!r} has a suffix that is not read; name the file itself to have its content decide"
        return Found(entry.path, "unsupported_suffix", f"{said}; read are {' '.join(known_suffixes())}")
    return Found(entry.path)


def _is(ask: object) -> bool:
    try:
        return bool(ask())  # type: ignore[operator]
    except OSError:  # a link to itself
        return False
