"""What a web address tells of its article."""

from __future__ import annotations

import pytest

from sayso.corroborate.index import ANY_DAY, day_number
from sayso.corroborate.stories.address import day_told, host, words

COPY = "https://web.archive.example/web/20190704101112/"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://coast.example/2019/06/04/silo-fire", "2019-06-04"),
        ("https://coast.example/news/ct-silo-fire-20190604-story.html", "2019-06-04"),
        ("https://coast.example/2019/jun/04/silo-fire", "2019-06-04"),
        ("https://coast.example/2019/6/4/silo-fire", "2019-06-04"),
        ("https://coast.example/2019-06-04-silo-fire", "2019-06-04"),
        (f"{COPY}https://coast.example/silo-fire", "2019-07-04"),  # it was there when the archive came
        (f"{COPY}https://coast.example/2019/06/04/silo-fire", "2019-06-04"),
        ("https://coast.example/why-2015-11-13-changed-the-port", None),  # a day it tells of
        ("https://coast.example/2019/06/silo-fire", None),
        ("https://coast.example/story/20191399/silo-fire", None),  # a number
        ("https://coast.example/story/120190604", None),
        ("https://coast.example/2019/abc/04/silo-fire", None),
        ("https://coast.example/silo-fire?day=20190604", None),
        ("", None),
        (None, None),
    ],
)
def test_the_day_an_address_names(url: str | None, day: str | None) -> None:
    assert day_told(url) == (day_number(day) if day else ANY_DAY)


def test_words_are_of_the_piece_that_reads_like_a_headline() -> None:
    assert words("https://coast.example/local-news/three-die-in-silo-fire-8841.html") == "three die in silo fire"
    assert words("https://coast.example/news/8841") == ""
    assert words(None) == ""


def test_the_host_is_the_outlets_not_the_archives() -> None:
    assert host(f"{COPY}http://www.coast.example:80/silo") == "www.coast.example"
    assert host("coast.example/silo") == "coast.example"
    assert host(None) == ""
