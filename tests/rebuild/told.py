"""Articles read once for all tests of rebuilding, as the entries that coding them wrote."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from sayso.coding import code
from sayso.store import Entry, Store, open_store

CRISIS = Path(str(files("sayso") / "examples" / "crisis"))

UNRELATED = (
    "The health ministry of Peru opened two clinics in Arequipa on Monday, the newspaper Diario del Misti reported. "
    "Teachers in Cusco protested against a new timetable on Tuesday."
)
SECOND_VERSION = (
    "The health ministry of Peru opened three clinics in Arequipa on Monday, the newspaper Diario del Misti reported. "
    "Teachers in Cusco protested against a new timetable on Tuesday."
)


class Kept(Store):
    """A store that remembers what was recorded."""

    entries: list[Entry]

    def record(self, entry: Entry) -> None:
        self.entries.append(entry)
        super().record(entry)


@cache
def crisis() -> tuple[Entry, ...]:
    """The bundled crisis, and two versions of a page that has nothing to do with it, last."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        second = Path(folder, "pages.jsonl")
        second.write_text("\n".join(_line(text) for text in (UNRELATED, SECOND_VERSION)))
        plain = open_store(Path(folder, "told.db"), create=True)
        store = Kept(plain.engine, plain.address, plain.version)
        store.entries = []
        code([str(CRISIS), str(second)], store, jobs=1)
        store.close()
        return tuple(e for e in store.entries if e.article is not None)


def _line(text: str) -> str:
    import json

    return json.dumps(
        {
            "text": text,
            "outlet": "Misti Example Herald",
            "url": "https://misti-herald.example/clinics",
            "published_at": "2026-10-14",
        }
    )


def recorded(where: Path | str, entries: tuple[Entry, ...] | list[Entry]) -> Store:
    """A new store that holds these entries."""
    store = open_store(where, create=True)
    run = store.begin_run("test", "default", {})
    for entry in entries:
        store.record(replace(entry, run=run))
    return store
