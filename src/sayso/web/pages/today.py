"""Today: what changed since one last looked."""

from __future__ import annotations

import time
from typing import Any

from sayso.codec.derived_rows import CHANGE_COLUMNS, change_row
from sayso.desk import visits
from sayso.desk.changes import told
from sayso.desk.coverage import coverage
from sayso.desk.filters import filter_of
from sayso.desk.today import KINDS, MOST, since_when, today
from sayso.web.ask import Ask
from sayso.web.page import Page, Pages
from sayso.web.scoped import scoped
from sayso.web.spark import spark

Json = dict[str, Any]
pages = Pages()
_LOOKED: dict[tuple[str, str], float] = {}  # when a look was last written down, so that reloads do not write
_EVERY = 120.0


@pages.page("/", template="today.html", nav="today")
def show(ask: Ask) -> Page:
    """The lines that matter most, what is new, confirmed, disputed and withdrawn, and which feeds were silent."""
    store = ask.desk.store
    visited = visits.before(store, ask.reader)
    since = since_when(store, ask.param("since"), visited)
    kind = ask.param("kind", KINDS[0])
    asked = filter_of(**{k: v for k, v in scoped(ask).items() if k != "since"})
    found = today(store, since, asked, kind=kind if kind in KINDS else KINDS[0])
    covered = coverage(store)
    _look(ask)
    return Page(
        title="Today",
        data=found | {"coverage": covered},
        rows=lambda: (change_row(row) for _, row in told(store, max(since.number, found["newest"] - MOST), asked)),
        columns=CHANGE_COLUMNS,
        context={"kinds": KINDS, "covered": covered, "spark": spark},
    )


def _look(ask: Ask) -> None:
    key = (ask.settings.store, ask.reader)
    now = time.monotonic()
    if now - _LOOKED.get(key, -_EVERY) >= _EVERY and not ask.request.url.path.endswith((".json", ".csv")):
        _LOOKED[key] = now
        with ask.writing() as store:
            visits.look(store, ask.reader)
