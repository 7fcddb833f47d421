"""`sayso store`: where a store is, whether it is whole, and moving it between SQLite and PostgreSQL."""

from __future__ import annotations

import json
import os
from typing import Any

import click

DEFAULT = "sayso.db"
_STORE = "SAYSO_STORE"


@click.group("store")
def command() -> None:
    """Look after a store: where it is, whether it is whole, and a copy of it elsewhere."""


@command.command("path")
@click.argument("store", required=False, envvar=_STORE, default=DEFAULT)
@click.option("--json", "as_json", is_flag=True, help="A JSON object with revision and counts.")
def path(store: str, as_json: bool) -> None:
    """Print where the store is that commands use: STORE, else SAYSO_STORE, else ./sayso.db."""
    from sayso.store import open_store

    with open_store(store, read_only=True) as opened:
        place = os.path.abspath(opened.url) if opened.dialect == "sqlite" else opened.url
        if not as_json:
            click.echo(place)
            return
        balance = opened.balance()
        facts = {"store": place, "database": opened.dialect, "revision": opened.version}
        click.echo(
            json.dumps(facts | {"inputs": balance.inputs, "articles": balance.articles, "claims": balance.claims})
        )


@command.command("upgrade")
@click.argument("store", required=False, envvar=_STORE, default=DEFAULT)
def upgrade(store: str) -> None:
    """Bring an older store's tables to this program's; a SQLite file is saved beside it first."""
    from sayso.store import open_store

    with open_store(store) as opened:
        click.echo(f"{opened.url} has tables of revision {opened.version}, the newest")


@command.command("check")
@click.argument("store", required=False, envvar=_STORE, default=DEFAULT)
@click.option("--json", "as_json", is_flag=True, help="A JSON array.")
def check(store: str, as_json: bool) -> None:
    """Look whether a store is whole: its file, its counts, what belongs together, its full text."""
    from sayso.store import check_store, open_store

    with open_store(store) as opened:
        found = check_store(opened)
    _show([{"check": c.name, "ok": c.ok, "found": c.says} for c in found], as_json)
    bad = [c.name for c in found if not c.ok]
    if bad:
        click.echo(f"sayso: the store {store} is not whole: {', '.join(bad)}; restore a backup", err=True)
        raise SystemExit(1)


@command.command("copy")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--json", "as_json", is_flag=True, help="A JSON array: the rows of each table.")
def copy(source: str, target: str, as_json: bool) -> None:
    """Copy a whole store to a new one, and compare both.

    \b
    sayso store copy sayso.db postgresql://user@host/database
    sayso store copy postgresql://user@host/database sayso.db
    """
    from sayso.store import copy_store

    done = copy_store(source, target)
    _show([{"table": name, "rows": rows} for name, rows in done.rows.items()], as_json)
    click.echo(f"{done.source} copied to {done.target}: {sum(done.rows.values())} rows, compared and equal", err=True)


def _show(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    widths = [max(len(_cell(row[key])) for row in rows) for key in rows[0]]
    for row in rows:
        click.echo(
            "  ".join(_cell(value).ljust(width) for value, width in zip(row.values(), widths, strict=True)).rstrip()
        )


def _cell(value: Any) -> str:
    return {True: "ok", False: "NOT OK"}.get(value, str(value)) if isinstance(value, bool) else str(value)
