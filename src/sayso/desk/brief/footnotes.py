"""Footnotes: the claim that a sentence rests on, with its words in the article and its chain down to the root."""

from __future__ import annotations

from typing import Any

from sayso.desk.brief.gather import AsOf
from sayso.model.ledger import clock
from sayso.wording.words import label, marked, safe

Json = dict[str, Any]
LONG = 400  # characters of a sentence that are quoted


class Footnotes:
    """Numbers claims in the order in which sentences first rest on them."""

    def __init__(self) -> None:
        self.notes: list[Json] = []
        self._numbers: dict[str, int] = {}

    def of(self, claims: tuple[str, ...], held: AsOf) -> list[int]:
        """The numbers of the footnotes of these claims."""
        return [self._number(own, held) for own in claims]

    def _number(self, own: str, held: AsOf) -> int:
        if own not in self._numbers:
            self._numbers[own] = len(self.notes) + 1
            claim = held.view.claims[own]
            root = next((r for r in held.event["root_details"] if own in r["claims"]), None)
            article = held.articles[claim["article"]]
            self.notes.append(note(len(self.notes) + 1, claim, article, held.event["id"], root))
        return self._numbers[own]


def note(number: int, claim: Json, article: Json, event: str, root: Json | None = None) -> Json:
    """One footnote; `root` is the one that the claim is counted under, whomever its article names."""
    at = clock(article["published_at"] or article["seen_at"])
    links = [_link(link, n == len(claim["chain"]) - 1) for n, link in enumerate(claim["chain"])]
    outlet = safe(article["outlet"] or links[0]["name"])
    chain = " ← ".join([f"{outlet}, {at}", *(link["words"] for link in links[1:])])
    sentence = safe(claim["sentence"]["text"])
    silent = len(links) == 1 and root is not None and claim["chain"][0]["id"] not in (root["id"], *root["members"])
    end = f"(names no source; it rests on {safe(root['name'])})" if silent and root else "(root)"
    return {
        "number": number,
        "claim": claim["id"],
        "event": event,
        "status": claim["status"],
        "mark": marked("status", claim["status"]),
        "stance": claim["stance"],
        "sentence": sentence if len(sentence) <= LONG else f"{sentence[: LONG - 1].rstrip()}…",
        "outlet": outlet,
        "title": safe(article["title"] or ""),
        "url": article["url"] if str(article["url"] or "").startswith(("https://", "http://")) else None,
        "published": at,
        "chain": links,
        "words": chain if len(links) > 1 else f"{chain} {end}",
    }


def _link(link: Json, root: bool) -> Json:
    name = safe(link["name"] or label("source-standing", "unknown"))
    cue = safe(link["cue"]["text"]) if link["cue"] else ""
    said = ", ".join(filter(None, (f"“{cue}”" if cue else "", "root" if root else "")))
    return {"name": name, "kind": link["kind"], "cue": cue or None, "root": root,
            "words": f"{name} ({said})" if said else name}  # fmt: skip
