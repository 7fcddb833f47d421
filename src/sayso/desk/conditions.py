"""A filter as conditions of SQL, for the table of events and for that of claims.

A list is either walked in its order until enough rows are found, each tested as it comes by, or made from the few rows that an
index names. Which of the two depends on how many rows a name means, so that is counted first, as far as it matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, column, func, or_, select, table, text
from sqlalchemy.engine import Connection

from sayso.desk.filters import Filter
from sayso.desk.names import Who, actors_meant, outlets_meant, sources_meant
from sayso.errors import InputError
from sayso.store import tables as t

Condition = ColumnElement[bool]
ROLES = {"actor": ("actor",), "recipient": ("recipient",), "party": ()}
Found = Callable[[Callable[[Any], Any]], Select[Any]]  # made with a column as it is, or `unindexed`
FEW = 4000  # rows that are quicker to look up than to meet on a walk


def event_conditions(connection: Connection, asked: Filter, *, page: bool = False) -> list[Condition]:
    """What an event must meet. `page`: only some rows are read, in an order that an index has."""
    e = t.events.c
    out = list(_of_event(e, asked))
    walked = page or (asked.sort in ("date", "first") and asked.limit is not None)
    for key, found in _memberships(connection, asked):
        _join(connection, out, e.id, key, found, walked=walked)
    if asked.country:
        out.append(_in_countries(connection, asked))
    if asked.story:
        out.append(begins(e.story_id, full_id(asked.story, "story")))
    if asked.ids:
        out.append(e.id.in_(event_ids(connection, asked.ids)))
    return out


def _of_event(e: Any, asked: Filter) -> Iterator[Condition]:
    if asked.since:
        yield func.coalesce(e.latest, e.last_at) >= asked.since
    if asked.until:
        yield func.coalesce(e.earliest, e.latest, e.first_at) < asked.until
    if asked.published_since:
        yield e.last_at >= asked.published_since
    if asked.published_until:
        yield e.first_at < asked.published_until
    yield from _shared(e, asked)
    if asked.verdict:
        yield unindexed(e.verdict).in_(asked.verdict)
    if asked.min_roots:
        yield e.independent_roots >= asked.min_roots
    if asked.min_reports:
        yield e.reports >= asked.min_reports


def _in_countries(connection: Connection, asked: Filter) -> Condition:
    """Whether an event took place in one of the countries: by index where these are few, or stand there in the order asked for."""
    country = t.events.c.place_country
    ordered = asked.sort == "date" and len(asked.country) == 1
    if ordered or few(connection, select(t.events.c.id).where(country.in_(asked.country))):
        return country.in_(asked.country)
    return unindexed(country).in_(asked.country)  # type: ignore[no-any-return]


def _memberships(connection: Connection, asked: Filter) -> Iterator[tuple[Any, Found]]:
    """Selects of ids of events, one for each name or word that is asked for, with the column that they select."""
    roots, claims, articles = t.event_roots.c, t.event_claims.c, t.event_articles.c
    yield from _people(connection, asked, t.event_actors, t.event_actors.c.event_id)
    if asked.root:
        ids = [one for name in asked.root for one in sources_meant(connection, name)]
        yield roots.event_id, lambda seen: select(roots.event_id).where(seen(roots.root_id).in_(ids))
    if asked.status:
        stated = select(claims.event_id).join(t.claims, t.claims.c.id == claims.claim_id)
        found = stated.where(t.claims.c.status.in_(asked.status))
        yield claims.event_id, lambda _: found
    for told in article_selects(connection, asked):
        yield articles.event_id, _carried_by(told)


def _carried_by(told: Select[Any]) -> Found:
    articles = t.event_articles.c
    return lambda seen: select(articles.event_id).where(seen(articles.article_id).in_(told))


def _people(connection: Connection, asked: Filter, people: Any, key: Any) -> Iterator[tuple[Any, Found]]:
    """One select for each name: whoever is meant has the role; `party` means any role."""
    for role in ROLES:
        for name in getattr(asked, role):
            yield key, _taking_part(actors_meant(connection, name), people, key, ROLES[role])


def _taking_part(who: Who, people: Any, key: Any, roles: tuple[str, ...]) -> Found:
    def found(seen: Callable[[Any], Any]) -> Select[Any]:
        own = seen(people.c.country) == who.country if who.country else seen(people.c.actor_id).in_(who.ids)
        query = select(key).where(own)
        return query.where(people.c.role.in_(roles)) if roles else query

    return found


def claim_conditions(connection: Connection, asked: Filter) -> list[Condition]:
    """What a claim must meet."""
    c, a = t.claims.c, t.articles.c
    out = list(_of_claim(c, a, asked))
    for name, values in ((c.place_country, asked.country), (c.status, asked.status)):
        if values:
            looked_up = few(connection, select(c.id).where(name.in_(values)))
            out.append((name if looked_up else unindexed(name)).in_(values))
    for key, people in _people(connection, asked, t.participants, t.participants.c.claim_id):
        _join(connection, out, c.id, key, people)
    if asked.root:
        out.append(_rooted(connection, asked.root))
    if asked.story:
        inside = t.story_articles.c
        of_story = select(inside.article_id).where(begins(inside.story_id, full_id(asked.story, "story")))
        _join(connection, out, c.article_id, inside.article_id, lambda _: of_story)
    for found in article_selects(connection, asked):
        out.append(c.article_id.in_(found))
    if asked.verdict or asked.min_roots or asked.min_reports:
        part = t.event_claims.c
        judged = select(part.claim_id).join(t.events, t.events.c.id == part.event_id)
        inside_of = Filter(verdict=asked.verdict, min_roots=asked.min_roots, min_reports=asked.min_reports)
        every = judged.where(*_of_event(t.events.c, inside_of))
        _join(connection, out, c.id, part.claim_id, lambda _: every)
    if asked.ids:
        out.append(or_(*(begins(c.id, full_id(one, "claim")) for one in asked.ids)))
    return out


def _of_claim(c: Any, a: Any, asked: Filter) -> Iterator[Condition]:
    if asked.since:
        yield func.coalesce(c.latest, a.ordered_at) >= asked.since
    if asked.until:
        yield func.coalesce(c.earliest, c.latest, a.ordered_at) < asked.until
    if asked.published_since:
        yield a.ordered_at >= asked.published_since
    if asked.published_until:
        yield a.ordered_at < asked.published_until
    yield from _shared(c, asked)


def _shared(columns: Any, asked: Filter) -> Iterator[Condition]:
    if asked.types:
        yield unindexed(columns.type).in_(asked.types)
    if asked.modes:
        yield or_(*(_mode(columns, mode) for mode in asked.modes))
    if asked.quads:
        yield columns.quad.in_(asked.quads)
    if asked.place:
        low = asked.place.lower()
        names = [func.lower(columns.place) == low, func.lower(columns.place_admin1) == low]
        yield or_(*names, columns.geonames_id == int(low)) if low.isdecimal() and len(low) < 12 else or_(*names)
    if asked.export:
        yield columns.export.is_(True)


def _mode(columns: Any, mode: str) -> Condition:
    kind, _, code = mode.rpartition("/")
    return and_(columns.type == kind, columns.mode == code) if kind else columns.mode == code


def _join(
    connection: Connection, out: list[Condition], own: Any, key: Any, found: Found, *, walked: bool = True
) -> None:
    """Add that `own` is among the keys found: looked up if they are few; else tested row by row.

    Where the list is `walked` from its newest row on, few rows are tested; where all must be ordered, every one.
    """
    listed = found(lambda name: name)
    if few(connection, listed):
        out.append(own.in_(listed))
    elif walked:
        out.append(found(unindexed).where(key == own).correlate(own.table).exists())
    else:
        out.append(unindexed(own).in_(listed))


def few(connection: Connection, found: Select[Any]) -> bool:
    """Whether a select gives so few rows that each is best looked up."""
    counted = select(func.count()).select_from(found.limit(FEW).subquery())
    return (connection.scalar(counted) or 0) < FEW


def unindexed(name: Any) -> Any:
    """The column as an expression that no index answers, where another index serves better."""
    return name.concat("")


def _rooted(connection: Connection, names: tuple[str, ...]) -> Condition:
    ids = [one for name in names for one in sources_meant(connection, name)]
    joined = select(t.source_aliases.c.alias).where(t.source_aliases.c.source_id.in_(ids))
    return or_(t.claims.c.root_id.in_(ids), t.claims.c.root_id.in_(joined))


def article_selects(connection: Connection, asked: Filter) -> Iterator[Select[Any]]:
    """Ids of the articles by outlet and by words, each a condition of its own."""
    if asked.outlet:
        meant = [outlets_meant(name) for name in asked.outlet]
        a = t.articles.alias("told").c
        ids = [one for listed, _ in meant for one in listed]
        names = [name.lower() for _, name in meant]
        yield select(a.id).where(or_(a.outlet_id.in_(ids), func.lower(a.outlet).in_(names)))
    if asked.text:
        yield _matching(connection.dialect.name, asked.text)


def _matching(dialect: str, words: str) -> Select[Any]:
    """Articles whose title or text has all the words; words in quotation marks stand together; nothing is an operator."""
    parts = words.replace("“", '"').replace("”", '"').split('"')
    pieces = [p for n, part in enumerate(parts) for p in ([part] if n % 2 and n < len(parts) - 1 else part.split())]
    phrase = " ".join(f'"{piece.strip()}"' for piece in pieces if any(c.isalnum() for c in piece))
    if not phrase:
        raise InputError(f"{words!r} holds no word to look for", code="usage", value=words)
    d = t.documents.c
    if dialect != "sqlite":
        found = text("documents.search @@ websearch_to_tsquery('english', :phrase)").bindparams(phrase=phrase)
        return select(d.article_id).where(found)
    fts = table("documents_fts", column("rowid"))
    rows = select(fts.c.rowid).where(text("documents_fts MATCH :phrase").bindparams(phrase=phrase))
    return select(d.article_id).where(d.number.in_(rows))


def event_ids(connection: Connection, given: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of events for ids, beginnings of ids, and ids that an event had before earlier reports joined it."""
    out: list[str] = []
    for one in (full_id(one, "event") for one in given):
        now = select(t.events.c.id).where(begins(t.events.c.id, one)).limit(2)
        once = select(t.event_claims.c.event_id).where(begins(t.event_claims.c.would_be, one)).distinct().limit(2)
        found = [row[0] for row in connection.execute(now)] or [row[0] for row in connection.execute(once)]
        if len(found) > 1 and one not in found:
            raise InputError(f"{one!r} begins the ids of several events; give more of it", code="usage", value=one)
        out += [one] if one in found else found
    return tuple(dict.fromkeys(out))


def full_id(given: str, kind: str) -> str:
    """An id with its kind: people may leave that out."""
    return given if ":" in given else f"{kind}:{given}"


def begins(column: Any, start: str) -> Condition:
    """Ids from `start` on that begin with it: a range, which an index answers."""
    return and_(column >= start, column < start + "\U0010ffff")
