"""Circular citation: media that have their news from each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

Cites = tuple[str, str]  # who cites, whom


def rings_of(cites: Iterable[Cites]) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more sources of which each cites, maybe through others, every other: sorted, each once."""
    forward: defaultdict[str, set[str]] = defaultdict(set)
    back: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in cites:
        if one != other:
            forward[one].add(other)
            back[other].add(one)
    done: set[str] = set()
    rings = []
    for node in _finished(forward):  # Kosaraju: last finished first, then against the direction
        ring = _reached(node, back, done)
        if len(ring) > 1:
            rings.append(tuple(sorted(ring)))
    return tuple(sorted(rings))


def _finished(forward: dict[str, set[str]]) -> list[str]:
    """All nodes, those from which the walk came back last first; without recursion, as chains may be long."""
    seen: set[str] = set()
    order: list[str] = []
    for start in sorted(forward):
        todo = [(start, False)]
        while todo:
            node, leaving = todo.pop()
            if leaving:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                todo.append((node, True))
                todo.extend((other, False) for other in sorted(forward.get(node, ())))
    return order[::-1]


def _reached(start: str, below: dict[str, set[str]], done: set[str]) -> list[str]:
    out: list[str] = []
    todo = [start]
    while todo:
        node = todo.pop()
        if node not in done:
            done.add(node)
            out.append(node)
            todo.extend(below.get(node, ()))
    return out
