"""The bundled crisis: what each of the eight articles claims, and which events they make together."""

from __future__ import annotations

import io
import json
import re
import shutil
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.desk import open_desk
from sayso.desk.tension import tension, tension_json
from sayso.ingest import read_source
from sayso.model import Claim, Reading
from sayso.model.ledger import VERDICTS
from sayso.reader import Reader

FOLDER = Path(str(files("sayso") / "examples" / "crisis"))
DAY = "2026-10-14"
WIRE, GABES, SFAX, GHIBLI, TUNIS, SAHARA, VALLETTA, ALGIERS = sorted(f.name for f in FOLDER.glob("*.html"))
OUTLETS = {
    WIRE: "Maghreb Wire",
    GABES: "Gulf of Gabes Times",
    SFAX: "Sfax Morning",
    GHIBLI: "Ghibli Daily",
    TUNIS: "Tunis Courier",
    SAHARA: "Sahara Observer",
    VALLETTA: "Valletta Dispatch",
    ALGIERS: "Evening of Algiers",
}
INTERIOR = "Ministry of the Interior of Tunisia"
FOREIGN = "Ministry of Foreign Affairs of Tunisia"
MINISTERS = "Salma Belhaj + Faraj al-Mabrouk"


@cache
def reading(name: str) -> Reading:
    return next(Reader().read_articles(read_source(str(FOLDER / name), stdin=io.BytesIO())))


def words(found: Reading, claim: Claim) -> str:
    assert found.document is not None
    return claim.event.trigger.of(found.document.text)


def line(found: Reading, claim: Claim) -> tuple[str, str, str, str, str]:
    """(type and status, trigger, actors > recipients, counts, the chain after the outlet) of a claim."""
    names = {actor.id: actor.name for actor in found.actors}
    sides = [
        " + ".join(names[p.actor] for p in claim.event.participants if p.role == role and p.actor)
        for role in ("actor", "recipient")
    ]
    counts = " ".join(f"{q.kind} {q.low}{'' if q.high == q.low else '+'}" for q in claim.event.quantities)
    kind = f"{claim.event.type}/{claim.event.mode}" if claim.event.mode else claim.event.type
    chain = " < ".join(link.name for link in claim.chain[1:])
    return f"{kind} {claim.status}", words(found, claim), " > ".join(side for side in sides if side), counts, chain


def test_there_are_eight_articles_of_one_day_in_the_order_of_their_hours() -> None:
    assert len(OUTLETS) == 8
    when = [reading(name).article.published_at or "" for name in OUTLETS]
    assert {moment[:10] for moment in when} == {DAY}
    assert when == sorted(when)
    assert len(set(when)) == 8


@pytest.mark.parametrize("name", OUTLETS)
def test_an_article_says_that_it_is_invented_and_is_read_without_problems(name: str) -> None:
    page = (FOLDER / name).read_text(encoding="utf-8")
    assert "Illustrative article, written for Sayso." in page
    assert re.findall(r"https?://([^/\"]+)", page)
    assert all(host.endswith(".example") for host in re.findall(r"https?://([^/\"]+)", page))
    found = reading(name)
    assert (found.outcome, found.problems, found.article.outlet) == ("coded", (), OUTLETS[name])
    assert {claim.chain[0].name for claim in found.claims} == {OUTLETS[name]}


