"""Names of media that no table knows, by the words about them: "the newspaper Al-X", "Radio Savanna"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.extract.actors.phrase import Phrase
from sayso.extract.actors.scan import governor
from sayso.knowledge.outlets import Outlet
from sayso.lexicon.attribution import words as attribution_words
from sayso.lexicon.outlets import outlet_words
from sayso.lexicon.phrase_index import fold
from sayso.model import ParsedDocument, Token

_PRINTED = ("newspaper", "magazine")
_BROADCAST = frozenset({"tv", "television", "radio", "channel"})


def mark_medium(parsed: ParsedDocument, phrase: Phrase) -> None:
    """For "the newspaper Al-X", "the Al-X channel", "Radio Savanna", "Savanna News": a medium that no table knows."""
    words, platforms = outlet_words(), attribution_words("platform")
    tokens = parsed.tokens
    if phrase.entity is None and phrase.end < len(tokens) and _ends_name(tokens[phrase.end], words.last):
        phrase.end += 1
        phrase.name = (phrase.start, phrase.end)
    low, high = max(0, phrase.start - 3), min(len(tokens), phrase.end + 3)
    after = [t for t in tokens[phrase.end : high] if t.sentence == tokens[phrase.head].sentence]
    n = 0
    if after and _key(after[0]) in words.after.firsts():
        n, _ = words.after.at([_key(t) for t in after], [t.text for t in after], 0)
    if phrase.entity is not None and n and _key(tokens[phrase.end - 1]) in platforms and phrase.end - phrase.start == 1:
        return  # "a Telegram channel" is not Telegram
    if n and (parsed.tokens[phrase.end + n - 1].tag in ("NN", "NNP", "NNS")):
        phrase.media, phrase.end = True, phrase.end + n
        phrase.medium = " ".join(_key(t) for t in tokens[phrase.end - n : phrase.end])
        if (
            phrase.name is not None
            and phrase.name[1] - phrase.name[0] > 1
            and _key(tokens[phrase.name[1] - 1]) in platforms
        ):
            phrase.name = (phrase.name[0], phrase.name[1] - 1)  # "the Harbour Watch Telegram channel"
        phrase.head = governor(parsed, phrase.start, phrase.end)
        if phrase.entity is not None and _another(phrase.entity.value, phrase.medium):
            phrase.entity, phrase.name = None, (phrase.start, phrase.end)
        return
    if phrase.entity is not None:
        return
    for k in range(low, phrase.start):
        if _key(tokens[k]) not in words.before.firsts():
            continue
        before = list(tokens[k : phrase.start])
        n, _ = words.before.at([_key(t) for t in before], [t.text for t in before], 0)
        if n == len(before):
            phrase.media, phrase.start, phrase.medium = True, k, " ".join(_key(t) for t in before)
            phrase.head = governor(parsed, phrase.start, phrase.end)
            return
    if phrase.start and tokens[phrase.start - 1].text in words.first and tokens[phrase.start - 1].pos == "PROPN":
        phrase.start -= 1
    if _town_first(tokens, phrase, words.last):
        phrase.start -= 1
    phrase.name, phrase.head = (phrase.start, phrase.end), governor(parsed, phrase.start, phrase.end)
    first, last = tokens[phrase.start], tokens[phrase.end - 1]
    if phrase.end - phrase.start > 1 and (last.text in words.last or first.text in words.first):
        phrase.media = True


def _another(value: object, medium: str) -> bool:
    """ "Al-Ghad TV" is not the newspaper Al-Ghad."""
    return isinstance(value, Outlet) and value.kind in _PRINTED and not _BROADCAST.isdisjoint(medium.split())


def _town_first(tokens: Sequence[Token], phrase: Phrase, last: frozenset[str]) -> bool:
    """ "The Tripoli Post": the capital before a lone noun of newspapers' names is part of the name, and no government."""
    if not phrase.start or phrase.end - phrase.start != 1 or tokens[phrase.start].text not in last:
        return False
    town = tokens[phrase.start - 1]
    return town.pos == "PROPN" and town.dep == "compound" and town.head == phrase.start


def _ends_name(token: Token, last: frozenset[str]) -> bool:
    return token.text in last and token.pos == "PROPN"


def _key(token: Token) -> str:
    return fold(token.lemma if token.pos != "PROPN" else token.text)
