"""One reader per corpus, and all of them filtered, counted and dealt into folds."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from training.encoder.say import say
from training.encoder.windows import digest, read_hashes
from training.pair.folds import FOLDS, folds
from training.pair.labels import MUTUAL, TYPES, mode_of, types_of, types_of_quad
from training.pair.rows import Row, drop_held_out, read_marked

SANCTION_QUAD = 3  # CAMEO's reduced relations are verbal where PLOVER has them material
WEAK_WEIGHT = 0.5  # the rules alone say so
JOINED = 160  # characters of a sentence that is put together with another
STORY_WEIGHT = 0.3  # the rules read another type than the story was written for


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where the rows of a corpus come from, under what licence, and what they teach."""

    name: str
    folder: str
    licence: str
    teaches: str


CORPORA = (
    Corpus("plv", "events/plv_train.jsonl", "none stated", "type, quad, related, direction by swapped markers"),
    Corpus(
        "aw",
        "events/aw_train.jsonl",
        "none stated",
        "conflict or not, as a choice of types; type by a crosswalk of event types",
    ),
    Corpus("quad", "events/cameo_quad_train.jsonl, events/cameo_spans_train.jsonl", "GPL-3.0 repository", "quad"),
    Corpus(
        "stories", "events/synthetic_stories.jsonl", "none stated", "type, mode; machine-written, pairs by our rules"
    ),
    Corpus(
        "loose", "events/synthetic_stories.jsonl", "none stated", "type at little weight, where our rules read another"
    ),
    Corpus(
        "strangers",
        "stories, news and PolNeAR",
        "as theirs",
        "not related: two actors between whom our rules see nothing",
    ),
    Corpus(
        "joined",
        "events/plv_train.jsonl",
        "none stated",
        "not related: a source and a target of two sentences put together",
    ),
    Corpus("news", "news/guardian_sdf_sample.jsonl", "none stated", "related, by our rules; the teacher's answers"),
    Corpus("polnear", "attribution/polnear_train.jsonl", "none stated", "related, by our rules; the teacher's answers"),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The rows of the corpora with the fold of each, and what was dropped."""

    rows: list[Row]
    folds: list[int]
    dropped: dict[str, int]


LABELLED = ("plv", "aw", "quad")
NO_FOLD = -1  # never dev


def load(data: Path, names: Sequence[str], candidates: Path) -> Loaded:
    """The rows of the named corpora without held-out sentences; prints the counts. Folds do not depend on the names."""
    hashes = read_hashes(data)
    rows: list[Row] = []
    dropped: dict[str, int] = {}
    seen: set[str] = set()
    for name in (*LABELLED, *(n for n in names if n not in LABELLED)):
        kept, dropped[name] = drop_held_out(_read(name, data, candidates), hashes)
        if name == "quad":  # a sentence that PLV has too brings nothing but a second, coarser label
            kept = [row for row in kept if digest(row.text) not in seen]
        seen |= {digest(row.text) for row in kept}
        rows += kept
        say(f"{name:8} {len(kept):6} rows, {dropped[name]} of held-out sentences dropped")
    first = [r for r in rows if r.corpus in LABELLED]
    dealt = folds([r.text for r in first], [_label(r) for r in first])
    return Loaded(rows, dealt + [_text_fold(r) for r in rows[len(first) :]], dropped)


def _text_fold(row: Row) -> int:
    """Pairs of one text, and stories written to one title, stay together; `joined` holds sentences of all folds, for training."""
    return int(digest(row.group), 16) % FOLDS if row.group else NO_FOLD


def _label(row: Row) -> str:
    """What the folds are balanced by: what the corpus itself says, so that no table of ours moves a row to another fold."""
    return f"{row.corpus} {row.types if row.corpus == 'plv' else row.conflict}"


def _read(name: str, data: Path, candidates: Path) -> Iterable[Row]:
    if name == "plv":
        return read_plv(_lines(data / "events/plv_train.jsonl"))
    if name == "aw":
        return read_aw(_lines(data / "events/aw_train.jsonl"))
    if name == "quad":
        events = data / "events"
        return read_quad(_lines(events / "cameo_quad_train.jsonl"), _lines(events / "cameo_spans_train.jsonl"))
    if name == "joined":
        return join(list(read_plv(_lines(data / "events/plv_train.jsonl"))))
    if name in ("stories", "loose", "strangers", "news", "polnear"):
        return (row for row in read_candidates(_lines(candidates)) if row.corpus == name)
    raise SystemExit(f"no such corpus: {name!r}; one of {', '.join(c.name for c in CORPORA)}")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise SystemExit(f"no file {path}; set --data (or run python -m training.pair.candidates)")
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def read_plv(lines: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Pairs with a PLOVER type, CONCEDE and RETREAT taken together."""
    for line in lines:
        text, source, target = read_marked(line["marked"])
        kinds = types_of(line["root"])
        direction = None if line["root"] in MUTUAL or not (source and target) else 1
        yield Row(
            corpus="plv", text=text, source=source, target=target, types=kinds, related=1, direction=direction
        )  # fmt: skip


def read_aw(lines: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Participants of one event. What the corpus calls `related` tells conflict from the rest (a meeting, a payment and a
    resignation have 0, whoever takes part), so it narrows the types and says nothing of whether anything runs between the two."""
    for line in lines:
        text, source, target = read_marked(line["marked"])
        conflict = bool(int(line["related"]))
        types = tuple(t for quad in ((3, 4) if conflict else (1, 2)) for t in types_of_quad(quad))
        kind = aw_type(line["event_type"])
        if kind:
            types = tuple(t for t in types_of(kind) if t in types)  # none where class and label are at odds
        yield Row(corpus="aw", text=text, source=source, target=target, types=types, conflict=int(conflict), related=1)


@cache
def _aw_types() -> tuple[tuple[str, str], ...]:
    with (Path(__file__).parent / "aw_types.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return tuple((row["prefix"], row["type"]) for row in rows)


def aw_type(event_type: str) -> str | None:
    """The PLOVER type of an event class, None where it fits no single type."""
    return next((kind for prefix, kind in _aw_types() if event_type.startswith(prefix)), None)


def read_quad(lines: Iterable[dict[str, Any]], spans: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Sentences with a CAMEO quad class, with the pair where the span corpus marks it; class 0 is left out."""
    marked = {digest("".join(row["tokens"])): row for row in spans}
    for line in lines:
        quad = int(line["quad"])
        if not quad:
            continue
        types = types_of_quad(quad)
        if quad == SANCTION_QUAD:
            types = (*types, TYPES.index("SANCTION"))
        row = Row(corpus="quad", text=line["sentence"], types=types, weight=0.5)
        found = marked.get(digest(row.text))
        if found:
            row = _with_spans(row, found["tokens"], found["tags"])
        yield row


def _with_spans(row: Row, tokens: Sequence[str], tags: Sequence[str]) -> Row:
    """The row with the first source and the first target of the tags, found again in its text."""
    at, ends = 0, dict[str, list[int]]()
    for token, tag in zip(tokens, tags, strict=True):
        place = row.text.find(token, at)
        if place < 0:
            return row
        at = place + len(token)
        side, _, kind = tag.partition("-")
        if side == "B" and kind not in ends:
            ends[kind] = [place, at, 1]
        elif side == "I" and kind in ends and ends[kind][2]:
            ends[kind][1] = at
        for other, end in ends.items():
            if tag != f"I-{other}" and tag != f"B-{other}":
                end[2] = 0
    source, target = ((e[0], e[1]) if (e := ends.get(kind)) else None for kind in "ST")
    both = source is not None and target is not None
    return replace(row, source=source, target=target, related=1 if both else None, direction=1 if both else None)


def read_candidates(lines: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Pairs that our rules found. Stories have labels of their own; elsewhere all we know is whether the rules saw an event."""
    for line in lines:
        source, target = (tuple(line[end]) if line[end] else None for end in ("source", "target"))
        row = Row(corpus=line["corpus"], text=line["text"], source=source, target=target, group=line["group"])  # type: ignore[arg-type]
        if not line["type"]:
            yield replace(row, corpus="strangers", related=0, weight=WEAK_WEIGHT)
        elif row.corpus == "stories":
            yield _story(row, line)
        else:
            yield replace(row, related=_both(row), weight=WEAK_WEIGHT)


def _story(row: Row, line: dict[str, Any]) -> Row:
    """With the story's type and mode where the rules read the same type, else a loose row, with its type at little weight."""
    kind = line["story_type"]
    if line["type"] == kind:
        return replace(row, types=types_of(kind), mode=mode_of(kind, line["story_mode"]), related=_both(row))
    return replace(row, corpus="loose", types=types_of(kind), weight=STORY_WEIGHT, related=_both(row))


def _both(row: Row) -> int | None:
    """1 where both ends are there; one end alone is no pair."""
    return 1 if row.source and row.target else None


def join(rows: Sequence[Row]) -> Iterator[Row]:
    """Two sentences put together, the source of the first and the target of the second (or the other way round): no relation."""
    whole = [r for r in rows if r.source and r.target and len(r.text) < JOINED]
    for k, (a, b) in enumerate(zip(whole, whole[len(whole) // 2 :] + whole[: len(whole) // 2], strict=True)):
        text, at = f"{a.text} {b.text}", len(a.text) + 1
        first, second = (a.source, b.target) if k % 2 else (a.target, b.source)
        moved = (second[0] + at, second[1] + at) if second else None
        source, target = (first, moved) if k % 2 else (moved, first)
        yield Row(corpus="joined", text=text, source=source, target=target, related=0)
