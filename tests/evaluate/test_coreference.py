"""The measures of coreference against published and hand-computed cases, and how GUM is read and compared."""

from __future__ import annotations

import random
from itertools import permutations
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.evaluate.coreference import compare, half_of, pair, score
from sayso.evaluate.coreference_metrics import Clusters, Count, b_cubed, best_match, ceaf, muc
from sayso.evaluate.gum import read_text
from sayso.extract.actors.rules import RulesFinder
from sayso.parse.spacy import SpacyParser


def clusters(text: str) -> Clusters:
    """`ab c` is a chain of a and b, and one of c."""
    return [frozenset(part) for part in text.split()]


def rates(count: Count) -> tuple[float, float, float]:
    return round(count.recall, 3), round(count.precision, 3), round(count.f1, 3)


KEY = "12345 67 89ABC"  # the example of Bagga and Baldwin (1998), which Luo (2005) takes up
CASES = [
    (muc, KEY, "12345 6789ABC", (1.0, 0.9, 0.947)),
    (muc, KEY, "1234589ABC 67", (1.0, 0.9, 0.947)),
    (b_cubed, KEY, "12345 6789ABC", (1.0, 0.762, 0.865)),
    (b_cubed, KEY, "1234589ABC 67", (1.0, 0.583, 0.737)),
    (ceaf, KEY, "12345 6789ABC", (0.611, 0.917, 0.733)),
    (ceaf, KEY, "1234589ABC 67", (0.556, 0.833, 0.667)),
    # nothing found, then everything
    (muc, "a bc def", "", (0.0, 0.0, 0.0)),
    (muc, "a bc def", "a bc def", (1.0, 1.0, 1.0)),
    (b_cubed, "a bc def", "a bc def", (1.0, 1.0, 1.0)),
    (ceaf, "a bc def", "a bc def", (1.0, 1.0, 1.0)),
    # by hand: mentions that only the response has ("x", "y"), and one that it misses ("f")
    (muc, "a bc def", "a bcx dey", (0.667, 0.5, 0.571)),
    (b_cubed, "a bc def", "a bcx dey", (0.722, 0.524, 0.607)),
    (ceaf, "a bc def", "a bcx dey", (0.822, 0.822, 0.822)),
    # all in one: MUC cannot see it
    (muc, "ab cd", "abcd", (1.0, 0.667, 0.8)),
    (b_cubed, "ab cd", "abcd", (1.0, 0.5, 0.667)),
]


@pytest.mark.parametrize(("measure", "key", "response", "wanted"), CASES)
def test_measures(measure, key: str, response: str, wanted: tuple[float, float, float]) -> None:  # type: ignore[no-untyped-def]
    assert rates(measure(clusters(key), clusters(response))) == wanted


@pytest.mark.parametrize("seed", range(60))
def test_the_best_match_is_the_best_of_all(seed: int) -> None:
    chance = random.Random(seed)
    n, m = chance.randint(1, 5), chance.randint(1, 5)
    weights = {(i, j): chance.random() for i in range(n) for j in range(m) if chance.random() < 0.6}
    every = (sum(weights.get((i, p[i]), 0.0) for i in range(n)) for p in permutations(range(max(n, m))))
    assert best_match(weights) == pytest.approx(max(every))


@pytest.mark.parametrize("seed", range(20))
def test_measures_stay_between_nought_and_one_and_swap(seed: int) -> None:
    chance = random.Random(seed)
    sides = []
    for _ in range(2):
        chains: dict[int, set[int]] = {}
        for mention in chance.sample(range(12), 9):
            chains.setdefault(chance.randint(0, 4), set()).add(mention)
        sides.append([frozenset(chain) for chain in chains.values()])
    for measure in (muc, b_cubed, ceaf):
        there, back = measure(*sides), measure(*reversed(sides))
        assert 0 <= there.f1 <= 1
        assert there.f1 == pytest.approx(back.f1)


