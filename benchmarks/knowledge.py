#!/usr/bin/env python3
"""What the knowledge costs a worker: milliseconds to load, MiB resident, MiB on disk.

    python -m benchmarks.knowledge [--json]

Each part is loaded in a fresh process, then all of them in one; memory is what the process holds above a bare interpreter with
`sayso` and numpy imported. Bound of issue 4: under 150 MiB for all of it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = {
    "countries": "from sayso.knowledge.countries import country_terms; country_terms()",
    "actors and offices": "from sayso.knowledge.actors import known_terms; known_terms()",
    "outlets": "from sayso.knowledge.outlets import outlet_terms, outlet_of; outlet_terms(); outlet_of('Al-Jarida')",
    "places": "from sayso.knowledge.places import places_named; places_named('paris'); places_named('springfield')",
}
PROBE = """
import sys, time
import numpy, sayso.model
def resident():
    with open('/proc/self/status') as lines:
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith('VmRSS'))
before, start = resident(), time.perf_counter()
{code}
print((time.perf_counter() - start) * 1000, resident() - before)
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    rows = {name: probe(code) for name, code in PARTS.items()}
    rows["all in one process"] = probe("\n".join(PARTS.values()))
    disk = on_disk()
    if given.json:
        print(json.dumps({"parts": {n: {"ms": ms, "mib": mib} for n, (ms, mib) in rows.items()}, "disk_mib": disk}))
        return
    for name, (ms, mib) in rows.items():
        print(f"{name:20} {ms:7.0f} ms {mib:7.1f} MiB resident")
    print(f"{'tables on disk':20} {'':10} {disk:7.1f} MiB")


def probe(code: str) -> tuple[float, float]:
    """The median of three fresh processes."""
    found = []
    for _ in range(3):
        out = subprocess.run(
            [sys.executable, "-c", PROBE.format(code=code)], capture_output=True, text=True, check=True, cwd=ROOT
        ).stdout.split()
        found.append((float(out[0]), float(out[1])))
    return sorted(found)[1]


def on_disk() -> float:
    folder = Path(str(files("sayso.knowledge"))) / "data"
    return sum(f.stat().st_size for f in folder.iterdir() if f.is_file()) / 2**20


if __name__ == "__main__":
    main()
