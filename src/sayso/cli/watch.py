"""`sayso watch`: feeds asked again and again, what is new read into the store."""

from __future__ import annotations

import json
import re
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import store_option
from sayso.cli.feeds import private_option

if TYPE_CHECKING:
    from sayso.watch.run import News, Tally, Watcher

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}


class Span(click.ParamType[float]):
    """A length of time: 90s, 30m, 1h, 2d, or seconds; gives seconds."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        parts = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smhd]?)\s*", str(value))
        if parts is None or not float(parts[1]):
            self.fail(f"{value!r} is no length of time; write 90s, 30m, 1h or 2d", param, ctx)
        return float(parts[1]) * _UNITS.get(parts[2], 1)


@click.command("watch")
@store_option
@click.option("--once", is_flag=True, help="Ask every feed once, fetch what is new, and end.")
@click.option("--for", "seconds", type=Span(), metavar="TIME", help="End after this long: 30m, 1h.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that read; as many as cores, at most 4."
)
@click.option("--profile", default="default", show_default=True, help="Which parts to read with.")
@click.option(
    "--gap",
    type=click.FloatRange(0, 60),
    default=1.0,
    show_default=True,
    help="Seconds between two requests to a host.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON line for everything that happens (what a pipe gets).")
@click.option(
    "--never",
    multiple=True,
    type=int,
    hidden=True,
    help="A port of this network that is never reached: the desk's own.",
)
@private_option
def command(store: str, as_json: bool, gap: float, never: tuple[int, ...], **told: Any) -> None:
    """Watch the feeds of a store: ask each when it is due, fetch what is new politely, and read it.

    Feeds are asked as often as they have news, between 2 minutes and 4 hours. What waits is kept in the store, so that a
    watcher that was ended, however roughly, goes on where it was. Ctrl-C ends it.

    \b
    sayso feeds add https://news.example/rss
    sayso watch
    sayso watch --once
    """
    from sayso.watch import Settings, Watcher

    shown: Callable[[News, Tally], None] = _lines if as_json or not sys.stdout.isatty() else _Line().show
    watcher = Watcher(store, Settings(gap=gap, closed=frozenset(never), **told), told=shown)
    with _Signals(watcher):
        tally = watcher.run()
    if shown is not _lines:
        click.echo(_verdict(tally, store))


class _Signals:
    """Ctrl-C and a request to terminate end the watcher as they should; a second one ends it at once."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self._before: dict[int, Any] = {}

    def __enter__(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._end)

    def __exit__(self, *_error: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _end(self, number: int, _frame: object) -> None:
        signal.signal(number, self._before[number])
        if sys.stderr.isatty():
            click.echo("\nending: what is being read is recorded first", err=True)
        self._watcher.end()


def _lines(news: News, _tally: Tally) -> None:
    click.echo(json.dumps({"what": news.what, **news.data}, ensure_ascii=False))
    sys.stdout.flush()


class _Line:
    """One line on standard error that is written over, and above it what goes wrong."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()

    def show(self, news: News, tally: Tally) -> None:
        """Take note of something."""
        from sayso.wording.words import safe

        if news.what == "started":
            before = f"; {_wait(news.data['queue'])} from before" if news.data["queue"] else ""
            self._above(f"watching {_many(news.data['feeds'], 'feed')}{before}")
        elif news.what == "poll" and news.data["outcome"] == "failed":
            self._above(safe(f"{news.data['feed']}: {news.data['message']}"))
        elif news.what == "poll" and news.data["new"]:
            self._above(safe(f"{news.data['feed']}: {news.data['new']} new"))
        elif news.what == "paused":
            self._above(news.data["message"])
        if self._live:
            click.echo(f"\r\x1b[K{_so_far(tally)}", err=True, nl=False)

    def _above(self, line: str) -> None:
        click.echo(("\r\x1b[K" if self._live else "") + line, err=True)


def _many(count: int, one: str) -> str:
    return f"{count:,} {one}{'s' * (count != 1)}"


def _wait(count: int, still: str = "") -> str:
    return f"{_many(count, 'article')} {still}{'waits' if count == 1 else 'wait'}"


def _so_far(tally: Tally) -> str:
    return (
        f"{_many(tally.polls, 'poll')} ({tally.unchanged} unchanged, {tally.failed} failed), {tally.items} new, "
        f"{tally.coded} coded, {tally.no_event} no event, {tally.duplicate + tally.known} known, "
        f"{tally.quarantined} quarantined, {tally.queue} waiting"
    )


def _verdict(tally: Tally, store: str) -> str:
    if not tally.feeds and not tally.polls:
        return f"There are no feeds to watch; add one: sayso feeds add URL --store {store}"
    waits = f"; {_wait(tally.queue, 'still ')}, to be fetched by the next sayso watch" if tally.queue else ""
    return f"{_so_far(tally)}{waits}. All of this is in {store}."
