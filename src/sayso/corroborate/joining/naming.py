"""How the participants of an event are called in its title: names rather than descriptions, each once, two at most."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from sayso.corroborate.joining.who import instruments, who_of
from sayso.corroborate.joining.words import told
from sayso.lexicon.tables import alternatives, table
from sayso.model.ledger import Party
from sayso.wording.names import several, with_the

_LONG = 60  # characters of a name
_MOST = 2  # names a side
_APPOSITION = re.compile(r",? (?:which|who|that) |, (?:a|an|the|its|his|her|their) ", re.IGNORECASE)
_ARTICLES = ("a", "an", "the")


def side(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Those of one side that a title names: names before descriptions, no actor twice, no weapons and deeds."""
    found = [p for p in parties if not instrument(p) and not _deed(p)]
    named = [p for p in found if not described(p)]
    kept: list[Party] = []
    for party in named or found:
        twin = next((k for k, other in enumerate(kept) if _twins(other, party)), None)
        if twin is None:
            kept.append(party)
        elif len(_words(party)) > len(_words(kept[twin])):
            kept[twin] = party
    return tuple(kept)


def names(parties: Sequence[Party]) -> str:
    """The names as they stand inside a sentence."""
    shown = list(dict.fromkeys(map(name_of, parties)))
    if len(shown) > _MOST:
        return f"{', '.join(shown[:_MOST])} and others"
    return " and ".join(shown)


def name_of(party: Party) -> str:
    """The name without what is set beside it, with its article where it has one."""
    if not described(party):
        return with_the(_short(party.name), person=party.kind == "person")
    opening, _, rest = party.name.partition(", ")
    name = rest if rest and opening in _table("opening") else party.name
    name = _short(_APPOSITION.split(name)[0].strip(" ,"))
    first, _, more = name.partition(" ")
    if first in _table("lower"):
        name = f"{first.lower()} {more}".strip()
    article = (party.text or "").split(" ")[0].lower()
    if article in _ARTICLES and (party.text or "").lower().endswith(f" {name.lower()}"):
        many = (
            article == "the" and party.kind == "group" and several(name)
        )  # "Libyan police", but "the Sudanese delegation"
        return name if many else f"{article} {name}"
    return name


def described(party: Party) -> bool:
    """Is it told by a description, not by its own name or as a state?"""
    who = who_of(party, "")
    return not (who.named or who.state)


def instrument(party: Party) -> bool:
    """A weapon that stands for whoever used it: "a drone killed"."""
    return party.kind == "group" and not instruments().isdisjoint(told(party.name))


def _deed(party: Party) -> bool:
    """ "A decades-long insurgency" is what was done, whoever did it."""
    return described(party) and party.name.rsplit(" ", 1)[-1].lower() in _table("deed")


def _twins(one: Party, other: Party) -> bool:
    a, b = _words(one), _words(other)
    if one.id == other.id:
        return True
    if described(one) or described(other):
        return bool(a and b) and len(a & b) * 2 > min(len(a), len(b))
    return one.kind == other.kind and bool(a and b) and (a <= b or b <= a)


def _words(party: Party) -> frozenset[str]:
    return frozenset(told(party.name.replace("-", " ")))


def _short(name: str) -> str:
    return name if len(name) <= _LONG else f"{name[:_LONG].rsplit(' ', 1)[0]}…"


@cache
def _table(kind: str) -> frozenset[str]:
    rows = (row for row in table("title_words", package=__package__) if row["kind"] == kind)
    return frozenset(word for row in rows for word in alternatives(row["words"]))
