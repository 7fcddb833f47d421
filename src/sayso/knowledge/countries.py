"""Countries by name, demonym, capital and seat of government."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.knowledge.facts import facts
from sayso.lexicon.phrase_index import PhraseIndex
from sayso.lexicon.tables import alternatives
from sayso.model import slug

FORMS = ("name", "adjective", "people", "capital", "metonym")
_NO_PLURAL = ("sh", "ch", "ese", "ss", "ais", "ois", "Swiss")


@dataclass(frozen=True, slots=True)
class Country:
    """A state, or a region whose name people use for itself; `kind` is state, partial or region."""

    id: str
    iso3: str
    name: str
    kind: str
    adjective: str

    @property
    def sectors(self) -> tuple[str, ...]:
        return ("PRE",) if self.kind == "partial" else ()


@dataclass(frozen=True, slots=True)
class CountryTerm:
    country: Country
    form: str  # one of FORMS


@cache
def countries() -> tuple[Country, ...]:
    """All rows of the table; the first row of an ISO code is the state itself."""
    return tuple(country for country, _ in _rows())


@cache
def by_iso3() -> dict[str, Country]:
    """States by ISO 3166-1 alpha-3."""
    return {c.iso3: c for c in reversed(countries()) if c.kind == "state"}


@cache
def country_terms() -> PhraseIndex[CountryTerm]:
    """Every word that points to a country, with how it does."""
    index: PhraseIndex[CountryTerm] = PhraseIndex()
    for country, row in _rows():
        for name in (country.name, *alternatives(row["aliases"])):
            if not name.startswith("The "):
                index.add(name, CountryTerm(country, "name"))
        for adjective in alternatives(row["adjectives"]):
            index.add(adjective, CountryTerm(country, "adjective"))
            if not adjective.endswith(_NO_PLURAL) and not adjective.isupper() and "." not in adjective:
                index.add(f"{adjective}s", CountryTerm(country, "people"))
        for form, column in (("people", "people"), ("capital", "capitals"), ("metonym", "metonyms")):
            for word in alternatives(row[column]):
                if not word.startswith("The "):
                    index.add(word, CountryTerm(country, form))
    return index


@cache
def _rows() -> tuple[tuple[Country, dict[str, str]], ...]:
    out = []
    for row in facts("countries"):
        key = row["iso3"].lower() if row["kind"] == "state" else slug(row["name"])
        adjective = next(iter(alternatives(row["adjectives"])), row["name"])
        out.append((Country(f"actor:{key}", row["iso3"], row["name"], row["kind"], adjective), row))
    return tuple(out)


def country_of(phrase: str) -> str | None:
    """ISO code of a country named by exactly this phrase, in any form."""
    found = country_terms().exact(phrase)
    return found[0].country.iso3 if found else None
