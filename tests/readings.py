"""A reading built by hand: an invented article with a nested chain, a denial, a hedge, a threat and a plan.

For tests of what prints readings; no pipeline runs. `example()` is the reading, `failed()` one that an earlier stage gave up.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.model import (
    Actor,
    ActorMention,
    Article,
    Attribution,
    Block,
    Claim,
    Content,
    Document,
    EventMention,
    Link,
    Origin,
    ParsedDocument,
    Participant,
    PlaceMention,
    Problem,
    Quantity,
    Reading,
    Sentence,
    Source,
    Span,
    TimeMention,
    Veridicality,
    When,
    content_id,
    slug,
)

HEADLINE = "Harbour talks overshadowed by strikes"
TEXT = f"""{HEADLINE}

Two government officials said on Tuesday that Sudanese military aircraft had bombed a rebel camp near Kassala. The armed forces denied the raid.

According to the Nile Ledger, General Osman also met with Eritrean intelligence officers in Asmara in 2024. “The coordination has been going on for a year,” the newspaper said, quoting another daily, the Red Sea Monitor. The same source does not rule out that drones struck an aid convoy. Was it a mistake?

At least 27 people were killed, the provincial hospital said. In February the general threatened to close the border. The foreign minister of Ethiopia, Hana Bekele, spoke by telephone on Wednesday evening with her Kenyan and Egyptian counterparts. Nairobi will send medicine next week.

