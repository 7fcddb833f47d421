"""Scores readings against gold cases: recall of core claims, precision of exported ones, and each attribute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.evaluate.gold.case import Case
from sayso.evaluate.gold.score import RATES, add, rates, score_case

__all__ = ["RATES", "Case", "GoldScore", "add", "rates", "score_case", "score_cases"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldScore:
    """Results by case and their sum; `rates(result)` makes rates of either."""

    cases: tuple[dict[str, Any], ...]
    total: dict[str, Any]

    @property
    def rates(self) -> dict[str, float]:
        return rates(self.total)


def score_cases(folders: Sequence[Path], read: Callable[[Case], dict[str, Any]], *, tier: str = "core") -> GoldScore:
    """Read every case and score what comes back; `read` gives the contract's object for a case."""
    results = []
    for folder in folders:
        case = Case(folder)
        results.append(score_case(case, read(case), tier=tier))
    return GoldScore(cases=tuple(results), total=add(results))
