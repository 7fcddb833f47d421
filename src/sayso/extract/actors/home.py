"""The country that a document is about: whose army "the army" is when the text does not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.extract.actors.belonging import abroad
from sayso.extract.actors.scan import Hit, Scan
from sayso.knowledge.actors import Known
from sayso.knowledge.countries import CountryTerm, by_iso3
from sayso.lexicon.actors import Agent
from sayso.lexicon.attribution import words
from sayso.lexicon.metonyms import acts
from sayso.lexicon.phrase_index import fold
from sayso.model import ParsedDocument

_BODIES = frozenset({"GOV", "MIL", "COP", "PRM", "REB", "LEG", "JUD", "OPP"})
_EARLY = 3  # sentences that count double, the headline and the lead among them
_MARGIN = 1.25  # how far the first must be ahead of the second
_LEAST = 2.0  # votes that one word in passing does not reach
_NAME, _DEMONYM, _OWNER, _BODY, _SPEAKER, _SEAT, _ABROAD = 1.0, 0.75, 2.25, 1.25, 0.35, 0.75, 0.25
_SHARE = 0.55
_LABEL = 1.5
_MOST = 6  # mentions of one kind that count: a country named twenty times is no more home than one named six times


@dataclass(frozen=True, slots=True)
class Home:
    """`country` is None where two countries share the text; `votes` hold them all."""

    country: str | None
    votes: dict[str, float]
    shared: bool = False  # does the text speak of a second country nearly as much?


def home(parsed: ParsedDocument, scan: Scan) -> Home:
    """Weighs owners of governments and armies most, then names, towns and demonyms; capitals that speak weigh little."""
    votes: dict[str, float] = {}
    counts: Counter[tuple[str, float]] = Counter()
    grounded: set[str] = (
        set()
    )  # countries with a body, a town or a seat in the text; others may be no more than its topic
    for sentence, code, weight, own in _votes(parsed, scan):
        if code not in by_iso3() or counts[code, weight] >= _MOST:
            continue
        counts[code, weight] += 1
        if own:
            grounded.add(code)
        votes[code] = votes.get(code, 0.0) + weight * (2 if sentence < _EARLY else 1)
    ranked = [*sorted(votes.items(), key=lambda v: (-v[1], v[0]))[:2], ("", 0.0), ("", 0.0)]
    (first, most), (_, next_most) = ranked[:2]
    clear = first in grounded and most >= _LEAST and most >= next_most * _MARGIN
    return Home(first if clear else None, votes, next_most > most * _SHARE)


def _votes(parsed: ParsedDocument, scan: Scan) -> Iterable[tuple[int, str, float, bool]]:
    """Sentence, country and weight of each, and whether it is a body, a town or a seat there."""
    for hit in scan.entities:
        sentence = parsed.tokens[hit.head].sentence
        if parsed.sentences[sentence].kind == "boilerplate":
            continue
        if isinstance(hit.value, CountryTerm):
            if hit.bound:
                continue
            weight, own = _term(parsed, scan, hit)
            label = _labels(parsed, hit)
            yield sentence, hit.value.country.iso3, weight + _LABEL * label, own or label
        elif isinstance(hit.value, Known) and hit.value.country and not _elsewhere(parsed, scan, hit):
            yield sentence, hit.value.country, _BODY, True
    for town in scan.towns:
        yield parsed.tokens[town.start].sentence, town.country, town.weight, True


def _term(parsed: ParsedDocument, scan: Scan, hit: Hit) -> tuple[float, bool]:
    token = parsed.tokens[hit.head]
    of = parsed.tokens[token.head] if token.dep == "pobj" else None
    above = scan.agents.get(of.head if of is not None and of.lemma == "of" else token.head)
    owns = above is not None and isinstance(above.value, Agent) and bool(_BODIES & set(above.value.sectors[:1]))
    if hit.form in ("capital", "metonym"):
        speaks = acts(parsed, hit.head) or hit.form == "metonym"
        return (_SPEAKER, False) if speaks else (_SEAT, True)
    if above is not None and isinstance(above.value, Agent) and above.value.phrase in abroad("noun"):
        return _ABROAD, False
    subject = 1.25 if above is not None and parsed.tokens[above.head].dep == "nsubj" else 1.0
    if owns and (
        token.dep == "poss" or (of is not None and _organ(above)) or (hit.form == "adjective" and _organ(above))
    ):
        return (_BODY if hit.form == "adjective" else _OWNER) * subject, True
    return (_DEMONYM if hit.form == "adjective" else _NAME), False


def _elsewhere(parsed: ParsedDocument, scan: Scan, hit: Hit) -> bool:
    """Does a name tell nothing of where the text plays: that of an envoy, or of a platform where all the world writes?"""
    if fold(parsed.text[parsed.tokens[hit.start].start : parsed.tokens[hit.end - 1].end]) in words("platform"):
        return True
    token = parsed.tokens[hit.head]
    while token.dep in ("appos", "compound", "pobj", "prep") and token.head != token.index:
        token = parsed.tokens[token.head]
        above = scan.agents.get(token.index)
        if above is not None and isinstance(above.value, Agent) and above.value.phrase in abroad("noun"):
            return True
    return False


def _labels(parsed: ParsedDocument, hit: Hit) -> bool:
    """Does the headline begin with the country and a colon: "Mali: dozens dead"?"""
    if hit.form != "name" or parsed.sentences[parsed.tokens[hit.head].sentence].kind != "headline":
        return False
    first = parsed.sentences[parsed.tokens[hit.head].sentence].first
    return hit.start == first and parsed.tokens[hit.end].text == ":"


def _organ(hit: Hit | None) -> bool:
    return hit is not None and isinstance(hit.value, Agent) and hit.value.kind != "person"
