"""The weights that are shipped: whole, as their index says, small enough, and told of in the model card."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "src" / "sayso" / "encoder" / "data"
FOLDERS = sorted(path.parent for path in DATA.glob("*/heads.json"))
MOST = 60 * 2**20


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def test_there_are_weights_and_they_are_small() -> None:
    assert [folder.name for folder in FOLDERS] == ["document"]
    assert size(DATA) < MOST


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_file_is_the_one_that_the_index_and_the_card_name(folder: Path) -> None:
    index = json.loads((folder / "heads.json").read_text())
    card = (DATA / "MODEL_CARD.md").read_text()
    assert index["files"]
    for name, wanted in index["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == wanted
        assert wanted in card
