"""The bundled articles and the scripts beside them show what the README says they show."""

from __future__ import annotations

import io
import subprocess
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

import sayso
from sayso.ingest import read_source
from sayso.reader import Reader

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(str(files("sayso") / "examples"))
GIVEN = {
    "river-dam.html": {},
    "rail-wire.txt": {"outlet": "Altiplano Wire", "date": "2026-08-20"},
    "border-translated.txt": {"outlet": "Desert Gazette", "date": "2026-05-14"},
}


@cache
def reading(name: str) -> sayso.Reading:
    articles = read_source(str(FOLDER / name), stdin=io.BytesIO(), **GIVEN[name])
    return next(Reader().read_articles(articles))


def test_every_bundled_article_is_tried() -> None:
    assert {f.name for f in FOLDER.iterdir() if f.suffix in (".html", ".txt")} == set(GIVEN)


def test_the_articles_say_that_they_are_invented() -> None:
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "None of this happened" in told
    assert all(f"`{name}`" in told for name in GIVEN)
    assert "Illustrative" in (FOLDER / "river-dam.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GIVEN)
def test_an_article_is_read_without_problems(name: str) -> None:
    found = reading(name)
    assert found.outcome == "coded"
    assert found.problems == ()
    assert {claim.chain[0].name for claim in found.claims} == {GIVEN[name].get("outlet", "Basin Courier")}


@pytest.mark.parametrize(
    "words", ["cookie", "Share on", "newsletter", "email address", "All rights reserved", "Read also"]
)
def test_the_furniture_of_the_page_is_gone(words: str) -> None:
    assert words in (FOLDER / "river-dam.html").read_text(encoding="utf-8")
    document = reading("river-dam.html").document
    assert document is not None
    assert words not in "\n".join(block.span.of(document.text) for block in document.blocks if block.kind == "text")


def test_sources_inside_sources_are_followed_to_the_root() -> None:
    attack = next(c for c in reading("river-dam.html").claims if c.event.type == "ASSAULT" and c.status == "reported")
    outlet, agency, official, report = attack.chain
    assert (outlet.name, agency.name) == ("Basin Courier", "Zarafshan News")
    assert "regional official" in official.name
    assert "police report" in report.name


@pytest.mark.parametrize(
    ("name", "type", "status"),
    [
        ("river-dam.html", "THREATEN", "asserted"),  # an act of speech, told by the one who did it
        ("river-dam.html", "ASSAULT", "denied"),
        ("river-dam.html", "CONSULT", "asserted"),  # talks by telephone
        ("river-dam.html", "COERCE", "hedged"),  # "reportedly"
        ("rail-wire.txt", "PROTEST", "asserted"),
        ("rail-wire.txt", "COERCE", "reported"),
        ("border-translated.txt", "CONSULT", "reported"),
        ("border-translated.txt", "ASSAULT", "reported"),
    ],
)
def test_an_article_holds(name: str, type: str, status: str) -> None:
    assert (type, status) in {(claim.event.type, claim.status) for claim in reading(name).claims}


@pytest.mark.parametrize("script", sorted(f.name for f in (ROOT / "examples").glob("*.py")))
def test_the_scripts_run(script: str) -> None:
    command = [sys.executable, ROOT / "examples" / script, FOLDER / "rail-wire.txt"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip()
