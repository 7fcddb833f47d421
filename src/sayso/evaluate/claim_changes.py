"""What two readings of the same articles say differently: claims gained, lost and changed, matched by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sayso.evaluate.gold.pairing import assign

Json = dict[str, Any]

SCHEMA = "sayso-diff/1"
FIELDS = ("type", "mode", "actor", "recipient", "root", "status", "date", "place")
KINDS = ("gained", "lost", "changed")
COLUMNS = (
    "change",
    "article",
    "title",
    "sentence",
    "trigger",
    "fields",
    *(f"{f}_{s}" for f in FIELDS for s in ("a", "b")),
)
_UNPAIRED = 0.0
_WEIGHTS = {
    "type": 4.0,
    "actor": 2.0,
    "recipient": 1.0,
    "root": 2.0,
    "status": 0.5,
    "mode": 0.5,
    "date": 0.5,
    "place": 0.5,
}


def changes(a: Iterable[Json], b: Iterable[Json]) -> Iterator[Json]:
    """Rows of what B says that A does not, the other way about, and differently; by article, in text order.

    A and B are objects of `sayso-read/1`. An article that only one side has gives all its claims as lost or gained.
    """
    for one, other in _articles(list(a), list(b)):
        yield from sorted(_in_article(one, other), key=lambda row: (row["span"], KINDS.index(row["change"])))


def totals(rows: Iterable[Json]) -> dict[str, int]:
    """How many claims were gained, lost and changed, and how many changes each field had."""
    out = dict.fromkeys((*KINDS, *FIELDS), 0)
    for row in rows:
        out[row["change"]] += 1
        for name in row["fields"] if row["change"] == "changed" else ():
            out[name] += 1
    return out


def flat(row: Json) -> Json:
    """A row under `COLUMNS`."""
    out = {name: row[name] for name in ("change", "article", "title", "sentence", "trigger", "fields")}
    for side, values in (("a", row["a"]), ("b", row["b"])):
        out |= {f"{name}_{side}": (values or {}).get(name) for name in FIELDS}
    return out


def facts(claim: Mapping[str, Any]) -> dict[str, str | None]:
    """The compared fields of a claim, each as words; None where it says nothing."""
    place, when, chain = claim.get("place") or {}, claim.get("when") or {}, claim.get("chain") or []
    last = chain[-1] if chain else {}
    return {
        "type": claim.get("type"),
        "mode": claim.get("mode"),
        "actor": _in_role(claim, "actor"),
        "recipient": _in_role(claim, "recipient"),
        "root": claim.get("root") or last.get("name") or last.get("text"),
        "status": claim.get("status"),
        "date": _days(when.get("earliest"), when.get("latest")),
        "place": ", ".join(x for x in (place.get("name") or place.get("text"), place.get("country")) if x) or None,
    }


def _in_role(claim: Mapping[str, Any], role: str) -> str | None:
    named = {p.get("name") or p.get("text") or "?" for p in claim.get("participants") or () if p.get("role") == role}
    return " + ".join(sorted(named)) or None


def _days(first: str | None, last: str | None) -> str | None:
    if first == last:
        return first
    return f"{first or ''}..{last or ''}"


def _articles(a: Sequence[Json], b: Sequence[Json]) -> Iterator[tuple[Json | None, Json | None]]:
    """The readings of one article together: by id, else by address, else by the same text; each is taken once."""
    left = dict(enumerate(b))
    found: dict[int, Json] = {}
    for key in (_id, _url, _text):
        known: dict[str, list[int]] = {}
        for k, reading in left.items():
            if value := key(reading):
                known.setdefault(value, []).append(k)
        for k, reading in enumerate(a):
            if k not in found and (value := key(reading)) and known.get(value):
                found[k] = left.pop(known[value].pop(0))
    yield from ((reading, found.get(k)) for k, reading in enumerate(a))
    yield from ((None, reading) for reading in left.values())


def _id(reading: Json) -> str | None:
    return (reading.get("article") or {}).get("id")


def _url(reading: Json) -> str | None:
    return (reading.get("article") or {}).get("url")


def _text(reading: Json) -> str | None:
    return reading.get("text")


def _in_article(one: Json | None, other: Json | None) -> Iterator[Json]:
    own = (one or {}).get("claims") or []
    theirs = (other or {}).get("claims") or []
    article = ((one or other) or {}).get("article") or {}
    same = one is not None and other is not None and one.get("text") == other.get("text")
    pairs = _pairs(own, theirs, same=same)
    for k, claim in enumerate(own):
        if pairs[k] < 0:
            yield _row("lost", article, claim, facts(claim), None)
            continue
        before, after = facts(claim), facts(theirs[pairs[k]])
        if before != after:
            yield _row("changed", article, theirs[pairs[k]], before, after)
    for k, claim in enumerate(theirs):
        if k not in pairs:
            yield _row("gained", article, claim, None, facts(claim))


def _pairs(own: Sequence[Json], theirs: Sequence[Json], *, same: bool) -> list[int]:
    """Which claim of the other side stands for each of ours; -1 for none. Sentences keep the tables small."""
    out = [-1] * len(own)
    for mine, others in _sentences(own, theirs, same=same):
        weight = [[_likeness(own[i], theirs[j], same=same) for j in others] for i in mine]
        for i, at in zip(mine, assign(weight), strict=True):
            out[i] = others[at] if at >= 0 else -1
    return out


def _sentences(own: Sequence[Json], theirs: Sequence[Json], *, same: bool) -> Iterator[tuple[list[int], list[int]]]:
    """Claims of both sides that may stand for each other: of sentences that overlap, or that read alike in two texts."""
    if not same:
        for text in dict.fromkeys(_words(c) for c in own):
            yield (
                [i for i, c in enumerate(own) if _words(c) == text],
                [j for j, c in enumerate(theirs) if _words(c) == text],
            )
        return
    spans = [(*_span(c), side, k) for side, claims in enumerate((own, theirs)) for k, c in enumerate(claims)]
    group: tuple[list[int], list[int]] = ([], [])
    end = 0
    for start, stop, side, k in sorted(spans):
        if start >= end and (group[0] or group[1]):
            yield group
            group = ([], [])
        group[side].append(k)
        end = max(end, stop)
    yield group


def _likeness(one: Json, other: Json, *, same: bool) -> float:
    """How well two claims of a sentence agree; nothing where neither the trigger nor the type is shared."""
    a, b = facts(one), facts(other)
    at = _meet(_trigger(one), _trigger(other)) if same else _trigger_text(one) == _trigger_text(other)
    if not at and a["type"] != b["type"]:
        return _UNPAIRED
    return 1 + 4 * at + sum(weight for name, weight in _WEIGHTS.items() if a[name] == b[name])


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _span(claim: Json) -> tuple[int, int]:
    start, end = (claim.get("sentence") or {}).get("span") or (0, 0)
    return start, end


def _trigger(claim: Json) -> tuple[int, int]:
    start, end = (claim.get("trigger") or {}).get("span") or (0, 0)
    return start, end


def _words(claim: Json) -> str:
    return " ".join(((claim.get("sentence") or {}).get("text") or "").split())


def _trigger_text(claim: Json) -> str:
    return ((claim.get("trigger") or {}).get("text") or "").lower()


def _row(
    change: str, article: Json, claim: Json, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> Json:
    moved = [name for name in FIELDS if before[name] != after[name]] if before and after else []
    return {
        "change": change,
        "article": article.get("id"),
        "title": article.get("title") or article.get("url"),
        "sentence": (claim.get("sentence") or {}).get("text"),
        "span": list(_trigger(claim)),
        "trigger": (claim.get("trigger") or {}).get("text"),
        "fields": moved,
        "a": dict(before) if before else None,
        "b": dict(after) if after else None,
    }
