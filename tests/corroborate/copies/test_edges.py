"""Who copied whom: kinds, direction by evidence, and what is no copying."""

from __future__ import annotations

import pytest

from sayso.corroborate.copies import compare, copy_edge, counts_as_copy
from sayso.model.ledger import Copy, Report
from tests.corroborate.copies.reports import FLOOD, OTHER_ACCOUNT, WIRE, claim, outlet_link, report

MON, TUE = "2024-03-04", "2024-03-05"
WEEK_LATER, MONTH_LATER = "2024-03-11", "2024-04-20"
PARAGRAPHS = WIRE.split("\n\n")
ABRIDGED = f"{PARAGRAPHS[1]}\n\n{PARAGRAPHS[3]}"


def edge(a: Report, b: Report) -> Copy | None:
    """The edge, which is the same whichever article is given first."""
    one = copy_edge(a, b, compare(a, b))
    other = copy_edge(b, a, compare(b, a))
    told = [(e.child, e.parent, e.kind, e.directed, e.share) if e else None for e in (one, other)]
    assert told[0] == told[1]
    return one


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(WIRE, "duplicate", id="the same text"),
        pytest.param(f"Nobody here was surprised by it.\n\n{WIRE}", "near-duplicate", id="a sentence in front"),
        pytest.param(ABRIDGED, "partial", id="half of it"),
        pytest.param(f"{FLOOD}\n\n{PARAGRAPHS[1]}", "partial", id="one paragraph in a report on something else"),
    ],
)
def test_kinds_by_what_is_shared(text: str, kind: str) -> None:
    found = edge(report("1", WIRE, "Northern Wire", MON), report("2", text, "Lantern Daily", TUE))
    assert found is not None
    assert counts_as_copy(found)
    assert (found.kind, found.child, found.directed) == (kind, "article:2", True)


@pytest.mark.parametrize(
    ("a", "b", "child"),
    [
        pytest.param(
            report("1", WIRE, "Lantern Daily", MON, credits=("outlet:northern-wire",)),
            report("2", WIRE, "Northern Wire", TUE),
            "article:1",
            id="a credit line tells more than the dates",
        ),
        pytest.param(report("1", WIRE, "A Post", TUE), report("2", WIRE, "B Post", MON), "article:1", id="by date"),
        pytest.param(
            report("1", WIRE, "A Post", f"{MON}T09:00:00Z"),
            report("2", WIRE, "B Post", f"{MON}T08:00:00Z"),
            "article:1",
            id="by the hour",
        ),
        pytest.param(report("1", WIRE, "Reuters", MON), report("2", WIRE, "B Post", MON), "article:2", id="an agency"),
        pytest.param(
            report("1", ABRIDGED, "A Post", MON), report("2", WIRE, "B Post", MON), "article:1", id="contained"
        ),
    ],
)
def test_direction(a: Report, b: Report, child: str) -> None:
    found = edge(a, b)
    assert found is not None
    assert (found.child, found.directed) == (child, True)


@pytest.mark.parametrize("dates", [(MON, MON), (None, None), (MON, f"{MON}T08:00:00Z"), (TUE, None)])
def test_where_nothing_tells_the_canonical_order_stands_in(dates: tuple[str | None, str | None]) -> None:
    """Unlabelled wire copy of two papers of one day."""
    text = WIRE.replace(" (Northern Wire)", "")
    found = edge(report("1", text, "A Post", dates[0]), report("2", text, "B Post", dates[1]))
    assert found is not None
    assert counts_as_copy(found)
    assert not found.directed


def test_a_wire_credited_by_the_text_alone_is_the_parent() -> None:
    """The dateline of the copy names the agency, whose own article was fetched later and has no date."""
    found = edge(report("1", WIRE, "Northern Wire"), report("2", WIRE, "Lantern Daily", MON))
    assert found is not None
    assert (found.parent, found.directed) == ("article:1", True)
    assert "credit" in [e.kind for e in found.evidence]


