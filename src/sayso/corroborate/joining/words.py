"""Words of events brought to one form: "shot" and "shootings" are one family, "bought" and "takeover" are alike in sense."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sayso.lexicon.tables import alternatives, table

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_LEAST = 4  # letters that must be left of a word without its ending
_FLEXION = (("ings", ""), ("ing", ""), ("ied", "y"), ("ies", "y"), ("ed", ""), ("es", ""), ("s", ""))
_FLEXION_LEAST = 3  # "hits", "tried"
_MADE = (  # how nouns are made of verbs, and verbs of others
    ("ification", "ify"),
    ("isation", "is"),
    ("ization", "is"),
    ("ation", ""),
    ("ition", ""),
    ("ment", ""),
    ("ion", ""),
    ("ance", ""),
    ("ence", ""),
    ("ate", ""),
    ("at", ""),  # "negotiat-ed"
    ("ize", "is"),
    ("ise", "is"),
    ("iz", "is"),
    ("er", ""),
    ("or", ""),
    ("al", ""),
)
_SHORTEST = {"al": 5}  # no "sign-al"


@lru_cache(maxsize=2048)
def family(word: str) -> str:
    """What a word has in common with the others of its family: the name of its row in the table, else its stem."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    return _families().get(word) or _stems().get(stem(word)) or stem(word)


@lru_cache(maxsize=2048)
def stem(word: str) -> str:
    """The word without its endings: "bombs", "bombed" and "bombing" give "bomb", "announcement" what "announced" gives."""
    word = _single(_cut(word, _FLEXION, _FLEXION_LEAST))
    word = _single(_cut(word, _MADE, _LEAST))
    return word.removesuffix("e") if len(word) > 3 else word


def _cut(word: str, endings: tuple[tuple[str, str], ...], least: int) -> str:
    """The word without the first of these endings that leaves enough of it."""
    for ending, instead in endings:
        if (
            word.endswith(ending)
            and len(word) - len(ending) >= _SHORTEST.get(ending, least)
            and not word.endswith("ss")
        ):
            return word[: -len(ending)] + instead
    return word


def _single(word: str) -> str:
    """ "Planned" has doubled its last letter, "kill" has two anyway."""
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou" else word


@lru_cache(maxsize=2048)
def senses(name: str) -> frozenset[str]:
    """The rows of the table of synonyms in which a family stands."""
    return _senses().get(name, frozenset())


@lru_cache(maxsize=2048)
def likeness(one: str, other: str) -> float:
    """How far two families may name one happening: 1 for the same, less for synonyms, 0 for others."""
    if one == other:
        return 1.0
    return max((_worth()[sense] for sense in senses(one) & senses(other)), default=0.0)


@lru_cache(maxsize=2048)
def generic(name: str) -> bool:
    """Is it one of the words that any event of its sort may be called by: "attack", "announced"?"""
    return name in _generic()


def told(text: str) -> tuple[str, ...]:
    """The families of the words of a phrase that carry sense, in order, each once."""
    found = dict.fromkeys(map(_sense, _WORD.findall(text)))
    found.pop("", None)
    return tuple(found)


def triggered(text: str) -> tuple[str, ...]:
    """The same for a trigger; where none of its words carries sense ("held"), all of them."""
    return told(text) or tuple(dict.fromkeys(map(family, _WORD.findall(text))))


def signs(text: str) -> frozenset[str]:
    """What tells one sentence from others: stems of its words of sense, names and figures as they stand."""
    words = _WORD.findall(text)
    found = {_sense(word) for word in words[:1]}
    found.update(map(_sign, words[1:]))
    found.discard("")
    return frozenset(found)


@lru_cache(maxsize=2048)
def _sense(word: str) -> str:
    """The family of a word that carries sense; empty for others."""
    low = word.lower()
    return "" if low in _light() or len(low) < 2 else family(low)


@lru_cache(maxsize=2048)
def _sign(word: str) -> str:
    """A name or figure as it stands, with its mark; else the word's family, empty where it carries no sense."""
    low = word.lower()
    if low in _light() or len(low) < 2:
        return ""
    if low[0].isdigit():
        return f"#{low}"
    if word[0].isupper():
        return "^" + low.replace("’", "'").removesuffix("'s")
    return family(low)


@cache
def _families() -> dict[str, str]:
    return {
        word: row["family"]
        for row in table("event_families", package=__package__)
        for word in alternatives(row["words"])
    }


@cache
def _stems() -> dict[str, str]:
    return {stem(word): name for word, name in reversed(_families().items())}


@cache
def _light() -> frozenset[str]:
    return frozenset(
        word for row in table("event_light_words", package=__package__) for word in alternatives(row["words"])
    )


@cache
def _senses() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table("event_synonyms", package=__package__):
        for word in alternatives(row["words"]):
            found.setdefault(family(word), set()).add(row["sense"])
    return {word: frozenset(rows) for word, rows in found.items()}


@cache
def _worth() -> dict[str, float]:
    return {row["sense"]: float(row["worth"]) for row in table("event_synonyms", package=__package__)}


@cache
def _generic() -> frozenset[str]:
    rows = (row for row in table("event_synonyms", package=__package__) if row["generic"] == "yes")
    words = {word for row in rows for word in alternatives(row["words"])} | _light()
    return frozenset(map(family, words))
