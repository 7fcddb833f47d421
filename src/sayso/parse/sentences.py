"""Where sentences begin: windows for the encoder to read, and the starts that its head and the marks of the text agree on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sayso.parse.blocks import CLOSING

ENDERS = frozenset({".", "!", "?", "…", "...", "..", "....", "?!", "!!"})
OPENERS = frozenset("\"“‘'«([-–—•*")
SURE, HALF, HINTED = (
    0.9,
    0.5,
    0.3,
)  # least chance of a start that no mark announces, that one does, and that all signs announce


def units(words: Sequence[str], hard: Sequence[bool], most: int) -> Iterator[int]:
    """Lengths of the stretches that a window takes whole: pieces, or their likely sentences where they are long."""
    begins = [*(k for k, is_hard in enumerate(hard) if is_hard), len(words)]
    for begin, end in pairwise(begins):
        if end - begin <= most:
            yield end - begin
            continue
        last = begin
        for k in range(begin + 1, end):
            if announced(words, k):
                yield k - last
                last = k
        yield end - last


def announced(words: Sequence[str], at: int) -> bool:
    """Whether the marks tell of a new sentence: one ended before the word, and the word could begin one."""
    before = at - 1
    while before >= 0 and words[before] in CLOSING:
        before -= 1
    first = words[at][0]
    return before >= 0 and words[before] in ENDERS and (first.isupper() or first.isdigit() or words[at] in OPENERS)


def starts(words: Sequence[str], hard: Sequence[bool], chances: Sequence[float]) -> list[int]:
    """The words that begin a sentence: those that must, and those that are likely enough for what stands before them."""
    out: list[int] = []
    for k, chance in enumerate(chances):
        if hard[k]:
            out.append(k)
        elif chance >= HINTED and not _hangs(words, k):
            if chance >= SURE or chance >= (HINTED if announced(words, k) else HALF):
                out.append(k)
    return out


def _hangs(words: Sequence[str], at: int) -> bool:
    """A mark that closes what stands before it begins nothing."""
    return words[at] in ENDERS or words[at] in {",", ";", ":", ")", "]", "”", "»", "%", "'s", "’s", "n't", "n’t"}
