"""Stories against incidents and subtopics."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.evaluate.stories import read_ecb, score
from tests.corroborate.stories.factory import HARBOUR_A, HARBOUR_B, MILL_A, STRIKE_A


def _corpus(folder: Path) -> Path:
    path = folder / "gun_violence_half.jsonl"
    rows = [("1", HARBOUR_A), ("1", HARBOUR_B), ("2", MILL_A), ("3", STRIKE_A)]
    lines = (
        json.dumps({"incident": i, "date": a.published, "title": a.title, "text": a.text, "url": None}) for i, a in rows
    )
    path.write_text("\n".join(lines) + "\n")
    return path


def test_right_stories_score_one(tmp_path: Path) -> None:
    found = score(_corpus(tmp_path))
    assert (found.articles, found.stories, found.b3_f1) == (4, 3, 1.0)


def test_halves_part_the_incidents(tmp_path: Path) -> None:
    path = _corpus(tmp_path)
    assert score(path, half="dev").articles + score(path, half="heldout").articles == 4


def test_ecb_topics_have_two_stories(tmp_path: Path) -> None:
    words = [f'<token t_id="{n}" sentence="0" number="{n}">{w}</token>' for n, w in enumerate(["R&amp;D", "fell"])]
    for name in ("7_1ecb.xml", "7_2ecbplus.xml"):
        (tmp_path / name).write_text("<Document>" + "".join(words) + "</Document>")
    reports, gold = read_ecb(tmp_path, half="all")
    assert [r.text for r in reports] == ["R&D fell"] * 2
    assert len(set(gold.values())) == 2


def test_says_where_the_corpus_should_be(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="SAYSO_DATA"):
        score(tmp_path / "absent.jsonl")
    with pytest.raises(InputError, match="heldout"):
        score(_corpus(tmp_path), half="third")


@pytest.mark.corpus
@pytest.mark.slow
def test_floor_on_the_held_out_half() -> None:
    path = Path(os.environ.get("SAYSO_DATA", "../shared/data")) / "quantities" / "gun_violence_half.jsonl"
    if not path.is_file():
        pytest.skip("no gun_violence_half.jsonl under SAYSO_DATA or ../shared/data")
    assert score(path, half="heldout").b3_f1 >= 0.93
