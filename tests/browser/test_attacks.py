"""A store whose every word is an attack: texts stay texts on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import addresses
from tests.browser.payloads import PAYLOADS
from tests.browser.serving import desk_served
from tests.browser.stores import hostile
from tests.browser.visit import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RUNNABLE = "[href^='javascript:' i], [href^='data:' i], [href^='vbscript:' i], [onerror], [onload], [onfocus], [srcdoc], base, iframe, object, embed"


@pytest.fixture(scope="package")
def hostile_desk(
    browser: Browser,  # without a browser no desk is needed
    crisis_store: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, dict[str, str]]]:
    store = hostile(tmp_path_factory.mktemp("hostile") / "hostile.db", crisis_store)
    with desk_served(store) as address:
        yield address, addresses.known(store) | {"feed.id": "0123456789abcdef"}


def test_there_are_two_hundred_attacks() -> None:
    assert len(set(PAYLOADS)) == 200


@pytest.mark.parametrize("template", addresses.templates())
def test_attacks_are_shown_and_not_run(
    template: str, hostile_desk: tuple[str, dict[str, str]], visit: Callable[..., Visit]
) -> None:
    address, known = hostile_desk
    path = addresses.filled(template, known)
    if path is None:
        pytest.skip("the store has nothing for it")
    one = visit(address)
    page = one.open(path, status=None)
    page.wait_for_timeout(150)
    assert page.locator(RUNNABLE).count() == 0
    assert page.locator("script:not([src*='/static/built/'])").count() == 0
    for link in page.locator("a[href^='http']").all()[:50]:
        assert "noopener" in (link.get_attribute("rel") or ""), link.get_attribute("href")


def test_the_attacks_arrive(hostile_desk: tuple[str, dict[str, str]], visit: Callable[..., Visit]) -> None:
    page = visit(hostile_desk[0]).open("/events")
    assert "<script>" in page.locator("main").inner_text(), "without attacks on it the page would prove nothing"


def test_the_attacks_of_a_rule_arrive(hostile_desk: tuple[str, dict[str, str]], visit: Callable[..., Visit]) -> None:
    """Its page is among those that were opened, and shows name, filter, sink, alert and error as texts."""
    address, known = hostile_desk
    path = addresses.filled("/rules/{own}", known)
    assert path
    assert "/rules/{own}" in addresses.templates()
    page = visit(address).open(path)
    told = page.locator("main").inner_text()
    assert told.count("<") > 20
    assert "fails:" in told
