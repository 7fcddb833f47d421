"""Where the claims of one event contradict each other, side by side with who says what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from sayso.corroborate.joining.parties import clusters, excludes
from sayso.corroborate.joining.telling import Telling
from sayso.corroborate.joining.where import same_place
from sayso.model.ledger import Detail, Site

_ROLES = ("actor", "recipient")


def conflicts_of(type_: str, told: Sequence[Telling]) -> tuple[Detail, ...]:
    """Every value of a detail on which claims contradict each other, in the order in which they were told."""
    said = [t for t in told if t.stance != "retract"]
    out: list[Detail] = []
    for role in _ROLES:
        out += _parties(type_, role, [t for t in said if t.stance == "affirm"])
    out += _places(said)
    out += _days(said)
    out += _tolls(said)
    out += _stances(told)
    return tuple(out)


def _parties(type_: str, role: str, told: Sequence[Telling]) -> Iterable[Detail]:
    found = clusters(type_, role, told)
    at_odds = [c for c in found if any(excludes(c, other) for other in found if other is not c)]
    if any(excludes(one, other) for one, other in combinations(at_odds, 2)):
        for c in at_odds:
            yield Detail(field=role, value=c.party.name, claims=c.claims)


def _places(told: Sequence[Telling]) -> Iterable[Detail]:
    by_site: dict[Site, list[str]] = {}
    for t in told:
        if t.site is not None:
            by_site.setdefault(t.site, []).append(t.claim.id)
    at_odds = [s for s in by_site if any(not same_place(s, other) for other in by_site)]
    return _rows("place", [(site.name, by_site[site]) for site in at_odds])


def _days(told: Sequence[Telling]) -> Iterable[Detail]:
    dated: dict[tuple[int, int], list[str]] = {}
    words: dict[tuple[int, int], str] = {}
    for t in told:
        if t.days.firm:
            span = (t.days.first, t.days.last)
            dated.setdefault(span, []).append(t.claim.id)
            ends = dict.fromkeys(d[:10] for d in (t.claim.earliest, t.claim.latest) if d)
            words.setdefault(span, " to ".join(ends))
    at_odds = [s for s in dated if any(s[0] > other[1] or other[0] > s[1] for other in dated)]
    return _rows("when", [(words[span], dated[span]) for span in at_odds])


def _tolls(told: Sequence[Telling]) -> Iterable[Detail]:
    found: dict[str, dict[tuple[int, int | None], list[str]]] = {}
    for t in told:
        for kind, low, high in t.counts:
            found.setdefault(kind, {}).setdefault((low, high), []).append(t.claim.id)
    for kind, ranges in found.items():
        at_odds = [r for r in ranges if any(_apart(r, other) for other in ranges)]
        yield from _rows(kind, [(_figure(*r), ranges[r]) for r in at_odds])


def _stances(told: Sequence[Telling]) -> Iterable[Detail]:
    by_stance: dict[str, list[str]] = {}
    for t in told:
        by_stance.setdefault(t.stance, []).append(t.claim.id)
    words = {"affirm": "it happened", "deny": "it did not happen", "retract": "an earlier report is taken back"}
    return _rows("whether", [(words[stance], by_stance[stance]) for stance in words if stance in by_stance])


def _apart(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    return _ends_before(one, other) or _ends_before(other, one)


def _ends_before(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    return one[1] is not None and one[1] < other[0]


def _figure(low: int, high: int | None) -> str:
    return f"at least {low}" if high is None else str(low) if low == high else f"{low} to {high}"


def _rows(field: str, found: Sequence[tuple[str, list[str]]]) -> list[Detail]:
    """One row a value where there are at least two values."""
    merged: dict[str, list[str]] = {}
    for value, claims in found:
        merged.setdefault(value, []).extend(claims)
    if len(merged) < 2:
        return []
    return [Detail(field=field, value=value, claims=tuple(dict.fromkeys(ids))) for value, ids in merged.items()]
