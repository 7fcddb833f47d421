"""Sources that repeat earlier ones."""

from __future__ import annotations

import pytest

from tests.extract.attribution.test_rules import found


@pytest.mark.parametrize(
    ("text", "antecedents", "parent"),
    [
        # "the same source" after a relay may be either; the one whom the outlet read stands first
        (
            "Le Matin reported, citing Al-Bahr, that rifles were found. The same source said the crew had fled.",
            (0, 1),
            None,
        ),
        # a medium repeats a medium, whoever spoke through it
        ("A clerk told Radio Volta that rifles were found. The radio said the crew had fled.", (1,), None),
        # an official repeats an official and brings the outlet that passed him on
        ("A customs official told Reuters that rifles were found. The official said the crew had fled.", (0,), 1),
        # a pronoun repeats the last speaker
        ("Rosa Quispe, a nurse, said the ward had burned. She added that two patients were missing.", (0,), None),
        # of two media the one of that noun
        (
            "The newspaper Al-Bahr said it rained. Radio Volta said it snowed. The newspaper said roads were shut.",
            (0,),
            None,
        ),
        # number tells them apart
        (
            "Two pilots said the runway was mined. A nurse said the ward had burned. The pilots said it was dark.",
            (0,),
            None,
        ),
        # of two pronouns not the like-sounding one: the last speaker outside quotations
        (
            "The captain said it rained. He said the reef was mined. The envoy Omar Haddad warned of pirates. He said it snowed.",
            (2,),
            None,
        ),
        # who speaks inside a quotation is out of sight behind it
        ("“My brother said the ward had burned,” Rosa Quispe said. She said patients were missing.", (0,), None),
        # "we" in a quotation is its speaker
        ("“We believe that the reef is mined,” a diver said.", (0,), 0),
        # "the source" repeats the unnamed link of a chain and brings the chain along
        (
            "Le Matin reported, citing a naval source, that rifles were found. The source said the crew had fled.",
            (1, 0),
            0,
        ),
        # one body is not repeated by the noun of another
        ("The alliance said it rained. The junta said it snowed.", (), None),
        # a body is repeated after its spokesman, without his outlet
        ("A navy spokesman told Reuters the reef was mined. The navy said the bay was safe.", (0,), None),
        # a body is repeated by its own noun only
        ("The navy said the reef was mined. The ministry said the reef was safe.", (), None),
    ],
)
def test_antecedents_of_the_last_source(text: str, antecedents: tuple[int, ...], parent: int | None) -> None:
    last = found(text)[-1]
    assert last.source is not None
    assert last.source.anaphoric
    assert last.source.antecedents == antecedents
    assert last.parent == parent


@pytest.mark.parametrize(
    "text", ["Le Matin said it rained.", "A nurse said it rained.", "The navy's chief Omar Haddad said it rained."]
)
def test_named_and_new_sources_are_not_anaphoric(text: str) -> None:
    (only,) = found(text)
    assert only.source is not None
    assert not only.source.anaphoric
