"""Which claims two readings of one article have in common, and what they tell otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import InputError
from sayso.evaluate.claim_changes import changes, flat, totals
from sayso.evaluate.claim_sources import readings

Json = dict[str, Any]
TEXT = "Norland bombed Eastport and Sudland met Westland, Ana Velo said. Norland arrested a poet."


def claim(word: str, kind: str = "ASSAULT", *, actor: str | None = "Norland", **more: Any) -> Json:
    """A claim on a word of `TEXT`."""
    at = TEXT.index(word)
    sentence = TEXT.index(". ") + 1
    span = [0, sentence] if at < sentence else [sentence + 1, len(TEXT)]
    return {
        "type": kind,
        "mode": None,
        "status": "asserted",
        "trigger": {"text": word, "span": [at, at + len(word)]},
        "sentence": {"index": 0, "span": span, "text": TEXT[span[0] : span[1]]},
        "participants": [{"role": "actor", "name": actor}] if actor else [],
        "chain": [{"name": "Example News"}],
        "root": "Example News",
        "when": None,
        "place": None,
    } | more


def reading(*claims: Json, own: str = "article:1", text: str = TEXT, url: str | None = None) -> Json:
    return {
        "schema": "sayso-read/1",
        "article": {"id": own, "title": "Bombs", "url": url},
        "text": text,
        "claims": list(claims),
    }


def diff(a: Json, b: Json) -> list[tuple[str, str, list[str]]]:
    return [(row["change"], row["trigger"], row["fields"]) for row in changes([a], [b])]


CHANGED: list[tuple[str, Callable[[Json], object]]] = [
    ("type", lambda c: c.update(type="COERCE")),
    ("mode", lambda c: c.update(mode="aerial")),
    ("actor", lambda c: c["participants"][0].update(name="Sudland")),
    ("recipient", lambda c: c["participants"].append({"role": "recipient", "name": "Eastport"})),
    ("root", lambda c: c.update(root="Ana Velo")),
    ("status", lambda c: c.update(status="denied")),
    ("date", lambda c: c.update(when={"earliest": "2026-03-09", "latest": "2026-03-10"})),
    ("place", lambda c: c.update(place={"name": "Eastport", "country": "NOR"})),
]


@pytest.mark.parametrize(("field", "change"), CHANGED, ids=[name for name, _ in CHANGED])
def test_each_field_that_changes_is_named_alone(field: str, change: Callable[[Json], object]) -> None:
    after = claim("bombed")
    change(after)
    (row,) = changes([reading(claim("bombed"))], [reading(after)])
    assert (row["change"], row["fields"]) == ("changed", [field])
    assert row["a"][field] != row["b"][field]


def test_what_is_the_same_is_not_told() -> None:
    same = reading(claim("bombed"), claim("arrested", "COERCE"))
    assert diff(same, same) == []


def test_gained_and_lost() -> None:
    one, both = reading(claim("bombed")), reading(claim("bombed"), claim("arrested", "COERCE"))
    assert diff(one, both) == [("gained", "arrested", [])]
    assert diff(both, one) == [("lost", "arrested", [])]


def test_another_event_of_the_same_sentence_is_no_change_of_the_first() -> None:
    found = diff(reading(claim("bombed")), reading(claim("met", "CONSULT", actor="Sudland")))
    assert found == [("lost", "bombed", []), ("gained", "met", [])]


def test_a_trigger_that_moved_within_its_sentence_is_the_same_claim() -> None:
    moved = claim("Eastport")
    assert diff(reading(claim("bombed")), reading(moved)) == []


def test_claims_on_one_trigger_pair_by_what_they_say() -> None:
    a = reading(claim("met", "CONSULT", actor="Sudland"), claim("met", "CONSULT", actor="Westland"))
    b = reading(claim("met", "CONSULT", actor="Westland"), claim("met", "CONSULT", actor="Sudland", status="hedged"))
    assert diff(a, b) == [("changed", "met", ["status"])]


def test_sentences_cut_otherwise_still_meet() -> None:
    whole = claim("arrested", "COERCE")
    whole["sentence"] = {"index": 0, "span": [0, len(TEXT)], "text": TEXT}
    assert diff(reading(claim("bombed"), claim("arrested", "COERCE")), reading(claim("bombed"), whole)) == []


def test_texts_cleaned_otherwise_meet_by_the_words_of_the_sentence() -> None:
    later = claim("bombed", status="denied")
    later["sentence"]["span"], later["trigger"]["span"] = [9, 74], [17, 23]
    assert diff(reading(claim("bombed")), reading(later, text="A title\n\n" + TEXT)) == [
        ("changed", "bombed", ["status"])
    ]


def test_articles_meet_by_id_then_address_then_text() -> None:
    one = [reading(claim("bombed"), own="x", url="https://a.example/1"), reading(own="y", text="Other.")]
    other = [reading(own="z", text="Other."), reading(claim("bombed"), own="w", url="https://a.example/1", text="New.")]
    assert list(changes(one, other)) == []


def test_an_article_of_one_side_only_gives_all_its_claims() -> None:
    lone = reading(claim("bombed"))
    assert [row["change"] for row in changes([lone], [])] == ["lost"]
    assert [row["change"] for row in changes([], [lone])] == ["gained"]


def test_totals_and_flat_rows() -> None:
    rows = list(
        changes([reading(claim("bombed"))], [reading(claim("bombed", root="Ana Velo"), claim("arrested", "COERCE"))])
    )
    found = totals(rows)
    assert (found["gained"], found["lost"], found["changed"], found["root"], found["type"]) == (1, 0, 1, 1, 0)
    assert (flat(rows[0])["root_a"], flat(rows[0])["root_b"]) == ("Example News", "Ana Velo")
    assert flat(rows[1])["type_a"] is None


def test_files_of_readings(tmp_path: Path) -> None:
    lines, array = tmp_path / "a.jsonl", tmp_path / "a.json"
    lines.write_text(json.dumps(reading()) + "\n\n" + json.dumps(reading(own="2")) + "\n", encoding="utf-8")
    array.write_text(json.dumps([reading(), reading(own="2")], indent=1), encoding="utf-8")
    assert [r["article"]["id"] for r in readings(str(lines))] == ["article:1", "2"]
    assert list(readings(str(lines))) == list(readings(str(array)))


@pytest.mark.parametrize(
    ("text", "words"),
    [('{"schema": "x/1"}', "wanted 'sayso-read/1'"), ("{", "line 1 is no JSON"), ("[]", "schema None")],
)
def test_wrong_files_say_what_to_do(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words) as caught:
        list(readings(str(path)))
    assert "sayso read ARTICLES --nl" in caught.value.message
    with pytest.raises(InputError, match="there is no file"):
        list(readings(str(tmp_path / "none.jsonl")))
