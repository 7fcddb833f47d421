"""A text as rows of folded words, with what two texts are compared by: grams, quotations, sentences, stock phrases."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import ne, or_
from typing import NamedTuple

from sayso.corroborate.copies.stock import stock_words
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import alternatives, table
from sayso.model import Span

GRAM = 3  # words of the seeds from which shared passages grow
KEPT = 256  # texts kept folded: the candidates of one article and of its neighbours in time
_FIGURE = r"\d+(?:[.,]\d+)*"
_WORD = re.compile(rf"[^\W\d_][^\W_]*(?:['’ʼ][^\W_]+)*|{_FIGURE}")
_SIGN = r"[\u3040-\u30ff\u3400-\u9fff]"  # each a word, since nothing stands between them
_UNSPACED = re.compile(
    rf"{_SIGN}|(?:(?!{_SIGN})[^\W\d_])(?:(?!{_SIGN})[^\W_])*(?:['’ʼ](?:(?!{_SIGN})[^\W_])+)*|{_FIGURE}"
)
_SIGNS = re.compile(_SIGN)
_MARKS = re.compile(r"[“”„«»\"‘’']")
_NOT = bytes((1, 0)).ljust(256, b"\x00")
_STOP = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*(?=\s|$)|\n+")
_SHORT = re.compile(r"(?:^|[\s(\"“])(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|St|vs|No|Jr|Sr|Inc|Ltd)$")
_APPOSED = re.compile(r", (?:which|who|whose|an?|the) [^,.;:!?–—()\n]{10,240}")
_LONGEST_QUOTATION = 1200  # characters; past that a mark was lost


@cache
def word_class(name: str) -> frozenset[str]:
    """The folded words and phrases of one class of `copies_words.csv`."""
    rows = (row for row in table("copies_words") if row["class"] == name)
    return frozenset(" ".join(map(fold, p.split())) for row in rows for p in alternatives(row["words"]))


@dataclass(frozen=True, slots=True)
class Quoted:
    """Direct speech: its words [first, last)."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """One text, folded. All tuples run over its words."""

    text: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    capitals: bytes  # 1 for words that have a capital
    stock: bytes  # 1 under a stock phrase
    content: bytes  # 1 for words that say something and are not under a stock phrase
    quoted: bytes  # 1 in direct speech
    epithet: (
        bytes  # 1 in what is said in passing of a name: "the Tulskan Front, which has fought the state since 1984,"
    )
    quotations: tuple[Quoted, ...]
    sentences: tuple[int, ...]  # first words of the sentences, in order

    def __len__(self) -> int:
        return len(self.keys)

    def span(self, first: int, last: int) -> Span:
        """Characters of the words [first, last)."""
        return Span(self.starts[first], self.ends[last - 1])

    def sentence(self, word: int) -> tuple[int, int]:
        """The words [first, last) of the sentence that holds a word."""
        k = bisect_right(self.sentences, word) - 1
        last = self.sentences[k + 1] if k + 1 < len(self.sentences) else len(self.keys)
        return self.sentences[k], last

    def at(self, offset: int) -> int:
        """The first word that ends after a character."""
        return bisect_right(self.ends, offset)

    def capital(self, word: int) -> bool:
        return bool(self.capitals[word])


@lru_cache(maxsize=KEPT)
def words_of(text: str) -> Words:
    """The folded words of a text; the last few hundred texts are kept."""
    word = _UNSPACED if _SIGNS.search(text) else _WORD
    spans = [m.span() for m in word.finditer(text)]
    raw = [text[start:end] for start, end in spans]
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    low = [w.lower() for w in raw]
    plain = text.isascii() and "'" not in text
    keys = tuple(low if plain else [k if k.isascii() and "'" not in k else fold(k) for k in low])
    sentences = _sentences(text, starts)
    stock = bytes(stock_words(keys, sentences))
    function = map(word_class("function").__contains__, keys)
    quotations = tuple(_quotations(text, starts, ends))
    quoted = bytearray(len(keys))
    for q in quotations:
        quoted[q.first : q.last] = b"\x01" * len(q)
    return Words(
        text,
        keys,
        starts,
        ends,
        bytes(map(ne, raw, low)),
        stock,
        bytes(map(or_, function, stock)).translate(_NOT),
        bytes(quoted),
        _epithets(text, keys, starts, ends),
        quotations,
        sentences,
    )


class Grams(NamedTuple):
    """Every run of `GRAM` words of a text: where it stands last, and all places of those that stand more than once."""

    last: dict[tuple[str, ...], int]
    repeated: dict[tuple[str, ...], list[int]]

    def at(self, gram: tuple[str, ...]) -> Sequence[int]:
        """Where a gram stands, in text order."""
        if gram in self.repeated:
            return self.repeated[gram]
        return (self.last[gram],) if gram in self.last else ()


@lru_cache(maxsize=KEPT)
def grams_of(text: str) -> Grams:
    """The grams of a text; the last few hundred texts are kept."""
    keys = words_of(text).keys
    grams = list(zip(*(keys[k:] for k in range(GRAM)), strict=False))
    last = dict(zip(grams, range(len(grams)), strict=True))
    repeated: dict[tuple[str, ...], list[int]] = {}
    if len(last) < len(grams):
        for i, gram in enumerate(grams):
            if last[gram] != i or gram in repeated:
                repeated.setdefault(gram, []).append(i)
    return Grams(last, repeated)


def _sentences(text: str, starts: Sequence[int]) -> tuple[int, ...]:
    """First words of the sentences; "Gen. Haftar" and initials do not end one."""
    out = [0] if starts else []
    for m in _STOP.finditer(text):
        stop = m.start()
        if text[stop] == "." and _shortened(text, stop):
            continue
        word = bisect_right(starts, m.end() - 1)
        if word < len(starts) and word != out[-1]:
            out.append(word)
    return tuple(out)


def _shortened(text: str, stop: int) -> bool:
    """Whether the word before a stop is an initial or a title."""
    head = text[max(0, stop - 6) : stop]
    return (stop < 6 or not head.isalnum()) and _SHORT.search(head) is not None


def _quotations(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[Quoted]:
    """Direct speech between marks of one kind; a mark without its fellow in the paragraph opens nothing."""
    out: list[Quoted] = []
    opened, mark = -1, ""
    for m in _MARKS.finditer(text):
        here, sign = m.start(), m[0]
        if sign in "‘’'" and not _is_mark(text, here, sign):
            continue
        if opened >= 0 and ("\n" in text[opened:here] or here - opened > _LONGEST_QUOTATION):
            opened = -1
        if opened < 0:
            if sign in "“„«\"‘'" and (sign != '"' or _opens(text, here)):
                opened, mark = here, sign
        elif sign in _CLOSES[mark]:
            first, last = bisect_right(ends, opened), bisect_right(starts, here - 1)
            if last > first:
                out.append(Quoted(first, last))
            opened = -1
    return out


_CLOSES = {"“": '”"', "„": "“”", "«": "»", '"': '"', "‘": "’'", "'": "'’"}


def _epithets(text: str, keys: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> bytes:
    """One byte a word: 1 from the comma after a name to the next stop, where a relative clause or an apposition follows."""
    out = bytearray(len(keys))
    for m in _APPOSED.finditer(text):
        first = bisect_right(ends, m.start())
        name = text[starts[first - 1]] if first else ""
        if name.isupper():
            last = bisect_right(starts, m.end() - 1)
            out[first:last] = b"\x01" * (last - first)
    return bytes(out)


def _is_mark(text: str, at: int, sign: str) -> bool:
    """Whether a single mark opens or closes speech: it stands at one side of a word, not inside one."""
    before, after = text[at - 1 : at].isalnum() if at else False, text[at + 1 : at + 2].isalnum()
    if sign == "‘":
        return after and not before
    return (not after and text[at - 1 : at].strip() != "") or (sign == "'" and after and not before)


def _opens(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return bool(after) and not after.isspace()
