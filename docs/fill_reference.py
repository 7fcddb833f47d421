"""Writes the reference parts of the documentation from the code: commands, names, parts, errors, codebook.

python docs/fill_reference.py [--check]
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import entry_points
from importlib.resources import files

import click
from blocks import ROOT, table, update

import sayso
from sayso import errors, profile, registry

DOCS = ROOT / "docs"


def commands() -> str:
    """Every command with its arguments and options, as `--help` gives them."""
    from sayso.cli import main

    context = click.Context(main, info_name="sayso")
    return "\n\n".join(_command(command, path) for path, command in walk(main, context))


def walk(group: click.Command, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    """Commands below a group with their full names, sorted."""
    if not isinstance(group, click.Group):
        yield context.command_path, group
        return
    for name in sorted(group.list_commands(context)):
        command = group.get_command(context, name)
        if command is not None and not command.hidden:
            yield from walk(command, click.Context(command, info_name=name, parent=context))


def _command(command: click.Command, path: str) -> str:
    context = click.Context(command, info_name=path)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    records = [p.get_help_record(context) for p in command.params if isinstance(p, click.Option)]
    rows = [(f"`{record[0]}`", record[1]) for record in records if record]
    summary = (command.help or "").split("\f")[0].strip()
    return f"### `{path}`\n\n{summary}\n\n    {usage}\n\n{table(('option', 'what it does'), rows)}"


def names() -> str:
    """The public names of `sayso`, with the first line of what they are."""
    rows = []
    for name in sorted(n for n in sayso.__all__ if not n.startswith("__")):
        first = (getattr(sayso, name).__doc__ or "").strip().split("\n")[0].replace("``", "`")
        if first.startswith(f"{name}("):  # a dataclass without a docstring shows its signature
            first = ""
        rows.append((f"`sayso.{name}`", first or "see [errors](errors.md)"))
    return table(("name", "what it is"), rows)


def parts() -> str:
    """The built-in parts by group, and which of them each profile takes."""
    rows = []
    for stage in registry.STAGES:
        for point in sorted(entry_points(group=f"sayso.{stage}"), key=lambda p: p.name):
            if point.value.startswith("sayso."):
                using = [name for name in profile.known() if profile.load(name).part(stage) == point.name]
                rows.append((f"`sayso.{stage}`", f"`{point.name}`", f"`{point.value}`", ", ".join(using)))
    return "## Built-in parts\n\n" + table(("group", "part", "class", "in profiles"), rows)


def tree() -> str:
    """Every error class with its code, and what the tree in the docstring of `sayso.errors` says of it."""
    said = dict(re.findall(r"^ +(\w+) {2,}(.+)$", errors.__doc__ or "", re.MULTILINE))
    kinds = [getattr(errors, name) for name in errors.__all__]
    rows = [
        (f"`{k.__name__}`", f"`{k.code}`", f"`{k.__mro__[1].__name__}`", said.get(k.__name__, "all of them"))
        for k in kinds
    ]
    return table(("error", "code", "is a", "raised when"), rows)


def codebook() -> str:
    """Types with their modes, contexts, sectors and codes of actors without a state, from the ontology's tables."""
    quads = {"1": "verbal cooperation", "2": "material cooperation", "3": "verbal conflict", "4": "material conflict"}
    out = ["## Types and modes"]
    modes = rows_of("modes")
    for kind in rows_of("types"):
        out.append(f"### {kind['code']}\n\n{kind['definition']} *{kind['example']}*")
        out.append(f"Quad {kind['quad']}, {quads[kind['quad']]}. {kind['note']}".strip())
        if own := [m for m in modes if m["type"] == kind["code"]]:
            out.append(
                table(("mode", "means", "example"), [(f"`{m['code']}`", m["definition"], m["example"]) for m in own])
            )
    for name, title in (
        ("contexts", "Contexts"),
        ("sectors", "Sectors of actors"),
        ("nonstate_countries", "Actors of no state"),
    ):
        rows = [r for r in rows_of(name) if r.get("scheme", "plover") == "plover"]
        out.append(f"## {title}")
        out.append(
            table(("code", "means", "example"), [(f"`{r['code']}`", r["definition"], r["example"]) for r in rows])
        )
    return "\n\n".join(out)


def cameo() -> str:
    """Every CAMEO code with its PLOVER type and mode."""
    rows = [
        (
            f"`{r['code']}`",
            r["title"],
            " ".join(filter(None, (r["type"], r["mode"]))),
            r["contexts"].replace("|", ", "),
            r["note"],
        )
        for r in rows_of("cameo")
    ]
    return table(("code", "means", "in PLOVER", "contexts", "note"), rows)


def knowledge() -> str:
    """How many rows the tables of facts hold, by kind."""
    from sayso.knowledge.countries import countries
    from sayso.knowledge.facts import facts
    from sayso.knowledge.gazetteer import gazetteer
    from sayso.knowledge.outlets import outlets

    def said(counts: Counter[str]) -> str:
        return ", ".join(f"{n:,} {name}" for name, n in counts.most_common(6))

    languages = {"fr": "French", "ar": "Arabic", "es": "Spanish", "ru": "Russian"}
    forms = Counter(languages[row["lang"]] for row in facts("country_names"))
    terms = [*facts("offices"), *facts("offices_reign")]
    bodies = [*facts("organisations"), *facts("organisations_petrarch")]
    media = Counter(outlet.kind for outlet in outlets())
    rows = [
        ("countries", f"{sum(c.kind == 'state' for c in countries()):,}", f"English, and {said(forms)} forms of names"),
        ("seats that stand for a body", f"{len(facts('metonyms')):,}", "palaces, streets, ministries"),
        ("terms of office", f"{len(terms):,}", said(Counter(row["office"] for row in terms))),
        ("persons without one", f"{len(facts('persons')):,}", "leaders of armed groups, parties, movements"),
        ("organisations", f"{len(bodies):,}", said(Counter(row["kind"] for row in bodies if row["kind"]))),
        ("outlets", f"{sum(media.values()):,}", said(media)),
        (
            "places",
            f"{len(gazetteer()):,}",
            "towns from 500 people, divisions, and what is no town: seas, camps, crossings",
        ),
    ]
    return table(("what", "rows", "among them"), rows)


def rows_of(name: str) -> list[dict[str, str]]:
    """Rows of a table of the ontology."""
    with (files("sayso.ontology") / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if line.strip() and not line.startswith("#")))


def main(arguments: list[str]) -> int:
    pages = {
        DOCS / "reading.md": {"cli": commands()},
        DOCS / "api.md": {"names": names()},
        DOCS / "parts.md": {"parts": parts()},
        DOCS / "errors.md": {"errors": tree()},
        DOCS / "codebook.md": {"codebook": codebook()},
        DOCS / "cameo.md": {"cameo": cameo()},
        DOCS / "knowledge.md": {"knowledge": knowledge()},
    }
    return update(pages, check="--check" in arguments)


if __name__ == "__main__":
    # What the package was installed with may be older than the checkout: then the table of parts would be, too.
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    if {f"sayso.{s}" for s in registry.STAGES} - set(declared):
        raise SystemExit("pyproject.toml declares no part for some stage of registry.STAGES")
    sys.exit(main(sys.argv[1:]))
