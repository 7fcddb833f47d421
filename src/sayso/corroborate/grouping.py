"""Pairs -> groups, the same whatever the order in which items and pairs came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from sayso.model.ledger import Pair

Group = tuple[str, ...]
MayJoin = Callable[[Sequence[str], Sequence[str]], bool]


def components(items: Iterable[str], pairs: Iterable[Pair]) -> tuple[Group, ...]:
    """Groups of items that a path of pairs connects, each sorted, in order of their first items."""
    return agglomerate(items, pairs, may_join=lambda _a, _b: True)


def agglomerate(items: Iterable[str], pairs: Iterable[Pair], *, may_join: MayJoin) -> tuple[Group, ...]:
    """Groups made by joining the strongest pairs first, wherever `may_join` lets the two groups so far become one.

    Depends on nothing but the set of items and pairs: equal scores are taken in the order of the items' ids. Groups that no
    pair connects never influence each other, so an unrelated item changes nothing.
    """
    group: dict[str, list[str]] = {item: [item] for item in sorted(set(items))}
    for pair in sorted(pairs, key=lambda p: (-round(p.score, 6), p.a, p.b)):
        one, other = group.get(pair.a), group.get(pair.b)
        if one is None or other is None or one is other or not may_join(one, other):
            continue
        if len(one) < len(other):
            one, other = other, one
        one.extend(other)
        one.sort()
        for item in other:
            group[item] = one
    unique = {id(members): tuple(members) for members in group.values()}
    return tuple(sorted(unique.values()))


def by_item(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    """Every pair under both of its items."""
    out: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        out[pair.a].append(pair)
        out[pair.b].append(pair)
    return out
