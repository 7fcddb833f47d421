"""Counting the killed and the injured of an incident."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.evaluate.quantities import score


def _row(text: str, killed: int, injured: int, *, title: str = "", incident: str = "1") -> str:
    return json.dumps({"incident": incident, "title": title, "text": text, "killed": killed, "injured": injured})


@pytest.mark.parametrize(
    ("title", "text", "killed", "injured"),
    [
        ("", "Two men were killed and three others were injured in Oran.", 2, 3),
        ("", "Four men were shot, one of them fatally. One man was killed.", 1, 3),  # those shot include those killed
        ("Man shot dead", "The guard was found in a car park.", 1, 0),  # one victim, told by a word
        ("Guard shot in car park", "Police are looking for a suspect.", 0, 1),
        ("Triple shooting in Oran", "Police are looking for a suspect.", 0, 3),
        ("", "John Smith, 16, was killed in Oran.", 1, 0),  # an age is no count
    ],
)
def test_counts_of_one_incident(tmp_path: Path, title: str, text: str, killed: int, injured: int) -> None:
    (tmp_path / "gun_violence_half.jsonl").write_text(_row(text, killed, injured, title=title) + "\n")
    assert score(tmp_path).both == 1.0


def test_says_where_the_corpus_should_be(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="SAYSO_DATA"):
        score(tmp_path)


@pytest.mark.corpus
@pytest.mark.slow
def test_floor_on_a_sample_of_the_held_out_half() -> None:
    root = Path(os.environ.get("SAYSO_DATA", "../shared/data")) / "quantities"
    if not root.is_dir():
        pytest.skip("no gun_violence_half.jsonl under SAYSO_DATA or ../shared/data")
    assert score(root, half="heldout", limit=120).both >= 0.5
