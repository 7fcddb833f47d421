"""What the tables of facts answer to any name and any damaged file: something, soon, and never an exception but our own."""

from __future__ import annotations

import struct
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import DataError, InputError, SaysoError
from sayso.knowledge import places, user
from sayso.knowledge.alignment import alike
from sayso.knowledge.gazetteer import MAGIC, Gazetteer
from sayso.knowledge.known import LONGEST
from sayso.knowledge.lookup import look_up
from sayso.knowledge.matching import spelt, who
from sayso.knowledge.offices import holder
from sayso.knowledge.outlets import outlet_at, outlet_of, outlets_named

KNOWN = ("Haftar", "Tunisian foreign minister", "the Kuwaiti daily Al-Rai", "Al- arida", "President Macron", "El Watan")
ODD = st.text(st.characters(), max_size=20)
NAMES = st.one_of(  # any characters, and names that we know with some of these within
    ODD,
    st.builds(lambda name, odd, at: name[:at] + odd + name[at:], st.sampled_from(KNOWN), ODD, st.integers(0, 30)),
    st.lists(st.sampled_from(("al-", "the", "abd", "Minister", "of", "Libya", "-", "'s", "San", "\ud800"))).map(
        " ".join
    ),
)
DAYS = st.sampled_from((None, "", "2019-04-11", "2019", "0001-01-01", "9999-12-31", "no day"))
COUNTRIES = st.sampled_from((None, "LBY", "KWT", "", "nowhere"))


@given(NAMES, DAYS, COUNTRIES)
@settings(max_examples=150, deadline=None)
def test_any_name_has_candidates_best_first_or_none(name: str, day: str | None, country: str | None) -> None:
    for found in (who(name, day=day, country=country), look_up(name, day=day, country=country), spelt(name)):
        assert all(0 < match.certainty <= 1 for match in found)
        assert [m.certainty for m in found] == sorted((m.certainty for m in found), reverse=True)
    assert all(0 < match.certainty <= 1 for match in holder(country or name, name, day))


@given(NAMES, NAMES)
@settings(max_examples=100, deadline=None)
def test_likeness_of_any_two_names_does_not_hang_on_their_order(one: str, other: str) -> None:
    assert (alike(one, other) is None) == (alike(other, one) is None)


@given(NAMES, COUNTRIES)
@settings(max_examples=100, deadline=None)
def test_any_label_names_outlets_or_none(label: str, country: str | None) -> None:
    found = outlets_named(label, country)
    assert len({outlet.id for outlet in found}) == len(found)
    chosen = outlet_of(label, country)
    assert chosen is None or chosen in found


@given(NAMES)
@settings(max_examples=100, deadline=None)
def test_any_name_has_places_with_a_position_or_none(name: str) -> None:
    for place in places.look_up(name):
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
        assert all(above.id != place.id for above in places.ancestors(place))
    assert len(places.similar(name)) <= 5


ASKED: dict[str, Callable[[str], Any]] = {
    "who": who,
    "spelt": spelt,
    "look_up": look_up,
    "holder": lambda name: holder("TUN", name, "2019-04-10"),
    "alike": lambda name: alike(name, "Ana Velo"),
    "outlets_named": outlets_named,
    "outlet_at": lambda name: outlet_at(name.replace(" ", ".") + "example.com"),
    "places": places.look_up,
    "similar": places.similar,
}


@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize("word", ["Ana ", "President ", "Minister of Libya ", "Kuwaiti ", "Al-", "a.b.", "- "])
def test_a_name_without_end_takes_little_time(question: str, word: str) -> None:
    """A name of 4,000 words: a search that tries all its parts would take minutes, or exhaust the stack."""
    ASKED[question]("Ana Velo")
    start = time.process_time()
    ASKED[question](word * 4000)
    assert time.process_time() - start < 0.5


# ---------------------------------------------------------------------- the file of places
GOOD = Path(str(files("sayso.knowledge") / "data" / "gazetteer.bin"))


