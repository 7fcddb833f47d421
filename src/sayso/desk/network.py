"""The neighbourhood of an actor: with whom it has to do, what, how often, and how those are joined among themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sayso.desk.actor_view import newest_pairs
from sayso.desk.channels import inside, newest_of_many
from sayso.desk.contacts import kind_of
from sayso.desk.dyad_lists import actor_names
from sayso.desk.names import actors_meant
from sayso.desk.testimony import Account, account_of
from sayso.store.kept import kept
from sayso.store.rolling import CONFLICT, COOPERATION, turned
from sayso.store.rollup_tables import event_pairs

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.store import Store

Json = dict[str, Any]
NEIGHBOURS = 24
AMONG = 600  # pairs between neighbours that are looked at
_FIRM = ("asserted", "reported", "disputed", "hedged", "future", "denied", "withdrawn")
_STYLE = {"disputed": "hedged", "withdrawn": "denied"}
NEIGHBOUR_COLUMNS = (
    *("id", "name", "country", "kinds", "cooperation", "conflict", "events", "reports", "independent_roots"),
    *("style", "first_day", "last_day"),
)


@dataclass(slots=True)
class Tie:
    """All that joins two actors."""

    kinds: Counter[str] = field(default_factory=Counter)
    days: list[str] = field(default_factory=list)
    events: dict[str, None] = field(default_factory=dict)
    cooperation: int = 0
    conflict: int = 0
    certainties: set[str] = field(default_factory=set)
    country: str | None = None

    def add(self, row: Any, relation: str) -> None:
        """Take up one pair."""
        self.kinds[kind_of(relation, row.type, row.mode)[0]] += 1
        self.days.append(row.day)
        self.events[row.event_id] = None
        self.cooperation += row.quad in COOPERATION
        self.conflict += row.quad in CONFLICT
        self.certainties.add(row.certainty)

    @property
    def style(self) -> str:
        """The firmest line."""
        found = min(self.certainties, key=_FIRM.index)
        return _STYLE.get(found, found)

    def as_json(self, behind: Account) -> Json:
        """Its sums."""
        reports, roots = behind.of(self.events)
        return {
            "kinds": [f"{kind}:{n}" for kind, n in self.kinds.most_common()],
            "cooperation": self.cooperation,
            "conflict": self.conflict,
            "events": len(self.events),
            "reports": reports,
            "independent_roots": roots,
            "style": self.style,
            "first_day": min(self.days),
            "last_day": max(self.days),
        }


@kept(64)
def neighbours(store: Store, given: str) -> list[Json]:
    """Those with whom an actor has to do, most events first, from its newest pairs."""
    with store.read() as connection:
        ties = _ties(connection, given)
        listed = sorted(ties.items(), key=lambda one: (-len(one[1].events), one[0]))
        names = actor_names(connection, [own for own, _ in listed[:200]])
        behind = account_of(connection, (event for _, tie in listed[:200] for event in tie.events))
    return [
        {"id": own, "name": names.get(own, own), "country": tie.country, **tie.as_json(behind)}
        for own, tie in listed[:200]
    ]


def _ties(connection: Connection, given: str) -> dict[str, Tie]:
    who = actors_meant(connection, given)
    out: dict[str, Tie] = defaultdict(Tie)
    for row in newest_pairs(connection, who):
        own_first = inside(row.a_id, row.a_country, who)
        if own_first and inside(row.b_id, row.b_country, who):
            continue
        far, country = (row.b_id, row.b_country) if own_first else (row.a_id, row.a_country)
        tie = out[far]
        tie.country = tie.country or country
        tie.add(row, row.relation if own_first else turned(row.relation))
    return dict(out)


@kept(64)
def ego_graph(store: Store, given: str, *, name: str | None = None, most: int = NEIGHBOURS) -> Json:
    """The actor with its nearest neighbours and what joins these, in the shape that `sayso-graph` reads."""
    listed = neighbours(store, given)[:most]
    centre = given
    nodes = [
        {"id": centre, "label": name or given, "kind": "centre", "size": 8, "href": f"/actor/{quote(centre, safe=':')}"}
    ]
    nodes += [
        {"id": one["id"], "label": one["name"], "kind": "neighbour", "size": 2 + min(6, one["events"]), "href": f"/actor/{quote(one['id'], safe=':')}"}
        for one in listed
    ]  # fmt: skip
    edges = [_edge(centre, one["id"], one) for one in listed]
    with store.read() as connection:
        among = _among(connection, [one["id"] for one in listed])
        behind = account_of(connection, (event for tie in among.values() for event in tie.events))
    edges += [_edge(a, b, tie.as_json(behind)) for (a, b), tie in sorted(among.items())]
    return {"nodes": nodes, "edges": edges}


def _among(connection: Connection, ids: Iterable[str]) -> dict[tuple[str, str], Tie]:
    p, asked = event_pairs.c, sorted(ids)
    out: dict[tuple[str, str], Tie] = defaultdict(Tie)
    for row in newest_of_many(connection, (p.a_id.in_(asked), p.b_id.in_(asked)), AMONG):
        a, b = sorted((row.a_id, row.b_id))
        out[a, b].add(row, row.relation if a == row.a_id else turned(row.relation))
    return dict(out)


def _edge(a: str, b: str, tie: Json) -> Json:
    return {
        "id": f"{a}>{b}", "from": a, "to": b, "label": ", ".join(tie["kinds"][:2]), "weight": tie["events"], "style": tie["style"],
        "href": f"/channel/{quote(a, safe=':')}/{quote(b, safe=':')}",
    }  # fmt: skip
