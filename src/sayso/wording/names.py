"""Names and descriptions as they stand within a sentence: with their article, and whether the verb is that for many."""

from __future__ import annotations

import re
from functools import cache

from sayso.knowledge.countries import countries, country_of
from sayso.lexicon.tables import alternatives, table

_WHOSE = ("his", "her", "their", "its", "our", "my", "your", "whose")
_BEFORE = ("the", "a", "an", "one", "this", "that", "some", "any", "no", "each", "every", "another", "all", *_WHOSE)
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "many", "some", "few",
           "dozens", "scores", "both")  # fmt: skip
_ONE_THING = ("ss", "us", "is")  # endings of words for one thing: "press", "caucus"
_SPOKEN_A = re.compile(r"(?:eu(?!\b)|one\b|once\b|uni(?![dmn])|us[eu]|ut[ei])", re.IGNORECASE)
_SPOKEN_AN = re.compile(r"(?:[aeio]|un|up|ur|hour|honest|heir|honou?r)", re.IGNORECASE)
_LETTERS = "AEFHILMNORSX"  # letters whose names begin with a vowel: "an MP"
_INITIALS = 3
_RELATIVE = re.compile(r",? (?:who|which|that|whose) ")


@cache
def _words(kind: str) -> frozenset[str]:
    rows = (row for row in table("names", language=None, package="sayso.wording") if row["kind"] == kind)
    return frozenset(word.lower() for row in rows for word in alternatives(row["words"]))


def with_the(name: str, *, person: bool = False) -> str:
    """A name with `the` where English has it: `the Ministry of Defence`, `the Prime Minister of Sweden`, but `Amber Wire`."""
    opening = name.partition(" ")[0]
    first = opening.lower()
    owner = opening[:1].isupper() and opening.endswith(("'s", "\N{RIGHT SINGLE QUOTATION MARK}s"))  # "Khartoum's envoy"
    if not first or first in _BEFORE or owner:
        return name
    front, of, behind = name.partition(" of ")
    if of:
        name = f"{front} of {_behind(behind)}"
    if person:
        return f"the {name}" if _office(front, bool(of)) else name
    if name.lower() in _words("whole") | _words("many-whole"):
        return f"the {name}"
    if name.isupper():
        return name
    last = front.rpartition(" ")[2].lower()
    takes = last in _words("last") | _words("many") or (first in _words("first") and " " in front)
    takes = takes or (bool(of) and last in _words("of")) or _office(front, bool(of)) or _a_people(name)
    return f"the {name}" if takes else name


def _behind(name: str) -> str:
    """What stands behind `of`: a country or the like, or again a body of one."""
    known = " of " in name or country_of(name) or name.lower() in _words("whole") | _words("many-whole")
    return with_the(name) if known or name.partition(" ")[0].lower() in _words("first") else name


def _office(front: str, of: bool) -> bool:
    """Whether a name is that of an office: `Minister (of ...)`, `UN Special Representative`, but no `Stephen King`."""
    first, last = front.split(" ")[0].lower(), front.rpartition(" ")[2]
    if last.lower() not in _words("office"):
        return False
    owned = re.search(r"['\N{RIGHT SINGLE QUOTATION MARK}]s ", front) is not None
    return of or owned or last.islower() or (first in _words("rank") and " " in front)


def _a_people(name: str) -> bool:
    """`Serbs`, `Yemenis`: a people by a word for many; `Laos` is a country."""
    if " " in name or not name.endswith("s") or country_of(name[:-1]) is None:
        return False
    return name not in _countries()


@cache
def _countries() -> frozenset[str]:
    return frozenset(country.name for country in countries())


def place_name(name: str) -> str:
    """A place as it follows `in`: `the Red Sea`, `the United States`, `Port Amber`."""
    if name.rpartition(" ")[2].lower() in _words("place") and not name.lower().startswith("the "):
        return f"the {name}"
    known = country_of(name) is not None or name.lower() in _words("whole")
    return with_the(name) if known else name


def plural(name: str) -> bool:
    """Whether a body takes the verb for many: `the Houthis say`, `the Rapid Support Forces say`, but `the United Nations says`."""
    bare = re.sub(r"^the ", "", name, flags=re.IGNORECASE)
    front = bare.partition(" of ")[0]
    last = front.rpartition(" ")[2].lower()
    return last in _words("many") or bare.lower() in _words("many-whole") or _a_people(bare)


def several(name: str) -> bool:
    """Whether a description is of many: `two lorry drivers`, `officials`, `people`."""
    bare = _RELATIVE.split(name.partition(" (")[0])[0].lower().split()
    if not bare:
        return False
    head = bare[bare.index("of") - 1] if "of" in bare[1:] else bare[-1]
    many = (head.endswith("s") and not head.endswith(_ONE_THING)) or head in _words("mass")
    return many or bare[0] in _COUNTS or (bare[0].isdecimal() and bare[0] != "1")


def with_a(name: str) -> str:
    """A description with `a` or `an`, where it is of one and has nothing before it."""
    first = name.partition(" ")[0]
    if several(name) or first.lower() in _BEFORE or not name[:1].isalpha() or "'s" in first:
        return name
    return f"{'an' if _vowel(first) else 'a'} {name}"


def _vowel(word: str) -> bool:
    """Whether a word is spoken with a vowel first: `an hour`, `an MP`, `a European`, `a UN official`."""
    if word.isupper() and 1 < len(word) <= _INITIALS:
        return word[0] in _LETTERS
    return bool(_SPOKEN_AN.match(word)) and not _SPOKEN_A.match(word)
