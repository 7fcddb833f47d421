"""What was taken back: by the root itself, or by the outlet that corrects its report."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.corroborate.sources.groups import Group
from sayso.corroborate.sources.rests import Resting
from sayso.corroborate.sources.sayings import Saying


def taken_back(sayings: Sequence[Saying], rests: Resting, groups: Sequence[Group]) -> frozenset[int]:
    """Positions of the affirming sayings that no longer stand."""
    void = {k for group in groups for k in _by_root(group, sayings, rests)}
    corrected = _corrections(sayings, rests)
    for k, saying in enumerate(sayings):
        last = max((corrected[i] for i in (saying.home.id, saying.medium.id) if i in corrected), default=None)
        if saying.affirms and last is not None and saying.report.order < last:
            void.add(k)
    _spread(sayings, rests, void)
    return frozenset(void)


def _by_root(group: Group, sayings: Sequence[Saying], rests: Resting) -> list[int]:
    """What a root said before it took it back, or in a later article said the opposite."""
    own = [k for k in group.sayings if not any(r.on is not None for r in rests.rests.get(k, ()))]
    against = [k for k in own if not sayings[k].affirms]
    if not against:
        return []
    retracted = any(sayings[k].stance == "retract" for k in against)
    last = max(own)
    if not retracted and sayings[last].affirms:
        return []
    return [
        k
        for k in group.sayings
        if sayings[k].affirms and (retracted or sayings[k].report.id != sayings[last].report.id)
    ]


def _corrections(sayings: Sequence[Saying], rests: Resting) -> dict[str, tuple[str, str]]:
    """By publisher family, when it last took something back in its own voice."""
    out: dict[str, tuple[str, str]] = {}
    affirmed: dict[str, tuple[str, str]] = {}
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