def row(number: int, word: str, pos: str, head: int, relation: str, misc: str) -> str:
    return "\t".join([str(number), word, word.lower(), pos, "_", "_", str(head), relation, "_", misc])


TEXT = "\n".join(
    [
        "# newdoc id = GUM_news_made",
        "# newpar",
        "# newpar_block = head (1 s)",
        "# text = Mayor resigns",
        row(1, "Mayor", "NOUN", 2, "nsubj", "Entity=(1-person-new-coref)"),
        row(2, "resigns", "VERB", 0, "root", "_"),
        "",
        "# newpar",
        "# newpar_block = p (2 s)",
        row(1, "Odo", "PROPN", 3, "nsubj", "Entity=(1-person-giv-coref"),
        row(2, "Marrek", "PROPN", 1, "flat", "Entity=1)"),
        row(3, "left", "VERB", 0, "root", "_"),
        row(4, "the", "DET", 5, "det", "Entity=(2-place-new-sgl"),
        row(5, "city", "NOUN", 3, "obj", "_"),
        row(6, "of", "ADP", 7, "case", "_"),
        row(7, "Chad", "PROPN", 5, "nmod", "Entity=(3-place-new-sgl)2)|SpaceAfter=No"),
        row(8, ".", "PUNCT", 3, "punct", "_"),
        "",
        row(1, "He", "PRON", 3, "nsubj", "Entity=(1-person-giv-ana)"),
        "2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No",
        row(2, "did", "AUX", 3, "aux", "_"),
        row(3, "n't", "PART", 3, "advmod", "_"),
        row(4, ".", "PUNCT", 3, "punct", "_"),
        "",
    ]
)


def test_a_text_of_the_treebank() -> None:
    text = read_text("GUM_news_made", TEXT)
    assert text.document.text == "Mayor resigns\nOdo Marrek left the city of Chad. He didn't."
    assert [b.kind for b in text.document.blocks] == ["headline", "text"]
    words = [m.span.of(text.document.text) for m in text.mentions]
    assert words == ["Mayor", "Odo Marrek", "He"]
    assert {h.of(text.document.text) for h in text.mentions[1].heads} == {"Odo", "Marrek"}
    # places that do nothing earn and cost nothing
    assert [m.span.of(text.document.text) for m in text.ignored] == ["the city of Chad", "Chad"]


def test_a_place_that_acts_counts() -> None:
    acting = TEXT.replace(
        row(1, "Odo", "PROPN", 3, "nsubj", "Entity=(1-person-giv-coref"),
        row(1, "Odo", "PROPN", 3, "nsubj", "Entity=(3-place-giv-coref"),
    ).replace("Entity=1)\n", "Entity=3)\n")
    words = [m.span.of("") for m in read_text("GUM_news_made", acting).mentions]
    assert len(words) == 4  # the headline, both mentions of the place, the pronoun


def test_speakers_stand_before_their_turns_and_are_no_mentions() -> None:
    turns = TEXT.replace("# newpar_block = p (2 s)", "# newpar_block = p (2 s)\n# speaker = OdoMarrek")
    text = read_text("GUM_interview_made", turns)
    assert "\nOdo Marrek: Odo Marrek left" in text.document.text
    assert "Odo Marrek" in [m.span.of(text.document.text) for m in text.ignored]


def test_comparison_by_heads_and_by_spans() -> None:
    text = read_text("GUM_news_made", TEXT)
    parsed = SpacyParser().parse([text.document])[0]
    actors = RulesFinder().find([parsed])[0]
    by_head = pair(text, parsed, actors, exact=False)
    assert frozenset(text.mentions[1:]) <= max(by_head.response, key=len)
    found = compare([text], [parsed])
    assert found.conll >= found.conll_exact
    assert 0 < found.gold_conll <= 1


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        score(tmp_path / "absent")
    with pytest.raises(InputError, match="no half"):
        score(tmp_path, half="third")


def test_halves() -> None:
    names = [f"GUM_news_{k}" for k in range(40)]
    assert {half_of(name) for name in names} == {"dev", "heldout"}
