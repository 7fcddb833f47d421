"""The objects of the API for OpenAPI: those of the contract as they stand, and the envelopes around them."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from sayso.codec.derived import schema_of

Json = dict[str, Any]
_REF = "#/components/schemas/"


def ref(name: str) -> Json:
    return {"$ref": _REF + name}


def listed(name: str) -> Json:
    return {"type": "array", "items": ref(name)}


def _object(required: str, properties: Json, says: str = "", *, closed: bool = True) -> Json:
    out: Json = {"type": "object", "required": required.split(), "properties": properties}
    if says:
        out["description"] = says
    if closed:
        out["additionalProperties"] = False
    return out


_TEXT: Json = {"type": "string"}
_MAYBE: Json = {"type": ["string", "null"]}
_COUNT: Json = {"type": "integer", "minimum": 0}
_FLAG: Json = {"type": "boolean"}
_WORDS: Json = {"type": "array", "items": _TEXT}
_NEXT: Json = {
    "next": {"type": ["string", "null"], "description": "The address of the next page; null on the last one."},
    "next_cursor": {"type": ["string", "null"], "description": "The same as a value of `cursor`."},
}


def page_of(name: str) -> Json:
    """A page of a list."""
    return _object("items next next_cursor", {"items": listed(name), **_NEXT})


def counted_page_of(name: str) -> Json:
    """A page of a list that is ordered by counts."""
    since = {
        **_MAYBE,
        "description": "The first day of the events that were counted; null where all were that were asked for.",
    }
    return _object("items counted_since next next_cursor", {"items": listed(name), "counted_since": since, **_NEXT})


def changed_page_of(name: str) -> Json:
    """A page of a list, or what changed since a time."""
    changed = _object(
        "items gone left cursor more",
        {
            "items": listed(name),
            "gone": listed("Gone"),
            "left": {
                **_WORDS,
                "description": "Ids that changed and do not meet the filters: drop those that you kept.",
            },
            "cursor": {**_TEXT, "description": "Give it as changed_since next time."},
            "more": {**_FLAG, "description": "Whether there is more to be had at once."},
        },
        "With changed_since.",
    )
    return {"anyOf": [page_of(name), changed]}


@cache
def components() -> Json:
    """All schemas by name."""
    out: Json = {}
    for kind in ("event", "claim", "story"):
        out |= _hoisted(kind)
    return out | _OWN


def _hoisted(kind: str) -> Json:
    """A schema of the contract with its definitions beside it, each under a name of its own."""
    schema = copy.deepcopy(schema_of(kind))
    prefix = kind.capitalize()
    defs = schema.pop("$defs", {})
    for key in ("$schema", "$id"):
        schema.pop(key, None)

    def moved(node: Any) -> Any:
        if isinstance(node, dict):
            return {
                k: f"{_REF}{prefix}_{v.rpartition('/')[2]}" if k == "$ref" and isinstance(v, str) else moved(v)
                for k, v in node.items()
            }
        return [moved(one) for one in node] if isinstance(node, list) else node

    return {prefix: moved(schema)} | {f"{prefix}_{name}": moved(found) for name, found in defs.items()}


_OWN: Json = {
    "Problem": _object(
        "type title status detail code",
        {
            "type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT,
            "code": {**_TEXT, "description": "A stable word for programs."}, "value": _TEXT, "allow": _TEXT,
            "errors": {"type": "array", "items": {"type": "object"}},
        },
        "RFC 9457. `detail` says in words what is wrong and what to do.",
    ),
    "Gone": _object("id at now", {"id": _TEXT, "at": _TEXT, "now": {**_MAYBE, "description": "The id that holds it now."},
                                     "why": {**_TEXT, "description": "Only where a reviewer judged all claims of an event wrong."}}),
    "Source": _object(
        "schema id name kind standing family country aliases claims events alone corroborated disputed withdrawn first_at last_at",
        {
            "schema": {"const": "sayso-source/1"}, "id": _TEXT, "name": _TEXT, "kind": _TEXT, "standing": _TEXT,
            "family": _MAYBE, "country": _MAYBE, "aliases": _WORDS, "claims": _COUNT, "events": _COUNT, "alone": _COUNT,
            "corroborated": _COUNT, "disputed": _COUNT, "withdrawn": _COUNT, "first_at": _MAYBE, "last_at": _MAYBE,
        },
        "What a source is the root of, and what became of it. Counts, no score.",
    ),
    "Actor": _object(
        "schema id name kind country sectors events as_actor as_recipient as_other as_source first_at last_at",
        {
            "schema": {"const": "sayso-actor/1"}, "id": _TEXT, "name": _MAYBE, "kind": _MAYBE, "country": _MAYBE,
            "sectors": _WORDS, "events": _COUNT, "as_actor": _COUNT, "as_recipient": _COUNT, "as_other": _COUNT,
            "as_source": _COUNT, "first_at": _MAYBE, "last_at": _MAYBE,
        },
    ),
    "Dyad": _object(
        "schema day direction quad verdict events reports independent_roots event_ids",
        {
            "schema": {"const": "sayso-dyad/1"}, "day": _TEXT, "direction": _TEXT, "quad": {"type": ["integer", "null"]},
            "verdict": _TEXT, "events": _COUNT, "reports": _COUNT, "independent_roots": _COUNT, "event_ids": _WORDS,
        },
    ),
    "Change": _object(
        "schema event change article published seen before after roots_before roots_after why title",
        {
            "schema": {"const": "sayso-change/1"}, "event": _TEXT,
            "change": {"enum": ["new", "confirmed", "disputed", "withdrawn", "changed"]}, "article": _TEXT,
            "published": _MAYBE, "seen": _MAYBE, "before": _MAYBE, "after": _TEXT, "roots_before": _COUNT,
            "roots_after": _COUNT, "why": _MAYBE, "title": _MAYBE,
        },
    ),
    "Judgement": _object(
        "schema id kind a b answer by at note undoes in_force with a_says b_says",
        {
            "schema": {"const": "sayso-judgement/1"}, "id": _TEXT, "kind": _TEXT, "a": _TEXT, "b": _MAYBE, "answer": _TEXT,
            "by": _TEXT, "at": _TEXT, "note": _MAYBE, "undoes": _MAYBE, "in_force": _FLAG, "with": _MAYBE, "a_says": _MAYBE,
            "b_says": _MAYBE,
        },
    ),
    "Judged": _object("items events", {"items": listed("Judgement"), "events": listed("Event")},
                      "The new rows, and the events that they bear on as they are now."),
    "Article": _object(
        "id outlet title url published_at seen_at language version previous newer story claims copies words",
        {
            "id": _TEXT, "outlet": _MAYBE, "title": _MAYBE, "url": _MAYBE, "published_at": _MAYBE, "seen_at": _TEXT,
            "language": _MAYBE, "version": _COUNT, "previous": _MAYBE, "newer": _MAYBE, "words": _COUNT,
            "story": {"type": ["object", "null"]}, "copies": {"type": "array", "items": {"type": "object"}},
            "claims": {"type": "array", "items": {"type": "object"}}, "text": _MAYBE,
        },
        "An article: where it stands, and the sentences that its claims rest on. `text` only with ?text=full.", closed=False,
    ),
    "Taken": _object(
        "state article message claims events",
        {
            "state": {"enum": ["coded", "duplicate", "no-event", "quarantined", "known"]}, "article": _MAYBE,
            "message": _MAYBE, "claims": listed("Claim"), "events": listed("Event"),
        },
        "What became of an article that was handed in.",
    ),
    "Feed": _object("id url health says", {"id": _TEXT, "url": _TEXT, "health": _TEXT, "says": _TEXT}, closed=False),
    "Code": _object(
        "kind code title definition example details",
        {"kind": _TEXT, "code": _TEXT, "title": _TEXT, "definition": _MAYBE, "example": _MAYBE, "details": {"type": "object"}},
    ),
    "Status": _object("inputs events stories", {"events": _COUNT, "stories": _COUNT}, closed=False),
    "Found": _object(
        "events stories articles actors",
        {"events": listed("Event"), "stories": listed("Story"), "articles": {"type": "array", "items": {"type": "object"}},
         "actors": {"type": "array", "items": {"type": "object"}}},
    ),
    "NewJudgement": _object(
        "kind a",
        {
            "kind": {"enum": ["same-event", "same-actor", "copy-of", "root-is", "wrong", "reliability"]},
            "a": {**_TEXT, "minLength": 1, "maxLength": 500, "description": "An id, or the beginning of one."},
            "b": {"type": ["string", "null"], "maxLength": 500},
            "answer": {"enum": ["yes", "no", "unsure", "A", "B", "C", "D", "E", "F"], "default": "yes"},
            "note": {"type": ["string", "null"], "maxLength": 2000},
            "new": {**_FLAG, "default": False, "description": "root-is: b is a name that no article gives as a source."},
        },
    ),
    "Undo": _object("", {"note": {"type": ["string", "null"], "maxLength": 2000}}),
    "NewArticle": _object(
        "",
        {
            "text": {"type": "string", "minLength": 1, "maxLength": 1_000_000, "description": "The plain text; or html."},
            "html": {"type": "string", "minLength": 1, "maxLength": 5_000_000, "description": "The page as it was received."},
            "url": {"type": ["string", "null"], "maxLength": 2000}, "outlet": {"type": ["string", "null"], "maxLength": 300},
            "title": {"type": ["string", "null"], "maxLength": 1000},
            "date": {"type": ["string", "null"], "maxLength": 40, "description": "Of publication: ISO 8601."},
            "language": {"type": ["string", "null"], "maxLength": 10},
        },
    ),
}  # fmt: skip
