"""Factuality of events, -3 (did not happen) to +3 (happened): UW, whose sentences mark all events of the news, and UDS-IH2.

UDS-IH2 marks predicates of the English Web Treebank; `attach` puts its numbers on the sentences of that treebank.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training.encoder.labels import NO_NUMBER
from training.encoder.windows import Sentence, Text, digest

JOIN = 4


def read_uw(data: Path, split: str) -> Iterator[Text]:
    """UW as loose texts of a few sentences, with triggers and factuality."""
    sentences = []
    for row in _rows(data / f"factuality/uw_{split}.jsonl"):
        words = tuple(row["text"].split())
        numbers = [NO_NUMBER] * len(words)
        for target in row["targets"]:
            numbers[target["span1"][0]] = float(target["label"])
        triggers = ["no" if n != n else "yes" for n in numbers]
        starts = ["yes", *["no"] * (len(words) - 1)]
        sentences.append(Sentence(words, {"triggers": triggers, "factuality": numbers, "starts": starts}, row["text"]))
    for at in range(0, len(sentences), JOIN):
        yield Text(f"uw-{split}-{at}", "uw", split, sentences[at : at + JOIN], loose=True)


def read_uds(data: Path, split: str) -> dict[str, dict[int, float]]:
    """By hash of the sentence: factuality by the place of the predicate's first letter among all but spaces."""
    out: dict[str, dict[int, float]] = defaultdict(dict)
    for row in _rows(data / f"factuality/uds_ih2_{split}.jsonl"):
        words = row["text"].split()
        for target in row["targets"]:
            at = sum(map(len, words[: target["span1"][0]]))
            out[digest(row["text"])][at] = float(target["label"])
    return dict(out)


def attach(texts: Iterable[Text], numbers: dict[str, dict[int, float]]) -> int:
    """Put UDS-IH2's numbers on the sentences of a treebank; says how many found their word."""
    found = 0
    for text in texts:
        for sentence in text.sentences:
            given = numbers.get(digest(sentence.text))
            if given is None:
                continue
            values, at = [], 0
            for word in sentence.words:
                values.append(given.get(at, NO_NUMBER))
                at += len(word)
            sentence.labels["factuality_uds"] = values
            found += sum(v == v for v in values)
    return found


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)
