from __future__ import annotations

import pytest

from sayso.corroborate.joining.titles import title
from sayso.lexicon.tables import table
from sayso.model.ledger import Count, Party, Site
from sayso.ontology import modes, types

from .cases import ALGERIA, DERNA, EGYPT, LIBYA, MOROCCO, TRIPOLI, party

DRONES = party("actor", "drones", "actor:lby-drones", kind="group", country="LBY")
MILITIA = party("actor", "militia", kind="group", text="A militia")
GROUP = party("actor", "designated terror group", kind="group")
GROUP_TOO = party("actor", "designated terrorist group", kind="group")
INSURGENCY = party("recipient", "decades-long insurgency", kind="group", text="a decades-long insurgency")
TWO = party("recipient", "Two fishermen", kind="group")
FORCES = party("recipient", "There, Tuareg forces", kind="group")
AMBULANCE = party("recipient", "ambulance", text="an ambulance")
STATES = party("recipient", "United States", "actor:usa", kind="state", country="USA")
HELPED = party("beneficiary", "Ana Blum", kind="person")
ONE = party("recipient", "One officer", kind="person", text="One officer")
DISPLACED = party("recipient", "6,000 displaced people", kind="group", text="6,000 displaced people")
PREMIER = party("actor", "Prime Minister of Hungary", "actor:prime-minister-of-hungary", kind="person", country="HUN")
HOUTHIS = party("actor", "Houthis", "actor:houthis", kind="organisation", country="YEM")
DELEGATION = party("actor", "Sudanese delegation", kind="group", text="the Sudanese delegation")
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
        ("PROTEST", None, [ALGERIA], None, [], "Algeria protested"),
        ("COERCE", "arrest", [MOROCCO], None, [Count(kind="arrested", low=3, high=5)], "Arrest of Morocco, 3 to 5 arrested"),
        ("COERCE", "seize", [MILITIA], DERNA, [], "A militia seized Derna"),
        ("COERCE", "seize", [MILITIA], LIBYA, [], "Seizure by a militia in Libya"),
        ("COERCE", "arrest", [MILITIA, TWO], None, [Count(kind="arrested", low=2, high=2)], "A militia arrested two fishermen"),
        ("RETREAT", "resign", [PEOPLE[0], ALGERIA], None, [], "Ana Blum resigned"),  # a person, not a state
        ("RETREAT", "resign", [PEOPLE[0]], None, [], "Ana Blum resigned"),
        ("RETREAT", "withdraw", [ALGERIA], Site(name="Algeria", country="DZA", precision="country"), [], "Algeria withdrew"),
        ("THREATEN", None, [ALGERIA, EGYPT], DERNA, [], "Algeria threatened Egypt"),  # no place for what is said
        ("ASSAULT", None, [MILITIA, ALGERIA, EGYPT], None, [], "Algeria attacked Egypt"),  # names before descriptions
        ("ASSAULT", None, [GROUP, GROUP_TOO], DERNA, [], "Designated terror group attacked Derna"),  # one in two wordings
        ("ASSAULT", None, [ALGERIA, INSURGENCY], None, [], "Attack by Algeria"),  # a deed is no recipient
        ("ASSAULT", None, [ALGERIA, TWO], None, [], "Algeria attacked two fishermen"),
        ("ASSAULT", None, [ALGERIA, FORCES], None, [], "Algeria attacked Tuareg forces"),
        ("ASSAULT", None, [ALGERIA, STATES], None, [], "Algeria attacked the United States"),
        ("ASSAULT", "firearms", [ALGERIA, AMBULANCE], None, [], "Algeria shot at an ambulance"),
        ("ASSAULT", "aerial", [ALGERIA, HELPED], None, [], "Air strike by Algeria"),  # flown to help him, not at him
        ("AID", None, [ALGERIA, HELPED], None, [], "Algeria aided Ana Blum"),
        ("ASSAULT", None, [ONE], None, [], "Attack on one officer"),
        ("AID", None, [ALGERIA, DISPLACED], None, [Count(kind="displaced", low=6000, high=6000)], "Algeria aided 6,000 displaced people"),
        ("CONSULT", None, [PREMIER, ALGERIA], None, [], "The Prime Minister of Hungary met Algeria"),
        ("COERCE", "seize", [HOUTHIS], None, [], "Seizure by the Houthis"),
        ("REJECT", "meet", [DELEGATION], None, [], "Refusal of talks by the Sudanese delegation"),
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
