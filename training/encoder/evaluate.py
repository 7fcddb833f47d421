"""Runs a model over the dev splits and scores every head; the same for torch and for the exported file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from training.encoder.corpora.all import Loaded
from training.encoder.data import grouped
from training.encoder.decode import heads_of, viterbi
from training.encoder.encode import Encoder, batch
from training.encoder.labels import ARCS, BIO_HEADS, NUMBERS, Vocabulary, apply_rule
from training.encoder.score import Count, SpanScore, TreeScore, accuracy
from training.encoder.windows import Window, windows_of

Arrays = Mapping[str, np.ndarray]
Run = Callable[[Arrays], Arrays]
Chains = Mapping[str, tuple[np.ndarray, np.ndarray, np.ndarray]]
BATCH = 4096


@dataclass(slots=True)
class Read:
    """A window and what the model said of it: raw scores by head, and decoded labels."""

    window: Window
    scores: dict[str, np.ndarray]
    decoded: dict[str, list[object]]


def read_windows(
    run: Run, windows: Sequence[Window], encoder: Encoder, lists: Vocabulary, chains: Chains
) -> list[Read]:
    """Every window read, in the order given."""
    pairs = [(w, encoder.encode(w.words)) for w in windows]
    out: dict[int, Read] = {}
    for group in grouped(pairs, BATCH):
        result = run(batch([e for _, e in group]))
        for k, (window, _) in enumerate(group):
            n = len(window.words)
            scores = {h: v[k, :n, : n + 1] if h in ARCS else v[k, :n] for h, v in result.items()}
            out[id(window)] = Read(window, scores, decode(scores, window.words, lists, chains))
    return [out[id(w)] for w in windows]


def decode(scores: Arrays, words: Sequence[str], lists: Vocabulary, chains: Chains) -> dict[str, list[object]]:
    """Labels of one window."""
    out: dict[str, list[object]] = {}
    for head, values in scores.items():
        if head in ARCS:
            out[head] = list(heads_of(values))
        elif head in NUMBERS:
            out[head] = [float(v) for v in values]
        else:
            path = viterbi(values, *chains[head]) if head in BIO_HEADS else values.argmax(-1)
            out[head] = [lists.lists[head][int(k)] for k in path]
    if "lemma" in out:
        out["lemma_text"] = [apply_rule(w, str(r)) for w, r in zip(words, out["lemma"], strict=True)]
    return out


def dev_windows(loaded: Sequence[Loaded]) -> list[Window]:
    """The windows of the dev splits as the runner makes them; loose sentences stand alone."""
    return [w for part in loaded for text in part.texts for w in windows_of(text, 1 if text.loose else 160)]


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
            for w, g, p in zip(r.window.words, r.window.labels["lemma"], r.decoded["lemma_text"], strict=True)
        )
    )


def _spans(group: Sequence[Read], head: str) -> SpanScore:
    """Spans over whole texts: windows that follow each other are joined."""
    score = SpanScore()
    texts: list[tuple[list[str], list[str], list[str]]] = []
    for read in group:
        if not (read.window.follows and texts):
            texts.append(([], [], []))
        row = (read.window.words, read.decoded[head], read.window.labels[head])
        for whole, part in zip(texts[-1], row, strict=True):
            whole += map(str, part)
    for words, found, wanted in texts:
        score.add(words, found, wanted)
    return score


def _yes(group: Sequence[Read], head: str) -> float:
    count = Count()
    for read in group:
        found, wanted = (
            {(k, k + 1, "yes") for k, v in enumerate(x[head]) if v == "yes"} for x in (read.decoded, read.window.labels)
        )
        count.add(found, wanted)
    return count.f1


def _accuracy(group: Sequence[Read], head: str) -> float:
    return accuracy(Counter(a == b for r in group for a, b in zip(r.decoded[head], r.window.labels[head], strict=True)))


def _error(group: Sequence[Read]) -> float:
    errors = []
    for read in group:
        for found, wanted in zip(read.decoded["factuality"], read.window.labels["factuality"], strict=True):
            if wanted == wanted:
                errors.append(abs(min(3.0, max(-3.0, float(str(found)))) - float(wanted)))
    return float(np.mean(errors)) if errors else 0.0


def _trees(group: Sequence[Read], scheme: str) -> TreeScore:
    score = TreeScore()
    for read in group:
        labels, decoded = read.window.labels, read.decoded
        found = zip(map(int, map(str, decoded[f"arcs_{scheme}"])), map(str, decoded[f"labels_{scheme}"]), strict=True)
        wanted = zip(map(int, labels[f"arcs_{scheme}"]), map(str, labels[f"labels_{scheme}"]), strict=True)
        score.add(list(found), list(wanted))
    return score
