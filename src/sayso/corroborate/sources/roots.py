"""On how many independent origins the reports of one event rest, and why no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sayso.corroborate.sources.bodies import body_of
from sayso.corroborate.sources.groups import Group, groups_of
from sayso.corroborate.sources.judged import Decided, decided, judged_copies
from sayso.corroborate.sources.nodes import ORGANS, Named
from sayso.corroborate.sources.rests import Resting, resting
from sayso.corroborate.sources.rings import rings_of
from sayso.corroborate.sources.sayings import Saying, home_of, sayings_of
from sayso.corroborate.sources.taken import taken_back
from sayso.corroborate.sources.vouching import vouched
from sayso.model.ledger import STANDINGS, ClaimRecord, Copy, Judgement, Report, Root

MOST_WHY = 12  # reasons told of one root
_SPEAKERS = ("actor", "recipient")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The sources of one event weighed: its roots, who cites whom in a circle, and how each claim came to its root."""

    roots: tuple[Root, ...]
    circular: tuple[tuple[str, ...], ...] = ()
    publishers: Mapping[str, str] = field(default_factory=dict)  # claim -> publisher family of its article
    echoes: frozenset[str] = frozenset()  # claims taken over without saying so
    relays: frozenset[str] = frozenset()  # claims that came through another medium than the one that we read
    withdrawn: frozenset[str] = frozenset()  # claims that their publisher or their root took back

    @property
    def independent(self) -> int:
        return count_roots(self.roots)


def roots_of(
    claims: Iterable[ClaimRecord],
    reports: Mapping[str, Report],
    copies: Iterable[Copy] = (),
    *,
    stances: Mapping[str, str] | None = None,
    judgements: Iterable[Judgement] = (),
) -> tuple[Root, ...]:
    """The independent origins of one event's claims; those that count are `counted`, those that deny it `denies`."""
    return weigh(claims, reports, copies, stances=stances, judgements=judgements).roots


def count_roots(roots: Iterable[Root]) -> int:
    """How many independent roots an event has: those counted that affirm it; of one only denied, those that deny it."""
    counted = [r for r in roots if r.counted]
    return sum(not r.denies for r in counted) or len(counted)


def weigh(
    claims: Iterable[ClaimRecord],
    reports: Mapping[str, Report],
    copies: Iterable[Copy] = (),
    *,
    stances: Mapping[str, str] | None = None,
    judgements: Iterable[Judgement] = (),
) -> Weighed:
    """The roots of one event with what a verdict needs beside; the same whatever the order of what is given."""
    decisions = decided(judgements)
    everything = list(claims)
    claims = [c for c in everything if c.id not in decisions.wrong and c.article not in decisions.wrong]
    sayings = sayings_of(claims, reports, stances or {}, decisions)
    rests = resting(sayings, reports, judged_copies(copies, decisions))
    groups = groups_of(sayings, rests, reports, decisions)
    rings, cites = _citations(sayings)
    void = taken_back(sayings, rests, groups)
    weighing = _Weighing(sayings, rests, groups, rings, cites, void)
    roots = weighing.roots()
    shown = {n.id: n.shown or n.id for s in sayings for n in s.media}
    dropped = [c for c in everything if c.id in decisions.wrong or c.article in decisions.wrong]
    return Weighed(
        roots=(*roots, *_dropped(dropped, roots, reports, decisions)),
        circular=tuple(tuple(sorted(shown[i] for i in ring)) for ring in rings),
        publishers={s.claim.id: s.home.id for s in sayings},
        echoes=frozenset(sayings[k].claim.id for k in range(len(sayings)) if _echoes(k, sayings, rests, reports)),
        relays=frozenset(s.claim.id for s in sayings if any(n.media for n in s.links)),
        withdrawn=frozenset(sayings[k].claim.id for k in void),
    )


def _citations(sayings: Sequence[Saying]) -> tuple[tuple[tuple[str, ...], ...], dict[str, set[str]]]:
    """The rings of media that cite each other, and who cites whom."""
    cites: dict[str, set[str]] = {}
    for saying in sayings:
        media = [n for n in saying.media if n.medium is None and n.standing != "unknown"]
        for one, other in pairwise(media):
            if one.id != other.id:
                cites.setdefault(one.id, set()).add(other.id)
    return rings_of((one, other) for one, others in cites.items() for other in others), cites


def _echoes(k: int, sayings: Sequence[Saying], rests: Resting, reports: Mapping[str, Report]) -> bool:
    """Whether a claim was taken over from another publisher in the outlet's own voice."""
    saying = sayings[k]
    if saying.links and saying.root.standing != "unknown":
        return False
    for rest in rests.rests.get(k, ()):
        if rest.how != "copy":
            continue
        if rest.on is not None:
            other = rest.on.home.id
        else:
            report = reports.get(rest.article or "")
            other = home_of(report).id if report is not None else ""
        if other != saying.home.id:
            return True
    return False


