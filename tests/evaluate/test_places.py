"""The scorer of places, on a corpus of our own in the form of the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.evaluate.places import PlaceScores, kilometres, load, score


def corpus(folder: Path, text: str, marks: list[tuple[int, int, str]]) -> None:
    """A corpus of one article in the form of LGL; each mark has its span and what stands in `gaztag`."""
    nodes = "".join(f"<toponym><start>{a}</start><end>{b}</end><gaztag>{tag}</gaztag></toponym>" for a, b, tag in marks)
    (folder / "place").mkdir()
    body = f"<articles><article><text>{text}</text><toponyms>{nodes}</toponyms></article></articles>"
    (folder / "place" / "lgl.xml").write_text(body, encoding="utf-8")


def at(lat: float, lon: float, code: str = "PPL") -> str:
    return f"<fcode>{code}</fcode><lat>{lat}</lat><lon>{lon}</lon>"


def scored(folder: Path) -> PlaceScores:
    return score(folder, corpus="lgl")


def test_right_far_and_missed(tmp_path: Path) -> None:
    text = "Troops left Khartoum for Cairo in Egypt."
    marks = [(12, 20, at(15.5, 32.5)), (25, 30, at(-10.0, 10.0)), (34, 39, at(27.0, 30.0, "PCLI"))]
    corpus(tmp_path, text, marks)
    got = scored(tmp_path)
    assert (got.toponyms, round(got.given, 2), got.given_countries) == (3, 0.67, 1.0)
    assert (round(got.precision, 2), round(got.recall, 2), round(got.f1, 2)) == (0.67, 0.67, 0.67)


def test_a_mention_beside_the_gold_is_wrong_and_one_without_coordinates_is_left_out(tmp_path: Path) -> None:
    corpus(tmp_path, "Troops left Khartoum for Cairo.", [(12, 20, at(15.5, 32.5))])
    assert scored(tmp_path).precision == 0.5
    unplaced = tmp_path / "unplaced"
    unplaced.mkdir()
    corpus(unplaced, "Troops left Khartoum for Cairo.", [(12, 20, at(15.5, 32.5)), (25, 30, "")])
    got = scored(unplaced)
    assert (got.toponyms, got.precision, got.recall) == (1, 1.0, 1.0)


def test_names_leave_out_demonyms(tmp_path: Path) -> None:
    corpus(tmp_path, "Turkish troops left Khartoum.", [(20, 28, at(15.5, 32.5))])
    got = scored(tmp_path)
    assert got.precision == 0.5
    assert got.names_f1 == 1.0


def test_median_error(tmp_path: Path) -> None:
    corpus(tmp_path, "Troops left Khartoum.", [(12, 20, at(16.5, 32.5))])
    assert scored(tmp_path).median_km == pytest.approx(111, abs=15)  # one degree


def test_distance() -> None:
    assert kilometres(52.52, 13.40, 48.86, 2.35) == pytest.approx(878, abs=5)  # Berlin to Paris


def test_absent_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="SAYSO_DATA"):
        list(load("lgl", tmp_path))
