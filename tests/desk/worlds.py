"""Made-up events between countries, for the pages that count: who did what to whom on which day, told how, by how many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sayso.model.ledger import Event, Party, Site
from sayso.store import Store, open_store
from tests.store.entries import event

ACTORS = {
    "general": ("actor:general-amar", "General Amar", "LBY", ("MIL",), "person"),
    "council": ("actor:port-council", "Port Council", "LBY", ("GOV",), "organisation"),
    "algeria": ("actor:dza", "Algeria", "DZA", ("GOV",), "state"),
    "minister": ("actor:sabri-boukadoum", "Sabri Boukadoum", "DZA", ("GOV",), "person"),
    "egypt": ("actor:egy", "Egypt", "EGY", (), "state"),
    "norway": ("actor:nor", "Norway", "NOR", (), "state"),
    "chad": ("actor:tcd", "Chad", "TCD", (), "state"),
    "niger": ("actor:ner", "Niger", "NER", (), "state"),
    "people": ("unnamed:villagers", "villagers", "LBY", ("CVL",), "group"),
    "drones": ("actor:red-sail", "Red Sail", "NGO", (), "organisation"),
}
QUADS = {"CONSULT": 1, "AGREE": 1, "SUPPORT": 1, "AID": 2, "REQUEST": 3, "REJECT": 3, "THREATEN": 3, "ASSAULT": 4}


def party(role: str, who: str) -> Party:
    own, name, country, sectors, kind = ACTORS[who]
    return Party(role=role, id=own, name=name, country=country, sectors=sectors, kind=kind)


def act(number: int, kind: str, day: str, parties: Sequence[tuple[str, str]], **more: Any) -> Event:
    """One event; `roots` and `reports` say how much stands behind it."""
    roots, reports = more.pop("roots", 1), more.pop("reports", 1)
    people = tuple(party(role, who) for role, who in parties)
    names = [p.name for p in people]
    values: dict[str, Any] = {
        "type": kind, "mode": None, "quad": QUADS[kind], "parties": people, "earliest": day, "latest": day,
        "first_at": day, "last_at": day, "independent_roots": roots, "verdict": "corroborated" if roots > 1 else "single-source",
        "title": f"{names[0]} {kind.lower()} {' and '.join(names[1:])}".strip(), "site": None,
    }  # fmt: skip
    return event((f"claim:{number}",), tuple(f"article:{number}-{n}" for n in range(reports)), **(values | more))


A_DAY = "2026-03-{:02d}"
WORLD = (
    # The general and the council fight; Norway brings both together, Egypt talks to each, Algeria only calls for talks.
    act(101, "ASSAULT", "2026-03-02", [("actor", "general"), ("recipient", "council")], roots=2, reports=14),
    act(102, "ASSAULT", "2026-03-03", [("actor", "general"), ("recipient", "council")], roots=3, reports=5),
    act(103, "CONSULT", "2026-03-05", [("actor", "general"), ("actor", "council"), ("mediator", "norway")], roots=2),
    act(104, "CONSULT", "2026-03-06", [("actor", "egypt"), ("actor", "general")]),
    act(105, "CONSULT", "2026-03-07", [("actor", "egypt"), ("actor", "council")]),
    act(106, "REQUEST", "2026-03-08", [("actor", "minister"), ("recipient", "general"), ("recipient", "council")], mode="meet"),
    act(107, "REJECT", "2026-03-09", [("actor", "general"), ("recipient", "minister")], mode="meet"),
    # Chad talks with the general, Niger with the council, and the two with each other: a path of two steps.
    act(108, "CONSULT", "2026-03-10", [("actor", "chad"), ("actor", "general")]),
    act(109, "CONSULT", "2026-03-10", [("actor", "niger"), ("actor", "council")]),
    act(110, "CONSULT", "2026-03-11", [("actor", "chad"), ("actor", "niger")]),
    # What is withdrawn counts for nothing; a raid in somebody's favour is support, told by an act of conflict.
    act(111, "ASSAULT", "2026-03-12", [("actor", "egypt"), ("recipient", "council")], verdict="withdrawn"),
    act(112, "ASSAULT", "2026-03-12", [("actor", "egypt"), ("recipient", "council"), ("beneficiary", "general")]),
    act(113, "AID", "2026-03-13", [("actor", "norway"), ("recipient", "people")], site=Site(
        name="Port Amber", country="LBY", lat=32.1, lon=20.1, precision="city")),
    act(114, "THREATEN", "2026-03-01", [("actor", "general"), ("recipient", "algeria")], latest="2026-03-31"),
    act(115, "SUPPORT", "2026-03-14", [("actor", "drones"), ("recipient", "council")], site=Site(
        name="Libya", country="LBY", lat=27.0, lon=17.0, precision="country")),
)  # fmt: skip


def filled(where: str | Path, events: Iterable[Event] = WORLD) -> Store:
    """A store of these events."""
    store = open_store(where, create=True)
    store.replace_events((), events)
    return store