def ask_all(path: Path) -> None:
    """What a reading asks of the file, for some names and rows."""
    store = Gazetteer(path)
    for name in ("paris", "cairo", "san jose", "al raqqah", "springfield"):
        store.has(name, size=2)
        for bits in store.find(name):
            store.name(store.record(bits & 0xFFFFF)[4])
    for row in (0, len(store) // 2, len(store) - 1):
        store.other_names(row)


def test_the_questions_of_these_tests_have_answers() -> None:
    ask_all(GOOD)


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        MAGIC[:4],
        MAGIC,
        b"SAYSOGZ0" + bytes(100),
        MAGIC + struct.pack("<I", 2**31) + b"{}",
        MAGIC + struct.pack("<I", 2) + b"{}",
        MAGIC + struct.pack("<I", 2) + b"[]",
        MAGIC + struct.pack("<I", 2) + b"\xff\xfe",
        MAGIC + struct.pack("<I", 12) + b'{"parts": 1}',
    ],
)
def test_a_file_that_is_none_of_places_is_refused(damaged: bytes, tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.bin"
    path.write_bytes(damaged)
    with pytest.raises(DataError, match="make knowledge"):
        Gazetteer(path)


@pytest.mark.parametrize("share", [0.001, 0.3, 0.9, 0.9999])
def test_a_truncated_file_is_refused(share: float, tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.bin"
    path.write_bytes(GOOD.read_bytes()[: int(GOOD.stat().st_size * share)])
    with pytest.raises(DataError, match="make knowledge"):
        Gazetteer(path)


@pytest.mark.parametrize("fill", [b"\0", b"\xff"])
@pytest.mark.parametrize("part", ["records", "names", "buckets", "entries", "others", "blocks"])
def test_a_file_with_a_part_overwritten_is_refused_or_finds_nothing(part: str, fill: bytes, tmp_path: Path) -> None:
    """The file has no checksum, since to reckon it would be to read all of it; but nothing worse than `DataError` comes."""
    data = bytearray(GOOD.read_bytes())
    low, high = Gazetteer(GOOD).header["parts"][part]
    data[low:high] = fill * (high - low)
    path = tmp_path / "gazetteer.bin"
    path.write_bytes(data)
    with suppress(DataError):
        ask_all(path)


# ---------------------------------------------------------------------- files of the user's
HEADER = "name,aliases,kind,country,sectors,office,start,end,note\n"


def rows_of(path: Path, data: bytes) -> list[user.UserRow]:
    path.write_bytes(data)
    return user.read(path, again="mend them")


@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda t: (HEADER + t).encode(errors="replace"))))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_rows_or_a_clear_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    with suppress(SaysoError):
        rows = rows_of(path, data)
        assert all(tuple(row) == user.COLUMNS and len(row["name"]) <= LONGEST for row in rows)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ((HEADER + "Ana Velo,,,,,,,,\n").encode("utf-16"), "UTF-8"),
        ((HEADER + "Ana Vélo,,,,,,,,\n").encode("latin-1"), "UTF-8"),
        ((HEADER + "Ana\0Velo,,,,,,,,\n").encode(), "line 2: name has a control character"),
        ((HEADER + "Ana Velo,,,,,,,,a\x1bnote\n").encode(), "line 2: note has a control character"),
        ((HEADER + "a" * 1_000_000 + ",,,,,,,,\n").encode(), "line 2: not CSV"),
        (
            (HEADER + "Ana Velo,,,,," + "Minister of " * 5000 + ",,,\n").encode(),
            "line 2: office of over 200 characters",
        ),
        ((HEADER + "Ana Velo,,," + "x" * 100_000 + ",,,,,\n").encode(), "line 2: country of over 200 characters"),
        ((HEADER + 'Ana Velo,"A. Velo,,,,,,,\nDawn Brigade,,,,,,,,\n').encode(), "line 2: not CSV"),
        ((HEADER + "Ana Velo,,,,,,,,\n" * 2).encode(), "line 3: repeats line 2"),
    ],
    ids=["UTF-16", "Latin-1", "NUL", "escape", "1 MB", "long office", "long country", "open quotes", "twice"],
)
def test_bad_files_are_refused_with_the_reason(data: bytes, told: str, tmp_path: Path) -> None:
    with pytest.raises((DataError, InputError), match=told) as caught:
        rows_of(tmp_path / "mine.csv", data)
    assert len(str(caught.value)) < 2000


def test_a_byte_order_mark_and_formula_cells_are_taken_as_they_are(tmp_path: Path) -> None:
    """A cell is never run; what a spreadsheet would run is a name like any other."""
    data = ("\ufeff" + HEADER + '"=HYPERLINK(""x"")",,,,,,,,@SUM(A1)\n').encode()
    (row,) = rows_of(tmp_path / "mine.csv", data)
    assert (row["name"], row["note"]) == ('=HYPERLINK("x")', "@SUM(A1)")


def test_ten_thousand_rows_are_added_and_removed_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_HOME", str(tmp_path / "home"))
    path = tmp_path / "mine.csv"
    path.write_text(HEADER + "".join(f"Ana Velo {k}x,,person,LBY,GOV,,,,\n" for k in range(10_000)))
    start = time.process_time()
    assert len(user.add(path)) == 10_000
    assert user.add(path) == []
    assert len(user.remove("Ana Velo 17x")) == 1
    assert len(user.kept()) == 9_999
    assert time.process_time() - start < 5
