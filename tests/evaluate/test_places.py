"""The scorer of places, on a corpus of our own in the form of the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.evaluate.places import kilometres, load, score


def test_counts_near_far_and_missed(tmp_path: Path) -> None:
    text = "Troops left Khartoum for Cairo."
    (tmp_path / "place").mkdir()
    marks = [(12, 20, 15.5, 32.5), (25, 30, -10.0, 10.0), (0, 6, 0.0, 0.0)]  # right, far off, no place of ours
    nodes = "".join(
        f"<toponym><start>{a}</start><end>{b}</end><gaztag><lat>{lat}</lat><lon>{lon}</lon></gaztag></toponym>"
        for a, b, lat, lon in marks
    )
    body = f"<articles><article><text>{text}</text><toponyms>{nodes}</toponyms></article></articles>"
    (tmp_path / "place" / "lgl.xml").write_text(body, encoding="utf-8")
    got = score("lgl", tmp_path)
    assert (got.toponyms, round(got.found, 2), round(got.near, 2), got.near_of_found) == (3, 0.67, 0.33, 0.5)


def test_distance() -> None:
    assert kilometres(52.52, 13.40, 48.86, 2.35) == pytest.approx(878, abs=5)  # Berlin to Paris


def test_absent_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="SAYSO_DATA"):
        list(load("lgl", tmp_path))
