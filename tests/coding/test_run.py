"""One run: every input ends in one state, the counts add up, a second run adds nothing, a changed page is a new version."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.coding import Tally, code, inputs
from sayso.coding.readers import Inline
from sayso.coding.status import quarantined, status_of
from sayso.errors import InputError, UnknownPart
from sayso.ingest import Given
from sayso.ingest.fetch import Fetched
from sayso.model import Article
from sayso.store import Store, metadata, open_store
from tests.coding.fake import FACTORY
from tests.coding.kill_loop import write_inputs
from tests.postgres import server

Coding = Callable[..., Tally]


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    where = server().database() if request.param == "postgresql" else tmp_path / "sayso.db"
    with open_store(where, create=True) as opened:
        yield opened


@pytest.fixture
def run(store: Store) -> Coding:
    """Codes sources, or records given as dictionaries, into the store."""

    def run(*sources: Any, **more: Any) -> Tally:
        if sources and isinstance(sources[0], dict):
            more["stdin"] = io.BytesIO("\n".join(map(json.dumps, sources)).encode())
            sources = ("-",)
        tally = code(map(str, sources), store, readers=Inline(factory=FACTORY), **more)
        assert store.balance().adds_up
        return tally

    return run


def counts(tally: Tally) -> tuple[int, int, int, int, int]:
    return tally.coded, tally.duplicate, tally.no_event, tally.quarantined, tally.known


def page(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "outlet": "Example News", "published_at": "2026-03-12", **more}


def test_each_input_ends_in_one_state(store: Store, run: Coding) -> None:
    tally = run(
        page("Rebels attacked Guards."),
        page("Rebels  attacked\nGuards."),  # the same but for white space
        page("Rebels attacked Guards.", outlet="Other News"),  # a copy: another article
        page("A quiet day."),
        page("NOT ENGLISH"),
        {"title": "no text"},
    )
    assert counts(tally) == (2, 1, 1, 2, 0)
    assert (tally.inputs, tally.claims) == (6, 2)
    balance = store.balance()
    assert (balance.inputs, balance.articles, balance.claims) == (6, 3, 2)
    assert [row["reason"] for row in quarantined(store)] == ["unsupported_language", "no_text"]
    assert [trouble.position for trouble in tally.troubles] == [5, 6]


def test_a_second_run_adds_nothing(tmp_path: Path, store: Store, run: Coding) -> None:
    sources = write_inputs(tmp_path / "inputs")[:1]  # without the file that is missing
    first = run(*sources)
    before = _dump(store)
    again = run(*sources)
    assert first.inputs == store.balance().inputs > 50
    assert counts(again) == (0, 0, 0, 0, first.inputs)
    assert again.run is None
    assert _dump(store) == before
    assert len(status_of(store).runs) == 1


def test_a_source_that_grew_adds_what_is_new(run: Coding) -> None:
    old = [page(f"A{k} attacked B{k}.") for k in range(3)]
    run(*old)
    tally = run(old[0], page("New attacked Old."), *old[1:])
    assert counts(tally) == (1, 0, 0, 0, 3)


def test_a_run_that_was_cut_goes_on(store: Store, run: Coding) -> None:
    records = [page(f"A{k} attacked B{k}.") for k in range(200)]

    def stop(tally: Tally) -> None:
        if tally.coded == 20:
            raise KeyboardInterrupt

    tally = run(*records, progress=stop)
    assert tally.cut
    assert tally.coded == store.balance().coded == 20
    assert counts(run(*records)) == (180, 0, 0, 0, 20)


def test_a_changed_page_is_a_new_version(store: Store, run: Coding) -> None:
    url = "https://news.example/talks"
    run(page("Three died. A attacked B.", url=url), page("Another attacked Page.", url="https://news.example/other"))
    tally = run(page("Five died. A attacked B.", url=url))
    assert (tally.coded, tally.versions) == (1, 1)
    texts = sorted(report.text for report in store.reports())
    assert texts == ["Another attacked Page.", "Five died. A attacked B."]
    assert status_of(store).versions == 1


def test_versions_follow_each_other_in_one_run(store: Store, run: Coding) -> None:
    url = "https://news.example/talks"
    tally = run(*(page(f"{k} died. A attacked B.", url=url) for k in range(5)))
    assert tally.versions == 4
    assert [report.text for report in store.reports()] == ["4 died. A attacked B."]


def test_the_address_of_a_whole_site_is_no_page(store: Store, run: Coding) -> None:
    tally = run(*(page(f"A{k} attacked B{k}.", url="https://news.example/") for k in range(3)))
    assert (tally.coded, tally.versions) == (3, 0)
    assert len(list(store.reports())) == 3


def test_characters_that_no_table_can_hold(store: Store, run: Coding) -> None:
    tally = run(
        page("A attacked B.\x00 Half \ud83d of a sign.", title="\ud83d\x00", id="\x00a", outlet="\x00\ud83d News"),
        page("C attacked D."),
    )
    assert counts(tally) == (2, 0, 0, 0, 0)
    assert len(list(store.reports())) == 2


def test_ids_of_claims_are_unique_across_articles(store: Store, run: Coding) -> None:
    """Two files may use one id for two articles, and the user's id is kept."""
    run(page("A attacked B.", id="1"), page("A attacked B. More.", id="1", outlet="Other News"))
    assert store.balance().claims == 2
    assert {row["given_id"] for row in _inputs(store)} == {"1"}


