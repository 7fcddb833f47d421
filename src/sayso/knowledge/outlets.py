"""Known media: newspapers, agencies, broadcasters, sites and accounts, with their publishers and domains."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.errors import DataError
from sayso.knowledge.countries import by_iso3, country_of
from sayso.knowledge.facts import numbered_facts
from sayso.lexicon.phrase_index import PhraseIndex, fold, pieces
from sayso.lexicon.tables import Row, alternatives, table
from sayso.model import slug

KINDS = ("newspaper", "magazine", "agency", "broadcaster", "site", "account")
CONTROLS = ("state", "public", "party", "")
_ARTICLES = ("al", "el", "the", "an", "as", "ar", "ash", "ad", "at", "az")
_SIDES = ("pro", "anti")
_LONGEST_HOST = 253  # characters of a domain name (RFC 1035)
_SHORTEST = 6  # letters of a name in which one may be lost
_DAMAGED = re.compile(
    r"\w[-‐–] \w"
)  # "Al- arida": a clean name one letter off ("Al-Marsa", "Al-Marsad") is another medium
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?([a-z0-9.-]+\.[a-z]{2,})(?::\d+)?(?:[/?#]\S*)?")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A medium. `control` is state, public, party or empty; `owner` the publisher family, empty where none is known."""

    id: str
    name: str
    country: str | None
    language: str
    kind: str  # one of KINDS
    control: str  # one of CONTROLS
    owner: str
    city: str
    domains: tuple[str, ...]
    aliases: tuple[str, ...]

    @property
    def agency(self) -> bool:
        return self.kind == "agency"

    @property
    def organ(self) -> str:
        """What people call it: a state organ, a party organ, or its kind."""
        return f"{self.control} organ" if self.control in ("state", "party") else self.kind

    @property
    def family(self) -> str:
        """Outlets of one publisher share it; an outlet without a known publisher is a family of its own."""
        return f"family:{slug(self.owner)}" if self.owner else self.id


@cache
def outlets() -> tuple[Outlet, ...]:
    """All rows of the table, in its order."""
    return tuple(outlet for outlet, _ in _rows())


@cache
def outlet_terms() -> PhraseIndex[Outlet]:
    """Names by which running text may speak of a medium without saying that it is one."""
    index: PhraseIndex[Outlet] = PhraseIndex()
    for outlet, names in _rows():
        for name in names:
            index.add(name, outlet)
    return index


@cache
def media_names() -> frozenset[str]:
    """The same names as whole strings."""
    return frozenset(name for _, names in _rows() for name in names)


def outlet_at(address: str) -> Outlet | None:
    """The outlet of a URL or a domain, also of a domain below its own; None if the table has none."""
    match = _HOST.fullmatch(address.strip().lower())
    if match is None or len(match[1]) > _LONGEST_HOST:
        return None
    labels = match[1].removeprefix("www.").split(".")
    for k in range(len(labels) - 1):
        if found := _domains().get(".".join(labels[k:])):
            return found
    return None


@lru_cache(maxsize=1024)
def outlets_named(label: str, country: str | None = None) -> tuple[Outlet, ...]:
    """Outlets that a whole label may mean, best first: a name in any spelling, with or without "newspaper" and the like.

    `country` (ISO 3166-1 alpha-3) or a demonym in the label ("the Kuwaiti daily Al-Rai") decides between namesakes.
    """
    at = outlet_at(label)
    if at is not None:
        return (at,)
    for words, hint in _readings(label):
        found = _by_key().get(_key(words)) or (_one_letter_lost(_key(words)) if _DAMAGED.search(label) else ())
        if found:
            wanted = country or hint
            return tuple(sorted(found, key=lambda o: wanted is not None and o.country != wanted))
    return ()


def outlet_of(label: str, country: str | None = None) -> Outlet | None:
    """The outlet that a label means; None if none is known, or if several are and nothing decides between them."""
    found = outlets_named(label, country)
    if not found:
        return None
    hint = country or next((h for _, h in _readings(label) if h), None)
    if len(found) == 1 or found[0].country == hint or fold(found[0].name) == fold(label):
        return found[0]
    plain = [o for o in found if any(fold(n) == fold(label) for n in _text_names()[o.id])]
    return plain[0] if len(plain) == 1 else None


def publisher_family(outlet_id: str) -> str:
    """The family of an outlet id; an unknown outlet is a family of its own."""
    known = _by_id().get(outlet_id)
    return known.family if known is not None else outlet_id


@cache
def _rows() -> tuple[tuple[Outlet, tuple[str, ...]], ...]:
    out = []
    seen: set[str] = set()
    for line, row in numbered_facts("outlets"):
        outlet = _outlet(row, line)
        if outlet.id in seen:
            raise DataError(f"a second outlet {outlet.name!r}; name its country too", table="outlets.csv", line=line)
        seen.add(outlet.id)
        loose = alternatives(row["loose"])
        names = dict.fromkeys(n for n in (outlet.name, *alternatives(row["aliases"])) if n not in loose)
        out.append((outlet, tuple(names)))
    return tuple(out)


