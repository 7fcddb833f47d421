"""The document encoder: windows of words in, for each its spans, tags, trees and numbers, all with probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.encoder.chain import Chains, Marked, softmax
from sayso.encoder.tree import heads_of, within
from sayso.encoder.weights import FILES, Graphs, index_of, tokenizer
from sayso.encoder.words import Subwords, lemma
from sayso.errors import MissingModel

if TYPE_CHECKING:
    from numpy.typing import NDArray

INDEX = "heads.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """One label for each word, and its probability."""

    labels: tuple[str, ...]
    probabilities: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The head of each word within its sentence (0 root, else j + 1), its relation, and the probability of that head."""

    heads: tuple[int, ...]
    relations: tuple[str, ...]
    probabilities: tuple[float, ...]


class Heads:
    """What the index of the weights says of each head, with the chains of the BIO heads made ready."""

    def __init__(self, given: Mapping[str, Mapping[str, Any]]) -> None:
        self.facts = {name: {"temperature": 1.0, **facts} for name, facts in given.items()}
        self.chains = Chains({name: facts for name, facts in self.facts.items() if facts.get("kind") == "bio"})


class Window:
    """What the heads say of one window; each is decoded when it is asked for."""

    def __init__(self, words: Sequence[str], scores: Mapping[str, NDArray[np.float32]], heads: Heads) -> None:
        self.words, self.scores = tuple(words), scores
        self._heads, self._chains = heads.facts, heads.chains
        self._spans: dict[str, list[Marked]] = {}

    def forget(self, *heads: str) -> None:
        """Let go of the scores of heads that were read for good."""
        self.scores = {name: found for name, found in self.scores.items() if name not in (*heads, "syntax")}

    def spans(self, head: str) -> list[Marked]:
        """The spans of a BIO head: `attribution`, `actors` or `mentions`; the first call finds those of all."""
        self._spans = self._spans or self._chains.spans(self.scores)
        return list(self._spans[head])

    def path(self, head: str) -> tuple[str, ...]:
        """The tag of each word of a BIO head: what its spans are read off."""
        labels = self._chains.labels[head]
        return tuple(labels[tag] for tag in self._chains.best(self.scores)[head])

    def tags(self, head: str) -> Tags:
        """The best label of each word: `upos`, `xpos`, `triggers`, `starts` and the like."""
        chances, labels = softmax(self.scores[head], self._heads[head]["temperature"]), self._heads[head]["labels"]
        best = self.scores[head].argmax(-1).tolist()
        return Tags(labels=tuple(labels[k] for k in best), probabilities=tuple(chances.max(-1).tolist()))

    def chances(self, head: str, label: str) -> tuple[float, ...]:
        """The probability of one label at each word."""
        at = self._heads[head]["labels"].index(label)
        return tuple(softmax(self.scores[head], self._heads[head]["temperature"])[:, at].tolist())

    def sure(self, head: str) -> float:
        """The probability from which on nine in ten decisions of a head were right on dev: abstain below it; 0 if unmeasured."""
        return float(self._heads[head].get("dev", {}).get("at_least_for_90") or 0.0)

    def lemmas(self) -> tuple[str, ...]:
        """The lemma of each word."""
        rules = self._heads["lemma"]["labels"]
        best = self.scores["lemma"].argmax(-1).tolist()
        return tuple(lemma(word, rules[k]) for word, k in zip(self.words, best, strict=True))

    def factuality(self) -> tuple[float, ...]:
        """From -3, did not happen, to +3, happened; meant for the words that are triggers."""
        return tuple(np.clip(self.scores["factuality"], -3, 3).astype(float).tolist())

    def tree(self, scheme: str, first: int, last: int) -> Tree:
        """The tree of the sentence of words `first` to before `last`; `scheme` is `ud` or `spacy`.

        The relation is the one of the head that scored highest in the whole window, as the model was trained.
        """
        arcs = within(self.scores[f"arcs_{scheme}"], first, last)
        heads = heads_of(arcs)
        chances = softmax(arcs, self._heads[f"arcs_{scheme}"]["temperature"])
        labels = self._heads[f"labels_{scheme}"]["labels"]
        best = self.scores[f"labels_{scheme}"][first:last].argmax(-1)
        return Tree(
            heads=tuple(heads),
            relations=tuple(labels[k] for k in best.tolist()),
            probabilities=tuple(chances[range(len(heads)), heads].tolist()),
        )


class DocumentEncoder:
    """Reads windows of words with the weights of one folder."""

    def __init__(self, folder: str | Path) -> None:
        folder = Path(folder)
        index = index_of(folder, INDEX)
        size = index["window"]
        self.version = str(index["version"])
        self.most_words: int = size["words"]
        self._heads = Heads(index["heads"])
        self._subwords = Subwords(
            tokenizer(folder / "tokenizer.json"), most=size["subwords"], per_word=size["subwords_per_word"]
        )
        self._graphs = Graphs(*(folder / name for name in FILES))

    def labels(self, head: str) -> tuple[str, ...]:
        """The labels of a head in the order of its scores; raises `MissingModel` where the weights have no such head."""
        if head not in self._heads.facts:
            raise MissingModel(
                f"the weights of the document encoder have no head {head!r}; export them again (training/)"
            )
        return tuple(self._heads.facts[head].get("labels") or ())

    def read(self, windows: Iterable[Sequence[str]]) -> Iterator[Window]:
        """One `Window` for each, in order, one in memory at a time."""
        for words in windows:
            if not 0 < len(words) <= self.most_words:
                message = (
                    f"a window of {len(words)} words; 1 to {self.most_words}, cut with sayso.encoder.words.windows"
                )
                raise ValueError(message)
            yield Window(words, self._graphs.run(self._subwords.row(words)), self._heads)
