"""Outlets as a network: who takes text or news from whom, how much later, and how much is its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from sayso.store import tables as t
from sayso.store.kept import kept

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
NEWEST = 20_000  # loans that are looked at, the newest: the page answers at once however long the ledger is
COUNTED = 50_000  # articles that are counted, the newest
TAKEN = ("duplicate", "near-duplicate", "partial", "paraphrase")  # text taken over; the others name where news is from
OUTLET_COLUMNS = ("id", "name", "articles", "own", "own_share", "took", "cited", "gave", "first_at", "last_at")
LOAN_COLUMNS = ("borrower", "lender", "articles", "taken", "cited", "median_lag_hours", "first_at", "last_at")


@dataclass(slots=True)
class _Loan:
    taken: int = 0
    cited: int = 0
    lags: list[float] = field(default_factory=list)
    times: list[str] = field(default_factory=list)


@kept(8)
def borrowing(
    store: Store, *, since: str | None = None, until: str | None = None, limit: int = 60, outlet: str | None = None
) -> Json:
    """`outlets` with their counts, those of most articles first, and `loans` between them, the biggest first."""
    with store.read() as connection:
        rows = _loans(connection, since, until)
        begun = max(
            filter(None, (_begun(connection, since, until), rows[-1].at if len(rows) == NEWEST else None)), default=None
        )
        first = begun or since
        if begun:  # loans and articles of the same time
            rows = [row for row in rows if row.at >= begun]
        counts = _outlets(connection, first, until)
    loans: dict[tuple[str, str], _Loan] = defaultdict(_Loan)
    took: dict[str, set[str]] = defaultdict(set)
    cited: dict[str, set[str]] = defaultdict(set)
    names = {row.id: row.name for row in counts}
    for row in rows:
        if row.borrower == row.lender:
            continue
        loan = loans[row.borrower, row.lender]
        text = row.kind in TAKEN
        loan.taken += text
        loan.cited += not text
        loan.times.append(row.at)
        if (lag := _hours(row.before, row.at)) is not None:
            loan.lags.append(lag)
        (took if text else cited)[row.borrower].add(row.child)
    gave = Counter(lender for (_, lender), loan in loans.items() for _ in range(loan.taken + loan.cited))
    outlets = [_outlet(row, took[row.id], cited[row.id], gave[row.id]) for row in counts]
    listed = [_loan(names, pair, loan) for pair, loan in loans.items()]
    if outlet is not None:
        listed = [one for one in listed if outlet in (one["borrower_id"], one["lender_id"])]
    listed.sort(key=lambda one: (-one["articles"], one["borrower"], one["lender"]))
    return {"outlets": outlets[:limit], "loans": listed[: limit * 4], "since": first, "whole": begun is None}


def _begun(connection: Connection, since: str | None, until: str | None) -> str | None:
    """When the newest `COUNTED` articles begin; None where there are fewer."""
    at = t.articles.c.ordered_at
    found: str | None = connection.scalar(
        _within(select(at).order_by(at.desc()).offset(COUNTED - 1).limit(1), t.articles, since, until)
    )
    return found


def _loans(connection: Connection, since: str | None, until: str | None) -> list[Any]:
    child, parent = t.articles.alias("child"), t.articles.alias("parent")
    asked = (
        select(
            t.copies.c.child,
            t.copies.c.kind,
            _key(child).label("borrower"),
            _key(parent).label("lender"),
            child.c.ordered_at.label("at"),
            parent.c.ordered_at.label("before"),
        )
        .join(child, child.c.id == t.copies.c.child)
        .join(parent, parent.c.id == t.copies.c.parent)
        .order_by(child.c.ordered_at.desc(), t.copies.c.child, t.copies.c.parent)
        .limit(NEWEST)
    )
    return list(connection.execute(_within(asked, child, since, until)))


def _outlets(connection: Connection, since: str | None, until: str | None) -> list[Any]:
    own = _key(t.articles)
    asked = (
        select(
            own.label("id"),
            func.max(func.coalesce(t.articles.c.outlet, t.articles.c.outlet_id)).label("name"),
            func.count().label("articles"),
            func.min(t.articles.c.ordered_at).label("first_at"),
            func.max(t.articles.c.ordered_at).label("last_at"),
        )
        .where(own != "")
        .group_by(own)
        .order_by(func.count().desc(), own)
    )
    return list(connection.execute(_within(asked, t.articles, since, until)))


def _key(table: Any) -> Any:
    return func.coalesce(table.c.outlet_id, table.c.outlet_key)


def _within(asked: Any, table: Any, since: str | None, until: str | None) -> Any:
    if since:
        asked = asked.where(table.c.ordered_at >= since)
    return asked.where(table.c.ordered_at < until) if until else asked


def _outlet(row: Any, took: set[str], cited: set[str], gave: int) -> Json:
    own = row.articles - len(took)
    return {
        "id": row.id, "name": row.name or row.id, "articles": row.articles, "own": own,
        "own_share": round(own / row.articles, 3), "took": len(took), "cited": len(cited - took), "gave": gave,
        "first_at": row.first_at, "last_at": row.last_at,
    }  # fmt: skip


def _loan(names: dict[str, str], pair: tuple[str, str], loan: _Loan) -> Json:
    borrower, lender = pair
    return {
        "borrower_id": borrower, "lender_id": lender, "borrower": names.get(borrower) or borrower,
        "lender": names.get(lender) or lender, "articles": loan.taken + loan.cited, "taken": loan.taken,
        "cited": loan.cited, "median_lag_hours": round(median(loan.lags), 1) if loan.lags else None,
        "first_at": min(loan.times), "last_at": max(loan.times),
    }  # fmt: skip


def _hours(before: str, at: str) -> float | None:
    """Hours between two times; None where one of them is only a day."""
    if len(before) <= 10 or len(at) <= 10:
        return None
    try:
        first, then = (datetime.fromisoformat(text) for text in (before, at))
    except ValueError:
        return None
    return (then.replace(tzinfo=then.tzinfo or UTC) - first.replace(tzinfo=first.tzinfo or UTC)).total_seconds() / 3_600


def graph(found: Json, *, most: int = 40) -> Json:
    """The same as nodes and edges for a picture: an edge runs from the borrower to the lender."""
    loans = found["loans"][: most * 2]
    shown = {one[end] for one in loans for end in ("borrower_id", "lender_id")}
    sizes = {one["id"]: one for one in found["outlets"]}
    names = {one[f"{end}_id"]: one[end] for one in loans for end in ("borrower", "lender")}
    nodes = [
        {
            "id": own, "label": names[own], "kind": "outlet", "size": sizes[own]["articles"] if own in sizes else 1,
            "href": f"/events?outlet={own}",
        }
        for own in sorted(shown)
    ]  # fmt: skip
    edges = [
        {
            "id": f"{one['borrower_id']}>{one['lender_id']}", "from": one["borrower_id"], "to": one["lender_id"],
            "label": loan_words(one), "weight": one["articles"], "style": "asserted" if one["taken"] else "reported",
            "href": f"/events?outlet={one['borrower_id']}",
        }
        for one in loans
    ]  # fmt: skip
    return {"nodes": nodes, "edges": edges}


def loan_words(loan: Json) -> str:
    """`took 3, cited 2, 4.5 h later`."""
    parts = [f"took {loan['taken']}" if loan["taken"] else "", f"cited {loan['cited']}" if loan["cited"] else ""]
    lag = loan["median_lag_hours"]
    return ", ".join(filter(None, (*parts, f"{lag:g} h later" if lag is not None else "")))
