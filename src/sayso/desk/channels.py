"""Who is in contact with whom: go-betweens of two parties, and outsiders with the actors of a country."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from sayso.desk.conditions import few, unindexed
from sayso.desk.contacts import HELPING, PRESSING, Contact, Party, contacts, kind_of
from sayso.desk.dyad_cells import Sides, pairs_between
from sayso.desk.filters import country_code, like, one_of
from sayso.desk.levels import order
from sayso.desk.names import Who, actors_meant
from sayso.desk.testimony import counted
from sayso.errors import InputError
from sayso.knowledge.countries import by_iso3
from sayso.knowledge.regions import around, region_named, regions
from sayso.store.kept import kept
from sayso.store.rollup_tables import event_pairs
from sayso.store.rollups import newest_day
from sayso.store.tables import event_actors, event_articles, events

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.store import Store

Json = dict[str, Any]
CHANNELS_SCHEMA = "sayso-channels/1"
MOST = 1200  # pairs of a side that are read, the newest first
MOST_GROUPS = 24  # who stand between, those with most on both sides
MOST_EDGE = 30  # contacts of an edge of many that are read, the newest; what it sums up is then a lower bound
MOST_TALKERS = 20  # on each side, through whom paths of two steps are sought
MOST_PAIR = 400  # contacts of two parties
MOST_STEPS = 12  # paths of two steps
MOST_BESIDE = 12
RECENT = 200  # events whose articles are looked through
BY = ("country", "actor")
_SHARED = ("UNO", "EUR")  # codes that stand for one party; IGO, NGO and the like stand for many
_STYLES = ("asserted", "reported", "hedged", "future", "denied")


@dataclass(slots=True)
class Edge:
    """All contacts of two groups of actors."""

    x: str
    y: str
    contacts: list[Contact] = field(default_factory=list)
    at_least: bool = False  # older contacts were not read

    @property
    def kinds(self) -> dict[str, int]:
        """How often each kind of contact stands here, denied ones left out."""
        live = (one.kind for one in self.contacts if one.style != "denied")
        return dict(Counter(live).most_common())

    def number(self, *kinds: str) -> int:
        """How many contacts of these kinds are not denied."""
        return sum(count for kind, count in self.kinds.items() if kind in kinds)

    @property
    def touches(self) -> list[Contact]:
        """Those in which the two were in touch."""
        return [one for one in self.contacts if one.talking and one.took_place]

    @property
    def style(self) -> str:
        """The firmest line of any contact."""
        return min((one.style for one in self.contacts), key=_STYLES.index)

    def levels(self, side: str) -> list[str]:
        """The levels at which a side was in contact, the highest first."""
        told = {getattr(one, side).level for one in self.contacts}
        return [level for level in order() if level in told]

    def as_json(self) -> Json:
        """The edge with its sums; its contacts are asked for by its address."""
        days = [one.day for one in self.contacts]
        roots = Counter(name for one in self.contacts for name in dict.fromkeys(one.roots))
        behind = counted(
            (own for one in self.contacts for own in one.articles),
            (own for one in self.contacts for own in one.origins),
        )
        return {
            "x": self.x,
            "y": self.y,
            "kinds": self.kinds,
            "talks": len(self.touches),
            "denied": sum(one.style == "denied" for one in self.contacts),
            "events": len({one.event for one in self.contacts}),
            "reports": behind.reports,
            "independent_roots": behind.roots,
            "at_least": self.at_least,
            "first_day": min(days),
            "last_day": max(days),
            "x_levels": self.levels("x"),
            "y_levels": self.levels("y"),
            "account": [name for name, _ in roots.most_common(4)],
            "style": self.style,
        }


@dataclass(slots=True)
class Between:
    """One who has to do with both sides."""

    id: str
    name: str
    country: str | None
    a: Edge
    b: Edge
    actors: dict[str, Party] = field(default_factory=dict)
    together: list[str] = field(default_factory=list)  # events in which it met, hosted or brought together both at once

    @property
    def both(self) -> int:
        """How often it was in touch with the side that it met less."""
        return min(len(self.a.touches), len(self.b.touches))

    @property
    def part(self) -> str:
        """What it does between them, in a word; the strongest that is told."""
        every = [*self.a.contacts, *self.b.contacts]
        done = {one.kind for one in every if one.event in self.together and one.way == "x>y"}
        for kind in ("mediates", "hosts"):  # the two sides at once
            if kind in done:
                return kind
        if self.both:
            return "talks to both"
        if any(one.kind == "call" and one.way == "x>y" and one.style != "denied" for one in every):
            return "calls for talks"
        if any(one.kind == "refusal" and one.way == "y>x" for one in every):
            return "was refused"
        if self.a.touches or self.b.touches:
            return "talks to one"
        return "has to do with both"


PARTS = ("mediates", "hosts", "talks to both", "calls for talks", "was refused", "talks to one", "has to do with both")


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """What runs between two parties."""

    a: str
    b: str
    by: str
    since: str
    until: str
    direct: Edge | None
    between: tuple[Between, ...]
    steps: tuple[tuple[Edge, Edge, Edge], ...]  # A - X, X - Y, Y - B
    names: dict[str, str]
    cut: bool  # not all could be read


@kept(16)
def channels(
    store: Store, a: str, b: str, *, since: str | None = None, until: str | None = None, by: str = "country"
) -> Channels:
    """Who stands between two parties: all that have to do with both, those who bring them together first."""
    by = one_of("way to group", by, BY)
    with store.read() as connection:
        one, other = actors_meant(connection, a), actors_meant(connection, b)
        begin, end = window(connection, since, until)
        reader = _Reader(connection, begin, end, _grouping(by, one, other))
        direct = reader.edges(pairs_between(Sides(one, other), begin, end), one, "a", lambda _row, _flip: "b")
        sides = {key: reader.near(who, (one, other)) for key, who in (("a", one), ("b", other))}
        shared = reader.busiest(sides["a"], sides["b"])
        edges = {key: reader.joined(found, shared, key) for key, found in sides.items()}
        between = [reader.between(own, edges["a"][own], edges["b"][own]) for own in sorted(shared)]
        steps = reader.steps(sides["a"], sides["b"], shared)
        return Channels(
            a=a,
            b=b,
            by=by,
            since=begin,
            until=end,
            direct=_each_once(direct["b"]) if "b" in direct else None,
            between=tuple(sorted(between, key=_rank)),
            steps=tuple(steps),
            names=reader.names,
            cut=reader.cut,
        )


def _rank(one: Between) -> tuple[Any, ...]:
    return (
        one.id.startswith("unnamed:"),
        PARTS.index(one.part),
        -len(one.together),
        -one.both,
        -len(one.a.touches) - len(one.b.touches),
        -len(one.a.contacts) - len(one.b.contacts),
        one.id,
    )


def window(connection: Connection, since: str | None, until: str | None) -> tuple[str, str]:
    """The days that are looked at: those asked for, else all up to the newest report."""
    end = until or _after(newest_day(connection) or "1970-01-01")
    return (since or "0001-01-01")[:10], end[:10]


def _after(day: str) -> str:
    return (date.fromisoformat(day[:10]) + timedelta(days=1)).isoformat()


def _grouping(by: str, *sides: Who) -> Callable[[str, str | None], str]:
    """Under which key an actor is listed: its country, unless that is the country of a side."""
    own = {who.country for who in sides}

    def key(actor: str, country: str | None) -> str:
        if by == "actor" or country is None or country in own:
            return actor
        return country if country in by_iso3() or country in _SHARED else actor

    return key


def newest_of(connection: Connection, side: str, who: Who, most: int, *conditions: Any) -> list[Any]:
    """The newest pairs with a party on the side `a` or `b`, and that meet conditions; newest first."""
    if who.country is None and len(who.ids) != 1:
        return newest_of_many(connection, (_is(side, who), *conditions), most)
    p = event_pairs.c  # one key: its index is walked from the end, in order
    query = select(event_pairs).where(_is(side, who), *conditions).order_by(p.day.desc(), p.event_id.desc())
    return list(connection.execute(query.limit(most)).all())


def newest_of_many(connection: Connection, conditions: Sequence[Any], most: int) -> list[Any]:
    """The newest pairs that meet conditions: keys are ordered in an index, and only the rows that are kept are read."""
    p = event_pairs.c
    names = ("event_id", "a_id", "b_id", "relation")
    keys = (
        select(*(p[name] for name in names))
        .where(*conditions)
        .order_by(p.day.desc(), p.event_id.desc())
        .limit(most)
        .subquery()
    )
    query = select(event_pairs).join(keys, and_(*(p[name] == keys.c[name] for name in names)))
    return sorted(connection.execute(query).all(), key=_by_day, reverse=True)


def _by_day(row: Any) -> tuple[str, str]:
    return row.day, row.event_id


Row = tuple[Any, bool]  # a row of `event_pairs`, and whether its second party is the one who is listed


class _Reader:
    """Reads pairs of a window and groups those who take part in them."""

    def __init__(self, connection: Connection, since: str, until: str, key: Callable[[str, str | None], str]) -> None:
        self.connection, self.since, self.until, self.key = connection, since, until, key
        self.names: dict[str, str] = {}
        self.cut = False

    def rows(self, side: str, who: Who) -> list[Any]:
        """Pairs of the window in which a party stands on this side, newest first."""
        return self._uncut(newest_of(self.connection, side, who, MOST + 1, *self._within()))

    def rows_of_many(self, *ways: Any) -> list[Any]:
        """Those that meet one of the conditions. Each is asked for by itself: together they are answered by no index."""
        found = [row for way in ways for row in newest_of_many(self.connection, (way, *self._within()), MOST + 1)]
        return self._uncut(sorted(found, key=_by_day, reverse=True))

    def _within(self) -> tuple[Any, Any]:
        return event_pairs.c.day >= self.since, event_pairs.c.day < self.until

    def _uncut(self, found: list[Any]) -> list[Any]:
        self.cut = self.cut or len(found) > MOST
        return found[:MOST]

    def busiest(self, a: dict[str, list[Row]], b: dict[str, list[Row]]) -> set[str]:
        """Those on both sides; of very many those with most on the side where they have less, talks first."""
        both = sorted(
            set(a) & set(b), key=lambda own: (-min(_talks(a[own]), _talks(b[own])), -min(len(a[own]), len(b[own])), own)
        )
        self.cut = self.cut or len(both) > MOST_GROUPS
        return set(both[:MOST_GROUPS])

    def near(self, who: Who, both: tuple[Who, Who]) -> dict[str, list[Row]]:
        """Who else takes part in events with a side, with the rows."""
        out: dict[str, list[Row]] = defaultdict(list)
        seen: set[tuple[str, str, str, str]] = set()
        for side, far in (("a", "b"), ("b", "a")):
            for row in self.rows(side, who):
                own, country = getattr(row, f"{far}_id"), getattr(row, f"{far}_country")
                if any(inside(own, country, one) for one in both):
                    continue
                group = self.key(own, country)
                told = (group, row.event_id, row.relation, getattr(row, f"{side}_id"))
                if told not in seen:  # an event with several of a group is one contact
                    seen.add(told)
                    out[group].append((row, far == "b"))
        return out

    def contacts(
        self, found: dict[str, list[Row]], wanted: Iterable[str], side: str, most: int | None = None
    ) -> dict[str, Edge]:
        """The edges of the wanted groups to a side."""
        out = {own: Edge(own, side, at_least=most is not None and len(found[own]) > most) for own in wanted}
        listed = [(own, row) for own in out for row in (found[own] if most is None else found[own][:most])]
        made = contacts(self.connection, (row for _, row in listed))
        for (own, _), one in zip(listed, made, strict=True):
            out[own].contacts.append(one)
            self._name(own, one.x)
        return {own: _ordered(edge) for own, edge in out.items()}

    def joined(self, found: dict[str, list[Row]], wanted: Iterable[str], side: str) -> dict[str, Edge]:
        """The same, an event once for each kind and way, with however many of the side."""
        return {own: _each_once(edge) for own, edge in self.contacts(found, wanted, side, MOST_EDGE).items()}

    def edges(self, query: Any, who: Who, x: str, name: Callable[[Any, bool], str]) -> dict[str, Edge]:
        """The edges of one party, whom a query is about, by how the others are called."""
        rows = self.connection.execute(query.limit(MOST_PAIR)).all()
        listed = [(row, not inside(row.a_id, row.a_country, who)) for row in rows]
        out: dict[str, Edge] = {}
        for (row, flipped), one in zip(listed, contacts(self.connection, listed), strict=True):
            y = name(row, flipped)
            out.setdefault(y, Edge(x, y, at_least=len(rows) == MOST_PAIR)).contacts.append(one)
        return {own: _ordered(edge) for own, edge in out.items()}

    def between(self, own: str, a: Edge, b: Edge) -> Between:
        """One group with its edges to both sides."""
        met = {one.event for one in a.touches} & {one.event for one in b.touches}
        actors = {one.x.id: one.x for one in (*a.contacts, *b.contacts)}
        country = next((party.country for party in actors.values()), None)
        return Between(own, self.names.get(own, own), country, a, b, actors, sorted(met))

    def steps(
        self, a: dict[str, list[Row]], b: dict[str, list[Row]], shared: set[str]
    ) -> list[tuple[Edge, Edge, Edge]]:
        """Paths over two: one who talks with A, and another who talks with B and with the first."""
        left, right = (self._talkers({k: v for k, v in side.items() if k not in shared}) for side in (a, b))
        if not left or not right:
            return []
        p = event_pairs.c
        ids = [{own for rows in side.values() for own in map(_far, rows)} for side in (left, right)]
        ways = [
            and_(p.a_id.in_(sorted(one)), p.b_id.in_(sorted(other)))
            for one, other in ((ids[0], ids[1]), (ids[1], ids[0]))
        ]
        middle: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.rows_of_many(*ways):
            flipped = row.a_id not in ids[0]
            ends = [(row.b_id, row.b_country), (row.a_id, row.a_country)]
            one, other = (self.key(*ends[n]) for n in ((0, 1) if flipped else (1, 0)))
            if kind_of(row.relation, row.type, row.mode)[1] and one in left and other in right:
                middle[one, other].append((row, flipped))
        best = sorted(middle, key=lambda two: (-len(middle[two]), two))[:MOST_STEPS]
        first = self.joined(left, {one for one, _ in best}, "a")
        last = self.joined(right, {other for _, other in best}, "b")
        made = iter(contacts(self.connection, (row for two in best for row in middle[two])))
        out = []
        for one, other in best:
            edge = Edge(one, other, list(islice(made, len(middle[one, other]))))
            out.append((first[one], _ordered(edge), last[other]))
        return out

    @staticmethod
    def _talkers(side: dict[str, list[Row]]) -> dict[str, list[Row]]:
        found = {}
        for own, rows in side.items():
            talks = [r for r in rows if kind_of(r[0].relation, r[0].type, r[0].mode)[1] and r[0].certainty not in ("denied", "withdrawn", "future")]  # fmt: skip
            if talks:
                found[own] = talks
        best = sorted(found, key=lambda own: (-len(found[own]), own))[:MOST_TALKERS]
        return {own: found[own] for own in best}

    def _name(self, own: str, party: Party) -> None:
        if own not in self.names:
            self.names[own] = group_name(own, party)


def _talks(rows: Sequence[Row]) -> int:
    return sum(kind_of(row.relation, row.type, row.mode)[1] for row, _ in rows)


def group_name(own: str, party: Party) -> str:
    """What a group is called: the country, or its only actor."""
    if own in by_iso3():
        return by_iso3()[own].name
    return {"UNO": "United Nations", "EUR": "European Union"}.get(own, party.name)


def _far(row: Row) -> str:
    return str(row[0].b_id if row[1] else row[0].a_id)


def _each_once(edge: Edge) -> Edge:
    edge.contacts = list({(one.event, one.kind, one.way): one for one in edge.contacts}.values())
    return edge


def _ordered(edge: Edge) -> Edge:
    edge.contacts.sort(key=lambda one: (one.day, one.event), reverse=True)
    return edge


def _is(side: str, who: Who) -> Any:
    columns = event_pairs.c
    if who.country:
        return columns[f"{side}_country"] == who.country
    ids = sorted(who.ids)
    return columns[f"{side}_id"] == ids[0] if len(ids) == 1 else columns[f"{side}_id"].in_(ids)


def inside(own: str, country: str | None, who: Who) -> bool:
    """Whether an actor is one of those that a name means."""
    return country == who.country if who.country else own in who.ids


# ---------------------------------------------------------------------- the actors of a country and those outside
@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """Who from outside has to do with the actors of a country."""

    country: str
    name: str
    region: str
    since: str
    until: str
    outside: tuple[tuple[str, str], ...]  # key and name, those most in touch first
    inside: tuple[Party, ...]
    edges: dict[tuple[str, str], Edge]
    beside: tuple[str, ...]  # events of the same articles: talks and calls that name no actor of the country
    cut: bool


@kept(16)
def influence(
    store: Store,
    country: str,
    *,
    region: str | None = None,
    since: str | None = None,
    until: str | None = None,
    by: str = "country",
) -> Influence:
    """Outsiders and the actors of a country with what joins them; `region` keeps outsiders of it, or `neighbours`."""
    by = one_of("way to group", by, BY)
    code = country_code(country)
    if code is None:
        raise InputError(f"{country!r} is no country; give its code, as LBY, or its name", code="usage", value=country)
    allowed = countries_of(region, code) if region else None
    who = Who(country=code)
    with store.read() as connection:
        begin, end = window(connection, since, until)
        reader = _Reader(connection, begin, end, _grouping(by, who))
        found = reader.near(who, (who, who))
        if allowed is not None:
            found = {own: kept for own, rows in found.items() if (kept := [r for r in rows if _land(r) in allowed])}
        made = reader.contacts(found, found, code)
        edges: dict[tuple[str, str], Edge] = {}
        people: dict[str, Party] = {}
        for own, edge in made.items():
            for one in edge.contacts:
                people.setdefault(one.y.id, one.y)
                edges.setdefault((own, one.y.id), Edge(own, one.y.id)).contacts.append(one)
        weight = Counter({own: _weight(edge.contacts) for own, edge in made.items()})
        heard: Counter[str] = Counter()
        for (_, own), edge in edges.items():
            heard[own] += _weight(edge.contacts)
        return Influence(
            country=code,
            name=by_iso3()[code].name if code in by_iso3() else code,
            region=region or "",
            since=begin,
            until=end,
            outside=tuple((own, reader.names[own]) for own, _ in sorted(weight.items(), key=lambda w: (-w[1], w[0]))),
            inside=tuple(people[own] for own, _ in sorted(heard.items(), key=lambda w: (-w[1], w[0]))),
            edges=edges,
            beside=tuple(_beside(connection, code, begin, end)),
            cut=reader.cut,
        )


def _beside(connection: Connection, code: str, since: str, until: str) -> list[str]:
    """Talks and calls in articles on the newest events of a country's actors, among those who are none of them."""
    p, a, e = event_actors.c, event_articles.c, events.c
    day = func.coalesce(e.earliest, e.latest, e.first_at)
    there, of_it = select(e.id).where(e.place_country == code), select(p.event_id).where(p.country == code)
    if few(connection, there) and few(connection, of_it):
        about = or_(e.place_country == code, e.id.in_(of_it))
    else:  # they are met soon on a walk from the newest on
        takes_part = of_it.where(p.event_id == e.id).with_only_columns(p.event_id).correlate(events).exists()
        about = or_(unindexed(e.place_country) == code, takes_part)
    newest = select(e.id).where(about, day >= since, day < until).order_by(e.first_at.desc(), e.id).limit(RECENT)
    articles = select(a.article_id).where(a.event_id.in_(list(connection.scalars(newest)))).distinct()
    own = select(p.event_id).where(p.event_id == e.id, p.country == code).correlate(events).exists()
    talks = or_(
        e.type.in_(("CONSULT", "AGREE")),
        and_(e.type == "REQUEST", e.mode == "meet"),
        and_(e.type == "REJECT", e.mode == "meet"),
    )
    told = select(a.event_id).where(a.article_id.in_(list(connection.scalars(articles))))
    named = select(p.event_id).where(p.event_id == e.id, p.country.is_not(None)).correlate(events).exists()
    query = select(e.id).where(e.id.in_(told), talks, ~own, named).order_by(e.last_at.desc(), e.id).limit(MOST_BESIDE)
    return list(connection.scalars(query))


