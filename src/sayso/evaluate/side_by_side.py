"""Profiles side by side: the same figures for each, how sure they are, and how far each is from the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sayso.errors import ConfigError
from sayso.evaluate.bootstrap import Counts, Figures, Interval, differences, intervals
from sayso.evaluate.gold.score import ATTRIBUTES, RATES, rates

Json = dict[str, Any]
SUITES = ("gold", "polnear")  # those that read with a profile and count by document
COUNTED = ("core", "core_found", "exported", "exported_right", "r_right", "r_given", "r_wanted")


def compared(
    suite: str, unit: str, profiles: Mapping[str, Sequence[Counts]], figures: Callable[[Counts], Figures]
) -> list[Json]:
    """One row for each figure and profile; those after the first profile also tell their difference from it.

    `profiles` holds the counts of each document by profile, all over the same documents in the same order.
    """
    first = next(iter(profiles))
    own = {name: intervals(documents, figures) for name, documents in profiles.items()}
    apart = {name: differences(profiles[first], profiles[name], figures) for name in profiles if name != first}
    return [
        {
            "suite": suite,
            "figure": figure,
            "profile": name,
            **_ends(own[name][figure]),
            unit: len(profiles[name]),
            "against": first if name in apart else None,
            "difference": {**_ends(apart[name][figure]), "sure": apart[name][figure].sure} if name in apart else None,
        }
        for figure in own[first]
        for name in profiles
    ]


def _ends(found: Interval) -> Json:
    return {"value": round(found.value, 4), "low": round(found.low, 4), "high": round(found.high, 4)}


def gold_counts(result: Mapping[str, Any]) -> dict[str, float]:
    """The counts of one scored gold case, flat, so that they can be added."""
    out = {name: float(result[name]) for name in COUNTED}
    for name in ATTRIBUTES:
        out[f"{name}.right"], out[f"{name}.asked"] = map(float, result[name])
    return out


def gold_figures(counts: Counts) -> dict[str, float]:
    """The rates of `RATES` from flat counts."""
    result: Json = {name: counts[name] for name in COUNTED}
    result |= {name: [counts[f"{name}.right"], counts[f"{name}.asked"]] for name in ATTRIBUTES}
    found = rates(result)
    return {name: found[name] for name in RATES}


def gold_rows(results: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Json]:
    """The rows of gold cases, from the scored cases of each profile."""
    return compared("gold", "cases", {p: [gold_counts(r) for r in found] for p, found in results.items()}, gold_figures)


def corpus_rows(suite: str, data: Path, profiles: Sequence[str]) -> list[Json]:
    """The rows of a corpus that counts by document; the profile chooses the part that is scored."""
    from sayso import profile, registry
    from sayso.evaluate import polnear
    from sayso.evaluate.table import corpus_path

    if suite != "polnear":
        raise ConfigError(f"{suite!r} does not compare profiles; those that do: {', '.join(SUITES)}, all")
    path = corpus_path(suite, data)
    parts = {name: profile.load(name).part("attribution") for name in profiles}
    by_part = {
        part: polnear.documents(path, registry.part("attribution", part)) for part in dict.fromkeys(parts.values())
    }
    return compared(
        suite, "documents", {name: list(by_part[part].values()) for name, part in parts.items()}, polnear.f1
    )
