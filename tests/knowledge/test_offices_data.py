"""The tables of offices: every row is sound, nobody shares an office unmarked, and well-known facts are told."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

import pytest

from sayso.knowledge.countries import by_iso3
from sayso.knowledge.facts import facts, numbered_facts
from sayso.lexicon.actors import roles
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import Row

TABLES = ("offices", "offices_reign")
DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
NAME = re.compile(r"[A-ZÀ-ŽȘȚa-zß-žșț][A-Za-zÀ-žșȚțȘ'’. \-]+")
CANONICAL = {
    "President", "Prime Minister", "Chancellor", "Minister of Foreign Affairs", "Minister of Defence", "Minister of the Interior",
    "Minister of Finance", "Minister of Justice", "Vice President", "Crown Prince", "Monarch",
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_sound(table: str) -> None:
    for line, row in numbered_facts(table):
        where = f"{table}.csv line {line}: {row}"
        assert row["country"] in by_iso3() or (row["country"] in ("UNO", "IGO", "EUR", "NGO") and row["body"]), where
        assert row["office"], where
        assert row["office"] == row["office"].strip(), where
        assert DATE.fullmatch(row["start"]), where
        assert not row["end"] or (DATE.fullmatch(row["end"]) and row["start"] < row["end"]), where
        assert row["sure"] in ("day", "month", "year", "about"), where
        assert row["source"] == ("own" if table == "offices" else "REIGN"), where
        assert row["note"] in ("", "acting", "rival"), where
        for name in (row["person"], *filter(None, row["aliases"].split("|"))):
            assert NAME.fullmatch(name), where


@pytest.mark.parametrize("table", TABLES)
def test_nobody_shares_an_office_unmarked(table: str) -> None:
    holders: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in facts(table):
        if row["note"] != "rival":
            holders[row["country"], row["body"], row["office"]].append(row)
    for key, rows in holders.items():
        rows.sort(key=lambda r: r["start"])
        for before, after in pairwise(rows):
            n = min(len(before["end"]), len(after["start"]))
            assert before["end"], (key, before, after)
            assert before["end"][:n] <= after["start"][:n], (key, before, after)


def test_offices_are_canonical() -> None:
    """The names that agent nouns have for the great offices are those of the table, so that the two meet."""
    assert {fold(o) for o in CANONICAL} <= set(roles())
    used = {row["office"] for table in TABLES for row in facts(table)}
    assert used >= CANONICAL
    assert not {
        o for o in used if re.search(r"Foreign Minister|Defen[cs]e Minister|Interior Minister|King|Emir|Premier", o)
    }


def test_one_spelling_of_a_person() -> None:
    """A person who comes back to an office comes back under one name of the country: no alias is somebody else's name there."""
    for table in TABLES:
        names: dict[tuple[str, str], str] = {}
        for row in facts(table):
            if row["aliases"]:
                names[row["country"], row["person"]] = row["aliases"]
        for (country, person), aliases in names.items():
            for alias in aliases.split("|"):
                assert (country, alias) not in names or fold(alias) == fold(person), (country, person, alias)


def held(country: str, office: str, day: str, body: str = "") -> set[str]:
    return {
        row["person"]
        for table in TABLES
        for row in facts(table)
        if (row["country"], row["office"], row["body"]) == (country, office, body)
        and row["start"] <= day < (row["end"] or "9999")
    }


PM, FM, DM = "Prime Minister", "Minister of Foreign Affairs", "Minister of Defence"


