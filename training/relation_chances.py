"""`python -m training.relation_chances`: how often each relation holds between parts of speech, from the silver parses.

Counts only, no text: news (but for its dev texts) and PolNeAR's training texts, as `training/encoder/corpora/silver.py` parsed them.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from pathlib import Path

from training.encoder.corpora.silver import CACHE, read_silver

from sayso.parse.relations import kind_of_word

OUT = Path("src/sayso/parse/data/en/relations.csv")
LEAST, SEEN = 2, 30  # per mille, arcs
HEAD = """# How often, of a thousand, a word of one kind that hangs on one of another (to its left or right) does so by each relation;
# relations below 2 are left out. Counted by `python -m training.relation_chances`.
child,head,side,relations
"""


def counted(folder: Path) -> dict[tuple[str, str, str], Counter[str]]:
    """Relations by kind of child, kind of head and the side of the child on which the head stands."""
    found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for name in ("news", "polnear_train"):
        for k, text in enumerate(read_silver(name, folder)):
            if name == "news" and k % 10 == 0:
                continue
            for rows in text.sentences:
                for at, (_, _, part, tag, head, relation) in enumerate(rows, 1):
                    if head and part != "SPACE" and rows[head - 1][2] != "SPACE":
                        key = (kind_of_word(part, tag), rows[head - 1][2], "right" if head > at else "left")
                        found[key][relation] += 1
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--silver", type=Path, default=CACHE)
    asked.add_argument("--out", type=Path, default=OUT)
    options = asked.parse_args()
    with options.out.open("w", encoding="utf-8", newline="") as out:
        out.write(HEAD)
        write = csv.writer(out, lineterminator="\n")
        for (child, head, side), found in sorted(counted(options.silver).items()):
            total = sum(found.values())
            kept = [(name, round(1000 * n / total)) for name, n in found.most_common()]
            if total >= SEEN:
                write.writerow((child, head, side, "|".join(f"{name}={n}" for name, n in kept if n >= LEAST)))


if __name__ == "__main__":
    main()
