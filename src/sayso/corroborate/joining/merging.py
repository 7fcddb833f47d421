"""What the claims of one event tell together: its type, parties, place, time and tolls, and where they differ, who says what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sayso.corroborate.joining.conflicts import conflicts_of
from sayso.corroborate.joining.parties import participants, together
from sayso.corroborate.joining.telling import Telling, telling
from sayso.corroborate.joining.titles import title
from sayso.corroborate.joining.when import Days
from sayso.corroborate.joining.where import rank_of, same_place
from sayso.model import content_id
from sayso.model.ledger import ClaimRecord, Count, Detail, Party, Report, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The fields of an `Event` that its claims give; roots, verdict and grade are others' work."""

    id: str
    type: str
    mode: str | None
    quad: int | None
    contexts: tuple[str, ...]
    parties: tuple[Party, ...]
    site: Site | None
    earliest: str | None
    latest: str | None
    granularity: str | None
    counts: tuple[Count, ...]
    claims: tuple[str, ...]
    stances: tuple[str, ...]
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    first_report: str
    first_at: str
    last_at: str
    conflicts: tuple[Detail, ...]
    export: bool
    title: str


def merge(claims: Sequence[ClaimRecord], reports: Mapping[str, Report]) -> Merged:
    """What the claims of one event tell together; the same whatever their order. Raises `ValueError` without a claim."""
    if not claims:
        raise ValueError("an event needs at least one claim")
    ordered = canonical(claims, reports)
    told = [telling(c, reports[c.article]) for c in ordered]
    speaking = [t for t in told if t.stance == "affirm"] or told  # who denies an event does not tell how it was
    type_ = _most(speaking, lambda t: t.type)
    mode = _most([t for t in speaking if t.type == type_ and t.mode], lambda t: t.mode or "") or None
    alike = [t for t in speaking if t.type == type_]
    found = participants(type_, speaking)
    site, (earliest, latest, granularity) = _site(speaking), _time(speaking)
    counts = _counts(speaking)
    articles = tuple(dict.fromkeys(c.article for c in ordered))
    return Merged(
        id=content_id("event", ordered[0].id),
        type=type_,
        mode=mode,
        quad=next((t.claim.quad for t in alike), None),
        contexts=tuple(sorted({context for t in speaking for context in t.claim.contexts})),
        parties=tuple(cluster.party for cluster in found),
        site=site,
        earliest=earliest,
        latest=latest,
        granularity=granularity,
        counts=counts,
        claims=tuple(c.id for c in ordered),
        stances=tuple(t.stance for t in told),
        articles=articles,
        outlets=tuple(dict.fromkeys(_outlet(reports[a]) for a in articles if _outlet(reports[a]))),
        first_report=articles[0],
        first_at=reports[articles[0]].order[0],
        last_at=reports[articles[-1]].order[0],
        conflicts=conflicts_of(type_, told),
        export=any(c.export for c in ordered),
        title=title(type_, mode, together(found), site, counts),
    )


def canonical(claims: Sequence[ClaimRecord], reports: Mapping[str, Report]) -> list[ClaimRecord]:
    """Claims in the canonical order of their articles, inside one in text order."""
    return sorted(claims, key=lambda c: (reports[c.article].order, c.trigger_span.start, c.trigger_span.end, c.id))


def _outlet(report: Report) -> str:
    return report.outlet_id or report.outlet or ""


def _most(told: Sequence[Telling], key: Callable[[Telling], str]) -> str:
    """What most claims say, a claim with more details counting more; of equals what was said first."""
    votes: Counter[str] = Counter()
    for t in told:
        votes[key(t)] += _details(t)
    return max(votes, key=lambda value: votes[value], default="")


def _details(t: Telling) -> int:
    """How much a claim tells: one for being there, one for each kind of detail."""
    fine = t.site is not None and t.site.precision != "country"
    return 1 + sum(map(bool, (t.mode, t.actors, t.others, fine, t.days.firm, t.counts, t.claim.export)))


def _site(told: Sequence[Telling]) -> Site | None:
    """The finest place that no claim excludes; where some do, the one that most claims allow."""
    sites = [t.site for t in told if t.site is not None]
    if not sites:
        return None
    counted = Counter(sites)

    def worth(site: Site) -> tuple[int, int, int]:
        return sum(same_place(site, other) for other in sites), rank_of(site), counted[site]

    return max(counted, key=worth)


def _time(told: Sequence[Telling]) -> tuple[str | None, str | None, str | None]:
    """The narrowest interval that the claims' dates leave; of dates that exclude each other the narrowest, then the first."""
    firm = sorted((t for t in told if t.days.firm), key=lambda t: t.days.width)
    if not firm:
        return None, None, None
    first, days = firm[0].claim, firm[0].days
    low, high = first.earliest, first.latest
    for t in firm[1:]:
        if _overlap(t.days, days):
            low = max(filter(None, (low, t.claim.earliest)), default=None)
            high = min(filter(None, (high, t.claim.latest)), default=None)
    if low and high and low > high:
        low, high = first.earliest, first.latest
    return low, high, first.granularity


def _overlap(a: Days, b: Days) -> bool:
    return a.first <= b.last and b.first <= a.last


def _counts(told: Sequence[Telling]) -> tuple[Count, ...]:
    """For each kind of toll the least and the most that claims give; `high` None where one says "at least" above all others."""
    found: dict[str, list[tuple[int, int | None]]] = {}
    for t in told:
        for kind, low, high in t.counts:
            found.setdefault(kind, []).append((low, high))
    out = []
    for kind in sorted(found):
        ranges = found[kind]
        ends = [high for _, high in ranges if high is not None]
        open_ended = not ends or any(high is None and low > max(ends) for low, high in ranges)
        out.append(Count(kind=kind, low=min(low for low, _ in ranges), high=None if open_ended else max(ends)))
    return tuple(out)