Subscribe to our newsletter."""
OUTLET = "Example News"
ORIGINS = (Origin(part="spacy", version="3.8"), Origin(part="events.rules", version="1"))

ACTORS = {
    "sudan-air-force": ("Sudanese military aircraft", "organisation", "SDN", ("MIL",)),
    "rebels": ("rebels", "group", "SDN", ("REB",)),
    "sudan-army": ("Sudanese Armed Forces", "organisation", "SDN", ("MIL",)),
    "osman": ("General Osman", "person", "SDN", ("MIL",)),
    "eritrea-spy": ("Eritrean intelligence", "organisation", "ERI", ("SPY",)),
    "nile-ledger": ("Nile Ledger", "organisation", None, ("JRN",)),
    "red-sea-monitor": ("Red Sea Monitor", "organisation", None, ("JRN",)),
    "convoy": ("aid convoy", "group", None, ("CVL",)),
    "hospital": ("provincial hospital", "organisation", "SDN", ("MED",)),
    "bekele": ("Hana Bekele", "person", "ETH", ("GOV",)),
    "kenya-fm": ("Foreign Minister of Kenya", "person", "KEN", ("GOV",)),
    "egypt-fm": ("Foreign Minister of Egypt", "person", "EGY", ("GOV",)),
    "kenya": ("Kenya", "state", "KEN", ("GOV",)),
}
MENTIONS = (
    ("sudan-air-force", "Sudanese military aircraft", "name"),
    ("rebels", "rebel", "description"),
    ("sudan-army", "The armed forces", "description"),
    ("nile-ledger", "Nile Ledger", "name"),
    ("osman", "General Osman", "title"),
    ("eritrea-spy", "Eritrean intelligence officers", "description"),
    ("nile-ledger", "the newspaper", "description"),
    ("red-sea-monitor", "the Red Sea Monitor", "name"),
    ("convoy", "an aid convoy", "description"),
    ("hospital", "the provincial hospital", "description"),
    ("osman", "the general", "description"),
    ("bekele", "The foreign minister of Ethiopia, Hana Bekele", "role"),
    ("kenya-fm", "Kenyan", "role"),
    ("egypt-fm", "Egyptian", "role"),
    ("kenya", "Nairobi", "metonym"),
)


def at(phrase: str, text: str = TEXT) -> Span:
    """The span of a phrase that the text holds."""
    start = text.index(phrase)
    return Span(start, start + len(phrase))


def actor_id(key: str) -> str:
    return f"outlet:{slug(ACTORS[key][0])}" if "JRN" in ACTORS[key][3] else f"actor:{slug(ACTORS[key][0])}"


def actors() -> tuple[Actor, ...]:
    return tuple(
        Actor(
            id=actor_id(key),
            name=name,
            kind=kind,
            country=country,
            sectors=sectors,
            media="JRN" in sectors,
            mentions=tuple(
                ActorMention(span=at(words), text=words, form=form, actor=actor_id(key), head=0)
                for owner, words, form in MENTIONS
                if owner == key
            ),
        )
        for key, (name, kind, country, sectors) in ACTORS.items()
    )


def who(role: str, key: str, words: str | None = None) -> Participant:
    """A participant; without words it is inferred."""
    return Participant(
        role=role,
        text=words or ACTORS[key][0],
        span=at(words) if words else None,
        actor=actor_id(key),
        inferred=words is None,
    )


def outlet() -> Link:
    return Link(text=None, span=None, name=OUTLET, id=f"outlet:{slug(OUTLET)}", kind="outlet")


def link(words: str | None, name: str, kind: str, cue: str | None, scope: str = "explicit", **more: object) -> Link:
    prefix = {"outlet": "outlet", "agency": "outlet", "unnamed": "unnamed"}.get(kind, "actor")
    return Link(
        text=words,
        span=at(words) if words else None,
        name=name,
        id=f"{prefix}:{slug(name)}",
        kind=kind,
        cue=at(cue) if cue else None,
        cue_text=cue,
        scope=scope,
        **more,  # type: ignore[arg-type]
    )


def place(words: str, country: str, lat: float, lon: float, precision: str = "city") -> PlaceMention:
    return PlaceMention(
        span=at(words), text=words, name=words, literal=True, country=country, lat=lat, lon=lon, precision=precision
    )


def when(
    words: str | None, earliest: str | None, latest: str | None, granularity: str, how: str, *, old: bool = False
) -> When:
    return When(
        earliest=earliest,
        latest=latest,
        granularity=granularity,
        how=how,
        text=words,
        span=at(words) if words else None,
        historical=old,
    )


def document() -> Document:
    article = Article(
        id="article:example",
        text=TEXT,
        outlet=OUTLET,
        title=HEADLINE,
        published_at="2026-03-12",
        language="en",
        url="https://news.example/harbour",
    )
    lines = list(re.finditer(r"[^\n]+", TEXT))
    kinds = ["headline", *["text"] * (len(lines) - 2), "boilerplate"]
    blocks = tuple(Block(span=Span(*m.span()), kind=kind) for m, kind in zip(lines, kinds, strict=True))
    return Document(
        article=article, text=TEXT, text_map=((0, 0, len(TEXT)),), blocks=blocks, title=HEADLINE, language="en"
    )


def sentences(source: Document) -> tuple[Sentence, ...]:
    out: list[Sentence] = []
    for number, block in enumerate(source.blocks):
        for m in re.finditer(r"\S.*?[.?](?=\s|$)|\S.*$", block.span.of(source.text)):
            kind = "question" if m[0].endswith("?") else block.kind
            span = Span(block.span.start + m.start(), block.span.start + m.end())
            out.append(Sentence(index=len(out), span=span, kind=kind, block=number, first=0, last=0))
    return tuple(out)


def event(trigger: str, type_: str, mode: str | None, cameo: str, *people: Participant, **more: object) -> EventMention:
    span = at(trigger)
    number = next(s.index for s in sentences(document()) if s.span.contains(span))
    return EventMention(
        trigger=span,
        head=0,
        sentence=number,
        type=type_,
        mode=mode,
        cameo=cameo,
        participants=people,
        **more,  # type: ignore[arg-type]
    )


OFFICIALS = link("Two government officials", "two government officials", "unnamed", "said")
LEDGER = link("the Nile Ledger", "Nile Ledger", "outlet", "According to")
AGAIN = link("the newspaper", "Nile Ledger", "outlet", "the newspaper said", "quote")
MONITOR = link("the Red Sea Monitor", "Red Sea Monitor", "outlet", "quoting")
SAME = link(
    "The same source", "Nile Ledger", "outlet", "does not rule out", "anaphoric", candidates=("outlet:red-sea-monitor",)
)
HOSPITAL = link(
    "the provincial hospital", "provincial hospital", "organisation", "the provincial hospital said", country="SDN"
)


def coded() -> list[tuple[EventMention, Veridicality, tuple[Link, ...], dict[str, object]]]:
    """Event, veridicality, links after the outlet, and what else a claim says."""
    sure = Veridicality()
    bombing = (who("actor", "sudan-air-force", "Sudanese military aircraft"), who("recipient", "rebels", "rebel"))
    kassala = place("Kassala", "SDN", 15.45, 36.4)
    tuesday = when("on Tuesday", "2026-03-10", "2026-03-10", "day", "weekday")
    return [
        (
            event(
                "bombed",
                "ASSAULT",
                "aerial",
                "195",
                *bombing,
                place=kassala,
                when=tuesday,
                contexts=("military",),
                rule="event_verbs: bomb",
            ),
            sure,
            (OFFICIALS,),
            {"steps": ("“said” lays the sentence to “Two government officials”",)},
        ),
        (
            event(
                "the raid",
                "ASSAULT",
                "aerial",
                "195",
                who("actor", "sudan-army", "The armed forces"),
                rule="event_nouns: raid",
            ),
            replace(sure, polarity="negative", cues=(at("denied"),), why=("“denied” turns the claim round",)),
            (link("The armed forces", "Sudanese Armed Forces", "organisation", "denied", country="SDN"),),
            {"self_report": True, "export": False},
        ),
        (
            event(
                "met with",
                "CONSULT",
                "third-party",
                "044",
                who("actor", "osman", "General Osman"),
                who("actor", "eritrea-spy", "Eritrean intelligence officers"),
                place=place("Asmara", "ERI", 15.33, 38.93),
                when=when("in 2024", "2024-01-01", "2024-12-31", "year", "explicit", old=True),
            ),
            sure,
            (LEDGER,),
            {},
        ),
        (
            event(
                "coordination",
                "COOPERATE",
                None,
                "060",
                who("actor", "osman"),
                who("actor", "eritrea-spy"),
                when=when("for a year", "2025-03-12", "2026-03-12", "interval", "relative"),
                completion="ongoing",
            ),
            sure,
            (AGAIN, MONITOR),
            {},
        ),
        (
            event("struck", "ASSAULT", "drone", "195", who("recipient", "convoy", "an aid convoy")),
            Veridicality(
                certainty="possible", cues=(at("does not rule out"),), why=("“does not rule out” leaves it possible",)
            ),
            (SAME,),
            {"export": False, "confidence": 0.55},
        ),
        (
            event(
                "killed",
                "ASSAULT",
                None,
                "190",
                quantities=(
                    Quantity(
                        kind="killed",
                        low=27,
                        high=None,
                        span=at("At least 27"),
                        text="At least 27",
                        qualifier="at least",
                    ),
                ),
            ),
            sure,
            (HOSPITAL,),
            {},
        ),
        (
            event(
                "threatened",
                "THREATEN",
                "restrict",
                "130",
                who("actor", "osman", "the general"),
                when=when("In February", "2026-02-01", "2026-02-28", "month", "explicit"),
                content=Content(kind="threat", span=at("close the border"), type="COERCE"),
            ),
            sure,
            (),
            {},
        ),
        (
            event(
                "spoke by telephone",
                "CONSULT",
                "phone",
                "041",
                who("actor", "bekele", "The foreign minister of Ethiopia, Hana Bekele"),
                who("actor", "kenya-fm", "Kenyan"),
                who("actor", "egypt-fm", "Egyptian"),
                when=when("on Wednesday evening", "2026-03-11", "2026-03-11", "part-of-day", "weekday"),
                contexts=("diplomatic",),
            ),
            sure,
            (),
            {},
        ),
        (
            event(
                "send medicine",
                "AID",
                None,
                "073",
                who("actor", "kenya", "Nairobi"),
                when=when("next week", "2026-03-16", "2026-03-22", "week", "relative"),
            ),
            Veridicality(modality="future", cues=(at("will"),)),
            (),
            {"export": False},
        ),
    ]


def uncoded() -> list[EventMention]:
    return [
        event("close the border", "COERCE", "restrict", "172", why_not="content-of-threat"),
        event("strikes", "ASSAULT", None, "190", why_not="duplicate-mention"),
        event("a mistake", "ASSAULT", None, "190", why_not="question"),
    ]


def attributions() -> tuple[Attribution, ...]:
    def source(words: str, kind: str) -> Source:
        return Source(span=at(words), text=words, kind=kind)

    return (
        Attribution(
            source=source("Two government officials", "unnamed"),
            cue=at("said"),
            content=(at("that Sudanese military aircraft had bombed a rebel camp near Kassala"),),
            type="indirect",
        ),
        Attribution(
            source=source("the newspaper", "outlet"),
            cue=at("the newspaper said"),
            content=(at("“The coordination has been going on for a year,”"),),
            type="direct",
        ),
        Attribution(
            source=source("the Red Sea Monitor", "outlet"),
            cue=at("quoting"),
            content=(at("“The coordination has been going on for a year,”"),),
            type="direct",
            parent=1,
        ),
        Attribution(source=None, cue=at("According to"), content=(at("General Osman also met"),), type="indirect"),
    )


def example() -> Reading:
    """The whole reading."""
    doc = document()
    rows = coded()
    claims = []
    for number, (found, judged, links, more) in enumerate(rows):
        facts: dict[str, object] = {"self_report": False, "export": True, "confidence": 0.8, "steps": ()} | more
        name = content_id("claim", doc.article.id, str(found.trigger.start), found.type)
        claims.append(
            Claim(
                id=name,
                event=found,
                event_index=number,
                veridicality=judged,
                chain=(outlet(), *links),
                origins=ORIGINS,
                **facts,  # type: ignore[arg-type]
            )
        )
    events = (*(row[0] for row in rows), *uncoded())
    judged_all = (*(row[1] for row in rows), *(Veridicality() for _ in uncoded()))
    return Reading(
        article=doc.article,
        document=doc,
        parsed=ParsedDocument(document=doc, sentences=sentences(doc), tokens=(), children=()),
        attributions=attributions(),
        actors=actors(),
        places=(place("Kassala", "SDN", 15.45, 36.4), replace(place("Nairobi", "KEN", -1.28, 36.8), literal=False)),
        times=(
            TimeMention(
                span=at("on Tuesday"),
                text="on Tuesday",
                timex="DATE",
                value="2026-03-10",
                earliest="2026-03-10",
                latest="2026-03-10",
                granularity="day",
                how="weekday",
            ),
        ),
        quantities=(),
        events=events,
        veridicality=judged_all,
        claims=tuple(claims),
    )


def failed() -> Reading:
    """An input that ingest could not read."""
    problem = Problem(
        stage="ingest", message="the file is empty; give an article of at least one sentence", code="empty"
    )
    article = Article(id="article:empty", text="", problems=(problem,))
    return Reading(article=article, problems=(problem,))
