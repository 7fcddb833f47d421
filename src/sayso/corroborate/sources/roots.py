"""On how many independent origins the reports of one event rest, and why no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sayso.corroborate.sources.groups import groups_of
from sayso.corroborate.sources.judged import Decided, by, decided, judged_copies
from sayso.corroborate.sources.nodes import outlet
from sayso.corroborate.sources.rests import Rest, Resting, resting
from sayso.corroborate.sources.rings import rings_of
from sayso.corroborate.sources.sayings import Saying, home_of, sayings_of
from sayso.corroborate.sources.taken import taken_back
from sayso.corroborate.sources.weighing import Weighing
from sayso.model.ledger import ClaimRecord, Copy, Judgement, Report, Root


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The sources of one event weighed: its roots, who cites whom in a circle, and how each claim came to its root."""

    roots: tuple[Root, ...]
    circular: tuple[tuple[str, ...], ...] = ()
    publishers: Mapping[str, str] = field(default_factory=dict)  # claim -> publisher family of its article
    echoes: frozenset[str] = frozenset()  # claims taken over without saying so
    through: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # claim -> media it came through, id to name
    relays: frozenset[str] = frozenset()  # claims that came through another medium than the one that we read
    withdrawn: frozenset[str] = frozenset()  # claims that their publisher or their root took back
    overturned: frozenset[str] = frozenset()  # denials whose source later affirmed what it had denied

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
    weighing = Weighing(sayings, rests, groups, rings, cites, void)
    roots = weighing.roots()
    shown = {n.id: n.shown or n.id for s in sayings for n in s.media}
    taken = [_taken_over(k, sayings, rests, reports) for k in range(len(sayings))]
    dropped = [c for c in everything if c.id in decisions.wrong or c.article in decisions.wrong]
    return Weighed(
        roots=(*roots, *_dropped(dropped, roots, reports, decisions)),
        circular=tuple(tuple(sorted(shown[i] for i in ring)) for ring in rings),
        publishers={s.claim.id: s.home.id for s in sayings},
        through={s.claim.id: {n.id: n.name for n in s.media} for s in sayings},
        echoes=frozenset(s.claim.id for s, (silent, _) in zip(sayings, taken, strict=True) if silent),
        relays=frozenset(s.claim.id for s, (_, said) in zip(sayings, taken, strict=True) if said or len(s.media) > 1),
        withdrawn=frozenset(sayings[k].claim.id for k in void if sayings[k].affirms),
        overturned=frozenset(sayings[k].claim.id for k in void if not sayings[k].affirms),
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


def _taken_over(k: int, sayings: Sequence[Saying], rests: Resting, reports: Mapping[str, Report]) -> tuple[bool, bool]:
    """Whether a claim was taken over from another publisher without saying so, and whether it says so."""
    saying = sayings[k]
    others = [r for r in rests.rests.get(k, ()) if r.how == "copy" and _media(r, reports)[:1] != [saying.home.id]]
    if any(r.credited for r in others):
        return False, True
    named = {n.id for n in saying.media[1:]} | _credits(saying.report)
    if any(named & set(_media(r, reports)) for r in others):
        return False, True  # it names the other, or the medium from which both have it
    return bool(others), False


def _credits(report: Report) -> set[str]:
    return {outlet(c.removeprefix("outlet:").replace("-", " "), c).id for c in report.credits}


def _media(rest: Rest, reports: Mapping[str, Report]) -> list[str]:
    """The publisher family of what a saying rests on, and the media that it names itself."""
    if rest.on is not None:
        return [*(n.id for n in rest.on.media), *_credits(rest.on.report)]
    report = reports.get(rest.article or "")
    return [home_of(report).id, *_credits(report)] if report is not None else []


def _dropped(
    claims: Iterable[ClaimRecord], roots: Sequence[Root], reports: Mapping[str, Report], decisions: Decided
) -> Iterable[Root]:
    """Claims that were judged wrong, as roots that do not count."""
    known = {r.id for r in roots}
    found: dict[str, list[ClaimRecord]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        found.setdefault(claim.root.id, []).append(claim)
    for own, told in sorted(found.items()):
        rows = {key: decisions.wrong[key] for c in told for key in (c.id, c.article) if key in decisions.wrong}
        link = told[0].root
        yield Root(
            id=f"{own}#wrong" if own in known else own,
            name=link.name,
            kind=link.kind,
            standing=sayings_of(told[:1], reports, {}, Decided())[0].root.standing,
            claims=tuple(c.id for c in told),
            articles=tuple(sorted({c.article for c in told})),
            counted=False,
            why=tuple(f"{by(row)}: wrong" for row in sorted(rows.values(), key=lambda r: r.id)),
        )
