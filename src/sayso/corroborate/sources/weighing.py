"""Groups of sayings as roots: what each is, which of them count, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.corroborate.sources.bodies import body_of
from sayso.corroborate.sources.groups import Group
from sayso.corroborate.sources.nodes import ORGANS, Named
from sayso.corroborate.sources.rests import Resting
from sayso.corroborate.sources.sayings import Saying
from sayso.corroborate.sources.vouching import vouched
from sayso.model.ledger import STANDINGS, Root

MOST_WHY = 12  # reasons told of one root
MOST_NAMED = 2  # sources named in one of them
_ELSEWHERE = "not counted: its articles already vouch for other roots, and one article vouches for one"
_SPEAKERS = ("actor", "recipient")


class Weighing:
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
        self.place = {id(s): k for k, s in enumerate(sayings)}
        self.ring_of = {member: ring for ring in rings for member in ring}
        self.tops = [self._top(g) for g in groups]
        self.denies = [not sayings[g.sayings[0]].affirms for g in groups]
        self.named_by: dict[tuple[str, bool], list[str]] = {}  # by publisher family: to whom it attributes the event
        self.attributed = self._attributed()

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
            chosen = self._vouched([n for n in side if n not in self.attributed])
            counted |= chosen
            for n in side:
                if n not in chosen:
                    reasons[n] = self.attributed.get(n) or _ELSEWHERE
        for n in range(len(self.groups)):
            if self._taken_back(n):
                reasons[n] = f"not counted: {self._who_took_it_back(n)}"
            elif n not in known and not counted:
                counted.add(n)  # all unknown labels are one group
            elif n not in known:
                reasons[n] = "not counted: an unknown label corroborates nothing but itself"
        return counted, reasons

    def _attributed(self) -> dict[int, str]:
        """Groups that are no more than an outlet's own voice where it also names who says so: shown, not counted."""
        own: dict[int, set[str]] = {}
        for n, group in enumerate(self.groups):
            free = [k for k in group.sayings if not any(r.on is not None for r in self.rests.rests.get(k, ()))]
            if free and all(self._in_own_voice(k) for k in free):
                own[n] = {self.sayings[k].home.id for k in free}
            elif self.tops[n].standing != "unknown" and not self._taken_back(n):
                for k in group.sayings:
                    if self.sayings[k].links:
                        self.named_by.setdefault((self.sayings[k].home.id, self.denies[n]), []).append(
                            self.tops[n].name
                        )
        out = {}
        for n, families in own.items():
            named = {name for family in families for name in self.named_by.get((family, self.denies[n]), ())}
            if named:
                most = " and ".join(sorted(named)[:MOST_NAMED])
                out[n] = f"not counted: its own voice, and it also attributes it to {most}"
        return out

    def _in_own_voice(self, k: int) -> bool:
        return self.sayings[k].own and k not in self.rests.rests

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
            if self._in_own_voice(k) and (saying.home.id, self.denies[n]) in self.named_by:
                continue
            gone = next((r.article for r in rests if r.article), None)
            if gone is not None:
                key: tuple[str, ...] = ("article", gone)
            elif saying.medium.id != saying.home.id:
                key = ("medium", saying.medium.id, str(n))
            else:
                key = ("own", saying.report.id)
            out.setdefault(first.setdefault(key, saying.report.id))
        return tuple(out) or (self.sayings[self._origin(self.groups[n].sayings[0])].report.id,)

    def _origin(self, k: int) -> int:
        """The first saying of the circle in which a walk from what rests on what ends."""
        walked: dict[int, None] = {}
        while k not in walked:
            walked[k] = None
            on = next((r.on for r in self.rests.rests.get(k, ()) if r.on is not None), None)
            if on is None:
                return k
            k = self.place[id(on)]
        path = [*walked]
        return min(path[path.index(k) :])

    def _taken_back(self, n: int) -> bool:
        """Whether nothing of a group stands any more."""
        return all(k in self.void for k in self.groups[n].sayings)

    def _who_took_it_back(self, n: int) -> str:
        if self.denies[n]:
            return "it later affirmed what it had denied"
        mine = self.groups[n].tops.keys()
        both = any(self.denies[m] and mine & g.tops.keys() for m, g in enumerate(self.groups))
        return "it was taken back by the source itself" if both else "its publisher took it back"

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
        return f"{self.tops[n].name} and {', '.join(sorted(set(others)))} are organs of one state, kept apart: nothing shows that one speaks for the other"

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
        return 8
    if n.media:
        return 7 if n.standing == "unnamed" else 6 if n.options else 5
    if n.standing == "unnamed":
        return 4
    return 3 if n.body else 2 if n.state else 1 if n.options else 0


def _shortened(why: Iterable[str]) -> tuple[str, ...]:
    unique = tuple(dict.fromkeys(why))
    if len(unique) <= MOST_WHY:
        return unique
    return (*unique[:MOST_WHY], f"and {len(unique) - MOST_WHY} more like these")
