"""The loader of our word lists, and what every list must hold."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from sayso.errors import DataError
from sayso.lexicon.tables import alternatives, numbered, table

LEXICON = sorted(
    f.name.removesuffix(".csv") for f in (files("sayso.lexicon") / "data" / "en").iterdir() if f.name.endswith(".csv")
)
# Lists of names, whose rows show themselves; every other row comes with a sentence, if only one that it must not take.
NAMES = ("country_middles", "event_classes", "places_evidence", "places_weights")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Path]]:
    """A package with an empty data folder, and the folder."""
    folder = tmp_path / "toy_lexicon"
    (folder / "data" / "en").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    table.cache_clear()
    yield "toy_lexicon", folder / "data"
    table.cache_clear()
    sys.modules.pop("toy_lexicon", None)


def test_rows_with_their_lines(package: tuple[str, Path]) -> None:
    name, data = package
    (data / "en" / "words.csv").write_text('# reason\nword, example\n\nsaid,"He said, twice, so."\n# more\n told ,\n')
    assert list(numbered("words", package=name)) == [
        (4, {"word": "said", " example": "He said, twice, so."}),
        (6, {"word": "told", " example": ""}),
    ]


def test_a_table_is_read_once_and_has_a_language_or_none(package: tuple[str, Path]) -> None:
    name, data = package
    (data / "en" / "words.csv").write_text("word\nsaid\n")
    (data / "codes.csv").write_text("code\nASSAULT\n")
    assert table("words", package=name) is table("words", package=name)
    assert table("codes", language=None, package=name) == ({"code": "ASSAULT"},)


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        (None, r"words\.csv: no such table", None),
        ("", r"words\.csv: the table is empty", None),
        ("# only a comment\n", r"words\.csv: the table is empty", None),
        ("word,example\nsaid,He said so.\ntold\n", r"words\.csv:3: 1 cells where the header has 2", 3),
        ("word,example\n# odd\nsaid,He said so, again.\n", r"words\.csv:3: 3 cells where the header has 2", 3),
    ],
    ids=["missing", "empty", "comments only", "a cell too few", "a comma without quotation marks"],
)
def test_a_bad_table_names_file_and_line(
    package: tuple[str, Path], content: str | None, message: str, line: int | None
) -> None:
    name, data = package
    if content is not None:
        (data / "en" / "words.csv").write_text(content)
    with pytest.raises(DataError, match=message) as caught:
        list(numbered("words", package=name))
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [("", ()), ("a", ("a",)), ("a|b c| d ", ("a", "b c", "d")), (" | |", ())],
)
def test_alternatives(cell: str, wanted: tuple[str, ...]) -> None:
    assert alternatives(cell) == wanted


@pytest.mark.parametrize("name", LEXICON)
def test_every_list_can_be_read(name: str) -> None:
    rows = list(numbered(name))
    assert rows
    header = list(rows[0][1])
    assert all(cell == cell.strip() and cell for cell in header)
    same = {tuple(row.values()): line for line, row in rows}
    assert len(same) == len(rows), (
        f"{name}.csv holds a row twice: {[n for n, r in rows if same[tuple(r.values())] != n]}"
    )


@pytest.mark.parametrize("name", [name for name in LEXICON if name not in NAMES])
def test_every_row_comes_with_an_example(name: str) -> None:
    parts = "@"  # a pattern that only serves others, and shows in their examples
    rows = [(line, row) for line, row in numbered(name) if not next(iter(row.values())).startswith(parts)]
    bare = [line for line, row in rows if not row["example"] and not row.get("counterexample")]
    assert bare == [], f"{name}.csv lacks an example in lines {bare[:10]}"


def test_lists_without_examples_are_known() -> None:
    assert tuple(name for name in LEXICON if "example" not in table(name)[0]) == NAMES


def test_example_sentences_are_whole() -> None:
    """A sentence that a comma cut in two would be tested as half of one."""
    half = [
        f"{name}.csv:{line}: {row[kind]}"
        for name in LEXICON
        if name not in NAMES
        for line, row in numbered(name)
        for kind in ("example", "counterexample")
        if row.get(kind) and row[kind].count('"') % 2
    ]
    assert half == []
