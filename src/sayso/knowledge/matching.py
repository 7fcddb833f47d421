"""Who is meant by a name that may be spelt in another way than our tables spell it: candidates, how sure, and how found."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.knowledge.alignment import Likeness, compare, name_words, squashed
from sayso.knowledge.base import FORMS, Base, all_stays, base
from sayso.knowledge.known import LONGEST, Known, KnownTerm
from sayso.knowledge.spelling import skeletons
from sayso.lexicon.actors import agents
from sayso.lexicon.phrase_index import fold, pieces
from sayso.lexicon.tables import alternatives, table

LEAST = 0.4  # certainty below which a candidate is no answer
_CLEAR = 0.15  # how far the best must be ahead to stand alone
_MANY = 400  # names that share a word: such a word alone finds nobody
_ELSEWHERE = 0.5  # what is left of a match in another country than the one asked for
_OUT_OF_OFFICE = 0.9
_NAME, _METONYM, _SURNAME, _BARE = range(len(FORMS))


@dataclass(frozen=True, slots=True)
class Match:
    """One candidate. `how`: exact|alias|surname|transliteration|initials|order|one letter|office, of a state name|capital ...; `form`: our spelling met."""

    known: Known
    certainty: float
    how: str
    form: str


def who(
    name: str, *, day: str | None = None, country: str | None = None, kinds: Collection[str] | None = None
) -> tuple[Match, ...]:
    """Candidates for a name, best first; an empty tuple means that nobody we know can be meant.

    `kinds`: person, organisation, or sorts of organisation such as party. `country`: ISO code that the context tells.
    """
    if len(name) > LONGEST:
        return ()
    title, bare = _untitled(name)
    found = _exact(bare) or (_exact(name) if title else [])
    if not found:
        found = [*index().close(bare), *index().squashed(bare)]
    return _ranked(found, day, country, kinds)


def spelt(name: str) -> tuple[Match, ...]:
    """Persons of whose names this one, which no table holds, is a spelling; slips of one letter do not count here."""
    return _spelt(index(), name)


@lru_cache(maxsize=4096)
def _spelt(likenesses: LikenessIndex, name: str) -> tuple[Match, ...]:
    return _ranked(likenesses.close(name, slips=False), None, None, None)


def _exact(name: str) -> list[Match]:
    terms = base().exact(name)
    return [Match(t.known, _certainty(t, name), _how(t, name), name) for t in terms]


def _how(term: KnownTerm, name: str) -> str:
    if term.form in ("surname", "bare"):
        return "surname"
    return "exact" if term.known.name.casefold() == name.casefold() else "alias"


def _certainty(term: KnownTerm, name: str) -> float:
    alone = term.known.kind == "person" and " " not in name
    worth = {"name": 0.9 if alone else 0.98, "metonym": 0.7, "surname": 0.75, "bare": 0.6}[term.form]
    return worth * term.known.sure


def _ranked(
    found: Iterable[Match], day: str | None, country: str | None, kinds: Collection[str] | None
) -> tuple[Match, ...]:
    """One match for each actor, weighed by country and day; candidates that are as good share what is certain."""
    best: dict[str, Match] = {}
    for match in found:
        known = match.known
        if (kinds is not None and known.kind not in kinds and known.sort not in kinds) or known.existed(day) is False:
            continue
        certainty = match.certainty
        if country and known.country != country:
            certainty *= _ELSEWHERE
        if (
            day
            and any(s.office and s.dated for s in known.spells)
            and not any(s.certainty(day) for s in known.spells if s.office)
        ):
            certainty *= _OUT_OF_OFFICE
        if known.users:
            certainty = min(1.0, certainty + 0.02)
        held = best.get(known.id)
        if held is None or held.certainty < certainty:
            best[known.id] = replace(match, certainty=certainty)
    ordered = sorted(best.values(), key=lambda m: (-m.certainty, not m.known.users, m.known.id))
    rivals = [m for m in ordered if ordered[0].certainty - m.certainty < _CLEAR] if ordered else []
    if len(rivals) > 1 and not rivals[0].known.users:
        whole = sum(m.certainty for m in rivals)
        shared = {
            m.known.id: m.certainty**2 / whole * 1.25 for m in rivals
        }  # one of them is likely, which is not known
        ordered = [replace(m, certainty=min(m.certainty, shared.get(m.known.id, m.certainty))) for m in ordered]
        ordered.sort(key=lambda m: (-m.certainty, m.known.id))
        return tuple(replace(m, certainty=round(m.certainty, 3)) for m in ordered if m.certainty >= LEAST / len(rivals))
    return tuple(replace(m, certainty=round(m.certainty, 3)) for m in ordered if m.certainty >= LEAST)


def _untitled(name: str) -> tuple[bool, str]:
    """The name without forms of address and titles before it ("President", "Field Marshal", "Dr.")."""
    words = name.replace("’", "'").removesuffix("'s").split()
    start = 0
    while start < len(words) - 1:
        if words[start] in _address():
            start += 1
            continue
        keys = [fold(w) for w in pieces(" ".join(words[start:]))]
        n, found = agents().at(keys, keys, 0) if keys else (0, [])
        if not n or n >= len(words) - start or not any(a.kind == "person" for a in found):
            break
        start += n
    return start > 0, " ".join(words[start:])


@lru_cache(maxsize=1)
def _address() -> frozenset[str]:
    return frozenset(w for row in table("honorifics") for w in alternatives(row["words"]))


class LikenessIndex:
    """Names of the base by the consonants of their words, so that only those that may be alike are compared."""

    def __init__(self, actors: Base) -> None:
        self.base = actors
        self.forms: list[tuple[str, ...]] = []
        self.codes: list[int] = []
        self._joined: dict[int, str] = {}  # names of a few words without the gaps
        self._ends: dict[str, list[int]] = {}  # consonants of the first and last word, in either order
        self._initial: dict[str, list[int]] = {}  # first letter and consonants of the last word
        self._single: dict[str, list[int]] = {}
        self._word: dict[str, list[int]] = {}
        self._squash: dict[str, list[int]] = {}
        bones: dict[str, tuple[str, ...]] = {}
        for first, entries in actors.first.items():
            for rest, _, code in entries:
                form = code % len(FORMS)
                person = actors.rows[code // len(FORMS)].kind == "person"
                if form != _METONYM:
                    self._file((first, *rest), code, person, bones)

    def _file(self, keys: tuple[str, ...], code: int, person: bool, bones: dict[str, tuple[str, ...]]) -> None:
        words = name_words(keys) if person else keys
        if not words or not all(w.isascii() for w in words):
            return
        k = len(self.forms)
        self.forms.append(words)
        self.codes.append(code)
        squash = "".join(keys)
        if len(keys) <= 3 and len(squash) >= 7 and (not person or len(words) == 1):
            self._joined[k] = squash
            for key in _squash_keys(squash):
                self._squash.setdefault(key, []).append(k)
        if not person:
            return
        first, last = (bones.get(w) or bones.setdefault(w, skeletons(w)) for w in (words[0], words[-1]))
        if len(words) == 1:
            for key in first:
                self._single.setdefault(key, []).append(k)
            return
        for b in last:
            self._initial.setdefault(f"{words[0][0]} {b}", []).append(k)
            for a in first:
                self._ends.setdefault(f"{a} {b}", []).append(k)
        for w in dict.fromkeys((words[0], words[-1])):
            self._word.setdefault(w, []).append(k)

    def close(self, name: str, *, slips: bool = True) -> list[Match]:
        """Persons whose names may be the same as this one in another spelling."""
        words = name_words(tuple(k for k in map(fold, pieces(name)) if k)) if len(name) <= LONGEST else ()
        if not words or not all(w.isascii() and w.isalpha() for w in words):
            return []
        found = []
        for k in self._candidates(words, slips):
            like = compare(words, self.forms[k], slips=slips)
            if like is not None:
                found.append(self._match(k, like))
        return found

    def _candidates(self, words: tuple[str, ...], slips: bool) -> dict[int, None]:
        out: dict[int, None] = {}
        if len(words) == 1:
            for key in skeletons(words[0]):
                out.update(dict.fromkeys(self._single.get(key, ())))
            return out
        first, last = words[0], words[-1]
        for b in skeletons(last):
            if len(first) == 1:
                out.update(dict.fromkeys(self._initial.get(f"{first} {b}", ())))
            for a in skeletons(first):
                out.update(dict.fromkeys(self._ends.get(f"{a} {b}", ())))
                out.update(dict.fromkeys(self._ends.get(f"{b} {a}", ())))
            out.update(dict.fromkeys(self._initial.get(f"{first[0]} {b}", ()) if slips else ()))
        if len(words) > 2:  # "Mohammed Hosni Mubarak" as "Hosni Mubarak"
            out.update(dict.fromkeys(self._candidates(words[1:], False)))
        if slips:
            for w in (first, last):
                held = self._word.get(w, ())
                out.update(dict.fromkeys(held if len(held) < _MANY else ()))
        return out

    def squashed(self, name: str) -> list[Match]:
        """Actors of a few words whose letters, without the gaps, differ by one: "Al- arida" for "Al-Jarida"."""
        squash = "".join(k for k in map(fold, pieces(name)))
        found: list[Match] = []
        if len(squash) < 6:
            return found
        one = len(name_words(tuple(pieces(name)))) == 1
        for key in _squash_keys(squash):
            for k in self._squash.get(key, ()):
                if (like := squashed(self._joined[k], squash, slips=one or len(self.forms[k]) == 1)) is not None:
                    found.append(self._match(k, like))
        return found

    def _match(self, k: int, like: Likeness) -> Match:
        term = self.base.term(self.codes[k])
        worth = {"name": 1.0, "metonym": 0.7, "surname": 0.8, "bare": 0.65}[term.form]
        form = " ".join(w.capitalize() for w in self.forms[k])
        return Match(term.known, like.certainty * worth * term.known.sure, like.how, form)


def _squash_keys(squash: str) -> tuple[str, str]:
    """The beginning and the end: one slip spares one of them."""
    return f"{squash[:4]}-", f"-{squash[-4:]}"


def index() -> LikenessIndex:
    """The index of the present base, made at the first question."""
    return _index(base())


@lru_cache(maxsize=1)
def _index(actors: Base) -> LikenessIndex:
    with all_stays():
        return LikenessIndex(actors)
