"""`sayso outlets show` tells which medium a label means, and says so when none or several do."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from sayso.cli import main


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["outlets", "show", *args])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("WAM", "state organ"),
        ("the Kuwaiti daily Al-Rai", "Kuwait City, KWT"),
        ("english.alaraby.co.uk", "Fadaat Media"),
        ("Bild", "Die Welt"),  # of the same family
    ],
)
def test_a_label_is_explained(label: str, words: str) -> None:
    code, text, _ = run(label)
    assert code == 0
    assert words in text


def test_namesakes_are_listed_and_the_choice_is_left_open() -> None:
    code, text, told = run("The Standard")
    assert code == 0
    assert text.count("outlet:") > 2
    assert "--country" in told


def test_a_country_decides() -> None:
    rows = json.loads(run("The Standard", "--country", "zwe", "--json")[1])
    assert [row["country"] for row in rows if row["chosen"]] == ["ZWE"]


def test_an_unknown_outlet_is_said_to_be_one() -> None:
    code, _, told = run("Radio Nowhere of the Moon")
    assert code == 1
    assert "no outlet is known as 'Radio Nowhere of the Moon'" in told


def test_a_country_may_be_a_name_and_must_be_one() -> None:
    rows = json.loads(run("The Standard", "--country", "Kenya", "--json")[1])
    assert [row["country"] for row in rows if row["chosen"]] == ["KEN"]
    code, _, told = run("The Standard", "--country", "Nowhere")
    assert code == 2
    assert "'Nowhere' is no country" in told
