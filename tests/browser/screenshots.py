"""Pictures of the desk for the documentation and for looking at: `python -m tests.browser.screenshots [FOLDER] [--docs]`.

Without `--docs` every page at desktop and phone width, light and dark; with it the few that docs/ shows.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.browser import addresses
from tests.browser.chromium import ARGUMENTS, executable
from tests.browser.serving import desk_served
from tests.browser.stores import crisis
from tests.browser.visit import visiting

SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
DOCS = {
    "today": "/",
    "event": "/event/{id}",
    "story": "/story/{id}",
    "map": "/map",
    "dyad": "/dyad/{a}/{b}",
    "review": "/review",
    "brief": "/brief?day=2026-10-14",
    "sources": "/sources",
}


def name_of(template: str) -> str:
    """`/dyad/{a}/{b}` as a file's name: `dyad-a-b`."""
    return template.strip("/").replace("{", "").replace("}", "").replace("/", "-") or "today"


def take(store: str, folder: Path, pages: dict[str, str], sizes: tuple[str, ...], schemes: tuple[str, ...]) -> int:
    """Take a picture of each page in each size and scheme; gives how many."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    taken = 0
    with desk_served(store) as address, sync_playwright() as playwright:
        known = addresses.known(store)
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        for size in sizes:
            for scheme in schemes:
                with visiting(browser, address, viewport=SIZES[size], color_scheme=scheme) as visit:
                    for name, template in pages.items():
                        path = addresses.filled(template, known)
                        if path is None:
                            continue
                        page = visit.open(path, status=None)
                        page.wait_for_timeout(400)  # the finer coasts of a map come after it is ready
                        file = f"desk-{name}.png" if len(sizes) == len(schemes) == 1 else f"{name}-{size}-{scheme}.png"
                        page.screenshot(path=folder / file)
                        taken += 1
        browser.close()
    return taken


def main() -> None:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(description="Take pictures of the desk.")
    parser.add_argument("folder", nargs="?", type=Path, default=None)
    parser.add_argument("--docs", action="store_true", help="only the pictures that docs/ shows, into docs/images")
    parser.add_argument("--store", help="a store to show; without it the bundled crisis is coded")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        store = given.store or crisis(Path(room) / "crisis.db")
        if given.docs:
            take(store, given.folder or Path("docs/images"), DOCS, ("desktop",), ("light",))
        else:
            pages = {name_of(template): template for template in addresses.templates()}
            take(store, given.folder or Path("screenshots"), pages, tuple(SIZES), ("light", "dark"))


if __name__ == "__main__":
    main()
