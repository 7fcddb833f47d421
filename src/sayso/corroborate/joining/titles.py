"""An event's title in a few words: "Algeria threatened Egypt", "Air strike on Tripoli, 12 killed"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sayso.corroborate.joining.telling import CIRCLE
from sayso.corroborate.joining.who import instruments
from sayso.corroborate.joining.words import told
from sayso.lexicon.tables import Row, table
from sayso.model.ledger import Count, Party, Site

_LONG = 60  # characters of a name
_TOLLS = ("killed", "injured", "arrested", "abducted", "displaced")


def title(type_: str, mode: str | None, parties: Sequence[Party], site: Site | None, counts: Sequence[Count]) -> str:
    """What happened, in a few words for people."""
    row = _row(type_, mode)
    actors = [p for p in parties if p.role == "actor" and not _instrument(p)]
    others = [p for p in parties if p.role in ("recipient", "beneficiary")]
    if type_ in CIRCLE and len(actors) > 1 and not others:
        actors, others = actors[:1], actors[1:]
    return _first_large(_told(row, _names(actors), _names(others), site) + _toll(counts))


def _told(row: Row, actors: str, others: str, site: Site | None) -> str:
    place = f" in {site.name}" if site is not None else ""
    if actors and others:
        return f"{actors} {row['verb']} {others}{place}"
    if actors:
        return f"{row['noun']} by {actors}{place}"
    if others:
        return f"{row['noun']} {row['link']} {others}{place}"
    if site is not None and row["link"] in ("on", "of"):
        return f"{row['noun']} {row['link'] if row['link'] == 'on' else 'in'} {site.name}"
    return f"{row['noun']}{place}"


def _names(parties: Sequence[Party]) -> str:
    names = list(dict.fromkeys(_short(p.name) for p in parties))
    if len(names) > 2:
        return f"{names[0]}, {names[1]} and others"
    return " and ".join(names)


def _instrument(party: Party) -> bool:
    """A weapon that stands for whoever used it: "a drone killed"."""
    return party.kind == "group" and not instruments().isdisjoint(told(party.name))


def _short(name: str) -> str:
    return name if len(name) <= _LONG else f"{name[:_LONG].rsplit(' ', 1)[0]}…"


def _toll(counts: Sequence[Count]) -> str:
    for kind in _TOLLS:
        for count in counts:
            if count.kind == kind and count.low is not None:
                return f", {_figure(count.low, count.high)} {kind}"
    return ""


def _figure(low: int, high: int | None) -> str:
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _row(type_: str, mode: str | None) -> Row:
    rows = [r for r in table("titles", language=None, package=__package__) if r["type"] == type_]
    exact = [r for r in rows if r["mode"] == mode] or [r for r in rows if not r["mode"]]
    noun = type_.capitalize()
    return exact[0] if exact else {"verb": f"did {noun} to", "noun": noun, "link": "on"}
