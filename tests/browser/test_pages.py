"""Every page: no error, nothing refused or foreign, nothing serious for axe, no sideways scrolling on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser import addresses
from tests.browser.axe import findings
from tests.browser.visit import Visit

# Shown without a part that the crisis does not have.
WITHOUT = {"/feed/{id}": "no feed is watched", "/rules/{own}": "no rule is kept"}
REFUSED = ("/account", "/tokens")  # pages of one who signed in


@pytest.fixture(scope="package")
def known(crisis_store: str) -> dict[str, str]:
    return addresses.known(crisis_store)


def address(template: str, known: dict[str, str]) -> str:
    found = addresses.filled(template, known)
    if found is None:
        assert template in WITHOUT, f"tests/browser/addresses.py knows no value for a part of {template}"
        pytest.skip(WITHOUT[template])
    return found


@pytest.mark.parametrize("template", addresses.templates())
def test_a_page_is_clean_and_accessible(
    template: str, desk: str, known: dict[str, str], visit: Callable[..., Visit]
) -> None:
    one = visit(desk)
    page = one.open(address(template, known), status=None)
    assert page.locator("h1").count() == 1
    assert page.title().strip(" ·")
    assert findings(page) == []
    page.emulate_media(color_scheme="dark")
    assert findings(page, rules=["color-contrast"]) == [], "dark theme"
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(100)
    assert findings(page, rules=["target-size", "scrollable-region-focusable"]) == [], "phone"
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 1, f"{template} scrolls sideways on a phone, by {wide} pixels"


@pytest.mark.parametrize("template", addresses.templates())
def test_a_page_can_be_read_without_script(
    template: str, desk: str, known: dict[str, str], visit: Callable[..., Visit]
) -> None:
    one = visit(desk, java_script_enabled=False)
    path = address(template, known)
    answer = one.page.goto(one.address + path)
    assert answer is not None
    assert answer.status < 500
    main = one.page.locator("main")
    assert main.is_visible()
    assert len((main.inner_text() or "").split()) >= 3, "there is something to read"
    for name in ("sayso-series", "sayso-map", "sayso-graph"):
        for element in one.page.locator(name).all():
            inside = element.locator("table, .empty, p, ul, svg[aria-label]")
            assert inside.count(), f"{name} on {path} has nothing to read without script"
            assert inside.first.is_visible(), f"{name} on {path} hides what it has without script"
