"""Certainty, polarity and modality: every row of the tables, then phenomena by hand."""

from __future__ import annotations

import re

import pytest

from sayso.extract.veridicality.rules import RulesJudge
from sayso.lexicon.tables import numbered
from sayso.model import EventMention, Span, Veridicality
from tests.factories import parsed


def judge(marked: str, kind: str = "ASSAULT") -> Veridicality:
    """The judgement on the one word in [brackets], the trigger of an event of this type."""
    match = re.search(r"\[(\w[\w-]*)\]", marked)
    assert match, marked
    text = marked[: match.start()] + match[1] + marked[match.end() :]
    document = parsed(text)
    token = next(t for t in document.tokens if t.start == match.start())
    event = EventMention(trigger=Span(token.start, token.end), head=token.index, sentence=token.sentence, type=kind)
    return RulesJudge().judge([document], [(event,)])[0][0]


EXPECTED = {
    "pass": ("certain", "positive", "actual"),
    "actual": ("certain", "positive", "actual"),
    "alleged": ("certain", "positive", "actual"),
    "negative": ("certain", "negative", "actual"),
    "deny": ("certain", "negative", "actual"),
    "possible": ("possible", "positive", "actual"),
    "probable": ("probable", "positive", "actual"),
    "expected": ("probable", "positive", "future"),
    "unlikely": ("probable", "negative", "actual"),
    "future": ("certain", "positive", "future"),
    "hypothetical": ("certain", "positive", "hypothetical"),
    "willing": ("certain", "positive", "hypothetical"),  # of an attack; of help see `test_willing_to_help`
    "unknown": ("unknown", "positive", "hypothetical"),
}


def rows() -> list[tuple[str, str, str]]:
    out = []
    for name in ("embedding", "hedge_adjectives", "hedge_adverbs", "modals"):
        for line, row in numbered(name):
            effect = row.get("affirm") or row["effect"]
            out.append((f"{name}:{line}", row["example"], effect))
            if row.get("negation"):
                out.append((f"{name}:{line} negated", row["negation"], row["negated"]))
    return out


@pytest.mark.parametrize(("where", "example", "effect"), rows(), ids=lambda x: x if ":" in str(x) else "")
def test_every_row_of_the_tables(where: str, example: str, effect: str) -> None:
    v = judge(example)
    if example.startswith("They wo"):
        pytest.skip("the row's example is negated as well")
    if "may have" in example or "might have" in example:
        effect = "possible"
    assert (v.certainty, v.polarity, v.modality) == EXPECTED[effect], v.why


@pytest.mark.parametrize(
    ("marked", "certainty", "polarity", "modality"),
    [
        ("Rebels [attacked] the town.", "certain", "positive", "actual"),
        ("Rebels did not [attack] the town.", "certain", "negative", "actual"),  # negation
        ("Rebels no longer [attack] the town.", "certain", "negative", "actual"),
        ("No soldier [surrendered] at the bridge, he said.", "certain", "negative", "actual"),  # negative subject
        ("Nobody was [arrested].", "certain", "negative", "actual"),
        ("The king all but [attacked] the town.", "certain", "negative", "actual"),  # he stopped short of it
        ("The moment the troops [leave], rebels will return.", "certain", "positive", "future"),  # still to come
        ("As long as rebels [attack] the town, trucks will not come.", "certain", "positive", "hypothetical"),
        ("As long as rebels [attacked] the town, no trucks came.", "certain", "positive", "actual"),
        ("Journalists [visit] the camp each year.", "certain", "positive", "hypothetical"),  # a habit
        ("Journalists [visited] the camp every day last week.", "certain", "positive", "actual"),
        (
            "The summit could be [moved] if the farmers returned.",
            "certain",
            "positive",
            "hypothetical",
        ),  # condition behind
        (
            "If the farmers returned, police would [arrest] them.",
            "certain",
            "positive",
            "hypothetical",
        ),  # condition in front
        (
            "Moscow [threatened] the alliance with war if troops came.",
            "certain",
            "positive",
            "actual",
        ),  # the act stands
        ("Will rebels [attack] the town?", "certain", "positive", "hypothetical"),  # question
        ("He said that he would [visit] the town.", "certain", "positive", "future"),  # future seen from the past
        ("Police fired tear gas to [disperse] the crowd.", "certain", "positive", "hypothetical"),  # purpose
        (
            "The army did not recognise the group that [seized] power.",
            "certain",
            "positive",
            "actual",
        ),  # relative clause
        ("They will withdraw after troops [attacked] the town.", "certain", "positive", "future"),
        (
            "The minister will visit Paris and [meet] the president.",
            "certain",
            "positive",
            "future",
        ),  # shared auxiliary
        (
            "The involvement of jets in the [strikes] could not be excluded.",
            "certain",
            "positive",
            "actual",
        ),  # presupposed
        ("It is not clear whether rebels [attacked] the town.", "unknown", "positive", "hypothetical"),
        ("They failed to prevent rebels from [attacking] the town.", "certain", "positive", "actual"),  # two negatives
    ],
)
def test_phenomena(marked: str, certainty: str, polarity: str, modality: str) -> None:
    v = judge(marked)
    assert (v.certainty, v.polarity, v.modality) == (certainty, polarity, modality), v.why


def test_reasons_name_their_words() -> None:
    v = judge("The army denied [shelling] the hospital.")
    assert v.cues == (Span(9, 15),)
    assert any("denied" in why for why in v.why)


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        ("The islands are willing to [send] tents.", "future"),
        ("The premier said that he was ready to [meet] the rebels.", "future"),
        ("The islands must be ready to [send] tents.", "hypothetical"),  # a duty, not a will
        ("Neither are the islands willing to [send] tents.", "hypothetical"),
        ("The buses were kept ready to [meet] the crowd.", "hypothetical"),  # of things
    ],
)
def test_willing_to_help(marked: str, modality: str) -> None:
    assert judge(marked, "AID").modality == modality


def test_a_call_says_what_it_was_made_for() -> None:
    assert judge("The king telephoned the premier to [congratulate] him.", "SUPPORT").modality == "actual"
    assert judge("The king telephoned the premier to [ask] him.", "REQUEST").modality == "hypothetical"
