"""Trains one pair encoder: `python -m training.pair.train --model minilm --fold 0`; started again, it goes on where it stopped.

Without `--fold` every row is trained on. With `--teacher FOLDER...` the student also learns from the mean of the answers that those runs
gave (`soft.npz`, written by `--answer`). Figures on the fold go to `figures.json`, its logits to `dev.npz`.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from training.encoder.say import say
from training.pair.base import MODELS, build
from training.pair.batches import Arrays, balances, disturbed, gold, inputs, plan, sort_pools
from training.pair.checkpoint import load_run, read_soft
from training.pair.corpora import CORPORA, LABELLED, load
from training.pair.model import Pair, losses
from training.pair.predict import predict, torch_runner
from training.pair.rows import Row, key_of
from training.pair.score import figures
from training.trainer import Trainer as Base
from training.trainer import optimizer_of, read, save, start

CACHE = Path(".cache/training/pair")
UNMEASURED = ("loose", "news", "polnear", "joined")
DEFAULTS = {"minilm": {"lr": 2e-4, "batch": 16}, "mpnet": {"lr": 6e-5, "batch": 16}}


def options(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked on the command line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    asked.add_argument("--cache", type=Path, default=CACHE)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--model", choices=MODELS, default="minilm")
    asked.add_argument("--fold", type=int, help="0 to 4: rows that are kept for dev; left out: train on all")
    asked.add_argument("--passes", default="plv=12", help="corpus=times,... ; what is not named is not used")
    asked.add_argument("--teacher", type=Path, nargs="*", default=[], help="folders of runs whose answers to learn")
    asked.add_argument(
        "--answer", default="", help="corpora whose rows this run shall answer for a student: plv,stories,..."
    )
    asked.add_argument(
        "--from", dest="origin", type=Path, help="a run (or state of the document encoder) to begin from"
    )
    asked.add_argument("--device", default="cpu")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--lr", type=float)
    asked.add_argument("--head-lr", type=float, default=1e-3)
    asked.add_argument("--layer-decay", type=float, default=0.95)
    asked.add_argument("--batch", type=int)
    asked.add_argument("--dropout", type=float, default=0.1)
    asked.add_argument("--swap", type=float, default=0.15, help="share of rows read from the other end")
    asked.add_argument("--drop", type=float, default=0.06, help="share of rows with an end not marked")
    asked.add_argument("--save-seconds", type=float, default=240)
    found = asked.parse_args(given)
    for name, value in DEFAULTS[found.model].items():
        if getattr(found, name) is None:
            setattr(found, name, value)
    found.passes = {name: float(times) for name, times in (part.split("=") for part in found.passes.split(",") if part)}
    return found


def rate_of(name: str, asked: argparse.Namespace, encoder: Any) -> float:
    """The rate of a parameter: smaller for lower layers."""
    if name.startswith("encoder.") and ".shapes." not in name and ".markers." not in name:
        return float(asked.lr * asked.layer_decay ** encoder.depth(name.removeprefix("encoder.")))
    return float(asked.head_lr)


class Trainer(Base):
    """The state of a run; the order of rows and their changes follow from the seed and the step alone."""

    def __init__(self, asked: argparse.Namespace) -> None:
        super().__init__(asked)
        names = sorted(
            {"stories", "strangers", *LABELLED, *asked.passes},
            key=[c.name for c in CORPORA].index,
        )
        loaded = load(asked.data, names, asked.cache / "candidates.jsonl")
        held = [asked.fold is not None and fold == asked.fold for fold in loaded.folds]
        self.rows = [r for r, h in zip(loaded.rows, held, strict=True) if not h and r.corpus in asked.passes]
        self.dev = [r for r, h in zip(loaded.rows, held, strict=True) if h and r.corpus not in UNMEASURED]
        self.dev = thin(self.dev)
        self.everything = loaded.rows
        encoder, self.encoder = build(asked.model, asked.cache, asked.dropout)
        self.model = Pair(encoder, encoder.size).to(self.device)
        if asked.origin:
            load_run(self.model, asked.origin)
        self.optimizer = optimizer_of(self.model, lambda name: rate_of(name, asked, encoder))
        self.balance = balances(self.rows)
        self.soft = read_soft(asked.teacher)
        corpora = [r.corpus for r in self.rows]
        lengths = [len(self.encoder.row(r)["input_ids"]) for r in self.rows]
        self.plan = sort_pools(plan(corpora, asked.passes, asked.batch, asked.seed), lengths, asked.seed)
        if (asked.out / "last.pt").exists():
            self._restore(read(asked.out / "last.pt"))

    def _restore(self, state: dict[str, Any]) -> None:
        self.model.load_state_dict(state["model"])
        self.step, self.cpu = state["step"], state["cpu"]
        if "optimizer" in state:
            self.optimizer.load_state_dict(state["optimizer"])
        say(f"goes on from step {self.step} of {self.steps()}")

    def state(self) -> dict[str, Any]:
        """All that a run needs to go on; the optimizer is left out at the end."""
        state: dict[str, Any] = {"model": self.model.state_dict(), "step": self.step, "cpu": self.spent()}
        return state | ({"optimizer": self.optimizer.state_dict()} if self.step < self.steps() else {})

    def steps(self) -> int:
        """As many as there are batches."""
        return len(self.plan)

    def run(self) -> None:
        """Steps to the end, with checkpoints on the way, then figures and answers."""
        trained = self.step < self.steps()
        for _ in self.turns():
            self._step()
            if self.step % 50 == 0:
                told = self.losses() | {"step": self.step, "of": self.steps(), "cpu": round(self.spent())}
                self.log(told)
                say(told)
        if trained:
            save(self.asked.out / "last.pt", self.state())
        self.finish()

    def _step(self) -> None:
        torch.manual_seed(self.asked.seed * 1_000_003 + self.step)  # dropout of a resumed run is that of an uncut one
        self.learn(rate(self.step, self.steps()), self._backward)

    def _backward(self) -> None:
        given, wanted = self._batch(self.plan[self.step])
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            out = self.model(*given.values())
        found = losses(out, wanted)
        sum(found.values(), torch.zeros((), device=self.device)).backward()  # type: ignore[no-untyped-call]
        self.note(found)

    def _batch(self, numbers: Sequence[int]) -> tuple[dict[str, torch.Tensor], dict[str, torch.Tensor]]:
        random = np.random.default_rng((self.asked.seed, self.step))
        changed = [disturbed(self.rows[k], random, swap=self.asked.swap, drop=self.asked.drop) for k in numbers]
        rows = [row for row, _ in changed]
        wanted = gold(rows, [self.balance[k] for k in numbers])
        if self.soft:
            wanted |= self._soft(numbers, [swapped for _, swapped in changed])
        return self.tensors(inputs(rows, self.encoder)), self.tensors(wanted)

    def _soft(self, numbers: Sequence[int], swapped: Sequence[bool]) -> Arrays:
        """The teacher's answers; of a swapped row the direction is turned."""
        keys = [key_of(self.rows[k]) for k in numbers]
        known = [key in self.soft for key in keys]
        empty = next(iter(self.soft.values()))
        answers = [self.soft.get(key, empty) for key in keys]
        out: Arrays = {"soft": np.array(known, np.float32)}
        for head in ("type", "mode", "related", "direction"):
            out[f"soft_{head}"] = np.stack([a[head] for a in answers]).astype(np.float32)
        out["soft_direction"] *= np.where(swapped, -1.0, 1.0).astype(np.float32)
        return out

    def finish(self) -> None:
        """Figures on the fold, and answers for a student."""
        run = torch_runner(self.model)
        if self.dev:
            out = predict(run, self.dev, self.encoder)
            found = figures(self.dev, out) | {"cpu": round(self.spent()), "steps": self.step}
            directed = [k for k, r in enumerate(self.dev) if r.direction == 1]
            back = predict(run, [self.dev[k].swapped() for k in directed], self.encoder)["direction"]
            found["direction accuracy"] = float(np.mean(out["direction"][directed] > back))
            np.savez(self.asked.out / "dev.npz", keys=[key_of(r) for r in self.dev], **out)  # type: ignore[arg-type]
            told = {k: round(v, 4) for k, v in found.items()}
            (self.asked.out / "figures.json").write_text(json.dumps(told, indent=1) + "\n")
            say({k: v for k, v in told.items() if not k.startswith("F1 ")})
        if self.asked.answer:
            wanted = [r for r in self.everything if r.corpus in self.asked.answer.split(",")]
            out = predict(run, wanted, self.encoder)
            np.savez(self.asked.out / "soft.npz", keys=[key_of(r) for r in wanted], **out)  # type: ignore[arg-type]
            say(f"answered {len(wanted)} rows")


def thin(rows: Sequence[Row]) -> list[Row]:
    """Every second story and every fourth pair of strangers: enough to measure on, and half the time."""
    kept: list[Row] = []
    seen: dict[str, int] = defaultdict(int)
    for row in rows:
        if seen[row.corpus] % {"stories": 2, "strangers": 4}.get(row.corpus, 1) == 0:
            kept.append(row)
        seen[row.corpus] += 1
    return kept


def _plain(asked: argparse.Namespace) -> dict[str, Any]:
    """What was asked, as JSON has it."""

    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return [str(v) for v in value]
        return str(value) if isinstance(value, Path) else value

    return {k: plain(v) for k, v in vars(asked).items()}


def rate(step: int, steps: int) -> float:
    """The share of the learning rate at a step: up over the first tenth, then down in a straight line."""
    warm = max(1, steps // 10)
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))


def main(given: Sequence[str] | None = None) -> None:
    """Train one run, if it is not done yet."""
    asked = options(given)
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "asked.json").write_text(json.dumps(_plain(asked), indent=1) + "\n")
    start(Trainer, asked)


if __name__ == "__main__":
    main()
