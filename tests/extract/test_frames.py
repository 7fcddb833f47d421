"""Frames of predicates: who is subject and object, stated or not."""

from __future__ import annotations

import pytest

from sayso.extract.events.frames import Framer
from tests.factories import parsed


def frame(marked: str) -> tuple[list[str], list[str]]:
    """(actors, undergoers) of the verb in [brackets], by the text of their head words."""
    at = marked.index("[")
    text = marked.replace("[", "").replace("]", "")
    document = parsed(text)
    head = next(t.index for t in document.tokens if t.start == at)
    found = Framer(document).frame(head)
    return [document.tokens[i].text for i in found.actors], [document.tokens[i].text for i in found.undergoers]


@pytest.mark.parametrize(
    ("marked", "actors", "undergoers"),
    [
        ("Rebels [attacked] the convoy.", ["Rebels"], ["convoy"]),  # plain
        ("The convoy was [attacked] by rebels.", ["rebels"], ["convoy"]),  # passive
        ("The convoy was [attacked].", [], ["convoy"]),  # passive without a doer
        (
            "Police and soldiers [arrested] two farmers and a priest.",
            ["Police", "soldiers"],
            ["farmers", "priest"],
        ),  # coordination
        ("Rebels attacked the convoy and [killed] two guards.", ["Rebels"], ["guards"]),  # coordinated verbs
        ("The men who [attacked] the convoy fled.", ["men"], ["convoy"]),  # relative subject
        ("The town that rebels [seized] is small.", ["rebels"], ["town"]),  # relative object
        ("The rebels [holding] the bridge opened fire.", ["rebels"], ["bridge"]),  # participle
        ("The convoy [attacked] by rebels was small.", ["rebels"], ["convoy"]),  # reduced passive
        ("The general ordered troops to [storm] the palace.", ["troops"], ["palace"]),  # object control
        ("The general vowed to [storm] the palace.", ["general"], ["palace"]),  # subject control
        ("The mayor accused police of [beating] students.", ["police"], ["students"]),  # gerund after an object
        ("Police denied [beating] students.", ["Police"], ["students"]),  # gerund without one
        ("And [called] Riyadh the parties to restraint.", ["Riyadh"], ["parties"]),  # verb first, as in translations
        ("Police opened fire, [killing] two students.", ["Police"], ["students"]),  # adverbial participle
    ],
)
def test_frame(marked: str, actors: list[str], undergoers: list[str]) -> None:
    assert frame(marked) == (actors, undergoers)


@pytest.mark.parametrize("text", ["France [sent] troops to Mali on Monday.", "Iran [gave] rockets to the militia."])
def test_whoever_is_given_something_is_under_the_preposition(text: str) -> None:
    document = parsed(text.replace("[", "").replace("]", ""))
    verb = next(t.index for t in document.tokens if t.start == text.index("["))
    found = Framer(document).frame(verb)
    assert [document.tokens[i].text for i in found.preps["to"]] in (["Mali"], ["militia"])
    assert [document.tokens[i].text for i in found.undergoers] in (["troops"], ["rockets"])
