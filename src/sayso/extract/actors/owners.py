"""To whom described people and bodies belong: "its fighters", "the Platform's negotiator", "members of the group"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extract.actors.belonging import abroad
from sayso.extract.actors.draft import Draft
from sayso.extract.actors.phrase import Phrase
from sayso.lexicon.actors import Agent
from sayso.lexicon.events import verb_rows

if TYPE_CHECKING:
    from sayso.extract.actors.book import Book

_HARM = frozenset({"ASSAULT", "COERCE"})
_OF = frozenset({"of", "from"})


def owned(agent: Agent) -> bool:
    """Are "our X" ours, as men and leaders are? Our partners and rivals are not."""
    return agent.phrase not in abroad("other")


def owner_of(book: Book, phrase: Phrase) -> Draft | None:
    """The actor to whom a possessive, or a noun after "of" that defers, points; None for names and for rivals."""
    agent = phrase.agent.value if phrase.agent is not None and phrase.name is None else None
    if not isinstance(agent, Agent) or not owned(agent):
        return None
    tokens, meant = book.parsed.tokens, book.memory.references.meant
    for i in range(phrase.start, phrase.head):
        token = tokens[i]
        if token.dep == "compound" and token.pos == "PROPN" and i not in book.scan.owner:
            if agent.defer and (named := book.called(token.text)) is not None:
                return named  # "EPG deserters"
            continue
        if token.dep != "poss" or token.head != phrase.head:
            continue
        if token.tag == "PRP$":
            found = (d for d in book.refer(token) if not _harms(book, phrase, d))
            return next((d for d in found if not d.media or agent.sectors[:1] == ("UNK",)), None)
        if (draft := book.drafts.get(meant.get(i, ""))) is not None:
            return draft
    if agent.phrase == "officer":  # of the police or of the army?
        return _after(book, phrase) or book.memory.force(tokens[phrase.head].sentence)
    return _after(book, phrase) if agent.defer or agent.sectors == ("CVL",) else None


def _harms(book: Book, phrase: Phrase, draft: Draft) -> bool:
    """Nobody arrests or kills his own: "the network said the army had arrested two of its members"."""
    tokens, i = book.parsed.tokens, phrase.head
    while tokens[i].dep in ("pobj", "prep"):
        i = tokens[i].head
    verb = tokens[tokens[i].head]
    if tokens[i].dep != "dobj" or not any(row.type in _HARM for row in verb_rows(verb.lemma)[:1]):
        return False
    subjects = (c for c in book.parsed.children[verb.index] if tokens[c].dep == "nsubj")
    return any(book.memory.references.meant.get(c) == draft.id for c in subjects)


def _after(book: Book, phrase: Phrase) -> Draft | None:
    """The group of "members of the group"."""
    tokens, children = book.parsed.tokens, book.parsed.children
    for c in children[phrase.head]:
        if c < phrase.end or tokens[c].lemma not in _OF:
            continue
        for p in children[c]:
            below = book.held.get(p)
            if tokens[p].dep == "pobj" and below is not None and below is not phrase and below.entity is None:
                return book.draft_of(below)
    return None
