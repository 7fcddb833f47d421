"""Watch rules: a filter, thresholds, the kinds of change to tell, and where to tell them."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import secrets
import socket
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import func, literal, select

from sayso.desk import saved
from sayso.desk.filters import one_of
from sayso.errors import InputError
from sayso.ingest.addresses import is_public, must_be_name
from sayso.model import content_id
from sayso.model.ledger import CHANGES, clock
from sayso.store import tables as t
from sayso.store.change_log import SPREAD, stamp
from sayso.store.desk_tables import alerts, change_log, deliveries, rules
from sayso.store.rows import dumps
from sayso.wording.words import joined, label

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.store import Store

Json = dict[str, Any]
USUAL = ("new", "confirmed", "disputed", "withdrawn")
SINKS = ("webhook", "mail")
MOST_SINKS = 8
DESK_FLAG = "sayso desk --allow-private"
COLUMNS = ("id", "name", "owner", "enabled", "words", "told", "kinds", "min_roots", "min_reports", "alerts", "waiting",
           "failed", "last_at")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sink:
    """Where alerts go: a web address that takes a POST, or a folder of e-mail files. Every rule has a feed besides."""

    kind: str  # one of SINKS
    to: str
    private: bool = False  # a webhook on this network is allowed

    @property
    def key(self) -> str:
        """What a delivery to it is kept under."""
        return f"{self.kind}:{self.to}"

    @property
    def shown(self) -> str:
        """Where it leads, for everybody to see: the path of a webhook is often a secret."""
        if self.kind != "webhook":
            return self.to
        parts = urlsplit(self.to)
        return f"{parts.scheme}://{parts.hostname}/…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `cursor` is the number of the last change that it was asked about."""

    name: str
    filter: Json
    owner: str = "local"
    kinds: tuple[str, ...] = USUAL
    min_roots: int = 0
    min_reports: int = 0
    sinks: tuple[Sink, ...] = ()
    enabled: bool = True
    id: str = ""
    made_at: str = ""
    cursor: int = 0
    secret: str | None = None

    @property
    def words(self) -> str:
        """What it looks for."""
        least = [
            f"at least {n} {what}"
            for n, what in ((self.min_roots, "independent roots"), (self.min_reports, "reports"))
            if n
        ]
        return "; ".join([saved.words(self.filter), *least])

    @property
    def told(self) -> str:
        """What it tells of: `new events and events whose root takes them back`."""
        return joined(label("rule-change", kind) for kind in self.kinds)


def rule_of(
    name: str,
    filters: Mapping[str, Any],
    *,
    kinds: Iterable[str] = (),
    min_roots: int = 0,
    min_reports: int = 0,
    sinks: Iterable[Sink] = (),
    owner: str = "local",
) -> Rule:
    """A rule of what people gave, everything checked; it is not kept yet."""
    wanted = tuple(dict.fromkeys(one_of("change", kind, CHANGES) for kind in kinds)) or USUAL
    if min_roots < 0 or min_reports < 0:
        raise InputError("a threshold is 0 or more", code="usage", value=name)
    given = dict(filters)
    least_roots = max(int(min_roots), int(given.pop("min_roots", 0) or 0))
    least_reports = max(int(min_reports), int(given.pop("min_reports", 0) or 0))
    checked = tuple(dict.fromkeys(checked_sink(sink) for sink in sinks))
    if len(checked) > MOST_SINKS:
        raise InputError(f"a rule tells no more than {MOST_SINKS} places", code="usage", value=name)
    return Rule(
        name=saved.named(name, "rule"), filter=saved.kept(given), owner=owner, kinds=wanted, min_roots=least_roots,
        min_reports=least_reports, sinks=checked,
    )  # fmt: skip


def checked_sink(sink: Sink) -> Sink:
    """The sink, if alerts can go there."""
    one_of("sink", sink.kind, SINKS)
    if sink.kind == "mail":
        if not sink.to or "\x00" in sink.to:
            raise InputError("name a folder for the e-mail files", code="usage", value=sink.to)
        return replace(sink, to=str(Path(sink.to).expanduser().absolute()))
    try:
        parts = urlsplit(sink.to)
        there = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        there = False
    if not there or parts.username or parts.password:
        raise InputError(
            f"{sink.to!r} is no address for a webhook; give one as https://host/path, without a password in it",
            code="invalid_url", value=sink.to,
        )  # fmt: skip
    if not sink.private and (inside := _inside(str(parts.hostname), parts.port or 80)):
        raise InputError(
            f"the webhook {sink.to!r} leads to {inside}, which is not on the open internet; if that is your own receiver, allow it "
            f"with --private (of sayso rules add; for rules made on the desk: {DESK_FLAG})",
            code="blocked_address", value=sink.to,
        )  # fmt: skip
    return sink


