"""The scorer of actor checks, on checks of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.evaluate.actors import half_of, load, score
from sayso.reader import code_phrase


def write(folder: Path, rows: list[tuple[str, dict[str, str]]]) -> None:
    (folder / "actors").mkdir()
    lines = [
        {
            "test": "t",
            "call": "agent_to_code",
            "args": [text],
            "kwargs": {},
            "checks": [[k, "Eq", v] for k, v in want.items()],
        }
        for text, want in rows
    ]
    path = folder / "actors" / "ngec_test_actor_resolution.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")


def test_counts_right_and_wrong_checks(tmp_path: Path) -> None:
    write(
        tmp_path,
        [
            ("Kenyan police", {"country": "KEN", "code_1": "COP"}),
            ("Peruvian miners", {"country": "PER", "code_1": "LAB"}),
            ("Swedish doctors", {"country": "NOR", "code_1": "MED"}),  # wrong on purpose
            ("Beijing", {"country": "CHN", "code_1": "GOV"}),
        ],
    )
    got = score(tmp_path)
    assert (got.phrases, got.country, got.sector, got.both) == (4, 0.75, 1.0, 0.75)


def test_a_phrase_stands_in_one_half_only() -> None:
    assert half_of("the Mayor") == half_of("The mayor")


def test_absent_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="SAYSO_DATA"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "day", "hint", "country", "sectors"),
    [
        ("Kenyan police", None, "", "KEN", ("COP",)),
        ("police", None, "Kenya", "KEN", ("COP",)),  # a country beside the phrase
        ("Minsk police station", None, "", "BLR", ("COP",)),  # a town as modifier, whatever the parser takes it for
        ("Dehli police", None, "", "IND", ("COP",)),  # two letters changed places
        ("Mariupol", None, "", "UKR", ("CVL",)),  # a town stands for those who live there
        ("Chad's displaced", None, "", "TCD", ("REF",)),  # an adjective for people
        ("Frank", None, "", None, ()),  # a given name, and a small town
        ("rusty bucket", None, "", None, ()),  # nobody
    ],
)
def test_a_phrase_that_stands_alone(
    text: str, day: str | None, hint: str, country: str | None, sectors: tuple[str, ...]
) -> None:
    got = code_phrase(text, day=day, country=hint)
    assert (got.country, got.sectors[:1]) == (country, sectors)
    assert (got.id is None) == (got.certainty == 0.0)