class _Weighing:
    """Groups of sayings as roots."""

    def __init__(
        self,
        sayings: Sequence[Saying],
        rests: Resting,
        groups: Sequence[Group],
        rings: Sequence[tuple[str, ...]],
        cites: Mapping[str, set[str]],
        void: frozenset[int],
    ) -> None:
        self.sayings, self.rests, self.groups, self.cites, self.void = sayings, rests, groups, cites, void
        self.ring_of = {member: ring for ring in rings for member in ring}
        self.tops = [self._top(g) for g in groups]
        self.denies = [self._denies(g) for g in groups]

    def roots(self) -> tuple[Root, ...]:
        """One root for each group, in canonical order."""
        articles, reasons = self._counted()
        used: set[str] = set()
        out = []
        for n, group in enumerate(self.groups):
            root = self._root(n, group, counted=n in articles, reason=reasons.get(n, ""))
            if root.id in used:  # cannot be told apart by id: two articles without outlet that name one description
                root = replace(root, id=f"{root.id}#{n + 1}")
            used.add(root.id)
            out.append(root)
        return tuple(out)

    # ------------------------------------------------------------------ which may count
    def _counted(self) -> tuple[set[int], dict[int, str]]:
        """Groups that count, and why the others do not."""
        known = [n for n, top in enumerate(self.tops) if top.standing != "unknown"]
        reasons: dict[int, str] = {}
        counted: set[int] = set()
        for denies in (False, True):
            side = [n for n in known if self.denies[n] == denies and not self._taken_back(n)]
            chosen = self._vouched(side)
            counted |= chosen
            for n in side:
                if n not in chosen:
                    reasons[n] = (
                        "not counted: its articles already vouch for other roots, and one article vouches for one"
                    )
        for n in range(len(self.groups)):
            if self._taken_back(n):
                reasons[n] = "not counted: its publisher took it back"
            elif n not in known and not counted:
                counted.add(n)  # all unknown labels are one group
            elif n not in known:
                reasons[n] = "not counted: an unknown label corroborates nothing but itself"
        return counted, reasons

    def _vouched(self, side: Sequence[int]) -> set[int]:
        first: dict[tuple[str, ...], str] = {}
        carriers = {str(n): self._carriers(n, first) for n in side}
        order = sorted(side, key=lambda n: (STANDINGS.index(self.tops[n].standing), n))
        return {int(n) for n in vouched([str(n) for n in order], carriers)}

    def _carriers(self, n: int, first: dict[tuple[str, ...], str]) -> tuple[str, ...]:
        """The articles that were the first to carry a root: those that copy or relay another one vouch for nothing."""
        out: dict[str, None] = {}
        for k in self.groups[n].sayings:
            saying, rests = self.sayings[k], self.rests.rests.get(k, [])
            if any(r.on is not None for r in rests):
                continue
            gone = next((r.article for r in rests if r.article), None)
            if gone is not None:
                key: tuple[str, ...] = ("article", gone)
            elif saying.medium.id != saying.home.id:
                key = ("medium", saying.medium.id, str(n))
            else:
                key = ("own", saying.report.id)
            out.setdefault(first.setdefault(key, saying.report.id))
        return tuple(out) or (self.sayings[self.groups[n].sayings[0]].report.id,)

    def _taken_back(self, n: int) -> bool:
        """Whether all that affirms was taken back, but not by the root itself."""
        affirming = [k for k in self.groups[n].sayings if self.sayings[k].affirms]
        return not self.denies[n] and bool(affirming) and all(k in self.void for k in affirming)

    # ------------------------------------------------------------------ what a root is
    def _top(self, group: Group) -> Named:
        """The source on which the others of a group rest."""
        judged = {self.sayings[k].root.id for k in group.sayings if self.sayings[k].judged}
        tops = group.tops or group.sources

        def rank(n: Named) -> tuple[bool, int, bool, bool]:
            return (n.id not in judged, _class(n), bool(n.media and self._cites_other(n, tops)), not n.agency)

        return min(tops.values(), key=rank)

    def _cites_other(self, n: Named, tops: Mapping[str, Named]) -> bool:
        ring = self.ring_of.get(n.id, ())
        return any(other in tops and other not in ring for other in self.cites.get(n.id, ()))

    def _denies(self, group: Group) -> bool:
        """Whether a root's last word is a denial: a retraction is, whoever repeats the news later."""
        own = [k for k in group.sayings if not any(r.on is not None for r in self.rests.rests.get(k, ()))]
        told = [self.sayings[k] for k in own or group.sayings]
        return any(s.stance == "retract" for s in told) or not told[-1].affirms

    def _root(self, n: int, group: Group, *, counted: bool, reason: str) -> Root:
        top = self.tops[n]
        told = [self.sayings[k] for k in group.sayings]
        ring = self._ring(top, group)
        speaks, party = self._speaks_for_itself(top, told)
        why = [*group.why]
        if ring:
            why.insert(0, f"{', '.join(ring)} cite each other in a circle: together they are one source at most")
        why += [text for text in (party, self._government(n), self._only_through(top, told), reason) if text]
        owner = told[0].medium
        unnamed = top.standing == "unnamed"
        return Root(
            id=f"{top.id}@{(owner.shown or owner.id).partition(':')[2]}" if unnamed else top.shown or top.id,
            name=f"{top.name} ({owner.name})" if unnamed else top.name,
            kind=top.kind,
            standing="named" if ring and top.standing == "registered" else top.standing,
            claims=tuple(s.claim.id for s in told),
            articles=tuple(dict.fromkeys(s.report.id for s in told)),
            members=tuple(sorted(group.members)),
            self_report=speaks,
            counted=counted,
            denies=self.denies[n],
            why=_shortened(why),
        )

    def _ring(self, top: Named, group: Group) -> tuple[str, ...]:
        """The names of the ring that a root is, if it is one."""
        ring = self.ring_of.get(top.id, ()) if top.media else ()
        named = sorted(n.name for i, n in group.sources.items() if i in ring)
        return tuple(named) if len(named) > 1 else ()

    def _speaks_for_itself(self, top: Named, told: Sequence[Saying]) -> tuple[bool, str]:
        if top.standing in ("unnamed", "unknown"):
            return False, ""
        for s in told:
            if s.claim.self_report and not s.root.media:
                return True, f"{top.name} speaks of its own part in the event"
            for party in s.claim.parties:
                if party.role not in _SPEAKERS:
                    continue
                body, _ = body_of(party.name, party.id, None, party.country, s.report.day or None)
                if top.id in (party.id, body.id if body else None):
                    return True, f"{top.name} is a party to the event"
                official = bool(set(party.sectors[:1]) & ORGANS) or party.kind == "state"
                if top.media and top.run_by and party.role == "actor" and party.country == top.country and official:
                    return True, f"{top.name} is run by a party to the event ({top.run_by})"
        return False, ""

    def _government(self, n: int) -> str:
        """Told, not joined: two organs of one state are two bodies with one government."""
        organ = self.tops[n].organ
        others = [
            t.name for k, t in enumerate(self.tops) if k != n and organ and t.organ == organ and t.id != self.tops[n].id
        ]
        if not others:
            return ""
        return f"{self.tops[n].name} and {', '.join(sorted(set(others)))} are organs of one state: not joined without evidence"

    def _only_through(self, top: Named, told: Sequence[Saying]) -> str:
        """Of a root that is cited, and of whom nothing else is seen."""
        if top.standing == "unknown" or (top.media and any(s.home.id == top.id for s in told)):
            return ""
        through = {s.medium.name for s in told if s.links}
        direct = any(s.medium.id == s.home.id and not s.root.media for s in told if s.links)
        if not through or direct:
            return ""
        return f"{top.name} is seen only through {', '.join(sorted(through)[:3])}"


