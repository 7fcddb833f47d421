"""Learns the weights by which pronouns choose their antecedents: `python training/fit_coreference.py [--data FOLDER]`.

Trains on the texts of GUM train, all kinds of text, but for the half of its news, interviews and speeches that
`sayso eval coreference` holds out; GUM dev is never read. Each pronoun is one choice among everything that the resolver
weighed for it; what GUM puts in the pronoun's chain is right, and nobody where nothing is. A log-linear model with a
Gaussian prior is fitted to the choices (Denis and Baldridge 2008), then again to the choices that the new weights lead to.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sayso.evaluate.coreference import half_of
from sayso.evaluate.gum import GENRES, GoldText, read_texts
from sayso.evaluate.table import data_folder
from sayso.extract.actors import features
from sayso.extract.actors.reference import Choice, References
from sayso.extract.actors.rules import RulesFinder
from sayso.lexicon.tables import Row
from sayso.model import ParsedDocument, Token
from sayso.parse.spacy import SpacyParser

ALL = (*GENRES, "academic", "bio", "court", "essay", "fiction", "letter", "podcast", "textbook", "voyage", "whow")
TABLE = Path("src/sayso/extract/actors/data/coreference_weights.csv")
# too rare in GUM to be learned; set by hand
FIXED = {
    "foe": 3.0,
    "no-foe": -2.0,
    "source": -4.0,
    "not-human": -3.0,
    "from-outside": -0.8,
    "other-voice": -1.5,
    "media": -1.0,
    "it:told": 2.0,
    "they:told": 1.5,
    "he:told": 1.0,
    "quoted-they=0": 2.5,
    "quoted-they=1": 1.5,
    "quoted-they=3": -1.0,
    "quoted-they=4": -1.0,
}
LEAN = {
    "it:nobody": -1.2,
    "it:thing": -1.2,
    "they:nobody": -2.0,
    "they:thing": -2.0,
    "it:thing/subject/says": -1.0,
    "it:thing/subject/event": -1.0,
    "it:nobody/subject/says": -0.5,
    "it:nobody/subject/event": -0.5,
}  # news speaks of actors more than GUM
# what we hold to be so before we see any text
EXPECTED = {
    **{f"{group}:back={back}subject": 1.0 - 0.3 * back for group in ("he", "it", "they") for back in (0, 1)},
    **{f"{group}:same-clause=poss/subject": 0.7 for group in ("he", "it", "they")},
    **{f"{group}:within": -1.0 for group in ("he", "it", "they")},
    **{f"{group}:subject0=poss": 0.5 for group in ("he", "it", "they")},
    **{f"{group}:subject1=subject": 0.5 for group in ("he", "it", "they")},
    "it:thing/subject/says": -1.0,
    "it:thing/subject/event": -0.5,
}
NEWS = 2.0  # what a pronoun of a news text counts
PRIOR = 2.0  # strength of the pull to what we expect
ROUNDS = 400
LEAST = 0.02  # smaller weights are left out


@dataclass(frozen=True, slots=True)
class Instance:
    """One pronoun: what could be meant, and which of it is right."""

    group: str
    features: list[list[int]]
    right: list[bool]
    news: bool = False


def texts(folder: Path) -> Iterator[GoldText]:
    """The texts to learn from."""
    for text in read_texts(folder, ALL):
        if text.name.split("_")[1] not in GENRES or half_of(text.name) == "dev":
            yield text


def chains(text: GoldText, parsed: ParsedDocument) -> dict[int, int]:
    """Token to the chain of the shortest mention that it heads."""
    out: dict[int, int] = {}
    every = sorted((*text.mentions, *text.ignored, *text.others), key=lambda m: -len(m.span))
    for mention in every:
        for head in mention.heads:
            for token in parsed.tokens_in(head):
                out[token.index] = mention.chain
    return out


def watched(parsed: list[ParsedDocument]) -> list[tuple[bool, list[tuple[Token, str, list[Choice]]]]]:
    """For every document the choices that the resolver had."""
    out: list[tuple[bool, list[tuple[Token, str, list[Choice]]]]] = []
    rank = References.rank

    def watching(self: References, pronoun: Token, row: Row) -> list[Choice]:
        found = rank(self, pronoun, row)
        out[-1][1].append((pronoun, row["class"], found))
        return found

    References.rank = watching  # type: ignore[method-assign]
    try:
        for one in parsed:
            out.append(("_news_" in one.document.article.id, []))
            RulesFinder().find([one])
    finally:
        References.rank = rank  # type: ignore[method-assign]
    return out


def instances(
    golds: list[dict[int, int]],
    actors: list[set[int]],
    seen: list[tuple[bool, list[tuple[Token, str, list[Choice]]]]],
    names: dict[str, int],
) -> list[Instance]:
    """Choices with the right ones marked; a pronoun that GUM does not annotate means nobody."""
    out = []
    for chain, acting, (news, choices) in zip(golds, actors, seen, strict=True):
        for pronoun, group, found in choices:
            own = chain.get(pronoun.index)
            right = [c.token is not None and own is not None and chain.get(c.token.index) == own for c in found]
            if not any(right) and own in acting:
                continue  # an actor that was not found in reach: that it means nobody would be the wrong lesson
            if not any(right):
                right = [c.token is None for c in found]
            if any(right) and not all(right):
                ids = [[names.setdefault(f, len(names)) for part in c.parts for f in part.names()] for c in found]
                out.append(Instance(group, ids, right, news))
    return out


def fit(data: list[Instance], names: dict[str, int]) -> np.ndarray:
    """Weights of greatest posterior, by full-batch Adam."""
    rows, columns, owner, right = [], [], [], []
    k = 0
    for n, instance in enumerate(data):
        for ids, ok in zip(instance.features, instance.right, strict=True):
            rows += [k] * len(ids)
            columns += ids
            owner.append(n)
            right.append(ok)
            k += 1
    row, column, of, ok = np.array(rows), np.array(columns), np.array(owner), np.array(right, dtype=float)
    count = np.where([i.news for i in data], NEWS, 1.0)
    w = np.zeros(len(names))
    fixed = np.array([f in FIXED for f in names])
    expected = np.array([EXPECTED.get(f, 0.0) for f in names])
    w[fixed] = [FIXED[f] for f in names if f in FIXED]
    m, v = np.zeros_like(w), np.zeros_like(w)
    for t in range(1, ROUNDS + 1):
        score = np.bincount(row, weights=w[column], minlength=k)
        top = np.full(len(data), -np.inf)
        np.maximum.at(top, of, score)
        mass = np.exp(score - top[of])
        p = mass / np.bincount(of, weights=mass, minlength=len(data))[of]
        good = p * ok
        q = good / np.maximum(np.bincount(of, weights=good, minlength=len(data)), 1e-12)[of]
        gradient = np.bincount(column, weights=((p - q) * count[of])[row], minlength=len(w)) + PRIOR * (w - expected)
        gradient[fixed] = 0
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        w -= 0.05 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return w


def write(weights: dict[str, float]) -> None:
    """The table, sorted by feature."""
    lines = [
        "# How much speaks for an antecedent of a pronoun; learned by training/fit_coreference.py from GUM (see NOTICE).",
        "# `feature`: class of the pronoun, then what is so; the highest sum is meant.",
        "feature,weight",
    ]
    final = {f: w + LEAN.get(f, 0.0) for f, w in {**weights, **FIXED}.items()}
    lines += [f"{f},{w:.2f}" for f, w in sorted(final.items()) if abs(w) >= LEAST]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def accuracy(data: list[Instance], weights: np.ndarray) -> dict[str, str]:
    """Share of pronouns of each class whose heaviest choice is right."""
    count: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in data:
        best = max(range(len(one.right)), key=lambda k: sum(weights[i] for i in one.features[k]))
        count[one.group][0] += one.right[best]
        count[one.group][1] += 1
    return {group: f"{a}/{b} = {a / b:.3f}" for group, (a, b) in sorted(count.items())}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=Path)
    arguments.add_argument(
        "--rounds", type=int, default=2, help="how often to read the texts again with the new weights"
    )
    options = arguments.parse_args()
    chosen = list(texts(data_folder(options.data) / "treebank" / "gum_train"))
    parsed = SpacyParser().parse([text.document for text in chosen])
    golds = [chains(text, one) for text, one in zip(chosen, parsed, strict=True)]
    actors = [{m.chain for m in text.mentions} for text in chosen]
    for _ in range(options.rounds):
        names: dict[str, int] = {}
        data = instances(golds, actors, watched(parsed), names)
        found = fit(data, names)
        write({f: float(found[k]) for f, k in names.items() if f not in FIXED})
        features.forget()
        sys.stdout.write(f"{len(data)} pronouns, {len(names)} features; {accuracy(data, found)}\n")


if __name__ == "__main__":
    main()
