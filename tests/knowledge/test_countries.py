"""Countries are found by every name, in five languages; what stands for a government is found with whose seat it is."""

from __future__ import annotations

import re

import pytest

from sayso.errors import DataError
from sayso.knowledge.countries import LANGUAGES, by_iso3, country_named, country_of, country_terms
from sayso.knowledge.facts import facts, numbered_facts
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import alternatives

# UN members, and the Holy See, Palestine, Kosovo, Taiwan and Hong Kong
STATES = re.findall(
    "[A-Z]{3}",
    """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF
CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI
FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HKG HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR
JPN KAZ KEN KGZ KHM KIR KNA KOR KOS KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD
MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT
PRY PSE QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK
TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR URY USA UZB VAT VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
""",
)


def test_every_state_is_there_and_no_other() -> None:
    assert sorted(by_iso3()) == sorted(STATES)


@pytest.mark.parametrize(
    ("phrase", "iso3"),
    [
        ("Soviet Union", "RUS"), ("Yugoslavia", "SRB"), ("Zaire", "COD"), ("Burma", "MMR"), ("Swaziland", "SWZ"),  # names of old
        ("Türkiye", "TUR"), ("Czechia", "CZE"), ("Ivory Coast", "CIV"), ("East Timor", "TLS"), ("Cape Verde", "CPV"),
        ("Macedonia", "MKD"), ("Congo-Brazzaville", "COG"), ("DR Congo", "COD"), ("East Germany", "DEU"), ("Upper Volta", "BFA"),
        ("Kingdom of Morocco", "MAR"), ("Republic of Korea", "KOR"), ("Grand Duchy of Luxembourg", "LUX"),  # official names
        ("Abkhazia", "GEO"), ("Somaliland", "SOM"), ("Northern Cyprus", "CYP"), ("Western Sahara", "MAR"),  # partial states
        ("Danes", "DNK"), ("Spaniards", "ESP"), ("Nigerien", "NER"), ("Nigerian", "NGA"), ("Emirati", "ARE"),  # demonyms
        ("the moon", None), ("turkey", None), ("us", None),  # small letters: other words
    ],
)  # fmt: skip
def test_english_names(phrase: str, iso3: str | None) -> None:
    assert country_of(phrase) == iso3


@pytest.mark.parametrize(
    ("phrase", "language", "iso3"),
    [
        ("Algérie", "fr", "DZA"), ("Alger", "fr", "DZA"), ("tunisiennes", "fr", "TUN"), ("Russes", "fr", "RUS"),
        ("Etats-Unis", "fr", "USA"), ("grecque", "fr", "GRC"), ("Birmanie", "fr", "MMR"), ("Damas", "fr", "SYR"),
        ("Argelia", "es", "DZA"), ("estadounidenses", "es", "USA"), ("francesa", "es", "FRA"), ("Moscú", "es", "RUS"),
        ("EE. UU.", "es", "USA"), ("alemanes", "es", "DEU"), ("Costa de Marfil", "es", "CIV"), ("Arabia Saudita", "es", "SAU"),
        ("الجزائر", "ar", "DZA"), ("المصرية", "ar", "EGY"), ("السعودية", "ar", "SAU"), ("تونسي", "ar", "TUN"), ("دمشق", "ar", "SYR"),
        ("الكرملين", "ar", "RUS"), ("الكنيست", "ar", "ISR"), ("كوريا الشمالية", "ar", "PRK"),
        ("Алжира", "ru", "DZA"), ("алжирского", "ru", "DZA"), ("США", "ru", "USA"), ("россияне", "ru", "RUS"),
        ("украинцев", "ru", "UKR"), ("Египта", "ru", "EGY"), ("в", "ru", None), ("Кремля", "ru", "RUS"), ("Москве", "ru", "RUS"),
    ],
)  # fmt: skip
def test_other_languages(phrase: str, language: str, iso3: str | None) -> None:
    assert country_named(phrase, language) == iso3
    assert country_named(phrase) == iso3


