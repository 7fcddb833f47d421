"""PolNeAR: who is quoted, by which cue, for what; over silver parses of the same texts.

An attribution's parts become tags of words; each fragment of a part is a span of its own. PolNeAR marks no nesting, so a word has
one tag; the few overlaps go to cues first, then sources. Where several people marked a text, the first in the file counts.
"""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.encoder.corpora.silver import CACHE, read_silver, sentence_of
from training.encoder.labels import ATTRIBUTION, tags_of
from training.encoder.windows import Text

_PART = re.compile(r"^T\d+\t(Source|Cue|Content) (\d+ \d+(?:;\d+ \d+)*)\t", re.M)
_ORDER = ("cue", "source", "content")


def read_polnear(data: Path, split: str, silver: Path = CACHE) -> Iterator[Text]:
    """The texts of one split, each sentence with attribution tags and silver parse."""
    brat: dict[str, str] = {}
    with (data / f"attribution/polnear_{split}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            brat.setdefault(row["doc"], row["brat"])
    for parsed in read_silver(f"polnear_{split}", silver):
        words = [(row[0], row[1]) for rows in parsed.sentences for row in rows]
        tags = attribution_tags(brat[parsed.doc], words)
        sentences, at = [], 0
        for rows in parsed.sentences:
            sentence = sentence_of(parsed, rows)
            sentence.labels["attribution"] = tags[at : at + len(rows)]
            at += len(rows)
            sentences.append(sentence)
        yield Text(parsed.doc, "polnear", split, sentences)


def attribution_tags(brat: str, words: Sequence[tuple[int, int]]) -> list[str]:
    """One tag for each word (given by its characters), from a brat file."""
    spans = []
    for part in _PART.finditer(brat):
        for fragment in part[2].split(";"):
            start, end = map(int, fragment.split())
            first = bisect.bisect_right([w[1] for w in words], start)
            last = bisect.bisect_left([w[0] for w in words], end)
            spans.append((first, last, part[1].lower()))
    spans.sort(key=lambda s: (_ORDER.index(s[2]), s[0]))
    return [ATTRIBUTION[t] for t in tags_of(spans, len(words), ATTRIBUTION)]
