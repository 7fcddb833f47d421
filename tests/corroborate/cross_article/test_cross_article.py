"""Four pages of three publishers that all rest on one ministry's statement about the same telephone talks: one root.

The facts are those of the gold case `algiers` (its `cross_article_fixture`): real persons and a real statement of 10 April 2019.
The pages are in our own words, under outlets that do not exist. The first names the statement only further down, the second says
who the other ministers are, the third adds a talk, and the fourth is a near copy of the third.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.coding import code
from sayso.desk import Desk
from sayso.ingest import Given
from sayso.rebuild import refresh
from sayso.store import Store, open_store

FOLDER = Path(__file__).parent
PAGES = sorted(FOLDER.glob("*.html"))
MINISTRY = "Ministry of Foreign Affairs of Algeria"
Json = dict[str, Any]


def fill(where: Path, *batches: list[Path]) -> Store:
    """A store into which the pages come in batches, with all that can be derived after each."""
    store = open_store(where, create=True)
    for pages in batches:
        code([str(page) for page in pages], store, given=Given(), jobs=1)
        refresh(store)
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fill(tmp_path_factory.mktemp("cross") / "pages.db", PAGES) as filled:
        yield filled


def talks(store: Store) -> Json:
    """The event of the telephone talks with Tunis and Cairo."""
    found = [e for e in Desk(store).events(type="CONSULT") if e["mode"] == "phone"]
    return max(found, key=lambda e: e["reports"])


def test_four_pages_of_three_publishers_tell_of_the_talks(store: Store) -> None:
    event = talks(store)
    reports = list(store.reports(event["articles"]))
    assert len(PAGES) == event["reports"] == 4
    assert {r.outlet for r in reports} == {"Meridian Observer", "Casbah Daily", "Harbour Gazette"}
    assert event["when"]["earliest"] == "2019-04-10"


def test_they_rest_on_one_statement_of_a_party(store: Store) -> None:
    event = talks(store)
    assert event["independent_roots"] == 1
    assert event["roots"] == [MINISTRY]
    assert event["verdict"] not in ("corroborated", "disputed", "withdrawn")
    (root,) = store.events([event["id"]])[0].roots
    assert root.self_report
    assert len(root.articles) == 4


def test_the_fourth_page_is_known_as_a_copy_of_the_third(store: Store) -> None:
    third, fourth = (next(r.id for r in store.reports() if r.url and name in r.url) for name in ("siala", "colleague"))
    edges = {(edge.child, edge.parent): edge for edge in store.copies_of([fourth])}
    assert edges[fourth, third].kind in ("near-duplicate", "partial")
    assert edges[fourth, third].evidence


@pytest.mark.slow
def test_the_order_in_which_they_come_changes_nothing(store: Store, tmp_path: Path) -> None:
    with fill(tmp_path / "shuffled.db", PAGES[:1:-1], PAGES[1::-1]) as other:
        mine, theirs = (sorted(s.events(), key=lambda e: e.id) for s in (store, other))
        assert mine == theirs


def test_what_only_two_pages_tell_counts_two_reports(store: Store) -> None:
    """The call to the Libyan minister on the same day is another event, of two reports and one root."""
    found = [
        e
        for e in Desk(store).events(type="CONSULT")
        if "Siala" in str(e["participants"]) and e["id"] != talks(store)["id"]
    ]
    assert [(e["reports"], e["independent_roots"]) for e in found] == [(2, 1)]
