"""Runs a model over the dev splits and scores every head as the runner decodes it; the same for torch and for the exported file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from training.encoder.corpora.all import Loaded
from training.encoder.data import grouped
from training.encoder.encode import batch
from training.encoder.labels import ARCS, BIO_HEADS
from training.encoder.score import Count, SpanScore, TreeScore, accuracy
from training.encoder.windows import WORDS, Window, moved, windows_of

from sayso.encoder.document import Heads
from sayso.encoder.document import Window as Said
from sayso.encoder.words import Subwords
from sayso.encoder.words import lemma as apply_rule

Arrays = Mapping[str, np.ndarray]
Run = Callable[[Arrays], Arrays]
BATCH = 4096


@dataclass(frozen=True, slots=True)
class Read:
    """A window with its gold labels, and what the runner makes of a model's scores."""

    window: Window
    said: Said


def read_windows(run: Run, windows: Sequence[Window], encoder: Subwords, heads: Heads) -> list[Read]:
    """Every window read, in the order given; many at a time, so not for a model in int8."""
    pairs = [(w, encoder.row(w.words)) for w in windows]
    out: dict[int, Read] = {}
    for group in grouped(pairs, BATCH):
        result = run(batch([row for _, row in group]))
        for k, (window, _) in enumerate(group):
            n = len(window.words)
            scores = {h: v[k, :n, : n + 1] if h in ARCS else v[k, :n] for h, v in result.items()}
            out[id(window)] = Read(window, Said(window.words, scores, heads))
    return [out[id(w)] for w in windows]


def dev_windows(loaded: Sequence[Loaded]) -> list[Window]:
    """The windows of the dev splits as the runner makes them; loose sentences stand alone."""
    return [w for part in loaded for text in part.texts for w in windows_of(text, 1 if text.loose else WORDS)]


def figures(reads: Sequence[Read]) -> dict[str, float]:
    """All figures, by name."""
    out: dict[str, float] = {}
    by_corpus: dict[str, list[Read]] = defaultdict(list)
    for read in reads:
        by_corpus[read.window.corpus].append(read)
    for corpus, group in by_corpus.items():
        for head in sorted({h for r in group for h in r.window.labels}):
            out |= _head_figures(corpus, head, [r for r in group if head in r.window.labels])
    return out


def _head_figures(corpus: str, head: str, group: Sequence[Read]) -> dict[str, float]:
    if head in BIO_HEADS:
        return _spans(group, head).figures(head)
    if head in ("triggers", "starts"):
        return {f"{corpus} {head} F1": _yes(group, head)}
    if head in ("upos", "xpos", "upos_spacy", "xpos_spacy"):
        return {f"{corpus} {head}": _accuracy(group, head)}
    if head == "lemma":
        return {f"{corpus} lemma": _lemmas(group)}
    if head == "factuality":
        return {f"{corpus} factuality MAE": _error(group)}
    if head in ARCS:
        scheme = head.removeprefix("arcs_")
        return _trees(group, scheme).figures(f"{corpus} {scheme}")
    return {}


def _lemmas(group: Sequence[Read]) -> float:
    return accuracy(
        Counter(
            apply_rule(w, str(g)) == p
            for r in group
            for w, g, p in zip(r.window.words, r.window.labels["lemma"], r.said.lemmas(), strict=True)
        )
    )


def _spans(group: Sequence[Read], head: str) -> SpanScore:
    """Spans over whole texts: windows that follow each other are joined."""
    score = SpanScore()
    texts: list[tuple[list[str], list[str], list[str]]] = []
    for read in group:
        if not (read.window.follows and texts):
            texts.append(([], [], []))
        row = (read.window.words, read.said.path(head), read.window.labels[head])
        for whole, part in zip(texts[-1], row, strict=True):
            whole += map(str, part)
    for words, found, wanted in texts:
        score.add(words, found, wanted)
    return score


def _yes(group: Sequence[Read], head: str) -> float:
    count = Count()
    for read in group:
        both = (read.said.tags(head).labels, read.window.labels[head])
        found, wanted = ({(k, k + 1, "yes") for k, v in enumerate(x) if v == "yes"} for x in both)
        count.add(found, wanted)
    return count.f1


def _accuracy(group: Sequence[Read], head: str) -> float:
    pairs = (zip(r.said.tags(head).labels, r.window.labels[head], strict=True) for r in group)
    return accuracy(Counter(a == b for pair in pairs for a, b in pair))


def _error(group: Sequence[Read]) -> float:
    pairs = (zip(r.said.factuality(), map(float, r.window.labels["factuality"]), strict=True) for r in group)
    errors = [abs(found - wanted) for pair in pairs for found, wanted in pair if wanted == wanted]
    return float(np.mean(errors)) if errors else 0.0


def _trees(group: Sequence[Read], scheme: str) -> TreeScore:
    """Trees of gold sentences, one root each, as LAS is counted for UD."""
    score = TreeScore()
    for read in group:
        arcs, relations = read.window.labels[f"arcs_{scheme}"], read.window.labels[f"labels_{scheme}"]
        for first, last in read.window.sentences():
            tree = read.said.tree(scheme, first, last)
            heads = (int(moved(head, first, last)) for head in arcs[first:last])
            wanted = zip(heads, map(str, relations[first:last]), strict=True)
            score.add(list(zip(tree.heads, tree.relations, strict=True)), list(wanted))
    return score
