"""Text to words, as the parses that our encoder learned from cut it: those of spaCy's English tokenizer.

A stretch without spaces is peeled: marks at either end come off one by one until what is left is a word that we know as a
whole (`Gen.`), a known joint (`do|n't`), an address, or nothing more comes off. What is left is cut at hyphens, dashes,
slashes and dots inside. Both lists are tables: `cuts.csv` and `abbreviations.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from sayso.lexicon.tables import alternatives, table

KEPT = 30_000  # stretches remembered, some 4 MiB
LONG = 40  # characters; longer stretches are addresses, seldom met twice

_SYMBOLS = "¦©®°№℃℉™←-⇿⌀-⏿␀-␦─-◿☀-⟿⬀-⯿\U0001f000-\U0001faff"
_QUOTES = "'\"”“`‘´’‚„»«「」『』（）【】《》〈〉"
_MARKS = "…,:;!?¿؟¡()\\[\\]{}<>_#*&。？！，、；：～·।،۔؛"
_MONEY = "$£€¥฿₠-₿﷼"
_LOWER = "".join(c for c in map(chr, range(0x250)) if c.islower()) + "α-ωа-яёіїєґ"
_UPPER = "".join(c for c in map(chr, range(0x250)) if c.isupper()) + "Α-ΩА-ЯЁІЇЄҐ"
_LETTER = r"[^\W\d_]"
_UNITS = (
    "km|km²|km³|m|m²|m³|dm|cm|cm²|cm³|mm|mm²|mm³|ha|µm|nm|yd|in|ft|kg|g|mg|µg|t|lb|oz|m/s|km/h|kmh|mph|hPa|Pa|mbar|mb|MB|"
    "kb|KB|gb|GB|tb|TB|T|G|M|K|%"
)
_FRONT = re.compile(rf"\.\.+|(?:US|C|A)\$|\+(?![0-9])|[§%=—–{_MARKS}{_QUOTES}{_MONEY}{_SYMBOLS}]")
_BACK = re.compile(
    rf"(?:\.\.+|['’][sS]|[—–{_MARKS}{_QUOTES}{_SYMBOLS}]|(?<=[0-9])(?:[+{_MONEY}]|{_UNITS})"
    rf"|(?<=[0-9{_LOWER}%²+\-{_MARKS}{_QUOTES}])\.|(?<=[{_UPPER}][{_UPPER}])\.)$"
)
_INSIDE = re.compile(
    rf"\.\.+|…|[{_SYMBOLS}]|(?<=[0-9])[+\-*^](?=[0-9-])|(?<=[{_LOWER}{_QUOTES}])\.(?=[{_UPPER}{_QUOTES}])"
    rf"|(?<={_LETTER}),(?={_LETTER})|(?<=[^\W_])(?:---?|——?|[-–~])(?={_LETTER})|(?<=[^\W_])[:<>=/](?={_LETTER})"
)
_ADDRESS = re.compile(
    rf"(?:[\w+\-.]{{2,}}://)?(?:\S+@)?(?:(?:\d{{1,3}}\.){{3}}\d{{1,3}}"
    rf"|(?:[A-Za-z0-9\u00a1-\uffff](?:[\w\u00a1-\uffff-]{{0,62}}[A-Za-z0-9\u00a1-\uffff])?\.)+[{_LOWER}]{{2,63}})(?::\d{{2,5}})?(?:[/?#]\S*)?"
)
_STRETCH = re.compile(r"\S+")
_PLAIN = re.compile(r"(?:[A-Za-z]+|[0-9]+)(?:[,;:!?])?")
_HALVES = ("am", "pm", "a.m.", "p.m.")


def words(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of every word, in text order."""
    for stretch in _STRETCH.finditer(text):
        begin, piece = stretch.start(), stretch.group()
        at = begin
        for end in ends(piece) if len(piece) <= LONG else _ends(piece):
            yield at, begin + end
            at = begin + end


def _ends(piece: str) -> tuple[int, ...]:
    known = _known()
    if piece not in known and _PLAIN.fullmatch(piece):
        return (len(piece),) if piece[-1].isalnum() else (len(piece) - 1, len(piece))
    first, last = 0, len(piece)
    before: list[int] = []
    after: list[int] = []
    while first < last and piece[first:last] not in known:
        front = _FRONT.match(piece, first, last)
        inner = front.end() if front else first
        back = _BACK.search(piece[inner:last])
        outer = inner + back.start() if back else last
        front_only, back_only = piece[inner:last] in known, piece[first:outer] in known
        if front and not (back_only and not front_only):
            before.append(inner)
            first = inner
        if back and not (front and front_only):
            after.append(last)
            last = outer
        if not front and not back:
            break
    return _joined(piece, [*before, *_inside(piece, first, last), *reversed(after)])


ends = lru_cache(maxsize=KEPT)(_ends)


def _inside(piece: str, first: int, last: int) -> list[int]:
    """Ends of the words in what is left when the marks at both ends are off."""
    rest = piece[first:last]
    if not rest:
        return []
    cuts = _known().get(rest)
    if cuts is not None:
        return [first + cut for cut in cuts]
    if _ADDRESS.fullmatch(rest):
        return [last]
    out: list[int] = []
    for found in _INSIDE.finditer(rest):
        if found.start() == 0:
            continue
        if first + found.start() != (out[-1] if out else first):
            out.append(first + found.start())
        out.append(first + found.end())
    return [*out, last] if not out or out[-1] != last else out


def _joined(piece: str, found: list[int]) -> tuple[int, ...]:
    """Puts together what was peeled or cut off but belongs to a known word: the stop in "(D-Nev.)", a quote of two marks."""
    out: list[int] = []
    for end in found:
        before = out[-2] if len(out) > 1 else 0
        if out and end - out[-1] == 1 and piece[before:end] in _stopped():
            out.pop()
        out.append(end)
    return tuple(out)


@cache
def _stopped() -> frozenset[str]:
    """Known words of one part that end in a mark."""
    return frozenset(word for word, cuts in _known().items() if len(cuts) == 1 and not word[-1].isalnum())


@cache
def _known() -> dict[str, tuple[int, ...]]:
    """Words that we know, with the ends of their parts."""
    found: dict[str, tuple[int, ...]] = {}
    for row in table("cuts", package="sayso.parse"):
        for first in alternatives(row["first"]):
            for rest in alternatives(row["rest"]):
                parts = [first, *rest.split("+")]
                cuts = tuple(sum(map(len, parts[: k + 1])) for k in range(len(parts)))
                found["".join(parts)] = cuts
    for row in table("abbreviations", package="sayso.parse"):
        found |= {word: (len(word),) for word in alternatives(row["words"])}
    found |= {f"{hour}{half}": (len(str(hour)), len(f"{hour}{half}")) for hour in range(1, 13) for half in _HALVES}
    found |= {word[:1].upper() + word[1:]: cuts for word, cuts in found.items() if word[:1] != "'" and word[1:2] != "."}
    found |= {word.replace("'", "’"): cuts for word, cuts in found.items()}
    return found
