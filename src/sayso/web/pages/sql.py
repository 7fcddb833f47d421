"""Ask SQL: one SELECT over the tables of the store, with a limit of time and rows; the query stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.codec import compact
from sayso.desk.loading import schema_of
from sayso.desk.sql import sql
from sayso.errors import SaysoError
from sayso.web.page import Page, Pages

if TYPE_CHECKING:
    from sayso.desk.sql import Answer
    from sayso.web.ask import Ask

Json = dict[str, Any]
pages = Pages()
LONGEST = 20_000  # characters of a query
FIRST = ("v_events", "v_claims", "events", "claims", "articles", "event_actors", "event_roots", "changes", "links")
EXAMPLES = (
    ("Types of events, the most frequent first",
     "select type, count(*) as events, sum(reports) as reports, sum(independent_roots) as roots\nfrom events group by all order by events desc"),
    ("What two or more independent roots say",
     "select title, reports, independent_roots, verdict, roots\nfrom v_events where independent_roots >= 2 order by independent_roots desc, reports desc"),
    ("Much told, on one root alone",
     "select title, reports, roots, verdict_why\nfrom v_events where independent_roots = 1 and reports >= 3 order by reports desc"),
    ("Who is the root of most",
     "select name, kind, count(*) as events, sum(claims) as claims\nfrom event_roots where not denies group by all order by events desc limit 25"),
    ("What was told by whom, day by day",
     "select left(ordered_at, 10) as day, outlet, count(*) as articles\nfrom articles group by all order by day desc, articles desc"),
    ("Who did something to whom",
     "select actor, recipient, type, count(*) as events, sum(reports) as reports\nfrom v_events where actor <> '' and recipient <> '' group by all order by events desc limit 50"),
)  # fmt: skip


@pages.page("/sql", template="sql.html", nav="sql")
def ask_sql(ask: Ask) -> Page:
    """The answer to the query in the address, with the tables and their columns beside it."""
    query = ask.params.get("sql", "").strip()[:LONGEST]
    most = ask.settings.sql_rows
    limit = ask.int("rows", min(200, most), least=1, most=most)
    found, wrong = _answered(ask, query, limit)
    if wrong is not None and (ask.request.url.path != "/sql"):
        raise wrong  # a program gets the error itself, with its status
    rows = list(found.rows) if found else []
    return Page(
        title="Ask SQL",
        data={"query": query, "columns": list(found.columns) if found else [], "rows": [_plain(row) for row in rows],
              "cut": bool(found and found.cut), "limit": limit},
        rows=rows,
        columns=found.columns if found else (),
        status=400 if wrong else 200,
        context={
            "wrong": wrong.message if wrong else None,
            "cells": [[_cell(row[column]) for column in found.columns] for row in rows] if found else [],
            "numbers": _numbers(found) if found else [],
            "schema": _schema(ask),
            "examples": EXAMPLES,
            "seconds": ask.settings.sql_seconds,
            "most": most,
        },
    )  # fmt: skip


def _answered(ask: Ask, query: str, limit: int) -> tuple[Answer | None, SaysoError | None]:
    if not query:
        return None, None
    try:
        return sql(ask.settings.store, query, seconds=ask.settings.sql_seconds, limit=limit), None
    except SaysoError as error:
        return None, error


def _schema(ask: Ask) -> list[tuple[str, Json]]:
    """Tables and views with their columns, those that people want first."""
    found = schema_of(ask.desk.store)
    order = [*(name for name in FIRST if name in found), *sorted(found.keys() - set(FIRST))]
    return [(name, dict(found[name])) for name in order]


def _plain(row: Json) -> Json:
    """A row that JSON can carry: times and the like as text."""
    return {name: _json(value) for name, value in row.items()}


def _json(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple):
        return [_json(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _json(one) for key, one in value.items()}
    return str(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return compact(_json(value)).decode() if isinstance(value, list | tuple | dict) else str(value)


def _numbers(found: Answer) -> list[bool]:
    """Which columns hold numbers alone."""

    def number(value: Any) -> bool:
        return value is None or (isinstance(value, int | float) and not isinstance(value, bool))

    return [all(number(row[column]) for row in found.rows) for column in found.columns]
