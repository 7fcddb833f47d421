"""Finds every entry of the actor tables in a document: countries, known people and bodies, media, agent nouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from sayso.extract.actors.towns import Town, towns
from sayso.extract.actors.within import inside_longer_name
from sayso.knowledge.actors import Base, Known, KnownTerm, known_terms
from sayso.knowledge.countries import CountryTerm, country_terms
from sayso.knowledge.outlets import Outlet, outlet_terms
from sayso.lexicon.actors import Agent, agents
from sayso.lexicon.phrase_index import BREAK, FOLDS, HYPHENS, PhraseIndex, fold, spell
from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument, PlaceMention, Token

Value = CountryTerm | Known | Outlet | Agent
Index = Base | PhraseIndex[Outlet] | PhraseIndex[CountryTerm]
_AGENT_POS = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "X"})


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
    towns: tuple[Town, ...] = ()
    at: dict[int, Town] = field(default_factory=dict)  # the town of a token


def scan(parsed: ParsedDocument, places: Sequence[PlaceMention] | None = None) -> Scan:
    """Longest matches from left to right; agent nouns inside the name of a known body do not count."""
    words, keys, at = spell(parsed.tokens)
    published = parsed.document.published
    day = published.isoformat() if published else None
    seen: Counter[str] = Counter()
    raw = []
    begins, small = _begins(known_terms(), outlet_terms(), country_terms())
    past = 0
    for i in [i for i, key in enumerate(keys) if key in begins]:
        if i < past or (words[i][0].islower() and keys[i] not in small):
            continue
        n, values = _entity(begins[keys[i]], keys, words, i)
        if not n:
            continue
        raw.append((at[i], at[i + n - 1] + 1, n, values))
        for v in values:
            if isinstance(v, CountryTerm):
                seen[v.country.iso3] += 1
        past = i + n
    text = f" {' '.join(keys)} "
    hits: list[Hit] = []
    taken = {t for start, end, _, _ in raw for t in range(start, end)}
    for start, end, n, values in raw:
        chosen = _choose(values, n, text, seen, day)
        if chosen is not None:
            value, form = chosen
            if n == 1 and inside_longer_name(parsed, start, value, taken):
                continue
            if form == "capital" and parsed.tokens[start].pos not in ("PROPN", "NOUN", "X"):
                continue
            if hits and _foreign(parsed, hits[-1], value, start, end):
                continue
            hits.append(Hit(start, end, governor(parsed, start, end), value, form, _bound(parsed, start, end)))
    seen.update(h.value.country for h in hits if isinstance(h.value, Known) and h.value.country)
    owner = {t: hit for hit in hits for t in range(hit.start, hit.end)}
    found = _agents(parsed, owner)
    inside = {t: hit for hit in found for t in range(hit.start, hit.end)}
    near = towns(parsed, owner, inside, places)
    at_town = {t: town for town in near for t in range(town.start, town.end)}
    return Scan(tuple(hits), owner, {hit.head: hit for hit in found}, inside, seen, near, at_town)


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


@lru_cache(maxsize=1)
def _begins(
    known: Base, outlets: PhraseIndex[Outlet], states: PhraseIndex[CountryTerm]
) -> tuple[dict[str, tuple[Index, ...]], frozenset[str]]:
    """The tables in which an entry begins with a word, and the words that may do so without a capital."""
    out: dict[str, tuple[Index, ...]] = dict.fromkeys(known.firsts(), (known,))
    for index in (outlets, states):
        both: dict[tuple[Index, ...], tuple[Index, ...]] = {}  # one tuple for all words of the same tables
        for word in index.firsts():
            tables = (*out.get(word, ()), index)
            out[word] = both.setdefault(tables, tables)
    return out, frozenset((*known.small(), *outlets.small(), *states.small()))


def _entity(
    indexes: tuple[Index, ...], keys: list[str], words: list[str], i: int
) -> tuple[int, list[CountryTerm | KnownTerm | Outlet]]:
    best: int = 0
    out: list[CountryTerm | KnownTerm | Outlet] = []
    for index in indexes:
        n, values = index.at(keys, words, i)
        if n > best:
            best, out = n, list(values)
        elif n and n == best:
            out += values
    return best, out


def _choose(
    values: list[CountryTerm | KnownTerm | Outlet], n: int, text: str, seen: Counter[str], day: str | None
) -> tuple[CountryTerm | Known | Outlet, str] | None:
    """Of several meanings the user's own, one whose conditions the text meets, then one whose country it speaks of."""
    ranked: list[tuple[tuple[float, bool, bool, int], CountryTerm | Known | Outlet, str]] = []
    for k, value in enumerate(values):
        if isinstance(value, KnownTerm):
            known = value.known
            met = any(f" {w} " in text for w in known.when) if known.when else None
            if (met is False and (n == 1 or known.strict)) or not _possible(value, seen, day):
                continue
            place = -2.0 if known.users else -float(bool(seen[known.country or ""]))
            if known.until and known.existed(day) is None and day is not None:
                place += 0.5  # a body that is no more
            ranked.append(((place, met is not True, value.form == "metonym", k), known, value.form))
        elif isinstance(value, Outlet):
            ranked.append(((-float(bool(seen[value.country or ""])), True, True, k), value, "name"))
        else:
            ranked.append(((-1.0, True, True, k), value, value.form))
    if not ranked:
        return None
    ranked.sort(key=lambda r: r[0])
    return ranked[0][1], ranked[0][2]


