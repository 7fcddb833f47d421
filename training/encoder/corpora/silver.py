"""Silver parses: `python -m training.encoder.corpora.silver` has spaCy parse the news texts once, into the cache.

Needs the project's own environment (spaCy); what it writes holds publishers' texts and is never committed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.encoder.labels import Value
from training.encoder.windows import Sentence, Text

CACHE = Path(".cache/training/silver")
BATCH = 16


@dataclass(frozen=True, slots=True)
class Silver:
    """A parsed text: sentences of rows (start, end, universal tag, Penn tag, head from 1 or 0, relation)."""

    doc: str
    text: str
    sentences: list[list[tuple[int, int, str, str, int, str]]]


def sentence_of(silver: Silver, rows: Sequence[tuple[int, int, str, str, int, str]]) -> Sentence:
    """A sentence with the labels that the parser gave."""
    labels: dict[str, Sequence[Value]] = {
        "upos_spacy": [r[2] for r in rows],
        "xpos_spacy": [r[3] for r in rows],
        "arcs_spacy": [r[4] for r in rows],
        "labels_spacy": [r[5] for r in rows],
        "starts": ["yes", *["no"] * (len(rows) - 1)],
    }
    words = tuple(silver.text[r[0] : r[1]] for r in rows)
    return Sentence(words, labels, silver.text[rows[0][0] : rows[-1][1]])


def read_silver(name: str, folder: Path = CACHE) -> Iterator[Silver]:
    """The parses of one corpus, as `main` wrote them."""
    path = folder / f"{name}.jsonl"
    if not path.exists():
        raise SystemExit(f"{path} is missing; run: python -m training.encoder.corpora.silver")
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Silver(row["doc"], row["text"], [[tuple(t) for t in s] for s in row["sentences"]])


def read_news(folder: Path = CACHE) -> Iterator[Text]:
    """The news texts with silver parses only; every tenth is for dev."""
    for k, silver in enumerate(read_silver("news", folder)):
        sentences = [sentence_of(silver, rows) for rows in silver.sentences]
        yield Text(silver.doc, "news", "dev" if k % 10 == 0 else "train", sentences)


def _texts(data: Path) -> Iterator[tuple[str, str, str]]:
    for part in ("train", "dev"):
        seen = set()
        for row in _rows(data / f"attribution/polnear_{part}.jsonl"):
            if row["doc"] not in seen:  # some are annotated several times
                seen.add(row["doc"])
                yield f"polnear_{part}", row["doc"], row["text"]
    for k, row in enumerate(_rows(data / "news/guardian_sdf_sample.jsonl")):
        yield "news", f"news-{k}", row["text"]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def main() -> None:
    """Parse what is not parsed yet."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    asked.add_argument("--out", type=Path, default=CACHE)
    options = asked.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    corpora: dict[str, list[tuple[str, str]]] = {}
    for name, doc, text in _texts(options.data):
        corpora.setdefault(name, []).append((doc, text))
    for name, texts in corpora.items():
        path = options.out / f"{name}.jsonl"
        if path.exists():
            continue
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as out:
            for at in range(0, len(texts), BATCH):
                for row in _parse(texts[at : at + BATCH]):
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")
        part.rename(path)


def _parse(texts: Sequence[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    from sayso.model import Article, Block, Document, Span
    from sayso.parse.spacy import SpacyParser

    documents = []
    for doc, text in texts:
        blocks, at = [], 0
        for line in text.split("\n"):
            if line.strip():
                blocks.append(Block(span=Span(at, at + len(line))))
            at += len(line) + 1
        article = Article(id=doc, text=text, language="en")
        documents.append(
            Document(article=article, text=text, text_map=((0, 0, len(text)),), blocks=tuple(blocks), language="en")
        )
    for (doc, text), parsed in zip(texts, SpacyParser().parse(documents), strict=True):
        sentences = []
        for sentence in parsed.sentences:
            tokens = parsed.tokens_of(sentence)
            heads = [0 if t.head == t.index else t.head - sentence.first + 1 for t in tokens]
            heads = [h if 0 <= h <= len(tokens) else 0 for h in heads]
            sentences.append([(t.start, t.end, t.pos, t.tag, h, t.dep) for t, h in zip(tokens, heads, strict=True)])
        yield {"doc": doc, "text": text, "sentences": sentences}


if __name__ == "__main__":
    main()
