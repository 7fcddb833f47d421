"""Prints a flat table of who did what to whom, one line a pair, from claims that are neither hedged, denied nor expected.

python examples/believed.py FILE...
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import sayso

Dyad = tuple[str, str, str, str]


def dyads(claim: sayso.Claim) -> Iterator[Dyad]:
    """(actor, type, recipient, root) for each pair of a claim; UNK stands for an actor that the text does not name."""
    people = claim.event.participants
    actors = [p.text for p in people if p.role == "actor"] or ["UNK"]
    recipients = [p.text for p in people if p.role == "recipient"] or [""]
    for actor in actors:
        for recipient in recipients:
            yield actor, claim.event.type, recipient, claim.root.name


def main(paths: list[str]) -> None:
    texts = (Path(path).read_text(encoding="utf-8") for path in paths)
    for reading in sayso.read_many(texts):
        for claim in reading.claims:
            for dyad in dyads(claim) if claim.export else ():
                print("\t".join(dyad))


if __name__ == "__main__":
    main(sys.argv[1:])