def _possible(term: KnownTerm, seen: Counter[str], day: str | None) -> bool:
    """Can the text mean it: no body before its day, no last name alone without the office and the country?"""
    known = term.known
    if known.existed(day) is False:
        return False
    if term.form == "bare":
        return bool(seen[known.country or ""]) and day is not None and any(s.certainty(day) for s in known.spells)
    return True


def _agents(parsed: ParsedDocument, owner: dict[int, Hit]) -> list[Hit]:
    """Agent phrases; articles and demonyms inside are skipped ("head of the Algerian diplomacy")."""
    tokens = parsed.tokens
    keys = [FOLDS[t.lemma] if t.pos != "PROPN" else singular(t) for t in tokens]
    index = agents()
    begins = index.firsts()
    out = []
    past = 0
    for i in [i for i, key in enumerate(keys) if key in begins]:
        if i < past or i in owner or tokens[i].lemma == "the" or tokens[i].text in HYPHENS or _clock(tokens, i):
            continue
        most = index.reach(keys[i])
        row, at = _row_from(parsed, owner, keys, i, most) if most > 1 else ([keys[i]], [i])
        n, values = index.at(row, row, 0)
        if not n:
            continue
        past = at[n - 1] + 1
        head = at[values[0].head] if n > 1 else i
        if tokens[head].pos in _AGENT_POS and _noun_like(tokens[head]):
            out.append(Hit(i, past, head, values[0], "agent"))
    return out


def _clock(tokens: Sequence[Token], i: int) -> bool:
    """ "11 p.m.", "5 PM": an hour, and no prime minister."""
    text = tokens[i].text
    return fold(text) == "pm" and (text != "PM" or (i > 0 and tokens[i - 1].text[-1:].isdigit()))


def _row_from(
    parsed: ParsedDocument, owner: dict[int, Hit], keys: list[str], i: int, most: int
) -> tuple[list[str], list[int]]:
    """Up to so many keys from token `i` on, with their tokens, to the end of the sentence or to a known entity."""
    row, at = [keys[i]], [i]
    end = parsed.sentences[parsed.tokens[i].sentence].last
    k = i + 1
    while len(row) < most:
        hit = owner.get(k)
        verb = k < end and parsed.tokens[k].tag in (
            "VBD",
            "VBZ",
            "VBP",
        )  # "police forced him out" names no police force
        if k >= end or verb or (hit is not None and hit.form != "adjective"):
            row.append(BREAK)
            at.append(k)
            break
        token = parsed.tokens[k]
        if hit is None and token.lemma != "the" and token.text not in HYPHENS:
            row.append(keys[k])
            at.append(k)
        k += 1
    return row, at


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
    return FOLDS[token.lemma] if token.pos != "PROPN" else _one(token.text, token.tag)


@lru_cache(maxsize=4096)
def _one(text: str, tag: str) -> str:
    key = fold(text)
    if tag == "NNPS" or (key.endswith("s") and len(key) > 4 and not key.endswith(("ss", "us", "is"))):
        return key[:-3] + "y" if key.endswith("ies") else key.removesuffix("s").replace("policemen", "policeman")
    return key.removesuffix("men") + "man" if key.endswith("men") and len(key) > 4 else key
