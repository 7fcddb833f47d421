"""A noun phrase that denotes an actor, and how far it reaches to the left and right of its head."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.extract.actors.scan import Hit, Scan
from sayso.lexicon.phrase_index import fold
from sayso.model import ParsedDocument

_LEFT = frozenset(
    ["det", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "predet", "advmod", "neg", "punct", "npadvmod"]
)
_DRAWN = _LEFT | {"conj", "cc", "case"}
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "IN", "TO"})
_PREPS = ("of", "for", "from", "in", "at", "with")
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "same", "said"})
BRIDGES = frozenset({"-", "–", "’", "'s", "’s"})


@dataclass(slots=True)
class Phrase:
    """One noun phrase. `start` and `end` are tokens; `name` is the part that names, if any."""

    start: int
    end: int
    head: int
    agent: Hit | None = None
    entity: Hit | None = None  # the phrase is this known thing
    name: tuple[int, int] | None = None  # tokens of a name that no table knows
    title: Hit | None = None
    label: Hit | None = None  # a noun for bodies before the name: "the militant group X"
    media: bool = False
    medium: str = ""  # the noun that shows it: "newspaper", "news agency"
    inner: list[Hit] = field(default_factory=list)  # entities that modify the head
    outer: list[tuple[str, Hit]] = field(default_factory=list)  # (preposition, entity) after it
    agents: list[Hit] = field(default_factory=list)  # agent nouns that modify the head
    below: list[Hit] = field(default_factory=list)  # agent nouns in its prepositional phrases
    near: list[tuple[str, str]] = field(default_factory=list)  # (preposition or "", country of a town)
    holds: int | None = None  # head of the people that a noun such as "group" holds: "a group of villagers"
    split: bool = False  # one of several that a coordination of modifiers makes


def determine(parsed: ParsedDocument, phrase: Phrase) -> None:
    """Draw the articles, numbers, adjectives and possessors before the head into the phrase."""
    tokens, children = parsed.tokens, parsed.children
    start = left = phrase.start
    todo = list(range(start, phrase.end))
    while todo:
        for c in children[todo.pop()]:
            if c >= start:
                break  # they are in text order
            if c < left and tokens[c].dep in _DRAWN and start - c < 14:
                if tokens[c].pos == "PUNCT" and tokens[c].text not in BRIDGES:
                    continue
                if tokens[c].tag == "WRB" and tokens[c + 1].text.lower() not in ("many", "much"):
                    continue  # "told how armed men came"
                if _parted(parsed, c, start):
                    continue  # a misparse
                left = c
            todo.append(c)
    phrase.start = left


def _parted(parsed: ParsedDocument, low: int, high: int) -> bool:
    """Does a verb or preposition stand between?"""
    for k in range(low, high):
        token = parsed.tokens[k]
        if token.tag in _FINITE and token.dep != "quantmod" and not _at_least(parsed, k):
            return True
    return False


def _at_least(parsed: ParsedDocument, k: int) -> bool:
    """The "at" of "at least seven villagers"."""
    return parsed.tokens[k].text.lower() == "at" and parsed.tokens[k + 1].text.lower() in ("least", "most")


def inside(scan: Scan, phrase: Phrase, start: int, end: int) -> None:
    """Note the entities among some of the phrase's tokens as its modifiers."""
    for i in range(start, end):
        entity = scan.owner.get(i)
        if entity is not None and entity not in phrase.inner:
            phrase.inner.append(entity)
        elif entity is None and i in scan.at:
            phrase.near.append(("", scan.at[i].country))


def follow(parsed: ParsedDocument, scan: Scan, phrase: Phrase) -> None:
    """Note the entities in the prepositional phrases of the head, two levels deep."""
    todo = [(c, 0) for c in parsed.children[phrase.head] if c >= phrase.head]
    for i in range(phrase.start, phrase.end):
        if i != phrase.head and parsed.children[i]:
            todo += [(c, 0) for c in parsed.children[i] if c >= phrase.end and parsed.tokens[c].dep == "prep"]
    while todo:
        c, depth = todo.pop(0)
        token = parsed.tokens[c]
        if token.dep == "prep" and (fold(token.text) in _PREPS or token.lemma == "to"):
            for p in parsed.children[c]:
                if parsed.tokens[p].dep != "pobj":
                    continue
                low = p
                while low - 1 > c and parsed.tokens[low - 1].pos not in ("ADP", "VERB"):
                    low -= 1
                for i in range(low, p + 1):
                    if i in scan.owner and all(h is not scan.owner[i] for _, h in phrase.outer):
                        phrase.outer.append((token.lemma, scan.owner[i]))
                    elif i in scan.agents and i == p:
                        phrase.below.append(scan.agents[i])
                    elif i in scan.at:
                        phrase.near.append((token.lemma, scan.at[i].country))
                if depth == 0:
                    todo += [(k, 1) for k in parsed.children[p]]
