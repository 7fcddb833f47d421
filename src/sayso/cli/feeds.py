"""`sayso feeds`: the feeds that `sayso watch` asks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import Sheet, answer, output_options, store_option
from sayso.cli.states import State

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.cli.view import View
    from sayso.store import Store
    from sayso.watch.looking import Look

Json = dict[str, Any]
QUIET = "bright_black"
STYLES = {"failing": "red", "silent": "yellow", "late": "yellow", "paused": QUIET, "new": "cyan", "well": "green"}
private_option = click.option(
    "--allow-private",
    is_flag=True,
    help="Allow addresses of this machine and its network, which are refused otherwise.",
)


@click.group("feeds")
def command() -> None:
    """The feeds that `sayso watch` asks: RSS, Atom, JSON Feed and news sitemaps.

    \b
    sayso feeds add https://news.example/
    sayso feeds list
    sayso watch
    """


@contextmanager
def _store(where: str, *, create: bool = False) -> Iterator[Store]:
    from sayso.store import open_store

    with open_store(where, create=create) as opened:
        yield opened


@command.command("add")
@click.argument("url", metavar="URL|SITE")
@store_option
@click.option("--title", help="What to call it; else what it calls itself.")
@click.option("--country", type=State(), help="Where its outlet is: ISO code or name of a country.")
@click.option("--language", help="Its language, as en.")
@click.option("--note", help="Anything to know about it: who owns it, how far to trust it.")
@click.option("--all", "every", is_flag=True, help="Of a site with several feeds, add all.")
@click.option("--no-check", is_flag=True, help="Add it without looking at it first.")
@private_option
def add(
    url: str, store: str, every: bool, no_check: bool, allow_private: bool, country: str | None, **about: str | None
) -> None:
    """Add a feed, or the feeds of a site, and show what it holds now."""
    from sayso.watch import books

    found = [] if no_check else _looked(url, allow_private=allow_private)
    taken: list[Look | None] = [*(found if every else found[:1])]
    with _store(store, create=True) as opened:
        for look in taken or [None]:
            told = about if look is None else {**look.about, **{k: v for k, v in about.items() if v}}
            feed, new = books.add_feed(
                opened, look.url if look else url, allow_private=allow_private, country=country, **told
            )
            click.echo(f"{'added' if new else 'known already'}: {feed.name} <{feed.url}>")
            if look is not None:
                _preview(look)
    for other in found[1:] if not every else ():
        click.echo(
            f"also there: {other.url} ({other.about.get('title') or other.kind}); add it with: sayso feeds add",
            err=True,
        )
    click.echo(f"watch it with: sayso watch --store {store}", err=True)


def _looked(url: str, *, allow_private: bool) -> list[Look]:
    from sayso.errors import InputError
    from sayso.watch.looking import look_for

    try:
        return look_for(url, allow_private=allow_private)
    except InputError as error:
        if error.code == "blocked_address" and not allow_private:
            said = error.message.partition(";")[0]
            raise InputError(
                f"{said}; if it is yours, allow it with --allow-private", code=error.code, value=url
            ) from None
        raise


def _preview(look: Look, count: int = 5) -> None:
    from sayso.model.ledger import clock
    from sayso.wording.words import safe

    click.echo(f"  {look.says}")
    for item in look.items[:count]:
        click.echo(f"  {clock(item.published) or 'no date':<21} {safe(item.title or item.url or item.key)}")
    if len(look.items) > count:
        click.echo(f"  and {len(look.items) - count} more")


@command.command("test")
@click.argument("url")
@click.option("--code", "coded", is_flag=True, help="Read the newest article, too, and show its claims.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@private_option
def test(url: str, coded: bool, as_json: bool, allow_private: bool) -> None:
    """Show what would be read of a feed or site, and add nothing: items, dates, robots.txt, and what is odd."""
    from sayso.watch.looking import newest, robots_says

    looks = _looked(url, allow_private=allow_private)
    told = [{**look.as_dict(), "robots": robots_says(look, allow_private=allow_private)} for look in looks]
    reading = newest(looks[0], allow_private=allow_private) if coded else None
    if as_json or not sys.stdout.isatty():
        import json

        from sayso.codec import reading_to_dict

        out = {"schema": "sayso-feed-test/1", "url": url, "feeds": told}
        click.echo(json.dumps(out | ({"newest": reading_to_dict(reading)} if reading else {}), ensure_ascii=False))
        return
    for look, about in zip(looks, told, strict=True):
        click.echo(f"{look.about.get('title') or look.url} <{look.url}>")
        _preview(look, 10)
        click.echo(f"  {about['robots']}")
        for remark in look.remarks:
            click.echo(f"  {remark}")
    if reading is not None:
        from rich.console import Console

        from sayso.cli.view import View

        View(Console()).print(reading)


@command.command("list")
@store_option
@output_options
def listing(store: str, form: str | None, output: str | None) -> None:
    """List feeds with how they are: what is usual for each, what it gave lately, and what is wrong."""
    from sayso.cli.ask import opened
    from sayso.watch import health

    with opened(store) as desk:
        sheet = Sheet("feeds", health.COLUMNS, lambda row: row, _table)
        rows = health.feeds(desk.store)
        answer(
            lambda **asked: rows[: asked["limit"]] if asked.get("limit") else rows,
            sheet,
            form=form,
            output=output,
            asked={"limit": 10_000},
            empty=lambda: f"no feeds yet; add one: sayso feeds add URL --store {store}",
        )


def _table(view: View, rows: list[Json]) -> Iterator[RenderableType]:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from sayso.model.ledger import clock
    from sayso.wording.words import marked

    table = Table(box=box.ASCII2 if view.ascii else box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    table.add_column("feed", overflow="fold", ratio=1)
    for title in ("a day", "last 24 h", "items", "waiting"):
        table.add_column(title, justify="right", no_wrap=True)
    for row in rows:
        sign = marked("feed-health", row["health"], ascii_only=view.ascii)
        name = Text("\n").join(
            [
                view.words(f"{sign} {row['title'] or row['url']}", "bold"),
                view.words(f"  {row['says']}", STYLES[row["health"]]),
                view.words(f"  {row['url']}; last item {clock(row['last_item_at']) or 'unknown'}", QUIET),
            ]
        )
        usual = f"{row['usual_a_day']:g}" if row["usual_a_day"] else "-"
        counts = (row["last_24h"], row["items"], row["waiting"])
        table.add_row(name, view.words(usual), *(view.words(f"{n:,}" if n else "-") for n in counts))
    yield table


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True), metavar="FILE.opml")
@store_option
@private_option
def importing(file: str, store: str, allow_private: bool) -> None:
    """Add the feeds of an OPML file, as every reader of feeds writes it; - reads standard input."""
    from sayso.watch import opml

    with click.open_file(file, "rb") as source, _store(store, create=True) as opened:
        done = opml.take(opened, source.read(), allow_private=allow_private)
    for problem in done.problems:
        click.echo(f"sayso: {problem}", err=True)
    click.echo(f"{done.added} added, {done.known} known already")
    click.get_current_context().exit(1 if done.problems else 0)


@command.command("export")
@store_option
@click.option("-o", "--output", type=click.File("wb", lazy=True), default="-", help="Write to a file.")
def export(store: str, output: Any) -> None:
    """Write all feeds as OPML, with their country, language and notes."""
    from sayso.cli.ask import opened
    from sayso.watch import opml

    with opened(store) as desk:
        output.write(opml.give(desk.store))


@command.command("remove")
@click.argument("feed")
@store_option
def remove(feed: str, store: str) -> None:
    """Forget a feed: by address, title or id. Articles that came by it stay."""
    from sayso.watch import books

    with _store(store) as opened:
        found = books.find_feed(opened, feed)
        items = books.remove_feed(opened, found.id)
    click.echo(f"removed: {found.name} <{found.url}>, which had given {items} item{'s' * (items != 1)}")


@command.command("pause")
@click.argument("feed")
@store_option
@click.option("--why", help="The reason, for others who look at the list.")
def pause(feed: str, store: str, why: str | None) -> None:
    """Ask a feed no more, until it is resumed."""
    from sayso.watch import books

    with _store(store) as opened:
        found = books.find_feed(opened, feed)
        books.pause_feed(opened, found.id, why)
    click.echo(f"paused: {found.name} <{found.url}>")


@command.command("resume")
@click.argument("feed")
@store_option
def resume(feed: str, store: str) -> None:
    """Ask a feed again that was paused, or at once one that is sent away for now."""
    from sayso.watch import books

    with _store(store) as opened:
        found = books.find_feed(opened, feed)
        books.resume_feed(opened, found.id)
    click.echo(f"resumed: {found.name} <{found.url}>; it is asked next")
