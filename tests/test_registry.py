"""Names of parts: a golden list guards renames, since profiles of users name them."""

from __future__ import annotations

import pickle

import pytest

from sayso import registry
from sayso.errors import UnknownPart

GOLDEN = {
    "cleaner": ("rules",),
    "parser": ("encoder", "spacy"),
    "times": ("rules",),
    "places": ("gazetteer",),
    "quantities": ("rules",),
    "actors": ("rules",),
    "attribution": ("rules",),
    "events": ("rules",),
    "veridicality": ("rules",),
    "claims": ("judged", "rules"),
}
METHODS = {
    "cleaner": "clean",
    "parser": "parse",
    "times": "tag",
    "veridicality": "judge",
    "claims": "make",
}  # the others find


def test_the_stages_and_their_parts() -> None:
    assert tuple(GOLDEN) == registry.STAGES
    assert {stage: registry.names(stage) for stage in registry.STAGES} == GOLDEN


@pytest.mark.parametrize(("stage", "name"), [(stage, name) for stage, names in GOLDEN.items() for name in names])
def test_every_part_loads_and_names_itself(stage: str, name: str) -> None:
    part = registry.part(stage, name)
    assert callable(getattr(part, METHODS.get(stage, "find")))
    assert part.name
    assert part.version
    assert isinstance(part.version, str)


@pytest.mark.parametrize("stage", [stage for stage in GOLDEN if stage != "parser"])
def test_a_part_takes_no_articles_as_well(stage: str) -> None:
    """Equal length holds for an empty batch; the parser is left out, it would load its model for nothing."""
    arguments = {"attribution": 2, "events": 5, "veridicality": 2, "claims": 5}.get(stage, 1)
    assert getattr(registry.part(stage, GOLDEN[stage][0]), METHODS.get(stage, "find"))(*([],) * arguments) == []


def test_a_part_is_made_once() -> None:
    assert registry.part("times", "rules") is registry.part("times", "rules")


def test_an_unknown_part_names_the_known() -> None:
    with pytest.raises(UnknownPart, match=r"no times is called 'magic'; known: rules") as caught:
        registry.part("times", "magic")
    assert (caught.value.group, caught.value.name, caught.value.known) == ("times", "magic", ("rules",))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (type(copy), str(copy), copy.known) == (UnknownPart, str(caught.value), ("rules",))


def test_an_unknown_stage_has_no_parts() -> None:
    assert registry.names("astrology") == ()
    with pytest.raises(UnknownPart, match="known: none"):
        registry.part("astrology", "rules")
