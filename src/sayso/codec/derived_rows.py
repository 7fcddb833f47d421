"""Events, stories, claims and the rest as flat rows: the columns of CSV, of data frames and of Parquet's flat tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sayso.codec.derived import by_role
from sayso.codec.rows import COLUMNS, cell, claim_cells, count_cell

Json = dict[str, Any]
Flat = Callable[[Json], Json]

ROLES = ("actor", "recipient", "mediator", "host", "beneficiary")
_PEOPLE = tuple(f"{role}{suffix}" for role in ROLES for suffix in ("", "_id", "_country", "_sectors"))
_PLACE = ("place", "place_country", "place_admin1", "lat", "lon", "geonames_id", "place_precision")
_COUNTED = ("killed", "injured", "arrested", "abducted", "displaced", "protesters", "troops")

EVENT_COLUMNS = (
    *("event_id", "title", "type", "mode", "contexts", "quad", "earliest", "latest", "granularity"),
    *_PEOPLE,
    *_PLACE,
    *(f"{kind}_{bound}" for kind in _COUNTED for bound in ("low", "high")),
    *("quantities", "reports", "independent_roots", "roots", "root_ids", "verdict", "verdict_why"),
    *("reliability", "reliability_why", "credibility", "credibility_why", "circular", "conflicts"),
    *("outlets", "articles", "claims", "stances", "first_report", "first_at", "last_at", "story_id", "export"),
)
STORY_COLUMNS = (
    *("story_id", "title", "first_at", "last_at", "articles", "reports", "outlets", "events", "independent_roots"),
    "reopened",
)
CLAIM_COLUMNS = (*(c for c in COLUMNS if c != "problems"), "given_id", "event_id", "stance")
SOURCE_COLUMNS = (
    *("source_id", "name", "kind", "standing", "family", "country", "aliases"),
    *("claims", "events", "alone", "corroborated", "disputed", "withdrawn", "first_at", "last_at"),
)
ACTOR_COLUMNS = (
    *("actor_id", "name", "country", "sectors", "events", "as_actor", "as_recipient", "as_other", "as_source"),
    *("first_at", "last_at"),
)
ARTICLE_COLUMNS = (
    *("article_id", "given_id", "url", "outlet", "outlet_id", "family", "title", "byline", "dateline", "credits"),
    *("published_at", "seen_at", "language", "translated_from", "version", "previous", "current", "text_hash"),
    *("media_type", "characters", "claims"),
)
COPY_COLUMNS = ("child", "parent", "kind", "share", "score", "directed", "evidence")
CHANGE_COLUMNS = (
    *("event_id", "change", "title", "article_id", "published", "seen", "before", "after"),
    *("roots_before", "roots_after", "why"),
)
DYAD_COLUMNS = ("day", "direction", "quad", "verdict", "events", "reports", "independent_roots", "event_ids")


def cells(row: Mapping[str, Any], columns: tuple[str, ...]) -> tuple[str, ...]:
    """The text of one line: lists joined by `|`, nothing for what is missing."""
    return tuple(cell(row.get(column)) for column in columns)


def event_row(event: Json) -> Json:
    """An object of `sayso-event/1` under `EVENT_COLUMNS`; nobody as actor is `UNK`, as in every flat event table."""
    place, when, grade = event["place"] or {}, event["when"] or {}, event["grade"]
    row: Json = {
        "event_id": event["id"],
        "earliest": when.get("earliest"),
        "latest": when.get("latest"),
        "granularity": when.get("granularity"),
        "root_ids": [root["id"] for root in event["root_details"]],
        "circular": [" > ".join(ring) for ring in event["circular"]],
        "conflicts": [f"{d['field']}: {d['value']}" for d in event["conflicts"]],
        "story_id": event["story"],
        "quantities": [count_cell(q) for q in event["quantities"]],
        **people(event["participants"]),
        **place_cells(place),
        **_counted(event["quantities"]),
        **grade,
    }
    return {column: row[column] if column in row else event[column] for column in EVENT_COLUMNS}


def story_row(story: Json) -> Json:
    """An object of `sayso-story/1` under `STORY_COLUMNS`."""
    return {"story_id": story["id"], **{column: story.get(column) for column in STORY_COLUMNS[1:]}}


def claim_row(claim: Json) -> Json:
    """An object of `sayso-claim/1` under `CLAIM_COLUMNS`."""
    own = ("article_id", "given_id", "url", "outlet", "title", "published_at", "language", "event_id", "stance")
    row = claim_cells(claim | {"content": None}, "") | {key: claim.get(key) for key in own}
    if content := claim["content"]:
        row |= {
            "content_kind": content["kind"],
            "content_type": content["type"],
            "content_text": claim.get("content_text"),
        }
    return {column: row.get(column) for column in CLAIM_COLUMNS}


def dyad_row(row: Json) -> Json:
    """An object of `sayso-dyad/1` under `DYAD_COLUMNS`."""
    return {column: row[column] for column in DYAD_COLUMNS}


def renamed(id_column: str, columns: tuple[str, ...]) -> Flat:
    """A flat form that only calls `id` by a longer name, as columns of joined tables need it."""
    return lambda row: {column: row["id" if column == id_column else column] for column in columns}


def change_row(change: Json) -> Json:
    """An object of `sayso-change/1` under `CHANGE_COLUMNS`."""
    row = change | {"event_id": change["event"], "article_id": change["article"]}
    return {column: row.get(column) for column in CHANGE_COLUMNS}


source_row = renamed("source_id", SOURCE_COLUMNS)
actor_row = renamed("actor_id", ACTOR_COLUMNS)


def people(participants: list[Json]) -> Json:
    """Names, ids and codes by role; in every list of a role the same item stands at the same place."""
    out: Json = {}
    for role in ROLES:
        inside = by_role(participants, role)
        out[role] = [p["name"] for p in inside]
        out[f"{role}_id"] = [p["id"] for p in inside]
        out[f"{role}_country"] = [p["country"] for p in inside]
        out[f"{role}_sectors"] = [" ".join(p["sectors"]) for p in inside]
    return out | ({} if out["actor"] else {"actor": ["UNK"]})


def place_cells(place: Json) -> Json:
    """Where, under the names of flat tables."""
    names = ("name", "country", "admin1", "lat", "lon", "geonames_id", "precision")
    return {column: place.get(name) for column, name in zip(_PLACE, names, strict=True)}


def _counted(quantities: list[Json]) -> Json:
    """The bounds of each kind; the widest where several figures stand."""
    out: Json = {f"{kind}_{bound}": None for kind in _COUNTED for bound in ("low", "high")}
    for kind in _COUNTED:
        lows = [q["low"] for q in quantities if q["kind"] == kind and q["low"] is not None]
        highs = [q["high"] for q in quantities if q["kind"] == kind]
        out[f"{kind}_low"] = min(lows, default=None)
        out[f"{kind}_high"] = None if None in highs else max(highs, default=None)
    return out
