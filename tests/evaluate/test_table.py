"""Figures beside floors: what passes, what is pinned, and what is said where a corpus is missing."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from sayso.errors import ConfigError, InputError
from sayso.evaluate import table as corpus_table
from sayso.evaluate.table import Figure, corpus_digest, data_folder, figures, load_floors, pin, suites


@dataclass
class Scores:
    f1: float
    documents: int


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A suite `toy` whose figure is the number in its corpus file, scored once as a mapping and once as a dataclass."""
    module = ModuleType("toy_scores")
    module.score = lambda path, half="all": (  # type: ignore[attr-defined]
        Scores(f1=float(path.read_text()), documents=1) if half == "dev" else {"f1": float(path.read_text())}
    )
    monkeypatch.setitem(sys.modules, "toy_scores", module)
    row = {"suite": "toy", "module": "toy_scores", "path": "toy.txt", "given": "", "figures": "f1"}
    rows = ({**row, "part": "all", "options": ""}, {**row, "part": "dev", "options": "half=dev"})
    monkeypatch.setattr(corpus_table, "_rows", lambda: rows)
    (tmp_path / "toy.txt").write_text("0.8567")
    return tmp_path


def test_figures_of_mappings_and_dataclasses(corpus: Path) -> None:
    found = list(figures(["toy"], corpus, {}))
    assert [(f.key, f.name, f.value, f.verdict) for f in found] == [
        ("toy.all", "f1", 0.8567, "no floor"),
        ("toy.dev", "f1", 0.8567, "no floor"),
    ]


def test_pinned_figures_pass_and_lower_ones_do_not(corpus: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    assert pin(figures(["toy"], corpus, {}), floors) == []
    assert json.loads(floors.read_text())["toy.dev"]["floors"] == {"f1": 0.856}
    assert {f.verdict for f in figures(["toy"], corpus, load_floors(floors))} == {"ok"}
    (corpus / "toy.txt").write_text("0.7")
    assert {f.verdict for f in figures(["toy"], corpus, load_floors(floors))} == {"other corpus"}


def figure(value: float, digest: str = "d", floor: float | None = None) -> Figure:
    return Figure(suite="toy", part="all", name="f1", value=value, digest=digest, floor=floor, pinned_on="d")


@pytest.mark.parametrize(
    ("value", "floor", "digest", "verdict"),
    [(0.8, 0.8, "d", "ok"), (0.79, 0.8, "d", "BELOW"), (0.79, 0.8, "e", "other corpus"), (0.1, None, "d", "no floor")],
)
def test_verdicts(value: float, floor: float | None, digest: str, verdict: str) -> None:
    assert figure(value, digest, floor).verdict == verdict


def test_pinning_never_lowers_without_the_flag(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    pin([figure(0.8)], floors)
    assert pin([figure(0.7)], floors) == ["toy.all.f1"]
    assert load_floors(floors)["toy.all"]["floors"]["f1"] == 0.8
    assert pin([figure(0.7)], floors, lower=True) == []
    assert load_floors(floors)["toy.all"]["floors"]["f1"] == 0.7
    pin([figure(0.5, digest="another")], floors)  # another corpus: measured anew
    assert load_floors(floors)["toy.all"] == {"digest": "another", "floors": {"f1": 0.5}}


def test_a_missing_corpus_says_how_to_give_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"--data or SAYSO_DATA"):
        list(figures([suites()[0]], tmp_path, {}))


def test_an_unknown_suite_names_the_known(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="polnear"):
        list(figures(["polnaer"], tmp_path, {}))


def test_broken_floors_are_told(tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text("{")
    with pytest.raises(ConfigError, match="not valid JSON"):
        load_floors(tmp_path / "floors.json")


def test_digest_depends_on_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "a").write_text("1")
    first = corpus_digest(tmp_path / "c")
    (tmp_path / "c" / "a").rename(tmp_path / "c" / "b")
    second = corpus_digest(tmp_path / "c")
    (tmp_path / "c" / "b").write_text("2")
    assert len({first, second, corpus_digest(tmp_path / "c")}) == 3


def test_the_folder_of_corpora(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_DATA", "there")
    assert (data_folder(), data_folder("here")) == (Path("there"), Path("here"))
    monkeypatch.delenv("SAYSO_DATA")
    assert data_folder() == Path("../shared/data")
