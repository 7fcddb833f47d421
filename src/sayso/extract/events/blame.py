"""Accusations without a verb of accusing: "the ministry said that rebels were behind the attack"."""

from __future__ import annotations

from sayso.extract.events.draft import Draft, unique
from sayso.extract.events.frames import Framer
from sayso.extract.events.nouns import Nouns
from sayso.extract.events.roles import Cast
from sayso.lexicon.events import class_words
from sayso.model import ParsedDocument

SAYING = ("say", "insist", "claim", "allege", "declare", "state", "announce", "tell", "add", "maintain", "charge")
GUILTY = ("responsible", "guilty", "complicit", "culpable", "blame")
HOSTILE = ("ASSAULT", "COERCE")


class Blame:
    """Finds in one document who says of whom that he did it."""

    def __init__(self, parsed: ParsedDocument, framer: Framer, cast: Cast, nouns: Nouns) -> None:
        self.parsed, self.framer, self.cast, self.nouns = parsed, framer, cast, nouns
        self.tokens, self.children = parsed.tokens, parsed.children

    def said(self, verb: int) -> Draft | None:
        """The accusation that a verb of saying brings, if its clause lays a deed to somebody else."""
        if self.tokens[verb].lemma.lower() not in SAYING:
            return None
        frame = self.framer.frame(verb)
        speakers = unique([f for t in frame.actors for f in self.cast.of(t)])
        for clause in frame.clauses:
            word = self._word_of_guilt(clause)
            if word is None or any(self.tokens[c].dep == "neg" for c in self.children[clause]):
                continue
            blamed = unique([f for t in self.framer.frame(clause).subjects for f in self.cast.of(t)])
            if speakers and blamed and not {a.id for a, _ in speakers} & {a.id for a, _ in blamed}:
                return Draft(
                    head=verb,
                    words=[verb],
                    type="ACCUSE",
                    mode="allege",
                    cameo=None,
                    contexts=set(),
                    rule=f"said to be {self.tokens[word].text.lower()}",
                    actors=speakers,
                    recipients=blamed,
                    parts={verb, clause, word, *frame.subjects},
                )
        return None

    def _word_of_guilt(self, clause: int) -> int | None:
        """The word in "X was responsible", "X was behind the raid", "X is to blame" that lays a deed to X."""
        if self.tokens[clause].lemma != "be":
            return None
        for c in self.children[clause]:
            token = self.tokens[c]
            if (
                token.dep in ("acomp", "xcomp")
                and token.lemma.lower() in GUILTY
                and self._of_harm(c, ("for", "of", "in"))
            ):
                return c
            if token.dep == "prep" and token.text.lower() == "behind" and self._harms(c):
                return c
        return None

    def _of_harm(self, word: int, preps: tuple[str, ...]) -> bool:
        """Is no deed named beside the word, or one that harms?"""
        named = [c for c in self.children[word] if self.tokens[c].text.lower() in preps]
        return not named or any(self._harms(c) for c in named)

    def _harms(self, prep: int) -> bool:
        below = [k for k in self.children[prep] if self.tokens[k].dep in ("pobj", "pcomp")]
        for k in below:
            row = self.nouns.rows.get(self.nouns.event_noun(k))
            lemma = self.tokens[k].lemma.lower()
            if (row is not None and row.type in HOSTILE) or lemma in class_words("wrong") | class_words("crime"):
                return True
        return False
