"""Twins of pages: CSV is exact, and for spreadsheets no cell is a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from sayso.web.page import Page, csv_response

FORMULAS = ["=1+1", '=HYPERLINK("x")', "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=cmd|'/C calc'!A0"]


def cells(page: Page, **how: Any) -> list[list[str]]:
    text = bytes(csv_response(page, **how).body).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("given", [*FORMULAS, "plain", "a,b", 'a "b"', "two\nlines", "Ünï"])
def test_rows_read_back_are_equal(given: str) -> None:
    page = Page(title="t", data={}, rows=[{"a": given, "b": 1}], columns=("a", "b"))
    assert cells(page) == [["a", "b"], [given, "1"]]


@pytest.mark.parametrize("given", FORMULAS)
def test_a_spreadsheet_gets_no_formula(given: str) -> None:
    page = Page(title="t", data={}, rows=[{"a": given}], columns=("a",))
    assert cells(page, guarded=True)[1] == ["'" + given]


def test_numbers_stay_numbers_for_a_spreadsheet() -> None:
    page = Page(title="t", data={}, rows=[{"a": -2.5, "b": "-x"}], columns=("a", "b"))
    assert cells(page, guarded=True)[1] == ["-2.5", "'-x"]


@pytest.mark.parametrize(
    ("given", "told"), [(["a", "b"], "a|b"), ((), ""), (None, ""), (True, "true"), (False, "false"), (0, "0")]
)
def test_cells(given: Any, told: str) -> None:
    assert cells(Page(title="t", data={}, rows=lambda: [{"a": given}], columns=("a",)))[1] == [told]


def test_columns_are_told_where_there_are_no_rows() -> None:
    assert cells(Page(title="t", data={}, columns=("a", "b"))) == [["a", "b"]]
