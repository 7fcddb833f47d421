"""Two texts side by side: what they share, and how much of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.corroborate.copies.details import details_of
from sayso.corroborate.copies.passages import REPEATS, Aligned, shared_passages
from sayso.corroborate.copies.statements import stated
from sayso.corroborate.copies.words import GRAM, Quoted, Words, grams_of, words_of
from sayso.model import Span
from sayso.model.ledger import Report

NO_EPITHET = 24  # words; nobody calls anything by so many
SENTENCE = 0.5  # part of a sentence that makes a shorter passage more than an epithet
_SAME_QUOTATION = 0.7  # part of a quotation's words that the other text quotes, too
_SHORTEST_QUOTATION = 4  # words
_MORE_THAN_A_TITLE = 12  # words around a quotation, whatever they are
_NEAR = 40  # words before and after a quotation that are looked at
_TELLING = 2  # words around a quotation that say something and are no names


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One shared passage, with its spans in both texts."""

    a: Span
    b: Span
    words: int  # that are the same
    own: int  # of these, the media's own: no direct speech, no body's statement, no stock phrase, no mere part of a sentence
    longest: int  # of the exact runs, in words
    stated: bool = False  # both lay it to the same body's statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Direct speech that both texts quote."""

    a: Span
    b: Span
    words: int
    around: int = 0  # words next to it in its sentence that are the same, too, if they say more than who spoke


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two texts share. `share_a` is the part of a's words that stand in b."""

    a: str
    b: str
    passages: tuple[Passage, ...]  # in the order of a
    quotations: tuple[Quotation, ...]
    share_a: float
    share_b: float
    in_order: bool  # the passages stand in b in the order of a
    own_words: int  # shared words that are the media's own
    own_content: int  # of these, words that say something and are no names
    details: tuple[str, ...]  # names and figures in both
    details_a: int  # names and figures in a, in b
    details_b: int
    quoted_a: int  # words of a in direct speech
    quoted_b: int
    words_a: int
    words_b: int

    @property
    def words(self) -> int:
        """Words that are the same in both, in passages."""
        return sum(p.words for p in self.passages)


def compare(a: Report, b: Report) -> Comparison:
    """What the texts of two articles share."""
    one, other = words_of(a.text), words_of(b.text)
    aligned = shared_passages(one, other)
    own_words = own_content = 0
    passages = []
    for part in aligned:
        said = stated(one, part.a, other, part.b)
        own, content = (0, 0) if said or _is_fragment(part, one, other) else _own(part, one, other)
        own_words, own_content = own_words + own, own_content + content
        passages.append(_passage(part, one, other, own, said))
    mine, theirs = details_of(a.text), details_of(b.text)
    starts = [p.b.start for p in passages]
    return Comparison(
        a=a.id,
        b=b.id,
        passages=tuple(passages),
        quotations=_quotations(aligned, one, other),
        share_a=_share(aligned, one, first=True),
        share_b=_share(aligned, other, first=False),
        in_order=starts == sorted(starts),
        own_words=own_words,
        own_content=own_content,
        details=tuple(sorted(mine.keys() & theirs.keys())),
        details_a=len(mine),
        details_b=len(theirs),
        quoted_a=sum(map(len, one.quotations)),
        quoted_b=sum(map(len, other.quotations)),
        words_a=len(one),
        words_b=len(other),
    )


def _passage(part: Aligned, one: Words, other: Words, own: int, said: bool) -> Passage:
    return Passage(
        a=one.span(*part.a),
        b=other.span(*part.b),
        words=part.words,
        own=own,
        longest=max(run.length for run in part.runs),
        stated=said,
    )


def _is_fragment(part: Aligned, one: Words, other: Words) -> bool:
    """Whether a short passage is but a lesser part of a sentence in both texts: a title, or what is always said of a group."""
    if part.words >= NO_EPITHET:
        return False
    mine = _most_of_a_sentence(one, [(r.a, r.a + r.length) for r in part.runs])
    return max(mine, _most_of_a_sentence(other, [(r.b, r.b + r.length) for r in part.runs])) < SENTENCE


def _most_of_a_sentence(words: Words, runs: Sequence[tuple[int, int]]) -> float:
    """The greatest part of any one sentence that stands in the runs."""
    best, at = 0.0, runs[0][0]
    while at < runs[-1][1]:
        low, high = words.sentence(at)
        inside = sum(max(0, min(last, high) - max(first, low)) for first, last in runs)
        best = max(best, inside / (high - low))
        at = high
    return best


def _own(part: Aligned, one: Words, other: Words) -> tuple[int, int]:
    """Shared words, and of these the ones that say something and are no names, outside direct speech, epithets, stock phrases."""
    own = content = 0
    for run in part.runs:
        for k in range(run.length):
            i, j = run.a + k, run.b + k
            if not (one.quoted[i] or other.quoted[j] or one.stock[i] or (one.epithet[i] and other.epithet[j])):
                own += 1
                content += one.content[i] and not one.capitals[i]
    return own, content


def _share(aligned: tuple[Aligned, ...], words: Words, *, first: bool) -> float:
    """The part of a text's words, without stock phrases, that stands in shared passages as it stands in the other."""
    total = len(words) - sum(words.stock)
    same = 0
    for part in aligned:
        for run in part.runs:
            start = run.a if first else run.b
            same += run.length - sum(words.stock[start : start + run.length])
    return round(same / total, 4) if total > 0 else 0.0


def _quotations(aligned: tuple[Aligned, ...], one: Words, other: Words) -> tuple[Quotation, ...]:
    """The quotations of the first text that the second quotes, too, wholly or nearly so."""
    at = {run.a + k: run.b + k for part in aligned for run in part.runs for k in range(run.length)}
    out = []
    for q in one.quotations:
        if len(q) < _SHORTEST_QUOTATION:
            continue
        there = [at[i] for i in range(q.first, q.last) if i in at and other.quoted[at[i]]]
        if not there:
            there = _elsewhere(one.keys[q.first : q.last], other)
        if there and len(there) >= _SAME_QUOTATION * len(q):
            out.append(
                Quotation(
                    a=one.span(q.first, q.last),
                    b=other.span(there[0], there[-1] + 1),
                    words=len(there),
                    around=_around(at, one, other, q),
                )
            )
    return tuple(out)


def _around(at: dict[int, int], one: Words, other: Words, q: Quoted) -> int:
    """Equal words outside speech in the sentence of a quotation, or none where they hold hardly more than a name."""
    low, high = one.sentence(q.first)[0], one.sentence(q.last - 1)[1]
    if q.last == high and high < len(one):  # "We go!" he said
        high = one.sentence(high)[1] if one.text[one.starts[high]].islower() else high
    low, high = max(low, q.first - _NEAR), min(high, q.last + _NEAR)
    same = [i for i in range(low, high) if i in at and not (one.quoted[i] or other.quoted[at[i]] or one.stock[i])]
    told = sum(one.content[i] and not one.capitals[i] for i in same)
    return len(same) if told >= _TELLING or len(same) >= _MORE_THAN_A_TITLE else 0


def _elsewhere(said: tuple[str, ...], other: Words) -> list[int]:
    """Where a short quotation stands in the other text's direct speech, word for word."""
    for at in grams_of(other.text).at(said[:GRAM])[:REPEATS]:
        if other.keys[at : at + len(said)] == said and all(other.quoted[at : at + len(said)]):
            return list(range(at, at + len(said)))
    return []
