"""What people decide, kept beside the ledger: same event, same actor, copy of, root is, wrong, reliability; and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from sayso.desk.filters import one_of
from sayso.desk.meant import actor_meant, article_meant, claim_meant, claims_of_event, lead_claim, source_meant
from sayso.errors import InputError
from sayso.model import content_id
from sayso.model.ledger import ANSWERS, JUDGEMENTS, Judgement
from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
LETTERS = ("A", "B", "C", "D", "E", "F")  # of the Admiralty code
MUTUAL = ("same-event", "same-actor")  # A and B can change places
WITH = "with"  # in `extra`: the first row of several that one decision gave
_SCHEMA = "sayso-judgement/1"


def judge(
    store: Store,
    kind: str,
    a: str,
    b: str | None = None,
    *,
    answer: str = "yes",
    by: str,
    note: str | None = None,
    new: bool = False,
) -> tuple[Judgement, ...]:
    """Keep one decision; `a` and `b` are ids of the store, beginnings of ids, or names and addresses where these are clear.

    Rows name claims, articles and sources, whose ids come from their content, never events, which come and go. So a decision
    about the root of an event is a row for each claim that affirms it. `new`: the root may be one whom no article names.
    """
    kind = one_of("kind of judgement", kind, JUDGEMENTS)
    answer = one_of("letter", answer.upper(), LETTERS) if kind == "reliability" else one_of("answer", answer, ANSWERS)
    with store.read() as connection:
        reader = partial(_root_is, new=True) if new and kind == "root-is" else _READERS[kind]
        pairs = reader(connection, store.url, a, b)
    at = _now()
    rows: list[Judgement] = []
    for first, second in pairs:
        own = content_id("judgement", kind, first, second or "", answer, by, at)
        extra = {WITH: rows[0].id} if rows else {}
        rows.append(
            Judgement(id=own, kind=kind, a=first, b=second, answer=answer, by=by, at=at, note=note, extra=extra)
        )
    _keep(store, rows)
    return tuple(rows)


def undo(store: Store, given: str, *, by: str, note: str | None = None) -> tuple[Judgement, ...]:
    """Take a judgement back, with all rows of the same decision; the rows that say so. They can be taken back in turn."""
    every = store.judgements(active=False)
    alive = _alive(every)
    start = given if ":" in given else f"judgement:{given}"
    whole = any(j.id == start for j in every)  # a whole id means that one alone, also where others begin like it
    found = [j for j in alive if (j.id == start if whole else j.id.startswith(start))]
    if len(found) > 1:
        raise InputError(
            f"{given!r} begins the ids of {len(found)} judgements; give more of it", code="usage", value=given
        )
    if not found:
        why = "was taken back already" if any(j.id.startswith(start) for j in every) else f"is not in {store.url}"
        raise InputError(
            f"the judgement {given!r} {why}; sayso judge list --all shows every one", code="no_judgement", value=given
        )
    first = found[0].extra.get(WITH, found[0].id)
    at, rows = _now(), list[Judgement]()
    for j in (j for j in alive if first in (j.id, j.extra.get(WITH))):
        own = content_id("judgement", "undo", j.id, by, at)
        extra = {WITH: rows[0].id} if rows else {}
        rows.append(replace(j, id=own, by=by, at=at, note=note, undoes=j.id, extra=extra))
    _keep(store, rows)
    return tuple(rows)


def _alive(rows: Sequence[Judgement]) -> list[Judgement]:
    """The rows that no row in force takes back, undoing rows among them."""
    gone: set[str] = set()
    for row in reversed(rows):
        if row.undoes is not None and row.id not in gone:
            gone.add(row.undoes)
    return [row for row in rows if row.id not in gone]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def judged(store: Store, *, every: bool = False) -> Iterator[Json]:
    """Judgements as objects, oldest first: those in force, or with `every` also the undone ones and the undoing rows."""
    rows = store.judgements(active=not every)
    if not rows:
        return
    standing = {j.id for j in store.judgements()}
    says = _sayings(store, rows)
    for j in rows:
        yield {
            "schema": _SCHEMA,
            "id": j.id,
            "kind": j.kind,
            "a": j.a,
            "b": j.b,
            "answer": j.answer,
            "by": j.by,
            "at": j.at,
            "note": j.note,
            "undoes": j.undoes,
            "in_force": j.id in standing,
            "with": j.extra.get(WITH),
            "a_says": says.get(j.a),
            "b_says": says.get(j.b or ""),
        }


def touched(store: Store, rows: Iterable[Judgement]) -> tuple[str, ...]:
    """Ids of the events that hold what was judged, as the store has them now."""
    names = {name for row in rows for name in (row.a, row.b) if name}
    claims = {name for name in names if name.startswith("claim:")}
    articles = sorted(name for name in names if name.startswith("article:"))
    for records in store.records(articles).values():
        claims.update(record.id for record in records)
    return tuple(sorted(set(store.event_of(claims).values())))


def outdated(store: Store, rows: Iterable[Judgement]) -> tuple[str, ...]:
    """Those of the claims and articles judged that a newer version of the page has taken the place of: they count no more."""
    names = {name for row in rows for name in (row.a, row.b) if name}
    claims = store.records_by_id(name for name in names if name.startswith("claim:"))
    articles = {name for name in names if name.startswith("article:")} | {record.article for record in claims.values()}
    gone = articles - {report.id for report in store.reports(articles)}
    return tuple(sorted({*(gone & names), *(own for own, record in claims.items() if record.article in gone)}))


def _keep(store: Store, rows: Sequence[Judgement]) -> None:
    with store.transaction():
        for row in rows:
            store.judge(row)


# ---------------------------------------------------------------------- what each kind is about
Pairs = list[tuple[str, str | None]]


def _same_event(connection: Any, url: str, a: str, b: str | None) -> Pairs:
    first, second = (lead_claim(connection, url, one) for one in (a, b or ""))
    return _mutual(first, second, a, b)


def _same_actor(connection: Any, url: str, a: str, b: str | None) -> Pairs:
    first, second = (actor_meant(connection, url, one) for one in (a, b or ""))
    return _mutual(first, second, a, b)


def _copy_of(connection: Any, url: str, a: str, b: str | None) -> Pairs:
    child, parent = (article_meant(connection, url, one) for one in (a, b or ""))
    _differ(child, parent, a, b)
    return [(child, parent)]


def _root_is(connection: Any, url: str, a: str, b: str | None, *, new: bool = False) -> Pairs:
    claims = claims_of_event(connection, url, a, stance="affirm")
    source = source_meant(connection, url, b or "", new=new)
    return [(claim, source) for claim in claims]


def _wrong(connection: Any, url: str, a: str, _b: str | None) -> Pairs:
    return [(claim_meant(connection, url, a), None)]


def _reliability(connection: Any, url: str, a: str, _b: str | None) -> Pairs:
    return [(source_meant(connection, url, a), None)]


def _mutual(first: str, second: str, a: str, b: str | None) -> Pairs:
    _differ(first, second, a, b)
    return [(min(first, second), max(first, second))]


def _differ(first: str, second: str, a: str, b: str | None) -> None:
    if first == second:
        raise InputError(f"{a!r} and {b!r} are one and the same, {first}; give two", code="usage", value=a)


_READERS: dict[str, Callable[[Any, str, str, str | None], Pairs]] = {
    "same-event": _same_event,
    "same-actor": _same_actor,
    "copy-of": _copy_of,
    "root-is": _root_is,
    "wrong": _wrong,
    "reliability": _reliability,
}


def _sayings(store: Store, rows: Iterable[Judgement]) -> dict[str, str]:
    """In words what the ids stand for: the sentence of a claim, the title of an article, the name of a source or actor."""
    from sqlalchemy import select

    names = sorted({name for row in rows for name in (row.a, row.b) if name})
    out = {name: record.sentence for name, record in store.records_by_id(n for n in names if n[:6] == "claim:").items()}
    out |= {report.id: f"{report.outlet}: {report.title}" for report in store.reports(names, current=False)}
    with store.read() as connection:
        for table, key in ((t.links, "source_id"), (t.participants, "actor_id")):
            wanted = [name for name in names if name not in out]
            column = table.c[key]
            found = connection.execute(select(column, table.c.name).where(column.in_(wanted)).distinct()).all()
            out |= {row[0]: row[1] for row in sorted(map(tuple, found), reverse=True)}
    return out
