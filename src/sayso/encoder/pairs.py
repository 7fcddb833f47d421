"""The pair encoder: a sentence with a marked source and target in, what the one does to the other out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.encoder.chain import softmax
from sayso.encoder.weights import Session, index_of, tokenizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

INDEX = "pair.json"
NO_MODE = "-"
KEPT = 4_000  # pieces of sentences whose sub-words are remembered: the pairs of one sentence share most of theirs
Ends = tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence with the characters of a source and of a target; None for an end that nobody names."""

    text: str
    source: Ends
    target: Ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The best label of a head, its probability, and whether that is enough not to abstain."""

    label: str
    probability: float
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What runs between the two: read type, quad and mode only where `related` is sure."""

    related: Choice  # yes or no
    type: Choice
    quad: Choice
    mode: Choice | None  # of the modes of this type, None for no mode
    direction: Choice  # forward: from source to target; backward


class PairRows:
    """Marked pairs as numbers; `facts` holds `markers`, `cls`, `sep` and `subwords`, as the index of the weights does."""

    def __init__(self, tokenizer: Any, facts: Mapping[str, Any]) -> None:
        self._tokenizer, self._facts = tokenizer, facts
        self._pieces = lru_cache(maxsize=KEPT)(self._cut)

    def row(self, pair: Pair) -> dict[str, NDArray[np.int64]]:
        """The inputs of one pair: markers around both ends, cut at both sides where it is too long."""
        ids: list[int] = []
        places = {"source": -1, "target": -1}
        at = 0
        for place, name, closes in _marks(pair):
            ids += self._pieces(pair.text[at:place])
            at = place
            if not closes:
                places[name] = len(ids)
            ids.append(self._facts["markers"][name][closes])
        ids += self._pieces(pair.text[at:])
        kept, moved = _fitting(ids, tuple(places.values()), self._facts["subwords"] - 2)
        whole = [self._facts["cls"], *kept, self._facts["sep"]]
        values = {"input_ids": whole, "attention_mask": [1] * len(whole), "positions": moved}
        return {name: np.asarray(value, dtype=np.int64) for name, value in values.items()}

    def _cut(self, text: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(text, add_special_tokens=False).ids)


class PairEncoder:
    """Reads marked pairs with the weights of one folder."""

    def __init__(self, folder: str | Path) -> None:
        folder = Path(folder)
        index = index_of(folder, INDEX)
        self.version = str(index["version"])
        self._heads: Mapping[str, Any] = index["heads"]
        self.row = PairRows(tokenizer(folder / "tokenizer.json"), index).row
        self._session = Session(folder / "pair.onnx")

    def read(self, pairs: Iterable[Pair]) -> Iterator[Relation]:
        """One `Relation` for each, in order, one in memory at a time."""
        for pair in pairs:
            yield self._relation(self._session.run(self.row(pair)))

    def _relation(self, scores: Mapping[str, NDArray[np.float32]]) -> Relation:
        kind = self._best("type", scores["type"])
        return Relation(
            related=self._either("related", float(scores["related"]), "yes", "no"),
            type=kind,
            quad=self._best("quad", scores["quad"]),
            mode=self._mode(scores["mode"], kind.label),
            direction=self._either("direction", float(scores["direction"]), "forward", "backward"),
        )

    def _best(self, head: str, scores: NDArray[np.float32]) -> Choice:
        chances = softmax(scores, self._heads[head]["temperature"])
        at = int(chances.argmax())
        return self._choice(head, str(self._heads[head]["labels"][at]), float(chances[at]))

    def _mode(self, scores: NDArray[np.float32], kind: str) -> Choice | None:
        """The best of no mode and the modes of one type."""
        labels = self._heads["mode"]["labels"]
        own = [k for k, label in enumerate(labels) if label == NO_MODE or label.startswith(f"{kind}/")]
        chances = softmax(scores[own], self._heads["mode"]["temperature"])
        at = int(chances.argmax())
        label = str(labels[own[at]])
        return None if label == NO_MODE else self._choice("mode", label.partition("/")[2], float(chances[at]))

    def _either(self, head: str, score: float, yes: str, no: str) -> Choice:
        """One of two; `related` says yes only from its threshold on, since no is what it abstains to."""
        chance = float(softmax(np.array([score, 0.0]), self._heads[head]["temperature"])[0])
        least = float(self._heads[head].get("threshold", 0.5))
        if head == "related":
            return Choice(label=yes if chance >= least else no, probability=chance, sure=chance >= least)
        return self._choice(head, yes if chance >= 0.5 else no, max(chance, 1 - chance))

    def _choice(self, head: str, label: str, chance: float) -> Choice:
        return Choice(label=label, probability=chance, sure=chance >= float(self._heads[head].get("threshold", 0.0)))


def _marks(pair: Pair) -> list[tuple[int, str, int]]:
    """Place, name and side (0 opens, 1 closes) of each marker in order: closing first, the longer span outside."""
    out = []
    for name, ends in (("source", pair.source), ("target", pair.target)):
        if ends is not None:
            out += [(ends[0], ends[1] - ends[0], name, 0), (ends[1], ends[1] - ends[0], name, 1)]
    ordered = sorted(out, key=lambda m: (m[0], 1 - m[3], m[1] if m[3] else -m[1], m[2]))
    return [(place, name, side) for place, _, name, side in ordered]


def _fitting(ids: Sequence[int], places: tuple[int, ...], room: int) -> tuple[list[int], list[int]]:
    """The sub-words that fit, the markers in their middle, and the new places of the markers (0: none or outside)."""
    marks = [place for place in places if place >= 0]
    first, last = (min(marks), max(marks)) if marks else (0, 0)
    start = max(0, min((first + last) // 2 - room // 2, len(ids) - room)) if len(ids) > room else 0
    start = min(start, first)
    kept = list(ids[start : start + room])
    return kept, [place - start + 1 if place >= 0 and 0 <= place - start < len(kept) else 0 for place in places]
