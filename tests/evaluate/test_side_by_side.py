"""Profiles side by side: flat counts give the rates of the scorer, and differences are taken from the first profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import ConfigError, InputError
from sayso.evaluate.gold import rates, score_cases
from sayso.evaluate.polnear import PARTS, documents, f1, score
from sayso.evaluate.side_by_side import corpus_rows, gold_counts, gold_figures, gold_rows
from tests.evaluate.test_gold import answer, gold_case
from tests.evaluate.test_polnear import corpus


def test_flat_counts_give_the_rates_of_the_scorer(tmp_path: Path) -> None:
    wrong = answer()
    wrong["claims"][0] |= {"status": "hedged", "place": None}
    for given in (answer(), wrong, {"claims": []}):
        (result,) = score_cases([gold_case(tmp_path / "a")], lambda _, given=given: given).cases
        assert gold_figures(gold_counts(result)) == pytest.approx(rates(result))


def test_rows_by_figure_then_profile_with_differences_from_the_first(tmp_path: Path) -> None:
    folders = [gold_case(tmp_path / name) for name in ("a", "b", "c")]
    good = score_cases(folders, lambda _: answer()).cases
    bad = score_cases(folders, lambda _: {"claims": []}).cases
    rows = [row for row in gold_rows({"old": bad, "new": good}) if row["figure"] == "recall"]
    assert [(row["profile"], row["value"], row["cases"], row["against"]) for row in rows] == [
        ("old", 0.0, 3, None),
        ("new", 1.0, 3, "old"),
    ]
    assert rows[0]["difference"] is None
    assert rows[1]["difference"] == {"value": 1.0, "low": 1.0, "high": 1.0, "sure": True}


def test_polnear_by_document_adds_up_to_the_whole(tmp_path: Path) -> None:
    path = corpus(tmp_path)
    counts = list(documents(path).values())
    whole = score(path)
    found = f1({name: sum(c[name] for c in counts) for name in counts[0]})
    assert found == pytest.approx(
        {f"{p}_{h}_f1": whole[f"{p}_{h}_f1"] for p in PARTS for h in ("token", "exact")}, abs=1e-4
    )
    assert any(value > 0 for value in found.values())


def test_other_corpora_and_absent_ones_say_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="'plv' does not compare profiles; those that do: gold, polnear"):
        corpus_rows("plv", tmp_path, ["rules", "default"])
    with pytest.raises(InputError, match="SAYSO_DATA"):
        corpus_rows("polnear", tmp_path, ["rules", "default"])
