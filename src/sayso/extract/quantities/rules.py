"""Counts of people by rules: an amount, those counted, and the word that says what befell them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sayso.extract.quantities.amounts import Amount, amounts
from sayso.extract.quantities.fates import Fate, fate_of, people
from sayso.lexicon.tables import table
from sayso.lexicon.tallies import is_thing
from sayso.model import ParsedDocument, Quantity, Span, Token

PASSED = ("ADJ", "NOUN", "PROPN", "ADV", "DET", "PUNCT")
REACH = 7  # tokens from an amount to the noun that it counts
PARTIAL = ("including", "them")  # and "of whom", "of which"
WHOLE = "out of"  # the five of "two of five soldiers"
KILLED_OR_HURT = "casualties"


class RulesFinder:
    """Every count of people in a text, with its kind, bounds and the word that tells the kind."""

    name = "rules"
    version = "2"

    def find(self, parsed: Sequence[ParsedDocument]) -> list[tuple[Quantity, ...]]:
        """Counts of each document in text order. A part of a total ("including four children") has the kind `other`."""
        return [_find(one) for one in parsed]


def _find(parsed: ParsedDocument) -> tuple[Quantity, ...]:
    found = (_quantity(parsed, amount) for amount in amounts(parsed.tokens))
    return tuple(q for q in found if q is not None)


def _quantity(parsed: ParsedDocument, amount: Amount) -> Quantity | None:
    tokens = parsed.tokens
    head, counts_people = _counted(parsed, amount)
    if head is None:
        return None
    fate = fate_of(parsed, amount.first, head)
    noun = tokens[head]
    if not counts_people and (fate is None or not _near(fate, amount) or _of_things(tokens, amount, fate)):
        return None
    if amount.low == 0 and fate is None and noun.text.lower() != KILLED_OR_HURT:
        return None  # no man's land
    if amount.article and (fate is None or not counts_people):
        return None
    kind = fate.kind if fate else people().get(noun.lemma.lower(), "") or "other"
    low = noun.text.lower()
    if low == KILLED_OR_HURT:
        kind = "other"
    qualifier = amount.qualifier
    if _is_whole(tokens, amount):
        kind, qualifier, fate = "other", WHOLE, None
    if _is_part(tokens, amount):
        kind, qualifier, fate = "other", "including", None
    span = Span(tokens[amount.first].start, max(tokens[amount.last - 1].end, noun.end))
    return Quantity(
        kind=kind,
        low=amount.low,
        high=amount.high,
        span=span,
        text=span.of(parsed.text),
        qualifier=qualifier,
        head=head,
        trigger=fate.token.span if fate else None,
    )


def _near(fate: Fate, amount: Amount) -> bool:
    """A number without a noun counts people only where the word of their fate is close by."""
    return fate.token.index - amount.first >= -8 and fate.token.index - amount.last <= 6


def _of_things(tokens: Sequence[Token], amount: Amount, fate: Fate) -> bool:
    """Whether a number without a noun counts things: `65 of 99 drones`, `two of its five tanks`, `65 were shot down`."""
    after = fate.token.index + 1
    if fate.token.text.lower() == "shot" and after < len(tokens) and tokens[after].text.lower() == "down":
        return True
    following = tokens[amount.last : amount.last + REACH]
    if "of" not in [t.text.lower() for t in following[:2]]:  # "65 of", "65 out of"
        return False
    found = False
    for token in following:
        if token.sentence != fate.token.sentence or token.pos in ("VERB", "AUX", "PUNCT"):
            break
        found = is_thing(token)  # the last word is the noun
        if found and token.tag in ("NNS", "NNPS"):
            break
    return found


@cache
def _counted_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("quantity_counted"))


def _counted(parsed: ParsedDocument, amount: Amount) -> tuple[int | None, bool]:
    """The token counted, and whether it is people; a number that stands alone counts itself."""
    tokens = parsed.tokens
    number = amount.last - 1
    sentence = tokens[number].sentence
    for k in range(amount.last, min(amount.last + REACH, len(tokens))):
        token = tokens[k]
        low = token.text.lower()
        if token.sentence != sentence:
            break
        if k + 1 < len(tokens) and tokens[k + 1].tag == "POS" and not amount.article:
            continue  # five of the mayor's guards
        if _is_people(token):
            follows = tokens[k + 1] if k + 1 < len(tokens) else None
            if (
                follows is not None
                and follows.sentence == sentence
                and follows.tag in ("NN", "NNS")
                and _is_people(follows)
            ):
                continue
            if (
                follows is not None
                and follows.tag in ("NN", "NNS")
                and not _is_people(follows)
                and follows.text.lower() not in _counted_words()
            ):
                return None, False  # 12 police stations
            return k, True
        if low == "shot" and k == amount.last and amount.low != 1:
            return k, True
        if low in _counted_words():
            return (None, False) if tokens[k - 1].text.lower() == "attempted" else (k, not amount.article)
        if token.pos in ("NOUN", "PROPN") and not _modifies(tokens, k):
            return None, False
        if (
            token.pos not in PASSED
            and low not in ("of", "-", "more", "year", "old")
            and not _begins_age(tokens, k)
            and token.tag not in ("VBN", "POS")
            and not (token.tag == "PRP$" and tokens[k - 1].text.lower() == "of")
        ):
            break
        if token.text in (",", ";", ":", "(", ")") or token.tag == "VBD":
            break
    return (None, False) if amount.article else (number, False)


def _begins_age(tokens: Sequence[Token], k: int) -> bool:
    """The number of `a 5-year-old boy`."""
    after = [t.text.lower() for t in tokens[k + 1 : k + 3]]
    return tokens[k].text.isdigit() and (after[:1] == ["year"] or after == ["-", "year"])


def _modifies(tokens: Sequence[Token], k: int) -> bool:
    """A noun or name right before one for people: `police officers`, `RSF soldiers`, `17-year-old boys`."""
    following = [t for t in tokens[k + 1 : k + 4] if t.sentence == tokens[k].sentence]
    for token in following:
        if _is_people(token) or token.text.lower() in _counted_words():
            return True
        if token.pos not in ("NOUN", "PROPN", "ADJ") and token.text != "-":
            return False
    return False


def _is_people(token: Token) -> bool:
    if token.pos not in ("NOUN", "PROPN", "ADJ", "PRON"):
        return False
    if token.tag == "NNPS":  # Yemenis, Palestinians
        return True
    low = token.text.lower()
    names = people()
    if token.lemma.lower() in names or low in names:
        return True
    return (low.endswith("s") and low[:-1] in names) or (low.endswith("men") and f"{low[:-3]}man" in names)


def _is_whole(tokens: Sequence[Token], amount: Amount) -> bool:
    """The second number of `two of five soldiers`, `two of the five soldiers`: what befell some befell not all."""
    k = amount.first - 1
    while k > 1 and tokens[k].tag in ("DT", "PRP$"):
        k -= 1
    same = k > 0 and tokens[k - 1].sentence == tokens[amount.first].sentence
    return same and tokens[k].text.lower() == "of" and tokens[k - 1].pos == "NUM"


def _is_part(tokens: Sequence[Token], amount: Amount) -> bool:
    """`including four children`, `three of them soldiers`: part of a total named before."""
    before = [
        t.text.lower()
        for t in tokens[max(0, amount.first - 3) : amount.first]
        if t.sentence == tokens[amount.first].sentence
    ]
    if before and (before[-1] in PARTIAL or (before[-1] in ("whom", "which") and before[-2:-1] == ["of"])):
        return True
    after = [t.text.lower() for t in tokens[amount.last : amount.last + 2]]
    return after[:2] in (["of", "them"], ["of", "whom"]) and len(before) > 0