@pytest.mark.parametrize(
    ("country", "office", "day", "person"),
    [
        ("TUN", FM, "2019-04-10", "Khemaies Jhinaoui"), ("DZA", FM, "2019-04-01", "Sabri Boukadoum"),
        ("DZA", FM, "2019-03-31", "Ramtane Lamamra"), ("DZA", "President", "2019-04-01", "Abdelaziz Bouteflika"),
        ("EGY", FM, "2019-04-10", "Sameh Shoukry"), ("EGY", "President", "2012-12-01", "Mohamed Morsi"),
        ("LBY", FM, "2018-06-01", "Mohamed Siala"), ("LBY", "President", "2022-01-01", "Mohamed al-Menfi"),
        ("MAR", FM, "2020-12-10", "Nasser Bourita"), ("MRT", "President", "2019-09-01", "Mohamed Ould Ghazouani"),
        ("SDN", "President", "2019-04-10", "Omar al-Bashir"), ("SDN", PM, "2020-06-01", "Abdalla Hamdok"),
        ("ETH", PM, "2020-11-04", "Abiy Ahmed"), ("ETH", FM, "2013-05-01", "Tedros Adhanom Ghebreyesus"),
        ("KEN", FM, "2014-01-01", "Amina Mohamed"), ("SOM", "President", "2018-01-01", "Mohamed Abdullahi Mohamed"),
        ("ZAF", "President", "1996-01-01", "Nelson Mandela"), ("COD", "President", "2010-01-01", "Joseph Kabila"),
        ("NGA", "President", "1995-11-10", "Sani Abacha"), ("MLI", "President", "2013-12-01", "Ibrahim Boubacar Keita"),
        ("BFA", "President", "2023-01-01", "Ibrahim Traore"), ("NER", "President", "2023-07-25", "Mohamed Bazoum"),
        ("SAU", FM, "2010-01-01", "Saud al-Faisal"), ("SAU", "Crown Prince", "2018-10-02", "Mohammed bin Salman"),
        ("QAT", FM, "2017-06-05", "Mohammed bin Abdulrahman Al Thani"), ("SYR", FM, "2013-09-09", "Walid al-Moallem"),
        ("IRN", FM, "2015-07-14", "Mohammad Javad Zarif"), ("IRN", "Supreme Leader", "1988-01-01", "Ruhollah Khomeini"),
        ("IRQ", PM, "2014-06-10", "Nouri al-Maliki"), ("ISR", PM, "1995-11-03", "Yitzhak Rabin"), ("ISR", DM, "2008-12-27", "Ehud Barak"),
        ("TUR", FM, "2015-11-26", "Mevlut Cavusoglu"), ("TUR", PM, "2011-01-01", "Recep Tayyip Erdogan"),
        ("LBN", PM, "2017-11-04", "Saad Hariri"), ("YEM", "President", "2015-03-26", "Abdrabbuh Mansour Hadi"),
        ("RUS", "President", "2010-01-01", "Dmitry Medvedev"), ("RUS", FM, "2014-03-18", "Sergei Lavrov"),
        ("RUS", DM, "2022-02-24", "Sergei Shoigu"), ("UKR", "President", "2014-02-01", "Viktor Yanukovych"),
        ("UKR", FM, "2022-02-24", "Dmytro Kuleba"), ("UKR", DM, "2023-01-01", "Oleksii Reznikov"),
        ("ARM", PM, "2020-09-27", "Nikol Pashinyan"), ("AZE", FM, "2020-07-01", "Elmar Mammadyarov"),
        ("FRA", FM, "2013-09-01", "Laurent Fabius"), ("FRA", "President", "1994-01-01", "Francois Mitterrand"),
        ("DEU", "Chancellor", "1989-11-09", "Helmut Kohl"), ("DEU", FM, "2003-03-20", "Joschka Fischer"),
        ("GBR", PM, "1982-05-01", "Margaret Thatcher"), ("GBR", FM, "2003-03-20", "Jack Straw"), ("ITA", FM, "2020-03-01", "Luigi Di Maio"),
        ("USA", FM, "2003-02-05", "Colin Powell"), ("USA", DM, "2004-05-01", "Donald Rumsfeld"), ("USA", "President", "1987-12-08", "Ronald Reagan"),
        ("CHN", FM, "2001-04-01", "Tang Jiaxuan"), ("CHN", FM, "2023-06-01", "Qin Gang"), ("JPN", PM, "2015-01-01", "Shinzo Abe"),
        ("PRK", "Supreme Leader", "2010-03-26", "Kim Jong-il"), ("IND", FM, "2019-02-26", "Sushma Swaraj"), ("PAK", PM, "2019-02-26", "Imran Khan"),
        ("PAK", "Army Chief", "2011-05-02", "Ashfaq Parvez Kayani"), ("AFG", "President", "2010-01-01", "Hamid Karzai"),
        ("MMR", FM, "2017-08-25", "Aung San Suu Kyi"), ("PHL", "President", "2016-07-01", "Rodrigo Duterte"),
        ("VEN", "President", "2010-01-01", "Hugo Chavez"), ("BRA", FM, "2019-06-01", "Ernesto Araujo"), ("CUB", FM, "2014-12-17", "Bruno Rodriguez"),
        ("COL", "President", "2016-09-26", "Juan Manuel Santos"), ("HTI", "President", "2021-07-06", "Jovenel Moise"),
        ("VAT", "Pope", "2000-01-01", "Pope John Paul II"), ("LVA", PM, "2001-06-01", "Andris Berzins"),
    ],
)  # fmt: skip
def test_who_held_it(country: str, office: str, day: str, person: str) -> None:
    assert held(country, office, day) >= {person}


