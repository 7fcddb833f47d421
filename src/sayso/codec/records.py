"""Claims of the output contract as the records that the ledger keeps and corroboration compares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sayso.codec.stored import claims_from_dict
from sayso.model import Span
from sayso.model.ledger import ClaimRecord, Count, Party, Site

Json = Mapping[str, Any]


def records_from_dict(found: Json, *, article: str | None = None) -> tuple[ClaimRecord, ...]:
    """The claims of one object of `sayso-read/1` as records; `article` is the ledger's id where it differs from the object's."""
    claims = claims_from_dict(found)
    own = article or found["article"]["id"]
    text = found["text"] or ""
    return tuple(
        record_from_claim(raw, claim.chain, article=own, text=text)
        for raw, claim in zip(found["claims"], claims, strict=True)
    )


def record_from_claim(c: Json, chain: Any, *, article: str, text: str = "") -> ClaimRecord:
    """One claim object as a record."""
    when, content, place = c["when"] or {}, c["content"] or {}, c["place"]
    return ClaimRecord(
        id=c["id"],
        article=article,
        type=c["type"],
        trigger=c["trigger"]["text"] or "",
        trigger_span=Span(*c["trigger"]["span"]),
        sentence=c["sentence"]["text"] or "",
        sentence_span=Span(*c["sentence"]["span"]),
        chain=chain,
        status=c["status"],
        certainty=c["certainty"],
        polarity=c["polarity"],
        modality=c["modality"],
        self_report=c["self_report"],
        export=c["export"],
        mode=c["mode"],
        contexts=tuple(c["contexts"]),
        cameo=c["cameo"],
        quad=c["quad"],
        parties=tuple(_party(p) for p in c["participants"]),
        site=place and Site(**{key: place[key] for key in Site.__dataclass_fields__}),
        earliest=when.get("earliest"),
        latest=when.get("latest"),
        granularity=when.get("granularity"),
        how=when.get("how"),
        historical=bool(when.get("historical")),
        counts=tuple(Count(kind=q["kind"], low=q["low"], high=q["high"]) for q in c["quantities"]),
        content_kind=content.get("kind"),
        content_type=content.get("type"),
        content=text[slice(*content["span"])] or None if content and text else None,
        completion=c["completion"],
        confidence=c["confidence"],
    )


def _party(p: Json) -> Party:
    return Party(
        role=p["role"],
        id=p["id"],
        name=p["name"] or p["text"] or "",
        kind=p["kind"],
        country=p["country"],
        sectors=tuple(p["sectors"]),
        candidates=tuple(p["candidates"]),
        text=p["text"],
    )
