"""What editors do to the reports of others, as operations on drafts."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.copying.seeds import phrases, rows

Paragraphs = tuple[tuple[str, ...], ...]
REWORDED = 0.2  # of the content words
_WORD = re.compile(r"[A-Za-z]+")
_QUOTED = re.compile(r"[\"“][^\"”]{12,}[\"”]")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "to",
        "into",
        "and",
        "or",
        "but",
        "that",
        "which",
        "who",
        "as",
        "than",
        "then",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
        "would",
        "could",
        "should",
        "may",
        "not",
        "it",
        "its",
        "he",
        "she",
        "they",
        "his",
        "her",
        "their",
        "them",
        "this",
        "these",
        "those",
        "after",
        "before",
    ]
)
_KEPT = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "It",
        "He",
        "She",
        "They",
        "This",
        "There",
        "After",
        "Before",
        "At",
        "Some",
        "Two",
        "Three",
        "By",
    ]
)


@dataclass(frozen=True, slots=True)
class Draft:
    """One report of a family. `parents` are positions in the family."""

    paragraphs: Paragraphs
    operation: str
    parents: tuple[int, ...] = ()
    wire: bool = False  # its own credit line names its outlet
    credit: str = ""  # the agency in its dateline
    headline: str = ""
    origin: int = -1  # the account that it is


def sentences(paragraphs: Paragraphs) -> list[str]:
    return [s for p in paragraphs for s in p]


def abridge(r: random.Random, of: Paragraphs, share: float) -> Paragraphs:
    """A part of the sentences, in their order; the lead stays more often than not."""
    flat = [(k, s) for k, p in enumerate(of) for s in p]
    wanted = max(3, round(share * len(flat)))
    kept = sorted(r.sample(range(len(flat)), min(wanted, len(flat))))
    if r.random() < 0.6 and 0 not in kept:
        kept[0] = 0
    out: dict[int, list[str]] = {}
    for k in kept:
        out.setdefault(flat[k][0], []).append(flat[k][1])
    return tuple(tuple(p) for p in out.values())


def reorder(r: random.Random, of: Paragraphs) -> Paragraphs:
    """The same paragraphs in another order."""
    rest = list(of)
    r.shuffle(rest)
    return tuple(rest)


class Fresh:
    """Leads and tails of its own for each report of a family: none is used twice."""

    def __init__(self, r: random.Random) -> None:
        self.left = {use: r.sample(phrases(use), len(phrases(use))) for use in ("lead", "tail")}

    def lead(self) -> str:
        return self.left["lead"].pop()

    def tail(self) -> str:
        return self.left["tail"].pop()


def new_lead(fresh: Fresh, of: Paragraphs) -> Paragraphs:
    """A lead of its own in place of the first paragraph."""
    return ((fresh.lead(), fresh.tail()), *of[1:])


def reword(r: random.Random, of: Paragraphs, rate: float = REWORDED) -> Paragraphs:
    """A part of the content words replaced; direct speech stays as it is."""
    return tuple(tuple(reworded(r, s, rate) for s in p) for p in of)


_SYNONYMS = {row["word"]: row["other"] for row in rows("synonyms")}
_OTHERS = sorted({w for w in _SYNONYMS.values() if " " not in w})


def reworded(r: random.Random, sentence: str, rate: float = REWORDED) -> str:
    """One sentence with `rate` of its content words outside direct speech replaced, by synonyms where we have them."""
    spoken = [m.span() for m in _QUOTED.finditer(sentence)]
    words = [
        m
        for m in _WORD.finditer(sentence)
        if m[0] not in _SMALL and m[0][0].islower() and not any(a <= m.start() < b for a, b in spoken)
    ]
    content = [m for m in _WORD.finditer(sentence) if m[0].lower() not in _SMALL]
    wanted = round(rate * len([m for m in content if not any(a <= m.start() < b for a, b in spoken)]))
    known = [m for m in words if m[0] in _SYNONYMS]
    other = [m for m in words if m[0] not in _SYNONYMS and len(m[0]) > 4]
    r.shuffle(known)
    r.shuffle(other)
    chosen = sorted((known + other)[:wanted], key=lambda m: -m.start())
    for m in chosen:
        new = _SYNONYMS.get(m[0]) or r.choice(_OTHERS)
        sentence = sentence[: m.start()] + new + sentence[m.end() :]
    return sentence


def small_edits(r: random.Random, of: Paragraphs) -> Paragraphs:
    """Two or three words changed in the whole text."""
    flat = [list(p) for p in of]
    for _ in range(3):
        p = r.choice(flat)
        k = r.randrange(len(p))
        p[k] = reworded(r, p[k], 0.08)
    return tuple(tuple(p) for p in flat)


def merged(r: random.Random, one: Paragraphs, other: Paragraphs) -> Paragraphs:
    """Paragraphs of two reports in turn, each lightly reworded."""
    a, b = abridge(r, one, r.uniform(0.4, 0.8)), abridge(r, other, r.uniform(0.4, 0.8))
    out = []
    for k in range(max(len(a), len(b))):
        out += [p[k] for p in (a, b) if k < len(p)]
    return reword(r, tuple(out), r.choice((0.0, 0.1, 0.15)))


def inside(sentence: str) -> str:
    """A sentence as the end of another: without its stop, its first word small unless it is a name."""
    first, _, rest = sentence.rstrip(".").partition(" ")
    return f"{first.lower() if first in _KEPT else first} {rest}"


def lead_in(r: random.Random, use: str, text: str, **names: str) -> str:
    """A phrase of the table around a sentence, with a capital and one stop."""
    made = r.choice(phrases(use)).format(text=text, **names)
    made = made[0].upper() + made[1:]
    return made if made[-1] in '."”' else made + "."


def relay(
    r: random.Random, fresh: Fresh, of: Paragraphs, use: str, *, more: int, parent: str, grand: str, day: str
) -> Paragraphs:
    """A short report of what another medium reported."""
    flat = sentences(of)
    told = lead_in(r, use, inside(reworded(r, flat[0], 0.3)), parent=parent, grand=grand, day=day)
    rest = [reworded(r, s, 0.25) for s in flat[1 : 1 + more]]
    own = [fresh.lead()] if r.random() < 0.4 else []
    return ((*own, told), *((s,) for s in rest), (fresh.tail(),))


def quotations(of: Paragraphs) -> list[str]:
    """Sentences that hold direct speech."""
    return [s for s in sentences(of) if _QUOTED.search(s)]


def words_outside_speech(text: str) -> int:
    """How many words a reporter wrote, not a speaker."""
    return len(_QUOTED.sub(" ", text).split())


def insert(r: random.Random, of: Paragraphs, extra: Sequence[str]) -> Paragraphs:
    """Sentences put in as paragraphs of their own, not before the lead."""
    out = list(of)
    for s in extra:
        out.insert(r.randrange(1, len(out) + 1), (s,))
    return tuple(out)
