"""Claims and events as a clause in words, made from their objects: `gunmen attacked four officers in Ras Jedir`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sayso.knowledge.countries import country_of
from sayso.model import Actor, EventMention, Participant, Quantity, Span, Veridicality
from sayso.wording.names import place_name, plural, several, with_a, with_the
from sayso.wording.times import date_words, day_of, during
from sayso.wording.words import event_words, quantity_words, safe

__all__ = ["Speaker", "capital", "clause", "day_words", "demanded", "details", "several", "with_a", "with_the"]

Json = dict[str, Any]
_NOWHERE = Span(0, 0)
_TOLD = ("killed", "injured", "displaced")  # other counts stand in the clause as a rule
_AT = ("site", "water", "boundary")
PLAIN = Veridicality()
_WHOSE = ("his", "her", "their", "its", "our", "my", "your", "whose")
_ALL = ("all", "both")  # words of the text that its descriptions lack, and that say how many
_COMMON = ("civilian", "politician", "guardian", "musician", "technician", "physician", "historian", "these")
_LONG = 90  # characters up to which what was demanded, threatened or promised is told
_QUOTES = str.maketrans({'"': "'", "\u201c": "\u2018", "\u201d": "\u2019", "\u00ab": "\u2018", "\u00bb": "\u2019"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever says the clause: told by `it` or `they` where it takes part under the name that it is told by."""

    ids: frozenset[str]
    name: str
    many: bool = False

    def speaks_of_itself(self, p: Json) -> bool:
        """Whether this participant is the speaker, under the same name."""
        return p["kind"] != "person" and p["id"] in self.ids and str(p["name"] or "").lower() == self.name.lower()

    def pronoun(self, role: str) -> str:
        """What stands for it in this role."""
        if not self.many:
            return "it"
        return "they" if role == "actor" else "them"


def clause(row: Json, *, as_said: bool = False, placed: bool = False, by: Speaker | None = None) -> str:
    """What happened, as one clause without a full stop; `as_said` with the words for doubt, denial and future.

    `row` is a claim or an event; both name their participants alike. `placed`: `details` with a place follow. `by`: who says so.
    """
    doubt = (
        Veridicality(certainty=row["certainty"], polarity=row["polarity"], modality=row["modality"])
        if as_said
        else PLAIN
    )
    people = row["participants"]
    own = [p for p in people if by and by.speaks_of_itself(p)]
    row = row | {"participants": [*own, *(p for p in people if p not in own)]}  # "it and Sudland held talks"
    return event_words(mention(row, by), doubt, actors(row, by), placed=placed, passive=True)


def mention(row: Json, by: Speaker | None = None) -> EventMention:
    """The event of a claim or event, as far as its words need it."""
    return EventMention(
        trigger=_NOWHERE, head=0, sentence=0, type=row["type"], mode=row["mode"],
        participants=tuple(
            Participant(role=p["role"], text=_told(p, row, by), span=None, actor=p["id"] or "") for p in row["participants"]
        ),
        quantities=tuple(_quantity(q) for q in row["quantities"]),
    )  # fmt: skip


def _told(p: Json, row: Json, by: Speaker | None) -> str:
    if by and by.speaks_of_itself(p):
        return by.pronoun(p["role"])
    return _text(p, row) or _called(p, row) or "someone"


def actors(row: Json, by: Speaker | None = None) -> dict[str, Actor]:
    """Its participants by id, without the speaker."""
    return {
        p["id"]: Actor(id=p["id"], name=_called(p, row), kind=p["kind"] or "group")
        for p in row["participants"]
        if p["id"] and p["name"] and not (by and by.speaks_of_itself(p))
    }


def _described(p: Json) -> bool:
    """Whether it has no name of its own: only words of the text, with the country that it is of at most."""
    own, country = str(p["id"]), str(p.get("country") or "").lower()
    return own.startswith("unnamed:") or (bool(country) and own.startswith(f"actor:{country}-"))


def _text(p: Json, row: Json) -> str:
    """The words of the text, as they stand within a sentence."""
    text = str(p["text"] or "")
    return lowered(text, row) if _described(p) else text


def _called(p: Json, row: Json) -> str:
    """A name as it stands within a sentence: with its article, and what only describes somebody with that of the text."""
    name = str(p["name"] or "")
    if not _described(p):
        return with_the(name, person=p["kind"] == "person")
    first = str(p["text"] or "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").partition(" ")[0].lower()
    bare = lowered(name, row)
    if not bare or not first or bare.lower().startswith((f"{first} ", "the ", "a ", "an ")) or bare.lower() == first:
        return bare
    if first == "the" or (first in _ALL and several(bare)):
        return f"{first} {bare}"
    return with_a(bare) if first in _WHOSE or first.endswith("'s") else bare


def lowered(text: str, row: Json) -> str:
    """A description without the large letter that it had at the beginning of a sentence; "Kurdish forces" keep theirs."""
    first = re.split(r"[\s-]", text, maxsplit=1)[0]
    large = text[:1].isupper() and (text[1:2].islower() or first in ("A", "I"))
    if not large or _of_a_people(first.removesuffix("'s")):
        return text
    told = str((row.get("sentence") or {}).get("text") or "")
    if re.search(rf"(?<!^)(?<![.:!?] )(?<![\"\u201c\u2018]){re.escape(text)}", told):
        return text  # it has that letter in the middle of the sentence, too
    return text[:1].lower() + text[1:]


def _of_a_people(word: str) -> bool:
    plain = word.lower()
    if country_of(word) or country_of(word.removesuffix("s")):
        return True
    return plain.endswith(("ish", "ian", "ese")) and plain not in _COMMON  # "Kurdish" has no country


def demanded(claim: Json) -> str:
    """What was demanded, threatened or promised, in the words of the text: ` ("to stop fighting")`; else nothing."""
    content, sentence = claim.get("content"), claim.get("sentence")
    if not content or not content.get("span") or not sentence:
        return ""
    start = sentence["span"][0]
    words = safe(sentence["text"][max(content["span"][0] - start, 0) : content["span"][1] - start]).translate(_QUOTES)
    words = " ".join(words.split()).strip(" ,;:.")
    return f" (\u201c{words}\u201d)" if " " in words and len(words) <= _LONG else ""


def _quantity(q: Json) -> Quantity:
    return Quantity(kind=q["kind"], low=q["low"], high=q["high"], span=_NOWHERE, text=str(q.get("text") or ""))


def details(event: Json, said: str = "") -> str:
    """Where, how many and when, to follow a clause: ` in Ras Jedir on 14 October 2026, at least 4 killed`.

    What the clause `said` already is left out: "aid to 6,000 displaced people, 6,000 displaced".
    """
    place = event["place"]
    where = f" {'at' if place['precision'] in _AT else 'in'} {safe(place_name(place['name']))}" if place else ""
    told = [quantity_words(_quantity(q)) for q in event["quantities"] if q["kind"] in _TOLD]
    told = [one for one in dict.fromkeys(told) if not re.search(rf"\b{re.escape(one)}\b", said)]
    when = event["when"] or {}
    at = during(when.get("earliest"), when.get("latest"), when.get("granularity"))
    return f"{where}{f' {at}' if at else ''}{''.join(f', {one}' for one in told[:2])}"


def day_words(day: str) -> str:
    """`14 October 2026`."""
    at = day_of(day)
    return date_words(at) if at else day


def many_of(name: str, *, described: bool) -> bool:
    """Whether the verb behind a source is that for many."""
    return several(name) if described else plural(name)


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]
