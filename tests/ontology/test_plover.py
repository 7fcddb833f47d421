from __future__ import annotations

import pytest

from sayso.errors import InputError
from sayso.ontology import contexts, event_type, mode, modes, quad, score, types


def test_counts_are_those_of_the_manual() -> None:
    assert len(types()) == 16
    assert len({(m.type, m.code) for m in modes()}) == len(modes()) == 67
    assert len({m.code for m in modes()}) == 59
    assert len({c.code for c in contexts()}) == len(contexts()) == 37


def test_every_code_is_defined_and_shown() -> None:
    for entry in (*types(), *modes(), *contexts()):
        assert entry.definition.endswith("."), entry.code
        assert entry.example.endswith("."), entry.code


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("AGREE", 1),
        ("RETREAT", 2),
        ("REQUEST", 3),
        ("THREATEN", 3),
        ("PROTEST", 4),
        ("SANCTION", 4),  # the manual's two tables differ
    ],
)
def test_quad(code: str, expected: int) -> None:
    assert quad(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ACCUSE", -3),  # printed without its minus sign
        ("ASSAULT", -9),
        ("ASSAULT/drone", -9.5),
        ("PROTEST/vandalize", -5),  # not in the manual
        ("RETREAT/disarm", 10),
    ],
)
def test_score(code: str, expected: float) -> None:
    assert score(code) == expected


def test_scores_of_modes_have_the_sign_of_their_side() -> None:
    """Cooperation never scores below nought; conflict never above, save for a request for help."""
    for entry in modes():
        if quad(entry.type) <= 2:
            assert entry.score > 0
        elif (entry.type, entry.code) != ("REQUEST", "assist"):
            assert entry.score <= 0


def test_modes_stand_with_their_type() -> None:
    assert "arrest" in event_type("COERCE").modes
    assert mode("THREATEN", "arrest").definition != mode("COERCE", "arrest").definition
    with pytest.raises(InputError, match="COERCE/arrest"):
        mode("COERCE", "arest")


def test_unknown_type_names_the_nearest() -> None:
    with pytest.raises(InputError, match="ASSAULT"):
        event_type("ASAULT")


@pytest.mark.parametrize("code", ["SANCTION", "ACCUSE", "ASSAULT"])
def test_contradictions_are_settled_in_writing(code: str) -> None:
    assert event_type(code).note
