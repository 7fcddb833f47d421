"""`sayso brief`: what became known on a day, every sentence footnoted to its claims."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from sayso.cli.ask import store_option

SUFFIXES = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".pdf": "pdf", ".json": "json"}
FORMS = ("md", "html", "pdf", "json")


@click.command("brief")
@click.option("--day", default="yesterday", show_default=True, metavar="DAY", help="2026-03-12, today, yesterday, 2d.")
@click.option("--watchlist", metavar="NAME", help="Only what meets this saved filter.")
@click.option("--by", default="local", envvar="SAYSO_BY", show_default=True, help="Whose watchlists, and who locks.")
@click.option("--form", type=click.Choice(FORMS), help="Usual: by the suffix of the file; Markdown without one.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Write to a file.")
@click.option("--lock", is_flag=True, help="Lock it: from now on it says what it says now.")
@click.option(
    "--fonts", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with more fonts for the PDF.",
)  # fmt: skip
@store_option
def command(
    day: str, watchlist: str | None, by: str, form: str | None, output: Path | None, lock: bool, fonts: tuple[Path, ...],
    store: str,
) -> None:  # fmt: skip
    """Write the brief of a day: what is new, confirmed, disputed, withdrawn, and what became of the day before.

    Made by template from coded claims: nothing is written freely. HTML needs the extra `desk`, PDF the extra `pdf`.

    \b
    sayso brief --day yesterday -o brief.html
    sayso brief --day 2026-03-12 --watchlist Border -o brief.pdf
    """
    from sayso.desk import brief as made
    from sayso.store import open_store

    form = form or SUFFIXES.get(output.suffix.lower() if output else ".md", "md")
    with open_store(store, read_only=not lock) as opened:
        ask = made.lock if lock else made.brief
        document = ask(opened, day, watchlist=watchlist, reader=by)
    body = _written(document, form, fonts)
    if output is None:
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
    else:
        _put(output, body)
        click.echo(f"sayso: {output}: {_summary(document)}", err=True)


def _written(document: dict[str, Any], form: str, fonts: tuple[Path, ...]) -> bytes:
    from sayso.desk import brief as made

    if form == "json":
        from sayso.codec import indented

        return indented(document) + b"\n"
    if form == "pdf":
        from sayso.desk.brief.pdf import pdf
        from sayso.wording.words import joined

        found = pdf(document, fonts=fonts)
        if found.missing:
            click.echo(
                f"sayso: no font here has {joined(found.missing)}: such text is named in brackets in the PDF; "
                "give a folder of fonts with --fonts, or write HTML",
                err=True,
            )
        return found.body
    return (made.html(document) if form == "html" else made.markdown(document)).encode()


def _put(path: Path, body: bytes) -> None:
    new = path.with_name(f"{path.name}.part")
    try:
        new.write_bytes(body)
        new.replace(path)
    except OSError as error:
        raise click.FileError(str(path), error.strerror or str(error)) from None
    finally:
        new.unlink(missing_ok=True)


def _summary(document: dict[str, Any]) -> str:
    if document["quiet"]:
        return str(document["quiet"])
    counts = ", ".join(f"{n} {kind}" for kind, n in document["counts"].items() if n)
    return f"{counts}; {len(document['footnotes'])} footnotes" + ("; locked" if document["state"] == "locked" else "")