def _inside(host: str, port: int) -> str | None:
    """The address that a host stands for as it is written, where that is none of the open internet; no name is looked up."""
    try:
        must_be_name(host, is_public)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except InputError:
        return host
    except (OSError, UnicodeError):
        return None  # a name: its addresses are checked whenever something is sent
    return next((str(a[4][0]) for a in found if not is_public(ipaddress.ip_address(a[4][0]))), None)


def add(store: Store, rule: Rule) -> tuple[Rule, str]:
    """Keep a new rule, which tells of what becomes known from now on; the rule, and the key of its feed, told once."""
    at, key = stamp(), secrets.token_urlsafe(24)
    signed = any(sink.kind == "webhook" for sink in rule.sinks)
    made = replace(rule, id=content_id("rule", rule.name, at, key), made_at=at, secret=_secret() if signed else None)
    with store.transaction(), store._writing() as connection:
        if connection.scalar(select(rules.c.id).where(rules.c.name == rule.name)):
            raise InputError(
                f"a rule is called {rule.name!r} already; remove that one first, or choose another name",
                code="usage", value=rule.name,
            )  # fmt: skip
        if made.min_reports > 1:
            _note_spread(connection, made.min_reports, at)
        made = replace(made, cursor=int(connection.scalar(select(func.max(change_log.c.number))) or 0))
        connection.execute(rules.insert().values(**_row(made), feed_key=_digest(key)))
    return made, key


def _secret() -> str:
    return f"whsec_{secrets.token_urlsafe(32)}"


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _note_spread(connection: Connection, step: int, at: str) -> None:
    """Events that have so many reports by now have had them before the rule: they will be no news to it."""
    log, e = change_log.c, t.events.c
    noted = select(log.event_id).where(log.change == SPREAD, log.nth == step)
    start = connection.scalar(select(func.max(log.number))) or 0
    known = select(
        func.row_number().over(order_by=e.id) + start, e.id, literal(SPREAD), literal(step), e.first_report, e.last_at,
        literal(at), e.verdict, e.verdict, e.independent_roots, e.independent_roots, literal(""), literal(at),
    ).where(e.reports >= step, e.id.not_in(noted))  # fmt: skip
    columns = [column.name for column in change_log.columns]
    connection.execute(change_log.insert().from_select(columns, known))


def listed(store: Store) -> list[Rule]:
    """All rules, by name."""
    with store.read() as connection:
        return [_rule(row) for row in connection.execute(select(rules).order_by(rules.c.name)).mappings()]


def rule(store: Store, given: str) -> Rule:
    """The rule of this name or id, or the beginning of its id."""
    every = listed(store)
    found = [r for r in every if given in (r.name, r.id)] or [
        r for r in every if len(given) > 3 and r.id.partition(":")[2].startswith(given.removeprefix("rule:"))
    ]
    if len(found) != 1:
        names = ", ".join(r.name for r in every) or "none yet"
        raise InputError(f"there is no rule {given!r}; there are: {names}", code="no_rule", value=given)
    return found[0]


def remove(store: Store, given: str) -> Rule:
    """Forget a rule, with what it has told; what it was."""
    found = rule(store, given)
    with store.transaction(), store._writing() as connection:
        connection.execute(rules.delete().where(rules.c.id == found.id))
    return found


def switch(store: Store, given: str, *, on: bool) -> Rule:
    """Stop a rule, or let it go on; what became known meanwhile it does not tell."""
    found = rule(store, given)
    with store.transaction(), store._writing() as connection:
        values: Json = {"enabled": on}
        if on and not found.enabled:
            values["cursor"] = int(connection.scalar(select(func.max(change_log.c.number))) or 0)
        connection.execute(rules.update().where(rules.c.id == found.id).values(**values))
    return rule(store, found.id)


