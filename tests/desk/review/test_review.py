"""Questions are those whose answers move verdicts; answers are judgements, move them at once, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.desk import judging, review
from sayso.desk.review import Question
from sayso.desk.review.questions import KINDS
from sayso.desk.review.screen import pieces
from sayso.desk.review.sessions import begin, end
from sayso.errors import InputError
from sayso.rebuild import refresh
from sayso.store import Store
from tests.desk.stores import SHELLING, fill
from tests.rebuild.told import crisis, recorded


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "s.db"
    with recorded(path, list(crisis())[:8]) as store:
        refresh(store)
    return path


@pytest.fixture
def store(coded: Path, tmp_path: Path) -> Iterator[Store]:
    import shutil

    from sayso.store import open_store

    with open_store(shutil.copy(coded, tmp_path / "s.db")) as opened:
        yield opened


def first(store: Store, kind: str, reader: str = "ann") -> Question:
    return next(q for q in review.queue(store, reader, limit=99) if q.kind == kind)


def give(store: Store, question: Question, answer: str, reader: str = "ann", **more: str) -> review.Answered:
    return review.answer(store, question, answer, reader=reader, refresh=refresh, **more)


def test_the_join_that_a_second_root_hangs_on_comes_first(store: Store) -> None:
    top = review.queue(store, "ann")[0]
    event = next(e for e in store.events([top.event]))
    assert (top.kind, event.verdict) == ("same-event", "corroborated")
    assert "verdict falls" in top.reason
    assert top.claim in event.claims
    assert top.other in event.claims


def test_the_queue_is_the_same_again_and_has_each_question_once(store: Store) -> None:
    one, other = ([q.key for q in review.queue(store, "ann", limit=99)] for _ in range(2))
    assert one == other
    assert len(set(one)) == len(one)
    assert {q.kind for q in review.queue(store, "ann", limit=99)} <= set(KINDS)


def test_every_question_says_why_and_can_be_shown(store: Store) -> None:
    for question in review.queue(store, "ann", limit=99):
        shown = review.screen(store, question)
        assert shown["reason"]
        assert shown["ask"].endswith("?")
        assert (
            shown["claim"] is None or "".join(p["text"] for p in shown["claim"]["pieces"]) == shown["claim"]["sentence"]
        )
        assert set(shown["effects"]) == {"yes", "no", "unsure"}
        assert shown["effects"]["yes"] != "yes"  # in words


def test_a_filter_narrows_the_queue(store: Store) -> None:
    every = {q.event for q in review.queue(store, "ann", limit=99)}
    some = {q.event for q in review.queue(store, "ann", limit=99, kept={"type": ("CONSULT",)})}
    assert some < every


def test_no_splits_the_event_and_the_verdict_moves_at_once(store: Store) -> None:
    question = review.queue(store, "ann")[0]
    done = give(store, question, "no")
    words = [one["words"] for one in done.moved]
    assert words[0].startswith("corroborated, 4 reports / 2 roots → ")
    assert words[1].startswith("no event of its own → single-source")
    assert question.key not in {q.key for q in review.queue(store, "ann", limit=99)}


def test_undo_brings_the_verdict_and_the_question_back(store: Store) -> None:
    before = [e.id for e in store.events()], [q.key for q in review.queue(store, "ann", limit=99)]
    give(store, review.queue(store, "ann")[0], "no")
    back = review.undo(store, reader="ann", refresh=refresh)
    assert back.answer == "no"
    assert ([e.id for e in store.events()], [q.key for q in review.queue(store, "ann", limit=99)]) == before
    assert store.judgements() == []
    with pytest.raises(InputError, match="no answer of yours"):
        review.undo(store, reader="ann", refresh=refresh)


def test_undo_takes_back_the_own_answer_only(store: Store) -> None:
    give(store, review.queue(store, "bob")[0], "no", reader="bob")
    with pytest.raises(InputError):
        review.undo(store, reader="ann", refresh=refresh)


@pytest.mark.parametrize(("answer", "kept"), [("yes", "no"), ("no", "yes"), ("unsure", "unsure")])
def test_whether_a_claim_is_right_is_a_judgement_that_it_is_not_wrong(store: Store, answer: str, kept: str) -> None:
    give(store, first(store, "claim"), answer)
    (judgement,) = store.judgements()
    assert (judgement.kind, judgement.answer, judgement.by) == ("wrong", kept, "ann")


def test_a_denial_that_was_misread_ends_the_dispute(store: Store) -> None:
    question = next(q for q in review.queue(store, "ann", limit=99) if q.ask.endswith("deny this?"))
    (moved,) = give(store, question, "no").moved
    assert moved["before"]["verdict"] == "disputed"
    assert moved["after"]["verdict"] != "disputed"


def test_an_edit_puts_another_root_in_its_place(store: Store) -> None:
    question = first(store, "root-is")
    candidate = review.screen(store, question)["candidates"][0]
    give(store, question, "edit", choice=candidate["id"])
    roots = {j.b for j in store.judgements()}
    assert roots == {candidate["id"]}
    with pytest.raises(InputError, match="candidates"):
        give(store, first(store, "root-is"), "edit")


def test_a_root_that_no_article_names(store: Store) -> None:
    question = first(store, "root-is")
    give(store, question, "edit", choice="Ana Velo")
    event = next(iter(store.events([question.event])))
    assert "Ana Velo" in {root.name for root in event.roots}


def test_what_is_skipped_comes_again_in_another_session(store: Store) -> None:
    question = review.queue(store, "ann")[0]
    done = give(store, question, "skip")
    assert done.judgements == ()
    session = review.session(store, "ann")
    assert question.key not in {q.key for q in review.queue(store, "ann", limit=99, session=session)}
    end(store, "ann")
    assert review.session(store, "ann") is None
    assert review.queue(store, "ann", session=begin(store, "ann"))[0].key == question.key


def test_progress_counts_answers_towards_the_goal(store: Store) -> None:
    assert review.progress(store, "ann").answered == 0
    begin(store, "ann", goal=3)
    give(store, first(store, "claim"), "yes")
    give(store, first(store, "root-is"), "skip")
    found = review.progress(store, "ann")
    assert (found.goal, found.answered, found.skipped) == (3, 1, 1)


def test_two_readers_agree_or_not(store: Store) -> None:
    question = first(store, "root-is")
    give(store, question, "yes", reader="ann")
    assert review.agreement(store, "ann") == (0, 0)
    again = next(q for q in review.queue(store, "bob", limit=99) if q.key == question.key)
    give(store, again, "yes", reader="bob")
    assert review.agreement(store, "ann") == review.agreement(store, "bob") == (1, 1)
    judging.judge(store, "root-is", question.a, question.b, answer="no", by="eve")
    assert review.agreement(store, "eve") == (2, 0)


def test_what_somebody_else_answered_waits_behind_the_rest(store: Store) -> None:
    question = next(q for q in review.queue(store, "ann", limit=99) if q.kind == "copy-of")
    before = [q.value for q in review.queue(store, "bob", limit=99) if q.key == question.key]
    give(store, question, "yes", reader="ann")
    after = [q.value for q in review.queue(store, "bob", limit=99) if q.key == question.key]
    assert not after or after[0] < before[0]


def test_a_wrong_answer_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="allowed: yes, no, unsure, edit, skip"):
        give(store, review.queue(store, "ann")[0], "perhaps")


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [("Shells fell.", None)]),
        ([(10, 16, "actor")], [("Shells", "actor"), (" fell.", None)]),
        (
            [(10, 16, "actor"), (12, 21, "place")],
            [("Shells", "actor"), (" fell.", None)],
        ),  # of two that overlap the first
        (
            [(17, 21, "trigger"), (10, 16, "actor")],
            [("Shells", "actor"), (" ", None), ("fell", "trigger"), (".", None)],
        ),
        ([(10, 99, "actor")], [("Shells fell.", None)]),  # beyond the sentence
    ],
)
def test_marks_of_a_sentence(spans: list[tuple[int, int, str]], expected: list[tuple[str, str | None]]) -> None:
    assert [(p["text"], p["mark"]) for p in pieces("Shells fell.", spans, 10)] == expected


def test_nothing_waits_in_an_empty_store(tmp_path: Path) -> None:
    with fill(tmp_path / "s.db") as store:
        assert review.queue(store, "ann", kept={"country": ("PER",)}) == []
        assert SHELLING.id in {q.event for q in review.queue(store, "ann")}


def test_cases_hold_what_is_needed_to_ask_again(store: Store) -> None:
    give(store, review.queue(store, "ann")[0], "no")
    give(store, first(store, "claim"), "unsure")
    give(store, first(store, "root-is"), "yes")
    found = list(review.cases(store))
    assert sorted(case["kind"] for case in found) == ["root-is", "same-event"]  # unsure decides nothing
    for case in found:
        assert case["schema"] == "sayso-case/1"
        assert {a["id"] for a in case["articles"]} >= {case["a"]["article"]}
        assert all(a["raw_text"] for a in case["articles"])
