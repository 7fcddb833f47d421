"""A reading as flat rows, one a claim: the columns of `--csv` and `--tsv` (docs/columns.md)."""

from __future__ import annotations

from typing import Any

from sayso.codec.read_json import reading_to_dict
from sayso.model import Reading

Json = dict[str, Any]

_ARTICLE = ("article_id", "url", "outlet", "title", "published_at", "language")
_ROLES = ("actor", "recipient", "mediator", "host", "beneficiary")
_PLAIN = (
    *("status", "certainty", "polarity", "modality", "completion", "self_report", "export", "confidence"),
    *("type", "mode", "contexts", "cameo", "quad"),
)
_PEOPLE = tuple(f"{role}{suffix}" for role in _ROLES for suffix in ("", "_id", "_country", "_sectors"))
_PLACE = ("place", "place_country", "place_admin1", "lat", "lon", "geonames_id", "place_precision")
_WHEN = ("earliest", "latest", "granularity", "when_how", "historical", "when_text")
_REST = (
    *("quantities", "content_kind", "content_type", "content_text"),
    *("root", "root_id", "root_kind", "root_country", "chain", "chain_ids", "chain_cues", "chain_scopes"),
    *("trigger", "trigger_start", "trigger_end", "sentence", "sentence_start", "sentence_end", "origins", "problems"),
)
COLUMNS: tuple[str, ...] = ("claim_id", *_ARTICLE, *_PLAIN, *_PEOPLE, *_PLACE, *_WHEN, *_REST)


def reading_rows(reading: Reading) -> list[tuple[str, ...]]:
    """One row a claim in the order of `COLUMNS`; a reading that has only problems gives one row that tells them."""
    found = reading_to_dict(reading)
    head = _article(found)
    if not found["claims"] and found["problems"]:
        return [_row(head)]
    return [_row(head | claim_cells(claim, found["text"] or "")) for claim in found["claims"]]


def _row(cells: Json) -> tuple[str, ...]:
    return tuple(cell(cells.get(column)) for column in COLUMNS)


def cell(value: Any) -> str:
    """A cell: lists joined by `|` (a bar inside an item becomes `/`), no line ends, nothing for what is missing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "|".join(cell(item).replace("|", "/") for item in value)
    return " ".join(str(value).split()) if isinstance(value, str) else str(value)


def _article(found: Json) -> Json:
    article = found["article"]
    return {
        "article_id": article["id"],
        **{key: article[key] for key in _ARTICLE[1:]},
        "problems": [f"{p['stage']}: {p['message']}" for p in found["problems"]],
    }


def claim_cells(claim: Json, text: str) -> Json:
    return (
        {"claim_id": claim["id"]}
        | {key: claim[key] for key in _PLAIN}
        | _people(claim["participants"])
        | _where_and_when(claim["place"] or {}, claim["when"] or {})
        | _content(claim["content"], text)
        | _say_so(claim["chain"])
        | _words(claim)
        | {
            "quantities": [count_cell(q) for q in claim["quantities"]],
            "origins": [f"{o['part']} {o['version']}" for o in claim["origins"]],
        }
    )


def _people(participants: list[Json]) -> Json:
    """Names, ids and codes by role; in every list of a role the same item stands at the same place."""
    out: Json = {}
    for role in _ROLES:
        inside = [p for p in participants if p["role"] == role]
        out[role] = [p["name"] for p in inside]
        out[f"{role}_id"] = [p["id"] for p in inside]
        out[f"{role}_country"] = [p["country"] for p in inside]
        out[f"{role}_sectors"] = [" ".join(p["sectors"]) for p in inside]
    if not out["actor"]:
        out["actor"] = ["UNK"]
    return out


def _where_and_when(place: Json, when: Json) -> Json:
    return {
        "place": place.get("name"),
        "place_country": place.get("country"),
        "place_admin1": place.get("admin1"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "geonames_id": place.get("geonames_id"),
        "place_precision": place.get("precision"),
        "earliest": when.get("earliest"),
        "latest": when.get("latest"),
        "granularity": when.get("granularity"),
        "when_how": when.get("how"),
        "historical": when.get("historical"),
        "when_text": when.get("text"),
    }


def count_cell(quantity: Json) -> str:
    """`killed:27-` for at least 27, `injured:4-6` for a range, `killed:3` for an exact figure."""
    low, high = quantity["low"], quantity["high"]
    if low == high:
        return f"{quantity['kind']}:{cell(low)}"
    return f"{quantity['kind']}:{cell(low)}-{cell(high)}"


def _content(content: Json | None, text: str) -> Json:
    if content is None:
        return {}
    start, end = content["span"]
    return {"content_kind": content["kind"], "content_type": content["type"], "content_text": text[start:end]}


def _say_so(chain: list[Json]) -> Json:
    root = chain[-1]
    return {
        "root": root["name"],
        "root_id": root["id"],
        "root_kind": root["kind"],
        "root_country": root["country"],
        "chain": [link["name"] for link in chain],
        "chain_ids": [link["id"] for link in chain],
        "chain_cues": [link["cue"]["text"] if link["cue"] else None for link in chain],
        "chain_scopes": [link["scope"] for link in chain],
    }


def _words(claim: Json) -> Json:
    trigger, sentence = claim["trigger"], claim["sentence"]
    return {
        "trigger": trigger["text"],
        "trigger_start": trigger["span"][0],
        "trigger_end": trigger["span"][1],
        "sentence": sentence["text"],
        "sentence_start": sentence["span"][0],
        "sentence_end": sentence["span"][1],
    }
