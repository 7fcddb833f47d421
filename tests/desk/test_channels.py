"""Channels: who stands between two, what each does there, paths of two steps, outsiders and the actors of a country."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.desk.channels import (
    Channels,
    channel_rows,
    channels,
    channels_json,
    edge_between,
    influence,
    influence_json,
    influence_rows,
)
from sayso.desk.contacts import kind_of
from sayso.desk.levels import level_of, order
from sayso.errors import InputError
from sayso.knowledge.regions import around, region_named, regions
from sayso.lexicon.tables import table
from sayso.store import Store
from tests.desk.worlds import WORLD, act, filled
from tests.postgres import server
from tests.store.entries import event as made


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    where = server().database() if request.param == "postgresql" else str(tmp_path / "world.db")
    with filled(where) as made:
        yield made


def asked(store: Store, **more: str) -> Channels:
    return channels(store, "General Amar", "Port Council", **more)  # type: ignore[arg-type]


def test_what_each_does_between_the_two(store: Store) -> None:
    found = asked(store)
    assert {one.id: one.part for one in found.between} == {
        "NOR": "mediates",
        "EGY": "talks to both",
        "DZA": "calls for talks",
    }
    assert found.between[0].id == "NOR"  # who brings both together stands first
    assert found.names["EGY"] == "Egypt"


def test_between_the_two_themselves(store: Store) -> None:
    direct = asked(store).direct
    assert direct is not None
    assert direct.kinds == {"force": 2, "talks": 1}
    assert len(direct.touches) == 1


def test_reports_and_roots_stand_together(store: Store) -> None:
    direct = asked(store).direct
    assert direct is not None
    told = direct.as_json()
    assert (told["reports"], told["independent_roots"]) == (20, 7)


def test_two_steps(store: Store) -> None:
    (path,) = asked(store).steps
    assert [(edge.x, edge.y) for edge in path] == [("TCD", "a"), ("TCD", "NER"), ("NER", "b")]


def test_who_was_refused(store: Store) -> None:
    store.replace_events([WORLD[5].id], [])  # without the call, the refusal is what is left
    store.replace_events((), [act(20, "THREATEN", "2026-03-09", [("actor", "council"), ("recipient", "minister")])])
    assert {one.id: one.part for one in asked(store).between}["DZA"] == "was refused"


def test_what_is_denied_or_only_expected_is_no_contact(store: Store) -> None:
    withdrawn = act(105, "CONSULT", "2026-03-07", [("actor", "egypt"), ("actor", "council")], verdict="withdrawn")
    store.replace_events([WORLD[4].id, WORLD[11].id], [withdrawn])
    egypt = {one.id: one for one in asked(store).between}["EGY"]
    assert egypt.part == "talks to one"
    assert egypt.b.style == "denied"
    assert egypt.b.kinds == {}
    assert egypt.b.as_json()["denied"] == 2


def test_grouping(store: Store) -> None:
    assert {one.id for one in asked(store, by="actor").between} == {
        *("actor:nor", "actor:egy", "actor:sabri-boukadoum"),
    }
    with pytest.raises(InputError, match="no way to group"):
        asked(store, by="town")


def test_the_time_range(store: Store) -> None:
    assert {one.id for one in asked(store, since="2026-03-08").between} == {"DZA", "EGY"}
    assert asked(store, until="2026-03-02").between == ()


def test_outsiders_and_the_actors_of_a_country(store: Store) -> None:
    rows = {(row["outside"], row["inside_name"]): row for row in influence_rows(influence(store, "Libya"))}
    assert rows["EGY", "General Amar"]["contacts"] == 1
    assert rows["EGY", "General Amar"]["support"] == 1  # the raid in his favour
    assert rows["EGY", "General Amar"]["pressure"] == 0
    assert rows["EGY", "Port Council"]["pressure"] == 1
    assert rows["DZA", "General Amar"]["calls"] == 1
    assert rows["DZA", "General Amar"]["refusals"] == 1
    assert rows["DZA", "General Amar"]["back"] == 1  # he threatened Algeria: what is done to the outsider
    assert rows["NOR", "villagers"]["support"] == 1
    assert rows["actor:red-sail", "Port Council"]["support"] == 1  # NGO is no party: each stands for itself
    assert ("TCD", "NER") not in rows


def test_only_outsiders_of_a_region(store: Store) -> None:
    def outside(region: str) -> set[str]:
        return {own for own, _ in influence(store, "LBY", region=region).outside}

    assert outside("maghreb") == {"DZA"}
    assert outside("neighbours") == {"DZA", "EGY"}
    assert outside("North Africa") == {"DZA", "EGY"}
    with pytest.raises(InputError, match="did you mean Maghreb"):
        outside("magreb")
    with pytest.raises(InputError, match="is no country"):
        influence(store, "Atlantis")


def test_talks_of_the_same_articles_that_name_nobody_of_the_country(store: Store) -> None:
    talks = act(30, "CONSULT", "2026-03-02", [("actor", "minister"), ("actor", "egypt")])
    beside = made(("claim:30",), ("article:101-0",), parties=talks.parties, type="CONSULT", quad=1, mode=None)
    raid = made(("claim:31",), ("article:101-0",), parties=talks.parties, type="ASSAULT")
    store.replace_events((), [beside, raid])
    assert influence(store, "LBY").beside == (beside.id,)


def test_one_edge_opens_its_contacts(store: Store) -> None:
    edge = edge_between(store, "EGY", "General Amar")
    assert [(one.kind, one.day) for one in edge.contacts] == [("support", "2026-03-12"), ("talks", "2026-03-06")]
    assert edge.contacts[1].roots == ("the ministry",)
    assert edge.contacts[1].x.name == "Egypt"
    assert [one.kind for one in edge_between(store, "EGY", "General Amar", kind="talks").contacts] == ["talks"]
    assert edge_between(store, "General Amar", "EGY").contacts[0].way == "y>x"  # told from the other side


def test_objects_and_rows(store: Store) -> None:
    found = asked(store)
    told = channels_json(found)
    assert [one["part"] for one in told["between"]] == ["mediates", "talks to both", "calls for talks"]
    assert told["between"][0]["together"] == [WORLD[2].id]
    assert {(row["between"], row["side"]) for row in channel_rows(found)} >= {
        ("NOR", "General Amar"),
        ("NOR", "Port Council"),
    }
    edges = influence_json(influence(store, "LBY"))["edges"]
    assert all(edge["reports"] >= edge["independent_roots"] - 2 for edge in edges)


def test_talks_offered_or_called_for_are_drawn_hollow(store: Store) -> None:
    edge = edge_between(store, "DZA", "Port Council")
    assert [(one.kind, one.style, one.took_place) for one in edge.contacts] == [("call", "future", True)]
    store.replace_events((), [act(40, "AGREE", "2026-03-13", [("actor", "chad"), ("recipient", "council")])])
    (offer,) = edge_between(store, "TCD", "Port Council").contacts
    assert (offer.kind, offer.style, offer.took_place) == ("offer", "future", False)


@pytest.mark.parametrize(
    ("relation", "kind", "mode", "expected"),
    [
        ("mediates", "ASSAULT", None, ("mediates", True)),
        ("hosted", "CONSULT", "visit", ("hosts", True)),
        ("helps", "ASSAULT", "aerial", ("support", False)),
        ("acts", "REQUEST", "meet", ("call", False)),
        ("acts", "REQUEST", "yield", ("demand", False)),
        ("acts", "REJECT", "meet", ("refusal", False)),
        ("together", "COOPERATE", None, ("support", True)),
        ("acts", "SOMETHING", None, ("pressure", False)),
    ],
)
def test_what_an_act_is_between_two(relation: str, kind: str, mode: str | None, expected: tuple[str, bool]) -> None:
    assert kind_of(relation, kind, mode) == expected


def test_every_type_has_its_kind_and_its_words() -> None:
    from sayso.ontology.plover import types
    from sayso.wording.words import label

    kinds = {row["kind"] for row in table("contacts", language=None, package="sayso.desk")}
    assert {t.code for t in types()} <= {row["type"] for row in table("contacts", language=None, package="sayso.desk")}
    assert all(label("contact", kind) != kind or kind in ("talks", "hosts") for kind in kinds)


@pytest.mark.parametrize(
    ("own", "name", "country", "sectors", "kind", "day", "expected"),
    [
        ("actor:sabri-boukadoum", "Sabri Boukadoum", "DZA", "[]", "person", "2019-04-10", "minister"),
        ("actor:sabri-boukadoum", "Sabri Boukadoum", "DZA", "[]", "person", "2015-04-10", "former official"),  # not yet
        ("actor:nor", "Norway", "NOR", "[]", "state", "2026-01-01", "state as a whole"),
        ("actor:nor-king", "King of Norway", "NOR", "[]", None, "2026-01-01", "head of state"),  # called by the office
        ("actor:some-rebels", "Some Rebels", "LBY", '["REB"]', None, "2026-01-01", "armed group"),
        ("actor:x", "Special Envoy for the Lakes", "UNO", "[]", None, "2026-01-01", "envoy or official"),
        ("actor:y", "Kingston Council", "JAM", "[]", None, "2026-01-01", "level not known"),  # no king in it
        ("actor:uno", "United Nations", "UNO", "[]", None, "2026-01-01", "organisation of states"),
    ],
)
def test_levels(
    own: str, name: str, country: str | None, sectors: str, kind: str | None, day: str, expected: str
) -> None:
    assert level_of(own, name, country, sectors, kind, day)[0] == expected
    assert expected in order()


def test_regions() -> None:
    from sayso.knowledge.countries import by_iso3

    codes = [one.code for one in regions()]
    assert len(codes) == len(set(codes))
    assert {code for one in regions() for code in one.countries} - set(by_iso3()) == set()
    assert "TUN" in around("LBY")
    assert "LBY" not in around("LBY")
    assert region_named("HORN OF AFRICA") is region_named("horn-of-africa") is not None
    assert region_named("Atlantis") is None
