from __future__ import annotations

import pytest

from sayso.corroborate.joining.titles import title
from sayso.lexicon.tables import table
from sayso.model.ledger import Count, Party, Site
from sayso.ontology import modes, types

from .cases import ALGERIA, DERNA, EGYPT, MOROCCO, TRIPOLI, party

DRONES = party("actor", "drones", "actor:lby-drones", kind="group", country="LBY")
PEOPLE = [party("actor", name, kind="person") for name in ("Ana Blum", "Omar Reza", "Ivo Lund", "Mia Holt")]


@pytest.mark.parametrize(
    ("type_", "mode", "parties", "site", "counts", "expected"),
    [
        ("THREATEN", None, [ALGERIA, EGYPT], None, [], "Algeria threatened Egypt"),
        ("ASSAULT", "aerial", [], TRIPOLI, [Count(kind="killed", low=12, high=12)], "Air strike on Tripoli, 12 killed"),
        ("ASSAULT", "drone", [DRONES], DERNA, [], "Drone strike on Derna"),  # a weapon is no actor
        ("ASSAULT", "explosives", [], DERNA, [Count(kind="injured", low=1000, high=None)], "Bombing in Derna, at least 1,000 injured"),
        ("CONSULT", None, PEOPLE[:2], DERNA, [], "Ana Blum met Omar Reza in Derna"),
        ("CONSULT", "phone", PEOPLE, None, [], "Ana Blum spoke by telephone with Omar Reza, Ivo Lund and others"),
        ("PROTEST", None, [ALGERIA], None, [], "Protest by Algeria"),
        ("COERCE", "arrest", [MOROCCO], None, [Count(kind="arrested", low=3, high=5)], "Arrest of Morocco, 3 to 5 arrested"),
        ("ASSAULT", None, [], None, [], "Attack"),
        ("NEWTYPE", None, [ALGERIA], None, [], "Newtype by Algeria"),  # a type that the table does not know
    ],
)  # fmt: skip
def test_titles(
    type_: str, mode: str | None, parties: list[Party], site: Site | None, counts: list[Count], expected: str
) -> None:
    assert title(type_, mode, parties, site, counts) == expected


def test_every_type_has_words_and_every_mode_is_known() -> None:
    rows = table("titles", language=None, package="sayso.corroborate.joining")
    assert {row["type"] for row in rows if not row["mode"]} == {t.code for t in types()}
    assert {(row["type"], row["mode"]) for row in rows if row["mode"]} <= {(m.type, m.code) for m in modes()}
