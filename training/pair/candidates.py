"""Pairs in sentences that nobody labelled, found by the rules of `sayso` itself (runs in the project's environment, without torch).

Each line holds a sentence, two spans, and the weak labels: the type and mode that the rules read, or "" for two actors of one
sentence between whom the rules see nothing. Held-out sentences never get in.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from training.encoder.say import say
from training.encoder.windows import digest, read_hashes

from sayso.ingest import article_from_text
from sayso.model import Article, Reading, Span
from sayso.reader import Reader

OUT = Path(".cache/training/pair/candidates.jsonl")
LEAD = 420  # characters of a story: its first sentences
HEAD = 2400  # characters of an article
LONGEST = 400
EMPTY_PAIRS = 1  # pairs without an event that a sentence may give


def main() -> None:
    """Write the candidates of the stories, the news sample and PolNeAR."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    asked.add_argument("--out", type=Path, default=OUT)
    given = asked.parse_args()
    hashes, seen, dropped, written = read_hashes(given.data), set[tuple[str, Any, Any]](), 0, 0
    given.out.parent.mkdir(parents=True, exist_ok=True)
    part = given.out.with_suffix(".part")
    with part.open("w", encoding="utf-8") as out:
        for row in _rows(given.data):
            key = (digest(row["text"]), *map(str, (row["source"], row["target"])))
            if key in seen:
                continue
            seen.add(key)
            if key[0] in hashes:
                dropped += 1
                continue
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            written += 1
    part.replace(given.out)
    say(f"{written} candidate pairs, {dropped} in held-out sentences dropped")


def _rows(data: Path) -> Iterator[dict[str, Any]]:
    articles = list(_articles(data))
    facts = {name: found for name, found, _ in articles}
    for reading in Reader("default").read_articles(article for _, _, article in articles):
        for row in pairs(reading):
            yield row | facts[reading.article.id]


def _articles(data: Path) -> Iterator[tuple[str, dict[str, Any], Article]]:
    for k, row in enumerate(_read(data / "events/synthetic_stories.jsonl")):
        facts = {"corpus": "stories", "group": row["title"], "story_type": row["type"], "story_mode": row["mode"]}
        yield _article(f"stories:{k}", facts, _lead(row["text"]))
    for k, row in enumerate(_read(data / "news/guardian_sdf_sample.jsonl")):
        yield _article(f"news:{k}", {"corpus": "news", "group": f"news-{k}"}, row["text"][:HEAD])
    for k, row in enumerate(_read(data / "attribution/polnear_train.jsonl")):
        yield _article(f"polnear:{k}", {"corpus": "polnear", "group": row["doc"]}, row["text"][:HEAD])


def _article(name: str, facts: dict[str, Any], text: str) -> tuple[str, dict[str, Any], Article]:
    return name, facts, article_from_text(text, id=name, language="en")


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def _lead(text: str) -> str:
    """The first sentences of a story."""
    cut = text[:LEAD]
    return cut[: cut.rfind(". ") + 1] or cut if len(text) > LEAD else text


def pairs(reading: Reading) -> Iterator[dict[str, Any]]:
    """The pairs of a reading: of each event its first actor and recipient, and pairs of actors without an event."""
    if reading.parsed is None:
        return
    taken: dict[int, set[tuple[Any, Any]]] = {}
    for event in reading.events:
        sentence = reading.parsed.sentences[event.sentence].span
        ends = [
            _inside(sentence, (p.span for p in event.participants if p.role == role)) for role in ("actor", "recipient")
        ]
        if not any(ends) and event.type not in ("ASSAULT", "PROTEST"):
            continue
        taken.setdefault(event.sentence, set()).add((_key(ends[0]), _key(ends[1])))
        if len(sentence) <= LONGEST and (ends[0] or ends[1]):
            yield _row(reading, sentence, ends[0], ends[1]) | {"type": event.type, "mode": event.mode or ""}
    for number, between in taken.items():
        sentence = reading.parsed.sentences[number].span
        if len(sentence) <= LONGEST:
            for source, target in _strangers(reading, sentence, between)[:EMPTY_PAIRS]:
                yield _row(reading, sentence, source, target) | {"type": "", "mode": ""}


def _strangers(reading: Reading, sentence: Span, between: set[tuple[Any, Any]]) -> list[tuple[Span, Span]]:
    """Pairs of actors of a sentence that no event binds, in text order."""
    spans = sorted(
        m.span for a in reading.actors if a.human for m in a.mentions if sentence.contains(m.span) and len(m.span) > 2
    )
    known = {frozenset(pair) for pair in between}
    return [(a, b) for a, b in pairwise(spans) if not a.overlaps(b) and not any(_touches(pair, a, b) for pair in known)]


def _touches(pair: frozenset[Any], a: Span, b: Span) -> bool:
    found = [x for x in pair if x]
    return all(any(s.overlaps(Span(*x)) for s in (a, b)) for x in found)


def _inside(sentence: Span, spans: Iterable[Span | None]) -> Span | None:
    return next((s for s in spans if s is not None and sentence.contains(s) and len(s)), None)


def _key(span: Span | None) -> Any:
    return (span.start, span.end) if span else None


def _row(reading: Reading, sentence: Span, source: Span | None, target: Span | None) -> dict[str, Any]:
    def moved(span: Span | None) -> list[int] | None:
        return [span.start - sentence.start, span.end - sentence.start] if span else None

    text = sentence.of(reading.parsed.text) if reading.parsed else ""
    return {"text": text, "source": moved(source), "target": moved(target)}


if __name__ == "__main__":
    main()
