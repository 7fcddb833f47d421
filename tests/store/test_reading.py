"""Reading: reports in canonical order, and full text that is in step with the documents."""

from __future__ import annotations

from itertools import islice

import pytest

from sayso.store import Store, search
from sayso.store import reading as module
from tests.store.entries import article, entry, fill, found


def test_reports_come_in_canonical_order_page_by_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAGE", 3)
    run = store.begin_run("code", "rules", {})
    # A day without a time comes before its hours; without a day of publication that of receipt counts; then the id decides.
    days = {"c": "2026-01-02", "b": "2026-01-02T09:00:00Z", "a": "2026-01-02", "late": None, "first": "2025-12-31"}
    days |= {f"same {n}": "2026-02-01" for n in range(6)}
    for name, day in days.items():
        store.record(entry(run, name, published_at=day))
    reports = list(store.reports())
    assert [report.order for report in reports] == sorted(report.order for report in reports)
    assert reports[0].id == article("first").id
    assert len(reports) == 11


def test_the_store_can_be_written_while_reports_are_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAGE", 2)
    ids = fill(store, 5)
    seen = []
    for report in store.reports():
        store.mark_derived([report.id])
        seen.append(report.id)
    assert seen == ids
    assert store.pending(9) == []


def test_a_report_has_what_the_article_says(store: Store) -> None:
    about = {
        "outlet": "Example News",
        "outlet_id": "outlet:example-news",
        "family": "example",
        "url": "https://news.example/1",
        "published_at": "2026-03-12",
        "credits": ("outlet:wire", "outlet:other"),
        "language": "en",
    }
    store.record(entry(store.begin_run("code", "rules", {}), "a", **about))
    (report,) = store.reports()
    assert (report.text, report.title) == (found()["text"], found()["article"]["title"])
    told = {**about, "published": about["published_at"]}
    assert {key: getattr(report, key) for key in told if key != "published_at"} == {
        key: value for key, value in told.items() if key != "published_at"
    }


def test_problems_can_be_limited(store: Store) -> None:
    assert list(islice(store.problems(limit=3), 3)) == []


TEXTS = {
    "raid": "Warplanes bombed three camps near the river. The ministry’s spokesman denied it.",
    "talks": "Negotiators met in the capital; “no camp was raided”, one said.",
    "sport": "The cyclists crossed the river bank. Café owners cheered.",
}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("camp", {"raid", "talks"}),  # in any form
        ("bombing camps", {"raid"}),  # all the words
        ('"river bank"', {"sport"}),  # a phrase
        ("“near the river”", {"raid"}),  # a phrase in the marks of a text
        ("RIVER", {"raid", "sport"}),
        ("nowhere", set()),
        ("", set()),
        ("  \" ' ( ", set()),
        ("Headline", {"headline"}),  # titles are searched
        ("drop table documents; --", set()),
    ],
)
def test_words_find_articles(store: Store, words: str, expected: set[str]) -> None:
    run = store.begin_run("code", "rules", {})
    for name, text in TEXTS.items():
        store.record(entry(run, name, state="no-event", reading=found(text) | {"article": _titled(name)}))
    store.record(entry(run, "headline", state="no-event", reading=found("x") | {"article": _titled("A headline")}))
    assert set(store.search_articles(words)) == {article(name).id for name in expected}


def _titled(title: str) -> dict:
    return found()["article"] | {"title": title}


@pytest.mark.parametrize(
    "words", ["camp NEAR river", "cam*", "title:raid", "raid^2", "{a b}: c", "a AND", "NOT", "- x", "a\x00b \ud800"]
)
def test_nothing_that_people_type_is_an_error(store: Store, words: str) -> None:
    fill(store, 1)
    assert store.search_articles(words) in ([], store.pending(1))


def test_full_text_is_in_step_after_every_kind_of_change(store: Store) -> None:
    (own,) = fill(store, 1)
    with store._writing() as connection:
        connection.exec_driver_sql("UPDATE documents SET text = 'only zebras', title = 'stripes'")
    assert (store.search_articles("zebra stripes"), store.search_articles("aircraft")) == ([own], [])
    with store._writing() as connection:
        connection.exec_driver_sql("DELETE FROM documents")
    assert store.search_articles("zebra") == []


def test_what_is_not_committed_is_not_found(store: Store) -> None:
    run = store.begin_run("code", "rules", {})

    def broken() -> None:
        with store.transaction():
            store.record(entry(run, "a"))
            assert store.search_articles("aircraft")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert store.search_articles("aircraft") == []
    assert store.balance().inputs == 0


def test_search_works_on_a_connection_for_reading(store: Store) -> None:
    ids = fill(store, 3)
    with store.read() as connection:
        assert sorted(search(connection, "aircraft")) == sorted(ids)
        assert len(search(connection, "aircraft", limit=2)) == 2
