"""Claims in plain words: who did what to whom, when, and what every code means."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from sayso.lexicon.tables import Row, table
from sayso.model import Actor, Claim, EventMention, Link, Participant, PlaceMention, Quantity, Veridicality, When
from sayso.wording.names import plural, several

# Control characters and bidirectional overrides of an article must not reach a terminal; one space for each keeps spans.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(text: str) -> str:
    """The text with everything that could steer a terminal made a space; of equal length."""
    return _UNSAFE.sub(" ", text)


@cache
def _rows(name: str) -> tuple[Row, ...]:
    return table(name, language=None, package="sayso.wording")


@cache
def _labels() -> dict[tuple[str, str], Row]:
    return {(row["group"], row["key"]): row for row in _rows("labels")}


@cache
def _phrases() -> dict[tuple[str, str], Row]:
    return {(row["type"], row["mode"]): row for row in _rows("phrases")}


def label(group: str, key: str | None) -> str:
    """The words for a code; the code itself where we have none."""
    row = _labels().get((group, key or ""))
    return row["words"] if row else (key or "")


def mark(status: str, *, ascii_only: bool = False) -> str:
    """The sign of a status."""
    row = _labels()["status", status]
    return row["ascii"] if ascii_only else row["mark"]


def marked(group: str, key: str, *, ascii_only: bool = False) -> str:
    """The sign of a code of any group; nothing where it has none."""
    row = _labels().get((group, key))
    return (row["ascii"] if ascii_only else row["mark"]) if row else ""


def joined(names: Iterable[str], word: str = "and") -> str:
    """`A, B and C`."""
    items = list(names)
    return f"{', '.join(items[:-1])} {word} {items[-1]}" if len(items) > 1 else "".join(items)


def event_words(
    event: EventMention, judged: Veridicality, actors: dict[str, Actor], *, placed: bool = False, passive: bool = False
) -> str:
    """The event as one plain sentence without a full stop; `placed` where it is told beside it where that was.

    `passive`: "civilians were attacked" in place of "someone attacked civilians".
    """
    parts = _by_role(event.participants, actors)
    phrase = _phrases().get((event.type, event.mode or "")) or _phrases().get((event.type, ""))
    if phrase is None:
        return f"{joined(parts['actor']) or 'someone'}: {event.type.lower()}"
    extras = [("in support of", parts["beneficiary"]), ("hosted by", parts["host"]), ("brokered by", parts["mediator"])]
    more = [f"{word} {joined(names)}" for word, names in extras if names]
    tail = phrase["tail"] if not (placed and phrase["placed"]) else ""
    whom = joined(parts["recipient"])
    if not whom and not parts["actor"]:
        if event.quantities and _plain_fact(judged):
            return joined(quantity_words(q) for q in event.quantities)  # "at least 27 killed": nobody is named
        pieces = [_there_was(phrase, judged), *more]
    elif not whom and phrase["alone"]:
        base, past = phrase["alone"].split("/")
        said = _verb(phrase | {"base": base, "past": past}, judged)
        pieces = [joined(parts["actor"]), said, "" if phrase["whole"] else tail, *more]
    elif passive and not parts["actor"] and not phrase["to"]:
        many = len(parts["recipient"]) > 1 or several(whom) or plural(whom)
        pieces = [whom, _undergone(phrase, judged, many=many), tail, *more]
    else:
        target = f"{phrase['to']} {whom}" if whom and phrase["to"] else whom or _stand_in(phrase)
        pieces = [joined(parts["actor"]) or "someone", _verb(phrase, judged), target, tail, *more]
    said = " ".join(piece for piece in pieces if piece)
    return ("unclear whether " if judged.certainty == "unknown" else "") + safe(said)


def _there_was(phrase: Row, judged: Veridicality) -> str:
    """`there was an attack`, `there will be no talks`: what nobody is named for."""
    noun = phrase["noun"]
    article, _, bare = noun.partition(" ")
    many = bool(noun.split(" of ")[0].split(" by ")[0].endswith("s")) and article not in ("a", "an")
    if judged.polarity == "negative":
        noun = f"no {bare if article in ('a', 'an') else noun}"
    if judged.modality == "future":
        return f"there will be {noun}"
    if judged.modality == "hypothetical":
        return f"there might be {noun}"
    if judged.certainty == "possible":
        return f"there {label('certainty', 'possible')} been {noun}"
    hedge = label("certainty", judged.certainty) if judged.certainty == "probable" else ""
    return " ".join(piece for piece in ("there", hedge, "were" if many else "was", noun) if piece)


def _undergone(phrase: Row, judged: Veridicality, *, many: bool) -> str:
    """`were attacked`, `will not be attacked`, `may have been attacked`."""
    no = " not" if judged.polarity == "negative" else ""
    if judged.modality in ("future", "hypothetical"):
        return f"{'will' if judged.modality == 'future' else 'might'}{no} be {phrase['past']}"
    if judged.certainty == "possible":
        return f"may{no} have been {phrase['past']}"
    hedge = f" {label('certainty', 'probable')}" if judged.certainty == "probable" else ""
    return f"{'were' if many else 'was'}{hedge}{no} {phrase['past']}"


def _plain_fact(judged: Veridicality) -> bool:
    return (judged.certainty, judged.polarity, judged.modality) == ("certain", "positive", "actual")


def _stand_in(phrase: Row) -> str:
    return f"{phrase['to']} {phrase['object']}".strip() if phrase["object"] else ""


def _by_role(participants: Sequence[Participant], actors: dict[str, Actor]) -> dict[str, list[str]]:
    """Who took part, by role; nobody twice in one, though the text may call him by two names."""
    out: dict[str, dict[str, None]] = {role: {} for role in ("actor", "recipient", "mediator", "host", "beneficiary")}
    for p in participants:
        out.setdefault(p.role, {})[_called(p, actors.get(p.actor))] = None
    return {role: list(names) for role, names in out.items()}


def _called(participant: Participant, actor: Actor | None) -> str:
    """The actor's name; what the text says where it introduces somebody unnamed ("an aid convoy")."""
    if actor is None or participant.text.lower().startswith(("a ", "an ")):
        return participant.text
    return actor.name


