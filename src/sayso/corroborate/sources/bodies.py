"""Who speaks for whom: a minister for his ministry, a spokesman for his body, a state's name for any of its organs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sayso.corroborate.sources.labels import PACKAGE
from sayso.knowledge.base import base
from sayso.knowledge.countries import by_iso3, country_of, country_terms
from sayso.knowledge.known import Known
from sayso.knowledge.sectors import canonical_office
from sayso.lexicon.phrase_index import fold, pieces
from sayso.lexicon.tables import alternatives, table
from sayso.model import slug

_STATE = "=state"
_MINISTER = re.compile(r"^(?:First |Deputy |Vice |Acting |Junior |Former )*(?:Minister|Ministry) (of|for) ")
_SPOKES = re.compile(r"\bspokes(?:man|woman|person|people|persons)\b", re.IGNORECASE)
_FOR = re.compile(r"^\s+(?:for|of|from|at)\s+(?:the\s+)?([^,;]+)")
_SMALL = frozenset(
    {
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "of",
        "s",
        "'s",
        "’s",
        "chief",
        "senior",
        "top",
        "official",
        "deputy",
    }
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body that speaks; `state` is true where only the state is named, so that any of its organs may be meant."""

    id: str
    name: str
    country: str | None
    known: bool
    state: bool = False


def body_of(name: str, actor: str, text: str | None, country: str | None, day: str | None) -> tuple[Body | None, str]:
    """The body for which a source speaks, and in words why; (None, "") where it speaks for itself."""
    if (found := _named_body(author_of(name), actor, country)) is not None:
        return found, ""
    if (found := _seat(author_of(name))) is not None:
        return found, f"{name} stands for {found.name}"
    if (office := _office_held(name, actor, day)) is not None:
        place, held = office
        if (found := _of_office(held, place)) is not None:
            return found, f"{name} speaks for {found.name}, as its {held} on {day or 'that day'}"
    if text and (found := _spoken_for(text, country)) is not None:
        return found, f"{name} speaks for {found.name} (“{text}”)"
    if text and country and (found := _titled(text, name, country)) is not None:
        return found, f"{name} speaks for {found.name} (“{text}”)"
    return None, ""


@lru_cache(maxsize=2048)
def _seat(name: str) -> Body | None:
    """The body that a seat stands for: the White House is the Presidency of the United States."""
    words = name.split()
    plain = " ".join(words[1:] if words and words[0].lower() == "the" else words)
    terms = [t for t in country_terms().exact(plain) if t.form == "metonym" and t.what]
    if len({(t.country.iso3, t.what) for t in terms}) != 1:
        return None
    return _of_office(canonical_office(terms[0].what), terms[0].country.iso3)


@lru_cache(maxsize=2048)
def author_of(name: str) -> str:
    """Whose a document is: "White House statement" and "a statement by the White House" are the White House's."""
    words = name.split()
    while len(words) > 1 and fold(words[-1]) in _documents():
        words = words[:-1]
    if len(words) > 1 and fold(words[-1]) == "press":
        words = words[:-1]
    at = next((k for k, w in enumerate(words) if fold(w) in _documents()), None)
    if at is not None and at + 2 < len(words) and fold(words[at + 1]) in ("by", "from", "of"):
        words = words[at + 2 :]
    rest = " ".join(w for k, w in enumerate(words) if k or fold(w) != "the")
    return rest.removesuffix("'s").removesuffix("’s")


@cache
def _documents() -> frozenset[str]:
    return frozenset(fold(row["noun"]) for row in table("source_nouns") if row["kind"] == "document")


@lru_cache(maxsize=2048)
def body_anywhere(name: str) -> str:
    """The kind of body that a label without a country names: "police" gives Police; empty if none."""
    words = " ".join(w for w in pieces(name) if fold(w) not in ("the", "local"))
    office = canonical_office(words)
    body = _bodies().get(fold(office), "")
    if not body and _MINISTER.match(office):
        body = _MINISTER.sub(r"Ministry \1 ", office)
    return "Government" if body == _STATE else body


def state_of(country: str) -> Body | None:
    """The state as such."""
    found = by_iso3().get(country)
    return Body(found.id, found.name, country, True, state=True) if found else None


@lru_cache(maxsize=2048)
def _named_body(name: str, actor: str, country: str | None) -> Body | None:
    """A ministry, an army, a police or the state, by its own name or its head's: "Minister of Foreign Affairs of Tunisia"."""
    land = by_iso3().get(country or "")
    if land is None:
        return None
    if actor == land.id or name == land.name:
        return state_of(land.iso3)
    office = name.removesuffix(f" of {land.name}").removesuffix(f" of the {land.name}")
    words = [w for w in pieces(office) if country_of(w) != country and fold(w) not in ("the", "s")]
    for spelt in dict.fromkeys((office, " ".join(words))):
        canonical = canonical_office(spelt)
        if (found := _of_office(canonical, land.iso3)) is not None:
            return replace(found, name=name) if known_actor(name, actor) is not None and not found.state else found
    return None


