"""`sayso review`: the questions whose answers would move a verdict most, one key each."""

from __future__ import annotations

import getpass
import json
import sys
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import filters, given, store_option

if TYPE_CHECKING:
    from sayso.desk.review import Answered, Question
    from sayso.store import Store

KEYS = {"x": "yes", "y": "yes", "n": "no", "u": "unsure", "s": "skip", "e": "edit"}
_HELP = "x yes, n no, u unsure, 1 to 9 a candidate, e another answer, s skip, z undo, ? help, q quit"
_NARROW = ("type", "party", "country", "outlet", "root", "verdict", "story", "text")


@click.command("review")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="No more than N questions."
)
@click.option("--by", envvar="SAYSO_BY", metavar="NAME", help="Who answers; the user's name unless said.")
@click.option("--list", "only", is_flag=True, help="Print the questions and ask nothing.")
@click.option("--cases", is_flag=True, help="Print the answers as regression cases, one JSON object a line.")
@click.option("--json", "as_json", is_flag=True, help="With --list: one JSON object a line.")
@filters(*_NARROW)
@store_option
def command(limit: int, by: str | None, only: bool, cases: bool, as_json: bool, store: str, **asked: Any) -> None:
    """Answer questions of the machine, those first whose answer would move a verdict most.

    Answers are judgements: they survive recoding, and z takes the last one back. `sayso eval --from-judgements STORE` reads the
    articles again and tells whether the machine has come to the same answers.

    \b
    sayso review --limit 20
    sayso review --list --json
    sayso review --cases > cases.jsonl
    """
    from sayso.store import open_store

    with open_store(store, read_only=only or cases) as opened:
        if cases:
            _cases(opened)
        elif only:
            _listed(opened, by or "local", limit, given(asked), as_json)
        else:
            _loop(opened, by or _user(), limit, given(asked))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise click.UsageError("who answers? say it with --by NAME, or set SAYSO_BY") from None


def _cases(store: Store) -> None:
    from sayso.desk.review import cases

    for case in cases(store):
        click.echo(json.dumps(case, ensure_ascii=False))


def _listed(store: Store, reader: str, limit: int, kept: dict[str, Any], as_json: bool) -> None:
    from sayso.desk.review import queue, screen
    from sayso.wording.words import safe

    found = queue(store, reader, kept=kept, limit=limit)
    for question in found:
        if as_json:
            click.echo(json.dumps(screen(store, question), ensure_ascii=False))
        else:
            click.echo(safe(f"{question.value:6.2f}  {question.ask}  {question.reason}"))
    if not found:
        click.echo("sayso: nothing waits for an answer", err=True)


def _loop(store: Store, reader: str, limit: int, kept: dict[str, Any]) -> None:
    """Ask until the limit is reached, nothing waits, or the reader ends it."""
    from sayso.desk.review import agreement, progress, queue
    from sayso.desk.review.sessions import begin

    session, done = begin(store, reader, goal=limit), 0
    while done < limit:
        waiting = queue(store, reader, kept=kept, limit=1, session=session)
        if not waiting:
            click.echo("nothing waits for an answer")
            break
        step = _ask(store, waiting[0], reader, done, limit)
        if step is None:
            break
        done += step
    compared, same = agreement(store, reader)
    told = f"; you agree with others on {same} of {compared}" if compared else ""
    click.echo(f"{progress(store, reader).answered} answered in this session{told}")


def _ask(store: Store, question: Question, reader: str, done: int, limit: int) -> int | None:
    """Show one question and act on a key: how many answers that adds, None to end."""
    from sayso.desk.review import screen

    shown = screen(store, question)
    _show(shown, done, limit)
    while True:
        key = _key()
        if key in ("q", "\x03", "\x04", ""):
            return None
        if key == "z":
            return _undo(store, reader)
        if key in KEYS or (key.isdecimal() and 0 < int(key) <= len(shown["candidates"])):
            step = _answer(store, question, reader, key, shown)
            if step is not None:
                return step
            continue
        click.echo(_HELP)


def _answer(store: Store, question: Question, reader: str, key: str, shown: dict[str, Any]) -> int | None:
    from sayso.desk import review
    from sayso.errors import InputError
    from sayso.rebuild import refresh

    given, choice = KEYS.get(key, "edit"), None
    if key.isdecimal():
        choice = shown["candidates"][int(key) - 1]["id"]
    elif given == "edit":
        if question.kind not in ("root-is", "copy-of"):
            click.echo("nothing to put in its place: answer x, n or u")
            return None
        choice = click.prompt("what is right instead", default="", show_default=False)
        if not choice:
            return None
    try:
        _moved(review.answer(store, question, given, reader=reader, refresh=refresh, choice=choice))
    except InputError as error:
        click.echo(error.message)
        return None
    return 0 if given == "skip" else 1


def _undo(store: Store, reader: str) -> int:
    from sayso.desk import review
    from sayso.errors import InputError
    from sayso.rebuild import refresh

    try:
        back = review.undo(store, reader=reader, refresh=refresh)
    except InputError as error:
        click.echo(error.message)
        return 0
    click.echo(f"taken back: {back.answer}")
    _moved(back)
    return 0 if back.answer == "skip" else -1


def _moved(done: Answered) -> None:
    from sayso.wording.words import safe

    for one in done.moved:
        click.echo(safe(f"  {one['title']}: {one['words']}"))


def _show(shown: dict[str, Any], done: int, limit: int) -> None:
    from sayso.wording.words import safe

    click.echo()
    click.secho(f"[{done + 1} of {limit}] {safe(shown['ask'])}", bold=True)
    for one in (shown["claim"], shown["other"]):
        if one:
            click.echo("  " + "".join(_piece(piece) for piece in one["pieces"]))
            words = f"read as: {one['words']} ({one['status']}); " if one["words"] else ""
            click.echo(safe(f"    {words}{one['outlet'] or 'nobody named'}, {one['published']}"))
    click.echo(safe(f"  why: {shown['reason']}"))
    for number, one in enumerate(shown["candidates"], 1):
        click.echo(safe(f"  {number} {one['name']} ({one['note']})"))


def _piece(piece: dict[str, Any]) -> str:
    from sayso.wording.words import safe

    text = safe(piece["text"])
    if piece["mark"] == "trigger":
        return click.style(text, bold=True, underline=True)
    return click.style(text, fg="cyan") if piece["mark"] == "source" else text


def _key() -> str:
    """One key; a line of a pipe where no terminal is."""
    click.echo("x n u e s z ? > ", nl=False)
    if sys.stdin.isatty():
        key: str = click.getchar()
        click.echo(key)
        return key
    line: str = sys.stdin.readline()
    return line.strip()[:1]
