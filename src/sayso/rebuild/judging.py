"""What people decided, as it bears on copies and groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.corroborate import joining
from sayso.model.ledger import Copy, Event, Evidence, Judgement, Pair
from sayso.rebuild.comparing import Shelf, Touched

if TYPE_CHECKING:
    from sayso.corroborate.grouping import MayJoin
    from sayso.store import Store

SURE = 9.0  # score of a pair that a person joined: above any that a comparison gives


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The judgements in force, sorted by what they bear on. The last answer on a matter holds."""

    all: tuple[Judgement, ...] = ()
    wrong: frozenset[str] = frozenset()  # claims that do not say what they were read to say
    same: frozenset[tuple[str, str]] = frozenset()  # claims of one event
    apart: frozenset[tuple[str, str]] = frozenset()  # claims of two
    copied: tuple[Copy, ...] = ()
    own: frozenset[tuple[str, str]] = frozenset()  # articles of which neither took from the other

    def copies(self, found: Sequence[Copy]) -> list[Copy]:
        """Copy edges as people corrected them."""
        judged = {(edge.child, edge.parent) for edge in self.copied} | self.own
        kept = [e for e in found if (e.child, e.parent) not in judged and (e.parent, e.child) not in judged]
        return sorted([*kept, *self.copied], key=lambda edge: (edge.child, edge.parent))

    def copying(self, found: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Child and parent of the edges as people corrected them."""
        judged = {(edge.child, edge.parent) for edge in self.copied}
        gone = judged | self.own
        return judged | {(a, b) for a, b in found if (a, b) not in gone and (b, a) not in gone}

    def may_join(self, otherwise: MayJoin) -> MayJoin:
        """The veto with what people decided before it."""
        if not self.same and not self.apart:
            return otherwise

        def decide(one: Sequence[str], other: Sequence[str]) -> bool:
            ours, theirs = set(one), set(other)
            if _crosses(self.apart, ours, theirs):
                return False
            if _crosses(self.same, ours, theirs):
                return True
            return any(otherwise(a, b) for a in faces(one) for b in faces(other))

        def faces(group: Sequence[str]) -> Sequence[Sequence[str]]:
            """What a person joined may be unlike: each kind of claim in such a group can go on drawing its own."""
            members = set(group)
            if not any(a in members and b in members for a, b in self.same):
                return (group,)
            kinds: list[list[str]] = []
            for own in group:
                fitting = next((kind for kind in kinds if otherwise(kind, (own,))), None)
                if fitting is None:
                    kinds.append([own])
                else:
                    fitting.append(own)
            return kinds

        return decide


def refuted(store: Store, judged: Judged) -> list[Event]:
    """The events that stand, though every claim of theirs is judged wrong by now."""
    held = set(store.event_of(judged.wrong).values()) if judged.wrong else set()
    return [event for event in store.events(held) if judged.wrong.issuperset(event.claims)] if held else []


def _crosses(pairs: frozenset[tuple[str, str]], ours: set[str], theirs: set[str]) -> bool:
    return any((a in ours and b in theirs) or (a in theirs and b in ours) for a, b in pairs)


def judged(found: Sequence[Judgement]) -> Judged:
    """The judgements in force, oldest first, by what they bear on."""
    last = {_matter(j): j for j in found if j.answer != "unsure"}
    kinds: dict[tuple[str, str], list[Judgement]] = {}
    for j in last.values():
        kinds.setdefault((j.kind, j.answer), []).append(j)
    return Judged(
        all=tuple(sorted(last.values(), key=lambda j: (j.at, j.id))),
        wrong=frozenset(j.a for j in kinds.get(("wrong", "yes"), ())),
        same=frozenset(_two(j) for j in kinds.get(("same-event", "yes"), ())),
        apart=frozenset(_two(j) for j in kinds.get(("same-event", "no"), ())),
        copied=tuple(_copy(j) for j in kinds.get(("copy-of", "yes"), ())),
        own=frozenset((j.a, j.b or "") for j in kinds.get(("copy-of", "no"), ())),
    )


def _matter(j: Judgement) -> tuple[str, ...]:
    """What a judgement is about: two answers on one matter cannot both hold."""
    if j.kind in ("same-event", "same-actor", "copy-of"):
        return j.kind, *_two(j)
    return j.kind, j.a


def _two(j: Judgement) -> tuple[str, str]:
    return _ordered(j.a, j.b or "")


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _copy(j: Judgement) -> Copy:
    says = f"{j.by} judged it a copy" + (f": {j.note}" if j.note else "")
    return Copy(
        child=j.a,
        parent=j.b or "",
        kind="partial",
        share=1.0,
        score=1.0,
        evidence=(Evidence(kind="citation", says=says),),
    )


def inherited(store: Store, found: Sequence[Judgement]) -> list[Judgement]:
    """Judgements on an earlier version of a page, as judgements on what stands in its place in the newest."""
    heirs = store.heirs({own for j in found for own in (j.a, j.b) if own})
    return [replace(j, a=heirs.get(j.a, j.a), b=heirs.get(j.b, j.b) if j.b else None) for j in found]


def apply_new(store: Store, shelf: Shelf, judged: Judged, retired: Sequence[str] = ()) -> Touched:
    """Take up the judgements that came or went since the last time; the claims and articles that they bear on are touched.

    Those that bear on `retired` articles are taken up again, on their newest version.
    """
    touched = Touched()
    plain = store.judgements(active=False)
    every = inherited(store, plain)
    gone = {*retired, *(store.claims_of_articles(retired) if retired else ())}
    again = [j.id for j in plain if j.a in gone or j.b in gone]
    new = sorted({*store.not_derived([j.id for j in every]), *again})
    by_id = {j.id: j for j in every}
    for own in new:
        j = by_id[own]
        while j.undoes is not None and j.undoes in by_id:
            j = by_id[j.undoes]
        _touch(store, shelf, j, judged, touched)
    store.mark_derived(new)
    return touched


def _touch(store: Store, shelf: Shelf, j: Judgement, judged: Judged, touched: Touched) -> None:
    named = [own for own in (j.a, j.b) if own]
    claims = [own for own in named if own.startswith("claim:")]
    articles = [own for own in named if own.startswith("article:")]
    touched.claims.update(claims)
    touched.copied.update(articles)
    if j.kind == "same-event" and len(claims) == 2:
        store.remove_pair(joining.SPACE, *claims)
        pair = Pair(a=min(claims), b=max(claims), score=SURE, why=(f"judged by {j.by}",))
        kept = pair if _two(j) in judged.same else _pair(shelf, *claims)
        store.add_pairs(joining.SPACE, [kept] if kept else [])
    others = [own for own in named if own not in claims and own not in articles]
    touched.claims.update(store.claims_naming(others) if others else ())


def _pair(shelf: Shelf, a: str, b: str) -> Pair | None:
    """The pair as the comparison alone would have it."""
    records = shelf.records((a, b))
    reports = shelf.reports({record.article for record in records.values()})
    if len(records) < 2 or any(record.article not in reports for record in records.values()):
        return None
    one, other = records[a], records[b]
    return joining.event_pair(one, reports[one.article], other, reports[other.article])
