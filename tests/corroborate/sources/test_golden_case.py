"""The cross-article case: telephone calls that four pages of three publishers tell, all from one ministry's statement."""

from __future__ import annotations

from dataclasses import replace

from sayso.corroborate.verdict import judge
from sayso.model.ledger import Party
from tests.corroborate.sources.factories import Case

MFA = 'actor:Ministry of Foreign Affairs of Algeria [DZA GOV] "a statement from the ministry"'
MINISTER = 'actor:Sabri Boukadoum [DZA GOV] "Mr. Boukadoum"'
CALLERS = (
    Party(role="actor", id="actor:sabri-boukadoum", name="Sabri Boukadoum", kind="person", country="DZA", sectors=("GOV",)),
    Party(role="actor", id="actor:minister-of-foreign-affairs-of-tunisia", name="Minister of Foreign Affairs of Tunisia",
          kind="person", country="TUN", sectors=("GOV",)),
)  # fmt: skip


def pages() -> Case:
    """The four pages: one in English, three in French, of which the last is nearly a copy of the one before."""
    case = Case()
    case.article("en", f"intellectualobserver.com < {MFA}", published="2019-04-12")
    case.article("moudjahid1", f"El Moudjahid < {MFA}", published="2019-04-11T08:00:00Z", language="fr")
    case.article("patriotique", f"Algérie Patriotique < {MINISTER}", published="2019-04-11T10:00:00Z", language="fr")
    case.article("moudjahid2", "El Moudjahid", published="2019-04-11T17:00:00Z", language="fr")
    case.copy("moudjahid2", "patriotique", kind="near-duplicate", share=0.9)
    case.claims = [replace(c, type="CONSULT", self_report=len(c.chain) > 1, parties=CALLERS) for c in case.claims]
    return case


def test_four_pages_of_three_publishers_have_one_root() -> None:
    case = pages()
    found = judge(case.claims, case.reports, case.copies, stances=case.stances)
    (root,) = found.roots
    assert len(root.articles) == 4
    assert len(set(found.weighed.publishers.values())) == 3
    assert found.independent == 1
    assert root.name == "Ministry of Foreign Affairs of Algeria"
    assert {"actor:ministry-of-foreign-affairs-of-algeria", "actor:sabri-boukadoum"} <= set(root.members)
    assert root.self_report
    assert found.grade.credibility == 3


def test_the_root_is_one_without_the_copy_edge_too() -> None:
    case = pages()
    assert judge(case.claims, case.reports, (), stances=case.stances).independent == 1


def test_the_state_itself_is_no_second_root() -> None:
    case = pages().article("late", "Echorouk < actor:Algeria [DZA]", published="2019-04-13")
    assert judge(case.claims, case.reports, case.copies, stances=case.stances).independent == 1


def test_kuwaiti_sources_are_the_kuwaiti_daily_that_the_article_cites() -> None:
    case = Case().article(
        "a", "intellectualobserver.com < unnamed:Kuwaiti sources [KWT]", "intellectualobserver.com < Al-Jarida [KWT]"
    )
    (root,) = judge(case.claims, case.reports).roots
    assert root.members == ("outlet:al-jarida", "unnamed:kuwaiti-sources")


def test_a_daily_that_is_seen_only_through_another_is_the_root_and_told_so() -> None:
    case = Case().article("a", "intellectualobserver.com < Al-Jarida < Al-Araby Al-Jadeed")
    found = judge(case.claims, case.reports)
    (root,) = found.roots
    assert root.name == "Al-Araby Al-Jadeed"
    assert found.verdict == "relayed"
    assert any("seen only through Al-Jarida" in text for text in root.why)
