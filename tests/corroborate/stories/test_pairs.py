"""Which two articles tell of one affair."""

from __future__ import annotations

import time

import pytest

from sayso.corroborate.stories.features import features
from sayso.corroborate.stories.keys import story_keys, tie_keys
from sayso.corroborate.stories.pairs import LEAST, TIE, fitted, parts, score, story_pair
from sayso.model.ledger import Copy, Report
from tests.corroborate.stories.factory import (
    ALL,
    HARBOUR_A,
    HARBOUR_B,
    HARBOUR_C,
    MILL_A,
    STRIKE_A,
    VOTE_A,
    report,
)


@pytest.mark.parametrize(
    ("a", "b", "joined"),
    [
        (HARBOUR_A, HARBOUR_B, True),  # the next days of one affair
        (HARBOUR_A, HARBOUR_C, True),  # months later, strongly tied
        (HARBOUR_A, MILL_A, False),  # the same kind of event on the same day, elsewhere
        (HARBOUR_A, STRIKE_A, False),
        (STRIKE_A, VOTE_A, False),
    ],
)
def test_pairs(a: Report, b: Report, *, joined: bool) -> None:
    found = story_pair(features(a), features(b))
    assert bool(found) is joined
    assert found == story_pair(features(b), features(a))


def test_a_pair_says_why_in_words_that_both_have() -> None:
    found = story_pair(features(HARBOUR_A), features(HARBOUR_B))
    assert found
    assert {"silo", "velmar"} <= set(found.why)
    assert (found.a, found.b) == (HARBOUR_A.id, HARBOUR_B.id)


def test_every_part_has_a_weight_and_every_weight_a_part() -> None:
    assert set(parts(features(HARBOUR_A), features(HARBOUR_B))) | {"base"} == set(fitted())


def test_a_copy_or_shared_events_make_it_surer() -> None:
    note = report("note", "Nobody was hurt, the ferry line says. Timetables change.", "2019-06-05")
    other = report(
        "other", "A ferry went down. Ostrey mourns its captain, and the coast guard asks for calm.", "2019-06-05"
    )
    a, b = features(note), features(other)
    plain = score(a, b)
    copy = Copy(child=other.id, parent=note.id, kind="partial", share=1.0, score=1.0)
    copied, told = story_pair(a, b, copy=copy), story_pair(a, b, shared_events=2)
    assert plain < LEAST
    assert copied
    assert copied.score > plain
    assert told
    assert LEAST < told.score < 1


def test_beyond_the_window_the_tie_must_be_stronger() -> None:
    early = features(report("early", "The ferry to Ostrey sank off Port Velmar.", "2019-06-01"))
    late = features(report("late", "The ferry to Ostrey sank, divers from Velmar say.", "2019-06-09"))
    found = score(early, late)
    assert story_pair(early, late, window=None) is not None
    assert (story_pair(early, late, window=3) is not None) is (found >= TIE)


def test_keys_are_bounded_63_bit_and_shared_by_one_affair() -> None:
    for one in ALL:
        keys = story_keys(features(one))
        assert len(keys) <= 83
        assert all(0 <= k < 2**63 for k in keys)
        assert set(tie_keys(features(one))) <= set(keys)
    shared = set(story_keys(features(HARBOUR_A))) & set(story_keys(features(HARBOUR_B)))
    assert shared
    assert not set(tie_keys(features(HARBOUR_A))) & set(tie_keys(features(VOTE_A)))


def test_a_long_text_has_no_more_keys() -> None:
    words = " ".join(f"Qa{chr(97 + i % 26)}{chr(97 + i // 26)}zor" for i in range(400))
    figures = " ".join(f"{n} crates" for n in range(3000, 3100))
    assert 70 < len(story_keys(features(report("long", f"{words}. {figures}")))) <= 83


def test_the_same_figure_is_a_key() -> None:
    block = report("block", "Walnut stalls burned in the 7900 block of a lane.")
    other = report("other", "Nobody was hurt in the 7900 block, a neighbour said.")
    elsewhere = report("elsewhere", "Nobody was hurt in the 4100 block, a neighbour said.")
    keys = [set(story_keys(features(one))) for one in (block, other, elsewhere)]
    assert (keys[0] & keys[1]) - keys[2]


@pytest.mark.parametrize("text", ["", "  \n", "!!! 12 ...", "слово за слово"])
def test_texts_that_say_nothing_are_like_nothing(text: str) -> None:
    empty = features(Report(id="article:empty", text=text))
    assert score(empty, features(HARBOUR_A)) < LEAST
    assert isinstance(story_keys(empty), tuple)


@pytest.mark.slow
def test_cost_of_an_article_and_of_a_pair() -> None:
    long = [report(str(n), (a.text + "\n") * 12, title=a.title) for n, a in enumerate(ALL * 8)]
    start = time.process_time()
    read = [features(a) for a in long]
    per_article = (time.process_time() - start) / len(long)
    start = time.process_time()
    for a in read:
        for b in read:
            score(a, b)
    per_pair = (time.process_time() - start) / len(read) ** 2
    assert per_article < 0.006  # measured 1 ms; room for a busy machine
    assert per_pair < 0.0004
