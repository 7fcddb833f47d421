"""`sayso judge`: what people decide about claims, articles and sources; it can be undone, and it survives recoding."""

from __future__ import annotations

import getpass
import importlib.util
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso.cli.ask import store_option

if TYPE_CHECKING:
    from sayso.model.ledger import Judgement
    from sayso.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])
_ANSWER = click.Choice(("yes", "no", "unsure"))


@click.group("judge")
def command() -> None:
    """Decide what the machine got wrong, beside the ledger: rows that survive recoding and can be undone.

    IDs may be shortened to a beginning that only one has.
    """


def _options(command: Command) -> Command:
    command = click.option("--no-derive", is_flag=True, help="Leave copies, events and stories to a later rebuild.")(
        command
    )
    command = click.option("--json", "as_json", is_flag=True, help="The new rows, one a line.")(command)
    command = click.option("--note", metavar="TEXT", help="Why.")(command)
    command = click.option("--by", envvar="SAYSO_BY", metavar="NAME", help="Who decides; the user's name unless said.")(
        command
    )
    return store_option(command)


@command.command("same-event", short_help="Two claims or events are one event, or are not.")
@click.argument("a")
@click.argument("b")
@click.argument("answer", type=_ANSWER, default="yes")
@_options
def same_event(a: str, b: str, answer: str, **options: Any) -> None:
    """Do A and B, claims or events, tell of one event in the world?

    \b
    sayso judge same-event ae3effe6bb 50d1c09e21
    sayso judge same-event ae3effe6bb 50d1c09e21 no --note "two raids, a day apart"
    """
    _decide("same-event", a, b, answer, **options)


@command.command("same-actor", short_help="Two names mean one actor or source, or do not.")
@click.argument("a")
@click.argument("b")
@click.argument("answer", type=_ANSWER, default="yes")
@_options
def same_actor(a: str, b: str, answer: str, **options: Any) -> None:
    """Are A and B, ids or names of actors or sources, one and the same?

    \b
    sayso judge same-actor "the coast guard" actor:sudland-coast-guard
    """
    _decide("same-actor", a, b, answer, **options)


@command.command("copy-of", short_help="An article was taken from another, or was not.")
@click.argument("child")
@click.argument("parent")
@click.argument("answer", type=_ANSWER, default="yes")
@_options
def copy_of(child: str, parent: str, answer: str, **options: Any) -> None:
    """Did the article CHILD take its news from the article PARENT? Ids or addresses.

    \b
    sayso judge copy-of https://b.example/raid https://a.example/raid
    """
    _decide("copy-of", child, parent, answer, **options)


@command.command("root-is", short_help="Whom a claim or an event goes back to.")
@click.argument("what", metavar="CLAIM|EVENT")
@click.argument("source")
@click.argument("answer", type=_ANSWER, default="yes")
@click.option("--new", is_flag=True, help="SOURCE is a name that no article in the store gives as a source.")
@_options
def root_is(what: str, source: str, answer: str, new: bool, **options: Any) -> None:
    """Is SOURCE, an id or a name, the one whom a claim, or all claims of an event, go back to?

    \b
    sayso judge root-is ae3effe6bb "Amber Wire"
    sayso judge root-is ae3effe6bb "Ana Velo" --new
    """
    _decide("root-is", what, source, answer, new=new, **options)


@command.command("wrong", short_help="A claim was misread.")
@click.argument("claim")
@_options
def wrong(claim: str, **options: Any) -> None:
    """CLAIM was misread: it does not say that. It no longer counts for any event."""
    _decide("wrong", claim, None, "yes", **options)


@command.command("reliability", short_help="How reliable a source is, A to F.")
@click.argument("source")
@click.argument("letter", metavar="A-F", type=click.Choice(tuple("ABCDEF"), case_sensitive=False))
@_options
def reliability(source: str, letter: str, **options: Any) -> None:
    """How reliable SOURCE is, on the scale of the Admiralty code: A completely, E not at all, F cannot be judged."""
    _decide("reliability", source, None, letter, **options)


