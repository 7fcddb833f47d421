"""Watch rules: made with a look at what they would have told in the past week, listed with what they told, and fed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from sayso.desk import alerts, rules
from sayso.desk.alerts.told import COLUMNS as TOLD
from sayso.desk.rules import Rule, Sink
from sayso.errors import InputError
from sayso.model.ledger import CHANGES
from sayso.store import address_of, open_store
from sayso.web.page import Form, Page, Pages
from sayso.web.pages.watchlists import FIELDS, filters_of, whole

if TYPE_CHECKING:
    from sayso.web.ask import Ask

Json = dict[str, Any]
pages = Pages()
DAYS = 7
ATOM = "application/atom+xml; charset=utf-8"
OUTBOX = "SAYSO_OUTBOX"  # folder of e-mail files; a form of the desk cannot name another one


@pages.page("/rules", template="rules.html", nav="rules")
def listed(ask: Ask) -> Page:
    """All rules with what they told, and a form for a new one, filled in from the address."""
    found = [_shown_to(ask, row) for row in rules.standing(ask.desk.store)]
    given = {name: ", ".join(ask.params.getlist(name)) for name, _, _ in FIELDS}
    return Page(
        title="Watch rules",
        data={"rules": found},
        rows=found,
        columns=rules.COLUMNS,
        context={"fields": FIELDS, "given": given, "changes": CHANGES, "usual": rules.USUAL, "latest": alerts.told(ask.desk.store, limit=20), "outbox": str(_outbox(ask)),
                 "private": ask.settings.allow_private},
    )  # fmt: skip


@pages.action("/rules/add", scope="admin")
def add(ask: Ask, form: Form) -> Response:
    """Show what the rule would have told, or keep it."""
    drafted = _rule(ask, form)
    if form.get("do") != "keep":
        return _preview(ask, form, drafted)
    with ask.writing() as store:
        made, key = rules.add(store, drafted)
    return _shown(ask, "rule_made.html", f"The rule {made.name} watches now", {"rule": made, "key": key})


def _preview(ask: Ask, form: Form, drafted: Rule) -> Response:
    found = alerts.preview(ask.desk.store, drafted, days=DAYS)
    data = {"rule": rules.as_json(drafted), "would": found}
    fields = [(k, str(v)) for k, v in form.multi_items() if k not in ("csrf", "do") and isinstance(v, str)]
    return _shown(
        ask, "rule_preview.html", f"What {drafted.name} would have told", data | {"fields": fields, "days": DAYS}
    )


def _shown(ask: Ask, template: str, title: str, context: Json) -> Response:
    from sayso.web.rendering import render

    answer = render(ask, template, Page(title=title, data={}, context=context | {"base": _base(ask)}), "rules")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _base(ask: Ask) -> str:
    return str(ask.request.base_url).rstrip("/")


def _rule(ask: Ask, form: Form) -> Rule:
    sinks = []
    if url := str(form.get("webhook") or "").strip():
        sinks.append(Sink(kind="webhook", to=url, private=ask.settings.allow_private))
    if form.get("mail"):
        sinks.append(Sink(kind="mail", to=str(_outbox(ask))))
    filters = filters_of(form)
    least = {name: whole(str(filters.pop(name, 0) or 0), name) for name in ("min_roots", "min_reports")}
    return rules.rule_of(
        str(form.get("name") or ""), filters, kinds=[str(k) for k in form.getlist("kind")], sinks=sinks,
        owner=ask.reader, **least,
    )  # fmt: skip


def _outbox(ask: Ask) -> Path:
    """The folder of e-mail files: beside the store, unless the one who runs the desk named another."""
    if named := os.environ.get(OUTBOX):
        return Path(named)
    path = address_of(ask.settings.store).path
    return (path.absolute().parent if path else Path.cwd()) / "outbox"


@pages.page("/rules/{own}", template="rule.html", nav="rules")
def one(ask: Ask, own: str) -> Page:
    """One rule with the alerts that it made, and what it would have told in the past week."""
    found = rules.rule(ask.desk.store, own)
    made = [_told_to(ask, alert) for alert in alerts.told(ask.desk.store, found.id, limit=200)]
    row = _shown_to(ask, next(r for r in rules.standing(ask.desk.store) if r["id"] == found.id))
    return Page(
        title=found.name,
        data={"rule": row, "alerts": made},
        rows=made,
        columns=TOLD,
        context={"rule": row, "made": made, "would": alerts.preview(ask.desk.store, found, days=DAYS), "days": DAYS},
    )


def _shown_to(ask: Ask, row: Json) -> Json:
    """A rule without what only those who make rules may see."""
    if ask.may("admin"):
        return row
    hidden = [one | {"to": "", "message": f"{one['sink']} fails; an administrator sees why"} for one in row["problems"]]
    return row | {"sinks": [sink | {"to": Sink(**sink).shown} for sink in row["sinks"]], "problems": hidden}


def _told_to(ask: Ask, alert: Json) -> Json:
    if ask.may("admin"):
        return alert
    ways = [way | {"sink": way["sink"].partition(":")[0], "error": None} for way in alert["deliveries"]]
    return alert | {"deliveries": ways}


@pages.raw("/rules/{own}/feed.xml", scope="open")
def feed(ask: Ask, own: str) -> Response:
    """The alerts of a rule as Atom: for whoever may read, or has the key of the feed."""
    key = ask.param("key")
    if not ask.may("read") and not (key and rules.opens_feed(ask.desk.store, own, key)):
        raise InputError("this feed needs its key: .../feed.xml?key=KEY, or sign in", code="forbidden", value=own)
    found = rules.rule(ask.desk.store, own)
    told = alerts.told(ask.desk.store, found.id)
    return Response(alerts.atom(found, told, base=_base(ask)), media_type=ATOM)


@pages.action("/rules/{own}/switch", scope="admin")
def switch(ask: Ask, form: Form, own: str) -> Response:
    """Stop a rule, or let it go on."""
    with ask.writing() as store:
        rules.switch(store, own, on=form.get("on") == "1")
    return ask.back("/rules")


@pages.action("/rules/{own}/remove", scope="admin")
def remove(ask: Ask, form: Form, own: str) -> Response:  # noqa: ARG001
    """Forget a rule and what it told."""
    with ask.writing() as store:
        rules.remove(store, own)
    return ask.back("/rules")


@pages.action("/rules/{own}/key", scope="admin")
def new_key(ask: Ask, form: Form, own: str) -> Response:  # noqa: ARG001
    """A new key for the feed."""
    with ask.writing() as store:
        key = rules.new_feed_key(store, own)
        found = rules.rule(store, own)
    return _shown(ask, "rule_made.html", f"A new key for the feed of {found.name}", {"rule": found, "key": key})


@pages.action("/rules/run", scope="admin")
def run(ask: Ask, form: Form) -> Response:  # noqa: ARG001
    """Ask all rules now, on a store of its own: a slow webhook must not keep others from writing."""
    with open_store(ask.settings.store) as store:
        alerts.run(store)
    return ask.back("/rules")
