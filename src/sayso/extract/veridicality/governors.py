"""Words that govern an event, by the rows of `embedding.csv`: "tried to", "the threat of", "it is possible that"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.extract.veridicality.words import Words
from sayso.lexicon.events import class_words
from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument

LATER = frozenset(  # what a vote only decides; what it ends, bans or condemns is done by the vote itself
    [
        "strike",
        "send",
        "deploy",
        "join",
        "hold",
        "meet",
        "visit",
        "arm",
        "supply",
        "provide",
        "donate",
        "give",
        "lend",
        "walk",
        "stage",
        "launch",
        "attack",
        "invade",
    ]
)
CLAUSE = ("ccomp", "xcomp", "pcomp", "acl", "advcl", "csubj", "csubjpass")


@dataclass(frozen=True, slots=True)
class _Row:
    particle: str
    relations: frozenset[str]
    affirm: str
    negated: str


@cache
def _embedding() -> dict[tuple[str, str], tuple[_Row, ...]]:
    rows: dict[tuple[str, str], list[_Row]] = {}
    for row in table("embedding"):
        made = _Row(row["particle"], frozenset(alternatives(row["relation"])), row["affirm"], row["negated"])
        rows.setdefault((row["word"], row["pos"]), []).append(made)
    return {key: tuple(value) for key, value in rows.items()}


class Governors:
    """What the governing words of one document do to what they govern."""

    def __init__(self, parsed: ParsedDocument, words: Words) -> None:
        self.tokens = parsed.tokens
        self.children = parsed.children
        self.words = words

    def effect(self, up: int, below: int, prep: str) -> str | None:
        """The effect of the word `up` on `below` under it (after the preposition `prep`); None where no row tells."""
        row = self._row(up, below, prep)
        if row is None:
            return "unknown" if self.tokens[below].dep == "ccomp" and self.words.mark(below) == "whether" else None
        if self.tokens[up].lemma == "vote" and self.tokens[below].lemma in LATER:
            return "future"
        if self.tokens[up].lemma == "be" and row.affirm == "future" and not self.words.purpose(below):
            return "unknown" if self.words.mark(below) == "whether" else None  # "is to", not "the aim is that"
        copula = self.tokens[up].head if self.tokens[up].dep == "acomp" else up
        return row.negated if self.words.negated(up) or self.words.negated(copula) else row.affirm

    def voices(self, up: int, below: int) -> bool:
        """Whether a call or letter (`up`) is made to say what `below` says: "phoned to congratulate"."""
        said = self.tokens[below].lemma.lower() in class_words("expressing")
        return said and self.tokens[up].lemma.lower() in class_words("calling")

    def vouches(self, up: int, below: int) -> bool:
        """Whether a row knows what the word `up` does to the clause `below`."""
        return self._row(up, below, "") is not None

    def takes(self, i: int, prep: str) -> bool:
        """Whether a row of a word speaks of what stands after a preposition: "accused rebels of attacking"."""
        token = self.tokens[i]
        return any(prep in row.relations for row in _embedding().get((token.lemma.lower(), token.pos), ()))

    def _row(self, up: int, below: int, prep: str) -> _Row | None:
        above, token = self.tokens[up], self.tokens[below]
        pos = above.pos if above.pos in ("VERB", "AUX", "ADJ") else "NOUN"
        rows = _embedding().get((above.lemma.lower(), pos), ())
        if not rows and pos == "VERB" and above.tag == "VBN":
            rows = _embedding().get((above.lemma.lower(), "ADJ"), ())
        if above.lemma == "be":
            # "it is possible that": the clause hangs under the verb, beside the adjective that governs it
            adjectives = [c for c in self.children[up] if self.tokens[c].dep == "acomp" and c != below]
            rows = next(
                (found for c in adjectives if (found := _embedding().get((self.tokens[c].lemma.lower(), "ADJ")))), rows
            )
        for row in rows:
            if row.particle and not any(self.tokens[c].text.lower() == row.particle for c in self.children[up]):
                continue
            if self._stands(token.dep, prep, row.relations, infinitive=self.words.purpose(below)):
                return row
        return None

    @staticmethod
    def _stands(dep: str, prep: str, relations: frozenset[str], *, infinitive: bool) -> bool:
        if prep:
            return prep in relations or "prep" in relations
        if dep in CLAUSE:
            return "clause" in relations or (infinitive and "to" in relations)
        if dep in ("dobj", "obj", "nsubjpass", "attr", "oprd", "dative"):
            return "obj" in relations
        return dep == "nsubj" and "subj" in relations
