"""`sayso compare A B`: two texts side by side with what they share, and who took it from whom."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from sayso.cli.view import View
    from sayso.corroborate.copies import Comparison
    from sayso.model import Article, Span
    from sayso.model.ledger import ClaimRecord, Copy, Report

    Side = tuple[Report, tuple[ClaimRecord, ...]]

SCHEMA = "sayso-compare/1"
DEFAULT = "sayso.db"
STYLES = ("cyan", "green", "magenta", "yellow", "blue", "red")
SIDE_BY_SIDE = 100  # columns of a screen that two texts need


@click.command("compare")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--store", envvar="SAYSO_STORE", help="Where ids of articles are looked up; usually ./sayso.db.")
@click.option("--outlets", nargs=2, metavar="OUTLET OUTLET", help="Who published A and B, where the files do not say.")
@click.option("--dates", nargs=2, metavar="DATE DATE", help="When A and B were published: 2026-03-12 or a full time.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(
    a: str, b: str, store: str | None, outlets: tuple[str, str] | None, dates: tuple[str, str] | None, as_json: bool
) -> None:
    """Show what two articles share, and which of them took it from the other.

    A and B are files, web addresses, or ids of articles in a store; an address that the store has is not fetched.

    \b
    sayso compare first.html second.html
    sayso compare wire.txt paper.txt --dates 2026-03-12 2026-03-13
    sayso compare article:1f0c article:77ab --store sayso.db
    """
    from sayso.corroborate.copies import compare, copy_edge

    (one, claims_one), (other, claims_other) = (
        _side(source, store, outlets[k] if outlets else None, dates[k] if dates else None)
        for k, source in enumerate((a, b))
    )
    found = compare(one, other)
    edge = copy_edge(one, other, found, claims_a=claims_one, claims_b=claims_other)
    if as_json:
        click.echo(json.dumps(_as_json(one, other, found, edge), ensure_ascii=False, indent=2))
    else:
        _show(one, other, found, edge, names=(a, b))


def _side(source: str, store: str | None, outlet: str | None, date: str | None) -> Side:
    """One article with its claims: of the store for an id or an address that it has, else read and cleaned, without claims."""
    from sayso.clean.rules import RulesCleaner
    from sayso.errors import InputError
    from sayso.ingest import read_source

    if (found := _at_address(source, store)) is not None:
        return found
    if not _is_readable(source):
        return _stored(source, store)
    articles = list(read_source(source, date=date, outlet=outlet, stdin=sys.stdin.buffer))
    if len(articles) != 1:
        message = f"{source!r} holds {len(articles)} articles; compare takes one from each source"
        raise InputError(message, code="usage", value=source)
    (article,) = articles
    if not article.text.strip():
        raise InputError(next((p.message for p in article.problems), f"{source!r} has no text"), value=source)
    document = RulesCleaner().clean(articles)[0]
    return _report(article, document.text, document.title, document.dateline_source, document.byline), ()


def _is_readable(source: str) -> bool:
    return source == "-" or "://" in source or os.path.exists(source)


def _report(article: Article, text: str, title: str | None, dateline_source: str | None, byline: str | None) -> Report:
    from sayso.coding.identity import credited, publisher
    from sayso.model.ledger import Report

    home = publisher(article)
    return Report(
        id=article.id,
        text=text,
        title=title or article.title,
        outlet=article.outlet,
        outlet_id=home.id,
        family=home.family,
        url=article.url,
        published=article.published_at,
        credits=credited(dateline_source, byline or article.byline, home.id),
        language=article.language,
    )


def _stored(source: str, store: str | None) -> Side:
    """The article of the store that has this id, or the only one whose id begins so."""
    from sayso.errors import InputError

    if store is None and not os.path.exists(DEFAULT):
        message = f"{source!r} is no file and no address; for the id of an article give --store"
        raise InputError(message, code="not_found", value=source)
    return _article(source, store or DEFAULT)


def _at_address(source: str, store: str | None) -> Side | None:
    """The newest version of what the store has from an address; None where it has nothing or there is no store."""
    from sayso.errors import InputError

    if "://" not in source or (store is None and not os.path.exists(DEFAULT)):
        return None
    try:
        return _article(source, store or DEFAULT)
    except InputError as error:
        if error.code != "no_article":
            raise
        return None


def _article(source: str, store: str) -> Side:
    from sayso.desk.meant import article_meant
    from sayso.store import open_store

    with open_store(store, read_only=True) as opened:
        with opened.read() as connection:
            own = article_meant(connection, opened.url, source)
        report = next(iter(opened.reports([own], current=False)))
        return report, opened.records([own]).get(own, ())


def _as_json(one: Report, other: Report, found: Comparison, edge: Copy | None) -> dict[str, Any]:
    from sayso.corroborate.copies import counts_as_copy

    return {
        "schema": SCHEMA,
        "a": _named(one),
        "b": _named(other),
        "share_a": found.share_a,
        "share_b": found.share_b,
        "words": found.words,
        "own_words": found.own_words,
        "in_order": found.in_order,
        "passages": [
            {
                "a": _pair(p.a),
                "b": _pair(p.b),
                "words": p.words,
                "own": p.own,
                "stated": p.stated,
                "text": p.a.of(one.text),
            }
            for p in found.passages
        ],
        "quotations": [
            {"a": _pair(q.a), "b": _pair(q.b), "words": q.words, "text": q.a.of(one.text)} for q in found.quotations
        ],
        "details": list(found.details),
        "copy": None if edge is None else _edge(edge) | {"counts": counts_as_copy(edge)},
    }


def _named(report: Report) -> dict[str, Any]:
    return {name: getattr(report, name) for name in ("id", "title", "outlet", "url", "published")}


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _edge(edge: Copy) -> dict[str, Any]:
    told = [
        {"kind": e.kind, "says": e.says, "child": _pair(e.child), "parent": _pair(e.parent), "words": e.words}
        for e in edge.evidence
    ]
    plain = {name: getattr(edge, name) for name in ("child", "parent", "kind", "share", "score", "directed")}
    return plain | {"evidence": told}


def _show(one: Report, other: Report, found: Comparison, edge: Copy | None, *, names: tuple[str, str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from sayso.cli.view import View

    view = View(Console(highlight=False))
    texts = [
        _marked(view, report, [(k, p.a if first else p.b) for k, p in enumerate(found.passages)])
        for report, first in ((one, True), (other, False))
    ]
    grid = Table.grid(padding=(0, 3), expand=True)
    parts: list[RenderableType] = [grid]
    if view.width >= SIDE_BY_SIDE and not view.plain:
        grid.add_column(ratio=1)
        grid.add_column(ratio=1)
        grid.add_row(_head(view, "A", one, names[0]), _head(view, "B", other, names[1]))
        grid.add_row(*texts)
    else:
        for sign, report, name, text in (("A", one, names[0], texts[0]), ("B", other, names[1], texts[1])):
            grid.add_row(_head(view, sign, report, name))
            grid.add_row(text)
            grid.add_row("")
    view.show(*parts, Text(), *_summary(view, one, other, found, edge))


def _head(view: View, sign: str, report: Report, name: str) -> Text:
    from sayso.model.ledger import clock

    facts = " · ".join(fact for fact in (report.outlet, clock(report.published)) if fact)
    title = report.title or report.url or name
    return view.words(f"{sign}  {title}", "bold") + view.words(f"\n   {facts}" if facts else "", "bright_black")


def _marked(view: View, report: Report, parts: list[tuple[int, Span]]) -> Text:
    """The text with its shared passages in colour, and between numbered brackets where there are no colours."""
    from rich.text import Text

    out, at = Text(), 0
    for number, span in sorted(parts, key=lambda part: part[1]):
        out += _lines(view, report.text[at : span.start])
        shared = _lines(view, span.of(report.text), f"bold {STYLES[number % len(STYLES)]}")
        out += Text.assemble(f"[{number + 1}: ", shared, "]") if view.plain else shared
        at = span.end
    return out + _lines(view, report.text[at:])


def _lines(view: View, text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text("\n").join([view.words(line, style) for line in text.split("\n")])


def _summary(view: View, one: Report, other: Report, found: Comparison, edge: Copy | None) -> list[Text]:
    from sayso.corroborate.copies import counts_as_copy

    out = [
        view.words(
            f"{found.share_a:.0%} of A stands in B, {found.share_b:.0%} of B in A: {found.words} words in "
            f"{len(found.passages)} passage{'s' * (len(found.passages) != 1)}, {found.own_words} of them the media's own"
        ),
    ]
    if found.passages:
        out[0] += view.words(", in the same order" if found.in_order else ", in another order")
    if edge is None:
        return [*out, view.words("Nothing shows that one took from the other.", "bold")]
    signs = {one.id: "A", other.id: "B"}
    child, parent = signs[edge.child], signs[edge.parent]
    if not counts_as_copy(edge):
        verdict = f"A and B have a source in common; nothing shows that one took from the other ({edge.kind})."
    elif edge.directed:
        verdict = f"{child} took from {parent}: {edge.kind}, score {edge.score:.2f}."
    else:
        verdict = f"One took from the other, or both from a third: {edge.kind}, score {edge.score:.2f}; {parent} stands in as the older."
    out.append(view.words(verdict, "bold"))
    told = dict.fromkeys((e.kind, e.says) for e in edge.evidence if e.kind != "details")  # each once
    return out + [view.words(f"  {kind}: {_told(says, child)}", "") for kind, says in told]


def _told(says: str, child: str) -> str:
    """The evidence with the letter of the child for the pronoun that it opens with."""
    return says.replace("its credit line", f"the credit line of {child}").replace("it names", f"{child} names")
