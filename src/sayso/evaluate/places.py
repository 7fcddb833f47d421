"""Scores places on LGL and GeoVirus: given the toponyms, and end to end (found by us and placed)."""

from __future__ import annotations

import hashlib
import os
import statistics
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError
from sayso.evaluate.parsing import parser as default_parser
from sayso.extract.places.gazetteer import GazetteerFinder, resolve
from sayso.knowledge.countries import country_terms
from sayso.knowledge.places import kilometres
from sayso.model import Article, Block, Document, ParsedDocument, PlaceMention, Span

FILES = {"lgl": "lgl.xml", "geovirus": "GeoVirus.xml"}
NEAR = 161.0  # kilometres, the customary 100 miles
_NOWHERE = 20_000.0  # the error of a toponym that we do not place: half way round the world


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceScores:
    """Figures of one corpus.

    With the gold spans given: `given` is the share of toponyms placed within 161 km, `given_countries` that of the
    toponyms that are countries, `median_km` the median error (a toponym without a place counts as half the world).
    End to end: a mention of ours that has coordinates is right if it overlaps a gold toponym and lies within 161 km of
    it; a gold toponym is found if such a mention overlaps it. Gold toponyms without coordinates are left out, with the
    mentions that overlap them. `names_f1` leaves out our demonyms and "the city", which GeoVirus does not mark.
    """

    toponyms: int
    given: float
    given_countries: float
    median_km: float
    precision: float
    recall: float
    f1: float
    names_f1: float


@dataclass(frozen=True, slots=True)
class Toponym:
    """One gold toponym; `lat` is None where the corpus does not say where it is."""

    start: int
    end: int
    lat: float | None
    lon: float | None
    country: bool = False

    def distance(self, place: PlaceMention) -> float:
        """Kilometres to a place of ours."""
        if place.lat is None or place.lon is None or self.lat is None or self.lon is None:
            return _NOWHERE
        return kilometres(place.lat, place.lon, self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class GoldText:
    text: str
    outlet: str | None
    toponyms: tuple[Toponym, ...]

    @property
    def placed(self) -> tuple[Toponym, ...]:
        """The toponyms that have coordinates."""
        return tuple(t for t in self.toponyms if t.lat is not None)


def half_of(text: str) -> str:
    """`dev` or `heldout`, by a hash of the article's text."""
    return "dev" if int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2 == 0 else "heldout"


def score(
    folder: str | Path | None = None,
    *,
    corpus: str,
    half: str = "all",
    limit: int | None = None,
    outlet: str = "yes",
) -> PlaceScores:
    """Figures for one corpus (`lgl` or `geovirus`), whole or half, with or without the name of the outlet."""
    rows = [row for row in load(corpus, folder) if half in ("all", half_of(row.text))][:limit]
    parsed = default_parser().parse([document(row, outlet=outlet == "yes") for row in rows])
    return compare(rows, parsed)


def compare(rows: Sequence[GoldText], parsed: Sequence[ParsedDocument]) -> PlaceScores:
    """Figures for parsed texts: each is resolved with the gold spans given, and read from end to end."""
    errors: list[tuple[float, bool]] = []
    for row, one in zip(rows, parsed, strict=True):
        given = resolve(one, [Span(t.start, t.end) for t in row.placed])
        errors += [(t.distance(p), t.country) for t, p in zip(row.placed, given, strict=True)]
    found = GazetteerFinder().find(parsed)
    ends = end_to_end(rows, found)
    names = end_to_end(rows, [[p for p in places if _a_name(p)] for places in found])
    return PlaceScores(
        toponyms=len(errors),
        given=_share([km <= NEAR for km, _ in errors]),
        given_countries=_share([km <= NEAR for km, country in errors if country]),
        median_km=round(statistics.median([km for km, _ in errors] or [0.0]), 1),
        precision=ends[0],
        recall=ends[1],
        f1=ends[2],
        names_f1=names[2],
    )


def end_to_end(rows: Sequence[GoldText], found: Sequence[Sequence[PlaceMention]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of mentions that overlap a gold toponym and lie within 161 km of it."""
    ours: list[bool] = []
    gold: list[bool] = []
    for row, places in zip(rows, found, strict=True):
        put = [p for p in places if p.lat is not None]
        right = [[t for t in row.placed if _overlap(t, p) and t.distance(p) <= NEAR] for p in put]
        ours += [
            bool(hits)
            for p, hits in zip(put, right, strict=True)
            if hits or not any(t.lat is None and _overlap(t, p) for t in row.toponyms)
        ]
        reached = {t for hits in right for t in hits}
        gold += [t in reached for t in row.placed]
    p, r = _share(ours), _share(gold)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def _overlap(toponym: Toponym, place: PlaceMention) -> bool:
    return place.span.start < toponym.end and toponym.start < place.span.end


def _a_name(place: PlaceMention) -> bool:
    """Is the mention a name, and neither a demonym nor "the city"?"""
    if not any(word[:1].isupper() for word in place.text.split()[-1:]):
        return place.text[:1].isupper() and not place.text.lower().startswith(("the ", "this ", "that "))
    return not any(term.form in ("adjective", "people") for term in country_terms().exact(place.text))


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0


def load(corpus: str, folder: str | Path | None = None) -> Iterator[GoldText]:
    """Texts with their toponyms."""
    root = Path(folder) if folder else Path(os.environ.get("SAYSO_DATA", "../shared/data"))
    path = root / "place" / FILES[corpus]
    if not path.is_file():
        raise InputError(
            f"no file {path}; give the corpora folder or set SAYSO_DATA", code="no_corpus", value=str(path)
        )
    for article in ET.parse(path).getroot():
        marked = tuple(t for node in article.iter() if (t := _toponym(node)) is not None)
        yield GoldText(article.findtext("text") or "", article.findtext("domain") or None, marked)


def _toponym(node: ET.Element) -> Toponym | None:
    """A `toponym` of LGL or a `location` of GeoVirus, which counts characters from 1."""
    if node.tag not in ("toponym", "location"):
        return None
    offset = 1 if node.tag == "location" else 0
    start, end = int(node.findtext("start") or 0) - offset, int(node.findtext("end") or 0) - offset
    lat, lon = node.findtext(".//lat"), node.findtext(".//lon")
    page = (node.findtext("page") or "").rsplit("/", 1)[-1].replace("_", " ")
    named = any(t.form == "name" and t.country.kind == "state" for t in country_terms().exact(page))
    country = named or (node.findtext(".//fcode") or "").startswith("PCL")
    if not lat or not lon:
        return Toponym(max(0, start), end, None, None)
    return Toponym(max(0, start), end, float(lat), float(lon), country)


def document(row: GoldText, *, outlet: bool = True) -> Document:
    """The text as one block, as the corpora have it."""
    text = row.text
    blocks = (Block(span=Span(0, len(text))),) if text else ()
    article = Article(id="place", text=text, language="en", outlet=row.outlet if outlet else None)
    return Document(article=article, text=text, text_map=((0, 0, len(text)),), blocks=blocks, language="en")
