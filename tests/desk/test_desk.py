"""What a store answers: every filter, the orders, the objects of the contract, the same as data frames."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from sayso.codec.derived import schema_of
from sayso.codec.derived_rows import CLAIM_COLUMNS, EVENT_COLUMNS
from sayso.desk import Desk, open_desk
from sayso.errors import InputError, StoreError
from tests.desk.stores import BLOCKADE, DENIED, OTHER, RELIEF, SHELLING, STORY, TALKS

NAMES = {SHELLING.id: "shelling", BLOCKADE.id: "blockade", DENIED.id: "denied", TALKS.id: "talks", RELIEF.id: "relief"}
EVERY = {"shelling", "blockade", "denied", "talks", "relief"}


def names(desk: Desk, **asked: Any) -> list[str]:
    return [NAMES[event["id"]] for event in desk.events(**asked)]


def claims(desk: Desk, **asked: Any) -> set[str]:
    return {claim["id"].removeprefix("claim:") for claim in desk.claims(**asked)}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, EVERY),
        ({"since": "2026-03-12"}, {"talks", "relief"}),
        ({"until": "2026-03-11"}, {"shelling"}),  # the first day that is left out
        (
            {"since": "2026-03-10", "until": "2026-03-12"},
            {"shelling", "blockade", "denied"},
        ),  # no date: that of reports
        ({"published_since": "2026-03-12"}, {"talks", "relief"}),
        ({"published_until": "2026-03-11"}, {"shelling", "blockade"}),
        ({"type": "ASSAULT"}, {"shelling", "denied"}),
        ({"type": ("aid", "consult")}, {"talks", "relief"}),
        ({"mode": "heavy-weapons"}, {"shelling"}),
        ({"mode": "ASSAULT/heavy-weapons", "quad": 4}, {"shelling"}),
        ({"quad": (1, 2)}, {"talks", "relief"}),
        ({"actor": "Ana Velo"}, {"blockade", "talks"}),  # a name of the store
        ({"actor": "actor:ana-velo"}, {"blockade", "talks"}),
        ({"actor": "Algeria"}, {"shelling", "blockade", "denied", "talks"}),  # a country: all its actors
        ({"recipient": "EGY"}, {"shelling", "blockade", "denied"}),
        ({"party": "EGY"}, {"shelling", "blockade", "denied", "talks"}),  # the host too
        ({"party": ("Ana Velo", "Sudland coast guard")}, {"blockade"}),  # both must take part
        ({"actor": "Khalifa Haftar"}, set()),  # our tables know him, the store does not
        ({"country": "Egypt"}, {"shelling", "talks"}),
        ({"place": "port amber"}, {"shelling", "talks"}),
        ({"place": "Amber Coast"}, {"shelling", "talks"}),
        ({"place": "361058"}, {"shelling", "talks"}),
        ({"outlet": "Norland Gazette"}, {"shelling", "blockade"}),
        ({"outlet": ("Sudland Courier", "outlet:amber-wire")}, {"shelling", "denied", "talks", "relief"}),
        ({"root": "two officials"}, {"shelling"}),
        ({"root": "The Gazette"}, {"blockade"}),  # an alias
        ({"root": "outlet:amber-wire"}, {"talks", "relief"}),
        ({"verdict": ("disputed", "withdrawn")}, {"denied", "relief"}),
        ({"status": "denied"}, {"denied"}),
        ({"min_roots": 2}, {"shelling"}),
        ({"min_reports": 2}, {"shelling"}),
        ({"story": STORY}, {"shelling", "blockade", "denied"}),
        ({"story": OTHER.partition(":")[2][:8]}, {"talks", "relief"}),
        ({"text": "talks"}, {"talks", "relief"}),
        ({"text": '"Port Amber" blockade'}, {"shelling", "blockade"}),
        ({"text": "Amber OR football"}, set()),  # nothing that people type is an operator
        ({"export": True}, EVERY - {"denied"}),
        ({"export": False}, EVERY),
        ({"id": SHELLING.id}, {"shelling"}),
        ({"id": SHELLING.id.partition(":")[2][:10]}, {"shelling"}),
    ],
)
def test_filters_of_events(desk: Desk, asked: dict[str, Any], found: set[str]) -> None:
    assert set(names(desk, **asked)) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, set("123456")),
        ({"since": "2026-03-12"}, set("56")),
        ({"until": "2026-03-10"}, set("4")),
        ({"published_since": "2026-03-12"}, set("56")),
        ({"type": "ASSAULT"}, set("124")),
        ({"actor": "Ana Velo"}, set("35")),
        ({"party": "EGY"}, set("12345")),
        ({"outlet": "norland-gazette.example"}, set()),
        ({"outlet": "Norland Gazette"}, set("13")),
        ({"root": "Norland navy"}, set("4")),
        ({"verdict": "corroborated"}, set("12")),
        ({"min_roots": 2}, set("12")),
        ({"status": "denied"}, set("4")),
        ({"story": STORY}, set("1234")),
        ({"text": "blockade"}, set("13")),
        ({"export": True}, set("12356")),
        ({"country": "EGY"}, set("125")),
        ({"id": "claim:3"}, set("3")),
        ({"limit": 1, "sort": "first"}, set("5")),
    ],
)
def test_filters_of_claims(desk: Desk, asked: dict[str, Any], found: set[str]) -> None:
    assert claims(desk, **asked) == found


@pytest.mark.parametrize(
    ("sort", "first"), [("date", "relief"), ("first", "relief"), ("reports", "shelling"), ("roots", "shelling")]
)
def test_orders(desk: Desk, sort: str, first: str) -> None:
    found = names(desk, sort=sort)
    assert found[0] == first
    assert set(found) == EVERY
    assert names(desk, sort=sort, limit=2) == found[:2]


def test_by_date_what_has_no_date_comes_last(desk: Desk) -> None:
    assert names(desk)[-1] == "denied"


@pytest.mark.parametrize("name", ["event", "story", "claim"])
def test_objects_follow_their_schema_key_by_key(desk: Desk, name: str) -> None:
    schema = schema_of(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    rows = list({"event": desk.events, "story": desk.stories, "claim": desk.claims}[name]())
    assert rows
    for row in rows:
        jsonschema.Draft202012Validator(schema).validate(row)
        assert list(row) == list(schema["properties"])


def test_the_keys_of_the_contract_come_first(desk: Desk) -> None:
    event = desk.event(SHELLING.id)
    assert list(event)[:14] == [
        *("schema", "id", "type", "mode", "participants", "place", "when", "claims", "articles", "reports", "roots"),
        *("independent_roots", "verdict", "first_report"),
    ]
    assert (event["reports"], event["roots"], event["independent_roots"]) == (
        3,
        ["two officials", "Sudland coast guard"],
        2,
    )
    assert [change["change"] for change in event["changes"]] == ["new", "confirmed"]
    story = next(iter(desk.stories(sort="reports")))
    assert list(story)[:6] == ["schema", "id", "title", "articles", "first_at", "last_at"]
    assert story["articles"] == ["article:1", "article:2", "article:3"]


def test_an_id_that_the_event_had_once_leads_to_it(desk: Desk) -> None:
    """If claim 2 had come first the event would have had another id: an earlier report joined it since."""
    from sayso.model import content_id

    assert desk.event(content_id("event", "claim:2"))["id"] == SHELLING.id


def test_claims_name_article_and_event(desk: Desk) -> None:
    (claim,) = desk.claims(id="claim:3")
    assert (claim["article_id"], claim["given_id"], claim["event_id"]) == ("article:1", "g1", BLOCKADE.id)
    assert (claim["outlet"], claim["stance"], claim["content_text"]) == ("Norland Gazette", "affirm", "blockade")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [OTHER, STORY]),
        ({"sort": "reports"}, [STORY, OTHER]),
        ({"since": "2026-03-12"}, [OTHER]),
        ({"until": "2026-03-12"}, [STORY]),
        ({"min_reports": 2}, [STORY]),
        ({"party": "Red Sail"}, [OTHER]),
        ({"verdict": "corroborated"}, [STORY]),
        ({"outlet": "Sudland Courier"}, [STORY]),
        ({"text": "talks"}, [OTHER]),
        ({"id": STORY}, [STORY]),
    ],
)
def test_filters_of_stories(desk: Desk, asked: dict[str, Any], found: list[str]) -> None:
    assert [story["id"] for story in desk.stories(**asked)] == found


def test_sources_are_counted_by_what_became_of_their_events(desk: Desk) -> None:
    rows = {row["id"]: row for row in desk.sources()}
    wire = rows["outlet:amber-wire"]
    assert (wire["events"], wire["alone"], wire["withdrawn"], wire["corroborated"]) == (2, 2, 1, 0)
    assert rows["outlet:norland-gazette"]["aliases"] == ["The Gazette"]
    assert rows["unnamed:two-officials"]["corroborated"] == 1
    assert [row["id"] for row in desk.sources(root="Amber Wire")] == ["outlet:amber-wire"]
    assert {row["id"] for row in desk.sources(party="Red Sail")} == {"outlet:amber-wire"}


def test_actors_as_actor_recipient_and_source(desk: Desk) -> None:
    rows = {row["id"]: row for row in desk.actors()}
    guard = rows["actor:sudland-coast-guard"]
    assert (guard["events"], guard["as_actor"], guard["as_recipient"], guard["as_source"]) == (3, 0, 3, 1)
    assert rows["actor:sudland-government"]["as_other"] == 1
    assert {row["id"] for row in desk.actors(country="DZA")} == {"actor:ana-velo", "actor:norland-navy"}
    assert {row["id"] for row in desk.actors(actor="Red Sail")} == {"actor:red-sail"}


def test_a_dyad_keeps_its_direction(desk: Desk) -> None:
    rows = [(r["day"], r["direction"], r["quad"], r["verdict"], r["reports"]) for r in desk.dyad("DZA", "EGY")]
    assert rows == [
        ("2026-03-10", "DZA > EGY", 4, "corroborated", 3),
        ("2026-03-11", "DZA > EGY", 3, "single-source", 1),
        ("2026-03-11", "DZA > EGY", 4, "disputed", 1),  # no date of its own: the day of the first report
        ("2026-03-12", "DZA + EGY", 1, "relayed", 1),  # guest and host
    ]
    turned = [(r["day"], r["direction"]) for r in desk.dyad("EGY", "DZA")]
    assert ("2026-03-10", "DZA > EGY") in turned
    assert list(desk.dyad("Red Sail", "EGY")) == []
    assert [r["day"] for r in desk.dyad("DZA", "EGY", export=True, quad=4)] == ["2026-03-10"]


@pytest.mark.parametrize(
    ("since", "more", "found"),
    [
        ("2026-03-12", {}, ["disputed", "confirmed", "withdrawn", "new"]),  # by receipt, oldest first
        ("2026-03-13", {}, ["withdrawn", "new"]),
        ("2026-03-11T09:00", {"by": "published"}, ["withdrawn", "new"]),
        ("2026-03-01", {"kinds": ("confirmed",)}, ["confirmed"]),
        ("2026-03-01", {"actor": "Red Sail"}, ["withdrawn"]),
        ("2027-01-01", {}, []),
    ],
)
def test_what_changed(desk: Desk, since: str, more: dict[str, Any], found: list[str]) -> None:
    assert [row["change"] for row in desk.diff(since, **{"by": "seen"} | more)] == found


def test_wrong_names_are_told(desk: Desk) -> None:
    with pytest.raises(
        InputError, match="nobody in the store is called 'Velo Qwertz'; actors with such a name: Ana Velo"
    ):
        list(desk.events(actor="Velo Qwertz"))
    with pytest.raises(InputError, match="holds no word to look for"):
        list(desk.events(text="!?"))
    with pytest.raises(InputError, match="begins the ids of several events"):
        list(desk.events(id="event:"))
    with pytest.raises(InputError, match="the store has no event"):
        desk.event("event:0000")
    with pytest.raises(InputError, match="allowed: known, seen, published"):
        list(desk.diff("2026-03-01", by="heard"))


def test_frames_are_flat_with_lists(desk: Desk) -> None:
    frame = desk.frame("events", sort="roots")
    assert list(frame.columns) == list(EVENT_COLUMNS)
    assert frame.iloc[0]["roots"] == ["two officials", "Sudland coast guard"]
    assert frame.iloc[0]["killed_low"] == 27
    other = desk.frame("claims", as_="polars", type="ASSAULT")
    assert tuple(other.columns) == CLAIM_COLUMNS
    assert other.height == 3
    for what in ("stories", "sources", "actors"):
        assert len(desk.frame(what)) > 1
    assert len(desk.frame("dyad", "DZA", "EGY")) == 4
    assert len(desk.frame("diff", "2026-03-01", as_="polars")) == 6
    with pytest.raises(InputError, match="pandas, polars"):
        desk.frame("events", as_="excel")


def test_a_store_that_is_not_there(tmp_path: Any) -> None:
    with pytest.raises(StoreError, match="sayso code PATHS"):
        open_desk(tmp_path / "none.db")


def test_a_desk_writes_nothing(store_path: Any) -> None:
    before = store_path.read_bytes()
    with open_desk(store_path) as desk:
        assert list(desk.events())
    assert store_path.read_bytes() == before
