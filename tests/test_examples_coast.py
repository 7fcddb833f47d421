"""The two bundled affairs beside the crisis: one that three roots tell, and a rumour that five outlets have from one."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.desk import open_desk

FOLDER = Path(str(files("sayso") / "examples" / "coast"))
PAGES = sorted(FOLDER.glob("*.html"))
RUMOUR, PORT = "COERCE", "ASSAULT"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    where = str(tmp_path_factory.mktemp("coast") / "coast.db")
    done = CliRunner().invoke(main, ["code", str(FOLDER), "--jobs", "1", "--store", where])
    assert done.exit_code == 0, done.stderr
    with open_desk(where) as found:
        yield found


@pytest.fixture(scope="module")
def events(desk: Any) -> dict[str, dict[str, Any]]:
    return {event["type"]: event for event in desk.events()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_an_article_says_that_it_is_invented(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert "Illustrative article, written for Sayso." in text
    hosts = re.findall(r"https?://([^/\"]+)", text)
    assert hosts
    assert all(host.endswith(".example") for host in hosts)


def test_each_affair_is_a_story_and_one_event(desk: Any, events: dict[str, dict[str, Any]]) -> None:
    told = {(story["reports"], story["independent_roots"], len(story["events"])) for story in desk.stories()}
    assert told == {(5, 1, 1), (4, 3, 1)}
    assert set(events) == {RUMOUR, PORT}


def test_the_rumour_rests_on_one_source_without_a_name(events: dict[str, dict[str, Any]]) -> None:
    rumour = events[RUMOUR]
    assert (rumour["verdict"], rumour["mode"], rumour["reports"]) == ("echoed", "seize", 5)
    assert rumour["roots"] == ["security source (Langue de Barbarie)"]
    assert [p["name"] for p in rumour["participants"]] == ["Mauritanian navy", "three Senegalese fishing boats"]


def test_the_other_one_on_three(events: dict[str, dict[str, Any]]) -> None:
    port = events[PORT]
    assert (port["verdict"], port["reports"], port["independent_roots"]) == ("corroborated", 4, 3)
    assert {"Kenya Red Cross", "Ministry of the Interior of Kenya"} < set(port["roots"])
    assert port["quantities"] == [{"kind": "killed", "low": 2, "high": 2}]
    assert port["place"]["name"] == "Mombasa"
