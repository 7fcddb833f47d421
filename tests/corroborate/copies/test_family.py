"""Copy edges as an acyclic graph: direct parents, origins, and the parents of a claim."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.corroborate.copies import compare, copy_edge, family_of, parents_of_claim, trace
from sayso.corroborate.copies.family import acyclic
from sayso.model import Span
from sayso.model.ledger import Copy, Evidence, Report
from tests.corroborate.copies.reports import FLOOD, WIRE, claim, report


def edge(
    child: str, parent: str, *, share: float = 0.9, score: float = 0.9, directed: bool = True, words: int = 40
) -> Copy:
    span = Span(0, words * 6)
    passage = Evidence(kind="passage", says="words", child=span, parent=span, words=words)
    return Copy(
        child=child, parent=parent, kind="partial", share=share, score=score, directed=directed, evidence=(passage,)
    )


def edges_of(*reports: Report) -> list[Copy]:
    found = [copy_edge(a, b, compare(a, b)) for k, a in enumerate(reports) for b in reports[k + 1 :]]
    return [e for e in found if e is not None]


def test_siblings_are_no_parents_of_each_other() -> None:
    """b and c both took from a; that c shares words with b comes of that."""
    traced = trace([edge("b", "a"), edge("c", "a"), edge("c", "b", share=0.6)])
    assert traced.direct["c"][0].parent == "a"
    assert traced.parents("c") == ("a",)
    assert traced.origins == ("a",)


def test_the_nearest_of_a_line_is_the_parent() -> None:
    """c has more of b's words than of a's: it took b's rewording."""
    traced = trace([edge("b", "a", share=0.8), edge("c", "a", share=0.5), edge("c", "b", share=0.9)])
    assert traced.parents("c") == ("b",)
    assert traced.ancestors("c") == {"a", "b"}


def test_a_merged_report_keeps_both_parents() -> None:
    one, other = report("1", WIRE, "A Post", "2024-03-01"), report("2", FLOOD, "B Post", "2024-03-01")
    merged = report("3", f"{FLOOD}\n\n{WIRE}", "C Post", "2024-03-02")
    traced = trace(edges_of(one, other, merged))
    assert set(traced.parents(merged.id)) == {one.id, other.id}
    assert traced.origins == (one.id, other.id)


def test_a_merged_report_of_the_same_day_is_no_parent_of_what_it_is_made_of() -> None:
    bakers = (
        "Bakers in the upper town kept their ovens cold while the council argued about flour until midnight, and pupils were "
        "sent home with a slice of cheese and a song to learn."
    )
    nurses = "Nurses on the island walked to work because no ferry would take the provincial money any longer."
    one, other = report("8", f"{WIRE}\n\n{bakers}", "A Post"), report("9", f"{FLOOD}\n\n{nurses}", "B Post")
    merged = report("1", f"{FLOOD}\n\n{WIRE}", "C Post")
    assert trace(edges_of(one, other, merged)).origins == (one.id, other.id)


def test_a_ring_is_opened_and_no_edge_is_lost() -> None:
    ring = [edge("a", "b", score=0.9), edge("b", "c", score=0.8), edge("c", "a", score=0.7, directed=False)]
    found = acyclic(ring)
    assert {(e.child, e.parent) for e in found} == {("a", "b"), ("b", "c"), ("a", "c")}
    assert trace(ring).origins == ("c",)


def test_articles_without_edges_are_origins() -> None:
    assert trace([edge("b", "a")], ["a", "b", "x"]).origins == ("a", "x")


def test_an_edge_that_does_not_count_joins_nothing() -> None:
    copies = [edge("b", "a"), edge("c", "b", score=0.2)]
    assert family_of("a", copies) == ("a", "b")
    assert trace(copies, "abc").origins == ("a", "c")


def test_what_a_claim_was_taken_from() -> None:
    """Of a merged report each sentence has the parent that it came from, and its own sentence has none."""
    own = "Fishermen of the lagoon meanwhile mended their nets."
    one, other = report("1", WIRE, "A Post", "2024-03-01"), report("2", FLOOD, "B Post", "2024-03-01")
    merged = report("3", f"{FLOOD}\n\n{own}\n\n{WIRE}", "C Post", "2024-03-02")
    copies = edges_of(one, other, merged)
    cases = [
        ("Cranes stood idle through the morning while pickets burned pallets at the western gate", (one.id,)),
        ("A wall of brown water swept through the brickworks quarter of Dunareva", (other.id,)),
        (own, ()),
    ]
    assert [parents_of_claim(claim(merged, sentence), copies) for sentence, _ in cases] == [p for _, p in cases]


names = st.sampled_from("abcdef")
copies_of_any = st.lists(
    st.builds(edge, names, names, share=st.floats(0, 1), score=st.floats(0.5, 1), directed=st.booleans()), max_size=15
).map(lambda found: list({frozenset((e.child, e.parent)): e for e in found if e.child != e.parent}.values()))


@given(copies_of_any)
def test_the_graph_has_no_ring_and_every_family_an_origin(copies: list[Copy]) -> None:
    traced = trace(copies, "abcdef")
    for article in traced.articles:
        assert article not in traced.ancestors(article)
        assert set(traced.origins) & {article, *traced.ancestors(article)}


@given(copies_of_any, st.randoms())
def test_the_order_of_edges_does_not_matter(copies: list[Copy], r: st.DataObject) -> None:
    shuffled = list(copies)
    r.shuffle(shuffled)  # type: ignore[attr-defined]
    assert trace(shuffled, "abcdef") == trace(copies, "fedcba")
