"""Writing: every input has one end state, nothing is written twice, a changed page is a new version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.codec import records_from_dict
from sayso.errors import InputError
from sayso.model import Problem, Span
from sayso.store import Balance, InputRow, Store
from tests.store.entries import article, entry, failed, fill, found


def begin(store: Store) -> str:
    return store.begin_run("code news/", "rules", {"events": "rules"})


def test_a_reading_comes_back_as_it_was_recorded(store: Store) -> None:
    own = found()["article"]["id"]
    store.record(entry(begin(store), "a", id=own))
    assert store.reading(own) == found()
    assert list(store.reading(own)) == list(found())


def test_a_full_reading_keeps_what_it_found_beside_claims(store: Store) -> None:
    whole = found() | {"sentences": [{"span": [0, 3], "kind": "text"}], "actors": []}
    own = whole["article"]["id"]
    store.record(entry(begin(store), "a", id=own, reading=whole))
    assert store.reading(own) == whole


def test_claims_come_back_as_the_records_of_the_reading(store: Store) -> None:
    own = found()["article"]["id"]
    store.record(entry(begin(store), "a", id=own))
    assert store.records([own]) == {own: records_from_dict(found())}
    some = [record.id for record in records_from_dict(found())][2:4]
    assert list(store.records_by_id([*some, "claim:none"])) == sorted(some)


def test_an_article_without_claims_has_none(store: Store) -> None:
    one = entry(begin(store), "quiet", state="no-event", reading=found("Nothing happened."))
    store.record(one)
    assert store.records([one.article.id]) == {one.article.id: ()}
    assert store.balance() == Balance(inputs=1, no_event=1, articles=1)


def test_recording_again_changes_nothing(store: Store) -> None:
    run = begin(store)
    entries = [entry(run, "a"), failed(run, "b", retryable=False), entry(run, "c", state="no-event")]
    for one in entries:
        store.record(one)
    before = store.balance()
    for one in (*entries, *reversed(entries)):
        store.record(one)
    later = begin(store)
    for one in entries:
        store.record(replace(one, run=later))
    assert store.balance() == before
    assert before == Balance(inputs=3, coded=1, no_event=1, quarantined=1, articles=2, claims=18)
    assert before.adds_up


def test_the_same_article_of_two_inputs_is_one_and_a_duplicate(store: Store) -> None:
    run = begin(store)
    store.record(entry(run, "a"))
    store.record(entry(run, "a", again="elsewhere"))  # as two programs do that both found it to be new
    balance = store.balance()
    assert (balance.coded, balance.duplicate, balance.articles) == (1, 1, 1)
    assert balance.adds_up


def test_a_duplicate_names_the_article_it_repeats(store: Store) -> None:
    run = begin(store)
    one = entry(run, "a")
    store.record(one)
    row = replace(one.input, id="input:2", state="duplicate", article=one.article.id)
    store.record(replace(one, input=row, article=None, reading=None))
    assert store.input_states(["input:2", one.input.id, "input:3"]) == {"input:2": "duplicate", one.input.id: "coded"}
    assert store.balance().adds_up


def test_a_quarantined_input_is_tried_again_in_the_next_run(store: Store) -> None:
    first = begin(store)
    store.record(failed(first, "page", reason="timeout"))
    store.record(failed(first, "page", reason="other"))  # a replay within the run is no new try
    assert store.balance().retryable == 1
    second = begin(store)
    store.record(failed(second, "page", reason="status_503"))
    (own,) = store.retryable([failed(first, "page").input.id])
    assert store.retryable([own]) == {own: 2}
    store.record(entry(begin(store), "page"))
    assert store.balance() == Balance(inputs=1, coded=1, articles=1, claims=9)
    told = store.problems(input_id=own, stage="input")
    assert sorted((p["code"], p["retryable"]) for p in told) == [("status_503", True), ("timeout", True)]


def test_what_failed_for_good_stays_so(store: Store) -> None:
    store.record(failed(begin(store), "page", reason="too_large", retryable=False))
    store.record(entry(begin(store), "page"))
    assert store.balance() == Balance(inputs=1, quarantined=1)


def test_problems_of_reading_and_ingest_are_rows(store: Store) -> None:
    one = entry(
        begin(store), "a", reading=found() | {"problems": [{"stage": "times", "message": "odd", "span": [3, 9]}]}
    )
    beside = Problem(stage="ingest", message="a torn line", code="encoding", span=Span(1, 2), retryable=True)
    store.record(replace(one, problems=(beside, beside)))
    rows = {p["stage"]: p for p in store.problems()}
    assert (rows["times"]["span_start"], rows["times"]["span_end"], rows["times"]["article_id"]) == (
        3,
        9,
        one.article.id,
    )
    assert (rows["ingest"]["code"], rows["ingest"]["retryable"], len(rows)) == ("encoding", True, 2)


def test_an_input_has_one_of_four_end_states() -> None:
    with pytest.raises(ValueError, match="coded, duplicate, no-event, quarantined"):
        InputRow(id="i", source="s", position=1, sha256="", received_at="", state="done")


# Versions


URL = "https://news.example/a"


@pytest.mark.parametrize(
    ("first", "second", "versions"),
    [
        ({"url": URL}, {"url": URL}, 2),  # one address
        ({"url": URL, "outlet_key": "a"}, {"url": URL, "outlet_key": "b"}, 2),  # whatever the outlet is called now
        ({"given_id": "7", "outlet_key": "a"}, {"given_id": "7", "outlet_key": "a"}, 2),  # one id of one outlet
        ({"given_id": "7", "outlet_key": "a"}, {"given_id": "7", "outlet_key": "b"}, 1),  # ids of two outlets
        ({"given_id": "7"}, {"given_id": "7"}, 1),  # numbers of two files, of nobody knows whom
        ({"given_id": "7", "outlet_key": "a", "url": URL}, {"given_id": "7", "outlet_key": "a", "url": URL + "b"}, 1),
        ({"given_id": "7", "outlet_key": "a"}, {"given_id": "7", "outlet_key": "a", "url": URL}, 2),
        ({"url": URL}, {"url": URL + "b"}, 1),
        ({}, {}, 1),
    ],
)
def test_what_is_a_new_version(store: Store, first: dict, second: dict, versions: int) -> None:
    run = begin(store)
    store.record(entry(run, "old", **first))
    store.record(entry(run, "new", **second))
    current = [report.id for report in store.reports()]
    assert len(current) == 3 - versions
    assert article("new").id in current
    assert len(list(store.reports(current=False))) == 2
    assert sorted(store.pending(9)) == sorted(current)


def test_versions_follow_each_other(store: Store) -> None:
    run = begin(store)
    for name in ("one", "two", "three"):
        store.record(entry(run, name, url=URL))
    assert store.latest_version(URL, None, "") == (article("three").id, 3)
    assert [report.id for report in store.reports()] == [article("three").id]


def test_a_page_that_goes_back_to_an_old_text_is_a_duplicate(store: Store) -> None:
    run = begin(store)
    store.record(entry(run, "one", url=URL))
    store.record(entry(run, "two", url=URL))
    store.record(entry(run, "one", url=URL, again="third visit"))
    assert store.balance().duplicate == 1
    assert [report.id for report in store.reports()] == [article("two").id]


def test_claims_of_two_articles_never_share_an_id(store: Store) -> None:
    # Both were given the id "7", so their readings name their claims alike.
    run = begin(store)
    store.record(entry(run, "one", given_id="7"))
    store.record(entry(run, "two", given_id="7"))
    assert store.balance().claims == 18
    records = store.records([article("one").id, article("two").id])
    assert all(record.article == own for own, held in records.items() for record in held)


def test_claims_of_one_article_never_share_an_id(store: Store) -> None:
    twice = found()
    twice["claims"] = twice["claims"] + twice["claims"][:1]
    store.record(entry(begin(store), "a", reading=twice))
    assert store.balance().claims == 10


# What databases do not like


def test_characters_that_no_database_keeps_become_one_replacement_each(store: Store) -> None:
    text = "A\x00B \ud800 C\U0001f600"
    one = entry(begin(store), "odd\x00name", reading=found(text), raw_text=text, title="T\udfff")
    store.record(one)
    assert store.reading(one.article.id)["text"] == "A\ufffdB \ufffd C\U0001f600"
    assert store.original(one.article.id) == ("text/plain", "A\ufffdB \ufffd C\U0001f600")


def test_a_number_beyond_all_bounds_is_cut_to_what_fits(store: Store) -> None:
    big = found()
    claim = next(c for c in big["claims"] if c["quantities"])
    claim["quantities"][0]["low"] = 10**30
    store.record(entry(begin(store), "a", reading=big))
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT max(low) FROM counts").scalar() == 2**63 - 1


def test_a_very_long_text_is_kept_and_searched_at_its_beginning(store: Store) -> None:
    words = " ".join(f"word{n}" for n in range(200_000))
    one = entry(begin(store), "long", reading=found(words))
    store.record(one)
    assert store.reading(one.article.id)["text"] == words
    assert store.search_articles("word17") == [one.article.id]


def test_more_ids_than_a_statement_has_variables(store: Store) -> None:
    ids = fill(store, 3)
    many = [*(f"article:{n}" for n in range(260_000)), *ids]
    assert [report.id for report in store.reports(many)] == ids
    assert sum(map(len, store.records(many[-40_000:]).values())) == 27


def test_an_unknown_article_is_named(store: Store) -> None:
    with pytest.raises(InputError, match="no article 'article:x'"):
        store.reading("article:x")


def test_a_run_is_kept_with_its_command(store: Store) -> None:
    run = begin(store)
    store.end_run(run)
    with store.read() as connection:
        row = connection.exec_driver_sql("SELECT command, profile, parts, ended_at >= started_at FROM runs").one()
    assert tuple(row) == ("code news/", "rules", '{"events":"rules"}', True)
