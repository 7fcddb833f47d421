"""Every value of a filter is checked, and a refusal names what is allowed."""

from __future__ import annotations

import pytest

from sayso.desk.filters import Filter, filter_of
from sayso.errors import InputError


def test_values_are_normalised() -> None:
    asked = filter_of(
        type=("assault", "AID"), mode="assault/Aerial", country=("Egypt", "dza"), verdict="Disputed", quad="4", limit=5
    )
    assert asked.types == ("ASSAULT", "AID")
    assert asked.modes == ("ASSAULT/aerial",)
    assert asked.country == ("EGY", "DZA")
    assert (asked.verdict, asked.quads, asked.limit) == (("disputed",), (4,), 5)


def test_nothing_asked_is_nothing_asked() -> None:
    assert filter_of(type=(), text="", since=None) == Filter()
    assert not filter_of(sort="roots", limit=3).asked
    assert filter_of(text="port").asked


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"type": "ASSUALT"}, r"no event type is called 'ASSUALT'; did you mean ASSAULT.* allowed: AGREE, CONSULT"),
        ({"mode": "airial"}, r"no mode is called 'airial'; did you mean aerial"),
        ({"verdict": "true"}, "allowed: single-source, relayed, echoed, corroborated, disputed, withdrawn"),
        ({"status": "said"}, "allowed: asserted, reported, hedged, denied, future, hypothetical"),
        ({"country": "Norland"}, "'Norland' is no country; give its ISO 3166-1 alpha-3 code"),
        ({"quad": "5"}, "allowed: 1, 2, 3, 4"),
        ({"sort": "best"}, "allowed: date, first, reports, roots"),
        ({"since": "soon"}, "'soon' is no point in time"),
        ({"min_roots": -1}, "less than nothing"),
        ({"colour": "red"}, "no filter is called 'colour'; there are: actor, country"),
    ],
)
def test_wrong_values_are_refused(given: dict[str, object], told: str) -> None:
    with pytest.raises(InputError, match=told) as caught:
        filter_of(**given)
    assert caught.value.code == "usage"
