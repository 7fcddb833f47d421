from __future__ import annotations

import pytest

from sayso.errors import InputError
from sayso.ontology import cameos, score
from sayso.ontology._tables import rows

# A sample of each shape of rule: own value, 3-digit parent, root.
BOTH = {
    "010": 0.0,
    "0211": 3.4,
    "0334": 6.0,
    "0333": 5.2,
    "036": 4.0,
    "041": 1.0,
    "046": 7.0,
    "057": 8.0,
    "0841": 7.0,
    "0874": 10.0,
    "1056": -5.0,
    "1125": -2.0,
    "130": -4.4,
    "13": -6.0,
    "1385": -7.0,
    "1441": -7.5,
    "1414": -6.5,
    "1712": -9.2,
    "1823": -10.0,
    "182": -9.5,
    "1951": -10.0,
    "1952": -10.0,
    "201": -9.5,
    "2042": -10.0,
}
APART = {  # code: (ICEWS, GDELT)
    "016": (-5.0, 3.4),
    "124": (-4.0, -5.0),
    "1241": (-4.0, -5.0),
    "1246": (-4.0, -5.0),
    "163": (-8.0, -6.5),
    "164": (-6.5, -7.0),
    "166": (-7.0, -8.0),
    "1663": (-7.0, -8.0),
}


@pytest.mark.parametrize(("code", "expected"), BOTH.items())
def test_both_tables_agree(code: str, expected: float) -> None:
    assert score(code, "icews") == score(code, "gdelt") == expected


@pytest.mark.parametrize(("code", "expected"), APART.items())
def test_the_tables_differ(code: str, expected: tuple[float, float]) -> None:
    assert (score(code, "icews"), score(code, "gdelt")) == expected


def test_they_differ_nowhere_else() -> None:
    apart = {c for c in cameos() if score(c, "icews") != score(c, "gdelt")}
    assert apart == {"016", "163", "164", "124", *(f"124{n}" for n in range(1, 7)), "166", "1661", "1662", "1663"}


def test_every_code_has_a_score_in_range() -> None:
    for code in cameos():
        for table in ("icews", "gdelt"):
            assert -10 <= score(code, table) <= 10  # type: ignore[arg-type]


def test_the_compact_form_lists_nothing_twice() -> None:
    """No row repeats what the parent rule gives, so that the rule is what carries the table."""
    listed = {(r["table"], r["code"]): float(r["score"]) for r in rows("score_tables")}
    for (table, code), value in listed.items():
        assert code in cameos()
        if table == "icews" and len(code) > 2:
            parent = listed.get((table, code[:3])) if len(code) == 4 else None
            assert value != (parent if parent is not None else listed[table, code[:2]]), code


def test_unknown_table_and_code() -> None:
    with pytest.raises(InputError, match="known: plover"):
        score("016", "phoenix")  # type: ignore[arg-type]
    with pytest.raises(InputError):
        score("999", "icews")
