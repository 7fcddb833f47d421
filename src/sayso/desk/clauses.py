"""Claims and events as a clause in words, made from their objects: `gunmen attacked four officers in Ras Jedir`."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sayso.knowledge.countries import country_of
from sayso.model import Actor, EventMention, Participant, Quantity, Span, Veridicality
from sayso.wording.words import event_words, label, quantity_words, safe

Json = dict[str, Any]
_NOWHERE = Span(0, 0)
_TOLD = ("killed", "injured", "displaced")  # other counts stand in the clause as a rule
_AT = ("site", "water", "boundary")
PLAIN = Veridicality()
_WHOSE = ("his", "her", "their", "its", "our", "my", "your", "whose")
_BEFORE = ("the", "a", "an", "one", "this", "that", "some", "any", "no", "each", "every", "another", *_WHOSE)
_COUNTS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "several",
    "many",
    "some",
    "few",
    "dozens",
)
_COMMON = ("civilian", "politician", "guardian", "musician", "technician", "physician", "historian", "these")
_MANY = ("people", "men", "women", "children", "police", "troops")


def clause(row: Json, *, as_said: bool = False) -> str:
    """What happened, as one clause without a full stop; `as_said` with the words for doubt, denial and future.

    `row` is a claim or an event; both name their participants alike.
    """
    doubt = (
        Veridicality(certainty=row["certainty"], polarity=row["polarity"], modality=row["modality"])
        if as_said
        else PLAIN
    )
    return event_words(mention(row), doubt, actors(row))


def mention(row: Json) -> EventMention:
    """The event of a claim or event, as far as its words need it."""
    return EventMention(
        trigger=_NOWHERE, head=0, sentence=0, type=row["type"], mode=row["mode"],
        participants=tuple(
            Participant(role=p["role"], text=_text(p, row) or _called(p, row) or "someone", span=None, actor=p["id"] or "")
            for p in row["participants"]
        ),
        quantities=tuple(_quantity(q) for q in row["quantities"]),
    )  # fmt: skip


def actors(row: Json) -> dict[str, Actor]:
    """Its participants by id."""
    return {
        p["id"]: Actor(id=p["id"], name=_called(p, row), kind=p["kind"] or "group")
        for p in row["participants"]
        if p["id"] and p["name"]
    }


def _described(p: Json) -> bool:
    return str(p["id"]).startswith("unnamed:")


def _text(p: Json, row: Json) -> str:
    """The words of the text, as they stand within a sentence."""
    text = str(p["text"] or "")
    return _lowered(text, row) if _described(p) else text


def _called(p: Json, row: Json) -> str:
    """A name as it stands within a sentence: with its article, and what only describes somebody with that of the text."""
    name = str(p["name"] or "")
    if not _described(p):
        return with_the(name) if p["kind"] != "person" else name
    first = str(p["text"] or "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").partition(" ")[0].lower()
    bare = _lowered(name, row)
    if not bare or not first or bare.lower().startswith((f"{first} ", "the ", "a ", "an ")) or bare == first:
        return bare
    if first == "the":
        return f"the {bare}"
    return with_a(bare) if first in _WHOSE or first.endswith("'s") else bare


def _lowered(text: str, row: Json) -> str:
    """A description without the large letter that it had at the beginning of a sentence; "Kurdish forces" keep theirs."""
    first = re.split(r"[\s-]", text, maxsplit=1)[0]
    if not (text[:1].isupper() and text[1:2].islower()) or _of_a_people(first):
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


def several(name: str) -> bool:
    """Whether a description is of many: `two lorry drivers`, `officials`, `people`."""
    bare = name.partition(" (")[0].lower().split()
    if not bare:
        return False
    head = bare[bare.index("of") - 1] if "of" in bare[1:] else bare[-1]
    plural = (head.endswith("s") and not head.endswith(("ss", "us", "is"))) or head in _MANY
    return plural or bare[0] in _COUNTS or (bare[0].isdecimal() and bare[0] != "1")


def with_a(name: str) -> str:
    """A description with `a` or `an`, where it is of one and has nothing before it."""
    first = name.partition(" ")[0].lower()
    if several(name) or first in _BEFORE or not name[:1].isalpha():
        return name
    return f"{'an' if name[0].lower() in 'aeio' or name.startswith('un') else 'a'} {name}"


def with_the(name: str) -> str:
    """A name with `the` where English has it: `the Ministry of Defence`, `the United States`, but `Amber Wire`."""
    words = name.split()
    if not words or words[0].lower() in _BEFORE or name.isupper():
        return name
    if " of " in name:
        front, _, behind = name.partition(" of ")
        name = f"{front} of {with_the(behind)}"
        words = front.split()
    keys = (words[0].lower(), words[-1].lower())
    return f"the {name}" if any(label("with-the", key) != key for key in keys) else name


def _quantity(q: Json) -> Quantity:
    return Quantity(kind=q["kind"], low=q["low"], high=q["high"], span=_NOWHERE, text=str(q.get("text") or ""))


def details(event: Json) -> str:
    """Where, how many and when, to follow a clause: ` in Ras Jedir on 14 October 2026, at least 4 killed`."""
    place = event["place"]
    where = f" {'at' if place['precision'] in _AT else 'in'} {safe(place['name'])}" if place else ""
    told = [quantity_words(_quantity(q)) for q in event["quantities"] if q["kind"] in _TOLD]
    return f"{where}{_on(event['when'])}{''.join(f', {one}' for one in told[:2])}"


def _on(when: Json | None) -> str:
    first, last = ((when or {}).get(key) for key in ("earliest", "latest"))
    if not first or not last:
        return ""
    if first[:10] == last[:10]:
        return f" on {day_words(first)}"
    return f" between {day_words(first)} and {day_words(last)}"


def day_words(day: str) -> str:
    """`14 October 2026`."""
    at = date.fromisoformat(day[:10])
    return f"{at.day} {at:%B} {at.year}"


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]
