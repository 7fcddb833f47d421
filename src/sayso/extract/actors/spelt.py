"""Names that no table holds as the text spells them: "Khalifa Hifter", "V. Putin"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sayso.extract.actors.draft import Draft
from sayso.knowledge.actors import known_terms
from sayso.knowledge.known import Known
from sayso.knowledge.matching import Match, spelt

_LEAST = 0.75  # certainty of a whole name
_ALONE = 0.6  # of one word, in a text that speaks of the country
_CLEAR = 0.15  # how far ahead of the next candidate


def spelt_as(draft: Draft, seen: Mapping[str, int], day: str | None) -> Draft | None:
    """A draft of the person of our tables whose name it is in another spelling; the text must speak of his country."""
    found = [m for m in spelt(draft.name) if _may(m, draft, seen, day)] if draft.name[:1].isupper() else []
    least = _LEAST if " " in draft.name else _ALONE
    if not found or found[0].certainty < least or (len(found) > 1 and found[0].certainty - found[1].certainty < _CLEAR):
        return None
    return of_known(found[0].known, draft, day)


def _may(match: Match, draft: Draft, seen: Mapping[str, int], day: str | None) -> bool:
    country = match.known.country
    if draft.kind != "person" and " " in draft.name:  # "the Haftar Brigade"
        return False
    if not country or (draft.country and draft.country != country):
        return False
    last = any(t.known is match.known for t in known_terms().exact(draft.name.split()[-1]))
    if seen.get(country, 0) <= last:  # his last name, if the tables hold it, speaks of his country itself
        return False
    return match.how != "initials" or bool(day and match.known.at(day).office)


def of_known(known: Known, draft: Draft, day: str | None) -> Draft:
    """The draft as the actor of our tables, with what the text told of it."""
    spell = known.at(day)
    return replace(
        draft,
        id=known.id,
        name=known.name,
        kind=known.kind,
        country=known.country,
        sectors=spell.sectors or draft.sectors,
        office=spell.office or draft.office,
        named=True,
        mentions=[],
    )