def test_whoever_published_and_is_credited_is_kept(store: Store, run: Coding) -> None:
    run(page("PARIS (AFP) A attacked B.", outlet="BBC", byline="By Hana Bekele and Reuters"))
    (report,) = store.reports()
    assert report.outlet_id is not None
    assert report.outlet_id.startswith("outlet:bbc")
    assert report.credits == ("outlet:agence-france-presse", "outlet:reuters")


def test_remarks_on_an_article_that_was_read_are_problems_with_a_code(store: Store, run: Coding) -> None:
    tally = run(page("A attacked B.", published_at="some day"))
    assert counts(tally) == (1, 0, 0, 0, 0)
    assert [(row["stage"], row["code"]) for row in store.problems()] == [("ingest", "bad_date")]


def test_a_repetition_of_what_failed_in_the_same_run_fails_too(run: Coding) -> None:
    assert counts(run(page("NOT ENGLISH"), page("NOT  ENGLISH"))) == (0, 0, 0, 2, 0)


def test_results_are_recorded_in_the_order_of_the_inputs(store: Store) -> None:
    class Backwards(Inline):
        """Gives everything that it was asked at once, the last first."""

        def collect(self, *, wait: bool) -> list[Any]:
            done = []
            while wait and (found := super().collect(wait=True)):
                done += found
            return done[::-1]

    stdin = io.BytesIO("\n".join(json.dumps(page(f"A{k} attacked B{k}.")) for k in range(30)).encode())
    code(["-"], store, readers=Backwards(factory=FACTORY), stdin=stdin)
    assert [row["position"] for row in _inputs(store)] == list(range(1, 31))


class Away:
    """A web site that is down as often as it is told to be."""

    def __init__(self, *pages: str | None) -> None:
        self.pages = list(pages)

    def __call__(self, url: str) -> Fetched:
        text = self.pages.pop(0)
        if text is None:
            raise InputError(f"{url} cannot be fetched: no route", code="network")
        return Fetched(url=url, body=text.encode(), media_type="text/plain", charset=None)


URL = "https://news.example/talks"


def test_what_could_not_be_reached_is_tried_again(store: Store, run: Coding, monkeypatch: pytest.MonkeyPatch) -> None:
    _fetch_from(
        monkeypatch, Away(None, None, "A attacked B.", "A attacked B.", "A attacked C.", None, *["A attacked C."] * 2)
    )
    assert counts(run(URL)) == (0, 0, 0, 1, 0)
    assert counts(run(URL)) == (0, 0, 0, 1, 0)
    (row,) = quarantined(store)
    assert (row["reason"], row["retryable"], row["attempts"]) == ("network", True, 2)
    assert counts(run(URL)) == (1, 0, 0, 0, 0)
    assert store.balance().inputs == 1  # what waited was fulfilled, not joined by another
    assert counts(run(URL)) == (0, 0, 0, 0, 1)
    tally = run(URL)
    assert (tally.coded, tally.versions) == (1, 1)
    assert counts(run(URL)) == (0, 0, 0, 1, 0)  # away once more
    assert counts(run(URL)) == (0, 1, 0, 0, 0)
    assert counts(run(URL)) == (0, 0, 0, 0, 1)
    assert store.balance().inputs == 3
    assert store.balance().retryable == 0