@pytest.mark.parametrize(
    ("country", "body", "office", "day", "person"),
    [
        ("UNO", "United Nations", "Secretary-General", "1999-01-01", "Kofi Annan"),
        ("UNO", "United Nations", "Special Envoy for Libya", "2015-10-08", "Bernardino Leon"),
        ("UNO", "United Nations", "Special Envoy for Libya", "2019-04-04", "Ghassan Salame"),
        ("UNO", "United Nations", "Special Envoy for Libya", "2020-10-23", "Stephanie Williams"),
        ("UNO", "United Nations", "Special Envoy for Libya", "2023-02-27", "Abdoulaye Bathily"),
        ("UNO", "United Nations", "Special Envoy for Syria", "2012-05-01", "Kofi Annan"),
        ("UNO", "United Nations", "Special Envoy for Syria", "2016-02-01", "Staffan de Mistura"),
        ("UNO", "United Nations", "Special Envoy for Yemen", "2018-12-13", "Martin Griffiths"),
        ("UNO", "International Atomic Energy Agency", "Director General", "2003-01-27", "Mohamed ElBaradei"),
        ("IGO", "NATO", "Secretary-General", "2011-03-31", "Anders Fogh Rasmussen"),
        ("EUR", "European Union", "High Representative", "2015-07-14", "Federica Mogherini"),
        ("IGO", "African Union", "Chairperson of the Commission", "2019-04-10", "Moussa Faki Mahamat"),
        ("IGO", "Arab League", "Secretary-General", "2011-03-12", "Amr Moussa"),
        ("IGO", "International Criminal Court", "Prosecutor", "2011-06-27", "Luis Moreno-Ocampo"),
    ],
)
def test_who_led_a_body(country: str, body: str, office: str, day: str, person: str) -> None:
    assert held(country, office, day, body) == {person}


@pytest.mark.parametrize(
    ("country", "office", "day"),
    [
        ("LBN", "President", "2015-06-01"),
        ("ISR", FM, "1998-06-01"),
        ("CHN", DM, "2023-11-15"),
        ("LBY", "Supreme Leader", "2015-01-01"),
    ],
)
def test_an_empty_chair_is_empty(country: str, office: str, day: str) -> None:
    assert held(country, office, day) == set()


def test_two_governments_are_two_answers() -> None:
    assert held("LBY", PM, "2022-06-01") == {"Abdul Hamid Dbeibah", "Fathi Bashagha"}


def test_what_may_have_changed_is_not_called_certain() -> None:
    assert {row["sure"] for table in TABLES for row in facts(table) if not row["end"]} == {"about"}
