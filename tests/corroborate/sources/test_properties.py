"""What holds of the roots of any event."""

from __future__ import annotations

import itertools
import random

from hypothesis import given, note, settings
from hypothesis import strategies as st

from sayso.corroborate.sources import Weighed, weigh
from sayso.corroborate.verdict import changes_of, judge
from tests.corroborate.sources.factories import Case, joined

OUTLETS = ("Marsa Post", "Delta Herald", "Coast Times", "Reuters", "New York Post", "The Sun")
ROOTS = (
    "actor:Marsa Liberation Front [- REB]",
    "actor:Ministry of Foreign Affairs of Algeria [DZA GOV]",
    "actor:Sabri Boukadoum [DZA GOV]",
    "actor:police [DZA COP]",
    "actor:Algeria [DZA]",
    "actor:Tunisia and Algeria ? actor:tun|actor:dza",
    "actor:media reports",
    "unnamed:port officials",
    "unnamed:a senior port official",
    "unnamed:sources",
    "the Kuwaiti daily",
    "Al-Jarida",
)
STANCES = ("", "", "", "", "deny > ", "retract > ")

chains = st.tuples(
    st.sampled_from(STANCES),
    st.lists(st.sampled_from(OUTLETS), max_size=2),
    st.one_of(st.none(), st.sampled_from(ROOTS)),
)


@st.composite
def cases(draw: st.DrawFn, *, affirming: bool = False) -> Case:
    """An event of up to six articles, with copy edges among them and to one article outside."""
    case = Case()
    n = draw(st.integers(1, 6))
    keys = [f"k{i}" for i in range(n)]
    for key in keys:
        outlet = draw(st.sampled_from(OUTLETS))
        told = draw(st.lists(chains, min_size=1, max_size=3))
        rows = [
            ("" if affirming else stance) + " < ".join([outlet, *media, *([root] if root else [])])
            for stance, media, root in told
        ]
        case.article(key, *rows, day=draw(st.integers(1, 9)))
    for _ in range(draw(st.integers(0, 4))):
        child, parent = draw(st.sampled_from(keys)), draw(st.sampled_from([*keys, "outside"]))
        if child != parent:
            spans = draw(st.sampled_from([(), ((0, 80),), ((100, 180),), ((0, 280),)]))
            case.copy(child, parent, *spans, kind="partial" if spans else "duplicate")
    return case


def weighed(case: Case) -> Weighed:
    return weigh(case.claims, case.reports, case.copies, stances=case.stances)


@given(cases(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_what_is_given_makes_no_difference(case: Case, chance: random.Random) -> None:
    claims, copies, reports = [*case.claims], [*case.copies], [*case.reports.items()]
    chance.shuffle(claims), chance.shuffle(copies), chance.shuffle(reports)
    other = judge(claims, dict(reports), copies, stances=case.stances)
    assert judge(case.claims, case.reports, case.copies, stances=case.stances) == other


@given(cases())
@settings(max_examples=150, deadline=None)
def test_roots_are_no_more_than_articles_and_hold_every_claim_once(case: Case) -> None:
    found = weighed(case)
    assert 1 <= found.independent <= len(case.reports)
    assert sorted(c for r in found.roots for c in r.claims) == sorted(c.id for c in case.claims)
    assert len({r.id for r in found.roots}) == len(found.roots)


@given(cases())
@settings(max_examples=150, deadline=None)
def test_no_root_both_affirms_and_denies(case: Case) -> None:
    for root in weighed(case).roots:
        assert {case.stances[c] == "affirm" for c in root.claims} == {not root.denies}


@given(cases(affirming=True), st.data())
@settings(max_examples=150, deadline=None)
def test_a_copy_never_adds_a_root(case: Case, data: st.DataObject) -> None:
    before = weighed(case).independent
    of = data.draw(st.sampled_from(sorted(case.reports)))
    told = [c for c in case.claims if c.article == of]
    credit = data.draw(st.sampled_from(["as it stands", "cut", "names the parent"]))
    day = data.draw(st.integers(1, 12))
    parent = case.reports[of].outlet
    rows = []
    for claim in told:
        links = [] if credit == "cut" else [_told(link) for link in claim.chain[1:]]
        rows.append(" < ".join(["Copy Cat", *([parent] if credit == "names the parent" else []), *links]))
    case.article("copy", *rows, day=day).copy("copy", of.removeprefix("article:"))
    note(f"{before} before, now {weighed(case).independent}: {case}")
    assert weighed(case).independent <= before


@given(cases(affirming=True), st.data())
@settings(max_examples=150, deadline=None)
def test_a_relay_never_adds_a_root(case: Case, data: st.DataObject) -> None:
    before = weighed(case).independent
    claim = data.draw(st.sampled_from(case.claims))
    parent = case.reports[claim.article].outlet
    whole = data.draw(st.booleans())
    links = [_told(link) for link in claim.chain[1:]] if whole else []
    case.article("relay", " < ".join(["Relay News", parent, *links]), day=data.draw(st.integers(1, 12)))
    note(f"{before} before, now {weighed(case).independent}: {case}")
    assert weighed(case).independent <= before


@given(cases())
@settings(max_examples=150, deadline=None)
def test_what_does_not_belong_to_the_event_changes_nothing(case: Case) -> None:
    before = weighed(case)
    more = Case().article("other", "Far Away Post < Reuters").article("another", "Yonder News").copy("another", "other")
    found = weigh(case.claims, case.reports | more.reports, [*case.copies, *more.copies], stances=case.stances)
    assert found == before


@given(st.lists(cases(), min_size=3, max_size=3))
@settings(max_examples=150, deadline=None)
def test_joining_is_associative(three: list[Case]) -> None:
    a, b, c = (_renamed(case, str(n)) for n, case in enumerate(three))
    assert weighed(joined([joined([a, b]), c])) == weighed(joined([a, joined([b, c])]))


@given(cases())
@settings(max_examples=150, deadline=None)
def test_changes_lead_to_the_verdict(case: Case) -> None:
    found = changes_of("event:1", case.claims, case.reports, case.copies, stances=case.stances)
    end = judge(case.claims, case.reports, case.copies, stances=case.stances)
    assert found[0].change == "new"
    assert found[0].before is None
    assert (found[-1].after, found[-1].roots_after) == (end.verdict, end.independent)
    assert all(a.after == b.before and a.roots_after == b.roots_before for a, b in itertools.pairwise(found))


def _told(link: object) -> str:
    """A link in the words of the factory."""
    name, own, kind = link.name, link.id, link.kind  # type: ignore[attr-defined]
    if kind == "outlet":
        return name
    codes = " ".join([link.country or "-", *link.sectors])  # type: ignore[attr-defined]
    options = " ? " + "|".join(link.candidates) if link.candidates else ""  # type: ignore[attr-defined]
    return f"{own.partition(':')[0]}:{name}{options}" if options else f"{own.partition(':')[0]}:{name} [{codes}]"


def _renamed(case: Case, mark: str) -> Case:
    from dataclasses import replace

    out = Case()
    out.reports = {f"{k}{mark}": replace(r, id=f"{k}{mark}") for k, r in case.reports.items()}
    out.claims = [replace(c, id=f"{c.id}{mark}", article=f"{c.article}{mark}") for c in case.claims]
    out.stances = {f"{k}{mark}": s for k, s in case.stances.items()}
    out.copies = [replace(e, child=f"{e.child}{mark}", parent=f"{e.parent}{mark}") for e in case.copies]
    return out
