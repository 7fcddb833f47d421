"""Actor spans of CAMEO sentences: source, target and relation phrase. The corpus gives single sentences and no dev split."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.encoder.labels import Value, well_formed
from training.encoder.windows import Sentence, Text, digest

FOLDS = 5
JOIN = 4  # sentences to a text; they do not follow each other


def fold_of(sentence: str) -> int:
    """The fold of a sentence, by its hash, so that equal sentences stay together."""
    return int(digest(sentence), 16) % FOLDS


def read_cameo(data: Path, held: int | None = 0) -> Iterator[Text]:
    """Loose texts of a few sentences; those of fold `held` are the dev split."""
    groups: dict[str, list[Sentence]] = {"train": [], "dev": []}
    with (data / "events/cameo_spans_train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = " ".join(row["tokens"])
            labels: dict[str, Sequence[Value]] = {
                "actors": well_formed(row["tags"]),
                "starts": ["yes", *["no"] * (len(row["tags"]) - 1)],
            }
            split = "dev" if fold_of(text) == held else "train"
            groups[split].append(Sentence(tuple(row["tokens"]), labels, text))
    for split, sentences in groups.items():
        for at in range(0, len(sentences), JOIN):
            yield Text(f"cameo-{split}-{at}", "cameo", split, sentences[at : at + JOIN], loose=True)
