"""A reading as the object of the output contract `sayso-read/1`."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.codec.found import full_parts, source_ids
from sayso.codec.pieces import Index, cue, participant, place, quantity, spot, text_at, when
from sayso.model import Claim, Link, Origin, Problem, Reading

SCHEMA = "sayso-read/1"
Json = dict[str, Any]


@cache
def read_schema() -> Json:
    """The JSON Schema (draft 2020-12) that every object of `sayso read` satisfies."""
    source = files("sayso.codec") / "data" / "sayso-read-1.schema.json"
    schema: Json = json.loads(source.read_text(encoding="utf-8"))
    return schema


@cache
def quads() -> dict[str, int]:
    """PLOVER type to its quad class."""
    source = files("sayso.codec") / "data" / "quads.csv"
    lines = [line for line in source.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {row["type"]: int(row["quad"]) for row in csv.DictReader(lines)}


def reading_to_dict(reading: Reading, *, full: bool = False) -> Json:
    """The contract's object, every key present and in the contract's order; `full` adds all that the reading found."""
    index = Index.of(reading)
    out: Json = {
        "schema": SCHEMA,
        "article": _article(reading),
        "text": index.text or None,
        "text_map": [list(run) for run in reading.document.text_map] if reading.document else [],
        "claims": [_claim(claim, index, full=full) for claim in in_text_order(reading.claims)],
        "problems": [_problem(problem) for problem in problems_of(reading)],
    }
    if full:
        out |= full_parts(reading, index, quads(), source_ids(reading))
    return out


def in_text_order(claims: Iterable[Claim]) -> list[Claim]:
    """Claims in text order of their triggers; claims on one trigger keep their order."""
    return sorted(claims, key=lambda claim: (claim.event.trigger.start, claim.event.trigger.end))


def problems_of(reading: Reading) -> tuple[Problem, ...]:
    """Every problem once, of ingest first, then of cleaning, then of reading."""
    cleaning = reading.document.problems if reading.document else ()
    return tuple(dict.fromkeys((*reading.article.problems, *cleaning, *reading.problems)))


def _article(reading: Reading) -> Json:
    article, document = reading.article, reading.document
    return {
        "id": article.id,
        "url": article.url or None,
        "outlet": article.outlet or None,
        "title": (document and document.title) or article.title or None,
        "byline": (document and document.byline) or article.byline or None,
        "dateline": (document and document.dateline) or None,
        "published_at": article.published_at or None,
        "language": (document and document.language) or article.language or None,
        "translated_from": article.translated_from or None,
    }


def _claim(claim: Claim, index: Index, *, full: bool) -> Json:
    event, judged = claim.event, claim.veridicality
    out: Json = {"id": claim.id}
    if full:
        out["event"] = claim.event_index
    return out | {
        "sentence": index.sentence(event.sentence),
        "trigger": {"span": spot(event.trigger), "text": text_at(index.text, event.trigger)},
        "type": event.type,
        "mode": event.mode or None,
        "contexts": list(event.contexts),
        "cameo": event.cameo or None,
        "quad": quads().get(event.type),
        "participants": [participant(p, index) for p in event.participants],
        "place": place(event.place),
        "when": when(event.when),
        "quantities": [quantity(q) for q in event.quantities],
        "content": event.content
        and {"kind": event.content.kind, "span": spot(event.content.span), "type": event.content.type or None},
        "completion": event.completion or None,
        "certainty": judged.certainty,
        "polarity": judged.polarity,
        "modality": judged.modality,
        "status": claim.status,
        "chain": [_link(link, index) for link in claim.chain],
        "root": claim.root.name or None,
        "self_report": claim.self_report,
        "export": claim.export,
        "confidence": round(claim.confidence, 4),
        "origins": [_origin(origin) for origin in claim.origins],
    }


def _link(link: Link, index: Index) -> Json:
    return {
        "text": link.text or None,
        "span": spot(link.span),
        "name": link.name or None,
        "id": link.id,
        "country": link.country or None,
        "sectors": list(link.sectors),
        "kind": link.kind,
        "cue": cue(link.cue, index, link.cue_text),
        "scope": link.scope,
        "candidates": list(link.candidates),
    }


def _origin(origin: Origin) -> Json:
    return {"part": origin.part, "version": origin.version}


def _problem(problem: Problem) -> Json:
    return {"stage": problem.stage, "message": problem.message, "span": spot(problem.span)}
