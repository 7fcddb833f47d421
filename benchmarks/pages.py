"""Article text from real pages: bag-of-shingles F1 on the scrapinghub pages, as their evaluate.py counts it.

python -m benchmarks.pages [DATA]     DATA, else $SAYSO_DATA, else ../shared/data
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

from sayso.clean.rules import RulesCleaner
from sayso.ingest.articles import Given
from sayso.ingest.pages import article_from_html

_TOKEN = re.compile(r"\w+", re.UNICODE)
SHINGLE = 4


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    return (
        Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))) if words else Counter()
    )


def score(gold: str, found: str) -> tuple[float, float]:
    """Precision and recall of the shingles of one page; both 1 where nothing was to be found and nothing was."""
    want, got = shingles(gold), shingles(found)
    right = sum((want & got).values())
    precision = right / sum(got.values()) if got else float(not want)
    recall = right / sum(want.values()) if want else float(not got)
    return precision, recall


def main(data: Path) -> None:
    folder = data / "pages" / "scrapinghub"
    if not folder.is_dir():
        sys.exit(f"no pages in {folder}; give the folder of the corpora or set SAYSO_DATA")
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    sums = {"article": [0.0, 0.0], "no title": [0.0, 0.0], "blocks": [0.0, 0.0]}
    empty = dated = named = readable = 0
    parse = clean = 0.0
    cleaner = RulesCleaner()
    for name, truth in gold.items():
        html = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace")
        start = time.perf_counter()
        article = article_from_html(html, given=Given(url=truth.get("url")))
        middle = time.perf_counter()
        document = cleaner.clean([article])[0]
        parse, clean = parse + middle - start, clean + time.perf_counter() - middle
        empty += not article.text
        dated += article.published_at is not None
        named += article.title is not None
        body = article.text
        bare = body[len(article.title) :] if article.title and body.startswith(article.title) else body
        kept = "\n".join(b.span.of(document.text) for b in document.blocks if b.kind in ("text", "dateline"))
        heads = [b.span.of(document.text) for b in document.blocks if b.kind == "headline"]
        kept = "\n".join(h for h in heads if h != article.title) + "\n" + kept
        readable += not document.problems
        for key, text in zip(sums, (body, bare, kept), strict=True):
            if key == "blocks" and document.problems:
                continue  # not English: no blocks
            precision, recall = score(truth["articleBody"], text)
            sums[key][0] += precision
            sums[key][1] += recall
    n = len(gold)
    print(
        f"{n} pages, {empty} empty, {dated} dated, {named} titled; {parse / n * 1e3:.1f} ms parse, {clean / n * 1e3:.1f} ms clean"
    )
    for key, (p, r) in sums.items():
        count = readable if key == "blocks" else n
        p, r = p / count, r / count
        print(f"  {key:<10} F1 {2 * p * r / (p + r):.3f}  precision {p:.3f}  recall {r:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SAYSO_DATA", "../shared/data")))
