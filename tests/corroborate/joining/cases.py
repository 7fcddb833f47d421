"""Claims and reports by hand, with only what a test is about."""

from __future__ import annotations

from typing import Any

from sayso.model import Link, Span
from sayso.model.ledger import ClaimRecord, Count, Party, Report, Site

DERNA = Site(name="Derna", country="LBY", admin1="Derna", lat=32.767, lon=22.637, geonames_id=87205, precision="city")
TRIPOLI = Site(
    name="Tripoli", country="LBY", admin1="Tripoli", lat=32.887, lon=13.191, geonames_id=2210247, precision="city"
)
LIBYA = Site(name="Libya", country="LBY", precision="country")
CHAD = Site(name="Chad", country="TCD", precision="country")

ALGERIA = Party(role="actor", id="actor:dza", name="Algeria", kind="state", country="DZA")
MOROCCO = Party(role="recipient", id="actor:mar", name="Morocco", kind="state", country="MAR")
EGYPT = Party(role="recipient", id="actor:egy", name="Egypt", kind="state", country="EGY")


def report(id_: str, published: str | None = "2026-03-12", **more: Any) -> Report:
    """A report of a day."""
    return Report(id=id_, text=more.pop("text", ""), published=published, outlet=more.pop("outlet", id_), **more)


def party(role: str, name: str, id_: str | None = None, **more: Any) -> Party:
    """A participant; without an id an undescribed group."""
    return Party(role=role, id=id_ or "unnamed:" + name.lower().replace(" ", "-"), name=name, **more)


def claim(id_: str, article: str = "a", type_: str = "ASSAULT", trigger: str = "strike", **more: Any) -> ClaimRecord:
    """A claim; `day` dates its event by a weekday, each sentence starts at its own place."""
    day = more.pop("day", None)
    if day:
        more = {"earliest": day, "latest": day, "how": "weekday", "granularity": "day", **more}
    start = more.pop("at", sum(map(ord, id_)) * 7)
    counts = tuple(Count(kind=kind, low=low, high=high) for kind, low, high in more.pop("counts", ()))
    return ClaimRecord(
        id=id_,
        article=article,
        type=type_,
        trigger=trigger,
        trigger_span=Span(start, start + len(trigger)),
        sentence=more.pop("sentence", f"{trigger}."),
        sentence_span=Span(start, start + 100),
        chain=(Link(text=None, span=None, name="Northern Wire", id="outlet:northern-wire", kind="outlet"),),
        counts=counts,
        **more,
    )