def _weight(found: Sequence[Contact]) -> int:
    """Talks first, then help and pressure: what is denied weighs nothing."""
    return sum(
        3 if one.talking else 2 if one.kind in HELPING or one.kind in PRESSING else 1
        for one in found
        if one.style != "denied"
    )


def _land(row: Row) -> str | None:
    found: str | None = row[0].b_country if row[1] else row[0].a_country
    return found


def countries_of(region: str, country: str = "") -> frozenset[str]:
    """The countries of a region by name or code; `neighbours` are those that share a region with `country`."""
    if region == "neighbours":
        return around(country)
    found = region_named(region)
    if found is None:
        near = like(region, [one.name for one in regions()])
        hint = f"did you mean {' or '.join(near)}?" if near else "they are: " + ", ".join(one.code for one in regions())
        raise InputError(f"no region is called {region!r}; {hint}", code="usage", value=region)
    return frozenset(found.countries)


def edge_between(
    store: Store, x: str, y: str, *, since: str | None = None, until: str | None = None, kind: str | None = None
) -> Edge:
    """All contacts of two parties, newest first; `kind` keeps those of one kind."""
    with store.read() as connection:
        one, other = actors_meant(connection, x), actors_meant(connection, y)
        begin, end = window(connection, since, until)
        reader = _Reader(connection, begin, end, _grouping("actor"))
        found = reader.edges(pairs_between(Sides(one, other), begin, end), one, x, lambda _row, _flip: y).get(y)
    kept = [] if found is None else [c for c in found.contacts if kind in (None, "", c.kind)]
    return Edge(x, y, _once(kept))


