"""Wall and CPU milliseconds of `import sayso` and `sayso --help` in fresh processes.

python -m benchmarks.startup [RUNS]
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time

COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import sayso": [sys.executable, "-c", "import sayso"],
    "sayso --help": [sys.executable, "-c", "from sayso.cli import main; main()", "--help"],
}


def measure(command: list[str]) -> tuple[float, float]:
    """Wall and CPU milliseconds of one run."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall * 1000, cpu * 1000


def main(runs: int = 5) -> None:
    for name, command in COMMANDS.items():
        measure(command)  # the first run writes byte code
        walls, cpus = zip(*(measure(command) for _ in range(runs)), strict=True)
        print(
            f"{name:<16} wall {statistics.median(walls):4.0f} ms  CPU {statistics.median(cpus):4.0f} ms  (median of {runs})"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
