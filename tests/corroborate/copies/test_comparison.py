"""Shared passages and quotations, with their places in both texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.corroborate.copies import compare
from tests.corroborate.copies.reports import FLOOD, OTHER_ACCOUNT, WIRE, report


def test_equal_texts_share_everything() -> None:
    found = compare(report("1", WIRE), report("2", WIRE))
    assert (found.share_a, found.share_b, len(found.passages), found.in_order) == (1.0, 1.0, 1, True)


def test_a_passage_survives_small_edits() -> None:
    """Words put in, left out and replaced do not cut a passage in two."""
    taken = "Cranes were idle all through the morning while angry pickets burned pallets at the gate and turned back trucks carrying grain."
    found = compare(report("1", WIRE), report("2", taken))
    (passage,) = found.passages
    assert passage.a.of(WIRE).startswith("Cranes stood idle through")
    assert passage.b.of(taken).endswith("carrying grain")
    assert found.share_b > 0.6 > found.share_a


def test_the_order_of_passages_is_told() -> None:
    found = compare(report("1", WIRE), report("2", "\n\n".join(reversed(WIRE.split("\n\n")))))
    assert not found.in_order
    assert found.share_a > 0.95


def test_independent_accounts_share_details_and_no_passage() -> None:
    found = compare(report("1", WIRE), report("2", OTHER_ACCOUNT))
    assert found.passages == ()
    assert {"2400", "kolvent", "tellin"} <= set(found.details)


def test_direct_speech_is_no_one_s_own_words() -> None:
    """Two reporters who write down one speaker share a quotation, and no words of their own."""
    speech = "“You can count the chairs in this room and you will find one missing”"
    one = report("1", f"{speech}, Oskar Tellin told reporters. {FLOOD}")
    other = report("2", f"At the harbour, the minister said: {speech}. {OTHER_ACCOUNT}")
    found = compare(one, other)
    (quotation,) = found.quotations
    assert quotation.words == 14
    assert found.own_words == 0


def test_a_lost_closing_mark_does_not_make_speech_of_the_rest() -> None:
    text = WIRE.replace("rent,”", "rent,")
    assert compare(report("1", WIRE), report("2", text)).own_words > 60


def test_stock_phrases_are_no_one_s_own_words() -> None:
    stock = " The ministry did not immediately respond to a request for comment. It was not immediately clear who was to blame."
    found = compare(report("1", FLOOD + stock), report("2", OTHER_ACCOUNT + stock))
    assert found.own_words < 8
    assert found.share_a < 0.1


def test_a_statement_that_both_lay_to_one_body_is_its_own() -> None:
    said = (
        "every office has been told to open its records and to receive complaints without delay before the end of June"
    )
    one = report("1", f"{FLOOD} The Interior Ministry said in a statement that {said}.")
    other = report("2", f"{OTHER_ACCOUNT} In a statement the Interior Ministry announced {said}.")
    found = compare(one, other)
    assert [p.stated for p in found.passages] == [True]
    assert found.own_words == 0


words = st.lists(
    st.sampled_from(
        [
            "the",
            "port",
            "of",
            "maren",
            "closed",
            "when",
            "crews",
            "left",
            "their",
            "cranes",
            "and",
            "ships",
            "waited",
            "at",
            "sea",
        ]
    ),
    max_size=60,
)


@given(words, words)
def test_what_is_shared_does_not_hang_on_who_is_first(one: list[str], other: list[str]) -> None:
    a, b = report("1", " ".join(one)), report("2", " ".join(other))
    forth, back = compare(a, b), compare(b, a)
    assert 0 <= forth.share_a <= 1
    assert 0 <= forth.share_b <= 1
    assert forth.details == back.details
    for passage in forth.passages:
        assert len(passage.a.of(a.text).split()) >= 7


@given(words, words)
def test_no_word_stands_in_two_passages(one: list[str], other: list[str]) -> None:
    found = compare(report("1", " ".join(one)), report("2", " ".join(other)))
    assert sum(p.words for p in found.passages) <= min(len(one), len(other))
