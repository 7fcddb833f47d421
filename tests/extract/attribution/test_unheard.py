"""Where a speaker may have gone unheard, and how much of the text around is read to find him."""

from __future__ import annotations

import pytest

from sayso import registry
from sayso.extract.attribution.unheard import NEAR, Unheard
from sayso.model import ParsedDocument
from tests.factories import parsed


def unheard(text: str, *, heard: bool = False) -> tuple[ParsedDocument, Unheard]:
    one = parsed(text)
    actors = registry.part("actors", "rules").find([one])
    attributions = registry.part("attribution", "rules").find([one], actors)[0] if heard else ()
    return one, Unheard(one, actors[0], attributions)


HINTS = [
    ("“Rebels bombed the hospital and killed three nurses on Monday.”", False, True),  # quoted
    ("The army's “rebels bombed” line did not hold.", False, False),  # a word or two of another's
    ("Rebels bombed the hospital, the mayor said.", False, True),  # a verb of saying that nobody took
    ("Rebels bombed the hospital, the mayor said.", True, False),  # the rules took it
    ("Rebels bombed the hospital and left.", False, False),  # no hint at all
]


@pytest.mark.parametrize(("text", "heard", "hinted"), HINTS)
def test_what_hints_at_a_speaker(text: str, heard: bool, hinted: bool) -> None:
    one, finder = unheard(text, heard=heard)
    bombed = next(t for t in one.tokens if t.text == "bombed")
    assert finder.hinted(bombed.index, bombed.span) is hinted


def test_an_event_that_is_itself_a_saying_is_no_hint() -> None:
    one, finder = unheard("The mayor confirmed the raid.")
    verb = next(t for t in one.tokens if t.text == "confirmed")
    assert not finder.hinted(verb.index, verb.span)


def test_the_stretch_holds_neighbours_as_far_as_they_fit() -> None:
    one, finder = unheard("One came. Two came. Three came. Four came. Five came. Six came.")
    texts = [[t.text for t in one.tokens[slice(*finder.stretch(k, 160))]] for k in (0, 3)]
    assert [w[0] for w in texts] == ["One", "Two"]
    assert texts[1].count(".") == 5  # two on either side


@pytest.mark.parametrize("most", [1, 7, 40, 160])
def test_the_stretch_is_never_longer_than_the_encoder_reads(most: int) -> None:
    one, finder = unheard(f"Rebels came. {'Rebels, ' * 150}and soldiers came. Rebels left.")
    for sentence in one.sentences:
        first, last = finder.stretch(sentence.index, most)
        assert first < last <= first + most
        assert last - first <= NEAR or first == sentence.first
