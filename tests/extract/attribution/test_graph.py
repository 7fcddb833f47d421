"""What holds for every text: spans fit, links make a forest, time stays linear."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.extract.attribution.rules import RulesFinder
from sayso.model import Attribution
from tests.factories import parsed

WHO = st.sampled_from(
    ["Le Matin", "the consul", "Radio Volta", "he", "the same source", "a nurse", "the statement", "They"]
)
SAID = st.sampled_from(
    ["said", "told Reuters", "denied", "added", "claimed", "reported", "does not rule out", "was quoted as saying"]
)
WHAT = st.sampled_from(
    ["that the crane fell", "“the crane fell,”", "the crane had fallen", "it rained.", "“", "”", "to leave"]
)
TAIL = st.sampled_from(
    [
        ", citing Al-Bahr",
        ", quoting Radio Volta, which cited a nurse",
        ", according to the radio",
        "",
        ", he said",
        " :",
    ]
)
CLAUSE = st.tuples(WHO, SAID, WHAT, TAIL).map(lambda p: f"{p[0]} {p[1]} {p[2]}{p[3]}")
TEXT = st.lists(CLAUSE, min_size=1, max_size=4).flatmap(
    lambda clauses: st.lists(
        st.sampled_from([". ", ", ", "\n\n", "; "]), min_size=len(clauses), max_size=len(clauses)
    ).map(lambda gaps: "".join(c + g for c, g in zip(clauses, gaps, strict=True)))
)


def check(text: str, found: tuple[Attribution, ...]) -> None:
    for k, a in enumerate(found):
        spans = [*a.content, *([a.cue] if a.cue else []), *([a.source.span] if a.source and a.source.span else [])]
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert list(a.content) == sorted(a.content)
        assert a.content
        if a.source and a.source.span:
            assert a.source.span.of(text) == a.source.text
            assert all(0 <= i < len(found) and i != k for i in a.source.antecedents)
        seen, at = {k}, a.parent
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = found[at].parent


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT)
def test_links_make_a_forest_and_spans_fit(text: str) -> None:
    check(text, RulesFinder().find([parsed(text)], [()])[0])


NAUGHTY = [
    "",
    " ",
    "“",
    "”””",
    "",
    ": : :",
    "said",
    "said said said",
    "“said” “said”",
    "\u202e“x”",
    "according to",
    "𝔘 said “𝔘”",
]


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty(text: str) -> None:
    check(text, RulesFinder().find([parsed(text)], [()])[0])


@pytest.mark.parametrize(
    "piece", ["“a,” he said. ", "“ ", "he said that ", "according to Ann, ", "'a' ", "citing Ann, "]
)
def test_time_is_nearly_linear(piece: str) -> None:
    spent = []
    for times in (60, 240):
        document = parsed("\n".join([piece * 10] * (times // 10)))
        best = min(_seconds(document) for _ in range(3))
        spent.append(best)
    assert spent[1] < 12 * max(spent[0], 0.02)  # four times the text; tiny times are noise


def _seconds(document: object) -> float:
    start = time.perf_counter()
    RulesFinder().find([document], [()])  # type: ignore[list-item]
    return time.perf_counter() - start
