"""Entries built by hand: the reading of tests/readings.py under any number of articles."""

from __future__ import annotations

from typing import Any

from sayso.codec import reading_to_dict
from sayso.model import content_id
from sayso.model.ledger import Count, Detail, Event, Evidence, Grade, Party, Root, Site
from sayso.model.text import Span
from sayso.store import Entry, InputRow, Store, StoredArticle
from tests import readings

SEEN = "2026-03-12T08:00:00Z"


def found(text: str | None = None) -> dict[str, Any]:
    """The contract's object of the example, or one without claims that has this text."""
    whole = reading_to_dict(readings.example())
    if text is None:
        return whole
    return whole | {"text": text, "text_map": [[0, 0, len(text)]], "claims": [], "problems": []}


def article(name: str, **more: Any) -> StoredArticle:
    values = {"id": content_id("article", name), "text_hash": name, "seen_at": SEEN, "raw_text": f"text of {name}"}
    return StoredArticle(**(values | more))


def entry(run: str, name: str, *, state: str = "coded", reading: Any = None, **more: Any) -> Entry:
    """An input of this name with its article, whose fields `more` sets."""
    row = InputRow(
        id=content_id("input", name, *([more["again"]] if "again" in more else [])),
        source="files",
        position=1,
        sha256=name,
        received_at=SEEN,
        state=state,
    )
    more.pop("again", None)
    return Entry(run=run, input=row, article=article(name, **more), reading=reading if reading is not None else found())


def failed(run: str, name: str, *, reason: str = "timeout", retryable: bool = True) -> Entry:
    """A quarantined input."""
    row = InputRow(
        id=content_id("input", name),
        source="files",
        position=1,
        sha256=name,
        received_at=SEEN,
        state="quarantined",
        reason=reason,
        message=f"{name} failed: {reason}",
        retryable=retryable,
    )
    return Entry(run=run, input=row)


def fill(store: Store, count: int, *, start: int = 0) -> list[str]:
    """Record this many articles, a day apart, and give their ids in canonical order."""
    run = store.begin_run("code", "rules", {"events": "rules"})
    made = [entry(run, f"story {n:04d}", published_at=f"2026-01-{n + 1:02d}") for n in range(start, start + count)]
    for one in made:
        store.record(one)
    return [one.article.id for one in made if one.article]


def event(claims: tuple[str, ...], articles: tuple[str, ...], **more: Any) -> Event:
    """An event with everything set, resting on these claims."""
    root = Root(
        id="actor:ministry",
        name="the ministry",
        kind="official",
        standing="named",
        claims=claims,
        articles=articles,
        members=("actor:ministry", "actor:minister"),
        why=("a spokesman stands for his body",),
    )
    values: dict[str, Any] = {
        "id": content_id("event", claims[0]),
        "type": "ASSAULT",
        "mode": "aerial",
        "quad": 4,
        "contexts": ("military",),
        "parties": (
            Party(role="actor", id="actor:a", name="Ardia", country="ARD", sectors=("MIL",)),
            Party(role="recipient", id="actor:b", name="Bovia", kind="state"),
        ),
        "site": Site(name="Kassala", country="SDN", lat=15.45, lon=36.4, precision="city"),
        "earliest": "2026-03-10",
        "latest": "2026-03-10",
        "granularity": "day",
        "counts": (Count(kind="killed", low=27, high=None),),
        "claims": claims,
        "stances": ("affirm",) * len(claims),
        "articles": articles,
        "outlets": ("outlet:example-news",),
        "roots": (root,),
        "independent_roots": 1,
        "verdict": "relayed",
        "verdict_why": "two articles, one root",
        "grade": Grade(reliability="F", reliability_why="unknown", credibility=6, credibility_why="no second root"),
        "first_report": articles[0],
        "first_at": "2026-03-11",
        "last_at": "2026-03-12",
        "conflicts": (Detail(field="killed", value="27", claims=claims, roots=("actor:ministry",)),),
        "circular": (("outlet:a", "outlet:b"),),
        "title": "Ardia bombed Bovia",
    }
    return Event(**(values | more))


EVIDENCE = (
    Evidence(kind="passage", says="31 words in a row", child=Span(0, 180), parent=Span(12, 192), words=31),
    Evidence(kind="credit", says="its dateline credits the wire"),
)