CLAIMS = {
    WIRE: (
        ("ASSAULT reported", "killed", "Gunmen > four Tunisian customs officers", "killed 4", INTERIOR),
        ("ASSAULT/abduct asserted", "abducted", "Gunmen > two customs inspectors", "abducted 2", ""),
    ),
    GABES: (  # the credit line is a link of every chain
        (
            "ASSAULT reported",
            "killed",
            "Gunmen > four Tunisian customs officers",
            "killed 4",
            f"Maghreb Wire < {INTERIOR}",
        ),
        ("ASSAULT/abduct reported", "abducted", "Gunmen > two customs inspectors", "abducted 2", "Maghreb Wire"),
    ),
    SFAX: (  # nothing in it says that it was taken from elsewhere
        ("ASSAULT/abduct asserted", "abducted", "gunmen > two customs inspectors", "abducted 2", ""),
        ("ASSAULT reported", "killed", "gunmen > four Tunisian customs officers", "killed 4", INTERIOR),
    ),
    GHIBLI: (  # another toll, from other people
        ("ASSAULT reported", "killed", "Armed men > at least seven people", "killed 7+", "two lorry drivers"),
        ("COERCE/arrest reported", "arrested", "Libyan police > five suspects", "arrested 5", "security source"),
        ("ASSAULT reported", "attacked", "Armed men > ambulance", "", "Libyan Red Crescent"),
    ),
    TUNIS: (
        ("CONSULT/phone asserted", "held telephone talks", MINISTERS, "", FOREIGN),
        ("ACCUSE/allege asserted", "accused", "Tunisia > Libya", "", ""),
        ("PROTEST/demo asserted", "protested", "About 300 people", "protesters 300", ""),
        ("REQUEST/change asserted", "demanded", "About 300 people > Tunisia", "protesters 300", ""),
    ),
    SAHARA: (
        ("ASSAULT/aerial reported", "bombed", "Tunisian aircraft", "", "Zaltan municipal council"),
        (
            "COERCE/arrest reported",
            "arrested",
            "Libyan police > Five people",
            "arrested 5",
            "Ghibli Daily < security source",
        ),
        ("CONSULT/phone asserted", "spoken by", MINISTERS, "", FOREIGN),
    ),
    VALLETTA: (
        ("ASSAULT/aerial denied", "bombed", "aircraft", "", "Ministry of Defence of Tunisia"),
        (
            "COERCE/arrest reported",
            "arrested",
            "Libyan police > five men",
            "arrested 5",
            "Sahara Observer < Ghibli Daily < security source",
        ),
        ("CONSULT/phone asserted", "discussed", MINISTERS, "", FOREIGN),
    ),
    ALGIERS: (
        ("ASSAULT hedged", "attacked", "armed men > ambulance", "", "Libyan Red Crescent"),
        ("REQUEST/meet asserted", "proposed", "Algeria > Tunisia + Libya", "", "Algeria"),
    ),
}


@pytest.mark.parametrize("name", OUTLETS)
def test_an_article_claims(name: str) -> None:
    found = reading(name)
    assert tuple(line(found, claim) for claim in found.claims) == CLAIMS[name]


@pytest.mark.parametrize("name", OUTLETS)
def test_what_is_dated_happened_on_the_day(name: str) -> None:
    days = {(c.event.when.earliest, c.event.when.latest) for c in reading(name).claims if c.event.when}
    assert days <= {(DAY, DAY)}
    assert days


@pytest.mark.parametrize(
    ("name", "trigger", "place"),
    [
        (WIRE, "killed", "Ras Jedir"),
        (GHIBLI, "killed", "Ras Jedir"),
        (GHIBLI, "attacked", "Şabrātah"),
        (GHIBLI, "arrested", "Zuwarah"),
        (VALLETTA, "arrested", "Zuwarah"),
        (TUNIS, "protested", "Ben Gardane"),
        (SAHARA, "bombed", "Zalţan"),
        (VALLETTA, "bombed", "Zalţan"),
    ],
)
def test_an_event_is_placed(name: str, trigger: str, place: str) -> None:
    found = reading(name)
    first = next(c for c in found.claims if words(found, c) == trigger)
    assert first.event.place is not None
    assert first.event.place.name == place


def test_a_proposal_has_not_happened() -> None:
    found = reading(ALGIERS)
    proposal = next(c for c in found.claims if c.event.type == "REQUEST")
    assert proposal.event.content is not None
    assert (proposal.event.content.kind, proposal.event.content.type) == ("proposal", "CONSULT")
    assert "CONSULT" not in {c.event.type for c in found.claims}


def test_a_party_that_speaks_for_itself_is_flagged() -> None:
    flagged = {(name, c.event.type) for name in OUTLETS for c in reading(name).claims if c.self_report}
    talks = {(name, "CONSULT") for name in (TUNIS, SAHARA, VALLETTA)}
    assert flagged == talks | {(VALLETTA, "ASSAULT"), (ALGIERS, "REQUEST")}


