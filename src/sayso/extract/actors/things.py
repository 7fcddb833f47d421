"""Things that "it" and "they" may mean instead of an actor, and "it" that means nothing at all."""

from __future__ import annotations

from functools import cache

from sayso.lexicon.events import class_words
from sayso.lexicon.metonyms import addressed
from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument, Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_MANY = frozenset({"NNS", "NNPS"})
_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr", "appos", "dative", "ROOT", "agent"})


def things(parsed: ParsedDocument) -> tuple[list[Token], list[Token]]:
    """All nouns with a place in a clause but those for spans of time, in text order: those for one thing, for several."""
    never = coreference_words("no-thing")
    nouns = [t for t in parsed.tokens if t.pos in _NOUNS and t.dep in _PLACES and t.lemma.lower() not in never]
    return [t for t in nouns if t.tag not in _MANY], [t for t in nouns if t.tag in _MANY]


@cache
def coreference_words(use: str) -> frozenset[str]:
    """Words of the coreference table with this use."""
    return frozenset(w for row in table("coreference_words") if row["use"] == use for w in alternatives(row["words"]))


def empty(parsed: ParsedDocument, pronoun: Token) -> bool:
    """Is "it" nobody: "it is possible to", "it is said that", "it rained", or a thing that somebody handles?"""
    if pronoun.text.lower() != "it":
        return False
    verb = parsed.tokens[pronoun.head]
    below = [parsed.tokens[c] for c in parsed.children[verb.index]]
    if pronoun.dep in ("nsubj", "nsubjpass"):
        late = any(t.dep in ("ccomp", "xcomp", "csubj", "advcl") and t.index > verb.index for t in below)
        passive = any(t.dep == "auxpass" for t in below)
        copula = verb.lemma == "be" and any(t.dep in ("acomp", "attr", "oprd") for t in below)
        weather = verb.lemma in coreference_words("weather")
        if copula and any(t.dep == "acomp" and t.lemma.lower() in class_words("willing_adj") for t in below):
            return False  # "it is ready to send tents": somebody is ready
        return weather or (passive and late) or (copula and (late or any(t.dep == "acomp" for t in below)))
    return pronoun.dep == "dobj" and not addressed(verb.lemma)
