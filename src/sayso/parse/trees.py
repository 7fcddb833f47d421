"""From the scores of the encoder to a tree of one sentence in the scheme that the rules read: heads, relations, tags, parts.

The encoder scores every word by itself, and gives relations for the head that it likes best only. Three things follow from what
a tree is: the best tree with one root is taken; a relation whose head came out otherwise is weighed anew by what is usual
between two such words; and where a word has two subjects, two objects or the like, the cheapest change is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sayso.encoder.tree import heads_of
from sayso.lexicon.tables import alternatives, table
from sayso.parse.relations import Usual, kind_of_word

if TYPE_CHECKING:
    from numpy.typing import NDArray

Scores = Mapping[str, Any]
ROOT = "ROOT"
NEVER = -1e9
MOVED = 0.3  # weight of the scores of a relation that were given for another head
DEAREST = 4.0  # log chance that a change may cost; beyond it two of a kind are left to stand
ROOTED = 1.5  # on the log scale, for verbs as roots of whole sentences
CHANGES = 3  # changes in one sentence at most, since each asks for a new tree
SINGLE = {  # relations of which a word has one
    relation: group
    for group, relations in {
        "subject": ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"),
        "object": ("dobj",),
        "of preposition": ("pobj", "pcomp"),
        "predicate": ("attr", "acomp"),
        "auxiliary": ("auxpass",),
        "agent": ("agent",),
        "mark": ("mark",),
        "particle": ("prt",),
        "possessor": ("poss",),
        "clause": ("ccomp",),
        "determiner": ("det",),
    }.items()
    for relation in relations
}


class _Change(NamedTuple):
    cost: float
    word: int
    head: int  # the head not to have; -1 keeps it
    group: str  # relations not to have; empty keeps it


class Labels:
    """The label lists of one model, which part of speech may go with which tag, and which relations are usual."""

    def __init__(self, heads: Mapping[str, Sequence[str]]) -> None:
        self.tags, self.parts = tuple(heads["xpos_spacy"]), tuple(heads["upos_spacy"])
        self.relations = tuple(heads["labels_spacy"])
        allowed = _parts_of()
        sets = [
            tuple(k for k, part in enumerate(self.parts) if part in allowed.get(tag, self.parts)) for tag in self.tags
        ]
        self._sets = [np.array(one or range(len(self.parts))) for one in dict.fromkeys(sets)]
        self._set_of_tag = np.array([list(dict.fromkeys(sets)).index(one) for one in sets])
        self._usual = Usual(self.relations)
        self._root = self.relations.index(ROOT)
        self._groups = {
            group: np.array([SINGLE.get(r) == group for r in self.relations]) for group in set(SINGLE.values())
        }

    def tagged(self, scores: Scores) -> list[tuple[str, str]]:
        """The tag and part of speech of every word that go together and are the likeliest such pair."""
        tag, part = _log(scores["xpos_spacy"]), _log(scores["upos_spacy"])
        best_part = np.stack(
            [one[part[:, one].argmax(-1)] for one in self._sets], axis=-1
        )  # of each set, for each word
        gain = np.take_along_axis(part, best_part, axis=-1)
        best = (tag + gain[:, self._set_of_tag]).argmax(-1)
        chosen = best_part[np.arange(len(best)), self._set_of_tag[best]]
        return [(self.tags[t], self.parts[p]) for t, p in zip(best.tolist(), chosen.tolist(), strict=True)]

    def tree(
        self, scores: Scores, tagged: Sequence[tuple[str, str]], first: int, last: int, *, whole: bool = False
    ) -> tuple[list[int], list[str]]:
        """Heads (of the sentence from 1; 0 is the root) and relations of the words `first` to before `last`: one root.

        A sentence that is `whole`, and no heading or list entry, nearly always has a verb for its root.
        """
        arcs = np.maximum(_log(scores["arcs_spacy"][first:last, [0, *range(first + 1, last + 1)]]), -30.0)
        given = _log(scores["labels_spacy"][first:last])
        meant = scores["arcs_spacy"][first:last].argmax(-1) - first  # the head that each relation was given for
        kinds = [kind_of_word(part, tag) for tag, part in tagged[first:last]]
        parts = [part for _, part in tagged[first:last]]
        if whole:
            arcs[:, 0] += [ROOTED if part in ("VERB", "AUX") else 0.0 for part in parts]
        barred: list[tuple[int, str]] = []
        for left in range(CHANGES, -1, -1):
            heads = single_root(arcs)
            weighed = self._weighed(given, meant, heads, kinds, parts)
            for word, group in barred:
                weighed[word, self._groups[group]] = NEVER
            relations = weighed.argmax(-1).tolist()
            change = self._cheapest(arcs, heads, weighed, relations) if left else None
            if change is None:
                break
            if change.group:
                barred.append((change.word, change.group))
            else:
                arcs[change.word, change.head] = -60.0
        return heads, [self.relations[k] for k in relations]

    def _weighed(
        self,
        given: NDArray[np.float64],
        meant: NDArray[np.intp],
        heads: Sequence[int],
        kinds: Sequence[str],
        parts: Sequence[str],
    ) -> NDArray[np.float64]:
        """The score of every relation of every word for the head that it got."""
        rows = [
            self._usual.row(kind, parts[head - 1], "right" if head - 1 > word else "left") if head else 0
            for word, (kind, head) in enumerate(zip(kinds, heads, strict=True))
        ]
        out: NDArray[np.float64] = given + self._usual.losses[rows]
        moved = np.flatnonzero(meant != np.array(heads))
        out[moved] = MOVED * given[moved] + self._usual.chances[[rows[word] for word in moved.tolist()]]
        out[:, self._root] = NEVER
        out[[word for word, head in enumerate(heads) if not head], self._root] = -NEVER
        return out

    def _cheapest(
        self,
        arcs: NDArray[np.float64],
        heads: Sequence[int],
        weighed: NDArray[np.float64],
        relations: Sequence[int],
    ) -> _Change | None:
        """The change that costs least among those that leave a word one subject, one object and so on; None if none is needed."""
        below: dict[tuple[int, str], list[int]] = defaultdict(list)
        for word, (head, relation) in enumerate(zip(heads, relations, strict=True)):
            group = SINGLE.get(self.relations[relation])
            if group and head:
                below[head, group].append(word)
        found = []
        for (head, group), words in below.items():
            for word in words if len(words) > 1 else ():
                others = arcs[word].copy()
                others[[head, word + 1]] = NEVER
                found.append(_Change(float(arcs[word, head] - others.max()), word, head, ""))
                others = np.where(self._groups[group], NEVER, weighed[word])
                found.append(_Change(float(weighed[word].max() - others.max()), word, -1, group))
        best = min(found, default=None)
        return best if best and best.cost <= DEAREST else None


def single_root(arcs: NDArray[np.float64]) -> list[int]:
    """Heads that make a tree with one root, the word that is so at the least cost to itself.

    `heads_of` finds the best tree among all roots but has to undo one circle after the other for it; with the root settled
    first there seldom is any circle left.
    """
    others = arcs[:, 1:].copy()
    np.fill_diagonal(others, NEVER)
    root = int((arcs[:, 0] - others.max(-1, initial=NEVER)).argmax())
    settled = np.hstack([np.full((len(arcs), 1), NEVER), others])
    settled[root] = NEVER
    settled[root, 0] = 0.0
    return heads_of(settled)


def _log(scores: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    x = np.asarray(scores, dtype=np.float64)
    x = x - x.max(-1, keepdims=True)
    out: NDArray[np.float64] = x - np.log(np.exp(x).sum(-1, keepdims=True))
    return out


@cache
def _parts_of() -> dict[str, frozenset[str]]:
    return {
        tag: frozenset(alternatives(row["parts"]))
        for row in table("tag_parts", package="sayso.parse")
        for tag in alternatives(row["tag"])
    }