def new_feed_key(store: Store, given: str) -> str:
    """A new key for the feed of a rule, told once; the old one opens nothing any more."""
    found, key = rule(store, given), secrets.token_urlsafe(24)
    with store.transaction(), store._writing() as connection:
        connection.execute(rules.update().where(rules.c.id == found.id).values(feed_key=_digest(key)))
    return key


def opens_feed(store: Store, given: str, key: str) -> bool:
    """Whether this key opens the feed of the rule."""
    with store.read() as connection:
        held = connection.scalar(select(rules.c.feed_key).where(rules.c.id == rule(store, given).id))
    return bool(key) and hmac.compare_digest(held or "", _digest(key))


def standing(store: Store) -> list[Json]:
    """Each rule as an object, with how much it has told and what waits or failed."""
    a, d = alerts.c, deliveries.c
    with store.read() as connection:
        told = {row.rule_id: row for row in connection.execute(
            select(a.rule_id, func.count().label("n"), func.max(a.made_at).label("last")).group_by(a.rule_id))}  # fmt: skip
        states = connection.execute(
            select(a.rule_id, d.state, func.count()).join(alerts, a.id == d.alert_id).group_by(a.rule_id, d.state)
        ).all()
    by_state = {(row[0], row[1]): row[2] for row in states}
    troubles = problems(store)
    return [
        as_json(r)
        | {
            "alerts": told[r.id].n if r.id in told else 0,
            "last_at": told[r.id].last if r.id in told else None,
            "waiting": by_state.get((r.id, "waiting"), 0),
            "failed": by_state.get((r.id, "failed"), 0),
            "problems": troubles.get(r.id, []),
        }
        for r in listed(store)
    ]


def problems(store: Store) -> dict[str, list[Json]]:
    """Of each rule the ways of telling that fail now, each as a problem with the reason of its last try."""
    a, d = alerts.c, deliveries.c
    columns = (a.rule_id, d.sink, d.state, d.attempts, d.error, d.next_at, d.done_at)
    query = select(*columns).join(alerts, a.id == d.alert_id).order_by(a.number)
    last: dict[tuple[str, str], Any] = {}
    with store.read() as connection:
        for row in connection.execute(query.where(d.error.is_not(None), d.state.in_(("waiting", "failed")))):
            last[row.rule_id, row.sink] = row
    out: dict[str, list[Json]] = {}
    for row in last.values():
        kind, _, to = row.sink.partition(":")
        again = row.state == "waiting"
        tries = f"{row.attempts} {'try' if row.attempts == 1 else 'tries'}"
        then = f"next try at {clock(row.next_at)}" if again else f"given up at {clock(row.done_at)}"
        out.setdefault(row.rule_id, []).append(
            {"stage": "alerts", "code": kind, "retryable": again, "sink": kind, "to": to,
             "message": f"{row.error} ({tries}, {then})"}
        )  # fmt: skip
    return out


def as_json(r: Rule) -> Json:
    """A rule as an object, without its secret."""
    return {
        "id": r.id,
        "name": r.name,
        "owner": r.owner,
        "enabled": r.enabled,
        "filter": r.filter,
        "words": r.words,
        "told": r.told,
        "kinds": list(r.kinds),
        "min_roots": r.min_roots,
        "min_reports": r.min_reports,
        "sinks": [{"kind": s.kind, "to": s.to, "private": s.private} for s in r.sinks],
        "made_at": r.made_at,
        "cursor": r.cursor,
    }


def _row(r: Rule) -> Json:
    made = as_json(r)
    kept = ("id", "name", "owner", "enabled", "min_roots", "min_reports", "made_at", "cursor")
    lists = {name: dumps(made[name]) for name in ("filter", "kinds", "sinks")}
    return {name: made[name] for name in kept} | lists | {"secret": r.secret}


def _rule(row: Any) -> Rule:
    sinks: Sequence[Json] = json.loads(row["sinks"])
    kept = ("id", "name", "owner", "min_roots", "min_reports", "made_at", "cursor", "secret")
    return Rule(
        **{name: row[name] for name in kept},
        enabled=bool(row["enabled"]),
        filter=saved.read(row["filter"]),
        kinds=tuple(json.loads(row["kinds"])),
        sinks=tuple(Sink(**sink) for sink in sinks),
    )
