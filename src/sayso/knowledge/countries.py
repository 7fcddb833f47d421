"""Countries by name, demonym, capital and seat of government, in English and in the languages of the table of names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.errors import DataError
from sayso.knowledge.facts import facts, numbered_facts
from sayso.lexicon.phrase_index import PhraseIndex
from sayso.lexicon.tables import alternatives
from sayso.model import slug

FORMS = ("name", "adjective", "people", "capital", "metonym")
LANGUAGES = ("en", "fr", "es", "ar", "ru")  # the most read first: `country_named` asks in this order
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
    """A word that points to a country; of a metonym also whose seat it is ("parliament") and that body's sectors."""

    country: Country
    form: str  # one of FORMS
    what: str = ""
    sectors: tuple[str, ...] = ()


@cache
def countries() -> tuple[Country, ...]:
    """All rows of the table; the first row of an ISO code is the state itself."""
    return tuple(country for country, _ in _rows())


@cache
def by_iso3() -> dict[str, Country]:
    """States by ISO 3166-1 alpha-3."""
    return {c.iso3: c for c in reversed(countries()) if c.kind == "state"}


@cache
def country_terms(language: str = "en") -> PhraseIndex[CountryTerm]:
    """Every word of a language that points to a country, with how it does; each language has an index of its own."""
    return _index(language)


def country_named(text: str, language: str | None = None) -> str | None:
    """ISO code of the country that exactly this phrase names, in one language or the first of all that knows it."""
    for one in (language,) if language else LANGUAGES:
        if found := country_terms(one).exact(text):
            return found[0].country.iso3
    return None


def country_of(phrase: str) -> str | None:
    """ISO code of a country named by exactly this English phrase, in any form."""
    return country_named(phrase, "en")


@cache
def _index(language: str) -> PhraseIndex[CountryTerm]:
    if language not in LANGUAGES:
        raise DataError(f"no names in {language!r}; we have {', '.join(LANGUAGES)}", table="country_names.csv")
    index: PhraseIndex[CountryTerm] = PhraseIndex()
    if language == "en":
        _add_english(index)
    else:
        _add_names(index, language)
    _add_metonyms(index, language)
    return index


def _add_english(index: PhraseIndex[CountryTerm]) -> None:
    for country, row in _rows():
        for name in (country.name, *alternatives(row["aliases"])):
            if not name.startswith("The "):
                index.add(name, CountryTerm(country, "name"))
        for adjective in alternatives(row["adjectives"]):
            index.add(adjective, CountryTerm(country, "adjective"))
            if not adjective.endswith(_NO_PLURAL) and not adjective.isupper() and "." not in adjective:
                index.add(f"{adjective}s", CountryTerm(country, "people"))
        for form, column in (("people", "people"), ("capital", "capitals")):
            for word in alternatives(row[column]):
                index.add(word, CountryTerm(country, form))


def _add_names(index: PhraseIndex[CountryTerm], language: str) -> None:
    """Names, official names and the rest; adjectives are small letters in these languages and so match any case."""
    for line, row in numbered_facts("country_names"):
        if row["lang"] != language:
            continue
        form = "name" if row["form"] == "official" else row["form"]
        if form not in FORMS:
            raise DataError(
                f"form is official or one of {', '.join(FORMS)}, got {form!r}", table="country_names.csv", line=line
            )
        index.add(row["text"], CountryTerm(_state(row["iso3"], "country_names.csv", line), form))


def _add_metonyms(index: PhraseIndex[CountryTerm], language: str) -> None:
    for line, row in numbered_facts("metonyms"):
        if row["lang"] != language:
            continue
        state = _state(row["iso3"], "metonyms.csv", line)
        term = CountryTerm(state, "metonym", row["what"], alternatives(row["sectors"]))
        for phrase in alternatives(row["phrases"]):
            if not phrase.startswith("The "):
                index.add(phrase, term)


def _state(iso3: str, table: str, line: int) -> Country:
    if (country := by_iso3().get(iso3)) is None:
        raise DataError(f"no state {iso3!r} in countries.csv", table=table, line=line)
    return country


@cache
def _rows() -> tuple[tuple[Country, dict[str, str]], ...]:
    out = []
    for row in facts("countries"):
        key = row["iso3"].lower() if row["kind"] == "state" else slug(row["name"])
        adjective = next(iter(alternatives(row["adjectives"])), row["name"])
        out.append((Country(f"actor:{key}", row["iso3"], row["name"], row["kind"], adjective), row))
    return tuple(out)
