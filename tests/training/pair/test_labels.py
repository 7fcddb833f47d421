"""Types, quad classes and modes agree with the ontology and with PLV."""

import pytest
from training.pair.labels import MERGED, NO_MODE, QUADS, ROOTS, TYPES, mode_of, modes, quad_of, types_of, types_of_quad

from sayso.evaluate.plv import QUADS as PLV_QUADS
from sayso.ontology.plover import modes as own_modes
from sayso.ontology.plover import types as own_types


def test_the_types_are_those_of_the_ontology() -> None:
    assert sorted(TYPES) == sorted(t.code for t in own_types())


def test_the_modes_are_those_of_the_ontology() -> None:
    assert len(modes()) == len(own_modes()) + 1
    assert modes()[0] == NO_MODE


def test_quad_classes_are_counted_as_plv_does() -> None:
    assert {MERGED.get(t, t): quad_of(t) for t in TYPES} == PLV_QUADS
    assert sorted(k for q in QUADS for k in types_of_quad(q)) == list(range(len(TYPES)))


def test_yield_stands_for_two_types() -> None:
    assert [TYPES[k] for k in types_of("YIELD")] == ["CONCEDE", "RETREAT"]
    assert len(ROOTS) == 15


@pytest.mark.parametrize(
    ("kind", "mode", "label"),
    [
        ("ASSAULT", "PRIMATIVE", "ASSAULT/primitive"),  # a slip of the corpus
        ("COERCE", "BAN", "COERCE/restrict"),  # an older name
        ("RETREAT", "RETURN", None),  # no such mode any more
        ("AID", "", NO_MODE),
        ("AID", "demo", None),  # a mode of another type
    ],
)
def test_old_modes(kind: str, mode: str, label: str | None) -> None:
    assert mode_of(kind, mode) == label
