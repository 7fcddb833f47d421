"""Cuts text into the runs of words that can hold a time, each word with its classes of `times_words.csv`.

Most of a text speaks of no time. One pass looks for words that some pattern cannot do without (`triggers`), and only the
words around these are looked at more closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sayso.extract.times.figures import classes_of_figure, classes_of_number
from sayso.extract.times.vocabulary import FOLDED, MARKS, Entry, Vocabulary
from sayso.lexicon.numbers import FIGURE, read_number, starts_number

WORD = re.compile(
    r"(?:[qh][1-4]|[1-4][qh])\b|fy(?=\d)|[^\W\d_]{2,}|\d{4}-\d\d-\d\d(?!\d)|\d/\d(?![\d/])|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?!\d|\.\d)|\d{1,2}-\d{1,2}-\d{4}(?![-\d])|\d{1,2}[:h]\d\d(?!\d)"
    r"|\d{1,3}(?:,\d{3})+|\d+\.\d+|\d+(?:st|nd|rd|th|er|e|ème)\b|\d{2,4}s\b|\d{1,2}(?=[ap]m\b)|\d+|[ap]\.m\b\.?|[^\W\d_]|[^\w\s]|_"
)
NUMERALS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹’`", "01234567890123456789''")
DIGITS = frozenset("0123456789")
MONEY = frozenset("$€£¥")
AROUND = 2  # words kept on either side of a run, for what rules ask of them


class Word(NamedTuple):
    """One word with what each of its classes says, e.g. {"MONTH": "5"}. `low` is the English word that it stands for."""

    text: str
    low: str
    start: int
    end: int
    classes: Mapping[str, str]
    number: float | None
    tag: str
    fresh: bool  # first of a line


class Run(NamedTuple):
    """Words of one line; those from `first` to `last` (exclusive) may make an expression, the others stand around them."""

    words: list[Word]
    first: int
    last: int


NO_MONTH_AFTER = frozenset(["", ".", "s", "their", "his", "our", "mr", "mrs", "ms"])
SENTENCE_MARKS = frozenset('.!?"“”:;—–-')
NO_CLASSES: dict[str, str] = {}


def runs_of(text: str, tags: Mapping[int, str], vocabulary: Vocabulary) -> Iterator[Run]:
    """The runs of a text in order; `tags` are parts of speech by the place where a token begins."""
    lowered = text.lower()
    if len(lowered) != len(text):  # some letters have no small form of the same length
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    yield from _Cutter(
        text, lowered.translate(NUMERALS).translate(FOLDED.get(vocabulary.language, {})), tags, vocabulary
    ).runs()


class _Cutter:
    """The words of one text, of which only those around a trigger are ever made."""

    def __init__(self, text: str, lowered: str, tags: Mapping[int, str], vocabulary: Vocabulary) -> None:
        self.text, self.tags, self.vocabulary = text, tags, vocabulary
        self.raw = list(WORD.finditer(lowered))
        self.lows = [m[0] for m in self.raw]

    def runs(self) -> Iterator[Run]:
        triggers, done = self.vocabulary.triggers, 0
        for k, low in enumerate(self.lows):
            if k < done or not (low in triggers or (low[0] in DIGITS and self._may_date(low))):
                continue
            first, done = self._left(k, done), self._right(k)
            around = [self._plain(j) for j in range(max(0, first - AROUND), first)]
            inside = list(self._inside(first, done))
            after = [
                self._plain(j, fresh=j == done and self._fresh(j))
                for j in range(done, min(done + AROUND, len(self.raw)))
            ]
            yield Run([*around, *inside, *after], len(around), len(around) + len(inside))

    @staticmethod
    def _may_date(low: str) -> bool:
        """Years, clock times and dates start a run; a smaller figure is only looked at beside another word."""
        return len(low) > 3 or not low.isdigit()

    def _usable(self, k: int) -> bool:
        low = self.lows[k]
        return low in self.vocabulary.usable or low[0] in DIGITS

    def _left(self, k: int, stop: int) -> int:
        while k > stop and self._usable(k - 1) and not self._fresh(k):
            k -= 1
        return k

    def _right(self, k: int) -> int:
        k += 1
        while k < len(self.raw) and self._usable(k) and not self._fresh(k):
            k += 1
        return k

    def _fresh(self, k: int) -> bool:
        if not k:
            return True
        gap = self.raw[k].start() - self.raw[k - 1].end()
        return gap > 0 and "\n" in self.text[self.raw[k - 1].end() : self.raw[k].start()]

    def _plain(self, k: int, *, fresh: bool = False) -> Word:
        start, end = self.raw[k].span()
        return Word(self.text[start:end], self.lows[k], start, end, NO_CLASSES, None, self.tags.get(start, ""), fresh)

    def _inside(self, k: int, last: int) -> Iterator[Word]:
        while k < last:
            word, count = self._word(k, last)
            yield word
            k += count

    def _word(self, k: int, last: int) -> tuple[Word, int]:
        start, end = self.raw[k].span()
        low, tag, count = self.lows[k], self.tags.get(start, ""), 1
        classes: Mapping[str, str] = NO_CLASSES
        value: float | None = None
        entry = self.vocabulary.entry(self.lows, k, last)
        if self.vocabulary.language == "en" and starts_number(low) and (n := read_number(self.lows[k:last][:12])):
            value, count = n
            classes = classes_of_number(value)
            if count == 1 and entry:
                classes = {**classes, **self._looked_up(entry, k, tag)}
        elif low in MARKS:
            classes = {MARKS[low]: low}
        elif low[0] in DIGITS and not entry:
            classes = NO_CLASSES if self._counts_money(k) else classes_of_figure(low)
            value = float(low.replace(",", "")) if FIGURE.fullmatch(low) else None
        elif entry:
            count = entry.length
            classes = self._looked_up(entry, k, tag)
            value = float(classes["NUM"]) if "NUM" in classes else None
            low = entry.stands_for
        end = self.raw[k + count - 1].end()
        if count > 1 and self.vocabulary.language == "en":
            low = self.text[start:end].lower()
        return Word(self.text[start:end], low, start, end, classes, value, tag, self._fresh(k)), count

    def _counts_money(self, k: int) -> bool:
        """`$1990`, `45%`, the second half of `9/11` or of a version number date nothing."""
        lows, raw = self.lows, self.raw
        if (k and lows[k - 1] in MONEY) or (k + 1 < len(raw) and lows[k + 1] in ("%", "percent")):
            return True
        joined = k >= 2 and lows[k - 1] in ("/", ".") and raw[k - 1].end() == raw[k].start()
        return joined and lows[k - 2][0] in DIGITS and raw[k - 2].end() == raw[k - 1].start()

    def _looked_up(self, entry: Entry, k: int, tag: str) -> dict[str, str]:
        return {c: value for c, (value, when) in entry.classes.items() if not when or self._fits(when, k, tag)}

    def _fits(self, when: str, k: int, tag: str) -> bool:
        """Whether a word that can also be something else stands for a time here."""
        shown, lows = self.text[self.raw[k].start()], self.lows
        before = lows[k - 1] if k else ""
        after = lows[k + 1] if k + 1 < len(lows) else ""
        led = before in self.vocabulary.before_month
        if when == "cap":
            return shown.isupper()
        if when == "upper":
            end = self.raw[k].end()
            return self.text[self.raw[k].start() : end].isupper()
        if when == "named":  # Black September
            return shown.isupper() and (led or before[:1] in DIGITS or after[:1] in DIGITS or not self._name_before(k))
        if when == "noun":
            return (not tag.startswith(("VB", "MD", "IN")) and not shown.isupper()) or led
        if when == "dated":  # a month whose name means something else without a figure beside it
            return before[:1] in DIGITS or after[:1] in DIGITS
        if when == "adjective":
            return tag == "JJ"
        if when == "adverb":
            return not tag.startswith(("NN", "VB"))
        if when == "abbr":  # Jan Kavan is no month
            dated = after[:1] in DIGITS or before[:1] in DIGITS or (after == "." and self._digit_near(k))
            return shown.isupper() and (dated or (led and not self._name_follows(k)))
        if when == "month":
            return shown.isupper() and self._is_month(k, before, after, tag, led=led)
        return True

    def _is_month(self, k: int, before: str, after: str, tag: str, *, led: bool) -> bool:
        """May and March: a modal verb, a protest, a prime minister."""
        dated = before[:1] in DIGITS or (after[:1] in DIGITS and len(after) in (1, 2, 4) and tag != "MD")
        told = k + 1 < len(self.raw) and self.tags.get(self.raw[k + 1].start(), "").startswith(("VB", "MD"))
        if dated or (
            led and not (before == "to" and after in ("on", "for", "against")) and not (before == "and" and told)
        ):
            return True
        if told or before in NO_MONTH_AFTER or self._fresh(k) or self._name_before(k):
            return False  # May said, Theresa May, the Women's March
        return tag in ("NNP", "NNPS", "") and after not in ("on", "against", "for", "towards")

    def _name_before(self, k: int) -> bool:
        """Whether a capitalised word, not the first of a sentence, makes one name with what follows."""
        if (
            self._fresh(k)
            or self.raw[k].start() - self.raw[k - 1].end() != 1
            or self.vocabulary.opens_month(self.lows[k - 1])
        ):
            return False
        opens = k < 2 or self._fresh(k - 1) or self.lows[k - 2] in SENTENCE_MARKS
        return self.text[self.raw[k - 1].start()].isupper() and not opens

    def _digit_near(self, k: int) -> bool:
        return (k + 2 < len(self.lows) and self.lows[k + 2][0] in DIGITS) or self.vocabulary.leads_month(self.lows, k)

    def _name_follows(self, k: int) -> bool:
        """`by Jan Novak`: a capitalised word right after."""
        return k + 1 < len(self.raw) and self.text[self.raw[k + 1].start()].isupper()
