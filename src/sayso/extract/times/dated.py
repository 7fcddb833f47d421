"""The days that a text gives for its acts, so that `two days after the attack` can be told from `gunmen attacked on 3 April`."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from sayso.errors import DataError
from sayso.lexicon.tables import alternatives, numbered, table
from sayso.model import ParsedDocument, TimeMention, Token

FINE = ("day", "part-of-day", "hour", "minute")
SUBJECTS = ("nsubj", "nsubjpass")
CLIMB = 6  # words from a date up to the verb that it dates
ANY = "*"


class Dated(NamedTuple):
    """A day, the place of the token that gives it, and whether the verb of the act itself has it."""

    at: int
    day: date
    told: bool


Days = dict[str, list[Dated]]


@cache
def event_nouns() -> frozenset[str]:
    """Lemmas of nouns that times hang on."""
    return frozenset(row["noun"] for row in table("times_anchors"))


@cache
def _acts() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for line, row in numbered("times_acts"):
        acts = alternatives(row["acts"])
        if row["pos"] not in ("noun", "verb") or not acts or acts[0] == ANY:
            raise DataError("pos is noun or verb, acts begin with a name", table="times_acts.csv", line=line)
        found[row["word"], row["pos"]] = acts
    return found


@cache
def _light() -> frozenset[str]:
    return frozenset(row["verb"] for row in table("light_verbs") if row["effect"] == "occur")


def _acts_of(token: Token) -> tuple[str, ...]:
    lemma = token.lemma.lower()
    if token.pos == "VERB":
        return _acts().get((lemma, "verb"), ())
    return _acts().get((lemma, "noun")) or ((lemma,) if lemma in event_nouns() else ())


def dated_acts(parsed: ParsedDocument, times: list[TimeMention]) -> Days:
    """Every day that the text gives for an act, by the name of the act, in text order."""
    found: Days = {}
    for time in times:
        if time.granularity not in FINE or time.earliest is None or time.timex not in ("DATE", "TIME"):
            continue
        inside = parsed.tokens_in(time.span)
        head = next(
            (t for t in inside if t.head == t.index or not time.span.contains(parsed.tokens[t.head].span)), None
        )
        if head is None:
            continue
        day = date.fromisoformat(time.earliest)
        for word, told in _words_dated(parsed, head):
            for act in _acts_of(word):
                found.setdefault(act, []).append(Dated(inside[-1].index, day, told))
    return found


def day_of(noun: Token, before: int, dated: Days) -> date | None:
    """The day of the act that a noun names, as told before a token: the last that its verb has, else the first of its noun."""
    acts = _acts_of(noun)
    known = [d for d in dated.get(acts[0], ()) if d.at < before] if acts else []
    if known:
        return next((d.day for d in reversed(known) if d.told), known[0].day)
    days = {d.day for given in dated.values() for d in given if d.at < before} if ANY in acts else set()
    return days.pop() if len(days) == 1 else None


def _words_dated(parsed: ParsedDocument, head: Token) -> list[tuple[Token, bool]]:
    """The words whose act a date gives a day: `killed ten in an attack on the market on 3 April` both killed and attack."""
    words: list[tuple[Token, bool]] = []
    token = head
    for _ in range(CLIMB):
        up = parsed.tokens[token.head]
        if up.index == token.index:
            break
        if up.pos in ("VERB", "AUX"):
            return words + _of_verb(parsed, up, words)
        if up.pos in ("NOUN", "PROPN") and not words and _acts_of(up):
            words.append((up, False))
        token = up
    return words


def _of_verb(parsed: ParsedDocument, verb: Token, below: list[tuple[Token, bool]]) -> list[tuple[Token, bool]]:
    """A verb with its subject, or with its object where it says no more than that this took place; not what only tells of `below`."""
    acts = set(_acts_of(verb))
    if below:  # police arrested him over the attack on 3 April: the date is that of the attack
        return [(verb, True)] if acts.intersection(_acts_of(below[0][0])) else []
    kin = [parsed.tokens[i] for i in parsed.children[verb.index]]
    words = [(verb, True)] if acts else []
    words += [(t, bool(acts)) for t in kin if t.dep in SUBJECTS and _acts_of(t)]
    if verb.lemma.lower() in _light():
        words += [(t, True) for t in kin if t.dep in ("dobj", "obj") and _acts_of(t)]
    return words
