"""Where a place name stands for those who rule there."""

from __future__ import annotations

from functools import cache

from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument


@cache
def _metonym_words(position: str) -> frozenset[str]:
    return frozenset(
        w for row in table("metonym_verbs") if row["position"] == position for w in alternatives(row["words"])
    )


def addressed(verb: str) -> bool:
    """Does the verb take somebody who can act as its object ("accused it")?"""
    return verb in _metonym_words("object")


def acts(parsed: ParsedDocument, head: int) -> bool:
    """Does a place name stand for those who rule there ("Algiers expressed"), by its position in the clause?"""
    token = parsed.tokens[head]
    for _ in range(3):  # "Cairo and Doha said"
        if token.dep != "conj" or parsed.tokens[token.head].pos != "PROPN":
            break
        token = parsed.tokens[token.head]
    above = parsed.tokens[token.head]
    if token.dep in ("nsubj", "agent"):
        return (
            above.pos in ("VERB", "AUX")
            and above.lemma not in _metonym_words("subject")
            and not _passive(parsed, above.index)
        )
    if token.dep in ("dobj", "dative", "nsubjpass"):
        return above.lemma in _metonym_words("object")
    if token.dep == "pobj":
        return above.lemma in _metonym_words("preposition") or above.dep == "agent"
    if token.dep == "poss":
        return above.lemma in _metonym_words("possessed")
    return False


def _passive(parsed: ParsedDocument, verb: int) -> bool:
    return any(parsed.tokens[c].dep == "auxpass" for c in parsed.children[verb])
