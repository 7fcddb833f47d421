"""Views for people: claims, events and problems with what belongs to them in one row."""

from __future__ import annotations

from sqlalchemy.engine import Connection

VIEWS = ("v_claims", "v_events", "v_problems", "v_other_ids")

_NAMES = "(SELECT {list} FROM (SELECT p.name FROM participants p WHERE p.claim_id = c.id AND p.role {role} ORDER BY p.position) AS x)"
_EVENT_NAMES = "(SELECT {list} FROM (SELECT p.name FROM event_actors p WHERE p.event_id = e.id AND p.role {role} ORDER BY p.position) AS x)"

_CLAIMS = """
CREATE VIEW v_claims AS
SELECT c.id AS claim, coalesce(a.published_at, a.seen_at) AS published, a.outlet, {actor} AS actor, c.type, c.mode,
       {recipient} AS recipient, c.place, c.place_country, c.earliest, c.latest, c.status, c.certainty,
       c.root_name AS root,
       (SELECT {chain} FROM (SELECT l.name FROM links l WHERE l.claim_id = c.id ORDER BY l.position) AS x) AS chain,
       c.self_report, c.export, c.confidence, c.trigger, c.sentence, a.title AS article_title, a.url,
       c.article_id AS article,
       (SELECT min(ec.event_id) FROM event_claims ec WHERE ec.claim_id = c.id) AS event,
       NOT EXISTS (SELECT 1 FROM articles n WHERE n.previous = a.id) AS current
FROM claims c JOIN articles a ON a.id = c.article_id
"""

_EVENTS = """
CREATE VIEW v_events AS
SELECT e.id AS event, e.title, e.type, e.mode, {actor} AS actor, {recipient} AS recipient, e.place, e.place_country,
       e.earliest, e.latest, e.reports, e.outlets, e.independent_roots, e.verdict, e.verdict_why,
       (SELECT {roots} FROM (SELECT r.name FROM event_roots r WHERE r.event_id = e.id ORDER BY r.position) AS x) AS roots,
       e.reliability || e.credibility AS grade, e.first_at, e.last_at, e.first_report, e.story_id AS story,
       e.conflicts, e.export
FROM events e
"""

_PROBLEMS = """
CREATE VIEW v_problems AS
SELECT p.first_seen, i.state, p.stage, p.code, p.message, p.retryable, i.attempts, i.source, i.position, i.given_id,
       a.title AS article_title, a.outlet, p.span_start, p.span_end, p.article_id AS article, p.input_id AS input,
       p.id AS problem
FROM problems p JOIN inputs i ON i.id = p.input_id LEFT JOIN articles a ON a.id = p.article_id
"""

# An event is called after its first claim. `old` is the id that it would have if another of its claims stood first: among
# these are all the ids that it had before earlier claims joined it, and some that nobody ever saw. `new` is its id now.
_OTHER_IDS = """
CREATE VIEW v_other_ids AS
SELECT would_be AS old, event_id AS new FROM event_claims WHERE would_be <> event_id
"""


def create_views(connection: Connection) -> None:
    """Make the views for people anew."""
    drop_views(connection)
    concat = "group_concat" if connection.dialect.name == "sqlite" else "string_agg"
    names = f"{concat}(x.name, '; ')"
    claims = {
        "actor": _NAMES.format(list=names, role="= 'actor'"),
        "recipient": _NAMES.format(list=names, role="= 'recipient'"),
        "chain": f"{concat}(x.name, ' < ')",
    }
    events = {
        "actor": _EVENT_NAMES.format(list=names, role="= 'actor'"),
        "recipient": _EVENT_NAMES.format(list=names, role="= 'recipient'"),
        "roots": names,
    }
    for statement in (_CLAIMS.format(**claims), _EVENTS.format(**events), _PROBLEMS, _OTHER_IDS):
        connection.exec_driver_sql(statement)


def drop_views(connection: Connection) -> None:
    """Drop the views, so that the tables under them can change."""
    for name in VIEWS:
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
