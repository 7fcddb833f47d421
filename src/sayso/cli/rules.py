"""`sayso rules`: watch rules, what they told, and delivering it."""

from __future__ import annotations

import json
from typing import Any

import click

from sayso.cli.ask import ALL, filters, given, store_option

_CHANGES = ("new", "confirmed", "disputed", "withdrawn", "changed")
_NOT = ("sort", "ids", "limit")


@click.group("rules")
def command() -> None:
    """Be told when something becomes known: a filter, thresholds, and where to tell.

    Every rule has a feed in the desk; a webhook and e-mail files can be added.
    """


def _of_a_rule(wrapped: Any) -> Any:
    for option in (
        click.option("--change", "kinds", multiple=True, type=click.Choice(_CHANGES), help="Usual: all but changed."),
        click.option("--webhook", multiple=True, metavar="URL", help="POST each alert there, signed."),
        click.option("--mail", multiple=True, metavar="FOLDER", help="Write each alert there as an e-mail file."),
        click.option("--private", is_flag=True, help="The webhook may be inside your own network."),
    ):
        wrapped = option(wrapped)
    return filters(*(name for name in ALL if name not in _NOT))(store_option(wrapped))


@command.command("add", short_help="Add a rule.")
@click.argument("name")
@click.option("--by", default="local", envvar="SAYSO_BY", help="Who adds it.")
@_of_a_rule
def add(name: str, by: str, store: str, **options: Any) -> None:
    """Add the rule NAME. It tells of what becomes known from now on, each change once.

    \b
    sayso rules add Border --country LBY --type ASSAULT --min-roots 2 --webhook https://hooks.example.org/sayso
    sayso rules add Talks --party DZA --type CONSULT --mail outbox
    """
    from sayso.desk import rules
    from sayso.store import open_store

    drafted = _rule(name, by, options)
    with open_store(store) as opened:
        made, key = rules.add(opened, drafted)
    click.echo(f"{made.name}: {made.words}. Tells of {made.told}.")
    click.echo(f"feed in the desk: /rules/{made.id.partition(':')[2]}/feed.xml?key={key}", err=True)
    if made.secret:
        click.echo(f"secret that signs the webhook: {made.secret}", err=True)
    click.echo("these are told this once; `sayso rules test` shows what the rule would have told", err=True)


def _rule(name: str, by: str, options: dict[str, Any]) -> Any:
    from sayso.desk.rules import Sink, rule_of

    kinds, hooks, folders = options.pop("kinds"), options.pop("webhook"), options.pop("mail")
    private = options.pop("private")
    sinks = [Sink(kind="webhook", to=url, private=private) for url in hooks]
    sinks += [Sink(kind="mail", to=folder) for folder in folders]
    return rule_of(name, given(options), kinds=kinds, sinks=sinks, owner=by)


@command.command("list", short_help="List the rules.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@store_option
def listed(as_json: bool, store: str) -> None:
    """List the rules with how much they told, what waits or was given up, and why."""
    from sayso.desk import rules
    from sayso.store import open_store

    with open_store(store, read_only=True) as opened:
        found = rules.standing(opened)
    for row in found:
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else _line(row))
    if not found:
        click.echo(f"no rules in {store} yet; sayso rules add --help tells how to make one", err=True)


def _line(row: dict[str, Any]) -> str:
    from sayso.wording.words import safe

    counts = [
        f"{row['alerts']} told",
        *(f"{row[k]} {w}" for k, w in (("waiting", "waiting"), ("failed", "given up")) if row[k]),
    ]
    where = ", ".join(["feed", *(f"{s['kind']} {s['to']}" for s in row["sinks"])])
    state = "" if row["enabled"] else " (stopped)"
    told = safe(f"{row['name']}{state}: {row['words']}; tells of {row['told']}; {where}; {', '.join(counts)}")
    return "\n".join([told, *(safe(f"  {one['sink']} fails: {one['message']}") for one in row["problems"])])


@command.command("test", short_help="What a rule would have told.")
@click.argument("name", required=False)
@click.option("--days", type=click.IntRange(1, 3660), default=7, show_default=True, help="Of the past so many days.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@_of_a_rule
def test(name: str | None, days: int, as_json: bool, store: str, **options: Any) -> None:
    """Tell what the rule NAME, or one made of the filters given, would have told; nothing is sent or kept.

    \b
    sayso rules test Border
    sayso rules test --country LBY --min-reports 5 --days 30
    """
    from sayso.desk import alerts, rules
    from sayso.store import open_store
    from sayso.wording.words import safe

    with open_store(store, read_only=True) as opened:
        rule = rules.rule(opened, name) if name else _rule("a new rule", "local", options)
        found = alerts.preview(opened, rule, days=days, most=10_000_000)
    for one in found:
        click.echo(json.dumps(one, ensure_ascii=False) if as_json else safe(f"{one['headline']}: {one['says']}"))
    click.echo(f"sayso: {len(found)} alert{'s' * (len(found) != 1)} in the past {days} days", err=True)


@command.command("remove", short_help="Remove a rule.")
@click.argument("name")
@store_option
def remove(name: str, store: str) -> None:
    """Remove the rule NAME with what it told."""
    from sayso.desk import rules
    from sayso.store import open_store

    with open_store(store) as opened:
        found = rules.remove(opened, name)
    click.echo(f"removed {found.name}")


@command.command("run", short_help="Ask all rules once.")
@click.option(
    "--base", envvar="SAYSO_DESK_URL", default="", metavar="URL", help="Where the desk is, for links in alerts."
)
@store_option
def run(base: str, store: str) -> None:
    """Ask all rules what became known since they were last asked, and deliver what waits.

    `sayso watch` does this by itself after each round. Exit code 1: a delivery was given up.
    """
    from sayso.desk import alerts
    from sayso.store import open_store

    with open_store(store) as opened:
        done = alerts.run(opened, base=base)
    click.echo(f"{done.alerts} told, {done.sent} delivered, {done.waiting} waiting, {done.failed} given up")
    click.get_current_context().exit(1 if done.failed else 0)
