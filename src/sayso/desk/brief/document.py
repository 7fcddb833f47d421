"""A brief as one object, from which the page, Markdown, HTML and PDF are made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.codec import compact
from sayso.desk import saved
from sayso.desk.brief import sentences
from sayso.desk.brief.footnotes import Footnotes
from sayso.desk.brief.gather import AsOf, Moved, as_of, day_after, moved_on, read_on, views, withdrawn_on
from sayso.desk.brief.parts import read_words
from sayso.desk.clauses import day_words
from sayso.desk.known import ORDER
from sayso.wording.events import counted, weight
from sayso.wording.words import label, marked

if TYPE_CHECKING:
    from sayso.desk.brief.sentences import Sentence
    from sayso.store import Store

Json = dict[str, Any]
SCHEMA = "sayso-brief/1"
SECTIONS = (
    "confirmed",
    "disputed",
    "withdrawn",
    "new",
    "changed",
)  # what most stands behind, then what is in doubt, then the rest
MOST, MOST_BEFORE = 40, 30  # events of the day, and of the day before, that are told
ROOTS = 5  # roots that have a sentence each
LEGEND = ("verdict", "status")
BECAME = ("withdrawn", "disputed", "confirmed", "roots", "spread", "same")


@dataclass(frozen=True, slots=True)
class Edit:
    """What an editor did to one item."""

    position: int | None = None
    note: str | None = None
    pinned: bool = False
    dropped: bool = False


def compose(
    store: Store,
    day: str,
    kept: Mapping[str, Any],
    *,
    name: str = "",
    edits: Mapping[str, Edit] | None = None,
    most: int = MOST,
) -> Json:
    """The brief of a day on what meets a filter, as was known at the end of that day; edits are worked in."""
    edits, asked = edits or {}, saved.asked(kept)
    gone = withdrawn_on(store, day, asked)
    moved = sorted([*moved_on(store, day, asked), *gone], key=lambda m: ORDER.index(m.change))
    chosen = [m for m in moved if edits.get(m.event, Edit()).pinned]
    chosen += [m for m in moved if m not in chosen][: max(most - len(chosen), 0)]
    earlier = [*gone, *moved_on(store, day_after(day, -1), asked)][:MOST_BEFORE]
    seen = views(store, list(dict.fromkeys(m.event for m in (*chosen, *earlier))))
    notes = Footnotes()
    told = [(m, of) for m in chosen if (of := as_of(seen[m.event], day))]
    sections = [_section(kind, [pair for pair in told if pair[0].change == kind], edits, notes) for kind in SECTIONS]
    before = _all_became([seen[m.event] for m in earlier], day, notes)
    articles, outlets = read_on(store, day)
    return {
        "schema": SCHEMA,
        "day": day,
        "title": f"Brief for {day_words(day)}" + (f": {name}" if name else ""),
        "name": name,
        "filter": dict(kept),
        "words": saved.words(kept),
        "counts": {kind: sum(1 for m in moved if m.change == kind) for kind in SECTIONS},
        "read": {"articles": articles, "outlets": outlets},
        "sections": sections,
        "left_out": len(moved) - len(chosen),
        "became": before,
        "footnotes": notes.notes,
        "legend": legend(),
        "quiet": None if moved else _quiet(store, day, asked, articles, outlets),
    }


def _section(kind: str, told: Sequence[tuple[Moved, AsOf]], edits: Mapping[str, Edit], notes: Footnotes) -> Json:
    """The items of a section: those pinned first, then as an editor ordered them, else those with most behind them."""
    far = len(told)

    def place(pair: tuple[int, tuple[Moved, AsOf]]) -> tuple[bool, int]:
        edit = edits.get(pair[1][0].event, Edit())
        return not edit.pinned, far + pair[0] if edit.position is None else edit.position

    items = [
        _item(moved, of, edits.get(moved.event, Edit()), notes) for _, (moved, of) in sorted(enumerate(told), key=place)
    ]
    return {
        "key": kind,
        "title": label("brief-section", kind),
        "mark": marked("change", kind),
        "items": [item for item in items if not item["dropped"]],
        "dropped": [item for item in items if item["dropped"]],
    }


def _item(moved: Moved, of: AsOf, edit: Edit, notes: Footnotes) -> Json:
    told = [sentences.first(of), *sentences.bodies(of, ROOTS)]
    # What an editor dropped takes no numbers, so that footnotes count on without gaps.
    lines = [_line(s, of, notes) for s in told] if not edit.dropped else [{"text": s.text, "notes": []} for s in told]
    event = of.event
    grade = event["grade"]
    return {
        "event": event["id"],
        "section": moved.change,
        "title": event["title"] or event["type"],
        "first": lines[0],
        "sentences": lines[1:],
        "reports": of.reports,
        "independent_roots": of.independent,
        "weight": weight(event | {"reports": of.reports, "independent_roots": of.independent, "verdict": of.verdict,
                                  "root_details": list(of.roots)}),
        "roots": list(dict.fromkeys(root["name"] for root in of.roots)),
        "more_roots": max(0, len(of.roots) - ROOTS),
        "verdict": of.verdict,
        "mark": marked("verdict", of.verdict),
        "verdict_words": label("verdict", of.verdict),
        "grade": f"{grade['reliability']}{grade['credibility']}",
        "position": edit.position,
        "note": edit.note,
        "pinned": edit.pinned,
        "dropped": edit.dropped,
    }  # fmt: skip


def _line(sentence: Sentence, of: AsOf, notes: Footnotes) -> Json:
    return {"text": sentence.text, "notes": notes.of(sentence.claims, of)}


def _all_became(earlier: Sequence[Any], day: str, notes: Footnotes) -> list[Json]:
    """What became of the events of the day before: what moved first, the gravest before the rest; no sentence twice."""
    pairs = [(as_of(view, day_after(day, -1)), as_of(view, day)) for view in earlier]
    told = [(*sentences.became(then, now), then, now) for then, now in pairs if then and now]
    told.sort(key=lambda one: BECAME.index(one[0]))
    once = {(key, sentence.text): (key, sentence, then, now) for key, sentence, then, now in reversed(told)}
    return [_became(*one, notes) for one in reversed(once.values())]


def _became(key: str, sentence: Sentence, before: AsOf, now: AsOf, notes: Footnotes) -> Json:
    return {
        "event": now.event["id"],
        "became": key,
        "then": before.verdict,
        "now": now.verdict,
        "weight_then": f"{counted(before.reports, 'report')} / {counted(before.independent, 'root')}",
        "weight_now": f"{counted(now.reports, 'report')} / {counted(now.independent, 'root')}",
        **_line(sentence, now, notes),
    }


def _quiet(store: Store, day: str, asked: Any, articles: int, outlets: int) -> str:
    """What a day says on which nothing became known: silence is told, never filled."""
    read = read_words(articles, outlets, verb="be")
    if not articles:
        read = "no article of that day was read, so this is no sign of calm"
    last = last_day(store, day, asked)
    before = f"; the last day before it with news is {last}" if last else ""
    return f"Nothing became known on {day_words(day)} ({asked_words(asked)}): {read}{before}."


def asked_words(asked: Any) -> str:
    """Whether the brief is of everything or of a part."""
    return "of what this brief looks for" if asked.asked else "in the whole store"


def last_day(store: Store, day: str, asked: Any) -> str | None:
    """The last day before this one on which something became known."""
    from sqlalchemy import select

    from sayso.desk.conditions import event_conditions
    from sayso.model.ledger import moment
    from sayso.store import tables as t

    c = t.changes.c
    with store.read() as connection:
        query = (
            select(c.published)
            .join(t.events, t.events.c.id == c.event_id)
            .where(c.published < day, *event_conditions(connection, asked))
            .order_by(c.published.desc())
            .limit(1)
        )
        found = connection.scalar(query)
    return moment(found)[:10] if found else None


def legend() -> list[Json]:
    """What the words and marks of certainty mean."""
    from sayso.model.claim import STATUS
    from sayso.model.ledger import VERDICTS

    groups = {"verdict": VERDICTS, "status": STATUS}
    rows = [
        {"group": g, "key": key, "mark": marked(g, key), "words": label(f"{g}-means", key)}
        for g in LEGEND
        for key in groups[g]
    ]
    return [row if row["words"] != row["key"] else row | {"words": label(row["group"], row["key"])} for row in rows]


def hash_of(document: Json) -> str:
    """The SHA-256 of what a brief says; the same for the same words, whoever locked it and when."""
    told = {
        key: value for key, value in document.items() if key not in ("hash", "state", "locked_at", "locked_by", "id")
    }
    return hashlib.sha256(compact(told)).hexdigest()
