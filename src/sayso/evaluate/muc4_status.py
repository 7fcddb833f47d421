"""Scores on whose say-so a body is said to have done it: the confidence words of MUC-4 keys, given incident and body.

The key lays each incident to a body in one of five words. We read the message and map the claims and attributions that
hold the body to the same words. The texts are all capitals, so figures are a floor.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sayso.errors import InputError
from sayso.evaluate.muc4_counts import _templates, _texts
from sayso.evaluate.quantities import half_of
from sayso.evaluate.truecase import Truecaser
from sayso.ingest import article_from_text
from sayso.lexicon.tables import table
from sayso.model import Article, Claim, EventMention, Reading, Span
from sayso.reader import Reader

FACT = "REPORTED AS FACT"
CLAIMED = "CLAIMED OR ADMITTED"
ACCUSED = "SUSPECTED OR ACCUSED"
BY_AUTHORITIES = "SUSPECTED OR ACCUSED BY AUTHORITIES"
POSSIBLE = "POSSIBLE"
WORDS = (FACT, CLAIMED, ACCUSED, BY_AUTHORITIES, POSSIBLE)

ENTRY = re.compile(r'([A-Z][A-Z ,/]+?)\s*:\s*("(?:\\"|[^"])*"(?:[\s/]+"(?:\\"|[^"])*")*)')
QUOTED = re.compile(r'"((?:\\"|[^"])*)"')
KIND = re.compile(r"\([^)]*\)")
PLACE = re.compile(r"[A-Z][A-Z .'-]+[A-Z]")
HEADER = re.compile(r"^[^\[\]]{0,200}?--(?:\s*\[[^\]]*\])*\s*")  # CITY, 3 JAN 90 (AGENCY) -- [REPORT] [TEXT]
DATELINE = re.compile(r"(\d{1,2}) ([A-Z]{3}) (\d\d)\b")
AUTHORITIES = frozenset(("GOV", "MIL", "COP", "JUD", "SPY", "LEG"))
BARE = (None, "no-actor", "not-political", "duplicate-mention")  # told as real, though it may give no claim
VIOLENCE = ("ASSAULT", "COERCE", "PROTEST")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusScores:
    """Share of right words, share that the commonest word alone would reach, mean F1 over the five words, and entries."""

    accuracy: float
    majority: float
    macro_f1: float
    n: int


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a key: the names of a body and the words that are right for it (a key may allow several)."""

    message: str
    names: tuple[str, ...]
    words: tuple[str, ...]


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
    return _scores([(key.words, status_of(readings[key.message], key.names)) for key in keys])


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
    for word, quoted in ENTRY.findall(slots.get("11", "")):
        words = tuple(w.strip() for w in word.split("/"))
        names = tuple(dict.fromkeys(_quoted(quoted)))
        if names and all(w in WORDS for w in words):
            yield Key(slots.get("0", "").split(" ")[0], names, words)


def _quoted(cell: str) -> list[str]:
    return [name.replace('\\"', '"').strip() for name in QUOTED.findall(cell)]


def _article(name: str, capitals: str, caser: Truecaser) -> Article:
    day = DATELINE.search(capitals[:200])
    date = f"{day[1]} {day[2].title()} 19{day[3]}" if day else None
    text = caser.apply(HEADER.sub("", capitals, count=1))
    return article_from_text(text, date=date, id=name, language="en")


def _scores(pairs: Sequence[tuple[tuple[str, ...], str]]) -> StatusScores:
    right = Counter(given for words, given in pairs if given in words)
    given = Counter(given for _, given in pairs)
    gold = Counter(given if given in words else words[0] for words, given in pairs)
    f1 = [2 * right[w] / ((given[w] + gold[w]) or 1) for w in WORDS]
    total = len(pairs) or 1
    return StatusScores(
        accuracy=round(sum(right.values()) / total, 4),
        majority=round(max(sum(w in words for words, _ in pairs) for w in WORDS) / total, 4),
        macro_f1=round(sum(f1) / len(WORDS), 4),
        n=len(pairs),
    )


