"""Folds: copies stay together, rare labels are spread."""

from collections import Counter

from training.pair.folds import FOLDS, folds, groups

LONG = "the miners of the northern valley marched on the capital and burned the gates of the ministry"


def test_near_copies_share_a_group() -> None:
    found = groups(
        [LONG, f"On Monday {LONG} again", "the smiths signed a treaty with the weavers of the southern coast"]
    )
    assert found[0] == found[1] != found[2]


def test_a_set_phrase_in_many_sentences_binds_none() -> None:
    phrase = "said in a statement on monday that"
    texts = [f"{phrase} {word} {word}a {word}b {word}c {word}d {word}e" for word in (f"w{k}" for k in range(30))]
    assert len(set(groups(texts))) == 30


def test_names_bind_too() -> None:
    assert len(set(groups(["one sentence here", "another one there", "a third"], ["story", "story", ""]))) == 2


def test_short_equal_sentences_stay_together() -> None:
    assert len(set(groups(["They met.", "They met."]))) == 1


def test_rare_labels_are_spread_over_the_folds() -> None:
    texts = [f"sentence number {k} about {k * 7} things and {k * 13} others" for k in range(100)]
    labels = ["rare" if k < 10 else "common" for k in range(100)]
    found = folds(texts, labels)
    rare = Counter(f for f, label in zip(found, labels, strict=True) if label == "rare")
    assert set(rare.values()) == {2}
    assert len(rare) == FOLDS
    assert max(Counter(found).values()) - min(Counter(found).values()) <= 2


def test_a_group_is_never_split() -> None:
    texts = [LONG if k % 3 else f"{LONG} once more" for k in range(9)]
    assert len(set(folds(texts, [str(k) for k in range(9)]))) == 1
