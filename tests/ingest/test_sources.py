"""Files, standard input and addresses: one article for every input, in order, whatever it holds."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.ingest import articles_from_jsonl, read_source
from sayso.ingest.encoding import decode
from sayso.ingest.fetch import Fetched
from sayso.model import Article

TEXT = "The minister resigned on Monday, a spokesman said."


def stdin(data: bytes, **options: str) -> list[Article]:
    return list(read_source("-", stdin=io.BytesIO(data), **options))  # type: ignore[arg-type]


def codes(articles: list[Article]) -> list[str]:
    return [p.code for a in articles for p in a.problems]


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.txt", TEXT, "text/plain"),
        ("a.md", f"# Talks\n\n{TEXT}", "text/markdown"),
        ("a.html", f"<p>{TEXT}</p>", "text/html"),
        ("a", f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>", "text/html"),
        ("a", TEXT, "text/plain"),
        ("a.txt", f"<p> is not read as a page here. {TEXT}", "text/plain"),
        ("a.json", json.dumps({"text": TEXT}), "text/plain"),
    ],
)
def test_files(tmp_path: Path, name: str, content: str, media_type: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    (article,) = read_source(str(path))
    assert article.media_type == media_type
    assert TEXT in article.text
    assert article.problems == ()


def test_options_win_and_stay(tmp_path: Path) -> None:
    record = {
        "text": TEXT,
        "outlet": "A",
        "url": "https://a.example/",
        "published_at": "2019-01-01",
        "language": "fr",
        "id": "7",
    }
    (article,) = stdin(
        json.dumps(record).encode(), date="2019-04-11", outlet="B", url="https://b.example/", language="en"
    )
    assert (article.id, article.outlet, article.url, article.published_at, article.language) == (
        "7",
        "B",
        "https://b.example/",
        "2019-04-11",
        "en",
    )


@pytest.mark.parametrize("date", ["2019-02-30", "2019-13-01", "yesterday", "11/04/2019", ""])
def test_an_impossible_date_is_refused_at_once(date: str) -> None:
    with pytest.raises(InputError) as caught:
        read_source("-", date=date, stdin=io.BytesIO(b""))
    assert repr(date) in caught.value.message
    assert caught.value.code == "bad_date"


def test_keys_of_news_please() -> None:
    record = {
        "maintext": TEXT, "title": "Talks", "authors": ["Jane Doe", "Omar Haddad"], "date_publish": "2019-04-11 08:15:00",
        "source_domain": "news.example", "url": "https://news.example/a", "language": "en", "filename": "a.json", "description": None,
    }  # fmt: skip
    (article,) = articles_from_jsonl([json.dumps(record)])
    assert (article.text, article.title, article.byline) == (TEXT, "Talks", "Jane Doe, Omar Haddad")
    assert (article.published_at, article.outlet, article.id) == ("2019-04-11 08:15:00", "news.example", "a.json")
    assert article.published is not None


def test_keys_of_ngec_input() -> None:
    record = {"id": 12, "date": "2019-04-11", "event_text": TEXT, "publisher": "Example News", "pub_date": "2018-01-01"}
    (article,) = articles_from_jsonl([json.dumps(record)])
    assert (article.id, article.text, article.outlet, article.published_at) == (
        "12",
        TEXT,
        "Example News",
        "2019-04-11",
    )


def test_every_line_has_its_article_in_order() -> None:
    lines = [
        json.dumps({"id": "1", "text": TEXT}),
        "{broken",
        "",
        "[1, 2]",
        json.dumps({"id": "4"}),
        json.dumps({"id": "5", "text": 5}),
        json.dumps({"id": "6", "html": f"<p>{TEXT}</p>"}),
        "[" * 100_000,
        json.dumps({"id": "8", "text": TEXT, "published_at": "soon"}),
        '{"id": "9", "text": "half \\ud800"}',
        json.dumps({"id": "10", "text": ""}),
    ]
    articles = stdin("\n".join(lines).encode())
    assert [a.problems[0].code if a.problems else "" for a in articles] == [
        "", "bad_json", "bad_record", "no_text", "no_text", "", "bad_json", "bad_date", "", "no_text",
    ]  # fmt: skip
    assert [a.id for a in articles if len(a.id) < 3] == ["1", "4", "5", "6", "8", "9", "10"]
    assert len({a.id for a in articles}) == len(articles)
    assert articles[8].text == "half \ufffd"


def test_arrays_and_lines_alike() -> None:
    records = [{"text": f"{n} {TEXT}"} for n in range(3)]
    as_array = stdin(json.dumps(records, indent=1).encode())
    as_lines = stdin("\n".join(map(json.dumps, records)).encode())
    assert as_array == as_lines
    assert len(as_array) == 3


def test_the_same_bytes_give_the_same_id() -> None:
    assert stdin(TEXT.encode())[0].id == stdin(TEXT.encode())[0].id != stdin(TEXT.encode(), outlet="B")[0].id


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b" \n\n ", "empty"), (b"\x00\x01\x02" * 100, "binary"), (b'{"a": ', ""), (b"[]", "empty")],
)
def test_inputs_without_text(data: bytes, code: str) -> None:
    articles = stdin(data)
    assert len(articles) == 1
    assert codes(articles) == ([code] if code else [])


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert codes(list(read_source(str(tmp_path / "none.txt")))) == ["not_found"]
    assert codes(list(read_source(str(tmp_path)))) == ["unreadable"]
    assert codes(list(read_source("a\0b"))) == ["unreadable"]
    assert codes(list(read_source("-"))) == ["no_input"]
    assert codes(list(read_source("ftp://news.example/a"))) == ["unsupported_scheme"]


@pytest.mark.parametrize(
    ("media_type", "body", "code"),
    [
        ("text/html", f"<p>{TEXT}</p>".encode(), None),
        ("text/plain", TEXT.encode(), None),
        ("application/json", json.dumps({"text": TEXT}).encode(), None),
        ("application/pdf", b"%PDF-1.4", "unsupported_media"),
    ],
)
def test_addresses(media_type: str, body: bytes, code: str | None) -> None:
    def fetch(url: str) -> Fetched:
        return Fetched(url="https://www.news.example/end", body=body, media_type=media_type, charset=None)

    (article,) = read_source("https://news.example/a", fetch=fetch)
    assert codes([article]) == ([code] if code else [])
    if code is None:
        assert TEXT in article.text
        assert (article.url, article.outlet) == ("https://www.news.example/end", "news.example")


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("café".encode(), None, "café"),
        (b"\xef\xbb\xbfcaf\xc3\xa9", "latin-1", "café"),
        ("café".encode("utf-16"), None, "café"),
        ("café au lait".encode("utf-16-le"), None, "café au lait"),
        ("café au lait".encode("utf-16-be"), None, "café au lait"),
        ("café “x”".encode("cp1252"), None, "café “x”"),
        ("café “x”".encode("cp1252"), "iso-8859-1", "café “x”"),
        ("пожар в порту города".encode("koi8-r"), "koi8-r", "пожар в порту города"),
        ('<meta charset="windows-1251"><p>пожар'.encode("cp1251"), None, '<meta charset="windows-1251"><p>пожар'),
        ("café".encode(), "unicode_escape", "café"),
        (b"caf\xe9", "hex", "café"),
        (b"caf\xe9", "no such thing", "café"),
        ("ééééééé".encode() + b"\xff", None, "ééééééé\ufffd"),
    ],
)
def test_encodings(data: bytes, declared: str | None, text: str) -> None:
    assert decode(data, declared=declared)[0] == text


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-7", "utf-16", "big5", "x\0y"]))
def test_bytes_never_raise(data: bytes, declared: str | None) -> None:
    text, name = decode(data, declared=declared)
    assert isinstance(text, str)
    assert name


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=120))
def test_any_input_gives_articles(data: bytes) -> None:
    articles = stdin(data)
    assert articles
    for article in articles:
        assert article.text or article.problems
        article.text.encode("utf-8")