def test_other_languages_stay_out_of_english() -> None:
    """Words that are English or name something else there: the English index does not know them."""
    for phrase in (
        "Alger",
        "Damas",
        "Londres",
        "india",
        "Alemania",
        "polaco",
        "Russes",
        "turco",
        "chino",
        "Casa Blanca",
    ):
        assert country_of(phrase) is None, phrase


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(DataError, match="xx"):
        country_terms("xx")


SCRIPTS = {
    "ar": r"[\u0600-\u06ff \-–—().ـ]+",
    "ru": r"[А-Яа-яЁё \-–—'.]+",
    "fr": r"[A-Za-zÀ-ÿœ '\-–.]+",
    "es": r"[A-Za-zÀ-ÿ '\-–.]+",
}


def test_rows_of_names() -> None:
    seen = set()
    for line, row in numbered_facts("country_names"):
        assert row["iso3"] in by_iso3(), line
        assert row["lang"] in LANGUAGES[1:], line
        assert row["form"] in ("name", "official", "adjective", "people", "capital"), line
        assert re.fullmatch(SCRIPTS[row["lang"]], row["text"]), (line, row["text"])
        assert tuple(row.values()) not in seen, line
        seen.add(tuple(row.values()))


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_state_has_a_name_in_every_language(language: str) -> None:
    named = {row["iso3"] for row in facts("country_names") if row["lang"] == language and row["form"] == "name"}
    assert sorted(set(STATES) - named) == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_adjectives_point_to_one_country(language: str) -> None:
    """Two countries under one adjective would make each other's claims; none share one."""
    owners: dict[str, set[str]] = {}
    for row in facts("country_names"):
        if row["lang"] == language and row["form"] == "adjective":
            owners.setdefault(row["text"], set()).add(row["iso3"])
    assert {text: found for text, found in owners.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("phrase", "iso3", "what", "first"),
    [
        ("Kremlin", "RUS", "government", "GOV"), ("Foggy Bottom", "USA", "foreign ministry", "GOV"),
        ("Capitol Hill", "USA", "parliament", "LEG"), ("Élysée", "FRA", "presidency", "GOV"), ("Elysee", "FRA", "presidency", "GOV"),
        ("El Mouradia", "DZA", "presidency", "GOV"), ("Zhongnanhai", "CHN", "government", "GOV"), ("Blue House", "KOR", "presidency", "GOV"),
        ("Nabanna", "IND", "government", "GOV"), ("Lubyanka", "RUS", "intelligence service", "SPY"), ("Sejm", "POL", "parliament", "LEG"),
        ("Itamaraty", "BRA", "foreign ministry", "GOV"), ("Camp Crame", "PHL", "police", "COP"), ("Tagarins", "DZA", "military", "MIL"),
    ],
)  # fmt: skip
def test_metonyms(phrase: str, iso3: str, what: str, first: str) -> None:
    found = next(t for t in country_terms().exact(phrase) if t.form == "metonym")
    assert (found.country.iso3, found.what, found.sectors[0]) == (iso3, what, first)


def test_rows_of_metonyms() -> None:
    bodies = {fold(n) for row in facts("organisations") for n in (row["name"], *alternatives(row["aliases"]))}
    owner: dict[tuple[str, str], str] = {}
    for line, row in numbered_facts("metonyms"):
        phrases = alternatives(row["phrases"])
        assert phrases, line
        assert any(p in row["example"] or p[0].upper() + p[1:] in row["example"] for p in phrases), line
        assert all(
            s in ("GOV", "LEG", "MIL", "COP", "SPY", "JUD", "BUS", "PTY") for s in alternatives(row["sectors"])
        ), line
        for phrase in phrases:
            assert owner.setdefault((row["lang"], fold(phrase)), row["iso3"]) == row["iso3"], (line, phrase)
            twice = row["lang"] == "en" and fold(phrase) in bodies and "Vatican" not in phrase
            assert not twice, f"{phrase} on line {line} is in organisations.csv too"
