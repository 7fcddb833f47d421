"""What was taken back: by the root itself, or by the outlet that corrects its report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.corroborate.sources.groups import Group
from sayso.corroborate.sources.rests import Resting
from sayso.corroborate.sources.sayings import Saying

Order = tuple[str, str]


def taken_back(sayings: Sequence[Saying], rests: Resting, groups: Sequence[Group]) -> frozenset[int]:
    """Positions of the sayings that no longer stand: affirmed and taken back, or denied and later affirmed."""
    void: set[int] = set()
    for_it = [g for g in groups if sayings[g.sayings[0]].affirms]
    against = [g for g in groups if not sayings[g.sayings[0]].affirms]
    for one in for_it:
        for other in against:
            void.update(_by_root(one, other, sayings, rests))
    corrected = _corrections(sayings, rests)
    for k, saying in enumerate(sayings):
        last = max((corrected[i] for i in (saying.home.id, saying.medium.id) if i in corrected), default=None)
        if saying.affirms and last is not None and saying.report.order < last:
            void.add(k)
    _spread(sayings, rests, void)
    return frozenset(void)


def _by_root(one: Group, other: Group, sayings: Sequence[Saying], rests: Resting) -> Iterable[int]:
    """What one source affirmed and took back, or denied and later affirmed; nothing where it says now this, now that."""
    affirmed, denied = _own(one, rests), _own(other, rests)
    retracted = any(sayings[k].stance == "retract" for k in denied)
    if not _one_source(one, other, retracted):
        return ()
    if retracted:
        return one.sayings
    yes, no = _times(affirmed, sayings), _times(denied, sayings)
    if yes[0] < no[0] and yes[-1] <= no[-1]:
        return one.sayings
    if no[0] < yes[0] and no[-1] <= yes[-1]:
        return other.sayings
    return ()


def _own(group: Group, rests: Resting) -> list[int]:
    """The sayings that rest on no other, or all of them in a circle."""
    return [k for k in group.sayings if not any(r.on is not None for r in rests.rests.get(k, ()))] or group.sayings


def _times(told: Iterable[int], sayings: Sequence[Saying]) -> list[Order]:
    return sorted(sayings[k].report.order for k in told)


def _one_source(one: Group, other: Group, retracted: bool) -> bool:
    """Whether both sides are one source by name; what a state's organ takes back, the state took back."""
    if one.tops.keys() & other.tops.keys():
        return True
    states = {n.organ for g in (one, other) for n in g.tops.values() if n.state}
    organs = [{n.organ for n in g.tops.values() if n.organ} for g in (one, other)]
    return retracted and bool(states & organs[0] & organs[1])


def _corrections(sayings: Sequence[Saying], rests: Resting) -> dict[str, Order]:
    """By publisher family, when it last took something back in its own voice."""
    out: dict[str, Order] = {}
    affirmed: dict[str, Order] = {}
    for k, saying in enumerate(sayings):
        family = saying.home.id
        if saying.affirms:
            affirmed.setdefault(family, saying.report.order)
        elif saying.own and k not in rests.rests:
            earlier = family in affirmed and affirmed[family] < saying.report.order
            if saying.stance == "retract" or earlier:
                out[family] = saying.report.order
    return out


def _spread(sayings: Sequence[Saying], rests: Resting, void: set[int]) -> None:
    """What rests on nothing but what was taken back falls with it."""
    place = {id(s): k for k, s in enumerate(sayings)}
    above: dict[int, list[int]] = {}
    for k in range(len(sayings)):
        for rest in rests.rests.get(k, ()):
            if rest.on is not None:
                above.setdefault(place[id(rest.on)], []).append(k)
    todo = list(void)
    while todo:
        for k in above.get(todo.pop(), ()):
            supports = [place[id(r.on)] for r in rests.rests[k] if r.on is not None]
            if k not in void and sayings[k].affirms and all(s in void for s in supports):
                void.add(k)
                todo.append(k)
