"""Parts of speech and lemmas of a parsed text, looked up once per word form instead of once per word.

spaCy's attribute ruler and lemmatizer take more time than its parser, yet nearly all they say of a word follows from its
form, its tag and its relation. So they are asked about each such triple once, alone in a text of one word, and about the few
words that their rules read together with a neighbour ("gon na", "there is") in a text of three.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

LATER = ("attribute_ruler", "lemmatizer")
MOST = 30_000  # triples in each of two generations, some 10 MiB each; 273,000 words of news have 37,000
_BEFORE = frozenset({"gon", "got", "let", "c'm", "y", "y'"})  # the next word is read together with these
_WITH_NEXT = frozenset({"gon", "ai", "c'm", "y", "y'"})


class Forms:
    """Part of speech and lemma of a token, the same as the whole pipeline gives."""

    def __init__(self, pipeline: Language) -> None:
        self._vocab = pipeline.vocab
        self._pipes = [pipeline.get_pipe(name) for name in LATER]
        self._known: dict[tuple[int, ...], tuple[str, str]] = {}
        self._before: dict[
            tuple[int, ...], tuple[str, str]
        ] = {}  # the generation before, from which words still in use return

    def of(self, token: Token) -> tuple[str, str]:
        key: tuple[int, ...] = (token.orth, token.tag, token.dep)
        words = [token]
        if self._leans(token):
            words = list(token.doc[max(token.i - 1, 0) : token.i + 2])
            key = (*(part for w in words for part in (w.orth, w.tag, w.dep)), token.i - words[0].i)
        found = self._known.get(key)
        if found is None:
            found = self._before.get(key) or self._ask(words, token.i - words[0].i)
            if len(self._known) >= MOST:
                self._before, self._known = self._known, {}
            self._known[key] = found
        return found

    def rest(self) -> None:
        """Let go of what the lemmatizer itself keeps of every word that it was asked about, without a bound."""
        for pipe in self._pipes:
            kept: dict[Any, Any] = getattr(pipe, "cache", {})
            if len(kept) > MOST:
                kept.clear()

    @staticmethod
    def _leans(token: Token) -> bool:
        """Is the word one that the rules read together with its neighbour?"""
        if token.lower_ in _WITH_NEXT:
            return True
        if not token.i:
            return False
        before = token.nbor(-1)
        return before.dep_ == "expl" or before.lower_ in _BEFORE

    def _ask(self, words: list[Token], at: int) -> tuple[str, str]:
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=[w.text for w in words])
        for own, given in zip(doc, words, strict=True):
            own.tag, own.dep = given.tag, given.dep
        for pipe in self._pipes:
            doc = pipe(doc)
        return doc[at].pos_, doc[at].lemma_
