"""`sayso judge` keeps what people decide, names claims and articles rather than events, and takes it back on request."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.model.ledger import JUDGEMENTS, Judgement
from sayso.store import open_store
from tests.desk.stores import BLOCKADE, DENIED, SHELLING, TALKS, entry, fill
from tests.postgres import server


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("made") / "made.db"
    fill(where).close()
    return where


@pytest.fixture
def store(made: Path, tmp_path: Path) -> str:
    return str(shutil.copy(made, tmp_path / "made.db"))


def run(store: str, *args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["judge", *args, "--store", store])
    return result.exit_code, result.stdout, result.stderr


def judged(store: str, *args: str) -> list[dict[str, Any]]:
    """The rows of a decision; nothing is derived anew, since these events were made by hand."""
    code, text, told = run(store, *args, "--json", "--no-derive", "--by", "ann")
    assert code == 0, told
    return [json.loads(line) for line in text.splitlines()]


def kept(store: str) -> list[Judgement]:
    with open_store(store, read_only=True) as opened:
        return [j for j in opened.judgements() if j.id != "judgement:1"]


@pytest.mark.parametrize(
    ("args", "a", "b", "answer"),
    [
        (("same-event", "claim:2", "claim:1"), "claim:1", "claim:2", "yes"),  # either may come first
        (("same-event", SHELLING.id, TALKS.id, "no"), "claim:1", "claim:5", "no"),  # an event is its first claim
        (("same-event", SHELLING.id.partition(":")[2][:10], "claim:5", "unsure"), "claim:1", "claim:5", "unsure"),
        (("same-actor", "actor:norland-navy", "sudland coast guard"), "actor:norland-navy", "actor:sudland-coast-guard", "yes"),
        (("copy-of", "https://sudland-courier.example/2", "article:1"), "article:2", "article:1", "yes"),
        (("copy-of", "article:3", "article:1", "no"), "article:3", "article:1", "no"),
        (("root-is", "claim:5", "Amber Wire"), "claim:5", "outlet:amber-wire", "yes"),
        (("root-is", "claim:5", "outlet:sudland", "no"), "claim:5", "outlet:sudland-courier", "no"),  # a beginning
        (("root-is", DENIED.id, "two officials"), "claim:4", "unnamed:two-officials", "yes"),
        (("wrong", "claim:3"), "claim:3", None, "yes"),
        (("reliability", "Norland Gazette", "b"), "outlet:norland-gazette", None, "B"),
    ],
)  # fmt: skip
def test_a_decision_is_a_row_that_names_claims_articles_and_sources(
    store: str, args: tuple[str, ...], a: str, b: str | None, answer: str
) -> None:
    (row,) = judged(store, *args)
    assert (row["kind"], row["a"], row["b"], row["answer"], row["by"]) == (args[0], a, b, answer, "ann")
    assert [(j.id, j.a, j.b, j.answer) for j in kept(store)] == [(row["id"], a, b, answer)]


def test_a_store_in_postgresql_is_judged_alike() -> None:
    where = server().database()
    fill(where).close()
    (row,) = judged(where, "root-is", DENIED.id.partition(":")[2][:6], "two officials")
    assert (row["a"], row["b"]) == ("claim:4", "unnamed:two-officials")
    assert (
        "has no actor 'Norland army'"
        in run(where, "same-actor", "actor:norland-navy", "Norland army", "--by", "ann")[2]
    )
    judged(where, "undo", row["id"])
    assert kept(where) == []


def test_every_kind_has_a_command() -> None:
    text = CliRunner().invoke(main, ["judge", "--help"]).stdout
    assert all(f"\n  {kind} " in text for kind in (*JUDGEMENTS, "list", "undo"))


def test_the_root_of_an_event_is_a_row_for_each_claim_and_one_undo_takes_all_back(store: str) -> None:
    rows = judged(store, "root-is", SHELLING.id, "Amber Wire")
    assert [row["a"] for row in rows] == ["claim:1", "claim:2"]
    undone = judged(store, "undo", rows[1]["id"])
    assert {row["undoes"] for row in undone} == {row["id"] for row in rows}
    assert kept(store) == []
    judged(store, "undo", undone[1]["id"])
    assert {(j.id, j.b) for j in kept(store)} == {(row["id"], "outlet:amber-wire") for row in rows}


def test_an_undo_can_be_undone(store: str) -> None:
    (row,) = judged(store, "wrong", "claim:3", "--note", "a misreading")
    (undone,) = judged(store, "undo", row["id"].partition(":")[2][:8])
    assert kept(store) == []
    judged(store, "undo", undone["id"])
    assert [(j.a, j.note) for j in kept(store)] == [("claim:3", "a misreading")]


def test_the_list_says_what_ids_stand_for_and_leaves_out_what_was_undone(store: str) -> None:
    (row,) = judged(store, "copy-of", "article:2", "article:1")
    code, text, _ = run(store, "list")
    assert code == 0
    assert [line.split("  ")[0] for line in text.splitlines()] == ["judgement:1", row["id"]]
    assert "article:1 (Norland Gazette: Shells on Port Amber)" in text
    assert "by tester, 2026-03-13 00:00: no aid" in text
    judged(store, "undo", row["id"])
    assert row["id"] not in run(store, "list")[1]
    every = run(store, "list", "--all")[1]
    assert f"{row['id']}  copy-of" in every
    assert "yes (undone)" in every
    assert f"undoes {row['id']}" in every


def test_a_list_is_also_json(store: str) -> None:
    (row,) = (json.loads(line) for line in run(store, "list", "--json")[1].splitlines())
    assert row["schema"] == "sayso-judgement/1"
    assert (row["kind"], row["a"], row["in_force"]) == ("wrong", "claim:6", True)
    assert row["a_says"].startswith("Aid")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("wrong", "claim:ffff"), "has no claim 'claim:ffff'; list them with: sayso claims --store"),
        (("same-event", "claim:1", "0000"), "has no claim or event '0000'"),
        (("same-event", "claim:1", SHELLING.id), "are one and the same, claim:1"),
        (("wrong", "claim:"), "'claim:' may be claim:1, claim:2"),
        (("copy-of", "article:1", "https://nowhere.example/"), "has no article 'https://nowhere.example/'"),
        (("copy-of", "article:1", "article:1"), "are one and the same"),
        (("same-actor", "actor:norland-navy", "Norland army"), "names like it: Norland Gazette, Norland navy"),
        (("root-is", "claim:1", "Radio Nowhere"), "has no source 'Radio Nowhere'; list them with: sayso sources"),
        (("undo", "judgement:ffff"), "sayso judge list --all"),
    ],
)
def test_an_unknown_id_is_told_with_the_next_step(store: str, args: tuple[str, ...], told: str) -> None:
    code, text, error = run(store, *args, "--by", "ann")
    assert code in (1, 2)
    assert text == ""
    assert told in error
    assert kept(store) == []


def test_what_was_undone_cannot_be_undone_again(store: str) -> None:
    judged(store, "undo", "judgement:1")
    code, _, error = run(store, "undo", "judgement:1")
    assert code == 1
    assert "was taken back already" in error


def test_a_medium_that_we_know_can_be_a_root_before_anyone_quotes_it(store: str) -> None:
    (row,) = judged(store, "root-is", "claim:3", "Reuters")
    assert row["b"].startswith("outlet:")


def test_a_root_that_no_article_names_is_taken_only_when_said_to_be_new(store: str) -> None:
    assert "has no source 'Ana Bell'" in run(store, "root-is", "claim:3", "Ana Bell", "--by", "ann")[2]
    (row,) = judged(store, "root-is", "claim:3", "Ana Bell", "--new")
    assert row["b"] == "Ana Bell"
    (known,) = judged(store, "root-is", "claim:3", "Amber Wire", "--new")
    assert known["b"] == "outlet:amber-wire"


def test_the_event_is_told_as_it_is_then(store: str) -> None:
    _, text, told = run(store, "wrong", "claim:3", "--no-derive", "--by", "ann")
    assert text.startswith("judgement:")
    assert f"event {BLOCKADE.id.partition(':')[2][:10]}: Ana Velo threatened" in told
    assert "single-source, 1 report / 1 root" in told


def test_what_an_earlier_version_of_a_page_said_is_told_to_count_no_more(store: str) -> None:
    with open_store(store) as opened:
        again = entry(
            opened.begin_run("again", "default", {}), 6, "Norland Gazette", "Shells", "All was quiet.", (),
            published="2026-03-13",
        )  # fmt: skip
        opened.record(replace(again, article=replace(again.article, url="https://norland-gazette.example/1")))
    told = run(store, "wrong", "claim:1", "--no-derive", "--by", "ann")[2]
    assert "claim:1 is of an earlier version of its page" in told
    assert "earlier version" not in run(store, "wrong", "claim:5", "--no-derive", "--by", "ann")[2]


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    code, _, told = run(str(tmp_path / "none.db"), "wrong", "claim:1", "--by", "ann")
    assert code == 1
    assert "none.db" in told
    assert not (tmp_path / "none.db").exists()
