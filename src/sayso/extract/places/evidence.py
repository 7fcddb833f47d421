"""What speaks for and against a capitalised name being a place: the words around it, and what else the document calls so."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import cache

from sayso.extract.places.cues import cues
from sayso.extract.places.senses import Sense
from sayso.knowledge.countries import CountryTerm
from sayso.lexicon.attribution import say_verbs
from sayso.lexicon.events import class_words
from sayso.lexicon.phrase_index import HYPHENS
from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument, Token

_OPENERS = frozenset({"-", "–", "—", "--", ":", "("})
_SMALL = 3  # letters of the short forms of parties: "D-Columbus", "DFL-Duluth"
Traits = dict[str, float]


@dataclass(frozen=True, slots=True)
class Words:
    """Words about people."""

    titles: frozenset[str]
    say: frozenset[str]


@cache
def words() -> Words:
    """Titles and forms of address, and verbs of saying."""
    titles = {w.lower() for row in table("honorifics") for w in alternatives(row["words"])}
    for row in table("agents"):
        if row["title"] == "yes":
            titles |= {phrase.split()[-1].lower() for phrase in alternatives(row["phrases"])}
    return Words(frozenset(titles), frozenset(say_verbs()))


@dataclass(slots=True)
class Counts:
    """How often the document uses a name in ways that tell what it is."""

    seen: Counter[str] = field(default_factory=Counter)
    person: Counter[str] = field(default_factory=Counter)
    placed: Counter[str] = field(default_factory=Counter)


def around(parsed: ParsedDocument, start: int, end: int, *, term: CountryTerm | None = None) -> Traits:
    """Traits of the words around tokens `start` to `end`, and of how they are written."""
    tokens = parsed.tokens
    sentence = parsed.sentences[tokens[start].sentence]
    before = tokens[start - 1] if start > sentence.first else None
    after = tokens[end] if end < sentence.last else None
    out: Traits = {"one": 1.0}
    if end - start > 1:
        out["several_words"] = 1.0
    if term is not None:
        out["country"] = 1.0
    if tokens[start].pos != "PROPN":
        out["no_name"] = 1.0
    if before is None:
        out["first"] = 1.0
    else:
        _before(parsed, start, before, out)
    if after is not None:
        _after(parsed, end, after, out)
    _role(parsed, start, end, out)
    return out


def _before(parsed: ParsedDocument, start: int, before: Token, out: Traits) -> None:
    tokens, plain = parsed.tokens, before.text.lower()
    if plain in cues().strict:
        out["in"] = 1.0
    elif plain in cues().prepositions:
        out["at"] = 1.0
    elif plain == "of":
        owner = tokens[start - 2] if start > 1 else None
        kind = owner is not None and owner.lemma.lower() in cues().before
        out["kind_before" if kind else "of_name" if owner is not None and owner.pos == "PROPN" else "of"] = 1.0
    elif before.text in HYPHENS and before.end == tokens[start].start:
        party = tokens[start - 2] if start > 1 else None
        short = party is not None and party.text.isupper() and len(party.text) <= _SMALL and party.end == before.start
        out["party" if short else "hyphen"] = 1.0
    elif plain in words().titles or (before.text.endswith(".") and before.pos == "PROPN" and len(before.text) <= 5):
        out["title"] = 1.0
    elif before.text[:1].isupper() and before.pos == "PROPN" and before.text[-1:].isalpha():
        compass = plain in cues().compass
        out["compass" if compass else "name_before" if plain not in cues().body else "body_before"] = 1.0
    elif before.text == ",":
        out["comma_before"] = 1.0
    elif plain in ("the", "a", "an"):
        out["article"] = 1.0
    elif plain == "and":
        out["and_before"] = 1.0
    elif before.text in "\"“‘'":
        out["quote"] = 1.0
    if before.lemma.lower() in cues().before and before.pos == "NOUN":
        out["kind_before"] = 1.0


def _after(parsed: ParsedDocument, end: int, after: Token, out: Traits) -> None:
    tokens, plain = parsed.tokens, after.text.lower()
    close = after.start == tokens[end - 1].end
    if after.tag == "POS":
        out["owns"] = 1.0
    elif after.text in HYPHENS and close:
        out["hyphen_after"] = 1.0
    elif after.text in _OPENERS:
        out["opener_after"] = 1.0
    elif after.text == ",":
        following = tokens[end + 1] if end + 1 < len(tokens) else None
        if following is not None and following.text[:1].isupper():
            out["comma_name"] = 1.0
        elif following is not None and following.text[:1].isdigit():
            out["comma_number"] = 1.0
    elif after.text[:1].isupper() and after.text[:1].isalpha():
        title = plain in words().titles
        out["body_after" if plain in cues().body or title or after.pos == "NOUN" else "name_after"] = 1.0
    elif after.pos == "NOUN":
        out["noun_after"] = 1.0
    elif after.text == "and":
        out["and_after"] = 1.0


def _role(parsed: ParsedDocument, start: int, end: int, out: Traits) -> None:
    """Who says and who acts is rather a person; what lies in front of a noun is rather a place."""
    head = next((t for t in reversed(parsed.tokens[start:end]) if not start <= t.head < end or t.head == t.index), None)
    if head is None:
        return
    above = parsed.tokens[head.head]
    if head.dep in ("nsubj", "nsubjpass"):
        out["says" if above.lemma.lower() in words().say else "subject"] = 1.0
    elif head.dep in ("dobj", "dative"):
        out["object"] = 1.0
        if above.lemma.lower() in cues().attacks:
            out["attacked"] = 1.0
        if above.lemma.lower() in cues().takes and _of_soldiers(parsed, above):
            out["taken"] = 1.0
    elif head.dep == "poss":
        out["owner"] = 1.0
    elif head.dep == "appos":
        out["apposed"] = 1.0


def _of_soldiers(parsed: ParsedDocument, verb: Token) -> bool:
    """Is the subject of a verb a word for soldiers or fighters, or a name that conquers?"""
    below = [parsed.tokens[c] for c in parsed.children[verb.index] if parsed.tokens[c].dep == "nsubj"]
    named = verb.lemma.lower() in cues().conquers and any(t.pos == "PROPN" for t in below)
    return named or any(t.lemma.lower() in class_words("force") for t in below)


def count(found: Sequence[tuple[str, Traits]]) -> Counts:
    """Counts for all names of a document, by their keys."""
    out = Counts()
    for key, traits in found:
        out.seen[key] += 1
        if {"title", "name_before", "says"} & traits.keys():
            out.person[key] += 1
        if {
            "in",
            "party",
            "kind_admin1",
            "kind_admin2",
            "kind_city",
            "kind_before",
            "comma_name",
            "body_after",
            "opener_after",
        } & traits.keys():
            out.placed[key] += 1
    return out


def of_document(key: str, counts: Counts, small: Set[str]) -> Traits:
    """Traits of a name by its other uses in the document."""
    seen = counts.seen[key]
    out = {"person_share": counts.person[key] / seen, "placed_share": counts.placed[key] / seen}
    if seen > 1:
        out["again"] = 1.0
    if key in small:
        out["written_small"] = 1.0
    return out


def of_senses(senses: Sequence[Sense]) -> Traits:
    """Traits of a name by what the gazetteer says of it."""
    if not senses:
        return {"unknown": 1.0}
    best = senses[0].place
    out = {"size": math.log10(max(s.place.population for s in senses) + 1), f"is_{best.precision}": 1.0}
    if any(s.place.ordinary for s in senses):
        out["ordinary"] = 1.0
    if any(s.place.person for s in senses):
        out["personal"] = 1.0
    if best.match == "obscure":
        out["obscure"] = 1.0
    return out


def likely(log_odds: float) -> float:
    """The likelihood that log-odds stand for."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))
