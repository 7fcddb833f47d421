"""`sayso tokens`: what programs show instead of a password."""

from __future__ import annotations

import json

import click

from sayso.cli.ask import store_option

SCOPES = ("read", "review", "ingest", "admin")


@click.group("tokens")
def command() -> None:
    """Tokens for programs that use the API: shown once, kept as a hash, for a time.

    What a token may do: read; review (read and judge); ingest (hand in articles, nothing else); admin (everything).
    """


@command.command("add", short_help="Make a token.")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES), help="What it may do; read unless said.")
@click.option("--user", metavar="USER", help="Whose it is: it may do no more than the user, and goes with the user.")
@click.option("--days", type=click.IntRange(1, 3650), default=90, show_default=True, help="How long it holds.")
@click.option("--forever", is_flag=True, help="It holds until it is revoked.")
@store_option
def add(name: str, scopes: tuple[str, ...], user: str | None, days: int, forever: bool, store: str) -> None:
    """Make a token; NAME says what uses it. The token goes to standard output, and is never shown again.

    \b
    sayso tokens add "nightly export" --user ada
    SAYSO_TOKEN=$(sayso tokens add crawler --scope ingest --forever)
    """
    from sayso.cli.users import people_of, whoami
    from sayso.errors import InputError
    from sayso.web.access.people import user_name

    with people_of(store) as people:
        owner = user_name(user) if user else None
        with people.reading() as opened:
            if owner and opened.user(owner) is None:
                raise InputError(
                    f"there is no user {owner!r}; sayso users list shows them", code="no_user", value=owner
                )
        token, key = people.new_token(name, scopes or ("read",), user=owner, days=None if forever else days)
        people.deed("tokens add", who=whoami(), how="command", what=f"{key}: {name}")
    click.echo(token)
    until = "until it is revoked" if forever else f"for {days} days"
    click.echo(f"the token {key} holds {until}; it is not shown again. Revoke it: sayso tokens revoke {key}", err=True)


@command.command("list", short_help="List the tokens in force.")
@click.option("--all", "every", is_flag=True, help="With those that ended or were revoked.")
@click.option("--json", "as_json", is_flag=True, help="A JSON array.")
@store_option
def listed(store: str, every: bool, as_json: bool) -> None:
    """List tokens: key, name, whose, what they may do, when last used. The tokens themselves are not kept."""
    from sayso.cli.users import people_of

    with people_of(store) as people, people.reading() as opened:
        rows = opened.tokens(every=every)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        used = f"last used {row['used_at'][:16].replace('T', ' ')} UTC" if row["used_at"] else "never used"
        until = f"until {row['expires_at'][:10]}" if row["expires_at"] else "for ever"
        gone = "  revoked" if row["revoked_at"] else ""
        whose = row["user_name"] or "the desk"
        click.echo(f"{row['key']}  {row['name']:<24} {whose:<12} {'+'.join(row['scopes']):<14} {until}  {used}{gone}")
    if not rows:
        click.echo(f"{store} has no tokens; make one: sayso tokens add NAME --store {store}", err=True)


@command.command("revoke", short_help="End a token.")
@click.argument("key")
@store_option
def revoke(key: str, store: str) -> None:
    """End the token KEY, at once and for good."""
    from sayso.cli.users import people_of, whoami
    from sayso.errors import InputError

    with people_of(store) as people:
        with people.writing() as opened:
            if not opened.revoke_token(key):
                raise InputError(
                    f"no token in force has the key {key!r}; sayso tokens list", code="no_token", value=key
                )
        people.deed("tokens revoke", who=whoami(), how="command", what=key)
    click.echo(f"the token {key} is revoked", err=True)
