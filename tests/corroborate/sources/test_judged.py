from __future__ import annotations

from sayso.corroborate.sources import roots_of
from sayso.corroborate.sources.judged import standing
from sayso.corroborate.verdict import judge
from sayso.model.ledger import Judgement
from tests.corroborate.sources.factories import Case

FRONT = "actor:Marsa Liberation Front [- REB]"
CROSS = "actor:Red Crescent Society of Marsa [- MED]"
INTERIOR = "actor:Ministry of the Interior of Algeria [DZA GOV COP]"
POLICE = "actor:police [DZA COP]"


def row(
    kind: str, a: str, b: str | None = None, answer: str = "yes", own: str = "j1", at: str = "2019-05-01", **more: str
) -> Judgement:
    return Judgement(id=own, kind=kind, a=a, b=b, answer=answer, by="ana", at=at, **more)  # type: ignore[arg-type]


def names(case: Case, *rows: Judgement) -> list[str]:
    found = roots_of(case.claims, case.reports, case.copies, stances=case.stances, judgements=rows)
    return sorted(r.name for r in found if r.counted)


def told(case: Case, *rows: Judgement) -> str:
    found = roots_of(case.claims, case.reports, case.copies, stances=case.stances, judgements=rows)
    return " | ".join(text for r in found for text in r.why)


def two() -> Case:
    return Case().article("a", "Marsa Post").article("b", "Delta Herald")


def test_copy_of_joins_two_articles_and_is_named() -> None:
    yes = row("copy-of", "article:b", "article:a")
    assert names(two()) == ["Delta Herald", "Marsa Post"]
    assert names(two(), yes) == ["Marsa Post"]


def test_no_copy_takes_an_edge_away() -> None:
    case = two().copy("b", "a")
    assert names(case) == ["Marsa Post"]
    assert names(case, row("copy-of", "article:b", "article:a", "no")) == ["Delta Herald", "Marsa Post"]


def test_unsure_changes_nothing() -> None:
    assert names(two(), row("copy-of", "article:b", "article:a", "unsure")) == ["Delta Herald", "Marsa Post"]


def test_root_is_lays_a_claim_an_article_or_a_source_to_another() -> None:
    case = two().article("c", f"Coast Times < {FRONT}")
    front = "actor:marsa-liberation-front"
    assert names(case, row("root-is", "claim:a0", front)) == ["Delta Herald", "Marsa Liberation Front"]
    assert names(case, row("root-is", "article:a", front)) == ["Delta Herald", "Marsa Liberation Front"]
    assert names(case, row("root-is", "outlet:marsa-post", front)) == ["Delta Herald", "Marsa Liberation Front"]
    assert "judgement j1 by ana" in told(case, row("root-is", "claim:a0", front))


def test_root_is_not_leaves_the_link_before_it() -> None:
    case = Case().article("a", f"Marsa Post < Reuters < {FRONT}")
    assert names(case, row("root-is", "claim:a0", "actor:marsa-liberation-front", "no")) == ["Reuters"]


def test_same_actor_joins_and_keeps_apart() -> None:
    case = Case().article("a", f"Marsa Post < {INTERIOR}").article("b", f"Delta Herald < {POLICE}")
    ids = ("actor:ministry-of-the-interior-of-algeria", "actor:police-of-algeria")
    assert len(names(case, row("same-actor", *ids))) == 1
    state = Case().article("a", "Marsa Post < actor:Algeria [DZA]").article("b", f"Delta Herald < {INTERIOR}")
    assert len(names(state)) == 1
    assert len(names(state, row("same-actor", "actor:dza", ids[0], "no"))) == 2


def test_a_wrong_claim_counts_for_nothing_and_is_shown() -> None:
    case = Case().article("a", "Marsa Post").article("b", f"Delta Herald < {FRONT}")
    wrong = row("wrong", "claim:b0")
    assert names(case, wrong) == ["Marsa Post"]
    assert "judgement j1 by ana: wrong" in told(case, wrong)
    only = Case().article("a", "Marsa Post")
    assert judge(only.claims, only.reports, judgements=(row("wrong", "claim:a0"),)).verdict == "withdrawn"


def test_an_undone_judgement_changes_nothing_and_a_later_answer_holds() -> None:
    yes = row("copy-of", "article:b", "article:a")
    undo = row("copy-of", "article:b", "article:a", own="j2", at="2019-05-02", undoes="j1")
    again = row("copy-of", "article:b", "article:a", own="j3", at="2019-05-03", undoes="j2")
    no = row("copy-of", "article:b", "article:a", "no", own="j4", at="2019-05-04")
    assert standing((yes, undo)) == ()
    assert standing((again, undo, yes)) == (yes,)
    assert standing((no, yes)) == (no,)
    assert names(two(), yes, undo) == ["Delta Herald", "Marsa Post"]


def test_what_bears_on_another_event_changes_nothing() -> None:
    rows = (
        row("wrong", "claim:z9"),
        row("root-is", "article:z", "outlet:x", own="j2"),
        row("copy-of", "article:y", "article:z", own="j3"),
    )
    assert roots_of(two().claims, two().reports, judgements=rows) == roots_of(two().claims, two().reports)
