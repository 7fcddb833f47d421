"""What every recipe does around its steps: rates by depth, saving, stopping and going on, a log."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import torch


def save(path: Path, state: dict[str, Any]) -> None:
    """Write beside, then rename, so that a cut leaves the old one whole."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    os.replace(part, path)


def read(path: Path) -> dict[str, Any]:
    """A state as `save` wrote it."""
    return torch.load(path, map_location="cpu", weights_only=True)  # type: ignore[no-any-return]


def optimizer_of(model: torch.nn.Module, rate_of: Callable[[str], float]) -> torch.optim.Optimizer:
    """AdamW with a rate for each parameter by its name; those that stay as they are have none."""
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = defaultdict(list)
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            groups[rate_of(name), 0.01 if parameter.dim() > 1 else 0.0].append(parameter)
    return torch.optim.AdamW(
        [{"params": p, "lr": lr, "peak": lr, "weight_decay": wd} for (lr, wd), p in groups.items()],
        betas=(0.9, 0.98),
        fused=True,
    )


class Trainer(ABC):
    """The state of a run; a recipe sets `model` and `optimizer`, and says what a step is."""

    model: torch.nn.Module
    optimizer: torch.optim.Optimizer

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked
        torch.manual_seed(asked.seed)
        self.device = torch.device(asked.device)
        self.step, self.cpu, self.stop = 0, 0.0, False
        self.told: dict[str, list[float]] = defaultdict(list)
        self.begun = time.process_time()

    @abstractmethod
    def steps(self) -> int:
        """How many steps there are, as things stand."""

    @abstractmethod
    def state(self) -> dict[str, Any]:
        """All that the run needs to go on."""

    @abstractmethod
    def run(self) -> None:
        """Steps to the end, and what comes after them."""

    def turns(self) -> Iterator[None]:
        """A turn for each step that is left; after it the state is saved when it is time, and the process ends when asked to."""
        saved = time.monotonic()
        while self.step < self.steps():
            yield
            if self.stop or time.monotonic() - saved > self.asked.save_seconds:
                save(self.asked.out / "last.pt", self.state())
                saved = time.monotonic()
            if self.stop:
                sys.exit(f"stopped at step {self.step} of {self.steps()}; start again to go on")

    def learn(self, share: float, backward: Callable[[], object]) -> None:
        """One step with this share of every rate."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * share
        self.model.train()
        backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 2.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1

    def note(self, losses: Mapping[str, torch.Tensor]) -> None:
        """Remember losses for the log."""
        for name, loss in losses.items():
            self.told[name].append(float(loss.detach()))

    def losses(self) -> dict[str, float]:
        """The mean losses since they were last asked for."""
        means = {name: round(float(np.mean(values)), 4) for name, values in sorted(self.told.items())}
        self.told.clear()
        return means

    def tensors(self, arrays: Mapping[str, np.ndarray]) -> dict[str, torch.Tensor]:
        """Arrays on the device."""
        return {name: torch.from_numpy(values).to(self.device) for name, values in arrays.items()}

    def spent(self) -> float:
        """CPU seconds over all parts of the run."""
        return self.cpu + time.process_time() - self.begun

    def log(self, row: dict[str, Any]) -> None:
        """One line of the log."""
        with (self.asked.out / "log.jsonl").open("a") as out:
            out.write(json.dumps(row) + "\n")


def start(make: Callable[[argparse.Namespace], Trainer], asked: argparse.Namespace) -> None:
    """Run a recipe until it is through or the process is told to end."""
    torch.set_num_threads(1 if asked.device == "cpu" else 8)
    asked.out.mkdir(parents=True, exist_ok=True)
    trainer = make(asked)

    def halt(_signal: int, _frame: FrameType | None) -> None:
        trainer.stop = True

    signal.signal(signal.SIGTERM, halt)
    trainer.run()
