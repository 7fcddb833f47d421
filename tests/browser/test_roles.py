"""People with a role at a desk that asks who they are: a reviewer works, a reader is refused in words, a session ends."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from tests.browser.serving import desk_served
from tests.browser.visit import Visit

PASSWORD = "four quiet harbour lamps"


@pytest.fixture(scope="module")
def peopled(crisis_store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The store and the address of a desk with a reviewer and a reader, added as the documentation says."""
    store = str(tmp_path_factory.mktemp("people") / "peopled.db")
    shutil.copyfile(crisis_store, store)
    for name, role in (("rene", "reviewer"), ("rita", "reader")):
        command = (
            sys.executable,
            "-m",
            "sayso",
            "users",
            "add",
            name,
            "--role",
            role,
            "--password-stdin",
            "--store",
            store,
        )
        subprocess.run(
            command, input=f"{PASSWORD}\n", text=True, check=True, capture_output=True, timeout=60, env=dict(os.environ)
        )
    with desk_served(store) as address:
        yield store, address


def sign_in(one: Visit, name: str) -> None:
    page = one.page
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    one.settle()


def judgements(store: str) -> int:
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        return int(db.execute("select count(*) from judgements").fetchone()[0])


def answered(one: Visit, key: str) -> str:
    with one.page.expect_navigation():
        one.press(key)
    one.settle()
    return one.page.locator("main").inner_text()


def test_a_reviewer_signs_in_reviews_three_and_takes_one_back(
    peopled: tuple[str, str], visit: Callable[..., Visit]
) -> None:
    store, address = peopled
    one = visit(address)
    one.page.goto(f"{address}/review")
    assert one.path == "/login?next=/review"
    sign_in(one, "rene")
    assert one.path == "/review", "on to what was wanted"
    assert one.page.locator("header.top .who").get_by_text("rene").is_visible()
    questions = {one.page.locator("h2#ask").inner_text() + one.page.locator(".evidence").first.inner_text()}
    for key in ("x", "u", "n"):
        answered(one, key)
        if one.page.locator("h2#ask").count():
            questions.add(one.page.locator("h2#ask").inner_text() + one.page.locator(".evidence").first.inner_text())
    assert len(questions) >= 3, "three different things are asked"
    kept = judgements(store)
    assert kept >= 2
    assert "taken back" in answered(one, "z")
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        assert {row[0] for row in db.execute("select distinct judged_by from judgements")} == {"rene"}
    assert one.open("/people", status=403).locator("h1").inner_text() == "Not allowed"


def test_a_reader_reads_and_is_told_who_may_do_more(peopled: tuple[str, str], visit: Callable[..., Visit]) -> None:
    _, address = peopled
    one = visit(address)
    one.page.goto(f"{address}/events")
    sign_in(one, "rita")
    one.press("j")
    with one.page.expect_navigation():
        one.press("Enter")
    one.settle()
    assert one.path.startswith("/event/")
    assert one.page.get_by_text("This claim is wrong").count() == 0, "no button that would be refused"
    page = one.open("/review", status=None)
    words = page.locator("main").inner_text()
    assert "needs the role reviewer; rita is reader" in words
    assert "sayso users role rita reviewer" in words


def test_a_session_that_ended_is_told_and_leads_back(peopled: tuple[str, str], visit: Callable[..., Visit]) -> None:
    store, address = peopled
    one = visit(address)
    one.page.goto(f"{address}/events?verdict=disputed")
    sign_in(one, "rita")
    assert one.path == "/events?verdict=disputed"
    with closing(sqlite3.connect(store)) as db, db:
        db.execute(
            "update sessions set expires_at = '2020-01-01T00:00:00Z', used_at = '2020-01-01T00:00:00Z' where user_name = 'rita'"
        )
    one.page.goto(f"{address}/stories?sort=reports")
    assert one.path.startswith("/login")
    assert "ended" in one.page.get_by_role("status").inner_text()
    sign_in(one, "rita")
    assert one.path == "/stories?sort=reports"
