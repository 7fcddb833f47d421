"""The reader: order of stages, batches that keep order, and failures that stay with their article."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso import registry
from sayso.errors import MissingModel, StageError
from sayso.ingest import article_from_text
from sayso.model import Article, ParsedDocument, Problem
from sayso.reader import BATCH, Reader, ready

GOOD = "Egyptian police arrested two journalists in Cairo on Monday, Reuters reported."
QUIET = "The bakery on the corner sells good bread, and the street is calm in the evening."
FRENCH = "Le président de la République a rencontré mardi à Paris le chancelier allemand pour parler de la crise."


def outcomes(texts: Sequence[str]) -> list[str]:
    return [reading.outcome for reading in sayso.read_many(texts)]


@pytest.mark.parametrize(
    ("text", "outcome", "code"),
    [
        (GOOD, "coded", None),
        (QUIET, "no-event", None),
        ("", "problem", "empty"),
        (FRENCH, "problem", "unsupported_language"),
    ],
    ids=["claims", "no event", "empty", "another language"],
)
def test_every_article_ends_in_one_outcome(text: str, outcome: str, code: str | None) -> None:
    reading = sayso.read(text, date="2019-04-11", outlet="Example News")
    assert reading.outcome == outcome
    assert [p.code for p in reading.problems] == ([code] if code else [])


def test_read_gives_the_library_values() -> None:
    reading = sayso.read(GOOD, date="2019-04-11", outlet="Example News", url="https://news.example/1", title="Cairo")
    (claim,) = reading.claims
    assert (claim.event.type, claim.event.mode, claim.status) == ("COERCE", "arrest", "reported")
    assert [link.name for link in claim.chain] == ["Example News", "Reuters"]
    assert (reading.article.outlet, reading.article.url, reading.article.title) == (
        "Example News",
        "https://news.example/1",
        "Cairo",
    )


def test_read_many_keeps_order_over_batches() -> None:
    kinds = [GOOD, "", QUIET, FRENCH]
    texts = [kinds[k % 4] if k % 4 in (1, 3) else f"{kinds[k % 4]} It was day {k}." for k in range(2 * BATCH + 3)]
    readings = list(sayso.read_many(texts))
    assert [r.article.text for r in readings] == texts
    assert [r.outcome for r in readings] == (["coded", "problem", "no-event", "problem"] * BATCH)[: len(texts)]


def test_read_many_takes_articles_and_texts_lazily() -> None:
    asked = []

    def source() -> Iterator[Article | str]:
        for k in range(3 * BATCH):
            asked.append(k)
            yield article_from_text(QUIET, id=f"article:{k}") if k % 2 else QUIET

    readings = sayso.read_many(source())
    assert asked == []
    assert next(readings).outcome == "no-event"
    assert len(asked) == BATCH
    assert next(readings).article.id == "article:1"


class Faulty:
    """A time tagger that fails on some texts, as a bug in a rule would."""

    name, version = "faulty", "1"

    def __init__(self, error: Exception) -> None:
        self.error = error

    def tag(self, parsed: Sequence[ParsedDocument]) -> list[tuple[()]]:
        if any("boom" in p.text for p in parsed):
            raise self.error
        return [() for _ in parsed]


def put(monkeypatch: pytest.MonkeyPatch, stage: str, part: Any) -> None:
    """Let one stage be done by another part."""
    genuine = registry.part
    monkeypatch.setattr(registry, "part", lambda s, name: part if s == stage else genuine(s, name))


@pytest.mark.parametrize(
    ("error", "code"),
    [(ValueError("bad span"), "internal"), (StageError("times", "article:x", "bad row"), "stage")],
    ids=["a bug", "an error of ours"],
)
def test_a_failing_part_costs_one_article(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, code: str
) -> None:
    put(monkeypatch, "times", Faulty(error))
    with caplog.at_level(logging.CRITICAL):
        readings = list(sayso.read_many([GOOD, f"{GOOD} boom", QUIET]))
    assert [r.outcome for r in readings] == ["coded", "problem", "no-event"]
    (problem,) = readings[1].problems
    assert (problem.stage, problem.code) == ("reader", code)
    assert type(error).__name__ in problem.message
    assert str(error) in problem.message


def test_a_part_that_loses_an_article_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Loses:
        name, version = "loses", "1"

        def tag(self, parsed: Sequence[ParsedDocument]) -> list[tuple[()]]:
            return []

    put(monkeypatch, "times", Loses())
    with caplog.at_level(logging.CRITICAL):
        (reading,) = sayso.read_many([GOOD])
    assert "stage 'times' gave 0 for 1" in reading.problems[0].message


def test_problems_of_ingest_stay_first() -> None:
    given = Problem(stage="ingest", code="bad_date", message="x is no date")
    article = article_from_text(GOOD, problems=(given,))
    (reading,) = Reader().read_articles([article])
    assert (reading.problems, reading.outcome) == ((given,), "coded")


def test_an_unreadable_date_is_a_problem_and_not_a_stop() -> None:
    reading = sayso.read(GOOD, date="soon")
    assert [p.code for p in reading.problems] == ["bad_date"]
    assert reading.article.published_at is None
    assert reading.claims


def test_the_timer_hears_every_stage_in_order() -> None:
    heard: list[str] = []
    list(Reader(timer=lambda stage, seconds: heard.append(stage)).read_articles([article_from_text(GOOD)]))
    assert heard == list(registry.STAGES)


def test_nothing_after_cleaning_runs_where_nothing_can_be_read() -> None:
    heard: list[str] = []
    list(Reader(timer=lambda stage, seconds: heard.append(stage)).read_articles([article_from_text("")]))
    assert heard == ["cleaner"]


def test_raw_text_is_read_as_given() -> None:
    text = "Share this article\n\n  Egyptian police arrested two journalists in Cairo on Monday.  \n\nRead more: our newsletter"
    reading = sayso.read(text, raw=True)
    assert reading.document is not None
    assert (reading.document.text, reading.document.text_map) == (text, ((0, 0, len(text)),))
    assert [c.event.type for c in reading.claims] == ["COERCE"]


@pytest.mark.parametrize("profile", ["encoder", "judged"])
def test_a_profile_without_its_weights_ends_before_any_article(
    profile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be the same problem for every article, so it is told once, as an error."""
    monkeypatch.setenv("SAYSO_WEIGHTS", str(tmp_path))
    with pytest.raises(MissingModel, match="no weights of the document encoder"):
        Reader(profile)


def test_the_rules_need_no_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_WEIGHTS", str(tmp_path))
    ready("rules")
