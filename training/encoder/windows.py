"""Sentences as the corpora give them, those dropped for held-out tests, and windows of whole sentences."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path

from training.encoder.labels import ARCS, IGNORE, NO_NUMBER, NUMBERS, ROOT, Value

WORDS = 160
_NOT_KEPT = re.compile("[^a-z0-9]")


@dataclass(slots=True)
class Sentence:
    """Words of one sentence with the labels of some heads, one per word; arcs count words of the sentence from 1."""

    words: tuple[str, ...]
    labels: dict[str, Sequence[Value]] = field(default_factory=dict)
    text: str = ""  # as in the corpus, for the hash


@dataclass(slots=True)
class Text:
    """One document of a corpus; `loose` says that its sentences do not follow each other."""

    name: str
    corpus: str
    split: str
    sentences: list[Sentence]
    loose: bool = False


@dataclass(slots=True)
class Window:
    """Whole sentences read in one pass; arcs count words of the window from 1."""

    words: tuple[str, ...]
    labels: dict[str, list[Value]]
    text: str
    corpus: str
    follows: bool = False  # the window continues the text of the one before it
    sizes: tuple[int, ...] = ()  # words of each sentence; none given: one sentence

    def sentences(self) -> Iterator[tuple[int, int]]:
        """The first word of each sentence and the word after its last."""
        ends = (0, *accumulate(self.sizes or (len(self.words),)))
        yield from pairwise(ends)


def digest(sentence: str) -> str:
    """What `heldout-hashes.txt` holds for a sentence."""
    return hashlib.sha256(_NOT_KEPT.sub("", sentence.lower()).encode()).hexdigest()[:16]


def read_hashes(data: Path) -> frozenset[str]:
    """The hashes of sentences that public held-out tests use."""
    lines = (data / "heldout-hashes.txt").read_text().split("\n")
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def drop_held_out(texts: Iterable[Text], hashes: frozenset[str]) -> tuple[list[Text], int]:
    """The texts without held-out sentences, and how many sentences were dropped."""
    kept, dropped = [], 0
    for text in texts:
        rest = [s for s in text.sentences if digest(s.text or " ".join(s.words)) not in hashes]
        dropped += len(text.sentences) - len(rest)
        if rest:
            kept.append(Text(text.name, text.corpus, text.split, rest, text.loose))
    return kept, dropped


def windows_of(text: Text, most: int = WORDS) -> Iterator[Window]:
    """Windows of whole sentences of at most `most` words; sentences that are longer stand alone, cut at `WORDS`."""
    group: list[Sentence] = []
    follows = False
    for sentence in text.sentences:
        for piece in _pieces(sentence):
            if group and sum(len(s.words) for s in group) + len(piece.words) > most:
                yield _window(text, group, follows)
                group, follows = [], not text.loose
            group.append(piece)
    if group:
        yield _window(text, group, follows)


def _pieces(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence, cut where it is longer than a window; arcs over a cut are ignored."""
    for at in range(0, len(sentence.words), WORDS):
        end = min(at + WORDS, len(sentence.words))
        labels: dict[str, Sequence[Value]] = {name: list(values[at:end]) for name, values in sentence.labels.items()}
        for name in ARCS:
            if name in labels:
                labels[name] = [moved(head, at, end) for head in labels[name]]
        yield Sentence(sentence.words[at:end], labels, sentence.text) if at or end < len(sentence.words) else sentence


def moved(head: Value, at: int, end: int) -> Value:
    """A head counted from word `at` on; one that is not before `end` is ignored."""
    if head in (ROOT, IGNORE):
        return head
    return int(head) - at if at < int(head) <= end else IGNORE


def _window(text: Text, group: Sequence[Sentence], follows: bool) -> Window:
    labels: dict[str, list[Value]] = {name: [] for s in group for name in s.labels}
    at = 0
    for sentence in group:
        for name, out in labels.items():
            given = sentence.labels.get(name)
            if given is None:
                empty: Value = NO_NUMBER if name in NUMBERS else IGNORE
                given = [empty] * len(sentence.words)
            out += [h if h in (ROOT, IGNORE) else int(h) + at for h in given] if name in ARCS else given
        at += len(sentence.words)
    sizes = tuple(len(s.words) for s in group)
    return Window(tuple(w for s in group for w in s.words), labels, text.name, text.corpus, follows, sizes)
