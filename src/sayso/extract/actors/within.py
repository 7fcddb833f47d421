"""Whether one known word is only part of a longer name that no table holds: "Amal Haddad", "the Red Dawn Front"."""

from __future__ import annotations

from sayso.knowledge.actors import Known
from sayso.knowledge.outlets import Outlet
from sayso.lexicon.actors import agents
from sayso.lexicon.phrase_index import fold
from sayso.model import ParsedDocument, Token


def inside_longer_name(parsed: ParsedDocument, start: int, value: object, taken: frozenset[int] | set[int]) -> bool:
    """For a body or medium known by one ordinary word. `taken`: tokens that entries of the tables hold."""
    tokens = parsed.tokens
    token = tokens[start]
    if not _may_be_part(token, value):
        return False
    after = tokens[start + 1] if start + 1 < len(tokens) else None
    if after is not None and token.dep == "compound" and token.head > start and _name_word(token, after, taken):
        return not _personal(tokens[token.head])  # "Hezbollah Executive Council" is Hezbollah's
    before = tokens[start - 1] if start else None
    if before is None or before.dep != "compound" or before.head not in (start, token.head):
        return False
    return _name_word(before, before, taken) and before.end + 1 == token.start and before.sentence == token.sentence


def _may_be_part(token: Token, value: object) -> bool:
    if isinstance(value, Known):
        return value.kind != "person" and not token.text.isupper()
    return isinstance(value, Outlet) and not token.text.isupper()


def _name_word(left: Token, word: Token, taken: frozenset[int] | set[int]) -> bool:
    """A capitalised word beside, that is neither a noun for people and bodies nor an entry of its own."""
    if word.index in taken or word.pos != "PROPN" or not word.text[:1].isupper() or word.text.isupper():
        return False
    if word.sentence != left.sentence or (word is not left and left.end + 1 != word.start):
        return False
    return not _personal(word)


def _personal(word: Token) -> bool:
    key, begins = fold(word.text), agents().firsts()
    return key in begins or key.removesuffix("s") in begins
