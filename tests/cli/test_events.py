"""`sayso events`: lists in every form, one event explained, empty answers and wrong values told."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.codec.derived import schema_of
from sayso.codec.derived_rows import EVENT_COLUMNS
from sayso.store import open_store
from tests.cli.asked import ask, lines, made, table
from tests.desk.stores import SHELLING

__all__ = ["made"]


def test_a_pipe_gets_one_contract_object_a_line(made: Path) -> None:
    rows = lines(ask(made, "events"))
    assert len(rows) == 5
    for row in rows:
        jsonschema.Draft202012Validator(schema_of("event")).validate(row)


def test_the_other_forms(made: Path, tmp_path: Path) -> None:
    array = json.loads(ask(made, "events", "--json", "--sort", "roots").stdout)
    assert array[0]["verdict"] == "corroborated"
    rows = table(ask(made, "events", "--csv", "--party", "EGY", "--sort", "reports"))
    assert tuple(rows[0]) == EVENT_COLUMNS
    assert rows[0]["roots"] == "two officials|Sudland coast guard"
    assert ask(made, "events", "--tsv").stdout.splitlines()[0].split("\t") == list(EVENT_COLUMNS)
    out = tmp_path / "out.csv"
    assert ask(made, "events", "-o", str(out), "--limit", "2").stdout == ""
    assert len(out.read_text(encoding="utf-8").splitlines()) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_the_table_sets_reports_and_roots_side_by_side_and_says_the_verdict(made: Path) -> None:
    text = ask(made, "events", "--table").stdout
    for words in (
        "Norland navy shelled Port Amber",
        "corroborated",
        "3 reports / 2 roots",
        "1 report / 1 root",
        "withdrawn",
    ):
        assert words in text
    assert "\x1b" not in text


def test_a_table_is_cut_and_tells(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.cli.ask.ON_SCREEN", 2)
    result = ask(made, "events", "--table")
    assert "the first 2 events; more with --limit 10" in result.stderr
    assert "the first" not in ask(made, "events", "--table", "--limit", "2").stderr


def test_one_event_is_explained(made: Path) -> None:
    text = ask(made, "events", "--table", "--id", SHELLING.id.partition(":")[2][:10]).stdout
    for words in (
        *("Norland navy shelled Port Amber", "3 reports / 2 roots", "at least 27 killed", "Port Amber, EGY"),
        *("two or more independent roots agree: it rests on 2", "C, fairly reliable: a named official"),
        *(
            "2, probably true: two agree",
            "speaks for itself",
            "two officials → Norland Gazette",
            "takes over a part: 60%",
        ),
        *("passage: 26 characters", "at least 27 (two officials)  |  31 (Sudland coast guard)"),
        *("confirmed, single-source > corroborated, 1 > 2 roots", "Shells on Port Amber  (3 articles"),
    ):
        assert words in " ".join(text.split()) or words in text, words


def test_a_denial_is_shown_as_such(made: Path) -> None:
    text = ask(made, "events", "--table", "--id", "63dfea117a").stdout
    for words in ("denies it", "disputed", "Norland denies that it shelled the port", "not in tables"):
        assert words in text


def test_an_empty_answer_says_what_to_try(made: Path) -> None:
    result = ask(made, "events", "--type", "PROTEST", "--min-roots", "3", "--csv")
    assert result.stdout.splitlines() == [",".join(EVENT_COLUMNS)]
    assert "no event among 5 events of 5 articles; try without --type, --min-roots" in result.stderr
    assert json.loads(ask(made, "events", "--type", "PROTEST", "--json").stdout) == []


def test_an_empty_store_is_told(tmp_path: Path) -> None:
    open_store(tmp_path / "new.db", create=True).close()
    assert "is empty; fill it: sayso code PATHS" in ask(tmp_path / "new.db", "events").stderr


def test_no_store_is_told(tmp_path: Path) -> None:
    assert "sayso code PATHS" in ask(tmp_path / "none.db", "events", exit_code=1).stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--type", "ASSALT"), "did you mean ASSAULT"),
        (("--verdict", "sure"), "allowed: single-source"),
        (("--country", "Norland"), "is no country"),
        (("--since", "soon"), "is no point in time"),
        (("--sort", "size"), "allowed: date, first, reports, roots"),
    ],
)
def test_wrong_values_are_wrong_usage_and_write_no_file(
    made: Path, tmp_path: Path, args: tuple[str, str], told: str
) -> None:
    result = ask(made, "events", *args, "-o", str(tmp_path / "out.csv"), exit_code=2)
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_store_may_come_from_the_environment(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_STORE", str(made))
    assert len(CliRunner().invoke(main, ["events"]).stdout.splitlines()) == 5


def test_what_an_article_says_cannot_steer_the_terminal(tmp_path: Path) -> None:
    from dataclasses import replace

    from tests.desk.stores import fill

    with fill(tmp_path / "made.db") as store, store.transaction():
        store.replace_events((), [replace(SHELLING, title="red \x1b[31m alert\u202e")])
    assert "\x1b" not in ask(tmp_path / "made.db", "events", "--table").stdout
