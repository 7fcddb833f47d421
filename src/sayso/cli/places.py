"""`sayso places`: which places a name may mean."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.states import State

if TYPE_CHECKING:
    from rich.table import Table

    from sayso.knowledge.places import Place

_SHOWN = 10
_OTHER_NAMES = 6
_UNCOUNTED = ("region", "water", "boundary", "site")  # what nobody lives in has no population to show


@click.group("places")
def command() -> None:
    """Look up the places that Sayso knows."""


@command.command("show")
@click.argument("name")
@click.option("--country", type=State(), help="The country that it must lie in: ISO code or name.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def show(name: str, country: str | None, as_json: bool) -> None:
    """List the places that NAME may mean, and what sort of name it is for each: the best known first, rare names last.

    \b
    sayso places show Tripoli
    sayso places show al-Raqqa --country SYR
    """
    from sayso.knowledge.places import look_up, similar

    code = country
    found = [place for place in look_up(name) if code in (None, place.country)]
    if as_json:
        matches = [_json(place) for place in found]
        click.echo(json.dumps({"name": name, "country": code, "matches": matches}, ensure_ascii=False, indent=2))
    elif found:
        from rich.console import Console

        console = Console(highlight=False)
        for number, place in enumerate(found[:_SHOWN]):
            if number:
                console.print()
            console.print(_entry(place))
        if len(found) > _SHOWN:
            click.echo(f"\nand {len(found) - _SHOWN} more; name the country with --country, or see all with --json")
    else:
        near = ", ".join(dict.fromkeys(place.name for place in similar(name)))
        where = f" in {code}" if code else ""
        told = f"did you mean {near}?" if near else "try another spelling, or a larger place that holds it"
        click.echo(f"no place{where} that we know is called {name!r}; {told}", err=True)
    click.get_current_context().exit(0 if found else 1)


def _entry(place: Place) -> Table:
    """One candidate: what and where it is, why it matches, and its other names."""
    from rich.table import Table
    from rich.text import Text

    from sayso.knowledge.places import other_names
    from sayso.wording.words import label

    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=10)
    grid.add_column()
    grid.add_row(
        Text(label("precision", place.precision), "bright_black"),
        Text.assemble((place.name, "bold"), f"  {_where(place)}"),
    )
    names = other_names(place)
    more = f" and {len(names) - _OTHER_NAMES} more" if len(names) > _OTHER_NAMES else ""
    facts = [
        ("at", f"{place.lat:.3f} {place.lon:.3f}, radius {place.radius_km:g} km"),
        ("people", f"{place.population:,}" if place.population and place.precision not in _UNCOUNTED else ""),
        ("match", label("match", place.match) + "".join(_doubts(place))),
        ("also", " | ".join(names[:_OTHER_NAMES]) + more),
        ("id", f"GeoNames {place.geonames_id}" if place.geonames_id else f"{place.id} (our own list)"),
    ]
    for word, value in facts:
        if value:
            grid.add_row(Text(word, "bright_black"), Text(value))
    return grid


def _where(place: Place) -> str:
    above = (
        [place.admin2, place.admin1]
        if place.precision == "city"
        else [place.admin1]
        if place.precision == "admin2"
        else []
    )
    return ", ".join(filter(None, [*above, place.country]))


def _doubts(place: Place) -> list[str]:
    """Why a reading trusts the name less."""
    from sayso.wording.words import label

    return [f"; {label('doubt', word)}" for word in ("ordinary", "person") if getattr(place, word)]


def _json(place: Place) -> dict[str, Any]:
    from sayso.knowledge.places import other_names

    return {**place._asdict(), "other_names": list(other_names(place))}
