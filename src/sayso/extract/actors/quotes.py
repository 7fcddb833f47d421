"""Which words stand inside quotation marks: there "they" is another than outside."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import ParsedDocument, Token

_OPEN, _CLOSE, _STRAIGHT = "“«„", "”»", '"'
_MARKS = frozenset(_OPEN + _CLOSE + _STRAIGHT)
_LEAST = 4  # tokens: a shorter quotation is a phrase of the sentence around it
_NOUNS = frozenset({"NOUN", "PROPN"})
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
    start: Token | None = None
    for token in [t for t in parsed.tokens if t.text in _MARKS]:
        if start is not None and _block(parsed, token) != _block(parsed, start):
            out.update(_unclosed(parsed, start))
            start = None
        if start is None and token.text in _OPEN + _STRAIGHT:
            start = token
        elif start is not None and token.text in _CLOSE + _STRAIGHT:
            first, last = start.index, token.index
            if last - first > _LEAST:
                out.update(dict.fromkeys(range(first + 1, last), _quotation(parsed, first, last)))
            start = None
    if start is not None:
        out.update(_unclosed(parsed, start))
    return out


def _block(parsed: ParsedDocument, token: Token) -> int:
    return parsed.sentences[token.sentence].block


def _unclosed(parsed: ParsedDocument, mark: Token) -> dict[int, Quotation]:
    """The rest of the block, if another block follows and the speech goes on there."""
    block = _block(parsed, mark)
    later = (s.first for s in parsed.sentences[mark.sentence + 1 :] if s.block != block and s.first < s.last)
    end = next(later, None)
    if end is None or not _goes_on(parsed, mark.index, end):
        return {}
    return dict.fromkeys(range(mark.index + 1, end), _quotation(parsed, mark.index, end - 1))


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
    tokens = parsed.tokens
    around = frozenset([tokens[i].text.lower() for i in edges if tokens[i].pos in _NOUNS])
    said = {t.text.lower() for t in tokens[start:end] if t.text != "US"}
    return Quotation(
        sentence=parsed.tokens[start].sentence,
        ours=not said.isdisjoint(_OURS),
        around=around,
        start=start,
        end=end,
        edges=tuple(edges),
    )
