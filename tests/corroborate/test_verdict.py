from __future__ import annotations

from time import process_time

import pytest

from sayso.corroborate.verdict import changes_of, judge
from sayso.model.ledger import Detail, Evidence, Judgement
from tests.corroborate.sources.factories import Case

FRONT = "actor:Marsa Liberation Front [- REB]"
CROSS = "actor:Red Crescent Society of Marsa [- MED]"
MFA = "actor:Ministry of Foreign Affairs of Algeria [DZA GOV]"


def verdict(case: Case, *conflicts: Detail) -> str:
    return judge(case.claims, case.reports, case.copies, stances=case.stances, conflicts=conflicts).verdict


TABLE = [
    ("one outlet, its own reporting", Case().article("a", "Marsa Post"), "single-source"),
    ("one outlet that names a body", Case().article("a", f"Marsa Post < {FRONT}"), "single-source"),
    ("one outlet, twice", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Marsa Post < {FRONT}"), "single-source"),
    ("one outlet that cites another", Case().article("a", "Marsa Post < Delta Herald"), "relayed"),
    ("one outlet that has the body from another", Case().article("a", f"Marsa Post < Reuters < {FRONT}"), "relayed"),
    ("two that name the same body", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Delta Herald < {FRONT}"), "relayed"),
    ("two, one naming the other", Case().article("a", "Marsa Post").article("b", "Delta Herald < Marsa Post"), "relayed"),
    ("two, one copying the other", Case().article("a", "Marsa Post").article("b", "Delta Herald").copy("b", "a"), "echoed"),
    ("one body, and a copy that leaves its name out", Case().article("a", f"Marsa Post < {FRONT}").article("b", "Delta Herald").copy("b", "a"), "echoed"),
    ("a copy that names the unnamed source and not the paper that has it", Case().article("a", "Marsa Post < unnamed:guards").article("b", "Delta Herald < unnamed:guards").copy("b", "a"), "echoed"),
    ("a copy that names the body, and not the paper that it copied", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Delta Herald < {FRONT}").copy("b", "a"), "echoed"),
    ("a copy that names the paper and the body", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Delta Herald < Marsa Post < {FRONT}").copy("b", "a"), "relayed"),
    ("a copy that names the agency that its parent names", Case().article("a", f"Marsa Post < Reuters < {FRONT}").article("b", f"Delta Herald < Reuters < {FRONT}").copy("b", "a"), "relayed"),
    ("a copy whose byline credits the paper", Case().article("a", "Marsa Post").article("b", f"Delta Herald < {FRONT}", credits=("outlet:marsa-post",)).copy("b", "a"), "relayed"),
    ("a copy with a credit line", Case().article("a", "Marsa Post").article("b", "Delta Herald").copy("b", "a", evidence=(Evidence(kind="credit", says="(Marsa Post)"),)), "relayed"),
    ("a copy within one publisher", Case().article("a", "Marsa Post").article("b", "Marsa Post").copy("b", "a"), "single-source"),
    ("two of their own", Case().article("a", "Marsa Post").article("b", "Delta Herald"), "corroborated"),
    ("reports say, beside a root", Case().article("a", "Marsa Post").article("b", "Delta Herald < actor:reports"), "relayed"),
    ("denied by another", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"deny > Delta Herald < {CROSS}"), "disputed"),
    ("affirmed by one and denied by another in one article", Case().article("a", f"Marsa Post < {FRONT}", f"deny > Marsa Post < {CROSS}"), "disputed"),
    ("denied beside others in one article, where vouching leaves it out", Case().article("a", f"Marsa Post < {FRONT}", f"deny > Marsa Post < {CROSS}", f"deny > Marsa Post < {MFA}"), "disputed"),
    ("the state affirms and its ministry denies", Case().article("a", "Marsa Post < actor:Algeria [DZA GOV]", f"deny > Marsa Post < {MFA}"), "disputed"),
    ("the root denied it and admits it later", Case().article("a", f"deny > Marsa Post < {FRONT}").article("b", f"Delta Herald < {FRONT}"), "single-source"),
    ("now affirmed, now denied, now affirmed by one", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"deny > Marsa Post < {FRONT}").article("c", f"Delta Herald < {FRONT}"), "disputed"),
    ("only denied", Case().article("a", f"deny > Marsa Post < {FRONT}"), "disputed"),
    ("an unknown label denies nothing", Case().article("a", f"Marsa Post < {FRONT}").article("b", "deny > Delta Herald < actor:rumours"), "single-source"),
    ("the root takes it back", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"retract > Delta Herald < {FRONT}"), "withdrawn"),
    ("the root takes it back, and somebody repeats it late", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"retract > Marsa Post < {FRONT}").article("c", f"Delta Herald < {FRONT}"), "withdrawn"),
    ("the root later says the opposite", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"deny > Delta Herald < {FRONT}"), "withdrawn"),
    ("an outlet corrects what it alone reported", Case().article("a", f"Marsa Post < {FRONT}").article("b", "retract > Marsa Post"), "withdrawn"),
    ("and what others took from it", Case().article("a", "Marsa Post").article("b", "Delta Herald < Marsa Post").article("c", "retract > Marsa Post"), "withdrawn"),
    ("one of two roots takes it back", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Delta Herald < {CROSS}").article("c", f"retract > Coast Times < {FRONT}"), "disputed"),
    ("a correction does not bind others", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Delta Herald < {FRONT}").article("c", "retract > Marsa Post"), "disputed"),
    ("a ring is one root", Case().article("a", "Marsa Post < Delta Herald").article("b", "Delta Herald < Marsa Post"), "relayed"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expected"), [(c, e) for _, c, e in TABLE], ids=[p for p, _, _ in TABLE])
def test_verdict(case: Case, expected: str) -> None:
    assert verdict(case) == expected


def test_roots_that_differ_on_who_did_it_dispute_the_event() -> None:
    case = Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Delta Herald < {CROSS}")
    who = [Detail(field="actor", value=v, claims=(c,)) for v, c in (("rebels", "claim:a0"), ("soldiers", "claim:b0"))]
    tolls = [Detail(field="killed", value=v, claims=(c,)) for v, c in (("4", "claim:a0"), ("7", "claim:b0"))]
    assert verdict(case, *who) == "disputed"
    assert verdict(case, *tolls) == "corroborated"  # figures differ, and both affirm it


def test_one_root_that_contradicts_itself_on_who_did_it_is_no_dispute() -> None:
    case = Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Delta Herald < {FRONT}")
    who = [Detail(field="actor", value=v, claims=(c,)) for v, c in (("rebels", "claim:a0"), ("soldiers", "claim:b0"))]
    assert verdict(case, *who) == "relayed"


GRADES = [
    ("two named roots", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Delta Herald < {CROSS}"), 1),
    ("a named and an unnamed root", Case().article("a", f"Marsa Post < {FRONT}").article("b", "Delta Herald < unnamed:guards"), 2),
    ("two that speak of themselves", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Delta Herald < {CROSS}").change("a0", self_report=True).change("b0", self_report=True), 2),
    ("two named roots, seen through one paper", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Marsa Post < {CROSS}"), 2),
    ("two named roots, both through one agency", Case().article("a", f"Marsa Post < Reuters < {FRONT}").article("b", f"Delta Herald < Reuters < {CROSS}"), 2),
    ("only denied", Case().article("a", f"deny > Marsa Post < {FRONT}"), 5),
    ("one named root", Case().article("a", f"Marsa Post < {FRONT}"), 3),
    ("one root, hedged", Case().article("a", f"Marsa Post < {FRONT}").change("a0", certainty="possible"), 4),
    ("disputed", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"deny > Delta Herald < {CROSS}"), 4),
    ("denied by more", Case().article("a", "Marsa Post").article("b", f"deny > Delta Herald < {CROSS}").article("c", f"deny > Coast Times < {FRONT}"), 5),
    ("withdrawn", Case().article("a", "Marsa Post").article("b", "retract > Marsa Post"), 5),
    ("an unnamed root", Case().article("a", "Marsa Post < unnamed:guards"), 6),
    ("an unknown label", Case().article("a", "Marsa Post < actor:reports"), 6),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expected"), [(c, e) for _, c, e in GRADES], ids=[p for p, _, _ in GRADES])
def test_credibility(case: Case, expected: int) -> None:
    grade = judge(case.claims, case.reports, case.copies, stances=case.stances).grade
    assert (grade.reliability, grade.credibility) == ("F", expected)
    assert grade.reliability_why
    assert grade.credibility_why


def test_reliability_is_what_a_person_says_and_can_be_undone() -> None:
    case = Case().article("a", f"Marsa Post < {FRONT}")
    row = Judgement(
        id="j1", kind="reliability", a="actor:marsa-liberation-front", b=None, answer="D", by="ana", at="2019-05-01"
    )
    undo = Judgement(id="j2", kind="reliability", a=row.a, b=None, answer="yes", by="ana", at="2019-05-02", undoes="j1")
    grade = judge(case.claims, case.reports, judgements=(row,)).grade
    assert grade.reliability == "D"
    assert "ana" in grade.reliability_why
    assert judge(case.claims, case.reports, judgements=(row, undo)).grade.reliability == "F"


def told(case: Case) -> list[tuple[str, str, int]]:
    found = changes_of("event:1", case.claims, case.reports, case.copies, stances=case.stances)
    return [(c.change, c.article.removeprefix("article:"), c.roots_after) for c in found]


def test_an_event_is_new_then_confirmed_then_disputed() -> None:
    case = Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Delta Herald < {CROSS}").article("c", f"deny > Coast Times < {MFA}")  # fmt: skip
    assert told(case) == [("new", "a", 1), ("confirmed", "b", 2), ("disputed", "c", 2)]


def test_a_report_that_adds_nothing_changes_nothing() -> None:
    case = Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Marsa Post < {FRONT}")
    assert told(case) == [("new", "a", 1)]


def test_a_relay_changes_the_verdict_and_not_the_number_of_roots() -> None:
    case = Case().article("a", f"Marsa Post < {FRONT}").article("b", "Delta Herald < Marsa Post")
    assert told(case) == [("new", "a", 1), ("changed", "b", 1)]


def test_an_event_is_withdrawn_where_the_root_takes_it_back() -> None:
    case = Case().article("a", f"Marsa Post < {FRONT}").article("b", f"retract > Marsa Post < {FRONT}")
    assert [c[0] for c in told(case)] == ["new", "withdrawn"]


def test_changes_of_many_reports_end_in_the_verdict_of_all() -> None:
    case = Case().article("a", f"Marsa Post < {FRONT}", day=1)
    for n in range(30):
        case.article(f"b{n:02}", f"Paper {n} < {FRONT}", day=2)
    case.article("y", f"Coast Times < {CROSS}", day=3).article("z", "Late Post < Marsa Post", day=4)
    found = told(case)
    assert found == [("new", "a", 1), ("changed", "b00", 1), ("confirmed", "y", 2)]


def test_roots_that_one_publisher_alone_reports_are_told_so() -> None:
    one = Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Marsa Post < {CROSS}")
    two = Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Delta Herald < {CROSS}")
    assert judge(one.claims, one.reports).why.endswith("seen through one publisher, Marsa Post")
    assert "one publisher" not in judge(two.claims, two.reports).why


def test_conflicting_values_come_back_with_the_roots_behind_them() -> None:
    case = Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Delta Herald < {CROSS}")
    tolls = [Detail(field="killed", value=v, claims=(c,)) for v, c in (("4", "claim:a0"), ("7", "claim:b0"))]
    found = judge(case.claims, case.reports, conflicts=tolls).conflicts
    assert [d.roots for d in found] == [("actor:marsa-liberation-front",), ("actor:red-crescent-society-of-marsa",)]


def _flood(copies: int) -> Case:
    case = Case().article("a", f"Marsa Post < {FRONT}", day=1)
    for n in range(copies):
        case.article(f"b{n:03}", f"Paper {n}", day=2).copy(f"b{n:03}", "a")
        if n:
            case.copy(f"b{n:03}", f"b{n - 1:03}")
    return case


def test_a_rumour_copied_to_hundreds_of_pages_is_one_root_and_costs_no_more_a_copy() -> None:
    def cost(case: Case) -> float:
        runs = []
        for _ in range(3):
            start = process_time()
            assert judge(case.claims, case.reports, case.copies).independent == 1
            runs.append(process_time() - start)
        return min(runs)

    few, many = _flood(100), _flood(400)
    cost(few)  # names are looked up once
    cost(many)
    assert cost(many) <= 8 * cost(few) + 0.02  # four times as many; twice as much a copy would be 8


def rate(a: str, letter: str, own: str) -> Judgement:
    return Judgement(id=f"judgement:{own}", kind="reliability", a=a, b=None, answer=letter, by="ana", at="2019-05-01")


def test_the_letter_of_a_relay_is_told_as_the_relays_and_yields_to_the_roots() -> None:
    case = Case().article("a", f"Marsa Post < {FRONT}")
    relay, root = rate("outlet:marsa-post", "B", "j1"), rate("actor:marsa-liberation-front", "D", "j2")
    one = judge(case.claims, case.reports, judgements=(relay,)).grade
    both = judge(case.claims, case.reports, judgements=(relay, root)).grade
    assert (one.reliability, both.reliability) == ("B", "D")
    assert one.reliability_why == (
        "Marsa Post is rated B by ana (judgement j1); it passes on what Marsa Liberation Front says, whom no one has rated"
    )
    assert both.reliability_why == "Marsa Liberation Front is rated D by ana (judgement j2)"


WORDS = [
    (Case().article("a", f"Marsa Post < {FRONT}"), "Marsa Liberation Front, told by one publisher"),
    (
        Case().article("a", "Marsa Post").article("b", "Delta Herald").copy("b", "a"),
        "Marsa Post, carried by 2 publishers, of which 1 does not say where it has it from",
    ),
    (
        Case().article("a", f"Marsa Post < {FRONT}").article("b", f"deny > Delta Herald < {CROSS}"),
        "affirmed by Marsa Liberation Front, denied by Red Crescent Society of Marsa",
    ),
    (Case().article("a", f"deny > Marsa Post < {FRONT}"), "only denied, by Marsa Liberation Front: nobody affirms it"),
    (
        Case().article("a", f"Marsa Post < {FRONT}", f"deny > Marsa Post < {FRONT}"),
        "both affirmed and denied by Marsa Liberation Front",
    ),
]


@pytest.mark.parametrize(("case", "why"), WORDS, ids=[w for _, w in WORDS])
def test_the_reason_reads_well_after_the_verdict(case: Case, why: str) -> None:
    assert judge(case.claims, case.reports, case.copies, stances=case.stances).why == why
