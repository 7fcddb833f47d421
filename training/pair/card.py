"""The data card: every corpus of the recipe with its licence, its rows, and what was dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from training.encoder.base import PINNED, WEIGHTS_SHA256
from training.pair.corpora import CORPORA, Loaded
from training.pair.labels import TYPES


def card(
    loaded: Loaded, passes: Mapping[str, float], teachers: Sequence[str], heads: Mapping[str, Mapping[str, Any]]
) -> str:
    """The card as Markdown."""
    rows = Counter(r.corpus for r in loaded.rows)
    typed = Counter(r.corpus for r in loaded.rows if len(r.types) == 1 or r.corpus == "plv")
    lines = [
        "# Data card of the pair encoder",
        "",
        f"Base weights: {PINNED} (sha256 of model.safetensors {WEIGHTS_SHA256}; Apache-2.0).",
        f"Teachers: {', '.join(teachers) or 'none'} (all-mpnet-base-v2, Apache-2.0, fine-tuned on the same rows; not shipped).",
        "",
        "No text of any corpus is shipped; the weights alone are. Every row whose normalised sentence hashes into",
        "`heldout-hashes.txt` is dropped before anything else is done.",
        "",
        "| corpus | file | licence | teaches | rows | with a type | passes | held-out dropped |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for c in CORPORA:
        if c.name in passes:
            counts = f"{rows[c.name]:,} | {typed[c.name]:,} | {passes[c.name]:g} | {loaded.dropped.get(c.name, 0)}"
            lines.append(f"| {c.name} | {c.folder} | {c.licence} | {c.teaches} | {counts} |")
    lines += ["", "| PLV type | rows |", "| --- | --- |", *_types(loaded)]
    lines += [
        "",
        "| head | temperature | calibration error, before and after | threshold | dev rows |",
        "| --- | --- | --- | --- | --- |",
    ]
    for head, found in heads.items():
        told = (
            f"{found['temperature']} | {found['ece_before']} / {found['ece']} | {found['threshold']} | {found['rows']}"
        )
        lines.append(f"| {head} | {told} |")
    return "\n".join((*lines, ""))


def _types(loaded: Loaded) -> list[str]:
    found = Counter(" or ".join(TYPES[t] for t in r.types) for r in loaded.rows if r.corpus == "plv")
    return [f"| {name} | {count} |" for name, count in found.most_common()]
