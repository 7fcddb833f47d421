"""What lies beside the tables of an export: the dictionary of columns, how to cite it, where it comes from."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from sayso.export.columns import columns_of
from sayso.export.package import Package, Written

Json = dict[str, Any]
COLUMNS, CITATION, PROVENANCE = "columns.json", "CITATION.cff", "provenance.json"


def write_sidecars(
    folder: Path, form: str, package: Package, written: tuple[Written, ...], hashes: dict[str, str]
) -> None:
    """`columns.json`, `CITATION.cff` and, last of all files, `provenance.json` with the hash of each file."""
    columns = {
        w.file: [{"name": c.name, "type": c.type, "meaning": c.meaning} for c in columns_of(w.table)] for w in written
    }
    _write(folder / COLUMNS, _text({"schema": "sayso-columns/1", "files": columns}))
    _write(folder / CITATION, _citation(package))
    files = [{"file": w.file, "rows": w.rows, "sha256": hashes[w.file]} for w in written]
    told = {"schema": "sayso-export/1", "format": form, **package.provenance, "files": files}
    _write(folder / PROVENANCE, _text(told))


def _citation(package: Package) -> str:
    version = package.provenance["version"]
    day = f"date-released: {package.date}\n" if package.date else ""
    return (
        "cff-version: 1.2.0\n"
        "message: Name yourself as author, then cite these data together with Sayso, which coded them.\n"
        "type: dataset\n"
        "title: Event claims coded by Sayso\n"
        f"{day}"
        "authors:\n"
        "  - name: Whoever made this export\n"
        "references:\n"
        "  - type: software\n"
        "    title: Sayso\n"
        f'    version: "{version}"\n'
        "    authors:\n"
        "      - name: The Sayso authors\n"
        "    license: Apache-2.0\n"
    )


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
