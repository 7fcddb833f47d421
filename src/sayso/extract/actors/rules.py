"""Finds actors by tables and rules: names, roles, descriptions, metonyms and pronouns, resolved within the article."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sayso.extract.actors.book import Book
from sayso.extract.actors.draft import Draft, nouns
from sayso.extract.actors.phrase import Phrase
from sayso.extract.actors.phrases import phrases
from sayso.extract.actors.reference import pronouns
from sayso.extract.actors.scan import scan
from sayso.knowledge.places import place_key, places_named
from sayso.lexicon.actors import Agent
from sayso.lexicon.metonyms import acts
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import alternatives, table
from sayso.model import Actor, ParsedDocument, Token

_IN = frozenset({"in", "near", "at", "outside", "around", "inside", "across", "into", "toward", "towards", "over"})
_SILENT = frozenset({"expl"})


class RulesFinder:
    """Actors with all their mentions, in order of first mention."""

    name = "rules"
    version = "1"

    def find(self, parsed: Sequence[ParsedDocument]) -> list[tuple[Actor, ...]]:
        return [_read(one) for one in parsed]


def _read(parsed: ParsedDocument) -> tuple[Actor, ...]:
    published = parsed.document.published
    seen = scan(parsed)
    found = _without_places(parsed, phrases(parsed, seen))
    book = Book(parsed, seen, published.isoformat() if published else None)
    twins = _appositions(parsed, found)
    order: list[tuple[int, int, Phrase | Token]] = [(p.head, p.start, p) for p in found]
    heads = {p.head for p in found}
    order += [
        (t.index, t.index, t)
        for t in parsed.tokens
        if t.text.lower() in pronouns() and t.index not in heads and t.tag in ("PRP", "PRP$", "WP", "WDT", "WP$")
    ]
    waiting: dict[int, Draft] = {}
    held = {p.head: p for p in found}
    for _, _, item in sorted(order, key=lambda o: o[:2]):
        if isinstance(item, Phrase):
            _enter(book, item, twins, waiting, held)
        else:
            _pronoun(book, item)
    met = [d for d in book.drafts.values() if d.mentions]
    members = {c for d in met for c in d.candidates}
    silent = [d for d in book.drafts.values() if not d.mentions and d.id in members]  # "the two countries", unnamed
    return tuple(_actor(d) for d in [*sorted(met, key=_first), *silent])


def _enter(
    book: Book, phrase: Phrase, twins: dict[int, Phrase], waiting: dict[int, Draft], held: dict[int, Phrase]
) -> None:
    """Enter a phrase; the first of two in apposition waits for what the second says, and both are one actor."""
    form = _form(phrase)
    twin = twins.get(id(phrase))
    if id(phrase) in waiting:
        book.enter(phrase, form, waiting[id(phrase)])
        return
    if phrase.holds is not None and phrase.holds in held:  # "a group of villagers" are those villagers
        draft = book.draft_of(held[phrase.holds])
        if phrase.agent is not None and isinstance(phrase.agent.value, Agent):
            draft.held_as |= nouns(phrase.agent.value)
        waiting[id(held[phrase.holds])] = book.enter(phrase, form, draft)
        return
    if twin is None:
        book.enter(phrase, form)
        return
    described = [p.name is None and p.entity is None for p in (phrase, twin)]
    one = book.alone(phrase) if described[0] and not described[1] else book.draft_of(phrase)
    two = book.alone(twin) if described[1] and not described[0] else book.draft_of(twin)
    named, other = (one, two) if _rank(one, phrase) >= _rank(two, twin) else (two, one)
    if (
        other.kind == "state"
        or named.kind == "state"
        or (named.kind == "person") != (other.kind in ("person", "group"))
    ):
        book.enter(phrase, form)
        return
    named.country = named.country or other.country
    named.office = named.office or other.office
    named.nouns |= other.nouns
    if not named.sectors:
        named.sectors = other.sectors
    waiting[id(twin)] = book.enter(phrase, form, named)


def _rank(draft: Draft, phrase: Phrase) -> int:
    return 2 * (phrase.name is not None or phrase.entity is not None) + draft.named


def _appositions(parsed: ParsedDocument, found: list[Phrase]) -> dict[int, Phrase]:
    """Pairs such as "the head of Algerian diplomacy, Sabri Boukadoum": the first phrase to the second."""
    covering: dict[int, Phrase] = {}
    for phrase in found:
        for i in range(phrase.start, phrase.end):
            covering.setdefault(i, phrase)
    starts = {p.start: p for p in found}
    out: dict[int, Phrase] = {}
    for phrase in found:
        token = parsed.tokens[phrase.head]
        first = covering.get(token.head) if token.dep == "appos" else None
        if first is None and phrase.start > 1 and parsed.tokens[phrase.start - 1].text == "," and phrase.name:
            before = covering.get(phrase.start - 2)
            closes = phrase.end < len(parsed.tokens) and parsed.tokens[phrase.end].text in (",", ".", ":")
            first = (
                before
                if before is not None and before.agent is not None and closes and token.dep in ("appos", "nsubj")
                else None
            )
        if first is not None and first is not phrase and first.start < phrase.start and id(first) not in out:
            out[id(first)] = starts.get(phrase.start, phrase)
    return {k: v for k, v in out.items() if id(v) not in out}


def _pronoun(book: Book, token: Token) -> None:
    parsed = book.parsed
    if token.dep in _SILENT or (token.tag == "WDT" and token.dep not in ("nsubj", "nsubjpass", "dobj", "pobj")):
        return
    found = book.refer(token)
    if token.tag in ("WP", "WDT", "WP$"):
        verb = token if token.dep == "poss" else parsed.tokens[token.head]
        for _ in range(3):
            if verb.dep == "relcl":
                break
            verb = parsed.tokens[verb.head]
        near = [d for t, d in book.memory.recent if t.index == verb.head] if verb.dep == "relcl" else []
        found = near[-1:]
    if found:
        rest = tuple(d.id for d in found[1:4])
        book.note(found[0], token.index, token.index + 1, token.index, "pronoun", rest)


def _without_places(parsed: ParsedDocument, found: list[Phrase]) -> list[Phrase]:
    """Drops place names, and unknown names that the text elsewhere puts after a preposition of place."""
    literal = {id(p) for p in found if _literal(parsed, p)}
    towns = {_name(parsed, p) for p in found if id(p) in literal and p.name is not None}
    return [
        p
        for p in found
        if id(p) not in literal and (p.name is None or p.title or p.media or _name(parsed, p) not in towns)
    ]


def _name(parsed: ParsedDocument, phrase: Phrase) -> str:
    low, high = phrase.name or (phrase.start, phrase.end)
    return place_key(parsed.text[parsed.tokens[low].start : parsed.tokens[high - 1].end])


def _literal(parsed: ParsedDocument, phrase: Phrase) -> bool:
    """Is the phrase a place here, and nobody who acts?"""
    token = parsed.tokens[phrase.head]
    if phrase.entity is not None:
        return (
            phrase.entity.form in ("capital", "metonym")
            and not acts(parsed, phrase.head)
            and not (phrase.entity.form == "metonym" and token.dep not in ("pobj", "compound"))
            and len(parsed.tokens) > phrase.end - phrase.start + 1
        )
    if phrase.name is None and phrase.agent is not None:
        return _site(parsed, phrase, phrase.agent.value)
    if phrase.name is None or phrase.title is not None or phrase.media:
        return False
    prep = parsed.tokens[token.head]
    if token.dep == "pobj" and fold(prep.text) in _IN:
        return True
    if token.dep == "pobj" and prep.lemma == "of" and parsed.tokens[prep.head].lemma in _place_nouns():
        return True  # "the town of X"
    if token.dep == "compound" and phrase.end <= token.head:
        return True
    return bool(places_named(_name(parsed, phrase))) and not acts(parsed, phrase.head)


def _site(parsed: ParsedDocument, phrase: Phrase, agent: object) -> bool:
    """A building ("in the hospital", "the university campus"), or the manner of speaking "from his side"."""
    token = parsed.tokens[phrase.head]
    above = parsed.tokens[token.head]
    if not isinstance(agent, Agent):
        return False
    if agent.phrase == "side" and token.dep == "pobj" and above.lemma in ("from", "on", "at"):
        return True
    if agent.phrase in _sites("bare") and phrase.end - phrase.start == 1 and token.tag in ("NN", "JJ"):
        return token.dep not in ("nsubj", "nsubjpass", "agent", "conj", "appos")
    if agent.phrase not in _sites("site"):
        return False
    return (token.dep == "pobj" and fold(above.text) in _IN) or (token.dep == "compound" and token.head > token.index)


@cache
def _place_nouns() -> frozenset[str]:
    return frozenset(w for row in table("places_cues") if row["form"] == "before" for w in alternatives(row["words"]))


@cache
def _sites(form: str) -> frozenset[str]:
    return frozenset(w for row in table("site_words") if row["form"] == form for w in alternatives(row["words"]))


def _form(phrase: Phrase) -> str:
    if phrase.entity is not None:
        form = phrase.entity.form
        return "metonym" if form in ("capital", "metonym") else "description" if form == "adjective" else "name"
    if phrase.name is not None:
        return "name"
    agent = phrase.agent.value if phrase.agent is not None else None
    if isinstance(agent, Agent) and agent.role:
        return "role"
    return "title" if isinstance(agent, Agent) and agent.title and agent.kind == "person" else "description"


def _first(draft: Draft) -> tuple[int, int]:
    return min((m.span.start, m.span.end) for m in draft.mentions) if draft.mentions else (0, 0)


def _actor(draft: Draft) -> Actor:
    return Actor(
        id=draft.id,
        name=draft.name,
        kind=draft.kind,
        country=draft.country,
        sectors=draft.sectors,
        candidates=draft.candidates,
        media=draft.media,
        human=draft.human,
        plural=draft.plural,
        mentions=tuple(sorted(draft.mentions, key=lambda m: (m.span.start, m.head))),
    )
