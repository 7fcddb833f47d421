"""The participants that the claims of one event name, each once under its most specific name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from sayso.corroborate.joining.telling import CIRCLE, Telling
from sayso.corroborate.joining.who import Who, compare_two, who_of
from sayso.model.ledger import Party

_ONE = 0.6  # points from which two participants are one
_PART = 0.35  # points from which one stands for the other: a state and its army


class Cluster(NamedTuple):
    """One participant of an event under all the names that claims give it."""

    role: str
    members: tuple[tuple[str, Party, Who], ...]  # claim id, participant, digest

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(claim for claim, _, _ in self.members))

    @property
    def party(self) -> Party:
        """The member that stands for all: the one most named, of equals the most specific, then the first."""
        votes: dict[str, int] = {}
        for _, party, _ in self.members:
            votes[party.id] = votes.get(party.id, 0) + 1
        surely = [m for m in self.members if m[2].named]
        pool = surely if any(m[2].person for m in surely) or len(surely) * 2 >= len(self.members) else self.members
        best = max(pool, key=lambda m: (votes[m[1].id], _specific(m[2]), len(m[1].name)))[1]
        return replace(best, role=self.role)


def participants(type_: str, told: Sequence[Telling]) -> tuple[Cluster, ...]:
    """Each participant once, without those that conflict with what more claims say."""
    out: dict[tuple[str, str], Cluster] = {}
    for role in dict.fromkeys(_role(type_, p.role) for t in told for p in t.claim.parties):
        for cluster in kept(clusters(type_, role, told)):
            out.setdefault((role, cluster.party.id), cluster)
    return tuple(out.values())


def together(found: Sequence[Cluster]) -> tuple[Party, ...]:
    """Those that one claim names together, of claims the one that names most: two claims may describe one in two ways."""
    count: dict[str, int] = {}
    for cluster in found:
        for claim in cluster.claims:
            count[claim] = count.get(claim, 0) + 1
    if not count:
        return ()
    best = max(count, key=lambda claim: count[claim])
    roles = {cluster.role for cluster in found if best in cluster.claims}
    first = [c for c in found if best in c.claims or c.role not in roles]
    return tuple(cluster.party for cluster in first)


def clusters(type_: str, role: str, told: Iterable[Telling]) -> list[Cluster]:
    """The participants in a role: those of most claims first, of equals the one named first."""
    groups: list[list[tuple[str, Party, Who]]] = []
    for t in told:
        day = t.claim.latest or t.claim.earliest or ""
        for party in t.claim.parties:
            if _role(type_, party.role) != role:
                continue
            who = who_of(party, day)
            home = _home(groups, who, t.claim.id)
            if home is None:
                groups.append([(t.claim.id, party, who)])
            else:
                home.append((t.claim.id, party, who))
    made = [Cluster(role, tuple(group)) for group in groups]
    return sorted(made, key=lambda c: -len(c.claims))


def kept(found: Sequence[Cluster]) -> list[Cluster]:
    """Those that are of the event for all that most claims say: the first, and what stands beside it or does not exclude it."""
    if not found:
        return []
    first = found[0]
    return [first, *(c for c in found[1:] if not excludes(first, c))]


def excludes(one: Cluster, other: Cluster) -> bool:
    """Does no claim name both, and are they two actors that cannot be one?"""
    if set(one.claims) & set(other.claims):
        return False
    return all(compare_two(a, b).apart for _, _, a in one.members for _, _, b in other.members)


def _role(type_: str, role: str) -> str:
    return "actor" if type_ in CIRCLE and role == "recipient" else role


def _home(groups: list[list[tuple[str, Party, Who]]], who: Who, claim: str) -> list[tuple[str, Party, Who]] | None:
    best, home = 0.0, None
    for group in groups:
        points = max(compare_two(who, other).points for _, _, other in group)
        own = any(c == claim for c, _, _ in group)  # one claim names a state and its minister apart: they stay two
        if own and not any(who.id == other.id or who.words & other.words for _, _, other in group):
            continue  # "it met Mossad": whom "it" may mean, too, is not whom it met
        if points > best and points >= (_ONE if own else _PART):
            best, home = points, group
    return home


def _specific(who: Who) -> tuple[bool, bool, int]:
    return who.named, not who.state, len(who.words)
