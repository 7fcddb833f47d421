"""Whether two claims tell of one event: a score with its reasons, from type, participants, place, time, tolls and words."""

from __future__ import annotations

import math

from sayso.corroborate.joining.sameness import TOLL, alike, one_text, vague
from sayso.corroborate.joining.telling import Telling, common_name, telling
from sayso.corroborate.joining.weighing import closeness, modes_agree, weights
from sayso.corroborate.joining.when import compare_days
from sayso.corroborate.joining.where import compare_sites
from sayso.corroborate.joining.who import NOBODY, Match, Who, compare_circle, compare_side
from sayso.corroborate.joining.words import family, generic, likeness
from sayso.model.ledger import ClaimRecord, Pair, Report

_COMMON = 0.2  # share of words that two sentences on one subject have in common anyway
_ENOUGH = 1.0  # here the quick bound may stop
_ONE_SPEECH = 0.35  # and from here on two sentences tell of one thing said
_SAME_CONTENT, _LIKE_CONTENT = 0.3, 0.5  # share of words from which two contents are one; for two types of saying
_BRIEF = 2  # words up to which a content may be one by a single word: "restraint"
_LONG = 8  # words of a content that must be found again at most
_NAMES = 2  # names that two sentences may have in common until more say no more


Side = tuple[Who, ...]


def a_name(side: Side) -> bool:
    """Is anybody of these called by name?"""
    return any(who.named for who in side)


def event_pair(a: ClaimRecord, ra: Report, b: ClaimRecord, rb: Report, *, related: float = 0.0) -> Pair | None:
    """The two claims as a pair if they tell of one event, with the score and the reasons; looks at nothing but the two.

    `related`: how sure it is that their articles tell of one affair, from 0 to 1; it stands for what two articles have in
    common beside the two sentences.
    """
    if a.id == b.id:
        return None
    one, other = telling(a, ra), telling(b, rb)
    return compare(one, other, related) if a.id < b.id else compare(other, one, related)


def compare(a: Telling, b: Telling, related: float = 0.0) -> Pair | None:
    """The pair of two digested claims, `a` before `b` by id."""
    if a.group != b.group or a.modality != b.modality or a.tokens.isdisjoint(b.tokens):
        return None
    if a.article == b.article and a.sentence == b.sentence:
        return None  # the reading of one sentence has told its events apart
    close = closeness(a.type, a.mode, b.type, b.mode)
    if not close:
        return None
    days, apart = compare_days(a.days, b.days)
    if apart or vague(a, b):
        return None
    if not related and a.type and _at_most(a, b) < weights().specific:
        return None
    return _Sum(a, b, related).pair(close, days)


_MOST = {"@": 2.0, "&": 0.7, "%": 1.0, "!": 0.6}  # what a detail in common may bring that is specific
_REST = 0.6  # what else may, hardly ever all at once: countries, modes, a day named in both


def _at_most(a: Telling, b: Telling) -> float:
    """An upper bound, quick to find, of how much two claims have in common that is specific."""
    most = _REST + (2.0 if a.content and b.content else 0.0) + (0.7 if a.counts and b.counts else 0.0)
    if (a.stance == "affirm") != (b.stance == "affirm"):
        most += weights().denial
    if most < _ENOUGH:
        for token in a.tokens & b.tokens:
            most += _MOST.get(token[0], 0.0)
    return (
        most + weights().name_specific * _NAMES + max(0.0, weights().signs * (alike(a.signs, b.signs) - _COMMON))
        if most < _ENOUGH
        else most
    )


