"""An event's title in a few words: "Algeria threatened Egypt", "Air strike on Tripoli, 12 killed"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sayso.corroborate.joining.naming import described, name_of, names, side
from sayso.corroborate.joining.telling import CIRCLE, WILL
from sayso.lexicon.tables import Row, table
from sayso.model.ledger import Count, Party, Site
from sayso.wording.names import place_name

_TOLLS = ("killed", "injured", "arrested", "abducted", "displaced")
_STATEMENTS = (WILL | {"CONSULT"}) - {"AGREE"}  # where it was said is not what it is about
_MET = frozenset({None, "visit", "multilateral"})  # of CONSULT: where they met does matter
_PERSONAL = frozenset({"resign"})  # what only a person does
_OWN_TOLL = {"arrest": "arrested", "abduct": "abducted"}
_NUMBER = re.compile(r"(?:\w+ ){0,3}?(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)")
_AT_PLACE = "@"  # the verb may take the place as its object: "seized Derna"
_KIND = frozenset(
    {"AID", "SUPPORT", "AGREE", "COOPERATE", "CONCEDE", "CONSULT"}
)  # what is done for somebody is done to him
_AT_HOME = frozenset({"RETREAT", "AID", "SANCTION", "AGREE", "COOPERATE", "CONCEDE"})  # done from one's own country


def title(type_: str, mode: str | None, parties: Sequence[Party], site: Site | None, counts: Sequence[Count]) -> str:
    """What happened, in a few words for people."""
    row = _row(type_, mode)
    doing = [p for p in parties if p.role == "actor"]
    if mode in _PERSONAL:
        doing = [p for p in doing if p.kind == "person"] or doing
    actors = side(doing)
    doers = {p.id for p in actors}
    others = side(p for p in parties if p.role in _whom(type_) and p.id not in doers)
    if type_ in CIRCLE and len(actors) > 1 and not others:
        actors, others = actors[:1], actors[1:]
    shown = site if site is not None and _tells(type_, mode, site, (*actors, *others)) else None
    return _first_large(_told(row, names(actors), names(others), shown) + _toll(_untold(mode, others, counts)))


def _whom(type_: str) -> tuple[str, ...]:
    """The roles that stand behind the verb: whom a strike was to help it did not hit."""
    return ("recipient", "beneficiary") if type_ in _KIND else ("recipient",)


def _untold(mode: str | None, others: Sequence[Party], counts: Sequence[Count]) -> list[Count]:
    """The tolls without those that a recipient's name tells already: "arrested five suspects", "6,000 displaced people"."""
    called = [name_of(p) for p in others]
    numbered = any(_NUMBER.match(name) for name in called)
    return [
        c for c in counts
        if not (numbered and c.kind == _OWN_TOLL.get(mode or ""))
        and not any(_toll([c]).removeprefix(", ") in name for name in called if c.low is not None)
    ]  # fmt: skip


def _tells(type_: str, mode: str | None, site: Site, parties: Sequence[Party]) -> bool:
    """Does the place say more than type and names do?"""
    if type_ in _STATEMENTS and not (type_ == "CONSULT" and mode in _MET):
        return False
    if any(p.name == site.name for p in parties):
        return False
    return not (
        type_ in _AT_HOME
        and site.precision == "country"
        and any(p.country == site.country for p in parties if not described(p))
    )


def _told(row: Row, actors: str, others: str, site: Site | None) -> str:
    where = place_name(site.name) if site is not None else ""
    place = f" in {where}" if where else ""
    if actors and others:
        return f"{actors} {row['verb']} {others}{place}"
    if actors and row["alone"] == _AT_PLACE and site is not None and site.precision != "country":
        return f"{actors} {row['verb']} {where}"
    if actors and row["alone"] != _AT_PLACE:
        return f"{actors} {row['alone']}{place}" if row["alone"] else f"{row['noun']} by {actors}{place}"
    if actors:
        return f"{row['noun']} by {actors}{place}"
    if others:
        return f"{row['noun']} {row['link']} {others}{place}"
    if where and row["link"] in ("on", "of"):
        return f"{row['noun']} {row['link'] if row['link'] == 'on' else 'in'} {where}"
    return f"{row['noun']}{place}"


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
    return exact[0] if exact else {"verb": f"did {noun} to", "alone": "", "noun": noun, "link": "on"}
