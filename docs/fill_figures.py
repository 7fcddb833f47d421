"""Writes the table of measured figures into README.md, from benchmarks/floors.json and benchmarks/RESULTS.md.

python docs/fill_figures.py [--check]
"""

from __future__ import annotations

import csv
import json
import re
import sys

from blocks import ROOT, table, update

FLOORS = ROOT / "benchmarks" / "floors.json"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"


def floor(key: str) -> str | None:
    """The pinned figure `SUITE.PART:NAME`, cut to two digits."""
    if not FLOORS.is_file():
        return None
    part, name = key.split(":")
    value = json.loads(FLOORS.read_text(encoding="utf-8")).get(part, {}).get("floors", {}).get(name)
    return None if value is None else f"{int(value * 100) / 100:.2f}"


def result(key: str) -> str | None:
    """The second cell of the row of RESULTS.md whose first cell is `key`; the last such row, since rows are added."""
    if not RESULTS.is_file():
        return None
    rows = re.findall(r"^\|\s*(.+?)\s*\|\s*(.+?)\s*\|", RESULTS.read_text(encoding="utf-8"), re.MULTILINE)
    found = [value for name, value in rows if name.replace("`", "") == key]
    return found[-1] if found else None


def figures() -> str:
    """The table; rows whose figure has not been measured are left out, and told on standard error."""
    with (ROOT / "docs" / "figures.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    cells, missing = [], []
    for row in rows:
        value = {"floors": floor, "results": result}[row["file"]](row["key"])
        if value is None:
            missing.append(row["key"])
        else:
            cells.append((row["group"], row["what"], value, row["beside"]))
    if missing:
        sys.stderr.write(f"not measured yet, left out: {', '.join(missing)}\n")
    return table(("", "measured on", "figure", "for comparison"), cells)


if __name__ == "__main__":
    sys.exit(update({ROOT / "README.md": {"figures": figures()}}, check="--check" in sys.argv[1:]))