# ---------------------------------------------------------------------- the eight articles together
@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store that has the eight articles, filled by the command that the README shows."""
    where = str(tmp_path_factory.mktemp("crisis") / "crisis.db")
    counts = run("code", str(FOLDER), "--jobs", "1", "--json", "--store", where)
    assert (counts["inputs"], counts["coded"]) == (8, 8)
    return where


def run(*args: str) -> Any:
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout.splitlines()[0])


@pytest.fixture(scope="module")
def events(store: str) -> list[dict[str, Any]]:
    with open_desk(store) as desk:
        outlet = {report.id: report.outlet for report in desk.store.reports()}
        return [event | {"by": [outlet[a] for a in event["articles"]]} for event in desk.events()]


def the(events: list[dict[str, Any]], type: str, **where: str) -> dict[str, Any]:
    """The one event of a type at a place, or with a mode."""
    found = [e for e in events if e["type"] == type and all(_fits(e, key, value) for key, value in where.items())]
    assert len(found) == 1, [(e["title"], e["reports"]) for e in found]
    return found[0]


def _fits(event: dict[str, Any], key: str, value: str) -> bool:
    if key == "place":
        return bool(event["place"]) and event["place"]["name"] == value
    return bool(event[key] == value)


@pytest.mark.parametrize(
    ("type", "where", "verdict", "reports", "roots"),
    [
        ("ASSAULT", {"place": "Ras Jedir"}, "corroborated", 4, 2),
        ("ASSAULT", {"mode": "abduct"}, "echoed", 3, 1),
        ("CONSULT", {"mode": "phone"}, "relayed", 3, 1),
        ("COERCE", {"mode": "arrest"}, "relayed", 3, 1),
        ("ASSAULT", {"mode": "aerial"}, "disputed", 2, 1),
        ("ASSAULT", {"place": "Şabrātah"}, "withdrawn", 2, 1),
        ("PROTEST", {}, "single-source", 1, 1),
        ("ACCUSE", {}, "single-source", 1, 1),
        ("REQUEST", {"mode": "meet"}, "single-source", 1, 1),  # a proposal
    ],
)
def test_an_event_of_the_day(
    events: list[dict[str, Any]], type: str, where: dict[str, str], verdict: str, reports: int, roots: int
) -> None:
    event = the(events, type, **where)
    assert (event["verdict"], event["reports"], event["independent_roots"]) == (verdict, reports, roots)


def test_the_events_are_these_and_no_others(events: list[dict[str, Any]]) -> None:
    verdicts = sorted(event["verdict"] for event in events)
    assert set(verdicts) == set(VERDICTS)
    assert len(events) == 10


def test_the_tolls_stand_side_by_side_with_who_gives_them(events: list[dict[str, Any]]) -> None:
    attack = the(events, "ASSAULT", place="Ras Jedir")
    outlet_of = dict(zip(attack["claims"], attack["by"], strict=True))
    tolls = {d["value"]: [outlet_of[c] for c in d["claims"]] for d in attack["conflicts"] if d["field"] == "killed"}
    assert tolls == {"4": ["Maghreb Wire", "Gulf of Gabes Times", "Sfax Morning"], "at least 7": ["Ghibli Daily"]}


def test_the_roots_are_who_first_said_it(events: list[dict[str, Any]]) -> None:
    attack, taken = the(events, "ASSAULT", place="Ras Jedir"), the(events, "ASSAULT", mode="abduct")
    arrests, talks = the(events, "COERCE", mode="arrest"), the(events, "CONSULT", mode="phone")
    assert attack["roots"][0] == INTERIOR
    assert "lorry drivers" in attack["roots"][1]
    assert taken["roots"] == ["Maghreb Wire"]
    assert "security source" in arrests["roots"][0]
    assert talks["roots"] == [FOREIGN]
    assert talks["root_details"][0]["self_report"]


def test_a_copy_without_credit_is_told_apart_from_one_with_it(events: list[dict[str, Any]]) -> None:
    taken = the(events, "ASSAULT", mode="abduct")
    assert taken["by"] == ["Maghreb Wire", "Gulf of Gabes Times", "Sfax Morning"]
    (wire,) = taken["root_details"]
    assert len(wire["articles"]) == 3


def test_the_first_report_is_that_of_the_earliest_hour(events: list[dict[str, Any]]) -> None:
    arrests = the(events, "COERCE", mode="arrest")
    assert arrests["by"] == ["Ghibli Daily", "Sahara Observer", "Valletta Dispatch"]
    assert arrests["first_report"] == arrests["articles"][0]


def test_a_dyad_counts_each_article_and_each_root_once(store: str) -> None:
    """The Tunis Courier tells of the talks and of the accusation: with two that relay the ministry there are three articles."""
    with open_desk(store) as desk:
        told = tension_json(tension(desk.store, "LBY", "TUN"))
    assert (told["events"], told["reports"], told["independent_roots"]) == (2, 3, 2)


# ---------------------------------------------------------------------- a judgement on it
def strike(where: str) -> dict[str, Any]:
    with open_desk(where) as desk:
        return the(list(desk.events()), "ASSAULT", mode="aerial")


def test_a_judgement_changes_an_event_survives_a_rebuild_and_can_be_undone(store: str, tmp_path: Path) -> None:
    where = str(tmp_path / "judged.db")
    shutil.copy(store, where)
    before = strike(where)
    denial = before["claims"][before["stances"].index("deny")]
    row = run("judge", "wrong", denial, "--by", "ann", "--json", "--store", where)
    judged = strike(where)
    assert (before["verdict"], judged["verdict"]) == ("disputed", "single-source")
    run("rebuild", "--json", "--store", where)
    assert strike(where) == judged
    run("judge", "undo", row["id"], "--by", "ann", "--json", "--store", where)
    assert strike(where) == before
