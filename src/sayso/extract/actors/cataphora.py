"""Pronouns that come before whom they mean: "Before his arrest, Odo Marrek ran a shop"."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.extract.actors.book import Book
from sayso.extract.actors.draft import Draft
from sayso.extract.actors.reference import pronouns
from sayso.lexicon.tables import alternatives
from sayso.model import Token

_FRONTED = frozenset({"prep", "advcl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def look_ahead(book: Book, words: Iterable[Token]) -> None:
    """Give the pronouns of fronted phrases that mean nobody before them to the subject of the clause that follows."""
    meant = book.memory.references.meant
    for word in words:
        row = pronouns()[word.text.lower()]
        if word.index in meant or row["person"] != "3" or row["class"] not in ("he", "they"):
            continue
        draft = _subject_after(book, word)
        if draft is None or draft.plural != (row["number"] == "many") or draft.kind not in alternatives(row["kinds"]):
            continue
        if row["gender"] and draft.gender and draft.gender.lower() != row["gender"]:
            continue
        book.note(draft, word.index, word.index + 1, word.index, "pronoun")


def _subject_after(book: Book, word: Token) -> Draft | None:
    """The actor that is the subject of the verb on which the pronoun's fronted phrase depends."""
    tokens, children = book.parsed.tokens, book.parsed.children
    part = word
    while part.dep not in _FRONTED or tokens[part.head].pos not in ("VERB", "AUX"):
        if part.head == part.index:
            return None
        part = tokens[part.head]
    subjects = (c for c in children[part.head] if tokens[c].dep in _SUBJECTS and c > max(word.index, part.index))
    meant = book.memory.references.meant
    return next((book.drafts[meant[c]] for c in subjects if meant.get(c) in book.drafts), None)
