"""Scores the codes of actors on gold cases: country and primary sector of every participant that the gold places in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.evaluate.gold.case import Aligner, Case, Json, Pair, as_list, find_in, span_of
from sayso.evaluate.gold.match import overlap
from sayso.ingest import read_source
from sayso.model import Actor, Reading, by_head
from sayso.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeScores:
    """`found`: share of the gold's participants on whose words we have an actor; the others: shares of those found."""

    participants: int
    found: float
    country: float
    sector: float
    both: float
    wrong: tuple[str, ...] = ()


def score_codes(folders: Sequence[Path], read: Callable[[Case], Reading] | None = None) -> CodeScores:
    """Each entity of a case counts once per wording; a role, a pronoun and a name of one entity are three wordings."""
    read = read or _reader()
    total = found = country = sector = both = 0
    wrong: list[str] = []
    for folder in folders:
        case = Case(folder)
        reading = read(case)
        spans = list(_mentions(case, reading))
        heads = _heads(case, reading)
        for entity, at, text in participants(case):
            total += 1
            actor = heads(at) or _at(spans, at)
            if actor is None:
                wrong.append(f"{case.id} {text!r}: no actor")
                continue
            found += 1
            right = max(_right(one, entity) for one in _members(actor, reading))
            country, sector, both = country + right[1], sector + right[2], both + right[0]
            if not right[0]:
                want = f"{entity.get('country')} {entity.get('sector')}"
                wrong.append(f"{case.id} {text!r}: {actor.country} {_sector(actor)}, gold {want} ({actor.id})")
    share = [n / found if found else 0.0 for n in (country, sector, both)]
    return CodeScores(
        participants=total,
        found=found / total if total else 0.0,
        country=share[0],
        sector=share[1],
        both=share[2],
        wrong=tuple(wrong),
    )


def participants(case: Case) -> Iterator[tuple[Json, Pair, str]]:
    """Entities that act or are acted upon in a claim, with where their words stand; each wording once."""
    seen: set[tuple[str, str]] = set()
    for claim in case.claims:
        for item in (*as_list(claim.get("actors")), *as_list(claim.get("recipients"))):
            text = item.get("text") or ""
            at = span_of(item.get("span")) or find_in(case.text, claim.get("sentence_text"), text)
            if not text or at is None or (item["ref"], text) in seen:
                continue
            seen.add((item["ref"], text))
            yield case.entities[item["ref"]], at, text


def _mentions(case: Case, reading: Reading) -> Iterator[tuple[Pair, Actor]]:
    align = Aligner(reading.document.text if reading.document else "", case.text)
    for actor in reading.actors:
        for mention in actor.mentions:
            if at := align((mention.span.start, mention.span.end)):
                yield at, actor


def _heads(case: Case, reading: Reading) -> Callable[[Pair], Actor | None]:
    """Finds the actor of the word that governs a span: of "Pyongyang's envoy to the United Nations" the envoy."""
    parsed = reading.parsed
    if parsed is None:
        return lambda _: None
    align = Aligner(parsed.text, case.text)
    places = [align((t.start, t.end)) for t in parsed.tokens]
    meant = by_head(reading.actors)

    def head(at: Pair) -> Actor | None:
        inside = {k for k, p in enumerate(places) if p and at[0] <= p[0] and p[1] <= at[1]}
        tops = [k for k in inside if parsed.tokens[k].head not in inside or parsed.tokens[k].head == k]
        tops = [k for k in tops if parsed.tokens[k].pos not in ("PUNCT", "DET", "PART")]
        return meant[tops[0]][-1][0] if len(tops) == 1 and tops[0] in meant and len(meant[tops[0]]) == 1 else None

    return head


def _at(mentions: Sequence[tuple[Pair, Actor]], at: Pair) -> Actor | None:
    """The actor whose mention shares most characters with the span; the shorter mention of two alike."""
    near = [(overlap(span, at), span[0] - span[1], -span[0], k) for k, (span, _) in enumerate(mentions)]
    best = max(near, default=None)
    return mentions[best[3]][1] if best is not None and best[0] else None


def _members(actor: Actor, reading: Reading) -> list[Actor]:
    """The actor itself, or for "the two ministers" those whom it stands for."""
    known = {a.id: a for a in reading.actors}
    return [known[c] for c in actor.candidates if c in known] or [actor]


def _right(actor: Actor, entity: Json) -> tuple[bool, bool, bool]:
    """Both, country, sector."""
    country = actor.country in _allowed(entity, "country")
    sector = _sector(actor) in _allowed(entity, "sector")
    return country and sector, country, sector


def _allowed(entity: Json, what: str) -> set[str | None]:
    return {entity.get(what), *as_list(entity.get(f"{what}_acceptable"))}


def _sector(actor: Actor) -> str | None:
    return next(iter(actor.sectors), None)


def _reader() -> Callable[[Case], Reading]:
    reader = Reader()

    def read(case: Case) -> Reading:
        return next(reader.read_articles(read_source(str(case.article), date=case.date, outlet=case.outlet)))

    return read
