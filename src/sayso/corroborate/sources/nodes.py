"""One link of a chain as a source: who it is under any spelling, and how far it is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.corroborate.sources.bodies import body_anywhere, body_of, executive, known_actor, whose
from sayso.corroborate.sources.labels import PACKAGE, Medium, described_medium, description, names_nobody, plain_letters
from sayso.knowledge.countries import by_iso3, country_of
from sayso.knowledge.outlets import Outlet, outlet_of
from sayso.lexicon.actors import agents
from sayso.lexicon.phrase_index import fold, pieces
from sayso.model import slug
from sayso.model.attribution import Link
from sayso.model.ledger import SourceNode

MEDIA = ("outlet", "agency")
ORGANS = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})  # sectors of a state's bodies
_REBEL = frozenset({"REB", "OPP", "PTY", "PRM"})
_AFTER_HEAD = frozenset(
    {"of", "in", "on", "at", "with", "for", "from", "by", "such", "who", "that", "near", "to", "about", "inside"}
)
_ARTICLES = ("the", "al", "el")


@dataclass(frozen=True, slots=True)
class Named:
    """A link after its aliases are joined. `id` is its publisher family's for a medium."""

    id: str
    name: str
    kind: str
    standing: str
    own: str  # the id that the chain gives it
    shown: str = ""  # the id by which it is shown, where `id` is that of a publisher family
    media: bool = False
    agency: bool = False
    country: str | None = None
    organ: str | None = None  # ISO code of the state of which it is an organ
    executive: bool = False  # of that state's head, ministers, envoys and their offices
    state: bool = False  # only the state is named: any of its organs may be meant
    body: bool = False  # a police, an army, a ministry of which no country is told
    medium: Medium | None = None  # a medium that is described and not named
    options: tuple[str, ...] = ()  # sources of which it may be one, or which speak together
    words: frozenset[str] = frozenset()  # of an unnamed source's description
    run_by: str = ""  # of a state's or party's own outlet: whose
    why: str = ""

    @property
    def node(self) -> SourceNode:
        """As the ledger's noun."""
        family = self.id if self.media else None
        own = self.shown or self.id
        aliases = tuple(sorted({self.own} - {own}))
        return SourceNode(
            id=own, name=self.name, kind=self.kind, standing=self.standing,
            family=family, country=self.country, aliases=aliases,
        )  # fmt: skip


def source_of(link: Link, day: str | None = None) -> SourceNode:
    """The source that a link names, on the day of its article."""
    return named(link, day).node


def named(link: Link, day: str | None) -> Named:
    """A link with its aliases joined; what an article or event adds is not looked at here."""
    return _named(link.name, link.id, link.kind, link.text, link.country, link.sectors, link.candidates, day or None)


@lru_cache(maxsize=2048)
def _named(
    name: str,
    own: str,
    kind: str,
    text: str | None,
    country: str | None,
    sectors: tuple[str, ...],
    candidates: tuple[str, ...],
    day: str | None,
) -> Named:
    if kind == "author":
        return Named("unnamed:author", name, kind, "unnamed", own)
    if names_nobody(name) and not own.startswith("unnamed:"):
        return nobody(name, own, kind)
    medium = described_medium(text or name) if not _known_outlet(name, country) else None
    if medium is not None:
        return Named(
            f"unnamed:{slug(name)}", name, "outlet", "unnamed", own, media=True, country=medium.country, medium=medium
        )
    if kind in MEDIA or own.startswith("outlet:"):
        return replace(outlet(name, own, country), options=candidates)
    described = kind == "unnamed" or own.startswith("unnamed:")
    if described and _placed_body(name):  # "the Zaltan municipal council": there is but one
        kind, own, described = "organisation", f"actor:{slug(name)}", False
    if described:
        return Named(f"unnamed:{slug(name)}", name, "unnamed", "unnamed", own, country=country, words=description(name))
    return _actor(name, own, kind, text, country, sectors, candidates, day)


def nobody(name: str, own: str, kind: str = "document") -> Named:
    """A label that names no source."""
    why = f"“{name}” names nobody: it corroborates nothing but itself"
    return Named(f"unknown:{slug(name)}", name, kind, "unknown", own, why=why)


@lru_cache(maxsize=2048)
def outlet(name: str, own: str, country: str | None = None) -> Named:
    """A medium by any of its names, or by an address of its site."""
    found = _known_outlet(name, country) or _by_id(own)
    if found is not None:
        organ = found.control in ("state", "party")
        why = f"{name} is {found.name}" if slug(name) != slug(found.name) else ""
        if found.family != found.id:
            why = f"{why + ', ' if why else ''}{found.name} is published by {found.owner}: its outlets count once"
        return Named(
            found.family, found.name, "agency" if found.agency else "outlet", "registered", own, found.id, media=True,
            agency=found.agency, country=found.country, run_by=found.owner if organ else "", why=why,
        )  # fmt: skip
    read = plain_letters(name)
    if read is not None and (like := outlet_of(read)) is not None:
        why = f"“{name}” is written to look like {like.name}, with other letters: it is not taken for it, nor trusted"
        return Named(f"unknown:{slug(name)}", name, "outlet", "unknown", own, media=True, why=why)
    host = _host(name)
    shown = own if own.startswith("outlet:") else ""
    key = host or medium_key(name)
    return Named(f"outlet:{key}", name, "outlet", "named", own, shown, media=True, country=country)


