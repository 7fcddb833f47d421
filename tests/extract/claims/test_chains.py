"""Chains from the outlet that we read to the root source, over attributions and actors found in sentences of our own."""

from __future__ import annotations

import pytest

from sayso.extract.actors.rules import RulesFinder as ActorFinder
from sayso.extract.attribution.rules import RulesFinder
from sayso.extract.claims.chains import Chains
from sayso.model import Link
from tests.factories import parsed

OUTLET = "The Harbour Post"


def last_chain(text: str) -> tuple[Link, ...]:
    """The chain of the innermost attribution, of several the last one."""
    document = parsed(text, outlet=OUTLET)
    actors = ActorFinder().find([document])[0]
    found = RulesFinder().find([document], [actors])[0]
    chains = Chains(document, actors, found)
    inner = max(range(len(found)), key=lambda k: (chains.depth[k], found[k].content[0].start))
    return chains.chain(chains.path(inner))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # the outlet itself is no link of its own chain
        ("Ana Ruiz told the Harbour Post that the crew was safe.", ["Ana Ruiz"]),
        ("Ana Ruiz told this newspaper that the crew was safe.", ["Ana Ruiz"]),
        ("Ana Ruiz told us that the crew was safe.", ["Ana Ruiz"]),
        ("Two divers drowned, according to a memo seen by this newspaper.", ["memo"]),
        # another outlet is one
        ("Ana Ruiz told the newspaper Korda Herald that the crew was safe.", ["Korda Herald", "Ana Ruiz"]),
        # sources inside a body are not the body
        ("NATO sources said the reef was mined.", ["NATO sources"]),
        ("US officials said the reef was mined.", ["US officials"]),
        # "we" outside quotations is the outlet
        ("We believe that the reef is mined.", []),
        # "he" is the person who was the subject since the last source
        (
            "Ana Ruiz said it rained. John Smith returned to Korda on Sunday. He said the reef was mined.",
            ["John Smith"],
        ),
    ],
)
def test_links_behind_the_outlet(text: str, names: list[str]) -> None:
    outlet, *links = last_chain(text)
    assert outlet.name == OUTLET
    assert [link.name for link in links] == names


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Residents said the reef was mined.", "unnamed"),
        ("An army officer said the reef was mined.", "unnamed"),
        ("A letter said the reef was mined.", "document"),
        ("Reuters said the reef was mined.", "agency"),
    ],
)
def test_kind_of_the_root(text: str, kind: str) -> None:
    assert last_chain(text)[-1].kind == kind
