"""Articles that are handed in: read by a worker process of the desk, kept and joined one at a time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.coding.identity import content_hash
from sayso.coding.inputs import Item
from sayso.coding.pool import Pool
from sayso.coding.readers import Readers
from sayso.coding.run import Coder
from sayso.errors import InputError
from sayso.ingest import Given
from sayso.ingest.articles import article_from_text
from sayso.ingest.pages import article_from_html
from sayso.rebuild import refresh
from sayso.store import open_store
from sayso.store.tables import inputs

if TYPE_CHECKING:
    from sayso.model import Article
    from sayso.store import Store

Json = dict[str, Any]
SOURCE = "api"
WAITING = 16  # that may be handed in at a time
SECONDS = 60.0  # for one article


class Intake:
    """Codes one article after another. The worker and the store are opened when the first one comes."""

    def __init__(self, where: str, readers: Readers | None = None, *, profile: str = "default") -> None:
        self.where, self.profile = where, profile
        self._readers = readers
        self._store: Store | None = None
        self._one = threading.Lock()
        self._room = threading.BoundedSemaphore(WAITING)

    def take(self, given: Json, *, by: str) -> Json:
        """The row of the ledger that says how the article ended; events and stories are up to date then."""
        if not self._room.acquire(blocking=False):
            raise InputError(f"{WAITING} articles are waiting to be read; try again in a moment", code="busy")
        try:
            article = _article(given)
            item = Item(source=SOURCE, position=1, content=content_hash(article), occurrence=1, load=lambda: article)
            with self._one:
                return self._coded(item, by)
        finally:
            self._room.release()

    def _coded(self, item: Item, by: str) -> Json:
        if self._store is None:
            self._store = open_store(self.where)
        if self._readers is None:
            self._readers = Pool(self.profile, jobs=1, seconds=SECONDS)
        tally = Coder(self._store, self._readers, profile=self.profile, command=f"api, by {by}").run([item])
        if tally.run is not None:
            refresh(self._store)
        with self._store.read() as connection:
            row = connection.execute(select(inputs).where(inputs.c.id == item.id)).mappings().one()
        return dict(row)

    def close(self) -> None:
        """End the worker and close the store."""
        with self._one:
            if self._readers is not None:
                self._readers.close()
                self._readers = None
            if self._store is not None:
                self._store.close()
                self._store = None


def _article(given: Json) -> Article:
    """The article of what was handed in; nothing of it is fetched."""
    url, outlet, title, language, date = (given.get(n) or None for n in ("url", "outlet", "title", "language", "date"))
    if "html" in given:
        return article_from_html(
            given["html"], given=Given(), date=date, url=url, outlet=outlet, title=title, language=language
        )
    return article_from_text(given["text"], date=date, url=url, outlet=outlet, title=title, language=language)
