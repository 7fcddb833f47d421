"""Codes of actors on gold cases: each wording once, members for a group, misses counted and named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso.evaluate.gold import Case
from sayso.evaluate.gold.codes import participants, score_codes
from sayso.model import Reading

TEXT = "Kenyan police arrested ten miners in Kisumu on Friday. The French president met the German chancellor; the two men signed a treaty."
ENTITIES = {
    "cop": {"canonical": "Kenya Police", "type": "organization", "country": "KEN", "sector": "COP"},
    "lab": {"canonical": "miners", "type": "group", "country": "KEN", "country_acceptable": [None], "sector": "LAB"},
    "pres": {"canonical": "President of France", "type": "person", "country": "FRA", "sector": "GOV"},
    "chan": {"canonical": "Chancellor of Germany", "type": "person", "country": "DEU", "sector": "GOV"},
}
FIRST, SECOND = TEXT.split(". ")


def claim(
    sentence: str, trigger: str, actors: list[tuple[str, str]], recipients: list[tuple[str, str]]
) -> dict[str, Any]:
    return {
        "id": trigger, "tier": "core", "event_type": "COERCE", "trigger": trigger, "sentence_text": sentence,
        "actors": [{"ref": ref, "text": text} for ref, text in actors],
        "recipients": [{"ref": ref, "text": text} for ref, text in recipients], "chain": [{"ref": "article"}],
    }  # fmt: skip


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_text(TEXT)
    claims = [
        claim(FIRST, "arrested", [("cop", "Kenyan police")], [("lab", "ten miners")]),
        claim(FIRST, "arrested", [("cop", "Kenyan police")], []),  # the same wording again
        claim(SECOND, "met", [("pres", "The French president")], [("chan", "the German chancellor")]),
        claim(SECOND, "signed", [("pres", "the two men"), ("chan", "the two men")], []),
        claim(SECOND, "signed", [("cop", "words that are not there")], []),
    ]
    gold = {"document": {"published": "2024-05-10"}, "entities": ENTITIES, "claims": claims}
    (tmp_path / "claims.json").write_text(json.dumps(gold))
    return tmp_path


def read(case: Case) -> Reading:
    return sayso.read(case.text, date=case.date)


def test_each_wording_of_an_entity_is_asked_once_and_only_where_it_stands(case: Path) -> None:
    assert [text for _, _, text in participants(Case(case))] == [
        "Kenyan police", "ten miners", "The French president", "the German chancellor", "the two men", "the two men",
    ]  # fmt: skip


def test_right_codes_and_the_members_of_a_group(case: Path) -> None:
    found = score_codes([case], read)
    assert (found.participants, found.found) == (6, 1.0)
    assert found.wrong == ()
    assert found.both == found.country == found.sector == 1.0


def test_what_is_wrong_or_missed_is_named(case: Path) -> None:
    def blind(case: Case) -> Reading:
        return sayso.read(
            case.text.replace("Kenyan police", "Gentle trees").replace("German", "Danish"), date=case.date
        )

    found = score_codes([case], blind)
    assert found.found < 1.0
    assert found.country < 1.0
    told = " ".join(found.wrong)
    assert "'Kenyan police': no actor" in told
    assert "gold DEU GOV" in told
