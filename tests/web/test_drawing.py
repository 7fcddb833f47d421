"""Pictures and words made for pages."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from sayso.desk.provenance import Edge, Node, Provenance
from sayso.web.chain import chain_svg
from sayso.web.lanes import lanes_svg
from sayso.web.rendering import ago, marked_text, web_link
from sayso.web.spark import spark

HOSTILE = "<script>alert('x')</script>\"&"


def graph(name: str) -> Provenance:
    nodes = {"event": Node("event", "event", name), "r": Node("r", "root", name, name, ["claim:1"], True, 1)}
    return Provenance(nodes, {("event", "r"): Edge("event", "r", "denied", name)})


def test_the_chain_is_sound_xml_whatever_sources_are_called() -> None:
    drawn = chain_svg(graph(HOSTILE), title=HOSTILE, href=lambda node: f"#{node.key}{HOSTILE}")
    tree = ElementTree.fromstring(str(drawn))
    assert "script" not in {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert sum(element.tag.endswith("rect") for element in tree.iter()) == 2


def test_a_denied_edge_is_crossed() -> None:
    assert 'class="stroke-cross"' in chain_svg(graph("a"), title="t", href=lambda _: None)


def lane(at: str) -> dict[str, object]:
    carried = [{"article": "a", "outlet": HOSTILE, "at": "2026-03-11T10:00:00Z", "later": "+2 h"}]
    told = {"event": "event:1", "title": HOSTILE, "verdict": "relayed", "denies": False, "at": at, "carried": carried}
    return {"name": HOSTILE, "told": [told]}


def test_lanes_are_sound_xml() -> None:
    tree = ElementTree.fromstring(str(lanes_svg([lane("2026-03-10")], href=lambda own: f"/{own}")))
    assert "script" not in {element.tag.rpartition("}")[2] for element in tree.iter()}


def test_no_lanes_no_picture() -> None:
    assert lanes_svg([], href=str) == ""


@pytest.mark.parametrize(
    ("times", "bars"),
    [
        ([], 0),
        (["2026-03-10T08:00:00Z"], 0),  # one report is no line
        (["2026-03-10T08:00:00Z", "2026-03-10T08:30:00Z", "2026-03-10T11:00:00Z"], 2),  # two hours of one day
        (["2026-03-10", "2026-03-12", "2026-03-12"], 2),  # two days
    ],
)
def test_spark(times: list[str], bars: int) -> None:
    assert str(spark([{"published": at, "seen": None} for at in times])).count("<rect") == bars


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://a.example/1", "https://a.example/1"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("javascript:alert(1)", "#"),
        (" data:text/html,x", "#"),
        (None, "#"),
    ],
)
def test_only_web_addresses_are_linked(address: str | None, link: str) -> None:
    assert web_link(address) == link


@pytest.mark.parametrize(
    ("spans", "html"),
    [
        ([(10, 12, "act")], "<mark class='act'>ab</mark>&lt;c&gt;"),
        ([(12, 15, "source")], "ab<mark class='source'>&lt;c&gt;</mark>"),
        ([(0, 5, "act"), (14, 40, "act")], "ab&lt;c&gt;"),  # outside the sentence
        ([(10, 12, "act"), (11, 13, "cue")], "<mark class='act'>ab</mark>&lt;c&gt;"),  # the first of two that cross
    ],
)
def test_marks_are_in_characters_of_the_document(spans: list[tuple[int, int, str]], html: str) -> None:
    assert marked_text("ab<c>", spans, 10) == html


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-03-10T11:59:30Z", "just now"),
        ("2026-03-10T11:20:00Z", "40 min ago"),
        ("2026-03-10T09:00:00+00:00", "3 h ago"),
        ("2026-03-09", "1 day ago"),
        ("2026-04-01", "in the future"),
        (None, ""),
        ("never", ""),
    ],
)
def test_ago(at: str | None, words: str) -> None:
    assert ago(at, datetime(2026, 3, 10, 12, tzinfo=UTC)) == words
