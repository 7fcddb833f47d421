"""robots.txt: what it allows a program of our name, how long it is believed, and what silence means."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.store import open_store
from sayso.watch import robots

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
SITE = "https://news.example"


@pytest.mark.parametrize(
    ("body", "path", "allowed"),
    [
        pytest.param("", "/a", True, id="empty"),
        pytest.param("User-agent: *\nDisallow:", "/a", True, id="nothing is forbidden"),
        pytest.param("User-agent: *\nDisallow: /", "/a", False, id="all is forbidden"),
        pytest.param("User-agent: *\nDisallow: /\n\nUser-agent: Sayso\nAllow: /", "/a", True, id="but not to us"),
        pytest.param("User-agent: sayso\nDisallow: /news", "/news/1", False, id="to us by name"),
        pytest.param("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False, id="wildcards"),
        pytest.param("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b", True, id="the longer rule wins"),
        pytest.param("<html>not a robots file</html>", "/a", True, id="a page in its place"),
    ],
)
def test_what_is_allowed(body: str, path: str, allowed: bool) -> None:
    assert robots.answered(SITE, 200, body, NOON).allows(SITE + path) is allowed


@pytest.mark.parametrize(
    ("status", "allowed"),
    [(200, True), (404, True), (403, True), (410, True), (500, False), (503, False), (429, False)],
)
def test_a_site_that_is_out_of_order_is_left_alone(status: int, allowed: bool) -> None:
    rules = robots.answered(SITE, status, "", NOON)
    assert rules.allows(f"{SITE}/a") is allowed
    assert (rules.until - NOON) == (robots.KEPT if allowed else robots.KEPT_FAILURE)


def test_feeds_are_refused_only_by_name() -> None:
    everyone = robots.answered(SITE, 200, "User-agent: *\nDisallow: /feed", NOON)
    us = robots.answered(SITE, 200, "User-agent: sayso\nDisallow: /feed", NOON)
    assert (everyone.refuses_us(f"{SITE}/feed"), us.refuses_us(f"{SITE}/feed")) == (False, True)


def test_the_pause_that_a_site_asks_for() -> None:
    assert robots.answered(SITE, 200, "User-agent: *\nCrawl-delay: 7", NOON).delay == 7
    assert robots.answered(SITE, 200, "User-agent: *\nDisallow: /x", NOON).delay is None


@pytest.mark.parametrize(
    ("later", "kept"),
    [
        (timedelta(hours=23), True),
        (timedelta(hours=25), False),
        (timedelta(days=-1), False),
    ],  # the last: the clock was set back
)
def test_rules_are_remembered_for_a_day(tmp_path: Path, later: timedelta, kept: bool) -> None:
    with open_store(tmp_path / "s.db", create=True) as store:
        robots.keep(store, robots.answered(SITE, 200, "User-agent: *\nDisallow: /a", NOON), NOON, 200)
        found = robots.stored(store, SITE, NOON + later)
    assert (found is not None) is kept
    assert found is None or not found.allows(f"{SITE}/a")
