"""The feeds and bombs that other readers are tested with, where they lie beside this project; they are read in place."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.ingest.feeds import read_feed

HOSTILE = Path(__file__).parents[4] / "shared" / "data" / "hostile"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not HOSTILE.is_dir(), reason="the corpus is not here"),
]
# The only headline in these is that of the source, or of a drawing.
_ELSEWHERE = {
    "atomsvgtitle.xml", "entry_source_title.xml", "entry_source_title_content_type.xml", "entry_source_title_content_value.xml",
}  # fmt: skip
_SAYS_SOMETHING = re.compile(r"<(?:\w+:)?(?:item|entry)\b.*?<(?:title|description|summary|link)>\s*\w{3}", re.S)


def test_every_bomb_is_refused() -> None:
    for path in sorted((HOSTILE / "xml_bombs").iterdir()):
        body = path.read_bytes()
        started = time.perf_counter()
        with pytest.raises(InputError) as caught:
            read_feed(body, url="https://news.example/feed")
        assert time.perf_counter() - started < 0.5
        if b"<!ENTITY" in body:
            assert caught.value.code == "xml_forbidden_entity", path.name


def test_feeds_of_feedparser() -> None:
    """No exception; and none without items where an item says something."""
    read = 0
    silent: list[str] = []
    for path in sorted(p for p in (HOSTILE / "feeds_feedparser").rglob("*") if p.is_file()):
        body = path.read_bytes()
        try:
            feed = read_feed(body, url="https://news.example/feed")
        except InputError as error:
            if (
                error.code != "xml_forbidden_entity"
                and path.name not in _ELSEWHERE
                and _SAYS_SOMETHING.search(body.decode("utf-8", "replace"))
            ):
                silent.append(f"{path.name}: {error.code}")
            continue
        read += 1
        if not feed.items and _SAYS_SOMETHING.search(body.decode("utf-8", "replace")):
            silent.append(path.name)
    assert read > 1_200
    assert not silent