def test_a_page_that_was_away_and_came_back_the_same(
    store: Store, run: Coding, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fetch_from(monkeypatch, Away("A attacked B.", None, "A attacked B.", "A attacked B."))
    assert counts(run(URL)) == (1, 0, 0, 0, 0)
    assert counts(run(URL)) == (0, 0, 0, 1, 0)
    assert counts(run(URL)) == (0, 1, 0, 0, 0)
    assert counts(run(URL)) == (0, 0, 0, 0, 1)
    assert store.balance().retryable == 0


def test_a_missing_file_is_tried_again(tmp_path: Path, run: Coding) -> None:
    path = tmp_path / "later.txt"
    assert counts(run(path)) == (0, 0, 0, 1, 0)
    path.write_text("A attacked B.", encoding="utf-8")
    assert counts(run(path)) == (1, 0, 0, 0, 0)
    assert counts(run(path)) == (0, 0, 0, 0, 1)


def test_broken_input_is_not_tried_again(tmp_path: Path, run: Coding) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text('{"text": \n{"text": "A attacked B."}\n', encoding="utf-8")
    assert counts(run(path)) == (1, 0, 0, 1, 0)
    assert counts(run(path)) == (0, 0, 0, 0, 2)


def test_a_page_that_the_ledger_has_is_not_parsed_again(
    tmp_path: Path, run: Coding, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.html").write_text("<html><body><p>A attacked B.</p></body></html>", encoding="utf-8")
    assert run(tmp_path / "page.html").coded == 1

    def never(*_: Any) -> Iterator[Article]:
        raise AssertionError("the file was read again")

    monkeypatch.setattr(inputs, "_articles", never)
    assert counts(run(tmp_path / "page.html")) == (0, 0, 0, 0, 1)


def test_a_folder_that_moved_repeats_its_articles(tmp_path: Path, run: Coding) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("A attacked B.", encoding="utf-8")
    assert counts(run(tmp_path / "old")) == (1, 0, 0, 0, 0)
    assert counts(run(tmp_path / "new")) == (0, 1, 0, 0, 0)


def test_slips_of_the_caller_are_told_before_anything_is_read(store: Store) -> None:
    with pytest.raises(UnknownPart):
        code(["-"], store, profile="nowhere", stdin=io.BytesIO(b"text"))
    with pytest.raises(InputError, match="no date"):
        Given(date="tomorrow")
    assert store.balance().inputs == 0


def test_an_unchanged_page_of_a_known_outlet_under_other_options(tmp_path: Path, run: Coding) -> None:
    (tmp_path / "a.txt").write_text("A attacked B.", encoding="utf-8")
    assert counts(run(tmp_path / "a.txt")) == (1, 0, 0, 0, 0)
    assert counts(run(tmp_path / "a.txt", given=Given(outlet="Example News"))) == (1, 0, 0, 0, 0)
    assert counts(run(tmp_path / "a.txt", given=Given(outlet="Example News", date="2026-03-12"))) == (0, 1, 0, 0, 0)


def _fetch_from(monkeypatch: pytest.MonkeyPatch, site: Away) -> None:
    real = inputs.items
    monkeypatch.setattr(
        "sayso.coding.run.items", lambda sources, given, *, stdin: real(sources, given, stdin=stdin, fetch=site)
    )


def _inputs(store: Store) -> list[dict[str, Any]]:
    """The rows of the table, in the order in which they were written."""
    with store.read() as connection:
        place = "rowid" if store.dialect == "sqlite" else "ctid"
        found = connection.exec_driver_sql(f"SELECT * FROM inputs ORDER BY {place}").mappings()
        return [dict(row) for row in found]


def _dump(store: Store) -> dict[str, list[str]]:
    """Every row of every table."""
    with store.read() as connection:
        return {t.name: sorted(map(repr, connection.execute(t.select()).all())) for t in metadata.sorted_tables}
