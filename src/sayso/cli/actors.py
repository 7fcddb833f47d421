"""`sayso actors`: who the tables know under a name, and the user's own actors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import filters, output_options, store_option
from sayso.cli.states import State

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from sayso.cli.view import View
    from sayso.knowledge.known import Known, Spell
    from sayso.knowledge.matching import Match

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_SHOWN = 8


@click.group("actors", invoke_without_command=True)
@store_option
@filters()
@output_options
@click.pass_context
def command(ctx: click.Context, /, store: str, form: str | None, output: str | None, **asked: Any) -> None:
    """List who takes part in the events of a store: as actor, as recipient, as source.

    The commands below look up the persons and organisations that Sayso knows, and add your own.

    \b
    sayso actors --since 7d --limit 20
    sayso actors --country Libya --type ASSAULT --csv
    """
    if ctx.invoked_subcommand is not None:
        return
    from sayso.cli.ask import Sheet, answer, nothing, opened
    from sayso.codec.derived_rows import ACTOR_COLUMNS, actor_row

    sheet = Sheet("actors", ACTOR_COLUMNS, actor_row, _ranked)
    with opened(store) as desk:
        answer(desk.actors, sheet, form=form, output=output, asked=asked, empty=nothing(desk, "actor", store, asked))


def _ranked(view: View, rows: list[dict[str, Any]]) -> Iterator[RenderableType]:
    from sayso.cli.sources import ranking

    numbers = (
        *(("events", "events"), ("actor", "as_actor"), ("recipient", "as_recipient"), ("other", "as_other")),
        ("source", "as_source"),
    )
    yield ranking(view, rows, numbers, lambda row: "/".join(row["sectors"][:2]) or row["kind"] or "")


@command.command("show")
@click.argument("name")
@click.option("--on", "on", type=_DAY, help="The day, YYYY-MM-DD; without it the latest that is known.")
@click.option("--country", type=State(), help="The country that the text is about: ISO code or name.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def show(name: str, on: datetime | None, country: str | None, as_json: bool) -> None:
    """Explain who NAME is: which entries match, how sure, what they were when, and how a reading codes them.

    NAME may be spelt freely, with a title, or be an office.

    \b
    sayso actors show "Marshal Khalifa Hifter" --on 2019-04-10
    sayso actors show "Tunisian foreign minister" --on 2019-04-10
    """
    from sayso.knowledge.lookup import look_up

    day = on.date().isoformat() if on else None
    found = look_up(name, day=day, country=country)
    if as_json:
        matches = [_json(match, day) for match in found]
        click.echo(json.dumps({"name": name, "on": day, "matches": matches}, ensure_ascii=False, indent=2))
    elif found:
        from rich.console import Console

        console = Console(highlight=False)
        for number, match in enumerate(found[:_SHOWN]):
            if number:
                console.print()
            console.print(_entry(match, day))
        if len(found) > _SHOWN:
            click.echo(f"\nand {len(found) - _SHOWN} more; name the country with --country")
    else:
        click.echo(f"nobody we know is called {name!r}; add your own: sayso actors add FILE", err=True)
        if code := _phrase(name, day, country):
            click.echo(f"a reading codes the phrase as {code}", err=True)
    click.get_current_context().exit(0 if found else 1)


@command.command("add")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def add(file: Path) -> None:
    """Add the actors of a CSV FILE: all rows, or none if any is bad. They take part in every reading and win over ours.

    Columns: name, aliases (joined by |), kind (person or organisation), country (ISO code, UNO and the like, or a name),
    sectors (PLOVER codes joined by |), office, start, end (dates; the end is the first day after), note. Only name is
    needed. An actor with several offices has several rows.

    \b
    name,aliases,kind,country,sectors,office,start,end
    Ana Velo,A. M. Velo,person,LBY,GOV,Minister of Finance,2024-03-01,
    """
    from sayso.knowledge import base, user

    new = user.add(file)
    base.forget()
    click.echo(
        f"{len(new)} {'row' if len(new) == 1 else 'rows'} added, {len(user.kept())} kept in {user.store()}", err=True
    )


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="A JSON array.")
def listing(as_json: bool) -> None:
    """Print your own actors."""
    from sayso.knowledge import user

    rows = user.kept()
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        code = "-".join(filter(None, (row["country"], row["sectors"])))
        when = f"{row['start']}..{row['end']}" if row["start"] or row["end"] else ""
        click.echo("  ".join(filter(None, (row["name"], row["kind"], code, row["office"], when, row["note"]))))
    if not rows:
        click.echo("none yet; add some: sayso actors add FILE", err=True)


@command.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Remove all rows of yours that are called NAME."""
    from sayso.knowledge import base, user

    gone = user.remove(name)
    base.forget()
    click.echo(f"{len(gone)} {'row' if len(gone) == 1 else 'rows'} removed", err=True)