def status_of(reading: Reading, names: Sequence[str]) -> str:
    """The word for the body of these names: what it claims itself, then accusations, hedges, and what is told as fact."""
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for how, word in _evidence(reading, names):
        words[how][word] += 1
    told = words["told"].total()
    if words["claimed"]:
        return CLAIMED
    if words["accused"].total() >= max(1, told):
        return _commonest(words["accused"])
    if words["hedged"].total() > told:
        return _commonest(words["hedged"])
    if words["doubted"] and not told:
        return _commonest(words["doubted"])
    return FACT


def _commonest(words: Counter[str]) -> str:
    return max(sorted(words), key=lambda word: words[word])


def _evidence(reading: Reading, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What each claim, accusation and attribution that holds the body says of it, with the word that it speaks for."""
    if reading.document is None or reading.parsed is None:
        return
    spans = _spans(reading.document.text, names)
    body = {a.id for a in reading.actors if any(_touches(m.span, spans) for m in a.mentions)}
    for claim in reading.claims:
        if claim.event.type in VIOLENCE and _has(claim.event, "actor", body):
            yield from _of_claim(claim, body)
    for event, judged in zip(reading.events, reading.veridicality, strict=True):
        actual = judged.polarity == "positive" and judged.modality == "actual" and event.why_not in BARE
        if event.type == "ACCUSE" and actual and _has(event, "recipient", body) and not _has(event, "actor", body):
            accusers = {p.actor for p in event.participants if p.role == "actor"}
            yield "accused", _accusation(a.sectors for a in reading.actors if a.id in accusers)
    yield from _of_attributions(reading, spans)


def _of_claim(claim: Claim, body: set[str]) -> Iterator[tuple[str, str]]:
    if claim.status == "denied":
        yield "doubted", ACCUSED
    elif claim.self_report or claim.root.id in body:
        yield "claimed", CLAIMED
    elif claim.status == "hedged":
        yield "hedged", _accusation([claim.root.sectors])
    elif claim.status == "asserted":
        yield "told", FACT


def _of_attributions(reading: Reading, spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
    for attribution in reading.attributions:
        source = attribution.source
        own = source is not None and source.span is not None and _touches(source.span, spans)
        side = "source" if own else "content"
        how = _cues().get((attribution.cue_lemma or "", side))
        if not own and not any(_touches(content, spans) for content in attribution.content):
            continue
        if how == "claimed":
            yield how, CLAIMED
        elif how == "accused" or (attribution.stance == "hedge" and not own):
            head = source.head if source else None
            by = [a.sectors for a in reading.actors if any(m.head == head for m in a.mentions)]
            yield how or "doubted", _accusation(by)


@cache
def _cues() -> dict[tuple[str, str], str]:
    rows = table("muc4_status", language=None, package="sayso.evaluate")
    return {(row["cue"], row["side"]): row["status"] for row in rows}


def _accusation(sectors: Iterable[Sequence[str]]) -> str:
    """The word for an accusation by those of these sectors; the first sector of each says what it is."""
    return BY_AUTHORITIES if any(set(s[:1]) & AUTHORITIES for s in sectors) else ACCUSED


def _has(event: EventMention, role: str, actors: set[str]) -> bool:
    return any(p.role == role and p.actor in actors for p in event.participants)


def _touches(span: Span, spans: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in spans)


def _spans(text: str, names: Sequence[str]) -> list[Span]:
    """Where the names stand, whatever the punctuation between their words; the longest name first."""
    forms = [r"\W+".join(re.findall(r"\w+", name)) for name in sorted(names, key=len, reverse=True)]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(form for form in forms if form)})(?!\w)", re.IGNORECASE)
    return [Span(m.start(), m.end()) for m in pattern.finditer(text)]
