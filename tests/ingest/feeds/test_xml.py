"""The guard before any XML parser: no entity of the document's own gets through, in whatever disguise, and fast."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.ingest.feeds import read_feed, read_opml
from sayso.ingest.feeds.xml import guarded, repaired
from tests.servers import XML_BOMB

SECRET = "the-canary-of-the-file"
END = "<rss version='2.0'><channel><title>&e;</title><item><title>&e;</title></item></channel></rss>"


def bombs(secret: Path) -> dict[str, bytes]:
    quadratic = f"<!DOCTYPE r [<!ENTITY e '{'x' * 100_000}'>]><rss><channel><item><title>{'&e;' * 20_000}</title></item></channel></rss>"
    external = f"<!DOCTYPE r [<!ENTITY e SYSTEM '{secret.as_uri()}'>]>{END}"
    return {
        "billion": XML_BOMB.encode(),
        "quadratic": quadratic.encode(),
        "external": external.encode(),
        "network": f"<!DOCTYPE r [<!ENTITY e SYSTEM 'http://127.0.0.1:1/x'>]>{END}".encode(),
        "public": f"<!DOCTYPE r [<!ENTITY e PUBLIC 'a' 'http://127.0.0.1:1/x'>]>{END}".encode(),
        "parameter": f"<!DOCTYPE r [<!ENTITY % p SYSTEM '{secret.as_uri()}'> %p;]>{END}".encode(),
        "parameter alone": f"<!DOCTYPE r [%p;]>{END}".encode(),
        "attribute list": f"<!DOCTYPE r [<!ATTLIST rss a CDATA 'x'>]>{END}".encode(),
        "after a remark": f"<!-- [ --><!DOCTYPE r [<!-- ]> --><!ENTITY e 'x'>]>{END}".encode(),
        "quotes in the name": f"<!DOCTYPE r SYSTEM \"]>\" [<!ENTITY e 'x'>]>{END}".encode(),
        "lower case": f"<!doctype r [<!entity e 'x'>]>{END}".encode(),
        "late": f"<rss><!ENTITY e 'x'></rss>{END}".encode(),
        "without an end": f"<!DOCTYPE r {'x' * 10_000}".encode(),
        "utf-16": f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY e "x">]>{END}'.encode("utf-16"),
        "utf-16 without a mark": external.encode("utf-16-le"),
        "utf-32": external.encode("utf-32"),
        "utf-32 without a mark": external.encode("utf-32-le"),
        "nulls": external.replace("<!ENTITY", "<!\x00EN\x00TITY").encode(),
        "deep": XML_BOMB.replace("<rss", "<rss>" * 50 + "<rss").encode(),
    }


@pytest.mark.parametrize("name", sorted(bombs(Path("/x"))))
def test_bombs_are_refused_at_once(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    body = bombs(secret)[name]
    for read in (lambda: read_feed(body, url="https://news.example/feed"), lambda: read_opml(body)):
        times = []
        for _ in range(3):  # the least of three: other work runs on this machine
            started = time.perf_counter()
            with pytest.raises(InputError) as caught:
                read()
            times.append(time.perf_counter() - started)
            assert caught.value.code == "xml_forbidden_entity"
            assert SECRET not in str(caught.value)
        assert min(times) < 0.05


@pytest.mark.parametrize("name", ["utf-7", "ebcdic"])
def test_other_disguises_declare_nothing(name: str) -> None:
    """Encodings that XML parsers might follow: the bytes are read as what they look like, and the label is not believed."""
    if name == "utf-7":
        body = (
            b'<?xml version="1.0" encoding="utf-7"?>' + "<!DOCTYPE r [<!ENTITY e 'x'>]>".encode("utf-7") + END.encode()
        )
    else:
        body = f'<?xml version="1.0" encoding="cp037"?><!DOCTYPE r [<!ENTITY e "boom">]>{END}'.encode("cp037")
    try:
        feed = read_feed(body, url="https://news.example/feed")
    except InputError:
        return
    assert all("boom" not in (item.title or "") and item.title != "x" for item in feed.items)


@pytest.mark.parametrize(
    "before",
    [
        "",
        "<!DOCTYPE rss>",
        "<!DOCTYPE rss PUBLIC '-//N//DTD RSS 0.91//EN' \"http://dtd.example/rss-0.91.dtd\">",
        "<!DOCTYPE rss [ ]>",
        "<!-- <!ENTITY e 'x'> -->",
    ],
)
def test_harmless_document_types_pass(before: str) -> None:
    body = f'<?xml version="1.0"?>{before}<rss><channel><item><title>A</title></item></channel></rss>'
    assert [i.title for i in read_feed(body.encode(), url="https://news.example/feed").items] == ["A"]


def test_declarations_in_the_text_of_an_item_are_text() -> None:
    body = "<rss><channel><item><title>A</title><description><![CDATA[<!DOCTYPE html><!ENTITY e 'x'>]]></description></item></channel></rss>"
    assert len(read_feed(body.encode(), url="https://news.example/feed").items) == 1


def test_the_guard_takes_out_what_declares() -> None:
    assert guarded("<?xml version='1.0' encoding='utf-16'?><!DOCTYPE rss SYSTEM 'x'><rss/>", "u") == "<rss/>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a & b", "a &amp; b"),
        ("&nbsp;&amp;&lt;", "&#160;&amp;&lt;"),
        ("&unknown; &#0; &#xFFFF; &#65;", "&amp;unknown;     &#65;"),
        ("<![CDATA[a & b &nbsp;]]> &", "<![CDATA[a & b &nbsp;]]> &amp;"),
        ("1 < 2 <b>", "1 &lt; 2 <b>"),
        ("&#99999999;", " "),
    ],
)
def test_repairs(text: str, expected: str) -> None:
    assert repaired(text) == expected


def test_time_grows_with_length_only() -> None:
    """Openings that never close, four times as many: about four times as long."""
    for piece in ("<!--", "<![CDATA[", "&", "<a ", "<a '", "&#x", "<item>", "<!-- x -->", "<title><![CDATA["):
        times = []
        for size in (20_000, 80_000):
            body = ("<rss><channel>" + piece * (size // len(piece))).encode()
            tries = []
            for _ in range(3):  # CPU time, and the least of three: a busy machine proves nothing
                started = time.process_time()
                with pytest.raises(InputError):
                    read_feed(body, url="https://news.example/feed")
                tries.append(time.process_time() - started)
            times.append(min(tries))
        assert times[1] < 12 * times[0] + 0.05, piece
