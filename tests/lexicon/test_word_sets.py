"""Every row of the small word sets does on its example what its list promises."""

from __future__ import annotations

import re

import pytest

from sayso.extract.actors.rules import RulesFinder as ActorFinder
from sayso.extract.quantities.rules import RulesFinder as Counter
from sayso.extract.times.rules import RulesTagger
from sayso.extract.veridicality.rules import RulesJudge
from sayso.lexicon.tables import Row, table
from sayso.model import Actor, EventMention, Span
from tests.factories import parsed


def actors(text: str) -> tuple[Actor, ...]:
    return ActorFinder().find([parsed(text)])[0]


@pytest.mark.parametrize("row", table("gerund_verbs"), ids=lambda row: row["verb"])
def test_a_gerund_hangs_on_its_verb(row: Row) -> None:
    document = parsed(row["example"])
    gerund = next(t for t in document.tokens if t.text.endswith("ing"))
    assert (document.tokens[gerund.head].lemma, gerund.dep) == (row["verb"], "xcomp")


@pytest.mark.parametrize("row", table("quantity_counted"), ids=lambda row: row["word"])
def test_nouns_of_harm_are_counted(row: Row) -> None:
    assert any(row["word"] in q.text.lower() for q in Counter().find([parsed(row["example"])])[0])


@pytest.mark.parametrize("row", table("quantity_no_counts"), ids=lambda row: f"{row['side']} {row['word']}")
def test_numbers_that_count_no_people(row: Row) -> None:
    assert not [q for q in Counter().find([parsed(row["example"])])[0] if q.low == 12]


@pytest.mark.parametrize("row", table("quantity_links"), ids=lambda row: row["word"])
def test_the_fate_stands_behind_a_link(row: Row) -> None:
    (found,) = Counter().find([parsed(row["example"])])[0]
    assert (found.low, found.kind) == (12, "killed" if "dead" in row["example"] else "injured")


@pytest.mark.parametrize("row", table("times_nearby"), ids=lambda row: row["word"])
def test_how_near_belongs_to_the_time(row: Row) -> None:
    found = RulesTagger().tag([parsed(row["example"])])[0]
    assert any(t.anchor and t.text.startswith(row["word"]) for t in found)


@pytest.mark.parametrize("row", table("reporting_verbs"), ids=lambda row: row["verb"])
def test_would_is_a_future_under_reported_speech(row: Row) -> None:
    marked = re.search(r"\[(\w+)\]", row["example"])
    assert marked
    document = parsed(row["example"].replace(marked[0], marked[1]))
    token = next(t for t in document.tokens if t.text == marked[1])
    event = EventMention(
        trigger=Span(token.start, token.end), head=token.index, sentence=token.sentence, type="ASSAULT"
    )
    assert RulesJudge().judge([document], [(event,)])[0][0].modality == "future"


@pytest.mark.parametrize("row", table("name_particles"), ids=lambda row: row["word"])
def test_a_name_goes_on_over_particles(row: Row) -> None:
    names = [a.name for a in actors(row["example"]) if f" {row['word']} " in a.name]
    assert [name for name in names if name[0].isupper() and row["example"].endswith(f" {name}.")]


@pytest.mark.parametrize("row", table("body_nouns"), ids=lambda row: row["noun"])
def test_people_stand_behind_no_noun_for_bodies(row: Row) -> None:
    assert [a.kind for a in actors(row["example"]) if a.name.endswith("Harvel Mondo")] == ["organisation"]


@pytest.mark.parametrize("row", table("side_nouns"), ids=lambda row: row["noun"])
def test_both_sides_are_those_named(row: Row) -> None:
    assert any(len(a.candidates) == 2 for a in actors(row["example"]))
