"""Gives "I", "we" and "you" to those who speak and those spoken to, once the whole text has been read."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.extract.actors.book import Book
from sayso.extract.actors.draft import Draft
from sayso.extract.actors.owners import owned
from sayso.extract.actors.reference import pronouns
from sayso.extract.actors.speakers import AUTHOR, Voice, Voices
from sayso.lexicon.actors import Agent
from sayso.model import SPEAKER, Token, slug


def speak(book: Book, words: Iterable[Token]) -> None:
    """Note the pronouns of the first and second person among some: one "we" and one general "you" for each speaker."""
    said = [(t, row) for t in words if (row := pronouns()[t.text.lower()])["person"] in ("1", "2")]
    if not said:
        return
    voices = Voices(book.parsed, book.memory.references.quoted)
    for token, row in said:
        voice = voices.of(token)
        if row["class"] == "you":
            other = voices.addressee(voice)
            draft = _self(book, other) if other is not None else _others(book, voice, "you")
        else:
            draft = _self(book, voice) if row["class"] == "I" else _others(book, voice, "we")
        book.note(draft, token.index, token.index + 1, token.index, "pronoun")
        if token.tag == "PRP$" and row["class"] != "you" and (speaker := _speaker(book, voice)) is not None:
            _lend(book, token, speaker)


def _speaker(book: Book, voice: Voice) -> Draft | None:
    """Who a voice is, where the text names or describes its owner."""
    if voice.token is None:
        return None
    return book.drafts.get(book.memory.references.meant.get(voice.token, ""))


def _self(book: Book, voice: Voice) -> Draft:
    """The speaker; one of whom the text tells nothing is an actor apart."""
    if (speaker := _speaker(book, voice)) is not None:
        return speaker
    name = voice.label or ("the author" if voice == AUTHOR else "a speaker")
    return _draft(book, f"{SPEAKER}:{_key(voice)}", name, "person")


def _others(book: Book, voice: Voice, word: str) -> Draft:
    """Those for whom a speaker speaks ("we"), or to whom ("you")."""
    speaker = _speaker(book, voice)
    key = slug(speaker.id) if speaker is not None else _key(voice)
    draft = _draft(book, f"{SPEAKER}:{word}:{key}", word, "group")
    draft.plural, draft.human = True, word == "we"
    if speaker is not None and word == "we":  # for whom a spokesman speaks
        draft.country, draft.sectors = draft.country or speaker.country, draft.sectors or speaker.sectors
    return draft


def _lend(book: Book, token: Token, speaker: Draft) -> None:
    """ "Our men" are of the speaker's country, and of his body where the noun tells none."""
    phrase = book.held.get(token.head)
    draft = book.drafts.get(book.memory.references.meant.get(token.head, ""))
    agent = phrase.agent.value if phrase is not None and phrase.agent is not None else None
    if draft is None or draft is speaker or draft.named or not isinstance(agent, Agent) or not owned(agent):
        return
    draft.country = draft.country or speaker.country
    if agent.defer and draft.sectors[:1] in ((), ("UNK",), ("UAF",)):
        draft.sectors = speaker.sectors or draft.sectors


def _key(voice: Voice) -> str:
    if voice == AUTHOR:
        return "author"
    return slug(voice.label) if voice.label else f"{voice.token if voice.token is not None else f'q{voice.quotation}'}"


def _draft(book: Book, key: str, name: str, kind: str) -> Draft:
    return book.drafts.setdefault(key, Draft(key, name, kind))