def _known_outlet(name: str, country: str | None) -> Outlet | None:
    return outlet_of(name, country)


@lru_cache(maxsize=2048)
def _by_id(own: str) -> Outlet | None:
    """The outlet of an id, if its words are a name of one."""
    found = outlet_of(own.removeprefix("outlet:").replace("-", " ")) if own.startswith("outlet:") else None
    return found if found is not None and found.id == own else None


def _host(name: str) -> str | None:
    """The domain that a label is, with hyphens for dots: a label with a dot and no space."""
    plain = name.strip().lower().partition("://")[2] or name.strip().lower()
    host = plain.partition("/")[0].removeprefix("www.")
    return slug(host) if "." in host and " " not in host else None


@lru_cache(maxsize=2048)
def medium_key(name: str) -> str:
    """One key for the spellings of a medium's name that no table knows: "The Marsa Post newspaper" is "Marsa Post"."""
    words = [w for w in pieces(name) if fold(w)]
    while len(words) > 1 and fold(words[0]) in _ARTICLES:
        words = words[1:]
    plain = _kind_nouns()
    while len(words) > 1 and words[-1].islower() and fold(words[-1]) in plain:
        words = words[:-1]
    while len(words) > 1 and words[0].islower() and fold(words[0]) in plain:
        words = words[1:]
    return slug(" ".join(words))


@lru_cache(maxsize=1)
def _kind_nouns() -> frozenset[str]:
    from sayso.lexicon.tables import alternatives, table

    rows = [r for r in table("outlet_patterns") if r["form"] in ("before", "after")]
    return frozenset(fold(w) for r in rows for phrase in alternatives(r["words"]) for w in pieces(phrase)) | {"the"}


def _actor(
    name: str,
    own: str,
    kind: str,
    text: str | None,
    country: str | None,
    sectors: tuple[str, ...],
    candidates: tuple[str, ...],
    day: str | None,
) -> Named:
    joint = bool(candidates) and own not in candidates and (" and " in name or "," in name)
    if joint:
        why = f"{name} speak together: one statement"
        return Named(own, name, kind, "named", own, country=country, options=candidates, why=why)
    author = name
    if (by := whose(name)) is not None:
        name, own, country = by
        author = name
    elif kind == "document":
        author = name.replace("’s ", "'s ").partition("'s ")[0]
    body, why = body_of(author, own, text, country, day)
    if body is not None:
        standing = "registered" if body.known else "named"
        organ = body.country if body.known and not set(sectors) & _REBEL else None
        rules = organ is not None and (body.state or executive(body.name))
        return Named(
            body.id, body.name, "official", standing, own,
            country=body.country, organ=organ, executive=rules, state=body.state, options=candidates, why=why,
        )  # fmt: skip
    if country is None and (found := body_anywhere(name)):
        return Named(f"actor:{slug(found)}", name, "official", "named", own, body=True, options=candidates)
    known = known_actor(name, own)
    organ = country if country and set(sectors[:1]) & ORGANS and not set(sectors) & _REBEL else None
    standing = "registered" if known is not None else "named" if _proper(name) or _is_body(name) else "unnamed"
    if standing == "unnamed":
        return Named(f"unnamed:{slug(name)}", name, kind, standing, own, country=country, words=description(name))
    person = known is not None and known.kind == "person"
    rules = organ is not None and sectors[:1] == ("GOV",) and (person or executive(name) or executive(text or ""))
    return Named(own, name, kind, standing, own, country=country, organ=organ, executive=rules, options=candidates)


@lru_cache(maxsize=2048)
def _is_body(name: str) -> bool:
    """Whether a description is of a body and not of persons: "coast guard", "Zaltan council"; not "army commanders"."""
    if _placed_body(name):
        return True
    words = pieces(name)
    found = next((a for k in range(len(words)) if (a := agents().exact(" ".join(words[k:]).lower()))), None)
    return found is not None and found[0].kind == "organisation"


@lru_cache(maxsize=2048)
def _placed_body(name: str) -> bool:
    """Whether a label is a body's noun behind a name, of a place mostly: "the Zaltan municipal council"."""
    words = pieces(name)
    placed = any(w[:1].isupper() and fold(w) not in _ARTICLES and not _demonym(w) for w in words[:-1])
    return placed and any(fold(" ".join(words[k:])) in _body_nouns() for k in range(1, len(words)))


def _demonym(word: str) -> bool:
    """ "A Turkish court" may be any of them; "the Tunis court" is one."""
    country = country_of(word)
    return country is not None and by_iso3()[country].adjective == word


@lru_cache(maxsize=1)
def _body_nouns() -> frozenset[str]:
    from sayso.lexicon.tables import alternatives, table

    rows = table("body_nouns", language=None, package=PACKAGE)
    return frozenset(fold(noun) for row in rows for noun in alternatives(row["noun"]))


def _proper(name: str) -> bool:
    """Whether a label is a name and not a description: its head word, before any "of" or comma, has a capital."""
    words = name.partition(",")[0].split()
    cut = next((k for k, w in enumerate(words) if k and w in _AFTER_HEAD), len(words))
    head = words[cut - 1] if words else ""
    if len(words) == 1 and (agents().exact(head.lower()) or agents().exact(head.lower().removesuffix("s"))):
        return False  # "Villagers", at the head of a sentence
    return bool(head) and not head[:1].islower()
