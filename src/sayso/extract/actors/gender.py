"""Whether the words for a person tell a man or a woman."""

from __future__ import annotations

from functools import cache

from sayso.extract.actors.draft import Draft
from sayso.extract.actors.phrase import Phrase
from sayso.extract.actors.things import coreference_words
from sayso.knowledge.given_names import given_names
from sayso.lexicon.phrase_index import fold
from sayso.model import ParsedDocument


def gender_of(parsed: ParsedDocument, phrase: Phrase, draft: Draft | None = None) -> str:
    """`m` or `f` by a title, the noun or the given name; empty where none tells."""
    low = phrase.name[0] if phrase.name is not None else phrase.head + 1
    for i in [phrase.head, *range(low - 1, phrase.start - 1, -1)]:
        token = parsed.tokens[i]
        if i == phrase.head or token.dep in ("compound", "nmod", "amod"):
            known = _words().get(token.text.lower()) or _words().get(token.lemma.lower())
            if known and (i == phrase.head or phrase.name is not None or phrase.entity is not None):
                return known
    if draft is None or not draft.named:
        return ""
    words = draft.name.replace("-", " ").split()
    if len(words) < 2:  # "Clinton" is a given name as well
        return ""
    if known := _words().get(words[0].lower()):
        return known
    return given_names().get(fold(words[0]), "")


@cache
def _words() -> dict[str, str]:
    """Titles and nouns that tell the gender."""
    return {
        **dict.fromkeys(coreference_words("man"), "m"),
        **dict.fromkeys(coreference_words("woman"), "f"),
    }
