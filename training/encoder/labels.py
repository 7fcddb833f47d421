"""Label lists of the heads, BIO tags of spans, and lemma rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.encoder.words import lemma as apply_rule

IGNORE = -100
NO_NUMBER = float("nan")
ROOT = 0  # value of a root in the labels of arcs; word j of the window is j + 1

Value = int | float | str
Spans = Iterable[tuple[int, int, str]]  # first word, word after the last, label


def bio(kinds: Sequence[str]) -> tuple[str, ...]:
    """The tags of these kinds of span: O, then B and I of each."""
    return ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI"))


ATTRIBUTION = bio(("source", "cue", "content"))
ACTORS = bio(("S", "T", "R"))
MENTION_KINDS = ("person", "organization", "place", "event", "time", "object", "abstract")
MENTIONS = bio(MENTION_KINDS)
BIO_HEADS = {"attribution": ATTRIBUTION, "actors": ACTORS, "mentions": MENTIONS}
UPOS = (
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"),
    *("PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
)
ARCS = ("arcs_ud", "arcs_spacy")
OPEN_TAGS = ("xpos", "lemma", "labels_ud", "xpos_spacy", "labels_spacy")  # lists that are read off the training data
NUMBERS = ("factuality", "factuality_uds")


def tags_of(spans: Spans, length: int, labels: Sequence[str]) -> list[int]:
    """One tag per word; where spans overlap, the first given wins, whole."""
    place = {label: k for k, label in enumerate(labels)}
    tags = [0] * length
    for first, last, kind in spans:
        if first < last and not any(tags[first:last]):
            tags[first] = place[f"B-{kind}"]
            tags[first + 1 : last] = [place[f"I-{kind}"]] * (last - first - 1)
    return tags


def well_formed(tags: Sequence[str]) -> list[str]:
    """The tags with a B wherever an I continues nothing; the CAMEO corpus has some, and a chain could never take that path."""
    before = ("O", *tags)
    return [f"B-{t[2:]}" if t[:1] == "I" and p[2:] != t[2:] else t for p, t in zip(before, tags, strict=False)]


def lemma_rule(word: str, lemma: str) -> str:
    """The rule `CASE|CUT|ADD` that makes the lemma out of the word."""
    lower, wanted = word.lower(), lemma.lower()
    same = 0
    while same < min(len(lower), len(wanted)) and lower[same] == wanted[same]:
        same += 1
    tail = f"{len(lower) - same}|{lemma.lower()[same:]}"
    for case in "lktu":
        if apply_rule(word, f"{case}|{tail}") == lemma:
            return f"{case}|{tail}"
    return f"k|{tail}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The label lists of every head, by name."""

    lists: dict[str, tuple[str, ...]]

    def index(self, head: str) -> dict[str, int]:
        """Place of each label of a head."""
        return {label: k for k, label in enumerate(self.lists[head])}


FIXED = {**BIO_HEADS, "triggers": ("no", "yes"), "starts": ("no", "yes"), "upos": UPOS, "upos_spacy": (*UPOS, "SPACE")}
FEWEST = {"lemma": 4, "labels_ud": 5, "labels_spacy": 20, "xpos": 2, "xpos_spacy": 20}


def vocabulary(seen: dict[str, Counter[str]]) -> Vocabulary:
    """The fixed lists, and of the open ones what the training data shows often enough, most frequent first."""
    lists = dict(FIXED)
    for head in OPEN_TAGS:
        counts = seen.get(head, Counter())
        often = [label for label, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n >= FEWEST[head]]
        lists[head] = tuple(often) or ("_",)
    return Vocabulary(lists)
