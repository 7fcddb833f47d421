#!/usr/bin/env python3
"""Draws the terminal views as docs/images/*.svg, for the README.

    python docs/make_picture.py [SOURCE [--date DATE] [--outlet NAME]] [--explain N] [-o FILE]
    python docs/make_picture.py --event FOLDER -o docs/images/event.svg

With --event the articles of a folder are coded, and the corroborated event with most reports is shown under the list of all.
With a SOURCE the picture shows a real reading of it; without one, the hand-built reading of the tests (to work on the view).
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from sayso.cli.explain import print_explanation
from sayso.cli.view import View
from sayso.model import Reading

ROOT = Path(__file__).resolve().parents[1]
FONTS = "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
THEME = TerminalTheme(
    (16, 20, 24),
    (222, 226, 230),
    [
        (60, 66, 72),
        (255, 123, 114),
        (126, 211, 133),
        (242, 204, 96),
        (121, 170, 255),
        (214, 153, 255),
        (98, 210, 222),
        (222, 226, 230),
    ],
    [
        (139, 148, 158),
        (255, 123, 114),
        (126, 211, 133),
        (242, 204, 96),
        (121, 170, 255),
        (214, 153, 255),
        (98, 210, 222),
        (255, 255, 255),
    ],
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("source", nargs="?")
    options.add_argument("--date")
    options.add_argument("--outlet")
    options.add_argument("--explain", type=int, metavar="N")
    options.add_argument("--event", type=Path, metavar="FOLDER")
    options.add_argument("--width", type=int, default=100)
    options.add_argument("-o", "--output", type=Path, default=ROOT / "docs" / "images" / "read.svg")
    given = options.parse_args()
    if given.event:
        svg = picture(lambda view: print_event(view, given.event), "sayso events --id …", given.width)
        given.output.write_text(svg, encoding="utf-8")
        return
    reading = real(given.source, given.date, given.outlet) if given.source else by_hand()
    title = f"sayso read {Path(given.source).name}" if given.source else "sayso read article.html"
    title += f" --explain {given.explain}" if given.explain else ""
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text(draw(reading, title, width=given.width, explain=given.explain), encoding="utf-8")


def real(source: str, date: str | None, outlet: str | None) -> Reading:
    from sayso.ingest import read_source
    from sayso.reader import Reader

    return next(Reader().read_articles(read_source(source, date=date, outlet=outlet)))


def by_hand() -> Reading:
    sys.path.insert(0, str(ROOT))
    from tests.readings import example

    return example()


def print_event(view: View, folder: Path) -> None:
    """Code a folder, list its events, and explain the corroborated one that most articles report."""
    from sayso.cli.event_card import card
    from sayso.coding import code
    from sayso.coding.readers import Inline
    from sayso.desk import open_desk
    from sayso.desk.event_view import event_view
    from sayso.rebuild import refresh
    from sayso.store import open_store

    with tempfile.TemporaryDirectory() as home:
        where = Path(home, "news.db")
        with open_store(where, create=True) as store:
            code([str(folder)], store, readers=Inline())
            refresh(store)
        with open_desk(str(where)) as desk:
            event = next(iter(desk.events(verdict="corroborated", sort="reports", limit=1)))
            view.show(*card(view, event_view(desk.store, event)))


def draw(reading: Reading, title: str, *, width: int, explain: int | None = None) -> str:
    """The picture of a reading."""

    def show(view: View) -> None:
        if explain:
            print_explanation(view, reading, explain)
        else:
            view.print(reading)

    return picture(show, title, width)


def picture(show: Callable[[View], None], title: str, width: int) -> str:
    """The SVG; no font or anything else is loaded from elsewhere, and equal content gives equal bytes."""
    console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    show(View(console))
    svg = console.export_svg(title=title, theme=THEME, unique_id="sayso")
    svg = re.sub(r"@font-face \{[^}]*\}\s*", "", svg)
    return svg.replace("Fira Code, monospace", FONTS)


if __name__ == "__main__":
    main()