def _class(n: Named) -> int:
    """How well a source can be what the others rest on: a body that speaks before a description, before a medium."""
    if n.standing == "unknown":
        return 7
    if n.media:
        return 6 if n.standing == "unnamed" else 5 if n.options else 4
    if n.standing == "unnamed":
        return 3
    return 2 if n.state else 1 if n.options or n.body else 0


def _shortened(why: Iterable[str]) -> tuple[str, ...]:
    unique = tuple(dict.fromkeys(why))
    if len(unique) <= MOST_WHY:
        return unique
    return (*unique[:MOST_WHY], f"and {len(unique) - MOST_WHY} more like these")


def _dropped(
    claims: Iterable[ClaimRecord], roots: Sequence[Root], reports: Mapping[str, Report], decisions: Decided
) -> Iterable[Root]:
    """Claims that were judged wrong, as roots that do not count."""
    known = {r.id for r in roots}
    found: dict[str, list[ClaimRecord]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        found.setdefault(claim.root.id, []).append(claim)
    for own, told in sorted(found.items()):
        rows = {decisions.wrong[key] for c in told for key in (c.id, c.article) if key in decisions.wrong}
        link = told[0].root
        yield Root(
            id=f"{own}#wrong" if own in known else own,
            name=link.name,
            kind=link.kind,
            standing=sayings_of(told[:1], reports, {}, Decided())[0].root.standing,
            claims=tuple(c.id for c in told),
            articles=tuple(sorted({c.article for c in told})),
            counted=False,
            why=tuple(f"judgement {row.id} by {row.by}: wrong" for row in sorted(rows, key=lambda r: r.id)),
        )