@lru_cache(maxsize=4096)
def _of_office(office: str, country: str | None) -> Body | None:
    """The body of a country for which the holder of an office speaks."""
    land = by_iso3().get(country or "")
    if land is None:
        return None
    body = _bodies().get(fold(office))
    if body == _STATE:
        return state_of(land.iso3)
    if body is None and _MINISTER.match(office):
        body = _MINISTER.sub(r"Ministry \1 ", office)
    if body is None:
        return None
    if body == "Armed Forces":
        army = base().exact(f"{land.adjective} army")
        if army and army[0].known.kind == "organisation":
            return Body(army[0].known.id, army[0].known.name, land.iso3, True)
    name = f"{body} of {land.name}"
    return Body(f"actor:{slug(name)}", name, land.iso3, True)


@cache
def _bodies() -> dict[str, str]:
    rows = table("bodies", language=None, package=PACKAGE)
    return {fold(office): row["body"] for row in rows for office in alternatives(row["office"])}


@lru_cache(maxsize=2048)
def executive(text: str) -> bool:
    """Whether words name a state's executive: its head, a minister, an envoy, or an office of theirs."""
    keys = [fold(w) for w in pieces(text)]
    padded = f" {' '.join(keys)} "
    return any(f" {w} " in padded for w in _ruling("rules")) and not set(keys) & _ruling("past")


@cache
def _ruling(kind: str) -> frozenset[str]:
    rows = table("executive", language=None, package=PACKAGE)
    told = (w for row in rows if row["kind"] == kind for w in alternatives(row["words"]))
    return frozenset(" ".join(map(fold, pieces(w))) for w in told)


@lru_cache(maxsize=2048)
def whose(name: str) -> tuple[str, str, str | None] | None:
    """Name, id and country of whose a document or claim is, where our tables know it: "France's claim"."""
    before, mark, thing = name.replace("’s ", "'s ").partition("'s ")
    author = before if mark and thing.split()[-1:] and fold(thing.split()[-1]) in _told_things() else author_of(name)
    words = author.split()
    plain = " ".join(words[1:] if len(words) > 1 and fold(words[0]) == "the" else words)
    if not plain or plain == name:
        return None
    land = by_iso3().get(country_of(plain) or "")
    if land is not None and fold(plain) == fold(land.name):
        return land.name, land.id, land.iso3
    spelt = plain if plain != plain.lower() else plain.title()  # "the state department's list"
    found = {t.known.id: t.known for t in base().exact(spelt)}
    known = next(iter(found.values())) if len(found) == 1 else None
    return (known.name, known.id, known.country) if known is not None else None


@cache
def _told_things() -> frozenset[str]:
    return _documents() | _ruling("told")


@lru_cache(maxsize=2048)
def known_actor(name: str, actor: str) -> Known | None:
    """The row of our tables that a source is, if its id says so too."""
    return next((t.known for t in base().exact(name) if t.known.id == actor), None)


@lru_cache(maxsize=2048)
def _office_held(name: str, actor: str, day: str | None) -> tuple[str, str] | None:
    """Country and office of a known person on a day."""
    known = known_actor(name, actor)
    if known is None or known.kind != "person" or not known.country or not day:
        return None
    spell = known.at(day)
    return (known.country, spell.office) if spell.office and not spell.body else None


@lru_cache(maxsize=2048)
def _spoken_for(text: str, country: str | None) -> Body | None:
    """The body of "the army spokesman, Colonel X" and of "X, a spokesman for the interior ministry"."""
    cue = _SPOKES.search(text)
    if cue is None:
        return None
    behind = _FOR.match(text[cue.end() :])
    phrase = behind[1] if behind else text[: cue.start()].rpartition(",")[2]
    return _phrase_body(phrase.strip(), country)


def _phrase_body(phrase: str, country: str | None) -> Body | None:
    words = [w for w in pieces(phrase) if fold(w) not in _SMALL]
    place = next((c for w in words if w[:1].isupper() and (c := country_of(w))), None) or country
    plain = " ".join(w for w in words if country_of(w) is None)
    if not plain:
        return state_of(place) if place else None
    known = next((t.known for t in base().exact(" ".join(words)) if t.known.kind == "organisation"), None)
    if known is not None:
        return _named_body(known.name, known.id, known.country) or Body(known.id, known.name, known.country, True)
    if place and (found := _of_office(canonical_office(plain), place)) is not None:
        return found
    if all(w[:1].isupper() for w in words) and len(words) > 1:
        name = " ".join(words)
        return Body(f"actor:{slug(name)}", name, place, False)
    return None


@lru_cache(maxsize=2048)
def _titled(text: str, name: str, country: str) -> Body | None:
    """The ministry of "the minister of defence, Said Chengriha" and of "Defence Minister Said Chengriha"."""
    own = {fold(w) for w in pieces(name)}
    parts = [text.partition(",")[0], text.rpartition(",")[2]]
    for part in parts:
        words = [
            w for w in pieces(part) if fold(w) not in own and fold(w) not in ("the", "a", "s") and country_of(w) is None
        ]
        office = canonical_office(" ".join(words))
        if _MINISTER.match(office) and (found := _of_office(office, country)) is not None:
            return found
    return None