SPEECH = "“You can count the chairs in this room and you will find one missing, and that is the chair of truth”"
SECOND = "“I have been asked whether I sleep at night; I sleep very well and I rise early to work”"
STATEMENT = (
    "“The events of recent days have caused pain to many families and we share that pain; every office under our authority "
    "has been told to open its records and to report in public before the end of the month.”"
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(
            f"{WIRE} {SPEECH}, Tellin told reporters. {SECOND}, he added.",
            f"{OTHER_ACCOUNT} At a news conference Tellin said: {SPEECH}. Asked about the army, he replied: {SECOND}.",
            id="two reporters at one press conference",
        ),
        pytest.param(
            f"{WIRE} In a written statement, the Harbour Authority said: {STATEMENT}",
            f"{OTHER_ACCOUNT} {STATEMENT} the Harbour Authority said in a statement released overnight.",
            id="a statement that both quote",
        ),
    ],
)
def test_a_common_speech_is_shown_and_counts_for_nothing(a: str, b: str) -> None:
    found = edge(report("1", a, "A Post", MON), report("2", b, "B Post", TUE))
    assert found is not None
    assert not counts_as_copy(found)
    assert found.kind == "quotation"
    assert any("do not show" in e.says for e in found.evidence)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(WIRE, OTHER_ACCOUNT, id="two accounts of one event"),
        pytest.param(WIRE, FLOOD, id="two events"),
        pytest.param(
            f"{FLOOD} The ministry did not immediately respond to a request for comment. Sign up to our daily newsletter for more.",
            f"{OTHER_ACCOUNT} The firm did not immediately respond to a request for comment. Sign up to our daily newsletter for more.",
            id="stock phrases",
        ),
        pytest.param("", "", id="no text"),
    ],
)
def test_no_edge(a: str, b: str) -> None:
    assert edge(report("1", a, "A Post", MON), report("2", b, "B Post", TUE)) is None


@pytest.mark.parametrize(
    "told",
    [
        "Some 2,400 dockers of Port Maren stopped work, the Northern Wire reported on Monday.",
        "According to the Northern Wire, Mira Kolvent and 2,400 dockers of Port Maren are on strike.",
        "Dockers in Veldria are on strike, the Lantern learned. Citing union delegates, the Northern Wire said 2,400 are out at Maren.",
    ],
)
def test_a_named_citation_with_the_same_details(told: str) -> None:
    found = edge(report("1", WIRE, "Northern Wire", MON), report("2", told, "Lantern Daily", TUE))
    assert found is not None
    assert counts_as_copy(found)
    assert (found.kind, found.child) == ("citation", "article:2")
    assert next(e.kind for e in found.evidence) == "citation"


@pytest.mark.parametrize(
    ("told", "outlet", "day"),
    [
        pytest.param(
            "The Northern Wire was fined on Tuesday. In Port Maren 2,400 dockers are out.",
            "A Post",
            TUE,
            id="named, not cited",
        ),
        pytest.param("The Northern Wire reported snow in Ostrava.", "A Post", TUE, id="cited for something else"),
        pytest.param(
            "The Northern Wire reported that 2,400 in Port Maren are out.", "A Post", MONTH_LATER, id="weeks later"
        ),
        pytest.param(
            "The Northern Wire reported that 2,400 in Port Maren are out.",
            "A Post",
            "2024-02-20",
            id="before it was out",
        ),
        pytest.param(
            "The Northern Wire reported that 2,400 in Port Maren are out.", "Northern Wire", TUE, id="of itself"
        ),
    ],
)
def test_no_citation(told: str, outlet: str, day: str) -> None:
    assert edge(report("1", WIRE, "Northern Wire", MON), report("2", told, outlet, day)) is None


def test_a_chain_names_the_parent_where_the_text_alone_does_not() -> None:
    wire = report("1", WIRE, "Northern Wire", MON)
    told = report("2", "Port Maren is shut. The same agency counted 2,400 strikers at Maren.", "Lantern Daily", TUE)
    chain = claim(told, "The same agency counted 2,400 strikers at Maren.", outlet_link("Northern Wire", "agency"))
    found = copy_edge(wire, told, compare(wire, told), claims_b=[chain])
    assert found is not None
    assert (found.kind, found.child) == ("citation", "article:2")
    cited = found.evidence[0].child
    assert cited is not None
    assert chain.sentence_span.contains(cited)


def test_a_quotation_taken_with_the_name_of_the_medium() -> None:
    told = "Emotions ran high. The Northern Wire quoted a driver at length: “We have waited fourteen months for an offer that pays the rent.”"
    found = edge(report("1", WIRE, "Northern Wire", MON), report("2", told, "Lantern Daily", TUE))
    assert found is not None
    assert counts_as_copy(found)
    assert (found.kind, found.child) == ("quotation", "article:2")


