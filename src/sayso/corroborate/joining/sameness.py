"""Whether two sentences are one text, and whether deeds that last for years may be told as one event."""

from __future__ import annotations

from sayso.corroborate.joining.telling import Telling
from sayso.corroborate.joining.who import Who

TOLL = 3  # "two people were killed" is no mark of an event
_ONE_TEXT = 0.6  # from here on two sentences with the same names are one text
_SHORT = 14  # words of two sentences below which their likeness says less
_PERIOD = 31  # days of a time that still tells which part of a war or siege is meant


def alike(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of words that two sentences have in common; of very short ones too few to say much."""
    return 2 * len(a & b) / max(len(a) + len(b), _SHORT)


def one_text(a: Telling, b: Telling) -> bool:
    """Are two sentences one text, with the same names and figures? What was read of them differently does not part them."""
    return alike(a.signs, b.signs) >= _ONE_TEXT and all(sign[0] not in "^#" for sign in a.signs ^ b.signs)


def vague(a: Telling, b: Telling) -> bool:
    """Is one of two articles' deeds one that lasts, and nothing shared says that both mean the same part of it?"""
    needs = a.lasting or b.lasting
    if not needs or not a.type or a.article == b.article:
        return False
    if a.days.firm and b.days.firm and max(a.days.width, b.days.width) <= _PERIOD:
        return False  # the days agree, or they would not be compared
    if any(kind == other and low == least >= TOLL for kind, low, _ in a.counts for other, least, _ in b.counts):
        return False
    if "date" in (a.lasting, b.lasting):
        return True
    if one_text(a, b):
        return False
    return "text" in (a.lasting, b.lasting) or not (_known(a.actors, b.actors) and _known(a.others, b.others))


def _known(ours: tuple[Who, ...], theirs: tuple[Who, ...]) -> bool:
    """Is one of these called by name, or a state, on both sides?"""
    return any(x.id == y.id and (x.named or x.state) for x in ours for y in theirs)
