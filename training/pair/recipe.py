"""The pinned recipe, run after run: `python -m training.pair.recipe`; what is done is not done again.

With `--folds` each fold gets a teacher and a student that never saw it, for the figures and the calibration; then come the
teacher and the student on all rows, and the export. `--plan` prints the runs.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.encoder.say import say

TEACHER = "plv=5,aw=2,stories=0.25"
STUDENT = "plv=9,aw=4,quad=3,stories=1.2,strangers=0.25,joined=0.5,news=0.3,polnear=0.2"
DISTILLED = f"{STUDENT},loose=0.3"
ANSWER = "plv,aw,quad,stories,loose,strangers,news,polnear"
RUNS = Path(".cache/training/pair/runs")


@dataclass(frozen=True, slots=True)
class Run:
    """One training run: its name and the arguments of `training.pair.train`."""

    name: str
    arguments: tuple[str, ...]

    @property
    def out(self) -> Path:
        """Its folder."""
        return RUNS / self.name


def runs(folds: Sequence[int], seeds: Sequence[int], *, distil: bool = True) -> Iterator[Run]:
    """The runs in order; the last one is shipped."""
    for fold in (*folds, None):
        tag, held = ("all", ()) if fold is None else (f"f{fold}", ("--fold", str(fold)))
        teacher = Run(f"teacher-{tag}-s1", ("--model", "mpnet", "--passes", TEACHER, "--answer", ANSWER, *held))
        if distil:
            yield teacher
        for seed in seeds if fold is not None else seeds[:1]:
            taught = ("--passes", DISTILLED, "--teacher", str(teacher.out)) if distil else ("--passes", STUDENT)
            name = f"{'student' if distil else 'multi'}-{tag}-s{seed}"
            yield Run(name, (*taught, *held, "--seed", str(seed)))


def main(given: Sequence[str] | None = None) -> None:
    """Run what is not done yet, then export."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", default="../shared/data")
    asked.add_argument("--device", default="cpu")
    asked.add_argument("--folds", type=int, nargs="*", default=[0, 1, 2, 3, 4])
    asked.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    asked.add_argument(
        "--no-teacher", action="store_true", help="a student of the labels alone, at a quarter of the time"
    )
    asked.add_argument("--plan", action="store_true", help="print the runs and stop")
    found = asked.parse_args(given)
    planned = list(runs(found.folds, found.seeds, distil=not found.no_teacher))
    common = ("--data", found.data, "--device", found.device)
    for run in planned:
        say(f"{run.name}: {' '.join(run.arguments)}")
        if not found.plan:
            _call("training.pair.train", "--out", str(run.out), *run.arguments, *common)
    if not found.plan:
        last = planned[-1]
        kind = last.name.split("-")[0]
        dev = [str(run.out) for run in planned if run.name.startswith(f"{kind}-f")]
        _call("training.pair.export", "--run", str(last.out), "--data", found.data, "--dev", *dev)


def _call(module: str, *arguments: str) -> None:
    """A fresh process for each run, so that none inherits memory or random state."""
    done = subprocess.run((sys.executable, "-u", "-m", module, *arguments), check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


if __name__ == "__main__":
    main()
