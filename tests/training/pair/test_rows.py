"""Rows: marks to spans, held-out sentences, swapped pairs."""

import pytest
from training.encoder.windows import digest
from training.pair.rows import Row, drop_held_out, key_of, read_marked


@pytest.mark.parametrize(
    ("marked", "source", "target"),
    [
        ("<s>Miners</s> sued <t>the ministry</t>.", "Miners", "the ministry"),  # in order
        ("<t>The ministry</t> was sued by <s>miners</s>.", "miners", "The ministry"),  # passive
        ("<s>The army of <t>Norland</t></s> fled.", "The army of Norland", "Norland"),  # one inside the other
        ("<s>Miners</s> and <s>smiths</s> marched.", "Miners", None),  # the first of two, no target
        ("Nobody came.", None, None),
    ],
)
def test_marks_become_spans(marked: str, source: str | None, target: str | None) -> None:
    text, s, t = read_marked(marked)
    assert "<" not in text
    assert [text[slice(*x)] if x else None for x in (s, t)] == [source, target]


def test_held_out_sentences_are_dropped_however_they_are_spelt() -> None:
    rows = [Row(corpus="own", text="The miners sued."), Row(corpus="own", text="The smiths sued.")]
    kept, dropped = drop_held_out(rows, frozenset((digest("the MINERS, sued"),)))
    assert ([r.text for r in kept], dropped) == (["The smiths sued."], 1)


def test_a_swapped_pair_runs_the_other_way_and_keeps_its_type() -> None:
    row = Row(corpus="own", text="A hit B.", source=(0, 1), target=(6, 7), types=(15,), related=1, direction=1)
    turned = row.swapped()
    assert (turned.source, turned.target, turned.direction) == ((6, 7), (0, 1), 0)
    assert (turned.types, turned.related) == ((15,), 1)
    assert turned.swapped() == row
    assert key_of(turned) != key_of(row)


def test_what_has_no_direction_gets_none_by_swapping() -> None:
    assert Row(corpus="own", text="A met B.", source=(0, 1), target=(6, 7)).swapped().direction is None
