"""A claim as joining sees it: digested once, compared many times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.corroborate.joining.when import Days, before, days_of
from sayso.corroborate.joining.who import Who, who_of
from sayso.corroborate.joining.words import family, generic, senses, signs, told, triggered
from sayso.knowledge.countries import country_of
from sayso.lexicon.tables import alternatives, table
from sayso.model.ledger import ClaimRecord, Report, Site

CIRCLE = frozenset({"CONSULT", "AGREE", "COOPERATE"})  # all who take part are alike
WILL = frozenset({"THREATEN", "REQUEST", "AGREE", "REJECT", "ACCUSE", "SUPPORT", "CONCEDE"})  # what is said decides
_KEPT = 2048  # digests kept at hand, some 4 KB each: full after some hundred articles, and level from then on
_NAMES = 5  # names of a sentence that serve to find it
_ACTORS, _OTHERS = ("actor",), ("recipient", "beneficiary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one claim tells of its event."""

    claim: ClaimRecord
    told: str  # the day of its report; never the report itself, whose whole text would be kept at hand with it
    article: str
    sentence: int  # where its sentence begins
    type: str
    group: str
    mode: str | None
    modality: str
    stance: str
    days: Days
    site: Site | None
    actors: tuple[Who, ...]
    others: tuple[Who, ...]
    words: tuple[str, ...]  # families of the trigger's words
    content: frozenset[str]
    signs: frozenset[str]
    counts: tuple[tuple[str, int, int | None], ...]
    lasting: str  # what two articles must share to mean one event of a deed that goes on for long; empty for others
    tokens: frozenset[str]  # all that could tell it from other events; two claims that share none are not compared

    @property
    def will(self) -> bool:
        return self.type in WILL

    @property
    def circle(self) -> bool:
        return self.type in CIRCLE


_telling: dict[str, Telling] = {}


def telling(claim: ClaimRecord, report: Report) -> Telling:
    """The digest of a claim, kept at hand since a claim is compared with many."""
    found = _telling.get(claim.id)
    if found is not None and (found.claim is claim or found.claim == claim):
        if found.told == report.day:
            return found
    if len(_telling) >= _KEPT:
        for oldest in list(_telling)[: _KEPT // 32]:  # few: memory would go up and down with what is let go
            _telling.pop(oldest, None)
    found = _telling[claim.id] = _digest(claim, report)
    return found


def _digest(claim: ClaimRecord, report: Report) -> Telling:
    day = claim.latest or claim.earliest or report.day
    actors = tuple(who_of(p, day) for p in claim.in_role(*_ACTORS))
    others = tuple(who_of(p, day) for p in claim.in_role(*_OTHERS))
    words = triggered(claim.trigger)
    found = signs(claim.sentence)
    parties = frozenset(word for who in (*actors, *others) for word in who.words)  # they are compared apart
    plain = frozenset(w for w in told(claim.content or "") if not common_name(w))
    counts = tuple((c.kind, c.low, c.high) for c in claim.counts if c.low is not None)
    held = stance(claim)
    days = days_of(claim, report)
    return Telling(
        claim=claim,
        told=report.day,
        article=claim.article,
        sentence=claim.sentence_span.start,
        type=claim.type,
        group=type_group(claim.type),
        mode=claim.mode,
        modality=claim.modality,
        stance=held,
        days=days if held == "affirm" else before(days),
        site=claim.site,
        actors=actors,
        others=others,
        words=words,
        content=plain - parties,
        signs=found,
        counts=counts,
        lasting=_lasting(claim),
        tokens=frozenset(_tokens(claim, (*actors, *others), words, found)),
    )


def _tokens(claim: ClaimRecord, parties: tuple[Who, ...], words: tuple[str, ...], found: frozenset[str]) -> set[str]:
    tokens = {f"@{p.id}" for p in parties if not p.state}
    tokens |= {f"@{other}" for p in parties for other in p.others}
    tokens |= {f"&{word}" for p in parties if not p.named and not p.state for word in p.words}
    site = claim.site
    if site is not None and site.precision != "country":
        tokens.add(f"%{site.geonames_id or site.name.casefold()}")
        if site.admin1:
            tokens.add(f"%{site.country}/{site.admin1}")
    tokens |= {f"!{word}" for word in words if not generic(word)}
    tokens |= {f"~{sense}" for word in words if not generic(word) for sense in senses(word)}
    return tokens | {sign for sign in found if sign[0] in "^#" and not common_name(sign[1:])}


def names(found: frozenset[str]) -> tuple[str, ...]:
    """The names and figures of a sentence that serve to find its like: not those of countries; the longest first."""
    kept = sorted((s for s in found if s[0] in "^#" and not common_name(s[1:])), key=lambda s: (-len(s), s))
    return tuple(kept[:_NAMES])


@lru_cache(maxsize=2048)
def common_name(word: str) -> bool:
    """A country or a people, which stands in too many sentences to find one."""
    return country_of(word) is not None or (word.endswith("s") and country_of(word[:-1]) is not None)


@cache
def _groups() -> dict[str, str]:
    return {row["type"]: row["group"] for row in table("type_groups", language=None, package=__package__)}


def type_group(type_: str) -> str:
    """The group of types within which one event may be told under several."""
    return _groups().get(type_, type_)


# ---------------------------------------------------------------------- deeds that last
_BEFORE, _AFTER = 24, 60  # characters around a trigger in which a phrase tells how long


def _lasting(claim: ClaimRecord) -> str:
    """What joins two mentions of a deed that goes on for months or years; empty for what happens once."""
    words = re.findall(r"[\w'’-]+", claim.trigger)
    needs = next((_lasting_words()[family(w)] for w in words if family(w) in _lasting_words()), "")
    if claim.sentence:
        start = claim.trigger_span.start - claim.sentence_span.start
        near = claim.sentence[max(0, start - _BEFORE) : start + len(claim.trigger) + _AFTER].lower()
        for need, phrases in _lasting_phrases():
            if phrases.search(near):
                return need
    return needs


@cache
def _lasting_words() -> dict[str, str]:
    rows = [row for row in table("event_lasting", package=__package__) if row["kind"] == "word"]
    return {family(word): row["needs"] for row in rows for word in alternatives(row["words"])}


@cache
def _lasting_phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = [row for row in table("event_lasting", package=__package__) if row["kind"] == "phrase"]
    return tuple((row["needs"], _any(row["words"])) for row in rows)


# ---------------------------------------------------------------------- stances
def stance(claim: ClaimRecord) -> str:
    """Whether the claim says that the event happened, denies it, or takes an earlier report of it back."""
    if _retracts(claim.sentence):
        return "retract"
    return "deny" if claim.polarity == "negative" else "affirm"


def _retracts(sentence: str) -> bool:
    low = sentence.lower()
    if not _any_cue().search(low):
        return False
    return any(verbs.search(low) and (objects is None or objects.search(low)) for verbs, objects in _cues())


@cache
def _cues() -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (_any(row["verb"]), None if row["objects"] == "-" else _any(row["objects"])) for row in table("retraction_cues")
    )


@cache
def _any_cue() -> re.Pattern[str]:
    return _any("|".join(row["verb"] for row in table("retraction_cues")))


def _any(cell: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in alternatives(cell)) + r")\b")
