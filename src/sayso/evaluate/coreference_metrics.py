"""The measures of coreference: MUC, B-cubed and CEAF with phi4, and their mean, as the CoNLL 2012 scorer defines them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

Mention = Hashable
Clusters = Sequence[frozenset[Mention]]


@dataclass(slots=True)
class Count:
    """Sums over documents: what was right of what the key holds, and of what the response holds."""

    right_of_key: float = 0.0
    key: float = 0.0
    right_of_response: float = 0.0
    response: float = 0.0

    def add(self, other: Count) -> None:
        self.right_of_key += other.right_of_key
        self.key += other.key
        self.right_of_response += other.right_of_response
        self.response += other.response

    @property
    def recall(self) -> float:
        return self.right_of_key / self.key if self.key else 0.0

    @property
    def precision(self) -> float:
        return self.right_of_response / self.response if self.response else 0.0

    @property
    def f1(self) -> float:
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


def muc(key: Clusters, response: Clusters) -> Count:
    """Links kept (Vilain and others 1995): a cluster of n mentions that the other side cuts into p parts keeps n - p."""
    return Count(*_links(key, response), *_links(response, key))


def b_cubed(key: Clusters, response: Clusters) -> Count:
    """Overlap of the two clusters of each mention (Bagga and Baldwin 1998); a mention only one side has earns nothing."""
    return Count(*_overlaps(key, response), *_overlaps(response, key))


def ceaf(key: Clusters, response: Clusters) -> Count:
    """Similarity phi4 of clusters under the best one-to-one match (Luo 2005)."""
    shared: dict[tuple[int, int], int] = defaultdict(int)
    of = _where(response)
    for k, cluster in enumerate(key):
        for mention in cluster:
            if mention in of:
                shared[k, of[mention]] += 1
    weights = {(k, r): 2 * n / (len(key[k]) + len(response[r])) for (k, r), n in shared.items()}
    total = best_match(weights)
    return Count(total, len(key), total, len(response))


def _links(one: Clusters, other: Clusters) -> tuple[float, float]:
    of = _where(other)
    right = total = 0
    for cluster in one:
        parts = len({of[m] for m in cluster if m in of}) + sum(m not in of for m in cluster)
        right += len(cluster) - parts
        total += len(cluster) - 1
    return right, total


def _overlaps(one: Clusters, other: Clusters) -> tuple[float, float]:
    of = _where(other)
    right = 0.0
    for cluster in one:
        meets: dict[int, int] = defaultdict(int)
        for mention in cluster:
            if mention in of:
                meets[of[mention]] += 1
        right += sum(n * n for n in meets.values()) / len(cluster)
    return right, sum(len(cluster) for cluster in one)


def _where(clusters: Clusters) -> dict[Mention, int]:
    return {mention: k for k, cluster in enumerate(clusters) for mention in cluster}


def best_match(weights: dict[tuple[int, int], float]) -> float:
    """The greatest sum of weights of a one-to-one match; each connected part of the graph is solved apart."""
    return sum(_assign(part) for part in _components(weights))


def _components(weights: dict[tuple[int, int], float]) -> Iterable[dict[tuple[int, int], float]]:
    """The edges of each connected part."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = node = parent[parent[node]]
        return node

    for k, r in weights:
        parent[root(("k", k))] = root(("r", r))
    parts: dict[tuple[str, int], dict[tuple[int, int], float]] = defaultdict(dict)
    for (k, r), weight in weights.items():
        parts[root(("k", k))][k, r] = weight
    return parts.values()


def _assign(weights: dict[tuple[int, int], float]) -> float:
    """The Hungarian method with potentials (Kuhn 1955, Munkres 1957) on one connected part."""
    rows, columns = sorted({k for k, _ in weights}), sorted({r for _, r in weights})
    if len(rows) > len(columns):
        return _assign({(r, k): w for (k, r), w in weights.items()})
    n, m = len(rows), len(columns)
    cost = [[-weights.get((k, r), 0.0) for r in columns] for k in rows]
    row_of, from_row, from_column = [-1] * (m + 1), [0.0] * n, [0.0] * (m + 1)
    for i in range(n):
        row_of[m], j = i, m  # column m stands for "not yet placed"
        least, came, seen = [float("inf")] * m, [m] * m, [False] * (m + 1)
        while row_of[j] != -1:
            seen[j] = True
            here = row_of[j]
            for c in range(m):
                if not seen[c] and (gap := cost[here][c] - from_row[here] - from_column[c]) < least[c]:
                    least[c], came[c] = gap, j
            step, following = min((least[c], c) for c in range(m) if not seen[c])
            for c in range(m + 1):
                if seen[c]:
                    from_row[row_of[c]] += step
                    from_column[c] -= step
                elif c < m:
                    least[c] -= step
            j = following
        while j != m:
            row_of[j], j = row_of[came[j]], came[j]
    return sum(-cost[row_of[c]][c] for c in range(m) if row_of[c] != -1)
