from __future__ import annotations

from sayso.corroborate.joining.weighing import closeness, modes_agree, weights
from sayso.lexicon.tables import table


def test_types_are_close_either_way() -> None:
    for row in table("type_closeness", language=None, package="sayso.corroborate.joining"):
        there = closeness(row["type_a"], row["mode_a"] or None, row["type_b"], row["mode_b"] or None)
        back = closeness(row["type_b"], row["mode_b"] or None, row["type_a"], row["mode_a"] or None)
        assert there == back >= float(row["closeness"]) > 0
    assert closeness("ACCUSE", None, "ASSAULT", None) == 0
    assert closeness("CONSULT", None, "AGREE", None) == 0


def test_modes_that_go_together() -> None:
    assert modes_agree("ASSAULT", "drone", "aerial")
    assert not modes_agree("ASSAULT", "firearms", "aerial")


def test_the_weights_are_whole() -> None:
    assert weights().join > 0
    assert weights().specific > 0
