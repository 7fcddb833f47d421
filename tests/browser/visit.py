"""A page of a browser that keeps what must not happen: errors, refused content, requests to others, dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Route

HERE = ("127.0.0.1", "localhost", "::1")
SETTLED = """() => [...document.querySelectorAll("sayso-series, sayso-map, sayso-graph")].every(e => e.dataset.state)
  && (!document.querySelector("script[src*='built/desk.js']") || "ready" in document.documentElement.dataset)"""


@dataclass
class Visit:
    """One reader of a desk."""

    address: str
    page: Page
    context: BrowserContext
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def open(self, path: str, *, status: int | None = 200) -> Page:
        """Open a page of the desk and wait until its pictures are drawn."""
        answer = self.page.goto(self.address + path, wait_until="load")
        assert answer is not None
        assert status is None or answer.status == status, f"{path}: {answer.status}"
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page that is shown has its script and pictures."""
        self.page.wait_for_load_state("load")
        self.page.wait_for_function(SETTLED, timeout=20_000)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Type words where the focus is."""
        self.page.keyboard.type(words)

    @property
    def path(self) -> str:
        """Where the reader is, without the host."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def focused(self) -> str:
        """The words of what has the focus."""
        found: str = self.page.evaluate(
            "() => (document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim()"
        )
        return " ".join(found.split())

    def heard(self) -> str:
        """What the live region says by now."""
        self.page.wait_for_timeout(120)
        return " ".join((self.page.locator("#live").text_content() or "").split())

    def assert_clean(self) -> None:
        """Nothing happened that must not."""
        assert not self.dialogs, f"dialogs: {self.dialogs}"
        assert not self.foreign, f"requests to others: {self.foreign}"
        assert not self.errors, f"errors: {self.errors}"


@contextmanager
def visiting(browser: Browser, address: str, **options: Any) -> Iterator[Visit]:
    """A visit with a context of its own: cookies, storage and size are not those of another."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options)
    context.set_default_timeout(15_000)
    visit = Visit(address, context.new_page(), context)

    def guard(route: Route) -> None:
        if urlsplit(route.request.url).hostname in HERE:
            route.continue_()
        else:
            visit.foreign.append(route.request.url)
            route.abort()

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _expected(message.text):
            visit.errors.append(message.text)

    def asked(dialog: Dialog) -> None:
        visit.dialogs.append(dialog.message)
        dialog.dismiss()

    context.route("**/*", guard)
    visit.page.on("console", said)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.on("dialog", asked)
    try:
        yield visit
    finally:
        context.close()


def _expected(text: str) -> bool:
    """What the browser itself says: of pages that are errors on purpose, and of drawing without a graphics card."""
    return (text.startswith("Failed to load resource") and "status of 4" in text) or "GL Driver Message" in text
