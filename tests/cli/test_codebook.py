"""`sayso codebook` lists types and explains any code."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from sayso import ontology
from sayso.cli import main
from sayso.codec.read_json import quads
from sayso.lexicon.tables import table


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["codebook", *args])
    return result.exit_code, result.stdout, result.stderr


def test_without_a_code_every_type_once() -> None:
    code, text, _ = run()
    assert code == 0
    first_words = [line.split()[0] for line in text.splitlines() if line.strip()]
    assert [first_words.count(kind.code) for kind in ontology.types()] == [1] * 16


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("assault", "ASSAULT  "),
        ("ASSAULT/aerial", "Manned aircraft"),
        ("195", "ASSAULT/aerial"),
        ("MIL", "armed forces of a state"),
        ("military", "context"),
    ],
)
def test_a_code_is_explained(code: str, words: str) -> None:
    assert words in run(code)[1]


def test_json_holds_all_facts() -> None:
    found = json.loads(run("195", "--json")[1])
    assert [(entry["code"], entry["details"]["in PLOVER"]) for entry in found] == [("195", "ASSAULT/aerial")]


def test_an_unknown_code_names_its_neighbours() -> None:
    code, _, told = run("ASAULT")
    assert code == 1
    assert "did you mean ASSAULT" in told


def test_our_copies_agree_with_the_ontology() -> None:
    """Codec and view lie apart from the ontology, but know the same types, classes and modes."""
    assert quads() == {kind.code: kind.quad for kind in ontology.types()}
    phrases = {(row["type"], row["mode"]) for row in table("phrases", language=None, package="sayso.wording")}
    assert {(kind.code, "") for kind in ontology.types()} <= phrases
    assert {(mode.type, mode.code) for mode in ontology.modes()} <= phrases
    assert {(type_, mode) for type_, mode in phrases if mode} <= {(mode.type, mode.code) for mode in ontology.modes()}
