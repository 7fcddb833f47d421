"""An entry as rows of the ledger's tables, in the order of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table

from sayso.codec import compact
from sayso.model import Problem, content_id
from sayso.model.ledger import moment
from sayso.store import tables
from sayso.store.entry import Entry, InputRow, StoredArticle

Json = Mapping[str, Any]
Row = tuple[Any, ...]

_MOST = 2**63 - 1
# Neither database keeps these; one replacement character each leaves every span where it was.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SITE = ("name", "country", "admin1", "lat", "lon", "geonames_id", "precision")


def storable(rows: Iterable[Row]) -> list[Row]:
    """The rows with every character that a database cannot keep replaced."""
    return [tuple(clean(cell) if isinstance(cell, str) else cell for cell in row) for row in rows]


def clean(text: str) -> str:
    """The text with every character that a database cannot keep replaced."""
    if text.isascii() and "\x00" not in text:
        return text
    return _UNSTORABLE.sub("\ufffd", text)


def dumps(value: Any) -> str:
    """JSON text as people read it in a cell."""
    return compact(value).decode()


def input_row(run: str, row: InputRow) -> Row:
    return (
        *(row.id, run, row.source, row.position, row.given_id, row.sha256, row.received_at, row.state, row.reason),
        *(row.retryable, row.message, row.attempts, row.article),
    )


def article_row(a: StoredArticle) -> Row:
    return (
        *(a.id, a.text_hash, a.outlet_key, a.given_id, a.url, a.outlet, a.outlet_id, a.family, a.title, a.byline),
        *(a.dateline, dumps(a.credits), a.published_at, a.seen_at, moment(a.published_at or a.seen_at), a.language),
        *(a.translated_from, a.version, a.previous),
    )


def reading_rows(article: StoredArticle, found: Json) -> dict[Table, list[Row]]:
    """The document with its claims, participants, links and counts."""
    text = found["text"] or ""
    rest = {key: value for key, value in found.items() if key not in ("text", "text_map", "claims")}
    title = found["article"]["title"] or article.title
    out: dict[Table, list[Row]] = {
        tables.documents: [(article.id, title, text, dumps(found["text_map"]), dumps(rest))],
        tables.claims: [],
        tables.participants: [],
        tables.links: [],
        tables.counts: [],
    }
    for position, claim in enumerate(_own_ids(article.id, found)):
        own = claim["id"]
        out[tables.claims].append(_claim(article.id, position, claim, text))
        out[tables.participants] += [(own, n, *_participant(p)) for n, p in enumerate(claim["participants"])]
        out[tables.links] += [(own, n, *_link(link)) for n, link in enumerate(claim["chain"])]
        out[tables.counts] += [
            (own, n, q["kind"], _whole(q["low"]), _whole(q["high"])) for n, q in enumerate(claim["quantities"])
        ]
    return out


def _own_ids(article: str, found: Json) -> list[Json]:
    """The claims under ids that no other article uses: a reading knows its article by the id that it was given."""
    taken: set[str] = set()
    out = []
    for claim in found["claims"]:
        own = claim["id"] if found["article"]["id"] == article else content_id("claim", article, claim["id"])
        while own in taken:
            own = content_id("claim", own, "again")
        taken.add(own)
        out.append(claim if own == claim["id"] else {**claim, "id": own})
    return out


def _claim(article: str, position: int, c: Json, text: str) -> Row:
    when, content, place, root = c["when"] or {}, c["content"] or {}, c["place"] or {}, c["chain"][-1]
    return (
        *(c["id"], article, position, c["type"], c["mode"], dumps(c["contexts"]), c["cameo"], c["quad"], c["status"]),
        *(c["certainty"], c["polarity"], c["modality"], c["completion"], c["self_report"], c["export"]),
        *(float(c["confidence"]), root["id"], root["name"] or "", root["kind"]),
        *(place.get(key) for key in _SITE),
        *(when.get("earliest"), when.get("latest"), when.get("granularity"), when.get("how")),
        bool(when.get("historical")),
        *(c["trigger"]["text"] or "", *c["trigger"]["span"], c["sentence"]["text"] or "", *c["sentence"]["span"]),
        *(content.get("kind"), content.get("type"), text[slice(*content["span"])] or None if content else None),
        dumps(c),
    )


def _participant(p: Json) -> Row:
    return p["role"], p["id"], p["name"], p["kind"], p["country"], dumps(p["sectors"]), p["text"]


def _link(link: Json) -> Row:
    cue = link["cue"]
    return (
        link["id"],
        link["name"] or "",
        link["kind"],
        link["country"],
        cue and cue["text"],
        link["scope"],
        link["text"],
    )


def _whole(value: int | None) -> int | None:
    return value if value is None else min(value, _MOST)


def problem_rows(entry: Entry) -> list[Row]:
    """Every problem of the entry: what the reading tells, what came beside it, and why an input was quarantined."""
    beside = {(p.stage, p.message) for p in entry.problems}  # these have a code, which the contract has not
    found = [p for p in (entry.reading or {}).get("problems", ()) if (p["stage"], p["message"]) not in beside]
    told = [Problem(stage=p["stage"], message=p["message"], code=p.get("code", "problem")) for p in found]
    spans = [p["span"] for p in found] + [(p.span.start, p.span.end) if p.span else None for p in entry.problems]
    return unique(problem_row(entry.input, p, span) for p, span in zip((*told, *entry.problems), spans, strict=True))


def problem_row(of: InputRow, problem: Problem, span: Any = None) -> Row:
    start, end = span or (None, None)
    own = content_id("problem", of.id, str(of.attempts), problem.stage, problem.code, problem.message, f"{start}-{end}")
    return (
        *(own, of.id, of.article, problem.stage, problem.code, problem.message, start, end),
        *(problem.retryable, of.received_at),
    )


def unique(rows: Iterable[Row]) -> list[Row]:
    """The rows, each id once."""
    return list({row[0]: row for row in reversed(list(rows))}.values())[::-1]
