"""The country that a document is about: whose army "the army" is when the text does not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.extract.actors.belonging import abroad
from sayso.extract.actors.scan import Hit, Scan
from sayso.knowledge.actors import Known
from sayso.knowledge.countries import CountryTerm, by_iso3
from sayso.knowledge.places import longest_place, places_named
from sayso.lexicon.actors import Agent
from sayso.lexicon.metonyms import acts
from sayso.lexicon.phrase_index import fold
from sayso.model import ParsedDocument

_BODIES = frozenset({"GOV", "MIL", "COP", "PRM", "REB", "LEG", "JUD", "OPP"})
_EARLY = 3  # sentences that count double, the headline and the lead among them
_MARGIN = 1.4  # how far the first must be ahead of the second
_LEAST = 2.0  # votes that one word in passing does not reach
_WELL_KNOWN = 100_000
_NAME, _DEMONYM, _OWNER, _BODY, _SPEAKER, _SEAT, _TOWN, _ABROAD = 1.0, 0.75, 2.5, 1.25, 0.35, 0.75, 1.0, 0.25
_MOST = 6  # mentions of one kind that count: a country named twenty times is no more home than one named six times


@dataclass(frozen=True, slots=True)
class Home:
    """`country` is None where two countries share the text; `votes` hold them all."""

    country: str | None
    votes: dict[str, float]


def home(parsed: ParsedDocument, scan: Scan) -> Home:
    """Weighs owners of governments and armies most, then names, towns and demonyms; capitals that speak weigh little."""
    votes: dict[str, float] = {}
    counts: Counter[tuple[str, float]] = Counter()
    for sentence, code, weight in _votes(parsed, scan):
        if code not in by_iso3() or counts[code, weight] >= _MOST:
            continue
        counts[code, weight] += 1
        votes[code] = votes.get(code, 0.0) + weight * (2 if sentence < _EARLY else 1)
    ranked = [*sorted(votes.items(), key=lambda v: (-v[1], v[0]))[:2], ("", 0.0), ("", 0.0)]
    (first, most), (_, next_most) = ranked[:2]
    clear = most >= _LEAST and most >= next_most * _MARGIN
    return Home(first if clear else None, votes)


def _votes(parsed: ParsedDocument, scan: Scan) -> Iterable[tuple[int, str, float]]:
    for hit in scan.entities:
        sentence = parsed.tokens[hit.head].sentence
        if parsed.sentences[sentence].kind == "boilerplate":
            continue
        if isinstance(hit.value, CountryTerm):
            if hit.bound:
                continue
            yield sentence, hit.value.country.iso3, _term(parsed, scan, hit)
        elif isinstance(hit.value, Known) and hit.value.country:
            yield sentence, hit.value.country, _BODY
    yield from _towns(parsed, scan)


def _term(parsed: ParsedDocument, scan: Scan, hit: Hit) -> float:
    token = parsed.tokens[hit.head]
    above = scan.agents.get(token.head)
    owns = above is not None and isinstance(above.value, Agent) and bool(_BODIES & set(above.value.sectors[:1]))
    if hit.form in ("capital", "metonym"):
        return _SPEAKER if acts(parsed, hit.head) or hit.form == "metonym" else _SEAT
    if above is not None and isinstance(above.value, Agent) and above.value.phrase in abroad("noun"):
        return _ABROAD
    subject = 1.5 if above is not None and parsed.tokens[above.head].dep == "nsubj" else 1.0
    if owns and (token.dep == "poss" or (hit.form == "adjective" and _organ(above))):
        return (_OWNER if token.dep == "poss" else _BODY) * subject
    return _DEMONYM if hit.form == "adjective" else _NAME


def _organ(hit: Hit | None) -> bool:
    return hit is not None and isinstance(hit.value, Agent) and hit.value.kind != "person"


def _towns(parsed: ParsedDocument, scan: Scan) -> Iterable[tuple[int, str, float]]:
    """Names of the gazetteer that no table of actors holds; a small town counts if a preposition of place governs it."""
    tokens = parsed.tokens
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.pos != "PROPN" or i in scan.owner or i in scan.inside_agent or not token.text[:1].isupper():
            i += 1
            continue
        end = i + 1
        while (
            end < len(tokens)
            and tokens[end].pos == "PROPN"
            and end not in scan.owner
            and tokens[end].sentence == token.sentence
        ):
            end += 1
        keys = [fold(t.text) for t in tokens[i:end]]
        n = longest_place(keys, 0)
        if n and (found := places_named(" ".join(keys[:n]))) and n == len(keys):
            placed = tokens[end - 1].dep in ("pobj", "dobj", "conj", "appos") and (
                i == 0 or tokens[i - 1].text not in "-–’'"
            )
            same = {p.country for p in found if p.population * 10 >= found[0].population}
            best = found[0]
            if best.country and len(same) == 1 and (best.population >= _WELL_KNOWN or placed):
                yield token.sentence, best.country, _TOWN if best.population >= _WELL_KNOWN else _TOWN / 2
        i = end
