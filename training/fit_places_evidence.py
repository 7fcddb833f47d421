"""Fits the weights by which capitalised names are taken for places (src/sayso/lexicon/data/en/places_evidence.csv).

    python training/fit_places_evidence.py [--data DIR] [--parsed FILE] [--folds 5] [--write]

Takes the dev halves of LGL and GeoVirus, as training/fit_places.py does, whose weights must be fitted before. A name that
the finder asks about is right if it overlaps a marked toponym; where the corpus gives that one no coordinates, it is left
out. Two logistic regressions with a penalty on large weights: by the words around a name (alone), and with what the other
names of the document say of its place (together). `--folds` prints precision, recall and F1 of the names asked about.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from fit_places import parses, say

from sayso.evaluate.places import GoldText
from sayso.extract.places import names as names_module
from sayso.extract.places.names import Network
from sayso.extract.places.toponyms import toponyms
from sayso.model import ParsedDocument

TABLE = Path("src/sayso/lexicon/data/en/places_evidence.csv")
PENALTY = 1.0
STEPS, RATE = 500, 0.05
Rows = list[tuple[int, dict[str, float], dict[str, float], bool]]


def asked(rows: Sequence[GoldText], parsed: Sequence[ParsedDocument], first: int) -> Rows:
    """Number of the text, traits of both rounds, and whether it is a place, for every name asked about."""
    out: Rows = []
    for number, (row, one) in enumerate(zip(rows, parsed, strict=True), first):
        network = Network(one, toponyms(one), keep=True)
        for mention in network.found:
            traits = network.traits.get(id(mention))
            if traits is None:
                continue
            span = mention.span(one)
            hits = [t for t in row.toponyms if span.start < t.end and t.start < span.end]
            if hits and all(t.lat is None for t in hits):
                continue
            out.append((number, traits, network.together(mention) or {}, bool(hits)))
    return out


def fit(found: Sequence[tuple[dict[str, float], bool]]) -> dict[str, float]:
    """Logistic regression by Adam."""
    names = sorted({k for traits, _ in found for k in traits})
    column = {k: j for j, k in enumerate(names)}
    x = np.zeros((len(found), len(names)))
    for i, (traits, _) in enumerate(found):
        for k, v in traits.items():
            x[i, column[k]] = v
    y = np.array([right for _, right in found], dtype=float)
    w, m, v = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        p = 1 / (1 + np.exp(-(x @ w).clip(-30, 30)))
        gradient = x.T @ (p - y) + PENALTY * w
        m = 0.9 * m + 0.1 * gradient
        v = 0.99 * v + 0.01 * gradient**2
        w -= RATE * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return {k: round(float(w[j]), 3) for k, j in column.items()}


def report(name: str, found: Sequence[tuple[dict[str, float], bool]], w: dict[str, float]) -> None:
    said = [sum(w.get(k, 0.0) * v for k, v in traits.items()) > 0 for traits, _ in found]
    hits = sum(s and r for s, (_, r) in zip(said, found, strict=True))
    p, r = hits / max(sum(said), 1), hits / max(sum(right for _, right in found), 1)
    say(f"{name:24} precision {p:.3f} recall {r:.3f} f1 {2 * p * r / max(p + r, 1e-9):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    parser.add_argument("--parsed", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    names_module.HOPELESS = -99.0
    found: dict[str, Rows] = {}
    for corpus, (rows, parsed) in parses(options.data, options.parsed).items():
        found[corpus] = asked(rows, parsed, 1000 * len(found))
    whole = [row for rows in found.values() for row in rows]
    say(f"{len(whole)} names asked about, {sum(row[3] for row in whole)} places")
    for fold in range(options.folds):
        w = fit([(t, right) for n, _, t, right in whole if n % options.folds != fold])
        for corpus, rows in found.items():
            report(f"fold {fold} {corpus}", [(t, right) for n, _, t, right in rows if n % options.folds == fold], w)
    alone, together = fit([(a, right) for _, a, _, right in whole]), fit([(t, right) for _, _, t, right in whole])
    report("alone, as fitted", [(a, right) for _, a, _, right in whole], alone)
    report("together, as fitted", [(t, right) for _, _, t, right in whole], together)
    for k in sorted(set(alone) | set(together)):
        times = sum(k in t for _, _, t, _ in whole)
        say(f"{k:20} {alone.get(k, 0.0):8.3f} {together.get(k, 0.0):8.3f} {times:6}")
    if options.write:
        lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        rows_out = [f"{k},{alone.get(k, 0.0):g},{together.get(k, 0.0):g}" for k in sorted(set(alone) | set(together))]
        TABLE.write_text("\n".join([*lines, "trait,alone,together", *rows_out]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
