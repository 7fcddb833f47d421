"""Which words stand inside quotation marks: there "they" is another than outside."""

from __future__ import annotations

from sayso.model import ParsedDocument

_OPEN, _CLOSE, _STRAIGHT = "“«„", "”»", '"'
_LEAST = 4  # tokens: a shorter quotation is a phrase of the sentence around it


def quoted(parsed: ParsedDocument) -> dict[int, int]:
    """Token index to the number of its quotation; marks that nothing closes within their block do not count."""
    out: dict[int, int] = {}
    start: int | None = None
    block = None
    for token in parsed.tokens:
        here = parsed.sentences[token.sentence].block
        if here != block:
            start, block = None, here
        if start is None and token.text in _OPEN + _STRAIGHT:
            start = token.index
        elif start is not None and token.text in _CLOSE + _STRAIGHT:
            if token.index - start > _LEAST:
                out.update(dict.fromkeys(range(start + 1, token.index), start))
            start = None
    return out