def _outlet(row: Row, line: int) -> Outlet:
    for column, allowed in (("kind", KINDS), ("control", CONTROLS)):
        if row[column] not in allowed:
            raise DataError(f"{column} {row[column]!r} is none of {', '.join(allowed)}", table="outlets.csv", line=line)
    return Outlet(
        f"outlet:{slug(row['name'])}",
        row["name"],
        row["country"] or None,
        row["language"],
        row["kind"],
        row["control"],
        row["owner"],
        row["city"],
        alternatives(row["domains"]),
        tuple(dict.fromkeys((*alternatives(row["aliases"]), *alternatives(row["loose"])))),
    )


@cache
def _by_id() -> dict[str, Outlet]:
    return {o.id: o for o in outlets()}


@cache
def _text_names() -> dict[str, tuple[str, ...]]:
    return {outlet.id: names for outlet, names in _rows()}


@cache
def _domains() -> dict[str, Outlet]:
    return {d: o for o in outlets() for d in o.domains}


@cache
def _by_key() -> dict[str, tuple[Outlet, ...]]:
    """Every name, squashed; "The Standard Kenya" also as "The Standard", behind those whose whole name that is."""
    found: defaultdict[str, dict[str, Outlet]] = defaultdict(dict)
    for outlet in outlets():
        for name in (outlet.name, *outlet.aliases):
            found[_key(pieces(name))].setdefault(outlet.id, outlet)
    states = by_iso3()
    for outlet in outlets():
        state = states.get(outlet.country or "")
        for name in (outlet.name, *outlet.aliases):
            short = name.removesuffix(f" {state.name}") if state else name
            words = _bare(pieces(short))
            if words != pieces(name) and any(w.lower() not in _describing() for w in words):
                found[_key(words)].setdefault(outlet.id, outlet)
    return {key: tuple(of.values()) for key, of in found.items()}


def _key(words: tuple[str, ...]) -> str:
    """One string for all spellings: articles, also Arabic ones written apart or together, do not count."""
    folded = [k for k in map(fold, words) if k]
    while len(folded) > 1 and folded[0] in _ARTICLES:
        folded = folded[1:]
    rest = [k for k in folded if k not in ("al", "el")]
    squash = "".join(rest or folded)
    return squash[2:] if squash[:2] == "al" and len(squash) > _SHORTEST else squash


def _readings(label: str) -> tuple[tuple[tuple[str, ...], str | None], ...]:
    """The words of a label as they stand, then without what only describes; with the country that a demonym names."""
    words = pieces(label.strip().strip("\"'“”‘’«»"))
    country, bare = None, _bare(words)
    rest = []
    for k, word in enumerate(bare):
        sided = k > 0 and bare[k - 1].lower() in _SIDES  # "the pro-Houthi Al-Masirah"
        found = country_of(word) if word[:1].isupper() and len(bare) > 1 and not sided else None
        if found and not country:
            country = found
        elif not sided and word.lower() not in _SIDES and not (country and word in ("'s", "’s")):
            rest.append(word)
    options = [(words, None), (bare, None), (_bare(tuple(rest)), country)]
    return tuple((w, c) for w, c in dict.fromkeys(options) if w)


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the nouns and adjectives around a name: "the official news agency WAM", "Al-Rai newspaper"."""
    plain = _describing()
    low, high = 0, len(words)
    while low < high - 1 and (words[low].lower() in plain or fold(words[low]) == "the"):
        low += 1
    while high - low > 1 and words[high - 1].lower() in plain and not words[high - 1][0].isupper():
        high -= 1
    return words[low:high]


@cache
def _describing() -> frozenset[str]:
    rows = [*table("outlet_adjectives"), *(r for r in table("outlet_patterns") if r["form"] in ("before", "after"))]
    said = (w for row in rows for phrase in alternatives(row["words"]) for w in pieces(phrase.lower()))
    return frozenset(said) - {*_SIDES}


@lru_cache(maxsize=1024)
def _one_letter_lost(key: str) -> tuple[Outlet, ...]:
    """Outlets whose squashed name has one letter more than the key ("Al- arida"), if all are one outlet."""
    if len(key) < _SHORTEST - 1:
        return ()
    hits = {o.id: o for k, of in _by_key().items() if len(k) == len(key) + 1 and _lost(k, key) for o in of}
    return tuple(hits.values()) if len(hits) == 1 else ()


def _lost(whole: str, part: str) -> bool:
    return any(whole[:i] + whole[i + 1 :] == part for i in range(len(whole)))
