"""Which groups of claims may become one event: none of one group may exclude one of the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sayso.corroborate.joining.sameness import one_text, vague
from sayso.corroborate.joining.telling import Telling, telling
from sayso.corroborate.joining.weighing import closeness
from sayso.corroborate.joining.when import compare_days
from sayso.corroborate.joining.where import same_place
from sayso.corroborate.joining.who import compare_circle, compare_side
from sayso.corroborate.joining.words import likeness
from sayso.model.ledger import ClaimRecord, Report


def may_join(
    claims: Mapping[str, ClaimRecord], reports: Mapping[str, Report]
) -> Callable[[Sequence[str], Sequence[str]], bool]:
    """The veto for `grouping.agglomerate` over ids of claims; it looks at nothing but the members of the two groups."""
    kinds: dict[str, object] = {}
    places: dict[str, tuple[str, int]] = {i: (c.article, c.sentence_span.start) for i, c in claims.items()}
    agreed: dict[tuple[object, object], bool] = {}

    def kind(item: str) -> object:
        if item not in kinds:
            told = telling(claims[item], reports[claims[item].article])
            kinds[item] = _kind(told)
        return kinds[item]

    looked: dict[int, tuple[Sequence[str], set[str], dict[object, str]]] = {}

    def members(side: Sequence[str]) -> dict[object, str]:
        """The kinds of a group, each with the first claim of it; a group only grows, so what it had is not looked at again."""
        known = looked.get(id(side))
        if known is None or known[0] is not side:
            known = looked[id(side)] = (side, set(), {})  # it is held, so that its id stays its own
        _, seen, first = known
        if len(seen) != len(side):
            for i in sorted(set(side) - seen):
                own = kind(i)
                first[own] = min(i, first.get(own, i))
                seen.add(i)
        return first

    def agree(one: Sequence[str], other: Sequence[str]) -> bool:
        few, many = sorted((one, other), key=len)
        if not {places[i] for i in few}.isdisjoint([places[i] for i in many]):
            return False  # the reading of one sentence has told its events apart
        ours, theirs = members(one), members(other)
        for a, first in ours.items():
            for b, second in theirs.items():
                key = (a, b)
                if key not in agreed:
                    pair = (telling(claims[i], reports[claims[i].article]) for i in (first, second))
                    agreed[key] = agreed[b, a] = compatible(*pair)
                if not agreed[key]:
                    return False
        return True

    return agree


def compatible(a: Telling, b: Telling) -> bool:
    """Can two claims be of one event, whatever else joins them: no exclusive days, places, parties or types?"""
    if compare_days(a.days, b.days)[1] or not closeness(a.type, a.mode, b.type, b.mode) or vague(a, b):
        return False
    if not a.type and not any(likeness(x, y) for x in a.words for y in b.words):
        return False  # where no type is known, synonyms of synonyms must not run on
    if one_text(a, b):
        return True
    if not same_place(a.site, b.site):
        return False
    if a.circle or b.circle:
        return not compare_circle((*a.actors, *a.others), (*b.actors, *b.others)).apart
    actor, other = compare_side(a.actors, b.actors).apart, compare_side(a.others, b.others).apart
    return not (actor or other) if a.will and b.will else not (actor and other)


def _kind(told: Telling) -> tuple[object, ...]:
    """All that `compatible` looks at."""
    parties = told.actors, told.others
    lasts = (told.lasting, told.counts, told.article) if told.lasting else ()
    return told.type, told.mode, told.days, told.site, *parties, told.signs, told.words, lasts
