"""Names as they stand within a sentence: their article, and the number of the verb behind them."""

from __future__ import annotations

import pytest

from sayso.wording.names import place_name, plural, several, with_a, with_the


@pytest.mark.parametrize(
    ("name", "written", "many"),
    [
        ("Houthis", "the Houthis", True),
        ("Rapid Support Forces", "the Rapid Support Forces", True),
        ("Armed Forces of Myanmar", "the Armed Forces of Myanmar", True),
        ("Libyan Police", "the Libyan Police", True),
        ("Serbs", "the Serbs", True),
        ("United Nations", "the United Nations", False),  # many by its form, yet it takes the verb for one
        ("Laos", "Laos", False),
        ("Philippines", "the Philippines", False),
        ("Hamas", "Hamas", False),
        ("Amber Wire", "Amber Wire", False),
        ("Parliament of Hungary", "the Parliament of Hungary", False),
        ("Security Council of United Nations", "the Security Council of the United Nations", False),
        ("League of Arab States", "the League of Arab States", False),
        ("mayor's office", "the mayor's office", False),
        ("Norland's navy", "Norland's navy", False),
        ("NATO", "NATO", False),
        ("UN", "the UN", False),
        ("Bank of Algeria", "the Bank of Algeria", False),
        ("Nordbank", "Nordbank", False),
    ],
)
def test_bodies(name: str, written: str, many: bool) -> None:
    assert (with_the(name), plural(name)) == (written, many)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Prime Minister of Hungary", "the Prime Minister of Hungary"),
        ("Minister of Defence of United Kingdom", "the Minister of Defence of the United Kingdom"),
        (
            "UN Secretary-General\N{RIGHT SINGLE QUOTATION MARK}s Special Representative",
            "the UN Secretary-General\N{RIGHT SINGLE QUOTATION MARK}s Special Representative",
        ),
        ("Foreign Minister", "the Foreign Minister"),
        ("President Rios", "President Rios"),  # the office stands before a name
        ("Ana King", "Ana King"),  # a surname that is the word for an office
        ("King Omar of Sudland", "King Omar of Sudland"),
    ],
)
def test_offices_and_people(name: str, written: str) -> None:
    assert with_the(name, person=True) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Red Sea", "the Red Sea"),
        ("United States", "the United States"),
        ("Port Amber", "Port Amber"),
        ("Chad", "Chad"),
    ],
)
def test_places(name: str, written: str) -> None:
    assert place_name(name) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("EU official", "an EU official"),
        ("UN official", "a UN official"),
        ("European diplomat", "a European diplomat"),
        ("NGO worker", "an NGO worker"),
        ("union leader", "a union leader"),
        ("unidentified man", "an unidentified man"),
        ("two officers who asked not to be named", "two officers who asked not to be named"),
    ],
)
def test_descriptions(name: str, written: str) -> None:
    assert with_a(name) == written


def test_a_description_is_of_many_by_its_head_and_not_by_what_is_said_of_it() -> None:
    assert several("two officers who asked not to be named")
    assert not several("officer who knows the plans")
