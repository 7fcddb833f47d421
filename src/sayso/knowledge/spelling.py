"""How alike two spellings of one word of a name are, and keys under which such spellings meet."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sayso.knowledge.actor_rows import cells

_TWICE = re.compile(r"(.)\1+")
_INNER_Y = re.compile(r"(?<=[^aeiouê])y")
VOWELS = frozenset("aeiouêy")
_FRONT, _BACK = frozenset("eiyê"), frozenset("ouw")
_CLASS = str.maketrans(
    {
        **dict.fromkeys("kqgxğc", "k"),
        **dict.fromkeys("szšžčjţ", "s"),
        **dict.fromkeys("dtðþ", "t"),
        **dict.fromkeys("fvw", "f"),
    }
    | dict.fromkeys("aeiouêyh'", "")
)
_DROP = {"h": 0.3, "y": 0.3, "ğ": 0.6, "w": 0.8, "t": 0.9, "þ": 0.9}
_SOFT = ("e", "i", "y")  # letters before which a c is an s
_VOWEL_LOST = 0.35
_ONSET = 0.3  # more for another vowel at the beginning, where it is heard best
_MARKS = ("va", "na", "ia", "êa", "sa")  # endings by which a woman's name differs from a man's


@cache
def _letters() -> tuple[re.Pattern[str], dict[str, str]]:
    """Groups of letters with their sound, and a pattern that finds them, and any other c."""
    known = {row["letters"]: row["sound"] for _, row in cells("name_sounds")}
    return re.compile("|".join([*sorted(known, key=len, reverse=True), "c"])), known


@cache
def _costs() -> dict[str, float]:
    """What it costs to write one sound for another, by both."""
    rows = [row for _, row in cells("name_costs")]
    return {pair: float(r["cost"]) for r in rows for pair in (r["one"] + r["two"], r["two"] + r["one"])}


@lru_cache(maxsize=4096)
def sounds(word: str) -> str:
    """A folded word in letters of our own, one for each sound: `khaddafi` and `xadafi` alike."""
    pattern, known = _letters()
    out = pattern.sub(lambda m: known.get(m[0]) or ("s" if word[m.end() : m.end() + 1] in _SOFT else "k"), word)
    if out.startswith(("ye", "yê")):
        out = out[1:]
    out = _INNER_Y.sub("i", out)
    if out.endswith(("of", "ef")):
        out = out[:-1] + "v"
    return _TWICE.sub(r"\1", out)


def skeletons(word: str) -> tuple[str, ...]:
    """The consonants by class: two words that may be spellings of one name share one; a w is read as v and as u."""
    form = sounds(word)
    keys = (_bones(form), _bones(form.replace("w", ""))) if "w" in form else (_bones(form),)
    given = name_variants().get(word)
    return keys if given is None else (f"={given}", *keys)


def _bones(form: str) -> str:
    bones = _TWICE.sub(r"\1", form).translate(_CLASS)
    return ("a" if form[:1] in VOWELS else "") + bones if bones else form


@cache
def name_variants() -> dict[str, int]:
    """Forms of names that our table knows, with the number of the name."""
    out: dict[str, int] = {}
    for number, (_, row) in enumerate(cells("name_variants")):
        for form in row["forms"].split("|"):
            out[form] = number
    return out


@lru_cache(maxsize=4096)
def distance(a: str, b: str) -> float:
    """What it costs to write one folded word for another: 0 the same, about 1 for each letter that no transliteration explains."""
    if a == b:
        return 0.0
    one, two = name_variants().get(a), name_variants().get(b)
    if one is not None and two is not None:
        return 0.05 if one == two else 9.0
    a, b = sounds(a), sounds(b)
    if _woman_of(a, b) or _woman_of(b, a):
        return 9.0
    if abs(len(a) - len(b)) > 3:
        return 9.0
    onset = _ONSET if a[:1] != b[:1] and a[:1] in VOWELS and b[:1] in VOWELS else 0.0
    before = [onset]
    for letter in b:
        before.append(before[-1] + _lost(letter))
    for x in a:
        row = [before[0] + _lost(x)]
        for k, y in enumerate(b):
            row.append(min(before[k] + _change(x, y), before[k + 1] + _lost(x), row[k] + _lost(y)))
        before = row
    return before[-1]


def _woman_of(man: str, woman: str) -> bool:
    """`Ivanova` is not `Ivanov`, nor `Tsikhanouskaya` `Tsikhanouski`."""
    return (woman == man + "a" and woman.endswith(_MARKS)) or (
        man.endswith("ski") and woman.endswith("a") and woman.startswith(man[:-1])
    )


def _lost(letter: str) -> float:
    return _VOWEL_LOST if letter in "aeiouê" else _DROP.get(letter, 1.0)


def _change(x: str, y: str) -> float:
    if x == y:
        return 0.0
    if (cost := _costs().get(x + y)) is not None:
        return cost
    for group in (_FRONT, _BACK):
        if x in group and y in group:
            return 0.15
    return 0.6 if x in VOWELS and y in VOWELS else 1.0


def slip(a: str, b: str) -> bool:
    """One letter lost, added, changed or swapped with its neighbour."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    if len(a) < len(b):
        a, b = b, a
    k = next((i for i in range(len(b)) if a[i] != b[i]), len(b))
    if len(a) > len(b):
        return a[k + 1 :] == b[k:]
    swapped = a[k : k + 2] == b[k : k + 2][::-1] and a[k + 2 :] == b[k + 2 :]
    return swapped or a[k + 1 :] == b[k + 1 :]
