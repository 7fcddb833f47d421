"""On whose word a deed is laid to its doer: a label derived from claims, attributions and the words around his name.

Told as fact by the outlet, claimed by the doer himself, laid to him by others or by the authorities, or only possible. The
five words are those of the Message Understanding Conference (MUC-4, slot "confidence" of the perpetrator).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from sayso.extract.veridicality.evidence import DEEDS, Evidence, Witness
from sayso.model import Claim, Reading, Span

STANDINGS = ("fact", "claimed", "accused", "accused-by-authorities", "possible")
REAL = ("asserted", "reported", "hedged")  # not denied, and not only planned or supposed


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One of STANDINGS, with the words that it rests on (none where nothing qualifies what the outlet tells)."""

    word: str
    cues: tuple[Span, ...] = ()


Rule = Callable[[Sequence[Evidence]], Standing | None]


def standing_of(reading: Reading, claim: Claim) -> Standing | None:
    """On whose word a claim's deed is laid to its doer; None for what is no real deed of violence or pressure, or has no doer."""
    doers = {p.actor for p in claim.event.participants if p.role == "actor"}
    if claim.event.type not in DEEDS or claim.status not in REAL or not doers:
        return None
    found = _evidence(reading, doers)
    return _decided([e for e in found if e.span == claim.event.trigger], (_said, _told)) or _of(found)


def standing(reading: Reading, doers: Collection[str], *, names: Sequence[Span] = ()) -> Standing:
    """The standing of actors (by id, with `names` as further mentions of them) in all deeds that an article lays to them."""
    return _of(_evidence(reading, doers, names))


def _evidence(reading: Reading, doers: Collection[str], names: Sequence[Span] = ()) -> list[Evidence]:
    found = Witness(reading, reading.parsed, doers, names=names).evidence() if reading.parsed else ()
    return list(dict.fromkeys(found))


def _of(found: Sequence[Evidence]) -> Standing:
    return _decided(found, (_said, _owned, _told, _laid, _doubted)) or Standing(word="fact")


def _decided(found: Sequence[Evidence], rules: Iterable[Rule]) -> Standing | None:
    """What the first of the rules that has a word says."""
    return next((decided for rule in rules if (decided := rule(found)) is not None), None)


def _said(found: Sequence[Evidence]) -> Standing | None:
    """The doer himself tells of his deed."""
    cues = tuple(e.span for e in found if e.kind == "told" and e.by == "own")
    return Standing(word="claimed", cues=cues) if cues else None


def _told(found: Sequence[Evidence]) -> Standing | None:
    """The outlet tells of the deed in its own voice."""
    cues = tuple(e.span for e in found if e.kind == "told" and e.by == "outlet")
    return Standing(word="fact", cues=cues) if cues else None


def _owned(found: Sequence[Evidence]) -> Standing | None:
    """The doer claims or admits something: "claimed responsibility". An authority that says so only accuses him."""
    own = [e.span for e in found if e.kind == "owned" and e.by != "authority"]
    return Standing(word="claimed", cues=tuple(dict.fromkeys(own))) if own else None


def _laid(found: Sequence[Evidence]) -> Standing | None:
    """Somebody lays it to him: by name, or with a word such as "alleged"."""
    laid = [e for e in found if e.kind in ("accused", "laid", "alleged") and e.by != "own"]
    if not laid:
        return None
    by = Counter(e.by for e in laid if e.kind != "alleged")
    word = "accused-by-authorities" if by["authority"] > by["other"] else "accused"
    return Standing(word=word, cues=tuple(dict.fromkeys(e.span for e in laid)))


def _doubted(found: Sequence[Evidence]) -> Standing | None:
    """It may have been him, or is thought to have been."""
    possible = [e.span for e in found if e.kind == "possible" and e.direct]
    if possible:
        return Standing(word="possible", cues=tuple(possible))
    doubted = [e for e in found if e.kind in ("suspect", "hedged")] + [e for e in found if e.kind == "possible"]
    if not doubted:
        return None
    word = "accused-by-authorities" if all(e.by == "authority" for e in doubted) else "accused"
    return Standing(word=word, cues=tuple(dict.fromkeys(e.span for e in doubted)))
