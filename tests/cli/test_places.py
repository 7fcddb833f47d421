"""`sayso places` lists what a name may mean, and says so where it means nothing."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from sayso.cli import main


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["places", "show", *args], env={"COLUMNS": "120"})
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "Tripoli",
            ["Tripoli, LBY", "Liban-Nord, LBN", "32.887 13.187, radius", "1,302,947", "its main name", "Tarabulus"],
        ),
        ("al-Raqqa", ["Ar-Raqqah, SYR"]),
        ("Nice", ["also a common word"]),
        ("Kiev", ["another name in common use"]),
        ("Henry", ["without the word for its kind"]),
        ("Strait of Hormuz", ["water", "our own list"]),
    ],
)
def test_candidates_are_explained(name: str, words: list[str]) -> None:
    code, text, _ = run(name)
    assert code == 0
    assert [w for w in words if w not in text] == []


def test_a_country_narrows_the_list() -> None:
    code, text, _ = run("Tripoli", "--country", "lbn", "--json")
    found = json.loads(text)
    assert code == 0
    assert found["country"] == "LBN"
    assert {m["country"] for m in found["matches"]} == {"LBN"}
    assert found["matches"][0]["geonames_id"] == 266826


def test_long_lists_are_cut_and_say_so() -> None:
    _, text, _ = run("San Antonio")
    assert "more; name the country with --country" in text


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["Trippoli"], "did you mean Tripoli"),
        (["Xyzzyville"], "another spelling"),
        (["Kano", "--country", "ISL"], "in ISL"),
    ],
)
def test_no_match_is_an_answer_with_a_next_step(args: list[str], told: str) -> None:
    code, text, complaint = run(*args)
    assert (code, text) == (1, "")
    assert told in complaint


def test_no_match_in_json_is_an_empty_list() -> None:
    code, text, _ = run("Xyzzyville", "--json")
    assert code == 1
    assert json.loads(text)["matches"] == []
