"""Scores on whose say-so a body is said to have done it: the confidence words of MUC-4 keys, given the body.

The key lays each incident to a body in one of five words, which our five standings mirror. The texts are all capitals, so
figures are a floor.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError
from sayso.evaluate.muc4_counts import HEADER, _templates, _texts
from sayso.evaluate.quantities import half_of
from sayso.evaluate.truecase import Truecaser
from sayso.extract.veridicality.standing import STANDINGS, standing
from sayso.ingest import article_from_text
from sayso.model import Article, Reading, Span
from sayso.reader import Reader

FACT = "REPORTED AS FACT"
CLAIMED = "CLAIMED OR ADMITTED"
ACCUSED = "SUSPECTED OR ACCUSED"
BY_AUTHORITIES = "SUSPECTED OR ACCUSED BY AUTHORITIES"
POSSIBLE = "POSSIBLE"
WORDS = (FACT, CLAIMED, ACCUSED, BY_AUTHORITIES, POSSIBLE)
OF_STANDING = dict(zip(STANDINGS, WORDS, strict=True))

ENTRY = re.compile(r'([A-Z][A-Z ,/]+?)\s*:\s*("(?:\\"|[^"])*"(?:[\s/]+"(?:\\"|[^"])*")*)')
QUOTED = re.compile(r'"((?:\\"|[^"])*)"')
KIND = re.compile(r"\([^)]*\)")
PLACE = re.compile(r"[A-Z][A-Z .'-]+[A-Z]")
DATELINE = re.compile(r"(\d{1,2}) ([A-Z]{3}) (\d\d)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusScores:
    """Share of right words, share that the commonest word alone would reach, mean F1 over the five words, and entries.

    `plain_...` count one body a template, where the slot holds one word and that is not POSSIBLE.
    """

    accuracy: float
    majority: float
    macro_f1: float
    n: int
    plain_accuracy: float
    plain_majority: float
    plain_n: int


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a key: the names of a body and the words that are right for it (a key may allow several)."""

    message: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    plain: bool = False  # the first of a template whose slot holds one word, and not POSSIBLE


def score(folder: str | Path | None = None, *, half: str = "all") -> StatusScores:
    """Figures for the messages of a half whose key lays an incident to a body."""
    root = Path(folder) if folder else Path(os.environ.get("SAYSO_DATA", "../shared/data")) / "status" / "muc4_dev"
    if half not in ("dev", "heldout", "all"):
        raise InputError(f"no half is called {half!r}; use dev, heldout or all", code="half", value=half)
    if not any(root.glob("key-dev-*.muc4")):
        raise InputError(
            f"no MUC-4 keys under {root}; set SAYSO_DATA to the folder of corpora", code="missing", value=str(root)
        )
    keys, articles = read_corpus(root, half)
    readings = {reading.article.id: reading for reading in Reader("default").read_articles(articles)}
    return scores_of(keys, [status_of(readings[key.message], key.names) for key in keys])


def read_corpus(root: Path, half: str) -> tuple[list[Key], list[Article]]:
    """The entries of a half and their messages, with the case that the names of all keys allow."""
    slots = [s for path in sorted(root.glob("key-dev-*.muc4")) for s in _templates(path.read_text(encoding="latin-1"))]
    texts = dict(_texts(root))
    found = [key for s in slots for key in _keys(s)]
    named = [name for s in slots for name in _quoted(s.get("18", ""))]
    surnames = [name.split()[-1] for name in named if " " in name]
    places = [place for s in slots for place in PLACE.findall(KIND.sub("", s.get("3", "")))]
    caser = Truecaser([*named, *surnames, *places], bodies=[name for key in found for name in key.names])
    keys = [k for k in found if k.message in texts and half in ("all", half_of(k.message))]
    return keys, [_article(name, texts[name], caser) for name in dict.fromkeys(k.message for k in keys)]


def _keys(slots: dict[str, str]) -> Iterator[Key]:
    entries = ENTRY.findall(slots.get("11", ""))
    plain = len({word for word, _ in entries}) == 1
    for word, quoted in entries:
        words = tuple(w.strip() for w in word.split("/"))
        names = tuple(dict.fromkeys(_quoted(quoted)))
        if names and all(w in WORDS for w in words):
            yield Key(
                slots.get("0", "").split(" ")[0], names, words, plain and len(words) == 1 and words[0] != POSSIBLE
            )
            plain = False


def _quoted(cell: str) -> list[str]:
    return [name.replace('\\"', '"').strip() for name in QUOTED.findall(cell)]


def _article(name: str, capitals: str, caser: Truecaser) -> Article:
    day = DATELINE.search(capitals[:200])
    date = f"{day[1]} {day[2].title()} 19{day[3]}" if day else None
    text = caser.apply(HEADER.sub("", capitals, count=1))
    return article_from_text(text, date=date, id=name, language="en")


def scores_of(keys: Sequence[Key], given: Sequence[str]) -> StatusScores:
    """The figures for the words given for the entries of keys."""
    right = Counter(word for key, word in zip(keys, given, strict=True) if word in key.words)
    gold = Counter(word if word in key.words else key.words[0] for key, word in zip(keys, given, strict=True))
    plain = [(key.words[0], word) for key, word in zip(keys, given, strict=True) if key.plain]
    counts = Counter(given)
    f1 = [2 * right[w] / ((counts[w] + gold[w]) or 1) for w in WORDS]
    total, plain_total = len(keys) or 1, len(plain) or 1
    return StatusScores(
        accuracy=round(sum(right.values()) / total, 4),
        majority=round(max(sum(w in key.words for key in keys) for w in WORDS) / total, 4),
        macro_f1=round(sum(f1) / len(WORDS), 4),
        n=len(keys),
        plain_accuracy=round(sum(word == wanted for wanted, word in plain) / plain_total, 4),
        plain_majority=round(max(Counter(wanted for wanted, _ in plain).values(), default=0) / plain_total, 4),
        plain_n=len(plain),
    )


def status_of(reading: Reading, names: Sequence[str]) -> str:
    """The key's word for the standing that the reading gives the body of these names."""
    if reading.document is None:
        return FACT
    spans = _spans(reading.document.text, names)
    return OF_STANDING[standing(reading, _bodies(reading, spans), names=spans).word]


def _bodies(reading: Reading, spans: Sequence[Span]) -> set[str]:
    """The actors with a mention that turns on a word of the names ("the Front", not "the Front's leader"), or else holds one."""
    held: set[str] = set()
    named: set[str] = set()
    for actor in reading.actors:
        for mention in actor.mentions:
            if any(mention.span.overlaps(span) for span in spans):
                held.add(actor.id)
                head = reading.parsed.tokens[mention.head].span if reading.parsed else mention.span
                named.update([actor.id] if any(head.overlaps(span) for span in spans) else [])
    return named or held


def _spans(text: str, names: Sequence[str]) -> list[Span]:
    """Where the names stand, whatever the punctuation between their words; the longest name first."""
    forms = [r"\W+".join(re.findall(r"\w+", name)) for name in sorted(names, key=len, reverse=True)]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(form for form in forms if form)})(?!\w)", re.IGNORECASE)
    return [Span(m.start(), m.end()) for m in pattern.finditer(text)]
