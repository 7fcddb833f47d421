from __future__ import annotations

import pytest

from sayso.errors import DataError, InputError
from sayso.ontology import explain
from sayso.ontology._tables import rows

SETS = ("types", "modes", "contexts", "cameo", "sectors", "nonstate_countries", "pre")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ASSAULT", [("type", "ASSAULT")]),
        ("assault/AERIAL", [("mode", "ASSAULT/aerial")]),
        ("aerial", [("mode", "ASSAULT/aerial")]),
        ("arrest", [("mode", "THREATEN/arrest"), ("mode", "COERCE/arrest")]),  # one name, two types
        ("cyber", [("mode", "COERCE/cyber"), ("context", "cyber")]),
        ("195", [("CAMEO code", "195")]),
        (" military ", [("context", "military")]),
        ("GOV", [("sector", "GOV")]),
        ("MED", [("sector", "MED"), ("CAMEO role", "MED")]),  # health here, press there
        ("UNO", [("non-state country", "UNO")]),
        ("transnistria", [("partly recognised", "Transnistria")]),
    ],
)
def test_meanings_of_a_code(code: str, expected: list[tuple[str, str]]) -> None:
    assert [(e.kind, e.code) for e in explain(code)] == expected


def test_without_a_code_the_types() -> None:
    assert len(explain()) == 16
    assert {e.kind for e in explain()} == {"type"}


def test_details_tell_the_crosswalk_and_the_scores() -> None:
    details = dict(explain("1951")[0].details)
    assert details["in PLOVER"] == "ASSAULT/aerial"
    assert details["part of"] == "195"
    assert dict(explain("195")[0].details)["parts"] == "1951, 1952"
    assert dict(explain("016")[0].details)["score"] == "ICEWS -5, GDELT 3.4"
    assert dict(explain("ASSAULT/drone")[0].details)["CAMEO"] == "1952"


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("ASAULT", "ASSAULT"),
        ("millitary", "military"),
        ("arial", "aerial"),
        ("", "lists the types"),
        ("x" * 5000, "xxx"),
    ],
)
def test_unknown_code_names_the_nearest(code: str, near: str) -> None:
    with pytest.raises(InputError, match=near) as caught:
        explain(code)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("name", SETS)
def test_every_entry_has_an_example(name: str) -> None:
    for row in rows(name):
        assert row["example"].endswith("."), row


@pytest.mark.parametrize("name", SETS)
def test_every_entry_can_be_asked_for(name: str) -> None:
    for row in rows(name):
        entry = explain(row.get("code") or row["name"])[0]
        assert entry.definition
        assert entry.example


def test_roles_that_cameo_alone_knows_become_something_known() -> None:
    known = {r["code"] for r in rows("sectors") if r["scheme"] == "plover"} | {
        r["code"] for r in rows("nonstate_countries")
    }
    for row in rows("sectors"):
        if row["scheme"] == "cameo":
            assert row["becomes"] in known or row["note"], row["code"]


def test_a_missing_table_is_an_error_of_ours() -> None:
    with pytest.raises(DataError, match="no such table"):
        rows("no_such_table")
