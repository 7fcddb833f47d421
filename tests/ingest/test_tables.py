"""CSV and TSV: one article a row, columns under any of the names that records use, broken rows told."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ingest import read_source
from sayso.ingest.articles import Given
from sayso.ingest.tables import articles_from_table, is_table
from sayso.model import Article


def read(data: str | bytes, *, tabs: bool = False, about: Given | None = None) -> list[Article]:
    raw = data.encode() if isinstance(data, str) else data
    return list(articles_from_table(io.BytesIO(raw), about or Given(), tabs=tabs))


def codes(articles: list[Article]) -> list[str | None]:
    return [article.problems[-1].code if article.problems else None for article in articles]


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ("id,text,outlet,date", ","),  # our own keys
        ("event_id,maintext,source_domain,date_publish", ","),  # news-please and NGEC
        ("ID,Article Text,Publisher,Pub-Date", ","),  # as spreadsheets write them
        ("id;text;outlet;date", ";"),  # where the comma is the decimal point
        ("id|text|outlet|date", "|"),
    ],
)
def test_columns_are_found_by_name(header: str, delimiter: str) -> None:
    row = delimiter.join(["a7", '"Ten died; two fled, he said | wrote."', "Example News", "2026-03-12"])
    (article,) = read(f"{header}\n{row}\n")
    assert (article.id, article.outlet, article.published_at) == ("a7", "Example News", "2026-03-12")
    assert article.text == "Ten died; two fled, he said | wrote."


def test_cells_over_several_lines_and_quotes_in_quotes() -> None:
    (article,) = read('text,id\r\n"He said:\n""Leave"", and left.",a\r\n')
    assert article.text == 'He said:\n"Leave", and left.'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_system(end: str) -> None:
    assert [a.id for a in read(end.join(["id,text", "a,Ten died.", "b,Two fled.", ""]))] == ["a", "b"]


def test_tabs_may_stand_between() -> None:
    (article,) = read("id\ttext\n1\tTen died, he said.\n", tabs=True)
    assert article.text == "Ten died, he said."


def test_what_the_user_says_wins() -> None:
    (article,) = read("text,outlet\nTen died.,Example News\n", about=Given(outlet="Nile Ledger"))
    assert article.outlet == "Nile Ledger"


def test_html_in_a_cell_is_a_page() -> None:
    html = "<html><body><article><p>Ten people died in the port on Monday, officials said.</p></article></body></html>"
    (article,) = read(f'id,html\na,"{html}"\n')
    assert article.media_type == "text/html"
    assert "Ten people died" in article.text


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("", ["empty"]),
        ("id,note\n1,x\n2,y\n", ["no_columns"]),  # told once, not for each row
        ("id,text\n1,\n", ["no_text"]),
        ("id,text\n1,Ten died, two fled, he said.\n2,All well.\n", ["bad_row", None]),  # cells without quotes
        ("id,text\n\n,\n2,All well.\n", [None]),  # blank rows are no input
        ("id,text\n1,Short\n2\n", [None, "no_text"]),  # cells that are left out
    ],
)
def test_broken_rows_are_told(data: str, found: list[str | None]) -> None:
    assert codes(read(data)) == found


def test_a_quote_that_is_never_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.tables.MAX_CELL", 1000)
    articles = read('id,text\n1,All well.\n2,"Ten died\n' + "3,More.\n" * 400)
    assert codes(articles) == [None, "bad_csv"]
    assert "row 2" in articles[1].problems[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_that_spreadsheets_write(encoding: str) -> None:
    (article,) = read("text,id\n“Évian” was calm.,a\n".encode(encoding))
    assert article.text == "“Évian” was calm."


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40).filter(lambda cell: cell.strip())


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_any_text_comes_back(texts: list[str]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "text"])
    for number, text in enumerate(texts):
        writer.writerow([f"a{number}", text])
    assert [(a.id, a.text) for a in read(out.getvalue())] == [(f"a{n}", text) for n, text in enumerate(texts)]


@given(
    st.lists(st.sampled_from([b"id,text", b"\r", b"\n", b'"', b",", b"\x00", b"\xff\xfe", b"\xe9", b"Ten died."])).map(
        b"".join
    )
)
def test_no_bytes_raise(data: bytes) -> None:
    assert all(article.text.strip() or article.problems for article in read(data))
    assert is_table(data) in (True, False)


@pytest.mark.parametrize(
    ("line", "table"),
    [
        (b"id,text,date\n", True),
        (b"\xef\xbb\xbfid;text\n", True),
        (b"Title\tBody\n", True),
        (b"text\n", False),  # one word may begin a story
        (b"Talks failed, he said in a text, date unknown.\n", False),
        (b"Content, however, matters.\n", False),
        (b'{"id": 1, "text": "x"}\n', False),
        (b"", False),
        (b"\r", False),
    ],
)
def test_a_first_line_that_can_only_be_a_header(line: bytes, table: bool) -> None:
    assert is_table(line) == table


def test_tables_are_read_by_suffix_and_from_pipes(tmp_path: Path) -> None:
    data = "id,text\na,Ten died.\n"
    for name in ("x.csv", "x.CSV"):
        (tmp_path / name).write_text(data, encoding="utf-8")
        assert [a.id for a in read_source(str(tmp_path / name))] == ["a"]
    (tmp_path / "x.tsv").write_text(data.replace(",", "\t"), encoding="utf-8")
    assert [a.id for a in read_source(str(tmp_path / "x.tsv"))] == ["a"]
    assert [a.id for a in read_source("-", stdin=io.BytesIO(data.encode()))] == ["a"]
