"""Fits the weights by which readings of a place name are ranked (src/sayso/lexicon/data/en/places_weights.csv).

    python training/fit_places.py [--data DIR] [--parsed FILE] [--folds 5] [--write]

Takes the dev halves of LGL and GeoVirus (by a hash of the text; the other halves are for scoring only), with the
domain of the outlet where the corpus has it. For each name that the corpora mark it asks for a high likelihood of the
readings within 161 km of the marked place: a conditional logit with a small penalty on large weights, first for the
traits of a name by itself, then for those beside the other names, whose likelihoods come from the round before.
`--folds` prints what weights fitted on the other documents of dev reach; `--write` replaces the table.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sayso.evaluate.places import NEAR, GoldText, document, half_of, kilometres, load
from sayso.extract.places.context import Context, Name, softmax
from sayso.extract.places.names import Network
from sayso.extract.places.senses import grouped, traits
from sayso.extract.places.toponyms import Toponym, given, toponyms
from sayso.extract.places.weights import Weights, weighed
from sayso.model import ParsedDocument, Span
from sayso.parse.spacy import SpacyParser

TABLE = Path("src/sayso/lexicon/data/en/places_weights.csv")
PENALTY = {"alone": 1.0, "together": 1.0}
STEPS, RATE = 400, 0.05
OUTER = 3  # how often the later rounds are fitted anew to their own likelihoods


@dataclass(slots=True)
class Case:
    """One name of a document with the readings that are right."""

    document: int
    name: Name
    kind: str | None
    right: tuple[bool, ...]
    weight: float


@dataclass(slots=True)
class Paper:
    number: int
    context: Context
    cases: list[Case]
    mentions: int  # that the corpus marks


def papers(rows: Sequence[GoldText], parsed: Sequence[ParsedDocument], first: int) -> list[Paper]:
    """Documents with their names; those whose readings are all wrong teach nothing and have no case."""
    out = []
    for number, (row, one) in enumerate(zip(rows, parsed, strict=True), first):
        marked = [(given(one, Span(t.start, t.end)), t) for t in row.placed]
        others = [t for t in toponyms(one) if not any(t.overlaps(one, Span(g.start, g.end)) for g in row.placed)]
        network = Network(one, sorted([*(m for m, _ in marked), *others], key=lambda t: (t.start, t.end)))
        votes: dict[int, tuple[Name, Toponym, Counter[tuple[bool, ...]]]] = {}
        for mention, gold in marked:
            name = network.of.get(id(mention))
            if name is None:
                continue
            right = tuple(
                kilometres(s.place.lat, s.place.lon, gold.lat or 0, gold.lon or 0) <= NEAR for s in name.senses
            )
            votes.setdefault(id(name), (name, mention, Counter()))[2][right] += 1
        cases = []
        for name, mention, counts in votes.values():
            right, times = counts.most_common(1)[0]
            cases.append(Case(number, name, mention.kind, right, float(times)))
        out.append(Paper(number, network.context, cases, len(marked)))
    return out


def fit(papers: Sequence[Paper]) -> Weights:
    """Weights for both rounds."""
    cases = [c for p in papers for c in p.cases if any(c.right) and not all(c.right)]
    alone = _fit(cases, [[_own(c, k) for k in range(len(c.right))] for c in cases], PENALTY["alone"])
    together: dict[str, float] = {}
    for turn in range(OUTER):
        stacked: list[Case] = []
        found: list[list[dict[str, float]]] = []
        for paper in papers:
            for last in (False, True) if turn else (False,):
                _likelihoods(paper, alone, together if last else None)
                paper.context.gather()
                for c in paper.cases:
                    if any(c.right) and not all(c.right):
                        stacked.append(c)
                        found.append([_own(c, k) | paper.context.clues(c.name, s) for k, s in enumerate(c.name.senses)])
        together = _fit(stacked, found, PENALTY["together"])
    return Weights(alone, together)


def _own(case: Case, k: int) -> dict[str, float]:
    return _name_traits(case.name, k)


def _likelihoods(paper: Paper, alone: dict[str, float], together: dict[str, float] | None) -> None:
    """Sets the likelihoods that the next round sees."""
    names = paper.context.names
    for name in names:
        name.p = softmax([weighed(_name_traits(name, k), alone) for k in range(len(name.senses))])
    if together is not None:
        paper.context.gather()
        fresh = [
            softmax(
                [
                    weighed(_name_traits(name, k) | paper.context.clues(name, s), together)
                    for k, s in enumerate(name.senses)
                ]
            )
            for name in names
        ]
        for name, p in zip(names, fresh, strict=True):
            name.p = p


_TRAITS: dict[int, list[dict[str, float]]] = {}


def _name_traits(name: Name, k: int) -> dict[str, float]:
    if id(name) not in _TRAITS:
        group = grouped(name.key.title(), (s.place for s in name.senses))
        _TRAITS[id(name)] = [traits(s.place, s.how, group, name.kind) for s in name.senses]
    return _TRAITS[id(name)][k]


def _fit(cases: Sequence[Case], found: Sequence[list[dict[str, float]]], penalty: float) -> dict[str, float]:
    """A conditional logit by Adam: the likelihood of all right readings together."""
    names = sorted({k for rows in found for row in rows for k in row})
    column = {k: j for j, k in enumerate(names)}
    x = np.zeros((sum(map(len, found)), len(names)))
    right = np.concatenate([np.array(c.right, dtype=bool) for c in cases])
    starts = np.cumsum([0, *(len(rows) for rows in found)][:-1])
    group = np.repeat(np.arange(len(found)), [len(rows) for rows in found])
    for i, row in enumerate(row for rows in found for row in rows):
        for k, v in row.items():
            x[i, column[k]] = v
    each = np.sqrt(np.array([c.weight for c in cases]))
    w = np.zeros(len(names))
    m, v = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, STEPS + 1):
        score = x @ w
        score -= np.maximum.reduceat(score, starts)[group]
        e = np.exp(score)
        p = e / np.add.reduceat(e, starts)[group]
        good = np.where(right, e, 1e-12)
        q = np.where(right, good / np.add.reduceat(np.where(right, e, 0.0), starts)[group].clip(1e-12), 0.0)
        gradient = -((q - p) * each[group]) @ x + penalty * w
        m = 0.9 * m + 0.1 * gradient
        v = 0.99 * v + 0.01 * gradient**2
        w -= RATE * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return {k: round(float(w[j]), 3) for k, j in column.items()}


def accuracy(papers: Sequence[Paper], table: Weights) -> float:
    """Share of marked mentions whose likeliest reading is right."""
    hits = total = 0.0
    for paper in papers:
        _likelihoods(paper, table.alone, table.together)
        _again(paper, table)
        total += paper.mentions
        for c in paper.cases:
            if c.right and c.right[int(np.argmax(c.name.p))]:
                hits += c.weight
    return hits / max(total, 1)


def _again(paper: Paper, table: Weights) -> None:
    """The second of the later rounds."""
    paper.context.gather()
    fresh = [
        softmax(
            [weighed(_name_traits(n, k) | paper.context.clues(n, s), table.together) for k, s in enumerate(n.senses)]
        )
        for n in paper.context.names
    ]
    for name, p in zip(paper.context.names, fresh, strict=True):
        name.p = p


def parses(data: str | None, kept: Path | None) -> dict[str, tuple[list[GoldText], list[ParsedDocument]]]:
    """The dev halves, parsed; from `kept` if it is there."""
    if kept is not None and kept.is_file():
        found: dict[str, tuple[list[GoldText], list[ParsedDocument]]] = pickle.loads(kept.read_bytes())
        return found
    out = {}
    for corpus in ("lgl", "geovirus"):
        rows = [row for row in load(corpus, data) if half_of(row.text) == "dev"]
        out[corpus] = (rows, SpacyParser().parse([document(row) for row in rows]))
    if kept is not None:
        kept.write_bytes(pickle.dumps(out))
    return out


def write(table: Weights) -> None:
    """Replaces the numbers in the table and keeps its comments; traits that never occurred get 0."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    before = [line.split(",")[0] for line in lines if not line.startswith(("#", "trait,"))]
    order = [*before, *sorted((set(table.alone) | set(table.together)) - set(before))]
    rows = [f"{k},{table.alone.get(k, 0.0):g},{table.together.get(k, 0.0):g}" for k in order]
    TABLE.write_text("\n".join([*head, "trait,alone,together", *rows]) + "\n", encoding="utf-8")


def say(line: str) -> None:
    """A line on the screen."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    parser.add_argument("--parsed", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found: dict[str, list[Paper]] = {}
    for corpus, (rows, parsed) in parses(options.data, options.parsed).items():
        found[corpus] = papers(rows, parsed, sum(map(len, found.values())))
        reachable = sum(c.weight for p in found[corpus] for c in p.cases if any(c.right))
        say(f"{corpus}: {len(rows)} texts, best possible {reachable / sum(p.mentions for p in found[corpus]):.3f}")
    whole = [p for ps in found.values() for p in ps]
    for fold in range(options.folds):
        table = fit([p for p in whole if p.number % options.folds != fold])
        for corpus, ps in found.items():
            share = accuracy([p for p in ps if p.number % options.folds == fold], table)
            say(f"fold {fold} {corpus} {share:.3f}")
    table = fit(whole)
    for corpus, ps in found.items():
        say(f"{corpus} on what it was fitted to: {accuracy(ps, table):.3f}")
    for k in sorted(set(table.alone) | set(table.together)):
        say(f"{k:18} {table.alone.get(k, 0.0):8.3f} {table.together.get(k, 0.0):8.3f}")
    if options.write:
        write(table)


if __name__ == "__main__":
    main()
