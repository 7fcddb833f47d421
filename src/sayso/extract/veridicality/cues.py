"""Words that tell on whose word a deed is laid to its doer, and nouns that name authorities."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from sayso.lexicon.actors import agents
from sayso.lexicon.phrase_index import PhraseIndex, fold
from sayso.lexicon.tables import alternatives, table
from sayso.model import Attribution, Token

AUTHORITIES = frozenset(("GOV", "MIL", "COP", "JUD", "SPY", "LEG"))


@cache
def cues() -> PhraseIndex[tuple[str, tuple[str, ...]]]:
    """Kind, and tags of the first word, by phrase."""
    index: PhraseIndex[tuple[str, tuple[str, ...]]] = PhraseIndex()
    for row in table("standing_cues"):
        index.add(row["phrase"], (row["kind"], alternatives(row["tag"]) or ("",)), any_case=True)
    return index


@cache
def before_names() -> frozenset[str]:
    """Phrases such as "alleged", which stand right before a name."""
    return frozenset(row["phrase"] for row in table("standing_cues") if row["kind"] == "alleged")


def key_of(token: Token) -> str:
    """The folded lemma; a name is no cue (the month of May), and "alleged" is not "allege"."""
    if token.tag.startswith("NNP"):
        word = fold(token.text)
        return word if word in before_names() else "_"  # "Suspected rebels" at the head of a sentence
    participle = token.tag in ("VBN", "JJ", "VBD") and token.dep == "amod"
    return fold(token.text if participle or token.pos in ("ADJ", "ADV") else token.lemma) or "_"


def governs(sectors: Sequence[str]) -> bool:
    """Whether the first of an actor's sectors is one of authorities."""
    return bool(set(sectors[:1]) & AUTHORITIES)


@cache
def _verbs() -> dict[str, tuple[str, ...]]:
    return {row["phrase"]: alternatives(row["kind"]) for row in table("standing_verbs")}


def verb_of(attribution: Attribution) -> tuple[str, ...]:
    """What its verb of saying does: the doer takes a deed on himself (owned), others lay it to him (laid), or neither."""
    return _verbs().get(attribution.cue_lemma or "", ())


@lru_cache(maxsize=4096)
def authority(text: str) -> bool:
    """Whether a noun phrase names an office, a force or a court, or has its title: "the police", "Colonel Ruso"."""
    words = [fold(w) for w in text.split()]
    keys = [w[:-1] if w.endswith("s") and len(w) > 3 else w for w in words]
    for i in range(len(words)):
        length, found = agents().at(keys, words, i)
        if found and governs(found[0].sectors) and (found[0].title or i + length == len(words)):
            return True
        if found and i + length == len(words):
            return False
    return False
