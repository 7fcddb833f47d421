"""One event for a person: what, how sure and why, on whose word, who copied whom, what differs, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.cli.events import verdict_text
from sayso.cli.view import QUIET
from sayso.model.ledger import clock
from sayso.wording.events import counted, day_of, deniers, moved, short, titled, weight, where
from sayso.wording.words import joined, label, marked

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.cli.view import View
    from sayso.desk.event_view import EventView, RootView, Told
    from sayso.model.ledger import Copy

Json = dict[str, Any]
LABEL = 14
AT = 20  # columns of a time
LEAST = 0.005  # share of words that is told: less is none
PASSAGES = 4  # lengths told of passages
STEP = 3  # columns that a copy stands further to the right than what it copies
EVIDENCE = 4  # pieces shown for a copy


def card(view: View, found: EventView) -> Iterator[RenderableType]:
    """The parts of the view, from the title down to the story."""
    event = found.event
    yield view.words(titled(event), "bold")
    verdict = verdict_text(view, event["verdict"], deniers(event))
    yield Text("   ").join([verdict, view.words(weight(event), "bold")])
    yield _facts(view, event)
    for number, root in enumerate(found.roots, 1):
        yield Padding(_root(view, root, number), (1, 0, 0, 0))
    for title, rows in (
        ("where reports differ", _conflicts(event, found)),
        ("against it", _against(found)),
        ("in circles", [("", " > ".join(ring)) for ring in event["circular"]]),
        ("what changed", _history(view, event)),
    ):
        if rows:
            yield Padding(view.words(title, "bold"), (1, 0, 0, 0))
            yield _grid(view, rows, AT if title == "what changed" else LABEL)
    if found.story:
        told = f"{found.story['title']}  ({counted(found.story['articles'], 'article')}, {short(found.story['id'])})"
        yield Padding(_grid(view, [("story", told)]), (1, 0, 0, 0))


def _grid(view: View, rows: list[tuple[str, str]], width: int = LABEL) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=width)
    grid.add_column(ratio=1)
    for left, right in rows:
        grid.add_row(view.words(left, QUIET), view.words(right))
    return grid


def _facts(view: View, event: Json) -> Table:
    grade = event["grade"]
    kind = "/".join(filter(None, (event["type"], event["mode"])))
    rows = [
        ("kind", f"{kind}, {label('quad', str(event['quad']))}" if event["quad"] else kind),
        ("when", day_of(event)),
        ("where", where(event["place"])),
        *((role, joined(_person(p) for p in people)) for role, people in _by_role(event)),
        ("how many", joined(_count(q) for q in event["quantities"])),
        ("verdict", f"{event['verdict']}: {event['verdict_why']}"),
        ("source", _graded("reliability", grade)),
        ("item", _graded("credibility", grade)),
        ("not in tables", "" if event["export"] else "nobody says that it took place: only denied, hedged or expected"),
        ("id", event["id"]),
    ]
    return _grid(view, [(left, right) for left, right in rows if right])


def _graded(field: str, grade: Json) -> str:
    """`C, fairly reliable: why`, without the words where the reason has them already."""
    code, why = str(grade[field]), grade[f"{field}_why"]
    words = label(field, code)
    return f"{code}: {why}" if words in why else f"{code}, {words}: {why}"


def _by_role(event: Json) -> list[tuple[str, list[Json]]]:
    roles = dict.fromkeys(p["role"] for p in event["participants"])
    return [(role, [p for p in event["participants"] if p["role"] == role]) for role in roles]


def _person(p: Json) -> str:
    codes = "-".join(filter(None, (p["country"], "/".join(p["sectors"][:2]))))
    return f"{p['name']} ({codes})" if codes else p["name"] or ""


def _count(q: Json) -> str:
    low, high = q["low"], q["high"]
    span = f"{low:,}" if low == high else f"at least {low:,}" if high is None else f"{low or 0:,} to {high:,}"
    return f"{span} {label('quantity', q['kind'])}"


def _root(view: View, found: RootView, number: int) -> Table:
    """Its name and standing, why it counts or does not, then the articles that rest on it as a tree."""
    root = found.root
    notes = [label("source-standing", root["standing"]) if root["standing"] != "registered" else root["kind"]]
    notes += ["speaks for itself"] if root["self_report"] else []
    notes += ["denies it"] if root["denies"] else []
    notes += [] if root["counted"] else ["not counted"]
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=LABEL)
    grid.add_column(ratio=1)
    grid.add_row(
        view.words(f"root {number}", "bold green" if root["counted"] else QUIET),
        view.words(root["name"], "bold") + view.words(f"  ({', '.join(notes)})", QUIET),
    )
    for why in root["why"]:
        grid.add_row("", view.words(why, QUIET))
    for told in found.told:
        for line in _told(view, told, 0):
            grid.add_row("", line)
    return grid


def _told(view: View, told: Told, depth: int, edge: Copy | None = None) -> Iterator[RenderableType]:
    """One article: the chain from the root to the page, the sentence, and under it those who copied it."""
    article = told.article
    at = clock(article["published_at"] or article["seen_at"])
    head = view.words("└─ ", QUIET) + view.words(f"{at}  {article['outlet'] or 'an outlet that is not named'}")
    title = f"“{article['title']}”" if article["title"] else article["url"] or article["given_id"] or article["id"]
    yield Padding(head + view.words(f"  {title}", QUIET), (0, 0, 0, STEP * depth))
    lines = [(_copied(edge), "italic yellow")] if edge else []
    lines += [(said, QUIET) for said in (_evidence(edge) if edge else ())]
    for claim in told.claims:
        lines += [(_chain(claim), "cyan")] if len(claim["chain"]) > 1 else []
        lines.append((f"“{claim['sentence']['text']}”", ""))
    for words, style in lines:
        yield Padding(view.words(words, style), (0, 0, 0, STEP * (depth + 1)))
    for copy, below in told.copies:
        yield from _told(view, below, depth + 1, copy)


def _copied(edge: Copy) -> str:
    share = f": {edge.share:.0%} of its words" if edge.share >= LEAST else ""
    return label("copy", edge.kind) + share + ("" if edge.directed else ", order unsure")


def _evidence(edge: Copy) -> Iterator[str]:
    """What shows the copy, each thing once: credit and citation first, the passages in one line with their lengths."""
    told: dict[tuple[str, str], list[int]] = {}
    for one in edge.evidence:
        says = one.says.removeprefix(f"{one.words} words ") if one.kind == "passage" else one.says
        told.setdefault((one.kind, says), []).append(one.words)
    if any(kind == "citation" for kind, _ in told):
        told = {key: words for key, words in told.items() if key[0] != "details"}
    for (kind, says), words in list(told.items())[:EVIDENCE]:
        most = joined([*map(str, words[:PASSAGES]), *([f"{len(words) - PASSAGES} more"] if words[PASSAGES:] else [])])
        whole = kind == "passage" and says.startswith(("stand in both", "stands in both"))
        yield f"{kind}: {most} words {says}" if whole else f"{kind}: {says}"


def _chain(claim: Json) -> str:
    """The links from the root to the page that we read."""
    return " → ".join(link["name"] or "?" for link in reversed(claim["chain"])) + "  (this page)"


def _conflicts(event: Json, found: EventView) -> list[tuple[str, str]]:
    """Each detail with its values side by side, and who gives which."""
    names = {root["id"]: root["name"] for root in event["root_details"]}
    rows = []
    for field in dict.fromkeys(d["field"] for d in event["conflicts"]):
        given = []
        for detail in event["conflicts"]:
            if detail["field"] == field:
                by = [names.get(r, r) for r in detail["roots"]]
                by = by or [found.claims[c]["chain"][-1]["name"] for c in detail["claims"] if c in found.claims]
                given.append(f"{detail['value']} ({joined(dict.fromkeys(by))})")
        rows.append((field, "  |  ".join(given)))
    return rows


def _against(found: EventView) -> list[tuple[str, str]]:
    rows = []
    for claim in found.claims.values():
        if claim["stance"] != "affirm":
            root = claim["chain"][-1]["name"]
            rows.append((label("stance", claim["stance"]), f"{root}: “{claim['sentence']['text']}”"))
    return rows


def _history(view: View, event: Json) -> list[tuple[str, str]]:
    rows = []
    for change in event["changes"]:
        mark = marked("change", change["change"], ascii_only=view.ascii)
        what = f"{mark} {label('change', change['change'])}, {moved(change)}: {change['why'] or ''}"
        rows.append((clock(change["published"] or change["seen"]), what))
    return rows
