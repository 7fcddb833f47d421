"""Places spoken of again: "the city", "the town's south", "the capital"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.extract.places.cues import cues
from sayso.lexicon.metonyms import acts
from sayso.model import ParsedDocument, PlaceMention, Span

_DETERMINERS = frozenset({"the", "this", "that", "same"})
_NOUNS = ("NOUN", "PROPN")


def again(parsed: ParsedDocument, found: Sequence[PlaceMention], seats: frozenset[int]) -> tuple[PlaceMention, ...]:
    """Adds mentions such as "the city" with the name and coordinates of the last place of that sort.

    `seats`: numbers of those in `found` that name the capital of the country that the document is about.
    """
    words = cues().again
    taken = {t.index for p in found for t in parsed.tokens_in(p.span)}
    out: list[PlaceMention] = []
    k = 0
    last: dict[str, PlaceMention] = {}
    for token in parsed.tokens if found else ():
        if token.pos not in _NOUNS:
            continue
        while k < len(found) and found[k].span.start < token.start:
            _remember(found[k], k in seats, last)
            k += 1
        sort = words.get(token.lemma.lower())
        if sort is None or token.tag in ("NNS", "NNPS") or token.index in taken:
            continue
        start = _start(parsed, token.index, taken)
        antecedent = last.get(f"{sort}:{token.lemma.lower()}") or last.get(sort)
        if start is None or antecedent is None or token.dep in ("compound", "appos", "attr"):
            continue
        span = Span(parsed.tokens[start].start, token.end)
        literal = not acts(parsed, token.index)
        out.append(replace(antecedent, span=span, text=span.of(parsed.text), literal=literal))
    return tuple(sorted([*found, *out], key=lambda p: p.span.start)) if out else tuple(found)


def _remember(place: PlaceMention, seat: bool, last: dict[str, PlaceMention]) -> None:
    if seat:
        last["capital"] = place
    if place.literal and place.precision:
        last[place.precision] = place
        if place.precision == "site":
            last[f"site:{place.text.split()[-1].lower()}"] = place
            last.pop("site", None)  # a market is no camp


def _start(parsed: ParsedDocument, noun: int, taken: set[int]) -> int | None:
    """The definite article of the noun, if no other place or owner tells which city is meant."""
    tokens = parsed.tokens
    for c in parsed.children[noun]:
        below = tokens[c]
        if below.dep in ("poss", "nummod", "relcl") or (below.dep in ("compound", "amod") and c in taken):
            return None
        if below.dep == "appos" or (below.dep == "prep" and below.lemma == "of"):
            return None
    if noun + 1 < len(tokens) and noun + 1 in taken and tokens[noun + 1].sentence == tokens[noun].sentence:
        return None
    first = next((c for c in parsed.children[noun] if tokens[c].dep == "det"), None)
    if first is None or tokens[first].text.lower() not in _DETERMINERS:
        return None
    return first