def _once(found: Sequence[Contact]) -> list[Contact]:
    """Each event once for each kind and pair of parties."""
    return list({(one.event, one.kind, one.x.id, one.y.id): one for one in found}.values())


# ---------------------------------------------------------------------- answers as objects
def channels_json(found: Channels) -> Json:
    """The whole answer."""
    return {
        "schema": CHANNELS_SCHEMA,
        "a": found.a,
        "b": found.b,
        "by": found.by,
        "since": found.since,
        "until": found.until,
        "cut": found.cut,
        "direct": found.direct.as_json() if found.direct else None,
        "between": [
            {
                "id": one.id,
                "name": one.name,
                "country": one.country,
                "part": one.part,
                "together": one.together,
                "actors": [
                    {"id": p.id, "name": p.name, "level": p.level, "office": p.office or None}
                    for p in one.actors.values()
                ],
                "a": one.a.as_json(),
                "b": one.b.as_json(),
            }
            for one in found.between
        ],
        "steps": [[edge.as_json() for edge in path] for path in found.steps],
    }


def channel_rows(found: Channels) -> Iterator[Json]:
    """One row for each who stands between, and side."""
    for one in found.between:
        for side, edge in ((found.a, one.a), (found.b, one.b)):
            told = edge.as_json()
            yield {"between": one.id, "name": one.name, "part": one.part, "side": side, **_flat(told)}


