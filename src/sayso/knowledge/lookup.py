"""Answers to a person who asks for a name: an actor, a medium, or whoever holds an office."""

from __future__ import annotations

from sayso.knowledge.countries import CountryTerm, country_terms
from sayso.knowledge.known import LONGEST, Known, Spell
from sayso.knowledge.matching import Match, who
from sayso.knowledge.offices import holder
from sayso.knowledge.outlets import outlets_named
from sayso.knowledge.sectors import canonical_office
from sayso.lexicon.phrase_index import fold, pieces

_SMALL = frozenset({"the", "of", "for", "in", "s", ""})


def look_up(name: str, *, day: str | None = None, country: str | None = None) -> tuple[Match, ...]:
    """Candidates for a name, an office ("Tunisian foreign minister") or a medium, best first."""
    if len(name) > LONGEST:
        return ()
    words = name.split()
    name = " ".join(words[1:] if len(words) > 1 and words[0].lower() == "the" else words)
    office = office_of(name)
    if office is not None and (found := holder(*office, day)):
        return found
    states = _states(name)
    return states or who(name, day=day, country=country) or _media(name, country)


def office_of(phrase: str) -> tuple[str, str] | None:
    """The country and canonical office that a phrase names; None if it does not name both."""
    words = list(pieces(phrase)) if len(phrase) <= LONGEST else []
    keys = [fold(w) for w in words]
    for i in range(len(keys)):
        n, found = country_terms().at(keys, words, i)
        if not n:
            continue
        rest = [k for k in (*keys[:i], *keys[i + n :]) if k not in _SMALL]
        for spelt in (rest, _linked(keys, i, n)):
            office = canonical_office(" ".join(spelt))
            if office != " ".join(spelt):
                return _place(found), office
    return None


def _linked(keys: list[str], i: int, n: int) -> list[str]:
    """The words before "of COUNTRY", with their own small words: "minister of defence of Chad"."""
    return [k for k in keys[: max(0, i - 1)] if k != "the"] if i else [k for k in keys[n:] if k != "the"]


def _place(found: list[CountryTerm]) -> str:
    return found[0].country.iso3


def _states(name: str) -> tuple[Match, ...]:
    """The state or region that a name, a capital or a palace stands for."""
    out: dict[str, Match] = {}
    for term in country_terms().exact(name):
        country = term.country
        sectors = ("GOV",) if term.form in ("capital", "metonym") and country.kind == "state" else country.sectors
        spells = (Spell(sectors, "", "", ""),) if sectors else ()
        known = Known(country.id, country.name, "state", country.iso3, spells, source="countries")
        out.setdefault(known.id, Match(known, {"name": 1.0, "adjective": 0.95}.get(term.form, 0.8), term.form, name))
    return tuple(sorted(out.values(), key=lambda m: -m.certainty))


def _media(name: str, country: str | None) -> tuple[Match, ...]:
    out = []
    for outlet in outlets_named(name, country):
        spell = Spell(("JRN",), "", "", "", source="outlets")
        known = Known(
            outlet.id, outlet.name, "organisation", outlet.country, (spell,),
            aliases=outlet.aliases, sort=outlet.kind, parent=outlet.owner, source="outlets",
        )  # fmt: skip
        same = name.casefold() in (n.casefold() for n in (outlet.name, *outlet.aliases))
        out.append(Match(known, 0.95 if same else 0.75, "exact" if same else "transliteration", outlet.name))
    return tuple(out)