def test_the_same_selection_of_quotations_is_no_chance() -> None:
    said = [f"“We shall {verb} the gates of the old {noun} before the harvest is in,” said {who}." for verb, noun, who in (
        ("open", "mill", "Ada Roe"), ("paint", "quay", "Ben Lim"), ("guard", "barn", "Cy Dow"), ("mend", "tower", "Di Fox"))]  # fmt: skip
    one = report("1", " ".join([PARAGRAPHS[0], *said]), "A Post", MON)
    other = report("2", "A town speaks. " + " Elsewhere: ".join(said), "B Post", TUE)
    found = edge(one, other)
    assert found is not None
    assert counts_as_copy(found)


def test_a_quotation_with_the_same_words_around_it_was_taken_over() -> None:
    """Nobody else would call her just that; that two heard the sentence is no reason for it."""
    taken = f"{FLOOD} {PARAGRAPHS[2].split('. ')[0]}."
    found = edge(report("1", WIRE, "A Post", MON), report("2", taken, "B Post", TUE))
    assert found is not None
    assert counts_as_copy(found)
    assert found.kind == "quotation"
    assert any("the same words around it" in e.says for e in found.evidence)


def test_a_retelling_under_a_credit_line_is_a_paraphrase() -> None:
    told = (
        "VELDRIA (Northern Wire) - Ships lay off Port Maren, where Mira Kolvent leads 2,400 strikers. Oskar Tellin is angry. "
        "The Maren docks lose 14 million crowns a day, and a judge in Ostrava Bay will hear both camps."
    )
    found = edge(report("1", WIRE, "Northern Wire", MON), report("2", told, "Lantern Daily", TUE))
    assert found is not None
    assert counts_as_copy(found)
    assert found.kind == "paraphrase"


def test_spans_stand_in_the_texts_of_child_and_parent() -> None:
    wire, paper = report("1", WIRE, "Northern Wire", MON), report("2", f"{FLOOD}\n\n{PARAGRAPHS[1]}", "A Post", TUE)
    found = edge(wire, paper)
    assert found is not None
    (passage,) = [e for e in found.evidence if e.kind == "passage"]
    assert passage.child is not None
    assert passage.parent is not None
    assert passage.child.of(paper.text) == passage.parent.of(wire.text) == PARAGRAPHS[1].rstrip(".")


def test_an_article_is_no_copy_of_itself() -> None:
    wire = report("1", WIRE)
    assert copy_edge(wire, wire, compare(wire, wire)) is None


def test_a_week_of_delay_is_no_reason_against_shared_text() -> None:
    found = edge(report("1", WIRE, "A Post", MON), report("2", ABRIDGED, "B Post", WEEK_LATER))
    assert found is not None
    assert counts_as_copy(found)


def test_evidence_tells_names_as_they_are_written_and_once_for_the_article() -> None:
    """Each sentence that cites keeps its place; the words are those of all of them together."""
    text = (
        "The river is calm again. Mira Kolvent leads the crane drivers, the Northern Wire reported. "
        "Nobody slept that night in the huts beside the northern wall. "
        "According to the Northern Wire, Oskar Tellin will go to Ostrava Bay."
    )
    found = edge(report("1", WIRE, "Northern Wire", MON), report("2", text, "Lantern Daily", TUE))
    assert found is not None
    cited = [e for e in found.evidence if e.kind == "citation"]
    assert len({e.child for e in cited}) == 2
    (says,) = {e.says for e in cited}
    assert says.startswith("it names Northern Wire as its source (“reported” and “according to”)")
    for name in ("Mira Kolvent", "Oskar Tellin", "Ostrava Bay"):
        assert name in says


def test_the_earlier_article_is_the_earlier_in_utc() -> None:
    """20 minutes past ten in Tripoli is before 40 minutes past nine in Tunis."""
    tripoli = report("2", WIRE, "A Post", f"{MON}T10:20:00+02:00")
    tunis = report("1", WIRE, "B Post", f"{MON}T09:40:00+01:00")
    found = edge(tripoli, tunis)
    assert found is not None
    assert (found.child, found.directed) == ("article:1", True)
    assert [e.says for e in found.evidence if e.kind == "time"] == [
        f"published later, {MON} 08:40 UTC after {MON} 08:20 UTC"
    ]
