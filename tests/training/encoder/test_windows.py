"""Windows of whole sentences, and what is dropped for held-out tests."""

from training.encoder.labels import IGNORE
from training.encoder.windows import WORDS, Sentence, Text, digest, drop_held_out, moved, windows_of


def sentence(n: int, **labels: list[int]) -> Sentence:
    return Sentence(tuple(f"w{k}" for k in range(n)), dict(labels))


def test_a_window_holds_whole_sentences() -> None:
    text = Text("a", "gum", "train", [sentence(4), sentence(3), sentence(5)])
    assert [len(w.words) for w in windows_of(text, 8)] == [7, 5]
    assert [w.follows for w in windows_of(text, 8)] == [False, True]


def test_loose_sentences_do_not_follow_each_other() -> None:
    text = Text("a", "uw", "train", [sentence(4), sentence(3)], loose=True)
    assert [w.follows for w in windows_of(text, 1)] == [False, False]


def test_arcs_count_words_of_the_window_and_roots_stay_roots() -> None:
    text = Text("a", "gum", "train", [sentence(2, arcs_ud=[0, 1]), sentence(3, arcs_ud=[2, 0, 2])])
    (window,) = windows_of(text, 10)
    assert window.labels["arcs_ud"] == [0, 1, 4, 0, 4]
    assert list(window.sentences()) == [(0, 2), (2, 5)]
    assert [[moved(h, *at) for h in window.labels["arcs_ud"][slice(*at)]] for at in window.sentences()] == [
        [0, 1],
        [2, 0, 2],
    ]


def test_a_sentence_that_is_too_long_is_cut_and_arcs_over_the_cut_are_ignored() -> None:
    n = WORDS + 2
    arcs = [0] + [1] * (n - 1)
    windows = list(windows_of(Text("a", "gum", "train", [sentence(n, arcs_ud=arcs)])))
    assert [len(w.words) for w in windows] == [WORDS, 2]
    assert windows[1].labels["arcs_ud"] == [IGNORE, IGNORE]


def test_a_sentence_without_the_labels_of_its_neighbour_is_ignored_there() -> None:
    text = Text("a", "ewt", "train", [sentence(1, upos=[3]), Sentence(("x",), {"factuality_uds": [1.5]})])
    (window,) = windows_of(text, 9)
    assert window.labels["upos"] == [3, IGNORE]
    assert window.labels["factuality_uds"][0] != window.labels["factuality_uds"][0]  # no number
    assert window.labels["factuality_uds"][1] == 1.5


def test_held_out_sentences_are_dropped_however_they_are_written() -> None:
    hashes = frozenset({digest("The envoys met, again.")})
    kept = Sentence(("They", "left", "."))
    texts = [Text("a", "uw", "train", [Sentence(("THE", "envoys", "met", "again", "!")), kept])]
    (left,), dropped = drop_held_out(texts, hashes)
    assert dropped == 1
    assert left.sentences == [kept]
