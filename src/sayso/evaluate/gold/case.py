"""A gold case (`article.txt`, `claims.json`) and a program's claims, both read with every field optional."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.evaluate.gold.names import norm

Json = dict[str, Any]
Pair = tuple[int, int]


def as_list(x: Any) -> list[Any]:
    return x if isinstance(x, list) else []


def as_dict(x: Any) -> Json:
    return x if isinstance(x, dict) else {}


def as_str(x: Any) -> str | None:
    return x.strip() or None if isinstance(x, str) else None


def span_of(x: Any) -> Pair | None:
    """`[start, end]` as a pair, if it is one."""
    if not isinstance(x, (list, tuple)) or len(x) != 2:
        return None
    if any(not isinstance(i, int) or isinstance(i, bool) for i in x) or x[0] > x[1]:
        return None
    return (x[0], x[1])


def find_in(text: str, sentence: str | None, part: str | None = None) -> Pair | None:
    """Where a sentence, or a part of it, stands in the text."""
    at = text.find(sentence) if sentence else -1
    if at < 0 or sentence is None:
        return None
    if part is None:
        return at, at + len(sentence)
    k = sentence.find(part) if part else -1
    return (at + k, at + k + len(part)) if k >= 0 else None


class Case:
    """One gold case."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.id = self.folder.name
        self.article = self.folder / "article.txt"
        gold_file = self.folder / "claims.json"
        if not self.article.is_file() or not gold_file.is_file():
            raise InputError(
                f"{folder} is no gold case; it needs article.txt and claims.json", code="gold", value=str(folder)
            )
        self.text = self.article.read_text(encoding="utf-8")
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
        doc = gold["document"]
        self.date: str | None = doc.get("published")
        self.language: str = doc.get("language") or "en"
        self.outlet: str = doc.get("outlet") or doc.get("publisher") or self.id
        self.url: str = doc.get("url") or doc.get("page") or ""
        self.entities: dict[str, Json] = gold["entities"]
        self.claims: list[Json] = gold["claims"]
        self.dnc: list[Json] = gold.get("do_not_code", [])
        self.forms = {ref: _forms(entity) for ref, entity in self.entities.items()}
        for c in self.claims:
            trigger = span_of(c.get("trigger_span"))
            c["_span"] = trigger or find_in(self.text, c.get("sentence_text"), c.get("trigger"))
            c["_sent"] = span_of(c.get("sentence_span")) or find_in(self.text, c.get("sentence_text"))
        for d in self.dnc:
            d["_spans"] = self._forbidden(d)

    def _forbidden(self, d: Json) -> list[Pair]:
        sentence = span_of(d.get("sentence_span")) or find_in(self.text, d.get("sentence_text"))
        if d.get("span"):
            spans = [span_of(d["span"])]
        else:
            spans = [find_in(self.text, d.get("sentence_text"), part) for part in str(d.get("what", "")).split(" / ")]
        return [s for s in spans if s] or ([sentence] if sentence else [])


def _forms(entity: Json) -> set[frozenset[str]]:
    names = [entity.get("canonical"), entity.get("office"), entity.get("resolved_external")]
    names += [*as_list(entity.get("aliases")), *as_list(entity.get("aliases_in_text"))]
    m = re.match(r"(.+?) \((.+)\)$", entity.get("canonical") or "")
    names += [m[1], m[2]] if m else []
    return {norm(n) for n in names if n}


class Aligner:
    """Maps spans of the program's text to spans of the article by aligned words."""

    def __init__(self, theirs: str, ours: str) -> None:
        self.ours, self.theirs = ours, theirs
        self._a, self._b = _tokens(theirs), _tokens(ours)
        matcher = difflib.SequenceMatcher(None, [t[2] for t in self._a], [t[2] for t in self._b], autojunk=False)
        self._map = {i + k: j + k for i, j, n in matcher.get_matching_blocks() for k in range(n)}

    def __call__(self, span: Pair | None) -> Pair | None:
        if not span:
            return None
        inside = [i for i, (start, end, _) in enumerate(self._a) if start < span[1] and end > span[0]]
        hit = [self._map[i] for i in inside if i in self._map]
        return (self._b[min(hit)][0], self._b[max(hit)][1]) if hit else None


def _tokens(text: str) -> list[tuple[int, int, str]]:
    return [(m.start(), m.end(), unicodedata.normalize("NFKD", m[0]).lower()) for m in re.finditer(r"\w+", text)]


class Entity:
    """A participant or link of a program's claim."""

    def __init__(self, raw: Json, actors: dict[str, Json]) -> None:
        known = as_dict(actors.get(raw["id"])) if isinstance(raw.get("id"), str) else {}
        self.text = as_str(raw.get("text"))
        self.name = as_str(raw.get("name")) or as_str(known.get("name"))
        self.country = as_str(raw.get("country")) or as_str(known.get("country"))
        sectors = as_list(raw.get("sectors")) or as_list(known.get("sectors"))
        self.sectors = [s for s in sectors if isinstance(s, str) and s]
        self.kind = as_str(raw.get("kind"))
        self.inferred = raw.get("inferred") is True
        self.label = self.name or self.text
        self.key = norm(self.label) if self.label else frozenset()

    @property
    def unknown(self) -> bool:
        return not self.label or bool(set(self.sectors[:1]) & {"UNK", "UAF"} or self.key & {"unknown", "unidentified"})


class Got:
    """One claim of the program."""

    def __init__(self, raw: Json, align: Aligner, actors: dict[str, Json]) -> None:
        self.type = (as_str(raw.get("type")) or "").upper()
        mode = as_str(raw.get("mode"))
        self.mode = None if mode in (None, "-", "none") else str(mode).lower()
        self.export = raw.get("export") is not False
        self.status = as_str(raw.get("status"))
        trigger, sentence = as_dict(raw.get("trigger")), as_dict(raw.get("sentence"))
        self.trigger, self.sentence = as_str(trigger.get("text")), as_str(sentence.get("text"))
        self.sent = self._sentence(span_of(sentence.get("span")), align)
        self.span = align(span_of(trigger.get("span")))
        if not self.span and self.trigger and self.sent:
            k = align.ours.find(self.trigger, self.sent[0], self.sent[1])
            self.span = (k, k + len(self.trigger)) if k >= 0 else None
        parts = [p for p in as_list(raw.get("participants")) if isinstance(p, dict)]
        self.actors = [Entity(p, actors) for p in parts if p.get("role") == "actor"]
        self.recipients = [Entity(p, actors) for p in parts if p.get("role") == "recipient"]
        self.place, self.when = as_dict(raw.get("place")), as_dict(raw.get("when"))
        self.quantities = [q for q in as_list(raw.get("quantities")) if isinstance(q, dict)]
        self.chain = [Entity(p, actors) for p in as_list(raw.get("chain")) if isinstance(p, dict)]

    def _sentence(self, span: Pair | None, align: Aligner) -> Pair | None:
        found = align(span) or find_in(align.ours, self.sentence)
        if found or not self.sentence:
            return found
        k = align.theirs.find(self.sentence)
        return align((k, k + len(self.sentence))) if k >= 0 else None
