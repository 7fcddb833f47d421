"""Numbers joined in groups."""

from __future__ import annotations


class Union:
    """Groups of numbers (Tarjan and van Leeuwen's union by size with path halving)."""

    def __init__(self, n: int) -> None:
        self._up = list(range(n))
        self._size = [1] * n

    def find(self, k: int) -> int:
        while self._up[k] != k:
            self._up[k] = self._up[self._up[k]]
            k = self._up[k]
        return k

    def join(self, a: int, b: int) -> bool:
        """True if the two were apart."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self._size[a] < self._size[b]:
            a, b = b, a
        self._up[b] = a
        self._size[a] += self._size[b]
        return True
