#!/usr/bin/env python3
"""What our encoders cost: load time, resident memory, words and pairs per CPU-second, one thread, one row at a time.

    python -m benchmarks.encoder FOLDER TEXT... [--words N] [--json]

FOLDER holds `document/` and `pair/` (an export of training, or the weights of the package); TEXT is anything that
`sayso read` takes, read in place. All heads of the document encoder are run; `decoded` adds every span, tag and tree.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import process_time

import numpy as np

from sayso.encoder.document import DocumentEncoder, Window
from sayso.encoder.pairs import Pair, PairEncoder
from sayso.encoder.words import windows
from sayso.ingest import read_source

WORD = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
SENTENCE = re.compile(r"(?<=[.!?])\s+")
HEADS = ("attribution", "actors", "mentions")
TOGETHER = 8


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("texts", nargs="+", type=Path)
    options.add_argument("--words", type=int, default=8000)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    sentences = list(_sentences(given.texts, given.words))
    if not sentences:
        options.error("no words in these texts")
    found = _document(given.folder / "document", sentences)
    if (given.folder / "pair").is_dir():
        found |= _pairs(given.folder / "pair", sentences)
    found["resident_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if given.json:
        print(json.dumps({name: round(value, 4) for name, value in found.items()}))
        return
    for name, value in found.items():
        print(f"{name:40}{value:12.3f}")


def _sentences(texts: Sequence[Path], most: int) -> Iterator[str]:
    seen = 0
    for article in (article for path in texts for article in read_source(str(path))):
        for sentence in SENTENCE.split(article.text):
            size = len(WORD.findall(sentence))
            if seen >= most:
                return
            seen += size
            if size:
                yield sentence


def _document(folder: Path, sentences: Sequence[str]) -> dict[str, float]:
    start = process_time()
    encoder = DocumentEncoder(folder)
    loaded = process_time() - start
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    lengths = [len(WORD.findall(sentence)) for sentence in sentences]
    rows = [words[a:b] for a, b in windows(lengths, encoder.most_words)]
    for _ in encoder.read(rows[:3]):
        pass
    start = process_time()
    for _ in encoder.read(rows):
        pass
    scored = process_time() - start
    start = process_time()
    for window in encoder.read(rows):
        _decode(window)
    decoded = process_time() - start
    return {
        "document load, CPU-s": loaded,
        "document words": float(len(words)),
        "document words per CPU-s, scores": len(words) / scored,
        "document words per CPU-s, decoded": len(words) / decoded,
        **_apart(encoder, rows[: 4 * TOGETHER]),
    }


def _decode(window: Window) -> None:
    for head in HEADS:
        window.spans(head)
    for head in ("upos", "xpos", "triggers", "starts"):
        window.tags(head)
    window.lemmas()
    window.factuality()
    starts = [k for k, tag in enumerate(window.tags("starts").labels) if tag == "yes" or not k]
    for first, last in zip(starts, [*starts[1:], len(window.words)], strict=True):
        window.tree("ud", first, last)


def _apart(encoder: DocumentEncoder, rows: Sequence[Sequence[str]]) -> dict[str, float]:
    """Whether scores depend on what is read before: they must not."""
    unequal = 0
    for at in range(0, len(rows), TOGETHER):
        batch = rows[at : at + TOGETHER]
        alone = list(encoder.read(batch))
        again = list(encoder.read(batch[::-1]))[::-1]
        unequal += sum(
            not np.array_equal(a.scores[n], b.scores[n]) for a, b in zip(alone, again, strict=True) for n in a.scores
        )
    return {
        "alone in another order: unequal arrays": float(unequal),
    }


def _pairs(folder: Path, sentences: Sequence[str]) -> dict[str, float]:
    """The first and the last capitalised word of each sentence as its ends: the cost does not hang on what they are."""
    start = process_time()
    encoder = PairEncoder(folder)
    loaded = process_time() - start
    pairs = []
    for sentence in sentences:
        names = [m.span() for m in re.finditer(r"\b[A-Z]\w+", sentence)]
        if len(names) > 1:
            pairs.append(Pair(text=sentence, source=names[0], target=names[-1]))
    pairs = list(islice(pairs, 300))
    for _ in encoder.read(pairs[:3]):
        pass
    start = process_time()
    for _ in encoder.read(pairs):
        pass
    spent = process_time() - start
    return {
        "pair load, CPU-s": loaded,
        "pairs": float(len(pairs)),
        "pairs per CPU-s": len(pairs) / spent if pairs else 0.0,
    }


if __name__ == "__main__":
    main()
