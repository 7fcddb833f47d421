"""Which words stand inside quotation marks: there "they" is another than outside."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import ParsedDocument

_OPEN, _CLOSE, _STRAIGHT = "“«„", "”»", '"'
_LEAST = 4  # tokens: a shorter quotation is a phrase of the sentence around it
_OURS = frozenset({"we", "us", "our", "ours"})


@dataclass(frozen=True, slots=True, eq=False)
class Quotation:
    """`ours`: it speaks in the first person; `around`: words of its sentences outside it, the speaker among them."""

    sentence: int  # in which it opens
    ours: bool
    around: frozenset[str]
    start: int  # tokens of its marks
    end: int
    edges: tuple[int, ...]  # tokens of its sentences outside it


def quotations(parsed: ParsedDocument) -> dict[int, Quotation]:
    """Token index to its quotation; a mark that nothing closes within its block counts only where a speech goes on."""
    out: dict[int, Quotation] = {}
    start: int | None = None
    block = None
    for token in parsed.tokens:
        here = parsed.sentences[token.sentence].block
        if here != block:
            if start is not None and _goes_on(parsed, start, token.index):
                out.update(dict.fromkeys(range(start + 1, token.index), _quotation(parsed, start, token.index - 1)))
            start, block = None, here
        if start is None and token.text in _OPEN + _STRAIGHT:
            start = token.index
        elif start is not None and token.text in _CLOSE + _STRAIGHT:
            if token.index - start > _LEAST:
                out.update(dict.fromkeys(range(start + 1, token.index), _quotation(parsed, start, token.index)))
            start = None
    return out


def _goes_on(parsed: ParsedDocument, start: int, end: int) -> bool:
    """A speech of several paragraphs: its first ones open with a mark and have none at their end."""
    before, mark = parsed.tokens[max(0, start - 1)], parsed.tokens[start]
    opens = start == 0 or before.text in (",", ":") or before.sentence != mark.sentence
    return opens and mark.text in _OPEN + _STRAIGHT and end - start > 2 * _LEAST


def _quotation(parsed: ParsedDocument, start: int, end: int) -> Quotation:
    first, last = parsed.sentences[parsed.tokens[start].sentence], parsed.sentences[parsed.tokens[end].sentence]
    edges = [*range(first.first, start), *range(end + 1, last.last)]
    following = parsed.tokens[end + 1 : end + 2]
    if following and following[0].sentence != parsed.tokens[end].sentence:  # a parser may cut the speaker off
        edges += range(end + 1, parsed.sentences[following[0].sentence].last)
    around = frozenset(parsed.tokens[i].text.lower() for i in edges if parsed.tokens[i].pos in ("NOUN", "PROPN"))
    return Quotation(
        sentence=parsed.tokens[start].sentence,
        ours=any(t.text.lower() in _OURS and t.text != "US" for t in parsed.tokens[start:end]),
        around=around,
        start=start,
        end=end,
        edges=tuple(edges),
    )
