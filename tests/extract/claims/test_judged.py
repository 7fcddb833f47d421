"""The encoder as a second reader of plain facts: what it is asked, what follows, and what it never touches.

A table of words stands in for the encoder; what the shipped weights say is tested at the end, where they are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sayso import registry
from sayso.encoder.chain import Marked
from sayso.encoder.folders import VARIABLE
from sayso.errors import MissingModel
from sayso.extract.claims.judged import HEARD, READ, JudgedMaker
from sayso.extract.claims.rules import RulesMaker
from sayso.model import Claim, Claims
from tests.factories import parsed

Spans = tuple[tuple[str, str, float], ...]


@dataclass
class Told:
    words: tuple[str, ...]
    table: dict[str, float]
    marked: Spans

    def factuality(self) -> Sequence[float]:
        return [self.table.get(word, 3.0) for word in self.words]

    def spans(self, head: str) -> list[Marked]:
        assert head == "attribution"
        found = []
        for label, phrase, probability in self.marked:
            wanted = tuple(phrase.split())
            for k in range(len(self.words) - len(wanted) + 1):
                if self.words[k : k + len(wanted)] == wanted:
                    found.append(Marked(first=k, last=k + len(wanted), label=label, probability=probability))
        return found


@dataclass
class Table:
    """Says of each word what the table says, 3.0 of the rest, and keeps what it was asked."""

    table: dict[str, float] = field(default_factory=dict)
    marked: Spans = ()
    version: str = "table-7"
    most_words: int = 160
    asked: list[str] = field(default_factory=list)

    def read(self, windows: Iterable[Sequence[str]]) -> Iterator[Told]:
        for words in windows:
            assert 0 < len(words) <= self.most_words
            self.asked.append(" ".join(words))
            yield Told(tuple(words), self.table, self.marked)


def inputs(text: str, *, heard: bool = True) -> tuple[Any, ...]:
    """What a claim maker gets for a text; `heard=False` leaves out what the rules know of speakers."""
    one = [parsed(text)]
    times = registry.part("times", "rules").tag(one)
    places = registry.part("places", "gazetteer").find(one)
    quantities = registry.part("quantities", "rules").find(one)
    actors = registry.part("actors", "rules").find(one, places)
    attributions = registry.part("attribution", "rules").find(one, actors) if heard else [()]
    events = registry.part("events", "rules").find(one, actors, places, times, quantities)
    return one, actors, attributions, events, registry.part("veridicality", "rules").judge(one, events)


def claim(made: list[Claims], trigger: str, text: str) -> Claim:
    found = [c for c in made[0].claims if c.event.trigger.of(text).startswith(trigger)]
    assert len(found) == 1, [c.event.trigger.of(text) for c in made[0].claims]
    return found[0]


TASKED = "The Sudanese army tasked the unit with shelling rebel camps in Kassala."


def test_what_is_not_read_as_fact_is_hedged_and_says_who_doubts() -> None:
    made = claim(JudgedMaker(Table({"shelling": 1.5})).make(*inputs(TASKED)), "shelling", TASKED)
    assert (made.status, made.export, made.veridicality.certainty) == ("hedged", False, "unknown")
    assert made.veridicality.why == ("the encoder does not read it as fact: +1.5 of +3",)
    assert (READ, "table-7") in [(o.part, o.version) for o in made.origins]


def test_what_is_read_as_fact_stays_as_the_rules_have_it_but_names_the_reader() -> None:
    given = inputs(TASKED)
    rules, judged = RulesMaker().make(*given), JudgedMaker(Table()).make(*given)
    mine, theirs = claim(judged, "shelling", TASKED), claim(rules, "shelling", TASKED)
    assert (mine.id, mine.veridicality, mine.chain) == (theirs.id, theirs.veridicality, theirs.chain)
    assert {o.part for o in mine.origins} - {o.part for o in theirs.origins} == {READ}
    assert theirs.export
    assert mine.export


@pytest.mark.parametrize(
    "text",
    [
        "The Sudanese army shelled rebel camps in Kassala.",  # past
        "The Sudanese army is shelling rebel camps in Kassala.",  # going on
        "The Sudanese army may be shelling rebel camps in Kassala.",  # the rules have a cue
        "The Sudanese army denied shelling rebel camps in Kassala.",  # and here
        "The Sudanese army will meet the rebels in Kassala on Friday.",  # future, which is an AGREE
        "The Sudanese army asks the rebels to leave Kassala.",  # said and done
        "The Sudanese army was responsible for shelling rebel camps in Kassala.",  # laid to it as a deed
        "Rebels gave in and let the mayor of Kassala go.",  # past, though it does not look so
    ],
    ids=["past", "progressive", "modal", "denial", "future", "spoken act", "responsible", "like a present"],
)
def test_the_encoder_is_not_asked_where_form_or_cue_decide(text: str) -> None:
    encoder = Table(dict.fromkeys(text.split(), -3.0))
    given = inputs(text)
    judged = JudgedMaker(encoder).make(*given)
    assert encoder.asked == []
    assert judged == RulesMaker().make(*given)
    assert judged[0].events


def test_one_reading_serves_all_events_of_a_sentence() -> None:
    text = "The general ruled nothing out, from shelling Kassala to arresting the mayor."
    encoder = Table({"shelling": 1.0, "arresting": 1.2})
    made = JudgedMaker(encoder).make(*inputs(text))
    assert len(encoder.asked) == 1
    assert [c.export for c in made[0].claims if c.event.type in ("ASSAULT", "COERCE")] == [False, False]


def test_documents_read_together_are_read_as_alone() -> None:
    texts = (
        TASKED,
        "Rebels shelled Kassala on Monday.",
        "Kenya is accused of plans for deporting refugees to Somalia.",
    )
    maker = JudgedMaker(Table({"shelling": 1.5, "deporting": 2.0}))
    each = [inputs(text) for text in texts]
    together = maker.make(*([one[k][0] for one in each] for k in range(5)))
    assert together == [maker.make(*one)[0] for one in each]


QUOTED = "“Rebels bombed the hospital in Gao and killed three nurses,” the mayor of the town told us."
SPEAKER: Spans = (
    ("content", "“ Rebels bombed the hospital in Gao and killed three nurses , ”", 0.9),
    ("source", "the mayor of the town", 0.9),
    ("cue", "told", 0.9),
)


def test_a_speaker_whom_the_rules_did_not_hear_is_put_into_the_chain() -> None:
    given = inputs(QUOTED, heard=False)
    assert [len(c.chain) for c in RulesMaker().make(*given)[0].claims[:1]] == [1]
    made = JudgedMaker(Table(marked=SPEAKER)).make(*given)[0].claims[0]
    assert (made.root.text, made.root.cue_text, made.status) == ("the mayor of the town", "told", "reported")
    assert (HEARD, "table-7") in [(o.part, o.version) for o in made.origins]
    assert any("rule encoder" in step for step in made.steps)


@pytest.mark.parametrize("label", ["content", "source", "cue"])
def test_an_unsure_reading_changes_nothing(label: str) -> None:
    unsure = tuple((name, words, 0.3 if name == label else chance) for name, words, chance in SPEAKER)
    given = inputs(QUOTED, heard=False)
    assert JudgedMaker(Table(marked=unsure)).make(*given) == RulesMaker().make(*given)


def test_who_demands_tells_no_event() -> None:
    text = QUOTED.replace("told us", "demanded")
    demanded = tuple((label, words.replace("told", "demanded"), chance) for label, words, chance in SPEAKER)
    given = inputs(text, heard=False)
    assert JudgedMaker(Table(marked=demanded)).make(*given) == RulesMaker().make(*given)
    assert RulesMaker().make(*given)[0].claims


def test_a_speaker_whom_the_rules_know_is_taken_as_they_resolve_him() -> None:
    """The rules heard him beside other words, and did not see how far his own go."""
    text = "Amadou Diallo, the mayor of Gao, said nurses were afraid. “Rebels bombed the hospital in Gao and left again at dawn.”"
    one, actors, attributions, events, judged = inputs(text)
    near = [tuple(a for a in attributions[0] if a.cue is not None)]
    assert len(near[0]) == 1
    spans: Spans = (
        ("content", "Rebels bombed the hospital in Gao and left again at dawn", 0.9),
        ("cue", "said", 0.9),
    )
    made = JudgedMaker(Table(marked=spans)).make(one, actors, near, events, judged)
    told = claim(made, "bombed", text)
    assert told.root.text is not None
    assert told.root.text.startswith("Amadou Diallo")
    assert told.root.scope == "quote"


def test_the_encoder_is_not_asked_for_speakers_where_nothing_hints_at_one() -> None:
    encoder = Table(marked=SPEAKER)
    JudgedMaker(encoder).make(*inputs("Rebels bombed the hospital in Gao and killed three nurses.", heard=False))
    assert encoder.asked == []


def test_without_weights_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(MissingModel, match=r"no weights of the document encoder in .*set SAYSO_WEIGHTS .*'rules'"):
        JudgedMaker().make(*inputs(TASKED))


def test_no_article_needs_no_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert JudgedMaker().make([], [], [], [], []) == []


def _weights() -> bool:
    from sayso.encoder.folders import folder

    try:
        return folder("document").is_dir()
    except MissingModel:
        return False


@pytest.mark.skipif(not _weights(), reason=f"no weights; set {VARIABLE}")
@pytest.mark.parametrize(
    ("text", "trigger", "export"),
    [
        ("Instead of bombing the rebels, the army of Sudan waited.", "bombing", False),
        ("The general ruled nothing out, from shelling Kassala to arresting the mayor.", "arresting", False),
        ("Sudanese soldiers began shelling rebel camps in Kassala.", "shelling", True),
        ("Sudanese soldiers shelled rebel camps in Kassala.", "shelled", True),
    ],
)
def test_the_shipped_weights(text: str, trigger: str, export: bool) -> None:
    assert claim(JudgedMaker().make(*inputs(text)), trigger, text).export is export
