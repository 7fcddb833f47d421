"""What the reports of one event amount to: a verdict in a word, the two Admiralty fields, and what changed when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sayso.corroborate.sources.grading import grade_event, names_of, seen_through
from sayso.corroborate.sources.roots import Weighed, weigh
from sayso.corroborate.sources.sayings import stance_of
from sayso.model.ledger import Change, ClaimRecord, Copy, Detail, Grade, Judgement, Report, Root

DECISIVE = ("actor",)  # details that decide which event it was: who did it


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """All that an event says about its own trustworthiness."""

    weighed: Weighed
    verdict: str
    why: str
    grade: Grade
    conflicts: tuple[Detail, ...] = ()  # as given, each value with the roots that stand behind it

    @property
    def roots(self) -> tuple[Root, ...]:
        return self.weighed.roots

    @property
    def independent(self) -> int:
        return self.weighed.independent


def judge(
    claims: Iterable[ClaimRecord],
    reports: Mapping[str, Report],
    copies: Iterable[Copy] = (),
    *,
    stances: Mapping[str, str] | None = None,
    conflicts: Sequence[Detail] = (),
    judgements: Iterable[Judgement] = (),
) -> Judged:
    """Roots, verdict and grade of one event; `stances` by claim, `conflicts` the values that exclude each other."""
    claims, judgements = tuple(claims), tuple(judgements)
    weighed = weigh(claims, reports, copies, stances=stances, judgements=judgements)
    verdict, why = judge_event(claims, weighed, conflicts=conflicts)
    grade = grade_event(claims, weighed, verdict, judgements=judgements)
    told = _with_roots(conflicts, weighed.roots)
    return Judged(weighed=weighed, verdict=verdict, why=why, grade=grade, conflicts=told)


def _with_roots(conflicts: Iterable[Detail], roots: Iterable[Root]) -> tuple[Detail, ...]:
    root_of = {claim: root.id for root in roots for claim in root.claims}
    return tuple(
        replace(d, roots=tuple(dict.fromkeys(root_of[c] for c in d.claims if c in root_of))) for d in conflicts
    )


def judge_event(
    claims: Iterable[ClaimRecord], weighed: Weighed, *, conflicts: Sequence[Detail] = ()
) -> tuple[str, str]:
    """The verdict word of an event, and why."""
    affirm = [r for r in weighed.roots if r.counted and not r.denies]
    deny = _denying(weighed)
    if not affirm and weighed.withdrawn:
        return "withdrawn", _withdrawn_why(deny)
    if not affirm and not deny:
        return "withdrawn", "every claim of it was judged wrong"
    if not affirm:
        return "disputed", f"only denied, by {names_of(deny)}: nobody affirms it"
    if deny:
        return "disputed", _for_and_against(affirm, deny)
    if (clash := _clash(affirm, conflicts)) is not None:
        return "disputed", clash
    if len(affirm) > 1:
        return "corroborated", f"{len(affirm)} independent roots: {names_of(affirm)}{_through_one(affirm, weighed)}"
    return _of_one(affirm[0], claims, weighed)


def _denying(weighed: Weighed) -> list[Root]:
    """Who denies it: of a denial nobody asks for an article of its own, yet an unknown label denies nothing to others."""
    told = [r for r in weighed.roots if r.denies and (r.counted or r.standing != "unknown")]
    return [r for r in told if not set(r.claims) <= weighed.overturned]


def _for_and_against(affirm: Sequence[Root], deny: Sequence[Root]) -> str:
    if {r.name for r in affirm} == {r.name for r in deny}:
        return f"both affirmed and denied by {names_of(affirm)}"
    return f"affirmed by {names_of(affirm)}, denied by {names_of(deny)}"


def _through_one(affirm: Sequence[Root], weighed: Weighed) -> str:
    """Told where one publisher alone reports the roots: who doubts it doubts all of them."""
    one = seen_through(affirm, weighed)
    return f"; all of them seen through one publisher, {one}" if one else ""


def _of_one(root: Root, claims: Iterable[ClaimRecord], weighed: Weighed) -> tuple[str, str]:
    """The verdict on an event that rests on one root."""
    told = {c.id for c in claims} & set(weighed.publishers) - weighed.withdrawn
    behind = {c for r in weighed.roots if not r.denies for c in r.claims} & told
    publishers = {weighed.publishers[c] for c in behind}
    echoes = behind & weighed.echoes
    direct = set(root.claims) & told - weighed.relays
    many = f"{root.name}, carried by {len(publishers)} publishers"
    if len(publishers) > 1 and echoes:
        silent = len({weighed.publishers[c] for c in echoes})
        say = "1 does not say where it has it from" if silent == 1 else f"{silent} do not say where they have it from"
        return "echoed", f"{many}, of which {say}"
    if len(publishers) > 1:
        return "relayed", f"{many}; each beyond the first names its source"
    if not direct:
        return "relayed", f"{root.name}, reached only through another medium"
    return "single-source", f"{root.name}, told by one publisher"


def _withdrawn_why(deny: Sequence[Root]) -> str:
    return f"taken back by {names_of(deny)}" if deny else "taken back by its publisher"


def _clash(affirm: Sequence[Root], conflicts: Sequence[Detail]) -> str | None:
    """Two roots that lay the event to different actors."""
    of = {claim: root for root in affirm for claim in root.claims}
    decisive = [d for d in conflicts if d.field in DECISIVE]
    for one, other in combinations(decisive, 2):
        if one.field != other.field or one.value == other.value:
            continue
        mine = {of[c].id: of[c].name for c in one.claims if c in of}
        theirs = {of[c].id: of[c].name for c in other.claims if c in of}
        if mine and theirs and not mine.keys() & theirs.keys():
            says = f"{', '.join(mine.values())} lay it to {one.value}, {', '.join(theirs.values())} to {other.value}"
            return f"the roots differ on who did it: {says}"
    return None


# ---------------------------------------------------------------------- changes
EXACT = 16  # articles of an event up to which each is looked at; after that, those that bring something new


def changes_of(
    event: str,
    claims: Iterable[ClaimRecord],
    reports: Mapping[str, Report],
    copies: Iterable[Copy] = (),
    *,
    stances: Mapping[str, str] | None = None,
    conflicts: Sequence[Detail] = (),
    judgements: Iterable[Judgement] = (),
    now: Judged | None = None,
) -> tuple[Change, ...]:
    """What became known of an event at which article, replayed in canonical order; `now`: what `judge` says of all of it."""
    claims, copies, judgements = tuple(claims), tuple(copies), tuple(judgements)
    by_article: dict[str, list[ClaimRecord]] = {}
    for claim in claims:
        by_article.setdefault(claim.article, []).append(claim)
    order = sorted(by_article, key=lambda a: reports[a].order)
    told: list[ClaimRecord] = []
    out: list[Change] = []
    before: Judged | None = None
    fresh = _bringing_news(order, by_article, claims, reports, copies, stances, judgements)
    for article in order:
        told += by_article[article]
        if article not in fresh:
            continue
        whole = len(told) == len(claims)
        known = set(by_article) if whole else {c.article for c in told}
        edges = [e for e in copies if e.child in known]
        if whole and now is not None and len(edges) == len(copies):
            after = now
        else:
            after = judge(
                told,
                {a: r for a, r in reports.items() if a in known or a not in by_article},
                edges,
                stances=stances,
                conflicts=_so_far(conflicts, {c.id for c in told}),
                judgements=judgements,
            )
        change = _change(event, reports[article], before, after)
        if change is not None:
            out.append(change)
        before = after
    return tuple(out)


def _bringing_news(
    order: Sequence[str],
    by_article: Mapping[str, Sequence[ClaimRecord]],
    claims: Sequence[ClaimRecord],
    reports: Mapping[str, Report],
    copies: Sequence[Copy],
    stances: Mapping[str, str] | None,
    judgements: Sequence[Judgement],
) -> set[str]:
    """The articles that may change a verdict: the first, the last, and those that bring a root, stance or way anew."""
    out = {*order[:EXACT], *order[-1:]}
    if len(order) <= EXACT:
        return out
    weighed = weigh(claims, reports, copies, stances=stances, judgements=judgements)
    root_of = {c: r.id for r in weighed.roots for c in r.claims}
    seen: set[tuple[object, ...]] = set()
    publishers: set[str] = set()
    for article in order:
        for c in by_article[article]:
            stance = (stances or {}).get(c.id) or stance_of(c)
            publishers.add(weighed.publishers.get(c.id, ""))
            way = (c.id in weighed.echoes, c.id in weighed.relays, c.certainty, min(len(publishers), 2))
            key = (root_of.get(c.id), stance, *way)
            if key not in seen:
                seen.add(key)
                out.add(article)
    return out


def _so_far(conflicts: Sequence[Detail], told: set[str]) -> list[Detail]:
    return [d for d in conflicts if any(c in told for c in d.claims)]


def _change(event: str, report: Report, before: Judged | None, after: Judged) -> Change | None:
    """The change from one state to the next; None if nothing is new."""
    word = _word(before, after)
    if word is None:
        return None
    return Change(
        event=event,
        change=word,
        article=report.id,
        published=report.published or report.seen,
        seen=report.seen,
        before=before.verdict if before else None,
        after=after.verdict,
        roots_before=before.independent if before else 0,
        roots_after=after.independent,
        why=after.why,
    )


def _word(before: Judged | None, after: Judged) -> str | None:
    if before is None:
        return "new"
    if before.verdict == after.verdict and before.independent == after.independent:
        return None
    if after.verdict != before.verdict and after.verdict in ("disputed", "withdrawn"):
        return after.verdict
    if after.verdict == "corroborated" and before.verdict != "corroborated":
        return "confirmed"
    return "changed"
