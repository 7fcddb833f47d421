"""Parquet: rows as articles, values of any type, files that are none, and what is said without DuckDB."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from sayso.errors import MissingExtra
from sayso.ingest import read_source

duckdb = pytest.importorskip("duckdb")


def parquet(path: Path, query: str) -> Path:
    with duckdb.connect() as connection:  # one of its own: the shared one may hold another test's unfinished result
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def test_rows_in_order_with_values_of_any_type(tmp_path: Path) -> None:
    query = """SELECT i AS "Event ID", 'Text number ' || i AS "Text", DATE '2026-03-12' AS date,
               ['Hana Bekele', 'Osman Ali'] AS authors, 1.5 AS score, NULL AS url FROM range(300) t(i)"""
    articles = list(read_source(str(parquet(tmp_path / "x.parquet", query))))
    assert [a.id for a in articles] == [str(k) for k in range(300)]
    assert articles[7].text == "Text number 7"
    assert (articles[7].published_at, articles[7].byline, articles[7].url) == (
        "2026-03-12",
        "Hana Bekele, Osman Ali",
        None,
    )


def test_names_with_signs_that_are_patterns(tmp_path: Path) -> None:
    for name in ("a[1].parquet", "a1.parquet", "b*.parquet", "bc.parquet"):
        parquet(tmp_path / name, f"SELECT '{name}' AS text")
    for name in ("a[1].parquet", "b*.parquet"):
        assert [a.text for a in read_source(str(tmp_path / name))] == [name]


def test_through_a_pipe(tmp_path: Path) -> None:
    data = parquet(tmp_path / "x.parquet", "SELECT 'Ten died.' AS text").read_bytes()
    assert [a.text for a in read_source("-", stdin=io.BytesIO(data))] == ["Ten died."]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"PAR1 broken", "bad_parquet"), (b"id,text\n", "bad_parquet"), (b"", "bad_parquet")],
)
def test_files_that_are_none(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "x.parquet").write_bytes(data)
    (article,) = read_source(str(tmp_path / "x.parquet"))
    assert [p.code for p in article.problems] == [code]
    assert not article.problems[0].retryable


def test_a_table_without_text(tmp_path: Path) -> None:
    (article,) = read_source(str(parquet(tmp_path / "x.parquet", "SELECT 1 AS id, 'x' AS note FROM range(3)")))
    assert article.problems[0].code == "no_columns"


def test_without_duckdb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = parquet(tmp_path / "x.parquet", "SELECT 'Ten died.' AS text")
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtra, match=r"sayso\[sql\]"):
        list(read_source(str(path)))
