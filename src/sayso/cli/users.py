"""`sayso users`: who may sign in to the desk."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from sayso.cli.ask import store_option

if TYPE_CHECKING:
    from sayso.web.access.people import People

ROLES = ("reader", "reviewer", "admin")
_ROLE = click.Choice(ROLES)


@click.group("users")
def command() -> None:
    """Who may sign in to the desk, and what each may do: readers read, reviewers also judge, admins do everything.

    Without users the desk answers only to its own machine, and asks nobody for a name.
    """


@command.command("add", short_help="Add a user.")
@click.argument("name")
@click.option("--role", type=_ROLE, default="reader", show_default=True, help="What the user may do.")
@click.option(
    "--password-stdin", "piped", is_flag=True, help="Read the password from standard input, not from the terminal."
)
@click.option("--no-password", is_flag=True, help="Nobody can sign in so; for tokens only.")
@store_option
def add(name: str, role: str, piped: bool, no_password: bool, store: str) -> None:
    """Add NAME, and ask for a password.

    \b
    sayso users add ada --role admin
    pass show desk | sayso users add ada --role admin --password-stdin
    """
    from sayso.web.access import keeping

    with people_of(store) as people:
        given = None if no_password else _password(piped)
        added = keeping.add_user(people, name, role, given)
        people.deed("users add", who=whoami(), how="command", what=f"{added} as {role}")
    click.echo(f"{added} is {role} of {store}" + (", without a password" if no_password else ""), err=True)


@command.command("list", short_help="List the users.")
@store_option
@click.option("--json", "as_json", is_flag=True, help="A JSON array.")
def listed(store: str, as_json: bool) -> None:
    """List the users with role, open sessions and when they were last seen."""
    with people_of(store) as people, people.reading() as opened:
        rows = [row | {"has_password": bool(row["has_password"])} for row in opened.users()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        seen = f"last seen {row['used_at'][:16].replace('T', ' ')} UTC" if row["used_at"] else "not signed in"
        password = "" if row["has_password"] else "  no password"
        click.echo(f"{row['name']:<20} {row['role']:<9} {row['sessions']} sessions  {seen}{password}")
    if not rows:
        click.echo(f"{store} has no users; add one: sayso users add NAME --role admin --store {store}", err=True)


@command.command("remove", short_help="Remove a user.")
@click.argument("name")
@store_option
def remove(name: str, store: str) -> None:
    """Remove NAME with all sessions and tokens. What they judged stays, under their name."""
    from sayso.web.access import keeping

    with people_of(store) as people:
        gone = keeping.remove_user(people, name, careful=False)
        people.deed("users remove", who=whoami(), how="command", what=gone)
        if not people.has_users():
            click.echo(f"{store} has no users now: only its own machine can reach the desk", err=True)
    click.echo(f"{gone} is removed", err=True)


@command.command("password", short_help="Set a user's password.")
@click.argument("name")
@click.option(
    "--password-stdin", "piped", is_flag=True, help="Read the password from standard input, not from the terminal."
)
@store_option
def password(name: str, piped: bool, store: str) -> None:
    """Set the password of NAME; all sessions of NAME end."""
    from sayso.web.access import keeping

    with people_of(store) as people:
        changed = keeping.set_password(people, name, _password(piped))
        people.deed("users password", who=whoami(), how="command", what=changed)
    click.echo(f"{changed} has a new password; sessions have ended", err=True)


@command.command("role", short_help="Give a user another role.")
@click.argument("name")
@click.argument("role", type=_ROLE)
@store_option
def role_of(name: str, role: str, store: str) -> None:
    """Make NAME a reader, reviewer or admin, in open sessions too."""
    from sayso.web.access import keeping

    with people_of(store) as people:
        changed = keeping.set_role(people, name, role, careful=False)
        people.deed("users role", who=whoami(), how="command", what=f"{changed} is {role}")
    click.echo(f"{changed} is {role}", err=True)


@contextmanager
def people_of(store: str) -> Iterator[People]:
    """The people of a store, which must be there."""
    from sayso.errors import MissingExtra

    try:
        import argon2  # noqa: F401

        from sayso.web.access.people import People
    except ImportError as error:
        raise MissingExtra(error.name or "argon2-cffi", "desk") from error
    people = People(store)
    try:
        with people.writing():
            pass  # an older store is brought forward
        yield people
    finally:
        people.close()


def whoami() -> str | None:
    """The name of the one who types."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


def _password(piped: bool) -> str:
    """The password, typed twice without being shown, or piped in."""
    if piped:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask for a password; pipe it in with --password-stdin")
    given: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return given