class _Sum:
    """The points of one pair, how much of them is specific, and the reasons."""

    def __init__(self, a: Telling, b: Telling, related: float) -> None:
        self.a, self.b, self.w, self.related = a, b, weights(), related
        self.total = self.specific = 0.0
        self.why: list[str] = []
        self.alike = alike(a.signs, b.signs)
        self.one_text = one_text(a, b)

    def pair(self, close: float, days: float) -> Pair | None:
        a, b, w = self.a, self.b, self.w
        self.total = w.type * close + w.days * (days if a.article != b.article or a.days.firm else 0.0)
        if not (self._place() and self._parties()):
            return None
        if self.related:
            self._add(w.related * self.related, w.related_specific * self.related, "articles on one affair")
        self._mode()
        called = self._words()
        if not called and not a.type:
            return None  # where no type is known, the words alone say what happened
        self._content()
        self._counts()
        if a.type:
            self._names()
        if a.days.exact and b.days.exact and days > 0:
            self._add(0.0, w.day_specific)
        if self.alike > _COMMON:
            self._add(w.signs * (self.alike - _COMMON), w.signs * (self.alike - _COMMON), "much the same words")
        if (a.stance == "affirm") != (b.stance == "affirm") and called:
            if not {"the same actor", "the same place"}.isdisjoint(self.why):
                self._add(w.denial, w.denial, "one denies it or takes it back")
        least = w.join_inside if a.article == b.article else w.join
        if self.total < least or self.specific < w.specific or not self._said(days):
            return None
        score = 1 / (1 + math.exp(-w.steep * (self.total - least)))
        return Pair(a=a.claim.id, b=b.claim.id, score=round(score, 4), why=tuple(self.why))

    def _said(self, days: float) -> bool:
        """Of what was said, not done: is there more in common than who said it and how it is called?"""
        a, b = self.a, self.b
        if not (a.type and a.will and b.will):
            return True
        if "the same content" in self.why or self.alike >= _ONE_SPEECH or (a.days.exact and b.days.exact):
            return True
        if a.content and b.content:
            return False
        return (
            "the same words for it" in self.why
            and days > 0
            and not {"the same recipient", "the same parties"}.isdisjoint(self.why)
        )

    def _add(self, points: float, specific: float = 0.0, why: str = "") -> None:
        self.total += points
        self.specific += specific
        if why:
            self.why.append(why)

    def _place(self) -> bool:
        if self.a.site is None or self.b.site is None:
            return True
        points, specific, apart = compare_sites(self.a.site, self.b.site)
        if apart and not self.one_text:
            return False
        if specific:
            self._add(self.w.place * points, specific, "the same place")
        else:
            self._add(self.w.place * points)
        return True

    def _parties(self) -> bool:
        a, b, w = self.a, self.b, self.w
        if a.circle or b.circle:
            match = compare_circle((*a.actors, *a.others), (*b.actors, *b.others))
            self._add(w.circle * match.points, match.specific, "the same parties" if match.specific else "")
            return not match.apart or self.one_text
        actor, other = compare_side(a.actors, b.actors), compare_side(a.others, b.others)
        if (actor.apart or other.apart) and a.will and b.will and not self.one_text:
            return False  # who says it to whom is what makes a threat or a demand
        if actor.apart and other.apart and not self.one_text:
            return False
        self._side(actor, w.actor, w.actor_apart, "the same actor", a.actors, b.actors)
        self._side(other, w.other, w.other_apart, "the same recipient", a.others, b.others)
        return True

    def _side(self, match: Match, weight: float, apart: float, why: str, ours: Side, theirs: Side) -> None:
        if match is NOBODY:
            if a_name(ours) or a_name(theirs):
                self._add(self.w.unlike if ours and theirs else 0.0)
            return
        if match.apart:
            self._add(0.0 if self.one_text else apart)
        else:
            self._add(weight * match.points, match.specific, why if match.points > 0 else "")

    def _mode(self) -> None:
        a, b = self.a, self.b
        if a.type != b.type or not a.mode or not b.mode:
            return
        if a.mode == b.mode:
            self._add(self.w.mode, 0.1, "the same mode")
        elif not modes_agree(a.type, a.mode, b.mode):
            self._add(self.w.mode_apart)

    def _words(self) -> bool:
        """Whether the triggers are alike."""
        shared = [word for word in self.a.words if word in self.b.words]
        plain = [word for word in shared if not generic(word)]
        if plain:
            more = self.w.word_more * (len(shared) - 1)
            self._add(self.w.word + more, self.w.word_specific + more, "the same words for it")
        elif shared:
            self._add(self.w.word_generic)
        elif best := max((likeness(x, y) for x in self.a.words for y in self.b.words), default=0.0):
            self._add(self.w.word_generic * best)
        else:
            if self.a.type == self.b.type:
                self._add(self.w.word_apart)
            return False
        return True

    def _content(self) -> None:
        a, b = self.a.content, self.b.content
        if not a or not b:
            return
        shared = len(a & b)
        share = shared / min(len(a), len(b), _LONG)
        if not share:
            self._add(self.w.content_apart)
        elif (shared > 1 or max(len(a), len(b)) <= _BRIEF) and share >= (
            _SAME_CONTENT if self.a.type == self.b.type else _LIKE_CONTENT
        ):
            points = self.w.content * min(1.0, share)
            self._add(points, points, "the same content")

    def _names(self) -> None:
        """Names in both sentences that are neither countries nor those of the participants."""
        shared = {s[1:] for s in self.a.signs & self.b.signs if s[0] == "^" and not common_name(s[1:])}
        if shared:
            parties = {w for t in (self.a, self.b) for who in (*t.actors, *t.others) for w in who.words}
            found = min(_NAMES, sum(family(name) not in parties for name in shared))
            if found:
                self._add(self.w.name * found, self.w.name_specific * found, "the same names")

    def _counts(self) -> None:
        best = 0.0
        for kind, low, high in self.a.counts:
            for other, least, most in self.b.counts:
                if kind != other:
                    continue
                if low == least and high == most and low >= TOLL:
                    best = max(best, self.w.toll)
                elif low <= (most if most is not None else low) and least <= (high if high is not None else least):
                    best = max(best, self.w.toll_close)
        if best:
            self._add(best, best, "the same numbers")