@command.command("undo", short_help="Take a judgement back.")
@click.argument("judgement")
@_options
def undo(judgement: str, **options: Any) -> None:
    """Take JUDGEMENT back. The row stays, with another beside it that names it; undoing that one brings it back."""
    _write(lambda desk, store, by, note: desk.undo(store, judgement, by=by, note=note), **options)


@command.command("list", short_help="List the judgements in force.")
@store_option
@click.option("--all", "every", is_flag=True, help="With what was undone, and the rows that undid it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def listed(store: str, every: bool, as_json: bool) -> None:
    """List the judgements in force, oldest first."""
    from sayso.desk.judging import judged
    from sayso.store import open_store

    with open_store(store, read_only=True) as opened:
        rows = list(judged(opened, every=every))
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else _told(row))
    if not rows:
        click.echo(f"no judgements in {store} yet; sayso judge --help tells how to make one", err=True)


def _decide(kind: str, a: str, b: str | None, answer: str, *, new: bool = False, **options: Any) -> None:
    def act(desk: Any, store: Store, by: str, note: str | None) -> Sequence[Judgement]:
        rows: Sequence[Judgement] = desk.judge(store, kind, a, b, answer=answer, by=by, note=note, new=new)
        return rows

    _write(act, **options)


def _write(
    act: Callable[[Any, Store, str, str | None], Sequence[Judgement]],
    *,
    store: str,
    by: str | None,
    note: str | None,
    as_json: bool,
    no_derive: bool,
) -> None:
    """Keep the rows, look at the events again that they bear on, and tell what these are now."""
    from sayso.desk import judging, refuted
    from sayso.store import open_store

    with open_store(store) as opened:
        rows = act(judging, opened, by or _user(), note)
        before = {event.id: event for event in opened.events(judging.touched(opened, rows))}
        if not no_derive and importlib.util.find_spec("sayso.rebuild") is not None:
            importlib.import_module("sayso.rebuild").refresh(opened)
        claims = {claim for event in before.values() for claim in event.claims}
        after = opened.events({*judging.touched(opened, rows), *opened.event_of(claims).values()})
        told = {row["id"]: row for row in judging.judged(opened, every=True)}
        outdated = judging.outdated(opened, rows)
        with opened.read() as connection:
            gone = {own: one.row.why for own, one in refuted.refuted(opened, connection, before).items()}
    for row in rows:
        click.echo(json.dumps(told[row.id], ensure_ascii=False) if as_json else _told(told[row.id]))
    for own in outdated:
        click.echo(f"sayso: {own} is of an earlier version of its page and counts for nothing now", err=True)
    for event in before.values():
        if event.id in gone:
            click.echo(
                f"event {event.id.partition(':')[2][:10]}: {event.title}: {gone[event.id]}, was {_weight(event)}",
                err=True,
            )
    for event in after:
        old = before.get(event.id)
        now = _weight(event)
        was = f", was {_weight(old)}" if old is not None and _weight(old) != now else ""
        click.echo(f"event {event.id.partition(':')[2][:10]}: {event.title}: {now}{was}", err=True)


def _user() -> str:
    """The name of the user; a machine may not know one."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise click.UsageError("who decides? say it with --by NAME, or set SAYSO_BY") from None


def _weight(event: Any) -> str:
    roots = event.independent_roots
    return f"{event.verdict}, {event.reports} report{'s' * (event.reports != 1)} / {roots} root{'s' * (roots != 1)}"


def _told(row: dict[str, Any]) -> str:
    """A judgement in a few words: its id, the question, the answer, who, when, why."""
    from sayso.wording.words import safe

    def name(side: str) -> str:
        says = row[f"{side}_says"]
        return f"{row[side]} ({_short(says)})" if says else str(row[side])

    question = " ".join([row["kind"], name("a"), *([name("b")] if row["b"] else [])])
    answer = f"undoes {row['undoes']}" if row["undoes"] else row["answer"]
    gone = "" if row["in_force"] or row["undoes"] else " (undone)"
    note = f": {row['note']}" if row["note"] else ""
    return safe(f"{row['id']}  {question}: {answer}{gone}  by {row['by']}, {row['at'][:16].replace('T', ' ')}{note}")


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
