"""Finds every entry of the actor tables in a document: countries, known people and bodies, media, agent nouns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from sayso.knowledge.actors import Known, KnownTerm, known_terms
from sayso.knowledge.countries import CountryTerm, country_terms
from sayso.knowledge.outlets import Outlet, outlet_terms
from sayso.lexicon.actors import Agent, agents
from sayso.lexicon.phrase_index import BREAK, HYPHENS, fold, spell
from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument, Token

Value = CountryTerm | Known | Outlet | Agent


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens `start` to `end` (exclusive) that an entry matched; `head` governs them."""

    start: int
    end: int
    head: int
    value: Value
    form: str
    bound: bool = False  # a hyphen ties it to "backed" and the like: it says nothing of whose the noun is


@dataclass(frozen=True, slots=True)
class Scan:
    """All hits of one document. `owner` tells the entity hit of a token, `agent` the agent hit that a token heads."""

    entities: tuple[Hit, ...]
    owner: dict[int, Hit]
    agents: dict[int, Hit]
    inside_agent: dict[int, Hit]
    countries: Counter[str]


def scan(parsed: ParsedDocument) -> Scan:
    """Longest matches from left to right; agent nouns inside the name of a known body do not count."""
    words, keys, at = spell(parsed.tokens)
    text = " ".join(keys)
    seen: Counter[str] = Counter()
    raw = []
    i = 0
    while i < len(keys):
        n, values = _entity(keys, words, i)
        if not n:
            i += 1
            continue
        raw.append((at[i], at[i + n - 1] + 1, n, values))
        for v in values:
            if isinstance(v, CountryTerm):
                seen[v.country.iso3] += 1
        i += n
    hits: list[Hit] = []
    for start, end, n, values in raw:
        chosen = _choose(values, n, text, seen)
        if chosen is not None:
            value, form = chosen
            if form == "capital" and parsed.tokens[start].pos not in ("PROPN", "NOUN", "X"):
                continue
            if hits and _foreign(parsed, hits[-1], value, start, end):
                continue
            hits.append(Hit(start, end, governor(parsed, start, end), value, form, _bound(parsed, start, end)))
    seen.update(h.value.country for h in hits if isinstance(h.value, Known) and h.value.country)
    owner = {t: hit for hit in hits for t in range(hit.start, hit.end)}
    found = _agents(parsed, owner)
    inside = {t: hit for hit in found for t in range(hit.start, hit.end)}
    return Scan(tuple(hits), owner, {hit.head: hit for hit in found}, inside, seen)


def _foreign(parsed: ParsedDocument, before: Hit, value: object, start: int, end: int) -> bool:
    """Is a generic name ("Defense Department", "Congress") that of another country, named right before it?"""
    if not isinstance(value, Known) or not isinstance(before.value, CountryTerm) or before.end < start - 1:
        return False
    between = parsed.tokens[before.end : start]
    if value.country == before.value.country.iso3 or any(t.tag != "POS" for t in between):
        return False
    keys = [k for t in parsed.tokens[start:end] if (k := singular(t))]
    return agents().at(keys, keys, 0)[0] == len(keys)


@cache
def _bound_words(position: str) -> frozenset[str]:
    return frozenset(
        w for row in table("bound_words") if row["position"] == position for w in alternatives(row["words"])
    )


def _bound(parsed: ParsedDocument, start: int, end: int) -> bool:
    tokens = parsed.tokens
    if end + 1 < len(tokens) and tokens[end].text in HYPHENS and tokens[end + 1].text.lower() in _bound_words("after"):
        return True
    return start > 1 and tokens[start - 1].text in HYPHENS and tokens[start - 2].text.lower() in _bound_words("before")


def governor(parsed: ParsedDocument, start: int, end: int) -> int:
    """The token of a range that is governed from outside; the last one if there are several."""
    out = end - 1
    for i in range(end - 1, start - 1, -1):
        head = parsed.tokens[i].head
        if (head < start or head >= end or head == i) and parsed.tokens[i].pos not in ("PART", "PUNCT"):
            return i
    return out


def _entity(keys: list[str], words: list[str], i: int) -> tuple[int, list[CountryTerm | KnownTerm | Outlet]]:
    if keys[i] == BREAK:
        return 0, []
    best: int = 0
    out: list[CountryTerm | KnownTerm | Outlet] = []
    for index in (known_terms(), outlet_terms(), country_terms()):
        n, values = index.at(keys, words, i)
        if n > best:
            best, out = n, list(values)
        elif n and n == best:
            out += values
    return best, out


def _choose(
    values: list[CountryTerm | KnownTerm | Outlet], n: int, text: str, seen: Counter[str]
) -> tuple[CountryTerm | Known | Outlet, str] | None:
    """Of several meanings, one whose conditions the text meets, then one whose country it speaks of."""
    ranked: list[tuple[tuple[int, bool, bool, int], CountryTerm | Known | Outlet, str]] = []
    for k, value in enumerate(values):
        if isinstance(value, KnownTerm):
            met = any(f" {w} " in f" {text} " for w in value.known.when) if value.known.when else None
            if met is False and n == 1:
                continue
            place = seen[value.known.country or ""]
            ranked.append(((-bool(place), met is not True, value.form == "metonym", k), value.known, value.form))
        elif isinstance(value, Outlet):
            ranked.append(((-bool(seen[value.country or ""]), True, True, k), value, "name"))
        else:
            ranked.append(((-1, True, True, k), value, value.form))
    if not ranked:
        return None
    ranked.sort(key=lambda r: r[0])
    return ranked[0][1], ranked[0][2]


def _agents(parsed: ParsedDocument, owner: dict[int, Hit]) -> list[Hit]:
    """Agent phrases; articles and demonyms inside are skipped ("head of the Algerian diplomacy")."""

    def key(token: Token) -> str:
        hit = owner.get(token.index)
        if hit is not None and hit.form == "adjective":
            return ""
        if token.text in HYPHENS or token.lemma == "the":
            return ""
        return BREAK if hit is not None else singular(token)

    words, keys, at = spell(parsed.tokens, key)
    out = []
    index = agents()
    i = 0
    while i < len(keys):
        n, values = index.at(keys, words, i) if keys[i] != BREAK else (0, [])
        if not n:
            i += 1
            continue
        head = at[i + values[0].head] if n > 1 else at[i]
        if parsed.tokens[head].pos in ("NOUN", "PROPN", "ADJ", "VERB", "X") and _noun_like(parsed.tokens[head]):
            out.append(Hit(at[i], at[i + n - 1] + 1, head, values[0], "agent"))
        i += n
    return out


def _noun_like(token: Token) -> bool:
    return token.pos in ("NOUN", "PROPN", "X") or token.dep not in (
        "ROOT",
        "relcl",
        "advcl",
        "ccomp",
        "xcomp",
        "acl",
        "aux",
    )


def singular(token: Token) -> str:
    """The lemma as a table writes it, also for nouns that the tagger took for names."""
    if token.pos != "PROPN":
        return fold(token.lemma)
    key = fold(token.text)
    if token.tag == "NNPS" or (key.endswith("s") and len(key) > 4 and not key.endswith(("ss", "us", "is"))):
        return key[:-3] + "y" if key.endswith("ies") else key.removesuffix("s").replace("policemen", "policeman")
    return key.removesuffix("men") + "man" if key.endswith("men") and len(key) > 4 else key
