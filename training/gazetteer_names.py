"""Decides which names of a place are worth filing, and how much each can be trusted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from gazetteer_sources import Row

from sayso.knowledge.facts import facts
from sayso.knowledge.gazetteer import MATCHES, MAX_WORDS, canonical, place_key

COMMON, KNOWN = -16.8, -17.6  # likelihood from which one word makes an alternate name frequent; each word of several
NATION = 500_000  # people of a division from which its name is not one of the state ("England")
NAMESAKE = 0.02  # of the people of a place: a place with this main name and more people owns an alternate name
SCRIPTS_FROM = 100_000  # people from which names in Cyrillic and Arabic letters are kept
FEW, FEW_PEOPLE = 4, 5_000  # alternates of a village
_MARKS = re.compile(r"[ʹʺʻʼʽʾʿˈ]")
_BAD = re.compile(r"[0-9()\[\]{},;:/|\"“”]")
_ARAB = frozenset({"AE", "BH", "DJ", "DZ", "EG", "EH", "ER", "IL", "IQ", "IR", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS",
                   "QA", "SA", "SD", "SO", "SS", "SY", "TD", "TN", "YE"})  # fmt: skip
MAIN, ALTERNATE, SHORT, OBSCURE = range(len(MATCHES))


class Judge:
    """Knows how common words and personal names are."""

    def __init__(self, likely: dict[str, float], persons: frozenset[str], rows: Iterable[Row]) -> None:
        self.likely, self.persons = likely, persons
        self.mains: dict[str, int] = {}  # the most people of a place whose main name it is
        for row in rows:
            key = canonical(place_key(row.name))
            self.mains[key] = max(self.mains.get(key, 0), row.population)

    def ordinary(self, key: str) -> bool:
        """Is a one-word name also a common English word, written small about as often as with a capital?"""
        if " " in key or not key.isascii():
            return False
        small, capital = self.likely.get(key, -30.0), self.likely.get(key.title(), -30.0)
        return small > -14.0 and small > capital - 1.2

    def person(self, key: str) -> bool:
        """Is it a name of a person, or a first and a last one?"""
        words = key.split(" ")
        return len(words) <= 2 and all(w in self.persons for w in words)

    def frequent(self, name: str) -> bool:
        """Does English text hold it often enough?"""
        words = [w for w in re.split(r"[ \-]", name) if w]
        if len(words) == 1:
            return self.likely.get(name, -30.0) >= COMMON
        return all(self.likely.get(w, -30.0) >= KNOWN for w in words)

    def names(self, row: Row) -> list[tuple[str, str, int]]:
        """Key, name as written and standing of each name worth filing, the best standing of a key only."""
        out: dict[str, tuple[str, int]] = {}
        for name, standing in self._offered(row):
            for key in keys(name, row.country):
                before = out.get(key)
                if before is None or standing < before[1]:
                    out[key] = (before[0] if before else name, standing)
        return [(key, name, standing) for key, (name, standing) in out.items()]

    def _offered(self, row: Row) -> Iterator[tuple[str, int]]:
        yield row.name, MAIN
        most = 3 if row.kind == "country" else 0  # US and UK are known by their capitals, which keys do not have
        for name in row.sure:
            own = row.kind == "country" and self.mains.get(canonical(place_key(name)), 0) > NATION and name != row.name
            if (len(name.replace(".", "")) > most or not name.isupper()) and not own:
                yield name, ALTERNATE
        bare: dict[str, str] = {}
        if row.kind in ("admin1", "admin2"):
            bare = {place_key(short): short for name in (row.name, *row.names) if (short := stripped(name)) != name}
        yield from ((name, SHORT) for name in bare.values())
        left = FEW if row.kind == "city" and row.population < FEW_PEOPLE else 10_000
        for name in row.names:
            if left and usable(name, row) and place_key(name) not in bare:
                standing = self._standing(name, row)
                if standing is not None:
                    left -= 1
                    yield name, standing

    def _standing(self, name: str, row: Row) -> int | None:
        key = canonical(place_key(name))
        if self.ordinary(key):
            return None  # an alternate name that is a common word does more harm than good
        if row.kind == "country":
            return None if self.person(key) else ALTERNATE  # Mauritius is Maurice in French
        if row.kind != "city" or not key.isascii() or near(key, canonical(place_key(row.name))):
            return ALTERNATE
        if self.person(key) or self.mains.get(key, 0) > row.population * NAMESAKE:
            return OBSCURE  # what is common in English is not this place
        return ALTERNATE if self.frequent(name) else OBSCURE


def usable(name: str, row: Row) -> bool:
    """Could a newspaper write it: no code, no romanised gloss, no brackets, in a script that we keep?"""
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 3 or len(name) > 40 or _BAD.search(name) or len(name.split()) > MAX_WORDS:
        return False
    script = _script(letters[0])
    if any(_script(c) != script for c in letters):
        return False
    if script != "LATIN":
        return script in ("CYRILLIC", "ARABIC") and (
            row.population >= SCRIPTS_FROM or row.kind in ("country", "admin1")
        )
    return name[0].isupper() and not (name.isupper() and len(letters) <= 4)


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    first = unicodedata.name(letter, "?").split()[0]
    return "LATIN" if first == "MODIFIER" else first


def near(key: str, other: str) -> bool:
    """Do two keys differ in one letter at most, two where they are long, and not in the first?"""
    if key[:1] != other[:1] or min(len(key), len(other)) < 5:
        return False
    return _edits(key, other, most := 2 if min(len(key), len(other)) >= 8 else 1) <= most


def _edits(a: str, b: str, most: int) -> int:
    if abs(len(a) - len(b)) > most:
        return most + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


_AFFIXES = {
    side: sorted(
        (row["word"] for row in facts("gazetteer_affixes") if row["place"] == side), key=lambda w: (-len(w), w)
    )
    for side in ("before", "after")
}


def stripped(name: str) -> str:
    """The name of a division without the word for its kind."""
    for word in _AFFIXES["after"]:
        if name.lower().endswith(f" {word.lower()}"):
            name = name[: -len(word) - 1].strip()
            break
    for word in _AFFIXES["before"]:
        if name.lower().startswith(f"{word.lower()} "):
            return name[len(word) + 1 :].strip()
    return name


def keys(name: str, country: str) -> Iterator[str]:
    """Canonical keys of a name: as it is, and for Arabic names without the article and without a final h."""
    key = canonical(place_key(_MARKS.sub("", name)))
    if not key or len(key.split(" ")) > MAX_WORDS or (len(key) < 2):
        return
    yield key
    for one, other in ((" st ", " saint "), (" saint ", " st ")):
        if one in key:
            yield key.replace(one, other)
    if country not in _ARAB or not key.isascii():
        return
    for one in (key, key.removeprefix("al ")):
        yield one
        if one.endswith("ah") and len(one) > 4:
            yield one[:-1]
