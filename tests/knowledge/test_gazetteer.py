"""The gazetteer's file: its format, what makes names meet, and that it was built from the tables beside it."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import DataError
from sayso.knowledge.facts import facts, numbered_facts
from sayso.knowledge.gazetteer import (
    AREA_SIZE,
    KINDS,
    MATCHES,
    SIZES,
    Gazetteer,
    Posting,
    canonical,
    gazetteer,
    pack,
    place_key,
    radius_code,
    radius_of,
    size_of,
    unpack,
)
from sayso.lexicon.tables import alternatives

TABLES = ("places_curated", "places_middles", "gazetteer_words", "gazetteer_affixes", "gazetteer_dependencies")
DATA = Path(str(files("sayso.knowledge") / "data"))


@given(st.integers(0, 2**20 - 1), st.integers(0, 3), st.integers(0, AREA_SIZE), st.booleans(), st.booleans())
def test_a_posting_survives_packing(row: int, match: int, size: int, ordinary: bool, person: bool) -> None:
    posting = Posting(row, match, size, ordinary, person)
    assert unpack(pack(posting)) == posting
    assert 0 <= pack(posting) < 2**32


@given(st.floats(0.3, 10_000))
def test_a_radius_is_kept_within_a_twentieth(km: float) -> None:
    assert km <= radius_of(radius_code(km)) <= km * 1.051


@pytest.mark.parametrize(("population", "size"), [(0, 0), (499, 0), (500, 1), (15_000, 4), (10**7, AREA_SIZE - 1)])
def test_sizes_have_inclusive_lower_bounds(population: int, size: int) -> None:
    assert size_of(population) == size


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Raqqah", "Ar-Raqqah"),  # the article takes on the next sound
        ("El-Obeid", "al Obeid"),  # and is written with an e
        ("As-Suwayda", "al-Suwayda"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Ft. Worth", "Fort Worth"),
        ("Sana'a", "Sanaa"),  # an apostrophe
        ("Deir ez-Zor", "Deir ez Zor"),  # a hyphen
        ("Bogotá", "Bogota"),  # an accent
    ],
)
def test_forms_that_meet(one: str, other: str) -> None:
    assert canonical(place_key(one)) == canonical(place_key(other))


@pytest.mark.parametrize("name", ["As Pontes", "At Sea", "El", "An Nhon", "Ad Hoc"])
def test_words_that_only_look_like_an_article(name: str) -> None:
    """An assimilated article is one only before its own sound, and a lone word is no article."""
    key = place_key(name)
    assert canonical(key) == key or key[3:].startswith(key[1])


def test_every_canonical_word_is_made_by_its_example() -> None:
    for row in facts("gazetteer_words"):
        assert canonical(f"{row['written']} {row['before'] or 'x'}abc").startswith(f"{row['canonical']} ")
        assert any(place_key(w).split(" ")[0] == row["written"] for w in row["example"].split()), row


def test_kind_words_stand_in_their_examples() -> None:
    for row in facts("gazetteer_affixes"):
        text, word = row["example"].lower(), row["word"].lower()
        assert text.endswith(word) if row["place"] == "after" else text.startswith(word), row


def test_the_file_was_built_from_the_tables_beside_it() -> None:
    held = hashlib.sha256(b"".join((DATA / f"{name}.csv").read_bytes() for name in TABLES)).hexdigest()[:16]
    assert gazetteer().header["digest"] == held, "a table of places has changed: run `make knowledge`"


def test_it_is_small_and_large_enough() -> None:
    header = gazetteer().header
    assert (DATA / "gazetteer.bin").stat().st_size < 18_000_000
    assert header["places"] > 270_000
    assert header["keys"] > 500_000


def test_every_curated_name_is_found_near_its_place() -> None:
    """Own rows are there with all their names, and towns and divisions have taken theirs."""
    store = gazetteer()
    for line, row in numbered_facts("places_curated"):
        for name in (row["name"], *alternatives(row["aliases"])):
            found = [store.record(unpack(bits).row) for bits in store.find(place_key(name))]
            far = 3.0 if row["precision"] in ("city", "site", "boundary") else 8.0
            near = [r for r in found if abs(r[1] / 1e5 - float(row["lat"])) < far and row["precision"] == KINDS[r[6]]]
            assert near, f"line {line}: {name}"


def test_rows_of_ids() -> None:
    store = gazetteer()
    assert store.row_of(0) is None
    assert store.row_of(99_999_999) is None
    for row in (0, 5, 200, 5_000, 38_500, 100_000, store.header["places"] - 1):
        assert store.row_of(store.record(row)[0]) == row


def test_longest_name_wins_and_a_break_ends_it() -> None:
    store = gazetteer()
    keys = ["in", "new", "york", "city", "hall"]
    assert store.longest(keys, 1) == 3
    assert store.longest(["new", "\n", "york"], 0) < 2
    assert store.longest(["zzyzzx"], 0) == 0


@given(st.lists(st.text(max_size=12), min_size=1, max_size=8))
def test_longest_is_the_longest_that_is_there(keys: list[str]) -> None:
    store = gazetteer()
    n = store.longest(keys, 0)
    assert 0 <= n <= len(keys)
    assert not n or store.has(" ".join(keys[:n]))


def test_size_leaves_out_small_towns_and_doubtful_names() -> None:
    store = gazetteer()
    town = SIZES.index(15_000) + 1
    assert store.has("wimereux")
    assert not store.has("wimereux", size=town)
    for bits in store.find("paris"):
        posting = unpack(bits)
        assert MATCHES[posting.match] != "obscure" or posting.size == 0


def test_another_file_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "gazetteer.bin"
    wrong.write_bytes(b"something else entirely")
    with pytest.raises(DataError, match="make knowledge"):
        Gazetteer(wrong)
