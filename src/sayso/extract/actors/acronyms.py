"""Acronyms that a text makes of the names in it: "the University of Velna (UOV)", and "UOV" again."""

from __future__ import annotations

from sayso.extract.actors.phrase import Phrase
from sayso.model import ParsedDocument

_LINKS = frozenset({"of", "and", "for", "the", "in", "on", "to", "&", "-", "–"})
_LEAST = 3  # letters: shorter ones are too many things
_MOST = 9  # words that a name may go on for


def initials(parsed: ParsedDocument, phrase: Phrase) -> str:
    """First letters of the capitalised words of a phrase and of the name that goes on after it; empty if too few."""
    tokens = parsed.tokens
    out = ""
    last = min(parsed.sentences[tokens[phrase.start].sentence].last, phrase.start + _MOST)
    for i in range(phrase.start, last):
        text = tokens[i].text
        if text[:1].isupper() and text.lower() not in _LINKS:
            out += text[0]
        elif i >= phrase.end and text not in _LINKS:
            break
    return out if len(out) >= _LEAST else ""


def acronym(text: str) -> str:
    """The letters of a word that is an acronym ("USI", "U.S.I."), else nothing."""
    letters = text.replace(".", "")
    return letters if len(letters) >= _LEAST and letters.isalpha() and letters.isupper() else ""
