"""Who, where, when and how many: mentions found in the text and what they resolve to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.model.text import Span

ACTOR_KINDS = ("person", "organisation", "state", "group")
SPEAKER = "actor:speaker"  # stands for "I" and "we" until the source of the words is known
MENTION_FORMS = ("name", "title", "role", "pronoun", "description", "metonym")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """One mention of an actor. `head` is the token that stands for it in the parse."""

    span: Span
    text: str
    form: str  # one of MENTION_FORMS
    actor: str  # id of its Actor
    head: int
    candidates: tuple[str, ...] = ()  # other actor ids that it may stand for, best first


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds an office on the day of the article, as far as our tables know."""

    id: str
    name: str
    certainty: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """What mentions resolve to. `country` is ISO 3166-1 alpha-3 or a PLOVER non-state code; `sectors` PLOVER, best first."""

    id: str  # "actor:..." (known or named), "unnamed:..." (described only), "outlet:..." (media)
    name: str
    kind: str  # one of ACTOR_KINDS
    country: str | None = None
    sectors: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    media: bool = False  # a newspaper, agency, broadcaster or site
    human: bool = True  # can act: False for a mere place or thing
    plural: bool = False
    mentions: tuple[ActorMention, ...] = ()
    holders: tuple[Holder, ...] = ()  # of an office that the text leaves without a name, best first


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """One toponym. `literal` is false where it stands for a government or describes people ("Ankara said", "Turkish")."""

    span: Span
    text: str
    name: str
    literal: bool
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    precision: str | None = None  # country|admin1|admin2|city|site|region|boundary|water
    admin2: str | None = None
    radius_km: float | None = None  # about how far the place reaches from its coordinates


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """One time expression. `earliest`/`latest` are ISO dates, None for an open end; `value` follows TIMEX3."""

    span: Span
    text: str
    timex: str  # DATE|TIME|DURATION|SET
    value: str
    earliest: str | None = None
    latest: str | None = None
    granularity: str | None = None
    how: str = "explicit"  # explicit|weekday|relative|anchored|inherited|document|bounded|publication
    anchor: Span | None = None  # of an event phrase that it hangs on: "just before [the offensive]"
    parts: tuple[tuple[str, str], ...] = ()  # several intervals in one phrase: "in 2015 and 2016"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A count of people. "at least 27" has low 27 and high None."""

    kind: str  # killed|injured|arrested|abducted|displaced|protesters|troops|other
    low: int | None
    high: int | None
    span: Span
    text: str
    qualifier: str | None = None
    head: int | None = None  # token counted ("people", "soldiers") or the number itself
    trigger: Span | None = None  # the word that says what befell them


def by_head(actors: Iterable[Actor]) -> dict[int, list[tuple[Actor, ActorMention]]]:
    """Actors with their mentions by the token that stands for the mention, in text order."""
    found: dict[int, list[tuple[Actor, ActorMention]]] = {}
    for actor in actors:
        for mention in actor.mentions:
            found.setdefault(mention.head, []).append((actor, mention))
    for pairs in found.values():
        pairs.sort(key=lambda pair: (pair[1].span, pair[0].id))
    return found
