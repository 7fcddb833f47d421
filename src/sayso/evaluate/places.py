"""Scores place resolution on LGL and GeoVirus: share of given toponyms that we place within 161 km."""

from __future__ import annotations

import hashlib
import math
import os
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError
from sayso.extract.places.gazetteer import GazetteerFinder
from sayso.model import Article, Block, Document, Span
from sayso.parse.spacy import SpacyParser

FILES = {"lgl": "lgl.xml", "geovirus": "GeoVirus.xml"}
NEAR = 161.0  # kilometres, the customary 100 miles
_EARTH = 6371.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceScores:
    """`found`: toponyms with a mention of ours on the same characters; `near`: of all, those placed within 161 km."""

    toponyms: int
    found: float
    near: float
    near_of_found: float


@dataclass(frozen=True, slots=True)
class Toponym:
    start: int
    end: int
    lat: float
    lon: float


def half_of(text: str) -> str:
    """`dev` or `heldout`, by a hash of the article's text."""
    return "dev" if int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2 == 0 else "heldout"


def score(corpus: str, folder: str | Path | None = None, *, half: str = "all", limit: int | None = None) -> PlaceScores:
    """Figures for one corpus (`lgl` or `geovirus`), whole or half, or for its first articles."""
    rows = [row for row in load(corpus, folder) if half in ("all", half_of(row[0]))][:limit]
    parsed = SpacyParser().parse([_document(text) for text, _ in rows])
    total = found = near = 0
    for (_, gold), places in zip(rows, GazetteerFinder().find(parsed), strict=True):
        for toponym in gold:
            total += 1
            hit = next((p for p in places if p.span.start < toponym.end and toponym.start < p.span.end), None)
            if hit is None:
                continue
            found += 1
            if hit.lat is not None and hit.lon is not None:
                near += kilometres(hit.lat, hit.lon, toponym.lat, toponym.lon) <= NEAR
    if not total:
        return PlaceScores(toponyms=0, found=0.0, near=0.0, near_of_found=0.0)
    return PlaceScores(toponyms=total, found=found / total, near=near / total, near_of_found=near / max(found, 1))


def load(corpus: str, folder: str | Path | None = None) -> Iterator[tuple[str, tuple[Toponym, ...]]]:
    """Texts with the toponyms that have coordinates."""
    root = Path(folder) if folder else Path(os.environ.get("SAYSO_DATA", "../shared/data"))
    path = root / "place" / FILES[corpus]
    if not path.is_file():
        raise InputError(
            f"no file {path}; give the corpora folder or set SAYSO_DATA", code="no_corpus", value=str(path)
        )
    for article in ET.parse(path).getroot():
        text = article.findtext("text") or ""
        yield text, tuple(t for node in article.iter() if (t := _toponym(node)) is not None)


def _toponym(node: ET.Element) -> Toponym | None:
    if node.tag not in ("toponym", "location"):
        return None
    lat, lon = node.findtext(".//lat"), node.findtext(".//lon")
    if not lat or not lon:
        return None
    offset = 1 if node.tag == "location" else 0  # GeoVirus counts from 1
    start, end = int(node.findtext("start") or 0) - offset, int(node.findtext("end") or 0) - offset
    return Toponym(max(0, start), end, float(lat), float(lon))


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(h)))


def _document(text: str) -> Document:
    blocks = (Block(span=Span(0, len(text))),) if text else ()
    article = Article(id="place", text=text, language="en")
    return Document(article=article, text=text, text_map=((0, 0, len(text)),), blocks=blocks, language="en")
