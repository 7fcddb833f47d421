"""A small store made by hand: five invented articles, five events with every sort of verdict but one, two stories.

No pipeline runs: claims are objects of the contract, events, stories, sources and changes are the nouns of the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sayso.model import content_id, slug
from sayso.model.ledger import (
    Change,
    Copy,
    Count,
    Detail,
    Event,
    Evidence,
    Grade,
    Judgement,
    Party,
    Root,
    Site,
    SourceNode,
    Story,
)
from sayso.store import Entry, InputRow, Store, StoredArticle, open_store

Json = dict[str, Any]
SEEN = "2026-03-1{}T12:00:00.000000Z"


def party(role: str, name: str, country: str | None, *sectors: str, kind: str = "organisation") -> Json:
    return {
        "role": role, "text": name, "span": None, "inferred": True, "id": f"actor:{slug(name)}", "name": name,
        "kind": kind, "country": country, "sectors": list(sectors), "candidates": [],
    }  # fmt: skip


def link(name: str, kind: str = "outlet", *, key: str | None = None, cue: str | None = None) -> Json:
    prefix = {"outlet": "outlet", "agency": "outlet", "unnamed": "unnamed"}.get(kind, "actor")
    return {
        "text": name, "span": None, "name": name, "id": key or f"{prefix}:{slug(name)}", "country": None, "sectors": [],
        "kind": kind, "cue": cue and {"text": cue, "span": [0, 1]}, "scope": "explicit", "candidates": [],
    }  # fmt: skip


NORTH = party("actor", "Norland navy", "DZA", "MIL")
SOUTH = party("recipient", "Sudland coast guard", "EGY", "COP")
MINISTER = party("actor", "Ana Velo", "DZA", "GOV", kind="person")
PORT = {
    "text": "Port Amber", "span": None, "name": "Port Amber", "country": "EGY", "admin1": "Amber Coast",
    "lat": 31.2, "lon": 29.9, "geonames_id": 361058, "precision": "city",
}  # fmt: skip


def claim(own: str, type: str, sentence: str, chain: Sequence[Json], *people: Json, **more: Any) -> Json:
    """A claim of the contract whose trigger is the first word of its sentence."""
    day = more.pop("day", "2026-03-10")
    quads = {"ASSAULT": 4, "CONSULT": 1, "THREATEN": 3, "AID": 2}
    when = {
        "text": None, "span": None, "earliest": day, "latest": day, "granularity": "day", "how": "explicit",
        "historical": False,
    }  # fmt: skip
    return {
        "id": f"claim:{own}",
        "sentence": {"index": 0, "span": [0, len(sentence)], "text": sentence},
        "trigger": {"span": [0, len(sentence.split()[0])], "text": sentence.split()[0]},
        "type": type, "mode": None, "contexts": [], "cameo": None, "quad": quads[type],
        "participants": list(people), "place": None, "when": when, "quantities": [], "content": None, "completion": None,
        "certainty": "certain", "polarity": "positive", "modality": "actual", "status": "asserted",
        "chain": list(chain), "root": chain[-1]["name"], "self_report": False, "export": True, "confidence": 0.75,
        "origins": [{"part": "claims.rules", "version": "1"}],
    } | more  # fmt: skip


def entry(
    run: str, number: int, outlet: str, title: str, text: str, claims: Sequence[Json], *, published: str
) -> Entry:
    """An input that was coded into one article."""
    own = f"article:{number}"
    article = StoredArticle(
        id=own, text_hash=f"hash{number}", outlet_key=f"outlet:{slug(outlet)}", given_id=f"g{number}",
        url=f"https://{slug(outlet)}.example/{number}", outlet=outlet, outlet_id=f"outlet:{slug(outlet)}",
        family=f"family:{slug(outlet)}", title=title, published_at=published, seen_at=SEEN.format(number), language="en",
        raw_text=text, credits=("outlet:amber-wire",) if number == 3 else (),
    )  # fmt: skip
    reading = {
        "schema": "sayso-read/1",
        "article": {
            "id": own, "url": article.url, "outlet": outlet, "title": title, "byline": None, "dateline": None,
            "published_at": published, "language": "en", "translated_from": None,
        },
        "text": text, "text_map": [[0, 0, len(text)]], "claims": list(claims), "problems": [],
    }  # fmt: skip
    row = InputRow(
        id=f"input:{number}", source="made.jsonl", position=number, sha256=f"sha{number}", received_at=SEEN.format(number),
        state="coded" if claims else "no-event", article=own, given_id=f"g{number}",
    )  # fmt: skip
    return Entry(run=run, input=row, article=article, reading=reading)


GAZETTE, COURIER, WIRE = link("Norland Gazette"), link("Sudland Courier"), link("Amber Wire", "agency")
GUARD = link("Sudland coast guard", "official", cue="said")
OFFICIALS = link("two officials", "unnamed", cue="according to")
KILLED = {"kind": "killed", "low": 27, "high": None, "text": "27", "span": [0, 2], "qualifier": "at least"}

C1 = claim("1", "ASSAULT", "Shells fell on Port Amber.", [GAZETTE, OFFICIALS], NORTH, SOUTH, place=PORT,
           quantities=[KILLED], status="reported", mode="heavy-weapons")  # fmt: skip
C2 = claim("2", "ASSAULT", "Norland ships shelled Port Amber.", [COURIER, GUARD], NORTH, SOUTH, place=PORT,
           quantities=[KILLED | {"low": 31, "high": 31}], status="reported", self_report=True)  # fmt: skip
C3 = claim("3", "THREATEN", "Velo threatened a blockade.", [GAZETTE], MINISTER, SOUTH, day="2026-03-11",
           content={"kind": "threat", "span": [45, 53], "type": "SANCTION"})  # fmt: skip
C4 = claim("4", "ASSAULT", "Norland denies that it shelled the port.", [COURIER, link("Norland navy", "official")], NORTH,
           SOUTH, day="2026-03-09", polarity="negative", status="denied", export=False)  # fmt: skip
C5 = claim("5", "CONSULT", "Talks were held in Port Amber.", [WIRE], MINISTER,
           party("host", "Sudland government", "EGY", "GOV"), place=PORT, day="2026-03-12")  # fmt: skip
C6 = claim("6", "AID", "Aid reached the town.", [WIRE], party("actor", "Red Sail", None, "NGO"), day="2026-03-12")

ARTICLES = (
    (1, "Norland Gazette", "Shells on Port Amber", "Shells fell on Port Amber. Velo threatened a blockade.", (C1, C3),
     "2026-03-10T08:00:00"),
    (2, "Sudland Courier", "Navy accused", "Norland ships shelled Port Amber. Norland denies that it shelled the port.",
     (C2, C4), "2026-03-11"),
    (3, "Norland Gazette", "Shells on Port Amber, again", "Shells fell on Port Amber, we hear.", (), "2026-03-11T10:00:00"),
    (4, "Amber Wire", "Talks", "Talks were held in Port Amber. Aid reached the town.", (C5, C6), "2026-03-12"),
    (5, "Red Page", "Football", "The match ended without a goal.", (), "2026-03-12"),
)  # fmt: skip


def root(of: Json, claims: Sequence[str], articles: Sequence[str], **more: Any) -> Root:
    standing = {"unnamed": "unnamed", "official": "named"}.get(of["kind"], "registered")
    facts = {"standing": standing, "why": ("nobody else carries it",)} | more
    return Root(id=of["id"], name=of["name"], kind=of["kind"], claims=tuple(claims), articles=tuple(articles), **facts)


def parties(*people: Json) -> tuple[Party, ...]:
    keep = ("role", "id", "name", "kind", "country", "text")
    return tuple(Party(**{k: p[k] for k in keep}, sectors=tuple(p["sectors"])) for p in people)


def event(
    first: str, claims: Sequence[Json], articles: Sequence[str], roots: Sequence[Root], verdict: str, **more: Any
) -> Event:
    """An event of these claims; the details are those of the first claim."""
    lead = claims[0]
    place = lead["place"]
    facts: Json = {
        "mode": lead["mode"], "quad": lead["quad"], "contexts": (), "parties": parties(*lead["participants"]),
        "site": place and Site(**{k: place[k] for k in Site.__dataclass_fields__}),
        "earliest": lead["when"]["earliest"], "latest": lead["when"]["latest"], "granularity": "day",
        "counts": tuple(Count(kind=q["kind"], low=q["low"], high=q["high"]) for q in lead["quantities"]),
        "stances": tuple("deny" if c["polarity"] == "negative" else "affirm" for c in claims),
        "outlets": tuple(dict.fromkeys(c["chain"][0]["id"] for c in claims)),
        "independent_roots": len(roots), "verdict_why": f"it rests on {len(roots)}",
        "grade": Grade(reliability="C", reliability_why="a named official", credibility=2, credibility_why="two agree"),
        "first_report": articles[0], "first_at": "2026-03-10T08:00:00", "last_at": "2026-03-11",
        "title": f"{lead['participants'][0]['name']}: {lead['type'].lower()}",
    } | more  # fmt: skip
    return Event(
        id=content_id("event", first), type=lead["type"], claims=tuple(c["id"] for c in claims), articles=tuple(articles),
        roots=tuple(roots), verdict=verdict, **facts,
    )  # fmt: skip


STORY, OTHER = content_id("story", "article:1"), content_id("story", "article:4")
SHELLING = event(
    "claim:1", [C1, C2], ["article:1", "article:2", "article:3"],
    [root(OFFICIALS, ["claim:1"], ["article:1", "article:3"]), root(GUARD, ["claim:2"], ["article:2"], self_report=True)],
    "corroborated", story=STORY, title="Norland navy shelled Port Amber",
    conflicts=(
        Detail(field="killed", value="at least 27", claims=("claim:1",), roots=("unnamed:two-officials",)),
        Detail(field="killed", value="31", claims=("claim:2",), roots=("actor:sudland-coast-guard",)),
    ),
)  # fmt: skip
BLOCKADE = event("claim:3", [C3], ["article:1"], [root(GAZETTE, ["claim:3"], ["article:1"])], "single-source", story=STORY,
                 title="Ana Velo threatened Sudland coast guard", last_at="2026-03-10T08:00:00")  # fmt: skip
DENIED = event("claim:4", [C4], ["article:2"], [root(link("Norland navy", "official"), ["claim:4"], ["article:2"], denies=True)],
               "disputed", story=STORY, export=False, first_at="2026-03-11", earliest=None, latest=None,
               granularity=None, title="Norland navy did not attack Sudland coast guard")  # fmt: skip
TALKS = event("claim:5", [C5], ["article:4"], [root(WIRE, ["claim:5"], ["article:4"])], "relayed", story=OTHER,
              title="Ana Velo held talks", first_at="2026-03-12", last_at="2026-03-12")  # fmt: skip
RELIEF = event("claim:6", [C6], ["article:4"], [root(WIRE, ["claim:6"], ["article:4"])], "withdrawn", story=OTHER,
               title="Red Sail provided aid", first_at="2026-03-12", last_at="2026-03-12")  # fmt: skip
EVENTS = (SHELLING, BLOCKADE, DENIED, TALKS, RELIEF)
STORIES = (
    Story(id=STORY, title="Shells on Port Amber", articles=("article:1", "article:2", "article:3"),
          first_at="2026-03-10T08:00:00", last_at="2026-03-11T10:00:00"),
    Story(id=OTHER, title="Talks", articles=("article:4",), first_at="2026-03-12", last_at="2026-03-12", reopened=True),
)  # fmt: skip
COPIES = (
    Copy(child="article:3", parent="article:1", kind="partial", share=0.6, score=0.9,
         evidence=(Evidence(kind="passage", says="26 characters word for word", words=5),)),
)  # fmt: skip
SOURCES = (
    SourceNode(id="outlet:norland-gazette", name="Norland Gazette", kind="outlet", standing="registered", country="DZA",
               aliases=("The Gazette",)),
    SourceNode(id="outlet:amber-wire", name="Amber Wire", kind="agency", standing="registered", family="family:amber"),
    SourceNode(id="unnamed:two-officials", name="two officials", kind="unnamed", standing="unnamed"),
)  # fmt: skip


def changed(of: Event, change: str, article: int, before: str | None, after: str, roots: tuple[int, int]) -> Change:
    return Change(
        event=of.id, change=change, article=f"article:{article}", published=ARTICLES[article - 1][5], seen=SEEN.format(article),
        before=before, after=after, roots_before=roots[0], roots_after=roots[1], why=f"{change} by article {article}",
    )  # fmt: skip


CHANGES = (
    changed(SHELLING, "new", 1, None, "single-source", (0, 1)),
    changed(SHELLING, "confirmed", 2, "single-source", "corroborated", (1, 2)),
    changed(BLOCKADE, "new", 1, None, "single-source", (0, 1)),
    changed(DENIED, "disputed", 2, None, "disputed", (0, 0)),
    changed(TALKS, "new", 4, None, "relayed", (0, 1)),
    changed(RELIEF, "withdrawn", 4, None, "withdrawn", (0, 1)),
)
JUDGEMENT = Judgement(
    id="judgement:1",
    kind="wrong",
    a="claim:6",
    b=None,
    answer="yes",
    by="tester",
    at="2026-03-13T00:00:00Z",
    note="no aid",
)


def fill(where: str | Path) -> Store:
    """The store, made and filled."""
    store = open_store(where, create=True)
    run = store.begin_run("made by hand", "default", {})
    for number, outlet, title, text, claims, published in ARTICLES:
        store.record(entry(run, number, outlet, title, text, claims, published=published))
    store.end_run(run)
    with store.transaction():
        store.replace_stories((), STORIES)
        store.replace_events((), EVENTS, CHANGES)
        store.add_copies(COPIES)
        store.replace_sources(SOURCES)
        store.mark_derived([f"article:{number}" for number, *_ in ARTICLES])
    store.judge(JUDGEMENT)
    return store
