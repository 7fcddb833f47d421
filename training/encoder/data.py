"""Endless batches of every corpus in an order that a seed fixes, so that a run resumes exactly where it stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from training.encoder.corpora.all import Loaded
from training.encoder.encode import Ints, Row, batch, padded
from training.encoder.labels import IGNORE, NO_NUMBER, NUMBERS, OPEN_TAGS, Value, Vocabulary, vocabulary
from training.encoder.windows import WORDS, Sentence, Text, Window, windows_of

from sayso.encoder.words import Subwords

LENGTHS = (48, 96, WORDS, WORDS)  # the longest window, drawn anew for each text in each pass
LOOSE_LENGTHS = (1, 1, 60, 120)


def count_labels(loaded: Iterable[Loaded]) -> Vocabulary:
    """The label lists that the training data asks for."""
    seen: dict[str, Counter[str]] = {head: Counter() for head in OPEN_TAGS}
    for part in loaded:
        for text in part.texts:
            for sentence in text.sentences:
                for head in OPEN_TAGS:
                    seen[head].update(map(str, sentence.labels.get(head, ())))
    return vocabulary(seen)


def numbered(texts: Iterable[Text], lists: Vocabulary) -> list[Text]:
    """The texts with labels as numbers; what the lists do not hold is ignored."""
    places = {head: lists.index(head) for head in lists.lists}

    def number(sentence: Sentence) -> Sentence:
        labels: dict[str, Sequence[Value]] = {
            head: [places[head].get(str(v), IGNORE) for v in values] if head in places else values
            for head, values in sentence.labels.items()
        }
        return Sentence(sentence.words, labels, sentence.text)

    return [Text(t.name, t.corpus, t.split, [number(s) for s in t.sentences], t.loose) for t in texts]


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs and gold labels of some windows."""

    inputs: dict[str, Ints]
    gold: dict[str, np.ndarray]
    subwords: int


def make_batch(windows: Sequence[tuple[Window, Row]]) -> Batch:
    """Pads windows of one corpus and their labels."""
    inputs = batch([e for _, e in windows])
    width = inputs["first"].shape[1]
    gold: dict[str, np.ndarray] = {}
    for head in {h for w, _ in windows for h in w.labels}:
        if head in NUMBERS:
            numbers = np.full((len(windows), width), NO_NUMBER, dtype=np.float32)
            for k, (window, _) in enumerate(windows):
                if head in window.labels:
                    numbers[k, : len(window.words)] = np.asarray(window.labels[head], dtype=np.float32)
            gold[head] = numbers
        else:
            rows = [[int(v) for v in w.labels.get(head, [IGNORE] * len(w.words))] for w, _ in windows]
            gold[head] = padded(rows, IGNORE)
    return Batch(inputs, gold, int(inputs["attention_mask"].sum()))


def grouped(windows: Sequence[tuple[Window, Row]], subwords: int) -> list[list[tuple[Window, Row]]]:
    """Windows of like length together, each group of at most so many sub-words with its padding."""
    groups: list[list[tuple[Window, Row]]] = [[]]
    for pair in sorted(windows, key=lambda p: len(p[1]["input_ids"])):
        if groups[-1] and (len(groups[-1]) + 1) * len(pair[1]["input_ids"]) > subwords:
            groups.append([])
        groups[-1].append(pair)
    return [g for g in groups if g]


@dataclass(slots=True)
class Stream:
    """Endless batches of one corpus; `passes` and `place` say where it stands."""

    texts: list[Text]
    encoder: Subwords
    seed: int
    subwords: int
    passes: int = 0
    place: int = 0
    plan: list[list[tuple[Window, Row]]] = field(default_factory=list)

    def next(self) -> Batch:
        """The next batch; a new pass when the old one is through."""
        if self.plan and self.place >= len(self.plan):
            self.passes, self.place, self.plan = self.passes + 1, 0, []
        if not self.plan:
            self.plan = self._plan()
        self.place += 1
        return make_batch(self.plan[self.place - 1])

    def _plan(self) -> list[list[tuple[Window, Row]]]:
        rng = np.random.default_rng([self.seed, self.passes])
        windows = []
        for text in self.texts:
            most = int(rng.choice(LOOSE_LENGTHS if text.loose else LENGTHS))
            windows += [(w, self.encoder.row(w.words)) for w in windows_of(text, most)]
        groups = grouped([windows[k] for k in rng.permutation(len(windows))], self.subwords)
        return [groups[k] for k in rng.permutation(len(groups))]


@dataclass(slots=True)
class Mixture:
    """Streams of all corpora, drawn with probabilities that a temperature evens out."""

    streams: dict[str, Stream]
    shares: dict[str, float]
    seed: int

    def draw(self, step: int, count: int) -> list[tuple[str, Batch]]:
        """The batches of one step, of `count` corpora drawn with the seed and the step."""
        rng = np.random.default_rng([self.seed, step])
        names = rng.choice(list(self.shares), size=count, p=list(self.shares.values()))
        return [(str(n), self.streams[str(n)].next()) for n in names]

    def state(self) -> dict[str, tuple[int, int]]:
        """Where each stream stands."""
        return {name: (s.passes, s.place) for name, s in self.streams.items()}

    def restore(self, state: dict[str, tuple[int, int]]) -> None:
        """Go on from a state."""
        for name, (passes, place) in state.items():
            if name in self.streams:
                stream = self.streams[name]
                stream.passes, stream.place, stream.plan = passes, place, []


def shares_of(loaded: Sequence[Loaded], temperature: float) -> dict[str, float]:
    """How often each corpus is drawn: words to the power of the temperature, times its weight."""
    raw = {part.corpus.name: part.words**temperature * part.corpus.weight for part in loaded}
    return {name: value / sum(raw.values()) for name, value in raw.items()}


def mixture(
    loaded: Sequence[Loaded], lists: Vocabulary, encoder: Subwords, *, seed: int, temperature: float, subwords: int
) -> Mixture:
    """The streams of the corpora."""
    streams = {
        part.corpus.name: Stream(numbered(part.texts, lists), encoder, seed * 1000 + k, subwords)
        for k, part in enumerate(loaded)
    }
    return Mixture(streams, shares_of(loaded, temperature), seed)
