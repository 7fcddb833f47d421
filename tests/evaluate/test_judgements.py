"""What people decided, held against a fresh reading of the same articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.desk import judging
from sayso.errors import InputError
from sayso.evaluate.judgements import check, load, summary
from sayso.rebuild import refresh
from sayso.store import Store
from tests.rebuild.told import crisis, recorded


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("judged") / "s.db"
    with recorded(path, list(crisis())[:8]) as store:
        refresh(store)
        corroborated = next(e for e in store.events() if e.verdict == "corroborated")
        one, other = corroborated.claims[0], corroborated.claims[-1]
        judging.judge(store, "same-event", one, other, answer="yes", by="ann")
        judging.judge(store, "wrong", one, answer="no", by="ann")
        judging.judge(store, "wrong", other, answer="yes", by="ann")  # the machine will go on making it
        judging.judge(store, "root-is", one, _root(store, one), answer="yes", by="ann")
        edge = store.copies_of([r.id for r in store.reports()])[0]
        judging.judge(store, "copy-of", edge.child, edge.parent, answer="no", by="ann")
    return path


def _root(store: Store, claim: str) -> str:
    return store.records_by_id([claim])[claim].root.id


def test_reading_again_gives_the_same_answer_or_not(judged: Path) -> None:
    found = {(f.case["kind"], f.case["answer"]): f.passed for f in check(load(judged), jobs=1)}
    assert found == {
        ("same-event", "yes"): True,
        ("wrong", "no"): True,
        ("wrong", "yes"): False,
        ("root-is", "yes"): True,
        ("copy-of", "no"): False,
    }


def test_cases_of_a_file_are_those_of_the_store(judged: Path, tmp_path: Path) -> None:
    cases = load(judged)
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(json.dumps(case) for case in cases))
    assert load(path) == cases
    path.write_text('{"schema": "other"}')
    with pytest.raises(InputError, match="no case"):
        load(path)
    with pytest.raises(InputError, match="sayso review --cases"):
        load(tmp_path / "none.jsonl")


def test_a_claim_that_is_not_made_any_more_cannot_tell(judged: Path) -> None:
    case = next(c for c in load(judged) if c["kind"] == "root-is")
    case["a"]["trigger"] = "whispered"
    assert summary(check([case], jobs=1)) == {"cases": 1, "passed": 0, "failed": 0, "untold": 1}


def test_no_case_no_reading() -> None:
    assert check([]) == []