def _verb(phrase: Row, judged: Veridicality) -> str:
    negative = judged.polarity == "negative"
    if judged.modality == "future":
        return f"will {'not ' * negative}{phrase['base']}"
    if judged.modality == "hypothetical":
        return f"might {'not ' * negative}{phrase['base']}"
    if negative:
        return f"did not {phrase['base']}"
    hedge = label("certainty", judged.certainty) if judged.certainty in ("probable", "possible") else ""
    return f"{hedge} {phrase['past']}".strip()


def codes(actor: Actor | Link | None) -> str:
    """`SDN-MIL`; empty where neither country nor sector is known."""
    if actor is None:
        return ""
    return "-".join([*([actor.country] if actor.country else []), *actor.sectors[:2]])


def event_codes(event: EventMention, actors: dict[str, Actor]) -> str:
    """`ASSAULT/aerial · CAMEO 195 · SDN-MIL → SDN-REB`."""
    sides = []
    for roles in (("actor",), ("recipient",)):
        known = [codes(actors.get(p.actor)) for p in event.participants if p.role in roles]
        sides.append(" + ".join(code for code in known if code))
    dyad = " → ".join(side for side in sides if side) if sides[0] else sides[1] and f"UNK → {sides[1]}"
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    return " · ".join(x for x in (kind, f"CAMEO {event.cameo}" if event.cameo else "", dyad) if x)


def place_words(place: PlaceMention) -> str:
    """`Kassala, SDN`, with a word on how exact that is where it is not a town."""
    names = [place.name, place.admin1 if place.admin1 != place.name else None, place.country]
    where = ", ".join(safe(name) for name in names if name)
    return where if place.precision in (None, "city") else f"{where} ({place.precision})"


def when_words(when: When) -> str:
    """`Tue 10 March 2026`, and how we know where the text does not say it outright."""
    notes = [label("how", when.how), "well before publication" if when.historical else ""]
    quoted = f"“{safe(when.text)}”" if when.text else ""
    said = _period(when)
    comment = ", ".join(note for note in notes if note)
    return " ".join(x for x in (said, quoted, f"({comment})" if comment else "") if x)


def _period(when: When) -> str:
    start, end = _day(when.earliest), _day(when.latest)
    if start is None or end is None:
        if end:
            return f"by {_date(end)}"
        return f"since {_date(start)}" if start else ""
    if start == end:
        return f"{calendar.day_abbr[start.weekday()]} {_date(start)}"
    if when.granularity == "year" and start.year == end.year:
        return str(start.year)
    if when.granularity == "month" and (start.year, start.month) == (end.year, end.month):
        return f"{calendar.month_name[start.month]} {start.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {_date(end)}"
    return f"{_date(start)} to {_date(end)}"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _date(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def quantity_words(quantity: Quantity) -> str:
    """`at least 27 killed`."""
    low, high = quantity.low, quantity.high
    if low is not None and low == high:
        count = f"{low:,}"
    elif low is not None and high is not None:
        count = f"{low:,} to {high:,}"
    elif low is not None:
        count = f"at least {low:,}"
    else:
        count = f"up to {high:,}" if high is not None else safe(quantity.text)
    return f"{count} {label('quantity', quantity.kind)}"


def why_not_exported(claim: Claim) -> str:
    """Why flat event tables leave the claim out; empty where they do not."""
    if claim.export:
        return ""
    if claim.event.presupposed or claim.root.scope == "presupposed":
        return "only taken as known here"
    return claim.status if claim.status in ("hedged", "denied", "future", "hypothetical") else "a secondary reading"
