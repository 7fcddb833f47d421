"""What is derived from many articles as objects of the output contract: `sayso-event/1` and `sayso-story/1`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.errors import InputError
from sayso.model.ledger import Change, Count, Detail, Event, Party, Root, Site, Story

Json = dict[str, Any]
EVENT_SCHEMA, STORY_SCHEMA, CLAIM_SCHEMA = "sayso-event/1", "sayso-story/1", "sayso-claim/1"
SCHEMAS = ("read", "event", "story", "claim")


@cache
def schema_of(name: str) -> Json:
    """The JSON Schema (draft 2020-12) of one of `SCHEMAS`."""
    if name not in SCHEMAS:
        raise InputError(f"no schema is called {name!r}; there are: {', '.join(SCHEMAS)}", code="usage", value=name)
    source = files("sayso.codec") / "data" / f"sayso-{name}-1.schema.json"
    schema: Json = json.loads(source.read_text(encoding="utf-8"))
    return schema


def event_to_dict(event: Event, changes: Iterable[Change] = ()) -> Json:
    """An event: the keys of the contract first, in its order, then all else that is known of it."""
    return {
        "schema": EVENT_SCHEMA,
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "participants": [party_to_dict(p) for p in event.parties],
        "place": site_to_dict(event.site),
        "when": _when(event),
        "claims": list(event.claims),
        "articles": list(event.articles),
        "reports": event.reports,
        "roots": [root.name for root in event.roots],
        "independent_roots": event.independent_roots,
        "verdict": event.verdict,
        "first_report": event.first_report,
        "title": event.title or None,
        "quad": event.quad,
        "contexts": list(event.contexts),
        "quantities": [count_to_dict(c) for c in event.counts],
        "outlets": list(event.outlets),
        "first_at": event.first_at or None,
        "last_at": event.last_at or None,
        "verdict_why": event.verdict_why or None,
        "grade": {
            "reliability": event.grade.reliability,
            "reliability_why": event.grade.reliability_why,
            "credibility": event.grade.credibility,
            "credibility_why": event.grade.credibility_why,
        },
        "root_details": [_root(root) for root in event.roots],
        "stances": list(event.stances),
        "conflicts": [_detail(detail) for detail in event.conflicts],
        "circular": [list(ring) for ring in event.circular],
        "changes": [_change(change) for change in changes],
        "story": event.story,
        "export": event.export,
    }


def story_to_dict(story: Story, **more: Any) -> Json:
    """A story: the keys of the contract, then `more`, then whether it was reopened."""
    return {
        "schema": STORY_SCHEMA,
        "id": story.id,
        "title": story.title or None,
        "articles": list(story.articles),
        "first_at": story.first_at or None,
        "last_at": story.last_at or None,
        **more,
        "reopened": story.reopened,
    }


_BESIDE = ("article_id", "given_id", "url", "outlet", "title", "published_at", "language", "event_id", "stance")


def claim_to_dict(claim: Json, beside: Mapping[str, Any]) -> Json:
    """A claim of the contract, then which article tells it and which event it is part of."""
    out = {"schema": CLAIM_SCHEMA, **claim, **{key: beside[key] for key in _BESIDE}}
    return out | {"content_text": beside["content_text"]}


def party_to_dict(party: Party) -> Json:
    """A participant of an event; it carries no span, since an event stands in no single text."""
    return {
        "role": party.role,
        "text": party.text or None,
        "id": party.id or None,
        "name": party.name or None,
        "kind": party.kind,
        "country": party.country,
        "sectors": list(party.sectors),
        "candidates": list(party.candidates),
    }


def site_to_dict(site: Site | None) -> Json | None:
    """Where an event took place."""
    if site is None:
        return None
    return {key: getattr(site, key) for key in Site.__dataclass_fields__}


def count_to_dict(count: Count) -> Json:
    """A count of people; `high` is null for "at least"."""
    return {"kind": count.kind, "low": count.low, "high": count.high}


def change_to_dict(change: Change) -> Json:
    """A change with the event that it is one of."""
    return {"event": change.event} | _change(change)


def _when(event: Event) -> Json | None:
    if event.earliest is None and event.latest is None:
        return None
    return {"earliest": event.earliest, "latest": event.latest, "granularity": event.granularity}


def _root(root: Root) -> Json:
    return {
        "id": root.id,
        "name": root.name,
        "kind": root.kind,
        "standing": root.standing,
        "claims": list(root.claims),
        "articles": list(root.articles),
        "members": list(root.members),
        "self_report": root.self_report,
        "counted": root.counted,
        "denies": root.denies,
        "why": list(root.why),
    }


def _detail(detail: Detail) -> Json:
    return {
        "field": detail.field,
        "value": detail.value,
        "claims": list(detail.claims),
        "roots": list(detail.roots),
    }


def _change(change: Change) -> Json:
    return {
        "change": change.change,
        "article": change.article,
        "published": change.published or None,
        "seen": change.seen or None,
        "before": change.before,
        "after": change.after,
        "roots_before": change.roots_before,
        "roots_after": change.roots_after,
        "why": change.why or None,
    }


def by_role(participants: Sequence[Json], role: str) -> list[Json]:
    """The participants in one role, in order."""
    return [p for p in participants if p["role"] == role]
