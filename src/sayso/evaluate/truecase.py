"""Gives texts printed in capitals their case back: sentences begin with a capital, names that we are told or know have theirs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from sayso.knowledge.facts import facts
from sayso.knowledge.given_names import given_names
from sayso.lexicon.actors import agents
from sayso.lexicon.phrase_index import PhraseIndex, fold
from sayso.lexicon.tables import alternatives
from sayso.parse.vocabulary import classes_of, is_english

WORD = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)?")
BEGINS = re.compile(r"(^\W*|(?<!\.[A-Z])[.?!][\"')]*\s+[\"'(]*|\n\n\W*|-- )([a-z])|\bi\b")
DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
CALENDAR = re.compile(
    r"\b(?:(?:jan|febr)uary|march(?=\s+\d)|(?<=\d )(?:march|may)|april|june|july|august|(?:septem|octo|novem|decem)ber"
    r"|(?<=\d )(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
ALONE = re.compile(r"(?<![\w'-])[a-z]{3,}(?![\w-]|'(?!s\b))")
BEFORE_NAME = re.compile(r"(?<![\w'-])[a-z]{3,}(?= [A-Z][a-z])")
SHORT = 3  # letters: words up to this length inside a name are mostly "of", "the", "de"
ACRONYM = 6  # letters: a name of one word up to this length is mostly an acronym


class Truecaser:
    """Knows the names it is given in capitals, and those of countries, persons and organisations in our tables."""

    def __init__(self, names: Iterable[str], *, bodies: Iterable[str] = ()) -> None:
        self._index: PhraseIndex[tuple[str, ...]] = PhraseIndex()
        bodies = list(bodies)
        acronyms = {name for name in bodies if len(name) <= ACRONYM and name.isalpha() and _cased(name)}
        cased = [*(_cased(name, acronyms) for name in (*bodies, *names)), *_known()]
        for words in dict.fromkeys(tuple(WORD.findall(form)) for form in cased):
            if words:
                self._index.add(" ".join(words), words, any_case=True)

    def apply(self, capitals: str) -> str:
        """The text in sentence case, one line a paragraph, with round brackets for square ones."""
        text = re.sub(r"\n\s*\n\s*", "\n\n", capitals.lower().strip())
        text = re.sub(r"(?<!\n)\n(?!\n)|[ \t]+", " ", text).replace("[", "(").replace("]", ")")
        text = DOTTED.sub(lambda m: m[0].upper(), CALENDAR.sub(lambda m: m[0].capitalize(), text))
        return BEGINS.sub(lambda m: m[1] + m[2].upper() if m[2] else "I", _titled(_guessed(self._named(text))))

    def _named(self, text: str) -> str:
        hits = list(WORD.finditer(text))
        words = [m[0] for m in hits]
        keys = [fold(word) for word in words]
        out, done, i = [], 0, 0
        while i < len(hits):
            length, forms = self._index.at(keys, words, i)
            for hit, shape in zip(hits[i : i + length], forms[0] if forms else (), strict=True):
                cased = hit[0].upper() if shape.isupper() else hit[0].capitalize() if shape[:1].isupper() else hit[0]
                out += [text[done : hit.start()], cased]
                done = hit.end()
            i += length or 1
        return "".join([*out, text[done:]])


def _guessed(text: str) -> str:
    """Capitals for words that are no English ones, and for surnames after given names: "Elena Rios", "colonel Abarca"."""
    out, done, name_ends = [], 0, -1
    for hit in ALONE.finditer(text):
        word = hit[0]
        given = word in given_names()
        surname = text[name_ends : hit.start()] == " " and classes_of(word) <= {"noun"} and not _person(word)
        if surname or (len(word) > SHORT and not is_english(word)):
            out += [text[done : hit.start()], word.capitalize()]
            done = hit.end()
            name_ends = hit.end() if given else -1
    return "".join([*out, text[done:]])


def _titled(text: str) -> str:
    """Capitals for titles right before a name: "President Rios"."""

    def shaped(hit: re.Match[str]) -> str:
        found = agents().at([hit[0]], [hit[0]], 0)[1]
        return hit[0].capitalize() if found and found[0].title else hit[0]

    return BEFORE_NAME.sub(shaped, text)


def _person(word: str) -> bool:
    return bool(agents().at([word], [word], 0)[0])


def _known() -> Iterator[str]:
    """Names of our tables; one-word names of bodies are left out, since many are words too ("WHO", "CAR")."""
    for row in facts("countries"):
        for column in ("name", "aliases", "adjectives", "capitals"):
            yield from (form for form in alternatives(row[column]) if len(form) > SHORT)
    for name in ("persons", "organisations"):
        for row in facts(name):
            forms = (row["name"], *alternatives(row["aliases"]))
            yield from (form for form in forms if " " in form and not form.startswith("*") and form[0].isupper())


def _cased(name: str, acronyms: Collection[str] = ()) -> str:
    """A name in capitals as it would be written; empty where it is a common noun for people ("ARMY")."""
    words = WORD.findall(name.upper().removeprefix("THE "))
    if len(words) == 1 and _person(fold(words[0])):
        return ""
    return " ".join(
        w if w in acronyms else w.capitalize() if k == 0 or len(w) > SHORT else w.lower() for k, w in enumerate(words)
    )
