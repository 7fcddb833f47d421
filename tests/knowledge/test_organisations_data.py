"""The tables of organisations and persons who hold no office: every row is sound, and sixty facts are right."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import chain

import pytest

from sayso.extract.actors.scan import scan
from sayso.knowledge.actor_rows import DATE, keys_of, spells, sureness
from sayso.knowledge.actors import Known, known_terms
from sayso.knowledge.countries import countries, country_terms
from sayso.knowledge.facts import numbered_facts
from sayso.lexicon.actors import Agent, agents
from sayso.lexicon.events import noun_rows, verb_rows
from sayso.lexicon.tables import Row, alternatives, table
from tests.factories import parsed

TABLES = ("organisations", "organisations_petrarch")
EVERY = "=all"  # begins a `when` that limits the long names of a row too
KINDS = frozenset({
    "armed group", "paramilitary", "mercenary firm", "military", "police", "intelligence", "party", "coalition", "movement",
    "government body", "parliament", "court", "igo", "agency", "mission", "ngo", "union", "company", "bank", "media",
    "religious", "university", "tribe", "gang", "hackers",
})  # fmt: skip
# Names of one ordinary word that stand without a condition, as news means the body when it writes them so.
PLAIN = frozenset({"Amnesty", "Democrats", "MEPs", "Peshmerga", "Republicans", "Shell", "Teamsters"})
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


@cache
def rows() -> tuple[tuple[str, int, Row], ...]:
    return tuple((name, line, row) for name in TABLES for line, row in numbered_facts(name))


def forms(row: Row) -> list[str]:
    return [row["name"], *alternatives(row["aliases"])]


@cache
def codes() -> frozenset[str]:
    nonstate = table("nonstate_countries", language=None, package="sayso.ontology")
    return frozenset({c.iso3 for c in countries()} | {row["code"] for row in nonstate})


@cache
def sectors() -> frozenset[str]:
    found = table("sectors", language=None, package="sayso.ontology")
    return frozenset(row["code"] for row in found if row["scheme"] == "plover")


def test_every_row_is_sound() -> None:
    bad = []
    for name, line, row in rows():
        since, until = row["since"], row["until"]
        wrong = [
            row["country"] and row["country"] not in codes(),
            set(alternatives(row["sectors"])) - sectors(),
            row["kind"] not in KINDS,
            not (DATE.fullmatch(since) and DATE.fullmatch(until)) or (since and until and until < since),
            any(f[:4].lower() == "the " or not any(c.isalpha() for c in f) or "  " in f for f in forms(row)),
            len({keys_of(f) for f in forms(row)}) != len(forms(row)),
            not 0 < sureness(row["sure"], name, line) <= 1,
            alternatives(row["when"]) == (EVERY,),
        ]
        bad += [(name, line, k, row["name"]) for k, w in enumerate(wrong) if w]
    assert not bad


def test_a_parent_stands_in_the_table() -> None:
    named = {keys_of(f) for _, _, row in rows() for f in forms(row)}
    assert not [row["name"] for _, _, row in rows() if row["parent"] and keys_of(row["parent"]) not in named]


def test_of_several_bodies_of_one_name_all_but_one_ask_for_a_condition() -> None:
    held: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for _, _, row in rows():
        for form in forms(row):
            held[keys_of(form)].append(row)
    loose = {k: [r["name"] for r in v] for k, v in held.items() if len(v) > 1 and sum(not r["when"] for r in v) > 1}
    assert not loose


def test_no_name_is_that_of_a_country() -> None:
    clashes = [f for _, _, row in rows() for f in forms(row) if country_terms().exact(f) and not row["when"]]
    assert set(clashes) <= {"Vatican", "Holy See"}


def test_no_name_is_a_date() -> None:
    date = re.compile(rf"(?:{MONTHS}) \d+|\d+ (?:{MONTHS})|\d+")
    assert not [f for _, _, row in rows() for f in forms(row) if date.fullmatch(f)]


def ordinary(word: str) -> bool:
    """Is it a word that our word lists use in small letters?"""
    low = word.lower()
    stems = (low, low.removesuffix("s"))
    return any(
        bool(noun_rows(w) or verb_rows(w) or any(isinstance(a, Agent) for a in agents().exact(w))) for w in stems
    )


def test_a_name_of_one_ordinary_word_asks_for_a_condition() -> None:
    one = {
        form
        for _, _, row in rows()
        if not row["when"]
        for form in forms(row)
        if len(keys_of(form)) == 1 and not form.isupper() and form[0].isupper() and ordinary(form)
    }
    assert one <= PLAIN


def test_every_name_is_found() -> None:
    terms = known_terms()
    lost = [(name, f) for name, _, row in rows() for f in forms(row) if row["country"] not in _found(terms, f)]
    assert not lost


def _found(terms: object, form: str) -> set[str]:
    return {t.known.country or "" for t in terms.exact(form)}  # type: ignore[attr-defined]


def test_the_generated_table_repeats_nothing_of_the_hand_made_one() -> None:
    ours = {keys_of(f) for name, _, row in rows() if name == TABLES[0] for f in forms(row)}
    assert not [f for name, _, row in rows() if name == TABLES[1] for f in forms(row) if keys_of(f) in ours]


def test_there_are_thousands_of_all_kinds() -> None:
    kinds = Counter(row["kind"] for _, _, row in rows())
    assert sum(kinds.values()) > 6500
    least = {
        "armed group": 1000,
        "party": 800,
        "company": 1000,
        "ngo": 1000,
        "mission": 80,
        "intelligence": 90,
        "union": 50,
    }
    assert not [k for k, n in least.items() if kinds[k] < n]


def one(name: str, country: str | None) -> Known:
    found = {t.known.id: t.known for t in known_terms().exact(name) if t.known.country == country}
    assert len(found) == 1, (name, sorted(found))
    return next(iter(found.values()))


FACTS = [
    # Libya, Maghreb, Egypt
    ("Benghazi Defence Brigades", "LBY", "REB", "armed group"), ("High Council of State", "LBY", "GOV", "government body"),
    ("Petroleum Facilities Guard", "LBY", "PRM", "armed group"), ("Groupe Islamique Armé", "DZA", "REB", "armed group"),
    ("Istiqlal", "MAR", "PTY", "party"), ("Tahya Tounes", "TUN", "PTY", "party"), ("Wilayat Sinai", "EGY", "REB", "armed group"),
    # Sudan, Horn, Sahel, west Africa
    ("Sudan Liberation Army-Minni Minnawi", "SDN", "REB", "armed group"), ("Tagadum", "SDN", "OPP", "coalition"),
    ("SPLA-IO", "SSD", "REB", "armed group"), ("Ginbot 7", "ETH", "REB", "armed group"), ("Danab", "SOM", "MIL", "military"),
    ("EIGS", "MLI", "REB", "armed group"), ("Volontaires pour la Défense de la Patrie", "BFA", "PRM", "paramilitary"),
    ("IPOB", "NGA", "REB", "movement"), ("PASTEF", "SEN", "PTY", "party"), ("RUF", "SLE", "REB", "armed group"),
    # central, eastern and southern Africa
    ("Congo River Alliance", "COD", "REB", "armed group"), ("Rwanda Defence Force", "RWA", "MIL", "military"),
    ("Imbonerakure", "BDI", "PRM", "paramilitary"), ("Ambazonia Defence Forces", "CMR", "REB", "armed group"),
    ("Chadema", "TZA", "PTY", "party"), ("Executive Outcomes", "ZAF", "BUS", "mercenary firm"), ("SWAPO", "NAM", "PTY", "party"),
    # Middle East
    ("Ahrar ash-Sham", "SYR", "REB", "armed group"), ("Shabbiha", "SYR", "PRM", "paramilitary"),
    ("Asa'ib Ahl al-Haq", "IRQ", "PRM", "armed group"), ("KRG", "IRQ", "GOV", "government body"), ("PJAK", "IRN", "REB", "armed group"),
    ("FETO", "TUR", "REL", "movement"), ("Otzma Yehudit", "ISR", "PTY", "party"), ("COGAT", "ISR", "MIL", "government body"),
    ("PFLP", "PSE", "REB", "armed group"), ("Kataeb", "LBN", "PTY", "party"), ("Giants Brigades", "YEM", "PRM", "armed group"),
    # former Soviet Union, Europe
    ("Anti-Corruption Foundation", "RUS", "OPP", "ngo"), ("Rosoboronexport", "RUS", "BUS", "company"),
    ("Aidar Battalion", "UKR", "MIL", "military"), ("Viasna", "BLR", "SOC", "ngo"), ("Georgian Dream", "GEO", "PTY", "party"),
    ("IMU", "UZB", "REB", "armed group"), ("KFOR", "IGO", "MIL", "mission"), ("Ulster Volunteer Force", "GBR", "PRM", "armed group"),
    ("DHKP-C", "TUR", "REB", "armed group"), ("Rheinmetall", "DEU", "BUS", "company"), ("gilets jaunes", "FRA", "CVL", "movement"),
    # Asia, Oceania
    ("Hizb-i-Islami", "AFG", "REB", "armed group"), ("Lashkar-i-Jhangvi", "PAK", "REB", "armed group"),
    ("ULFA", "IND", "REB", "armed group"), ("Samajwadi Party", "IND", "PTY", "party"), ("JVP", "LKA", "PTY", "party"),
    ("Nepali Congress", "NPL", "PTY", "party"), ("KNDF", "MMR", "REB", "armed group"), ("BIFF", "PHL", "REB", "armed group"),
    ("Nahdlatul Ulama", "IDN", "REL", "religious"), ("TSMC", "TWN", "BUS", "company"), ("Aum Shinrikyo", "JPN", "REL", "religious"),
    # Americas
    ("Movimiento 19 de Abril", "COL", "REB", "armed group"), ("Guerreros Unidos", "MEX", "CRM", "gang"), ("CONAIE", "ECU", "SOC", "movement"),
    ("Cinchoneros", "HND", "REB", "armed group"), ("Grupo Colina", "PER", "PRM", "paramilitary"), ("Fanmi Lavalas", "HTI", "PTY", "party"),
    # the world
    ("MINUSTAH", "UNO", "MIL", "mission"), ("UNFPA", "UNO", "MED", "agency"), ("AIIB", "IGO", "BUS", "bank"), ("Gavi", "NGO", "MED", "ngo"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "country", "sector", "kind"), FACTS)
def test_facts(name: str, country: str, sector: str, kind: str) -> None:
    known = one(name, country)
    assert (known.at(None).sectors[0], known.sort) == (sector, kind)


@pytest.mark.parametrize(
    ("name", "country", "since", "until"),
    [
        ("Government of National Accord", "LBY", "2016-03", "2021-03"),
        ("Islamic Courts Union", "SOM", "2000", "2006"),
        ("MONUC", "UNO", "1999", ""),
        ("Kach", "ISR", "", ""),
        ("Derg", "ETH", "1974", "1991"),
        ("M-19", "COL", "1970", "1990"),
        ("UNTAC", "UNO", "1992", "1993"),
    ],
)
def test_when_a_body_existed(name: str, country: str, since: str, until: str) -> None:
    known = one(name, country)
    assert (known.since, known.until) == (since, until)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("In Sudan the RSF advanced.", ["rapid-support-forces"]),
        ("The RSF said that two journalists were held.", ["reporters-without-borders"]),
        ("In Ghana the NDC rallied.", ["national-democratic-congress"]),
        ("The NDC rallied.", []),  # an acronym of several parties and of no country here
        ("In Spain the PP won.", ["people-s-party-of-spain"]),
        ("In Thailand the People's Party won.", ["people-s-party-of-thailand"]),
        (
            "The People's Party won in Ruritania.",
            [],
        ),  # ordinary words: a party of the states of the table needs its state
        ("The swift answer pleased the model unit.", []),  # SWIFT, MODEL are names in capitals only
        ("In Argentina the Mothers of the Plaza de Mayo marched.", ["mothers-of-the-plaza-de-mayo"]),
        ("On March 14 the Lebanese voted.", []),  # a day, not the alliance called after it
    ],
)
def test_conditions(text: str, ids: list[str]) -> None:
    found = [h.value.id.removeprefix("actor:") for h in scan(parsed(text)).entities if isinstance(h.value, Known)]
    assert found == ids


def test_persons_are_sound() -> None:
    held: Counter[tuple[str, ...]] = Counter()
    for line, row in numbered_facts("persons"):
        assert row["country"] in codes(), line
        found = spells(row["spells"], table="persons", line=line)
        assert found, line
        assert not {s for spell in found for s in spell.sectors} - sectors(), line
        names = [row["name"].lstrip("*"), *alternatives(row["aliases"])]
        held.update({keys_of(n) for n in names})
        assert not any(len(keys_of(n)) == 1 and n.islower() for n in names), line
    assert held.total() > 2500
    assert not [" ".join(k) for k, n in held.items() if n > 1]


@pytest.mark.parametrize(
    ("name", "country", "day", "sector"),
    [
        ("Abdul Aziz al-Hilu", "SDN", "2024-01-01", "REB"),
        ("Minni Minnawi", "SDN", "2019-01-01", "REB"),
        ("Mokhtar Belmokhtar", "DZA", "2013-01-20", "REB"),
        ("Mullah Omar", "AFG", "1999-01-01", "GOV"),
        ("Mullah Omar", "AFG", "2005-01-01", "REB"),
        ("Velupillai Prabhakaran", "LKA", "2008-01-01", "REB"),
        ("Prachanda", "NPL", "2000-01-01", "REB"),
        ("Prachanda", "NPL", "2023-06-01", "GOV"),
        ("Abu Mahdi al-Muhandis", "IRQ", "2019-06-01", "PRM"),
        ("Shamil Basaev", "RUS", "2004-09-01", "REB"),
        ("Hashim Thaci", "KOS", "1998-05-01", "REB"),
        ("Subcommander Marcos", "MEX", "1995-01-01", "REB"),
        ("Timochenko", "COL", "2016-01-01", "REB"),
        ("Nadia Murad", "IRQ", "2018-10-05", "SOC"),
        ("El Mencho", "MEX", "2022-01-01", "CRM"),
        ("Pope Tawadros II", "EGY", "2017-04-09", "REL"),
    ],
)
def test_persons(name: str, country: str, day: str, sector: str) -> None:
    assert one(name, country).at(day).sectors[0] == sector


def test_counts_are_of_distinct_bodies() -> None:
    ids = Counter(chain.from_iterable({t.known.id for t in known_terms().exact(row["name"])} for _, _, row in rows()))
    assert len(ids) > 6500