def _flat(told: Json) -> Json:
    kinds = [f"{kind}:{count}" for kind, count in told["kinds"].items()]
    return {name: told[name] for name in told if name not in ("x", "y", "kinds")} | {"kinds": kinds}


CHANNEL_COLUMNS = (
    *("between", "name", "part", "side", "kinds", "talks", "denied", "events", "reports", "independent_roots"),
    *("at_least", "first_day", "last_day", "x_levels", "y_levels", "account", "style"),
)


def influence_json(found: Influence) -> Json:
    """The whole answer: outsiders, insiders, and an edge for each two with something between them."""
    return {
        "schema": CHANNELS_SCHEMA,
        "country": found.country,
        "region": found.region or None,
        "since": found.since,
        "until": found.until,
        "cut": found.cut,
        "outside": [{"id": own, "name": name} for own, name in found.outside],
        "inside": [
            {"id": p.id, "name": p.name, "level": p.level, "office": p.office or None, "country": p.country} for p in found.inside
        ],
        "edges": [_group(edge.contacts) | edge.as_json() for edge in found.edges.values()],
        "beside": list(found.beside),
    }  # fmt: skip


def _group(found: Sequence[Contact]) -> Json:
    live = [one for one in found if one.style != "denied"]
    towards = [one for one in live if one.way != "y>x"]  # what the outsider does; what is done to it stands apart
    return {
        "contacts": sum(one.talking for one in live),
        "support": sum(one.kind in HELPING for one in towards),
        "pressure": sum(one.kind in PRESSING for one in towards),
        "calls": sum(one.kind in ("call", "offer") for one in towards),
        "refusals": sum(one.kind == "refusal" for one in live),
        "back": sum(one.way == "y>x" and not one.talking and one.kind != "refusal" for one in live),
    }


GROUPS = ("contacts", "support", "pressure", "calls", "refusals", "back")


def influence_rows(found: Influence) -> Iterator[Json]:
    """One row for each outsider and insider with something between them."""
    names = dict(found.outside) | {party.id: party.name for party in found.inside}
    for (x, y), edge in found.edges.items():
        told = _group(edge.contacts) | edge.as_json()
        yield {"outside": x, "outside_name": names[x], "inside": y, "inside_name": names[y], **_flat(told)}


INFLUENCE_COLUMNS = (
    *("outside", "outside_name", "inside", "inside_name", *GROUPS, "kinds", "events", "reports", "independent_roots"),
    *("at_least", "first_day", "last_day", "x_levels", "y_levels", "account", "style"),
)
