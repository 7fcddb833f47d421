"""The codebook: what every code and word of certainty means; each has an anchor for links from other pages."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso.model.claim import STATUS
from sayso.model.ledger import VERDICTS
from sayso.ontology.codebook import Entry, every
from sayso.web.page import Page, Pages
from sayso.wording.words import label, marked

if TYPE_CHECKING:
    from sayso.web.ask import Ask

Json = dict[str, Any]
pages = Pages()
COLUMNS = ("kind", "code", "title", "definition", "example", "mark")
KINDS = (
    ("type", "Types of events", "PLOVER"),
    ("mode", "Modes", "PLOVER; a mode belongs to one type"),
    ("context", "Contexts", "PLOVER"),
    ("quad", "Classes", "the four quadrants"),
    ("status", "Status of a claim", "how its source says it"),
    ("verdict", "Verdict on an event", "what its reports amount to"),
    ("reliability", "Admiralty code: the source", "the letter of a grade"),
    ("credibility", "Admiralty code: the news", "the number of a grade"),
    ("sector", "Sectors of actors", "PLOVER"),
    ("non-state country", "Codes in the place of a country", "PLOVER"),
    ("partly recognised", "Partly recognised states", "PLOVER"),
    ("CAMEO code", "CAMEO codes", "with their place in PLOVER"),
    ("CAMEO role", "CAMEO roles", ""),
)


@pages.page("/codebook", template="codebook.html", nav="codebook")
def codebook(ask: Ask) -> Page:
    """All codes, or those that hold the words that are looked for."""
    wanted = ask.param("words").lower().split()
    kind = ask.param("kind")
    found = [e for e in entries() if (not kind or e["kind"] == kind) and all(word in e["text"] for word in wanted)]
    shown = [{key: value for key, value in e.items() if key != "text"} for e in found]
    groups = [(key, title, note, [e for e in shown if e["kind"] == key]) for key, title, note in KINDS]
    return Page(
        title="Codebook",
        data={"entries": shown},
        rows=shown,
        columns=COLUMNS,
        context={"groups": [group for group in groups if group[3]], "kinds": KINDS, "wanted": " ".join(wanted)},
    )


@cache
def entries() -> tuple[Json, ...]:
    """Every entry as an object, with the text that a search looks in and the anchor that links lead to."""
    taken: set[str] = set()
    out = []
    for entry in (*every(), *_words()):
        anchor = entry.code if entry.code not in taken else f"{entry.kind.replace(' ', '-')}-{entry.code}"
        taken.add(anchor)
        row = {**asdict(entry), "details": [list(pair) for pair in entry.details], "anchor": anchor,
               "mark": marked(entry.kind, entry.code)}  # fmt: skip
        parts = (entry.kind, entry.code, entry.title, entry.definition, entry.example, *(v for _, v in entry.details))
        out.append(row | {"text": " ".join(parts).lower()})
    return tuple(out)


def _words() -> list[Entry]:
    """The words of the desk itself: classes, statuses, verdicts, and the letters and numbers of the Admiralty code."""
    groups = {"quad": "1234", "status": STATUS, "verdict": VERDICTS, "reliability": "ABCDEF", "credibility": "123456"}
    out = []
    for kind, keys in groups.items():
        for key in keys:
            meant = label(f"{kind}-means", key)
            words = label(kind, key) if meant == key else meant
            example = label(f"{kind}-example", key)
            out.append(
                Entry(kind=kind, code=key, title=label(kind, key), definition=f"{words[:1].upper()}{words[1:]}.",
                      example="" if example == key else example)
            )  # fmt: skip
    return out
