"""Puts an export in its place: whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path

from sayso.errors import InputError
from sayso.export.package import Format, Package, Written
from sayso.export.sidecars import PROVENANCE, write_sidecars

_BLOCK = 2**20


def export(form: Format, package: Package, out: Path) -> tuple[Written, ...]:
    """Write the package to `out`. What stood there is replaced only if it was an export too, and only by a whole one."""
    with placed(out, folder=not form.suffix) as new:
        written = form.write(package, new)
        if not form.suffix:
            shutil.rmtree(new / ".spill", ignore_errors=True)
            hashes = {w.file: _finished(new / w.file) for w in written}
            write_sidecars(new, form.name, package, written, hashes)
        else:
            _finished(new)
    return written


@contextmanager
def placed(out: Path, *, folder: bool) -> Iterator[Path]:
    """A name beside `out` to write under; at the end it takes `out`'s place, and after an error nothing is left of it."""
    _refuse(out, folder=folder)
    if not out.absolute().parent.is_dir():
        raise InputError(f"there is no folder {out.absolute().parent}; make it first", code="output", value=str(out))
    new = out.with_name(f".{out.name}.part-{os.getpid()}")
    _sweep(out)
    try:
        if folder:
            new.mkdir()
        yield new
        _swap(new, out)
    finally:
        _remove(new)


def _sweep(out: Path) -> None:
    """Remove what exports to `out` left that were killed; what a running one writes stays."""
    for kind in ("part", "old"):
        for left in out.absolute().parent.glob(f".{escape(out.name)}.{kind}-*"):
            number = left.name.rpartition("-")[2]
            if number.isdecimal() and (int(number) == os.getpid() or not _runs(int(number))):
                if kind == "old" and not out.exists():
                    left.rename(out)  # killed between the two renames: the earlier export comes back
                else:
                    _remove(left)


def _runs(process: int) -> bool:
    if os.name == "nt":
        return True  # there, asking is sending it a signal
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True  # somebody else's, or a system that does not say
    return True


def _refuse(out: Path, *, folder: bool) -> None:
    if folder and out.is_file():
        raise InputError(f"{out} is a file, but this export is a folder; name another", code="output", value=str(out))
    if folder and out.is_dir() and any(out.iterdir()) and not (out / PROVENANCE).is_file():
        raise InputError(
            f"the folder {out} holds other things than an export; name an empty or a new one",
            code="output",
            value=str(out),
        )
    if not folder and out.is_dir():
        raise InputError(f"{out} is a folder, but this export is a file; name a file", code="output", value=str(out))


def _swap(new: Path, out: Path) -> None:
    """Rename; a folder that stands there steps aside first, and comes back if the rename fails."""
    if not out.is_dir():
        new.replace(out)
    else:
        old = out.with_name(f".{out.name}.old-{os.getpid()}")
        out.rename(old)
        try:
            new.rename(out)
        except OSError:
            old.rename(out)
            raise
        shutil.rmtree(old)
    _sync(out.absolute().parent)


def _finished(path: Path) -> str:
    """SHA-256 of a file that has reached the disk."""
    digest = hashlib.sha256()
    with path.open("rb") as read:
        while block := read.read(_BLOCK):
            digest.update(block)
        os.fsync(read.fileno())
    return digest.hexdigest()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
