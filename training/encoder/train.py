"""Trains the document encoder: `python -m training.encoder.train`; started again, it goes on where it stopped.

The learning rate rises, stays, and falls only at the end (over `--decay` steps after `--steps`, or from the moment a file named
`decay` stands in the folder; it may hold another number of steps). `stable.pt` is the state before the fall: training can go on from there with more steps.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from training.encoder.base import build, find_base
from training.encoder.corpora.all import load
from training.encoder.data import Batch, Mixture, count_labels, mixture
from training.encoder.encode import subwords
from training.encoder.evaluate import Arrays, Run, dev_windows, figures, read_windows
from training.encoder.labels import Vocabulary
from training.encoder.model import Document
from training.encoder.say import say
from training.encoder.windows import Window
from training.trainer import Trainer as Base
from training.trainer import optimizer_of, read, save, start

from sayso.encoder.document import Heads
from sayso.encoder.words import Subwords

HEADLINE = (
    "attribution exact", "attribution token", "actors exact", "mentions exact", "uw triggers F1", "uw factuality MAE",
    "ewt upos", "ewt xpos", "ewt lemma", "ewt ud LAS", "gum ud LAS", "polnear spacy LAS", "polnear starts F1",
)  # fmt: skip


def options(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked on the command line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    asked.add_argument("--silver", type=Path, default=Path(".cache/training/silver"))
    asked.add_argument("--out", type=Path, default=Path(".cache/training/document"))
    asked.add_argument(
        "--from", dest="origin", type=Path, help="state to begin from when the folder has none (stable.pt)"
    )
    asked.add_argument("--device", default="cpu")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--steps", type=int, default=2400, help="steps before the learning rate falls")
    asked.add_argument("--decay", type=int, default=500)
    asked.add_argument("--warmup", type=int, default=60)
    asked.add_argument("--batches", type=int, default=4, help="batches to a step, each of one corpus")
    asked.add_argument("--subwords", type=int, default=1100, help="sub-words to a batch")
    asked.add_argument("--lr", type=float, default=3e-4, help="of the topmost layer")
    asked.add_argument("--layer-decay", type=float, default=0.9)
    asked.add_argument("--head-lr", type=float, default=1.5e-3)
    asked.add_argument("--temperature", type=float, default=0.6)
    asked.add_argument("--dev-every", type=int, default=400, help="0: never")
    asked.add_argument("--save-seconds", type=float, default=600)
    asked.add_argument("--corpora", nargs="*", default=[])
    return asked.parse_args(given)


def rate(step: int, *, warmup: int, decay_from: int, decay: int) -> float:
    """The share of the learning rate at a step: up, level, and down in a straight line."""
    if step < warmup:
        return (step + 1) / warmup
    return 1.0 if step < decay_from else max(0.02, 1.0 - (step - decay_from) / decay)


def rate_of(name: str, asked: argparse.Namespace, layers: int) -> float:
    """The rate of a parameter: smaller for lower layers."""
    if name.startswith("bert.layers."):
        return float(asked.lr * asked.layer_decay ** (layers - 1 - int(name.split(".")[2])))
    if name.startswith("bert.") and "shapes" not in name:
        return float(asked.lr * asked.layer_decay**layers)
    return float(asked.head_lr)


class Trainer(Base):
    """The state of a run."""

    model: Document

    def __init__(self, asked: argparse.Namespace) -> None:
        super().__init__(asked)
        base = find_base()
        self.encoder = subwords(base.tokenizer)
        found = [p for p in (asked.out / "last.pt", asked.origin) if p and p.exists()]
        state = read(found[0]) if found else None
        loaded = load(asked.data, "train", asked.corpora, asked.silver)
        lists = Vocabulary({h: tuple(v) for h, v in state["lists"].items()}) if state else count_labels(loaded)
        self.model = Document(build(base), lists).to(self.device)
        self.model.bert.words.weight.requires_grad_(False)  # words stay as they are
        layers = len(self.model.bert.layers)
        self.optimizer = optimizer_of(self.model, lambda name: rate_of(name, asked, layers))
        self.mixture: Mixture = mixture(
            loaded, lists, self.encoder, seed=asked.seed, temperature=asked.temperature, subwords=asked.subwords
        )
        self.decay_from: int = asked.steps
        self.decay: int = asked.decay
        self.subwords = 0
        self.dev: list[Window] = []  # read when first measured
        if state:
            self._restore(state, fresh=found[0] != asked.out / "last.pt")

    def _restore(self, state: dict[str, Any], *, fresh: bool) -> None:
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.cpu, self.subwords = state["step"], state["cpu"], state["subwords"]
        self.decay_from = max(self.asked.steps, self.step) if fresh else min(self.asked.steps, state["decay_from"])
        if self.step > self.decay_from:
            self.decay = state["decay"]
        self.mixture.restore({name: (a, b) for name, (a, b) in state["streams"].items()})
        torch.set_rng_state(state["rng"])
        say(f"goes on from step {self.step}")

    def state(self) -> dict[str, Any]:
        """All that a run needs to go on."""
        return {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "lists": {h: list(v) for h, v in self.model.vocabulary.lists.items()},
            "step": self.step,
            "decay_from": self.decay_from,
            "decay": self.decay,
            "cpu": self.spent(),
            "subwords": self.subwords,
            "streams": {name: list(where) for name, where in self.mixture.state().items()},
            "rng": torch.get_rng_state(),
        }

    def steps(self) -> int:
        """Up to where the rate has fallen."""
        return self.decay_from + self.decay

    def run(self) -> None:
        """Steps until the rate has fallen, with checkpoints and dev figures on the way."""
        for _ in self.turns():
            self._asked_to_fall()
            if self.step == self.decay_from:
                save(self.asked.out / "stable.pt", self.state())
            self._step()
            if self.asked.dev_every and self.step % self.asked.dev_every == 0:
                self.measure()
        save(self.asked.out / "last.pt", self.state())
        if self.asked.dev_every:
            self.measure()

    def _asked_to_fall(self) -> None:
        """Begin the fall now if the file `decay` is there, and let it last as many steps as the file says."""
        path = self.asked.out / "decay"
        if path.exists():
            self.decay_from = min(self.decay_from, self.step)
            self.decay = int(path.read_text().strip() or self.decay)

    def _step(self) -> None:
        share = rate(self.step, warmup=self.asked.warmup, decay_from=self.decay_from, decay=self.decay)
        self.learn(share, self._backward)
        if self.step % 20 == 0:
            self.log({"step": self.step, "rate": round(share, 3), "losses": self.losses()})

    def _backward(self) -> None:
        for _, batch in self.mixture.draw(self.step, self.asked.batches):
            self._batch(batch)

    def _batch(self, batch: Batch) -> None:
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            losses = self.model.losses(self.tensors(batch.inputs), self.tensors(batch.gold))
        (sum(losses.values(), torch.zeros(())) / self.asked.batches).backward()  # type: ignore[no-untyped-call]
        self.subwords += batch.subwords
        self.note(losses)

    def log(self, row: dict[str, Any]) -> None:
        """One line of the log, also printed."""
        row |= {"cpu": round(self.spent()), "subwords": self.subwords}
        say(row)
        passes = {name: s.passes + s.place / max(1, len(s.plan)) for name, s in self.mixture.streams.items()}
        super().log(row | {"passes": {name: round(value, 2) for name, value in passes.items()}})

    def measure(self) -> None:
        """Dev figures of every head."""
        self.dev = self.dev or dev_windows(load(self.asked.data, "dev", self.asked.corpora, self.asked.silver))
        found = measure(self.model, self.dev, self.encoder)
        say("\n".join(f"    {name:24} {found[name]:.3f}" for name in HEADLINE if name in found))
        self.log({"step": self.step, "dev": {k: round(v, 4) for k, v in found.items()}})


def runner(model: Document) -> Run:
    """A function from inputs to outputs, as arrays."""
    device = next(model.parameters()).device

    def run(inputs: Arrays) -> Arrays:
        given = [torch.from_numpy(v).to(device) for v in inputs.values()]
        with torch.inference_mode(), torch.autocast(device.type, dtype=torch.bfloat16):
            return {k: v.float().cpu().numpy() for k, v in model(*given).items()}

    return run


def measure(model: Document, windows: Sequence[Window], encoder: Subwords) -> dict[str, float]:
    """Dev figures of a torch model."""
    model.eval()
    return figures(read_windows(runner(model), windows, encoder, Heads(model.heads())))


def main(given: Sequence[str] | None = None) -> None:
    """Train."""
    start(Trainer, options(given))


if __name__ == "__main__":
    main()
