"""The PolNeAR scorer on rows made by hand, and floors on the corpus where it is at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.evaluate.polnear import figures, read, score
from sayso.model import Attribution, Source, Span

TEXT = "Storm ahead.\nAnn said “it rains,” and left."
BRAT = "T1\tSource 13 16\tAnn\nT2\tCue 17 21\tsaid\nT3\tContent 22 32\t“it rains,”\nE1\tAttribution:T9 Content:T3 Cue:T2 Source:T1\n"
CORPUS = Path(os.environ.get("SAYSO_DATA", "../shared/data")) / "attribution" / "polnear_dev.jsonl"


def corpus(folder: Path) -> Path:
    path = folder / "rows.jsonl"
    path.write_text(json.dumps({"doc": "a", "annotator": "b", "text": TEXT, "brat": BRAT}) + "\n", encoding="utf-8")
    return path


SAID = Span(17, 21)


def guess(start: int, end: int, *, parent: int | None = None, cue: Span = SAID) -> Attribution:
    source = Source(span=Span(13, 16), text="Ann", kind="person")
    return Attribution(source=source, cue=cue, content=(Span(start, end),), type="direct", parent=parent)


def test_rows_are_read(tmp_path: Path) -> None:
    (row,) = read(corpus(tmp_path))
    assert row.gold == {"source": ((Span(13, 16),),), "cue": ((Span(17, 21),),), "content": ((Span(22, 32),),)}


@pytest.mark.parametrize(
    ("span", "token", "exact"),
    [
        ((22, 32), 1.0, 1.0),
        ((23, 30), 1.0, 1.0),  # quotation marks and commas at the edge do not count
        ((23, 42), 0.6667, 0.0),  # four words where two are right
        ((33, 36), 0.0, 0.0),
    ],
)
def test_content_figures(tmp_path: Path, span: tuple[int, int], token: float, exact: float) -> None:
    got = figures(list(read(corpus(tmp_path))), [[guess(*span)]])
    assert (got["content_token_f1"], got["content_exact_f1"]) == (token, exact)


def test_nested_ones_do_not_count(tmp_path: Path) -> None:
    inner = guess(26, 31, parent=0, cue=Span(23, 25))
    got = figures(list(read(corpus(tmp_path))), [[guess(22, 32), inner]])
    assert got["cue_token_precision"] == 1.0


def test_the_rules_read_the_row(tmp_path: Path) -> None:
    got = score(corpus(tmp_path))
    assert got["documents"] == 1.0
    assert got["source_exact_f1"] == 1.0


def test_absent_corpus_says_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="SAYSO_DATA"):
        score(tmp_path / "none.jsonl")


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_file(), reason=f"needs {CORPUS} (set SAYSO_DATA)")
def test_floors() -> None:
    got = score(CORPUS)
    assert got["content_token_f1"] >= 0.83
    assert got["source_token_f1"] >= 0.755
    assert got["cue_token_f1"] >= 0.60
