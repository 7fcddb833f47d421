"""Lemmas: the form of a word that a dictionary lists, from its part of speech and tag.

What the endings of English do not tell stands in tables: `small_words.csv` (function words, clitics, odd plurals),
`irregular_verbs.csv`, and `lemma_forms.csv`, the other forms whose lemma the rules below get wrong, gathered from the UD
English treebanks by `training/lemma_forms.py`. `lemmas.csv` of the lexicon overrides all.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sayso.lexicon.tables import alternatives, table

KEPT = 20_000  # words remembered, some 3 MiB
_CLASSES = {"VERB": "v", "AUX": "v", "NOUN": "n", "ADJ": "a", "ADV": "r"}
_BASE = frozenset({"VB", "VBP", "NN", "JJ", "RB"})  # tags of words that are their own lemma, but for those in the table
_FRONTS = ("", "re", "over", "out", "under", "up", "with", "mis", "un", "fore", "off", "broad", "inter")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})

# Endings that are left when -ed or -ing is off and that want their silent e back.
_V = "(?<![aeiou])[aeiou]"  # a vowel that stands alone
_WANTS_E = re.compile(
    rf"(?:[cuvz]|[^s]s|[dr]g|(?:ha|ra|le|ve|ri)ng|(?<![aeiou])[aeu]g|[bcdfgkptz]l|(?<![aeo])at|(?:[bcfgl]|stit)ut|(?:un|gn|nv|xc|rec|inc|wr)it|cl?in|lig|crib"
    rf"|(?<![aeou])[aiu]r|pl?or|{_V}d(?<!ed)|(?:ce|pe|de)d|(?<![aeo])[iau]m|(?:[bfmrx]|gag)in|[dr]in|(?<![aeiou])(?:ul|il)"
    rf"|(?<![aeo])[aio]k|(?<![aeiou])[ai]p|alys)$"
)
_SHORT = re.compile(r"(?:[^aeiou]|qu)*[aeiou][^aeiouwxy]")  # one vowel, one consonant: hop(e)
_DOUBLED = re.compile(r"([bdgmnprtklv])\1$")


def lemma(word: str, pos: str, tag: str) -> str:
    """The lemma; names keep their form, and words of no open class are lowered."""
    return _lemma(word, pos, tag)


def _found(word: str, pos: str, tag: str) -> str:
    lower = word.lower()
    if own := _own().get((lower, tag[:1])):
        return own
    if pos == "PROPN":
        return word
    if pos == "PUNCT":
        return lower.translate(_QUOTES)
    kind = _CLASSES.get(pos, "o")
    plain = lower.replace("’", "'")
    if tag != "PRP$" and (small := _small().get((plain, kind))):
        return small
    return lower if tag in _BASE or kind == "o" else _forms().get((lower, kind)) or by_rule(plain, kind, tag)


_lemma = lru_cache(maxsize=KEPT)(_found)


def by_rule(word: str, kind: str, tag: str) -> str:
    """The lemma that the ending tells, of a word in small letters: `kind` is v, n, a or r."""
    if kind == "v":
        return _verb(word)
    if kind == "n" and tag in ("NNS", "NNPS"):
        return _singular(word)
    if kind in "ar" and tag[-1:] in "RS":
        return _positive(word)
    return word


def _verb(word: str) -> str:
    front, base = next(
        ((w, v) for w in _FRONTS if word.startswith(w) and (v := _irregular().get(word[len(w) :]))), ("", "")
    )
    if base:
        return front + base
    if word.endswith("ing") and re.search("[aeiouy]", word[:-3]):
        return _whole(word[:-3])
    if word.endswith("ied"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith("eed"):
        return word[:-1]
    if word.endswith("ed") and re.search("[aeiouy]", word[:-2]):
        return _whole(word[:-2])
    return _singular(word) if word.endswith("s") else word


def _whole(stem: str) -> str:
    """A stem with the letter that it lost before -ed or -ing, or without the one that was doubled."""
    if _DOUBLED.search(stem):
        return stem if stem.endswith("ll") and len(re.findall("[aeiouy]", stem)) == 1 else stem[:-1]
    if _SHORT.fullmatch(stem) or _WANTS_E.search(stem):
        return stem + "e"
    return stem


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith("oes") and len(word) < 5:
        return word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "oes", "zzes")):
        return word[:-2]
    if word.endswith("men"):
        return word[:-2] + "an"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2 else word


def _positive(word: str) -> str:
    stem = word[:-3] if word.endswith("est") else word[:-2] if word.endswith("er") else ""
    if len(stem) < 3:
        return word
    if stem.endswith("i"):
        return stem[:-1] + "y"
    return _whole(stem)


@cache
def _forms() -> dict[tuple[str, str], str]:
    return {
        (word, row["class"]): row["lemma"]
        for row in table("lemma_forms", package="sayso.parse")
        for word in alternatives(row["words"])
    }


@cache
def _irregular() -> dict[str, str]:
    rows = table("irregular_verbs", package="sayso.parse")
    return {past: row["verb"] for row in rows for past in alternatives(row["past"])}


@cache
def _small() -> dict[tuple[str, str], str]:
    return {
        (word, row["class"]): row["lemma"]
        for row in table("small_words", package="sayso.parse")
        for word in alternatives(row["words"])
    }


@cache
def _own() -> dict[tuple[str, str], str]:
    """Rows of the lexicon, which hold for all tags that begin with their letter."""
    return {(row["word"], row["tag"]): row["lemma"] for row in table("lemmas")}