def _phrase(text: str, day: str | None, country: str | None) -> str:
    """The codes that a reading gives to words that are no name: "Minsk police"."""
    from sayso.knowledge.countries import by_iso3
    from sayso.reader import code_phrase

    state = by_iso3().get(country or "")
    found = code_phrase(text, day=day, country=state.name if state else "") if text.strip() else None
    return "-".join(filter(None, (found.country, "/".join(found.sectors)))) if found else ""


def _entry(match: Match, day: str | None) -> Table:
    """One candidate: who it is, why it matches, how it is coded, what it was when."""
    from rich.table import Table
    from rich.text import Text

    known = match.known
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=8)
    grid.add_column()
    what = " ".join(filter(None, (known.sort or known.kind, known.country)))
    grid.add_row(
        Text(f"{match.certainty:.2f}", "bright_black"), Text.assemble((known.name, "bold"), f"  {what}  {known.id}")
    )
    facts = [
        ("match", f"{match.how}: {match.form}"),
        ("codes", f"{_code(known, day)}{f' on {day}' if day else ''}"),
        ("also", " | ".join(known.aliases[:12])),
        ("exists", f"{known.since}..{known.until}" if known.since or known.until else ""),
        ("part of", known.parent),
        ("from", _origin(known)),
        ("note", known.note),
        *(("was", _told(spell)) for spell in known.spells if spell.office or spell.dated),
    ]
    for label, value in facts:
        if value:
            grid.add_row(Text(label, "bright_black"), Text(value))
    return grid


def _code(known: Known, day: str | None) -> str:
    """Country and sectors as a reading gives them, and the office."""
    spell = known.at(day)
    code = "-".join(filter(None, (known.country, "/".join(spell.sectors)))) or "no code"
    return f"{code}, {spell.office}" if spell.office else code


def _told(spell: Spell) -> str:
    when = f"{spell.start}..{spell.end}"
    sure = f"sure {spell.sure:.2f}" if spell.sure < 1 else ""
    office = " of ".join(filter(None, (spell.office, spell.body)))
    return "  ".join(
        filter(None, ("/".join(spell.sectors), office, when, sure, f"({spell.source})" if spell.source else ""))
    )


def _origin(known: Known) -> str:
    return "your own file" if known.users else f"our table {known.source}" if known.source else ""


def _json(match: Match, day: str | None) -> dict[str, Any]:
    known, spell = match.known, match.known.at(day)
    return {
        "id": known.id,
        "name": known.name,
        "kind": known.kind,
        "sort": known.sort or None,
        "country": known.country,
        "certainty": match.certainty,
        "how": match.how,
        "form": match.form,
        "sectors": list(spell.sectors),
        "office": spell.office or None,
        "aliases": list(known.aliases),
        "since": known.since or None,
        "until": known.until or None,
        "parent": known.parent or None,
        "source": known.source or None,
        "note": known.note or None,
        "spells": [
            {
                "sectors": list(s.sectors),
                "office": s.office or None,
                "body": s.body or None,
                "start": s.start or None,
                "end": s.end or None,
                "sure": s.sure,
                "source": s.source or None,
            }
            for s in known.spells
        ],
    }
