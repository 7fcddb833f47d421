"""Whether two names of persons, word by word, can be one name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.knowledge.actor_rows import cells
from sayso.knowledge.spelling import distance, name_variants, slip, sounds
from sayso.lexicon.phrase_index import fold, pieces

_MOHAMMED = "mohammed"
_SHARE = 0.115  # of the letters of a word that its spellings may cost
_SHORT = 4  # letters up to which vowels tell names apart ("Wang", "Wong")
_SHORT_COST = 0.16
_SQUASHED = 8  # letters of a whole name that may hold a slip
_SLIP = 6  # letters of a word that may hold a slip


@dataclass(frozen=True, slots=True)
class Likeness:
    certainty: float
    how: str  # exact|transliteration|initials|order|one letter


@cache
def _parts(role: str) -> tuple[str, ...]:
    """Words of the table of one role, longest first."""
    words = [w for _, row in cells("name_parts") if row["role"] == role for w in row["words"].split("|")]
    return tuple(sorted(words, key=lambda w: (-len(w), w)))


@cache
def _particles() -> frozenset[str]:
    return frozenset(_parts("particle"))


def name_words(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name that count: no articles and "son of"; `Abd al-Fattah` and `Abdel Fattah` are one word."""
    particles, servant, joined = _particles(), _parts("servant"), _parts("joined")
    kept = [
        w
        for k, w in enumerate(keys)
        if w not in particles or (len(keys) == 2 and k == 0 and w not in ("al", "el", "de"))
    ]
    out: list[str] = []
    for k, word in enumerate(kept or list(keys)):
        if out and out[-1] == "abd":
            out[-1] = f"abd{word}"
        elif word in servant and k + 1 < len(kept):
            out.append("abd")
        elif word.startswith(joined) and len(word) > 7:
            head = next(p for p in joined if word.startswith(p))
            rest = word[len(head) :]
            out.append(f"abd{rest}" if word not in name_variants() else word)
        else:
            out.append(word)
    return tuple(out)


def alike(one: str, two: str) -> Likeness | None:
    """How sure two names as written are one; also of bodies, whose gaps and hyphens do not count."""
    keys = [tuple(k for k in map(fold, pieces(name)) if k) for name in (one, two)]
    if not all(keys):
        return None  # a name without a letter is nobody's
    words = [name_words(k) for k in keys]
    like = compare(words[0], words[1])
    return like or squashed("".join(keys[0]), "".join(keys[1]), slips=min(map(len, words)) == 1)


def squashed(one: str, two: str, *, slips: bool) -> Likeness | None:
    """The same letters but for the gaps, or but for one letter: "Al- arida" and "Al-Jarida"."""
    if one == two:
        return Likeness(0.9, "transliteration")
    if slips and max(len(one), len(two)) >= _SQUASHED and slip(one, two):
        return Likeness(0.65, "one letter")
    return None


def compare(one: tuple[str, ...], two: tuple[str, ...], *, slips: bool = True) -> Likeness | None:
    """How sure two names are one; None if they are not. Both as `name_words` gives them."""
    if one == two:
        return Likeness(0.97, "exact")
    straight = _aligned(one, two, slips)
    if straight is not None:
        return straight
    for a, b in ((one, two), (two, one)):
        if len(a) > 2 and a[0] in name_variants() and name_variants()[a[0]] == name_variants()[_MOHAMMED]:
            like = _aligned(a[1:], b, False)
            if like is not None and like.how in ("exact", "transliteration"):
                return Likeness(like.certainty - 0.08, "transliteration")
    if len(one) == len(two) and 2 <= len(one) <= 3 and not all(w in name_variants() for w in one):
        turned = _aligned((*one[1:], one[0]), two, False) or _aligned((one[-1], *one[:-1]), two, False)
        if turned is not None and turned.how in ("exact", "transliteration") and turned.certainty > 0.9:
            return Likeness(turned.certainty - 0.1, "order")
    return None


def _aligned(one: tuple[str, ...], two: tuple[str, ...], slips: bool) -> Likeness | None:
    """First word to first, last to last, and those between in order; the longer name may have more between."""
    short, long = (one, two) if len(one) <= len(two) else (two, one)
    if len(short) == 1:
        return _alone(short[0], long[0], slips) if len(long) == 1 else None
    pairs = [(short[0], long[0]), (short[-1], long[-1])]
    extra = list(long[1:-1])
    for word in short[1:-1]:
        while extra and _word(word, extra[0], False) is None:
            extra.pop(0)
        if not extra:
            return None  # each has a middle name that the other has not
        pairs.append((word, extra.pop(0)))
    missing = len(long) - len(short)
    if missing and len(short) > 2 and any(len(w) == 1 for w in (*short, *long)):
        return None  # George W. and George H. W.
    found = [_word(a, b, slips) for a, b in pairs]
    if any(f is None for f in found):
        return None
    hows = [f[1] for f in found if f is not None]
    if (
        hows.count("one letter") > 1
        or ("one letter" in hows and "initials" in hows)
        or hows.count("initials") == len(hows)
    ):
        return None
    cost = sum(f[0] for f in found if f is not None)
    how = next((h for h in ("one letter", "initials", "transliteration") if h in hows), "exact")
    start = {"one letter": 0.78, "initials": 0.8, "transliteration": 0.95, "exact": 0.97}[how]
    return Likeness(
        max(0.0, start - 1.1 * cost - 0.05 * missing), "transliteration" if how == "exact" and missing else how
    )


def _alone(a: str, b: str, slips: bool) -> Likeness | None:
    """One word each: less to go by, so closer."""
    if len(a) == 1 or len(b) == 1:
        return None
    found = _word(a, b, slips and min(len(a), len(b)) > _SLIP)
    if found is None:
        return None
    cost, how = found
    if how == "one letter":
        return Likeness(0.6, how)
    return Likeness(0.9 - 1.5 * cost, how) if cost <= 0.09 or how == "exact" else None


def _word(a: str, b: str, slips: bool) -> tuple[float, str] | None:
    """What it costs by letter to read one word as the other, and how; None if that cannot be."""
    if a == b:
        return 0.0, "exact"
    if len(a) == 1 or len(b) == 1:
        same = a[0] == b[0] or sounds(a)[:1] == sounds(b)[:1]
        return (0.02, "initials") if same else None
    cost = distance(a, b)
    length = max(len(sounds(a)), len(sounds(b)))
    if cost <= (_SHORT_COST if length <= _SHORT else _SHARE * length):
        return cost / length, "transliteration"
    if slips and cost < 2 and min(len(a), len(b)) >= _SLIP and slip(a, b):
        return 0.05, "one letter"
    return None
