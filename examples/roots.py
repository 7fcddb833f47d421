"""Counts claims by root source: who is behind what these texts say?

python examples/roots.py FILE...
"""

import sys
from collections import Counter
from pathlib import Path

import sayso


def roots(paths: list[str]) -> Counter[str]:
    """Claims of the files by the name of their root source."""
    texts = (Path(path).read_text(encoding="utf-8") for path in paths)
    return Counter(claim.root.name for reading in sayso.read_many(texts) for claim in reading.claims)


if __name__ == "__main__":
    for name, count in roots(sys.argv[1:]).most_common():
        print(f"{count:4}  {name}")
