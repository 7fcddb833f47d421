"""`sayso events`: lists in every form, one event explained, empty answers and wrong values told."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from rich.console import Console

from sayso.cli import main
from sayso.cli.events import listed
from sayso.cli.view import View
from sayso.codec.derived import schema_of
from sayso.codec.derived_rows import EVENT_COLUMNS
from sayso.desk import open_desk
from sayso.store import open_store
from sayso.wording.events import days, titled, weight
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
        *("corroborated: it rests on 2", "C, fairly reliable: a named official"),
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
        (("--verdict", "confirmed"), "did you mean corroborated?"),
        (("--country", "Tunesia"), "or its name; did you mean Tunisia?"),
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


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--actor", "Norlnd navy"), "did you mean Norland navy?"),
        (("--party", "Tunesia"), "did you mean Tunisia?"),
        (("--outlet", "Norland Gazete"), "did you mean --outlet 'Norland Gazette'?"),
        (("--root", "two oficials"), "did you mean --root 'two officials'?"),
        (("--root", "two officials", "--type", "PROTEST"), "5 articles; try without"),
    ],
)
def test_names_that_the_store_does_not_have_are_told_those_like_them(
    made: Path, args: tuple[str, ...], told: str
) -> None:
    done = CliRunner().invoke(main, ["events", *args, "--store", str(made)])
    assert told in done.stderr
    assert done.stdout == ""


def _listed(**more: object) -> dict[str, object]:
    row = {"title": "Norland shelled Port Amber", "type": "ASSAULT", "verdict": "disputed", "reports": 2}
    return row | {"independent_roots": 1, "root_details": [_root("A"), _root("B", denies=True)]} | more


def _root(name: str, *, denies: bool = False, counted: bool = True) -> dict[str, object]:
    return {"name": name, "denies": denies, "counted": counted}


@pytest.mark.parametrize(
    ("row", "title", "words"),
    [
        pytest.param(_listed(), "Norland shelled Port Amber", "2 reports / 1 root, 1 denies", id="one against one"),
        pytest.param(
            _listed(root_details=[_root("A"), _root("B", denies=True), _root("C", denies=True)]),
            "Norland shelled Port Amber",
            "2 reports / 1 root, 2 deny",
            id="one against two",
        ),
        pytest.param(
            _listed(root_details=[_root("A", denies=True)]),
            "Norland shelled Port Amber (denied)",
            "2 reports / 1 root",
            id="only denied",
        ),
        pytest.param(
            _listed(verdict="withdrawn", root_details=[_root("A", denies=True)]),
            "Norland shelled Port Amber",
            "2 reports / 1 root, none affirms it",
            id="taken back",
        ),
        pytest.param(
            _listed(verdict="relayed", root_details=[_root("A"), _root("B", denies=True, counted=False)]),
            "Norland shelled Port Amber",
            "2 reports / 1 root",
            id="a denial that does not count",
        ),
    ],
)
def test_what_stands_against_an_event_is_told_with_its_counts(row: dict[str, object], title: str, words: str) -> None:
    assert (titled(row), weight(row)) == (title, words)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-03-12", "2026-03-12", "2026-03-12"),
        ("2026-03-12", "2026-03-14", "2026-03-12..14"),
        ("2026-03-30", "2026-04-02", "2026-03-30..04-02"),
        ("2018-12-19", "2019-01-07", "2018-12-19..2019-01-07"),
        ("2015-01-01", "2015-12-31", "2015"),
        ("2021-02-01", "2021-02-28", "2021-02"),
    ],
)
def test_ranges_of_days(first: str, last: str, told: str) -> None:
    assert days(first, last) == told


def test_an_event_that_is_only_denied_says_so_by_name(made: Path) -> None:
    text = ask(made, "events", "--table").stdout
    assert "(denied)" in text
    assert "denied by Norland navy" in text


def test_no_line_of_a_table_ends_in_spaces_in_colour_neither(made: Path) -> None:
    screen = io.StringIO()
    view = View(Console(file=screen, force_terminal=True, width=100, color_system="truecolor"))
    with open_desk(made) as desk:
        view.show(*listed(view, list(desk.events())))
    lines_shown = screen.getvalue().split("\n")
    assert any("\x1b[" in line for line in lines_shown)
    assert [line for line in lines_shown if re.sub(r"\x1b\[[0-9;]*m", "", line).endswith(" ")] == []
