"""A browser, a desk on the bundled crisis, and visits to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.chromium import ARGUMENTS, executable, is_required, missing
from tests.browser.serving import desk_served
from tests.browser.stores import crisis
from tests.browser.visit import Visit, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser


# Of the package, not of the session: while it runs, Playwright keeps an event loop in this thread, and tests elsewhere start theirs.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The browser; without one these tests are left out, or fail where `SAYSO_BROWSER=required`."""
    why = missing()
    if why and is_required():
        pytest.fail(f"browser tests are required, and {why}")
    if why:
        pytest.skip(why)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="package")
def crisis_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The bundled crisis, coded once; copy it before you write into it."""
    return crisis(tmp_path_factory.mktemp("crisis") / "crisis.db")


@pytest.fixture(scope="package")
def desk(browser: Browser, crisis_store: str) -> Iterator[str]:
    """The address of a desk on the bundled crisis, for tests that read."""
    with desk_served(crisis_store) as address:
        yield address


@pytest.fixture
def own_desk(crisis_store: str, tmp_path: Path) -> Iterator[str]:
    """The address of a desk on a copy, for tests that write."""
    copy = tmp_path / "own.db"
    shutil.copyfile(crisis_store, copy)
    with desk_served(str(copy)) as address:
        yield address


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Makes visits: `visit(address, viewport=...)`. After the test each is looked at for what must not happen."""
    with ExitStack() as stack:
        made: list[Visit] = []

        def begin(address: str, **options: Any) -> Visit:
            made.append(stack.enter_context(visiting(browser, address, **options)))
            return made[-1]

        yield begin
        for one in made:
            one.assert_clean()
