"""Given names and the gender of nearly all who bear them."""

from __future__ import annotations

from functools import cache

from sayso.errors import DataError
from sayso.knowledge.facts import numbered_facts
from sayso.lexicon.tables import alternatives


@cache
def given_names() -> dict[str, str]:
    """Folded name to `m` or `f`."""
    out: dict[str, str] = {}
    for line, row in numbered_facts("given_names"):
        if row["gender"] not in ("m", "f"):
            raise DataError(f"gender {row['gender']!r} is neither m nor f", table="given_names.csv", line=line)
        out.update(dict.fromkeys(alternatives(row["names"]), row["gender"]))
    return out
