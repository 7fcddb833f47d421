"""Counts that charts are drawn from: pairs of parties of each event, and sums a day. All of them derived, and whole numbers.

Sums are kept by adding and taking away, so they must be exact in any order: weights are whole numbers of a small unit.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table

from sayso.store.tables import WORDS, _number, _of, metadata

STRENGTH = 10  # a score of 9.5 is kept as 95
SURENESS = 1024  # a weight of 0.75 is kept as 768


def _key(name: str) -> Column[str]:
    return Column(name, WORDS, nullable=False, primary_key=True)


def _sum(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def _summed(name: str, *columns: Any) -> Table:
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


# One row for each two parties of an event and what they were to each other. `a` stands before `b` by country, then by id.
event_pairs = Table(
    "event_pairs",
    metadata,
    _of("event_id", "events.id", primary_key=True),
    _key("a_id"),
    _key("b_id"),
    _key("relation"),  # acts, suffers, helps, helped, together, hosts, hosted, mediates, mediated: what `a` did
    Column("a_country", WORDS),
    Column("b_country", WORDS),
    Column("day", WORDS, nullable=False),
    Column("wide", Boolean, nullable=False),  # told only by month or year
    Column("type", WORDS, nullable=False),
    Column("mode", WORDS),
    _number("quad"),
    Column("certainty", WORDS, nullable=False),
    Column("verdict", WORDS, nullable=False),
    _number("reports"),
    _number("roots"),
    _number("strength"),
    Index("ix_event_pairs_countries", "a_country", "b_country", "day"),
    Index(
        "ix_event_pairs_a_country", "a_country", "day"
    ),  # the newest of one side, without reading all that it ever did
    Index("ix_event_pairs_b_country", "b_country", "day"),
    Index("ix_event_pairs_a", "a_id", "day"),
    Index("ix_event_pairs_b", "b_id", "day"),
    sqlite_with_rowid=False,
)

# What two parties did to each other on a day. `level` country: `a` and `b` are codes of countries; actor: ids.
dyad_days = _summed(
    "dyad_days",
    _key("level"),
    _key("a"),
    _key("b"),
    _key("day"),
    _key("direction"),  # a>b, b>a, a+b
    Column("quad", Integer, primary_key=True, autoincrement=False),
    _key("certainty"),
    _sum("events"),
    _sum("reports"),
    _sum("roots"),
    _sum("strength"),
    _sum("by_roots"),  # strength times how sure roots make it
    _sum("by_reports"),  # strength times reports
    _sum("spread"),  # squares of strength times sureness, and times its square: for the band
    _sum("spread_sure"),
    # All that the dyads of the last weeks are weighed by: rows stand by dyad, so each would be looked up by itself.
    Index("ix_dyad_days_mass", "level", "day", "a", "b", "quad", "certainty", "events", "by_roots", "by_reports"),
)

# What happened in a country on a day; country "" is all events.
country_days = _summed(
    "country_days",
    _key("country"),
    _key("day"),
    _key("verdict"),
    Column("quad", Integer, primary_key=True, autoincrement=False),
    _sum("events"),
    _sum("reports"),
    _sum("roots"),
)

# What a party did, suffered or took part in on a day: an actor by id, or all actors of a country by its code.
party_days = _summed(
    "party_days",
    _key("party"),
    _key("day"),
    _key("part"),  # did, suffered, other
    Column("quad", Integer, primary_key=True, autoincrement=False),
    _sum("events"),
    _sum("reports"),
    _sum("roots"),
)

# What lists of actors and of sources tell of each, over all events: the order of a list stands in an index.
actor_sums = _summed(
    "actor_sums",
    _key("actor_id"),
    _sum("parts"),  # an actor may have two parts in one event
    _sum("events"),
    _sum("as_actor"),
    _sum("as_recipient"),
    _sum("as_other"),
    Column("first_at", WORDS, nullable=False),
    Column("last_at", WORDS, nullable=False),
    Index("ix_actor_sums_parts", "parts", "actor_id"),
)

# How many of its parts an actor had as one of a country: people change sides, and events keep what they were then.
actor_countries = _summed(
    "actor_countries",
    _key("country"),
    _key("actor_id"),
    _sum("parts"),
    Index("ix_actor_countries_parts", "country", "parts", "actor_id"),
)

# What became of the events of which a source is a root.
source_sums = _summed(
    "source_sums",
    _key("root_id"),
    _sum("events"),
    _sum("claims"),
    _sum("alone"),  # no other independent root
    _sum("corroborated"),
    _sum("disputed"),
    _sum("withdrawn"),
    Column("first_at", WORDS, nullable=False),
    Column("last_at", WORDS, nullable=False),
    Index("ix_source_sums_events", "events", "claims", "root_id"),
)

SUMS = (dyad_days, country_days, party_days)
TOTALS = (actor_sums, actor_countries, source_sums)
ROLLUPS = (event_pairs, *SUMS, *TOTALS)
