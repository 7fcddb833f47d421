"""Noun phrases that denote actors: their words, modifiers, titles and names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from sayso.extract.actors.scan import Hit, Scan, governor
from sayso.lexicon.outlets import outlet_words
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument, Token

_LEFT = frozenset(["det", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "predet", "advmod", "neg", "punct"])
_INNER = frozenset({"compound", "amod", "nmod", "quantmod"})
_PREPS = ("of", "for", "from", "in", "at", "with")
_BRIDGES = frozenset(["-–'’"]) | {"-", "–", "’", "'s", "’s"}
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "de", "la", "von", "van", "der", "du", "da", "ul", "abu", "ben", "del", "di"}
)
NAME_FORMS = frozenset({"name", "surname", "capital", "metonym", "people"})


@dataclass(slots=True)
class Phrase:
    """One noun phrase. `start` and `end` are tokens; `name` is the part that names, if any."""

    start: int
    end: int
    head: int
    agent: Hit | None = None
    entity: Hit | None = None  # the phrase is this known thing
    name: tuple[int, int] | None = None  # tokens of a name that no table knows
    title: Hit | None = None
    media: bool = False
    inner: list[Hit] = field(default_factory=list)  # entities that modify the head
    outer: list[tuple[str, Hit]] = field(default_factory=list)  # (preposition, entity) after it
    agents: list[Hit] = field(default_factory=list)  # agent nouns that modify the head
    below: list[Hit] = field(default_factory=list)  # agent nouns in its prepositional phrases
    split: bool = False  # one of several that a coordination of modifiers makes


@cache
def not_actors() -> frozenset[str]:
    """Folded words that are capitalised and yet name no actor."""
    return frozenset(fold(w) for row in table("not_actors") for w in alternatives(row["words"]))


def phrases(parsed: ParsedDocument, scan: Scan) -> list[Phrase]:
    """All actor phrases in text order of their heads; embedded ones as well."""
    out: dict[tuple[int, int], Phrase] = {}
    taken: set[int] = set()
    for phrase in _named(parsed, scan):
        out[phrase.head, phrase.start] = phrase
        taken.update(range(phrase.start, phrase.end))
    for head, hit in scan.agents.items():
        if head in taken or _modifies(parsed, scan, head):
            continue
        phrase = _agent_phrase(parsed, scan, hit)
        for one in _split(parsed, phrase):
            out[one.head, one.start] = one
        taken.update(range(hit.start, hit.end))
        taken.update(t for inner in phrase.inner if _swallowed(parsed, inner) for t in range(inner.start, inner.end))
    for hit in scan.entities:
        if hit.head not in taken:
            phrase = Phrase(hit.start, hit.end, hit.head, entity=hit)
            _determine(parsed, phrase)
            out[hit.head, phrase.start] = phrase
    return [out[k] for k in sorted(out)]


def _modifies(parsed: ParsedDocument, scan: Scan, head: int) -> bool:
    """Does an agent noun only modify another agent or a name ("police officers", "army chief Odo")?"""
    token = parsed.tokens[head]
    above = token.head
    if token.dep in _INNER and above > head:
        return above in scan.agents or token.pos in ("ADJ", "VERB")
    return token.dep in _INNER and token.pos in ("ADJ", "VERB")


def _swallowed(parsed: ParsedDocument, inner: Hit) -> bool:
    """A modifier that is no participant of its own: "Israeli" in "Israeli aircraft", but not "Chile" in "Chile's army"."""
    return parsed.tokens[inner.head].dep != "poss"


def _agent_phrase(parsed: ParsedDocument, scan: Scan, hit: Hit) -> Phrase:
    phrase = Phrase(hit.start, hit.end, hit.head, agent=hit)
    _determine(parsed, phrase)
    for i in range(phrase.start, phrase.end):
        entity = scan.owner.get(i)
        if entity is not None and entity not in phrase.inner:
            phrase.inner.append(entity)
        other = scan.agents.get(i)
        if other is not None and other.head != hit.head:
            phrase.agents.append(other)
    _after(parsed, scan, phrase)
    return phrase


def _determine(parsed: ParsedDocument, phrase: Phrase) -> None:
    """Draw the articles, numbers, adjectives and possessors before the head into the phrase."""
    left = phrase.start
    todo = list(range(phrase.start, phrase.end))
    while todo:
        i = todo.pop()
        for c in parsed.children[i]:
            if c < left and parsed.tokens[c].dep in _LEFT | {"conj", "cc", "case"} and phrase.start - c < 14:
                if parsed.tokens[c].pos == "PUNCT" and parsed.tokens[c].text not in _BRIDGES:
                    continue
                left = c
            if c < phrase.start:
                todo.append(c)
    phrase.start = left


def _after(parsed: ParsedDocument, scan: Scan, phrase: Phrase) -> None:
    """Entities in the prepositional phrases of the head, two levels deep."""
    todo = [(c, 0) for c in parsed.children[phrase.head] if c >= phrase.head]
    for i in range(phrase.start, phrase.end):
        if i != phrase.head:
            todo += [(c, 0) for c in parsed.children[i] if c >= phrase.end and parsed.tokens[c].dep == "prep"]
    while todo:
        c, depth = todo.pop(0)
        token = parsed.tokens[c]
        if token.dep == "prep" and (fold(token.text) in _PREPS or token.lemma == "to"):
            for p in parsed.children[c]:
                if parsed.tokens[p].dep != "pobj":
                    continue
                low = p
                while low - 1 > c and parsed.tokens[low - 1].pos not in ("ADP", "VERB"):
                    low -= 1
                for i in range(low, p + 1):
                    if i in scan.owner and all(h is not scan.owner[i] for _, h in phrase.outer):
                        phrase.outer.append((token.lemma, scan.owner[i]))
                    elif i in scan.agents and i == p:
                        phrase.below.append(scan.agents[i])
                if depth == 0:
                    todo += [(k, 1) for k in parsed.children[p]]


def _split(parsed: ParsedDocument, phrase: Phrase) -> Iterator[Phrase]:
    """For "Tunisian and Egyptian counterparts": one phrase for each country, with the same head."""
    adjectives = [h for h in phrase.inner if h.form == "adjective"]
    joined = any(
        parsed.tokens[h.head].dep == "conj" or any(parsed.tokens[c].dep == "conj" for c in parsed.children[h.head])
        for h in adjectives
    )
    plural = parsed.tokens[phrase.head].tag in ("NNS", "NNPS")
    if len(adjectives) < 2 or not joined or not plural:
        yield phrase
        return
    ordered = sorted(adjectives, key=lambda h: h.start)
    for k, hit in enumerate(ordered):
        last = k == len(ordered) - 1
        yield Phrase(
            hit.start,
            phrase.end if last else hit.end,
            phrase.head,
            agent=phrase.agent,
            inner=[h for h in phrase.inner if h.form != "adjective"] + [hit],
            agents=list(phrase.agents),
            split=True,
        )


def _named(parsed: ParsedDocument, scan: Scan) -> Iterator[Phrase]:
    """Names, known or not, with the titles before them; media by the words about them."""
    tokens = parsed.tokens
    i = 0
    while i < len(tokens):
        run = _run(parsed, scan, i)
        if run is None:
            i += 1
            continue
        start, end = run
        i = end
        phrase = _name_phrase(parsed, scan, start, end)
        if phrase is not None:
            yield phrase


def _run(parsed: ParsedDocument, scan: Scan, i: int) -> tuple[int, int] | None:
    """Tokens of a name that begins at `i`: a known person or outlet, or capitalised words that no table knows."""
    hit = scan.owner.get(i)
    if hit is not None and hit.start == i and _is_name(hit) and not _continues(parsed, scan, hit):
        return hit.start, hit.end
    if not _part(parsed, scan, i):
        return None
    end = i + 1
    sentence = parsed.tokens[i].sentence
    while end < len(parsed.tokens) and parsed.tokens[end].sentence == sentence:
        token = parsed.tokens[end]
        if _part(parsed, scan, end):
            end += 1
        elif (
            token.text in _BRIDGES
            and end + 1 < len(parsed.tokens)
            and (
                _part(parsed, scan, end + 1)
                or (fold(parsed.tokens[i].text) in _PARTICLES and parsed.tokens[end + 1].text.islower())
            )
        ):
            end += 2
        elif (
            fold(parsed.tokens[end - 1].text) in ("al", "al-", "el")
            and token.text.isalpha()
            and token.pos in ("NOUN", "X", "ADJ", "PROPN")
        ) or (
            token.text.lower() in _PARTICLES
            and end + 1 < len(parsed.tokens)
            and (_part(parsed, scan, end + 1) or parsed.tokens[end + 1].text in _BRIDGES)
        ):
            end += 1
        else:
            break
    return i, end


def _is_name(hit: Hit) -> bool:
    return type(hit.value).__name__ in ("Known", "Outlet")


def _continues(parsed: ParsedDocument, scan: Scan, hit: Hit) -> bool:
    """A surname after another name belongs to that name: "Hassan Putin" is somebody else."""
    return hit.form == "surname" and hit.start > 0 and _part(parsed, scan, hit.start - 1)


def _part(parsed: ParsedDocument, scan: Scan, i: int) -> bool:
    token = parsed.tokens[i]
    article = fold(token.text).strip("-") in _PARTICLES and token.text[:1].isupper() and token.text.endswith("-")
    if (token.pos != "PROPN" and not article) or not token.text[:1].isalpha() or i in scan.inside_agent:
        return False
    hit = scan.owner.get(i)
    if hit is not None:
        return hit.form == "surname" and i > 0 and i - 1 not in scan.owner and parsed.tokens[i - 1].pos == "PROPN"
    return fold(token.text) not in not_actors() and (token.text[:1].isupper() or token.text.lower() in _PARTICLES)


def _name_phrase(parsed: ParsedDocument, scan: Scan, start: int, end: int) -> Phrase | None:
    hit = scan.owner.get(start)
    known = hit if hit is not None and hit.start == start and hit.end == end else None
    head = governor(parsed, start, end)
    phrase = Phrase(start, end, head, entity=known, name=None if known else (start, end))
    _title(parsed, scan, phrase)
    if phrase.title is None:
        _media(parsed, phrase)
    token = parsed.tokens[phrase.head]
    above = scan.agents.get(token.head)
    inside = token.dep in ("compound", "amod", "nmod") and above is not None and phrase.end <= token.head
    if inside and not phrase.media:
        return None  # "Mossad agents", "Orlanda Workers Party": the agent phrase takes it in
    _determine(parsed, phrase)
    for i in range(phrase.start, start):
        entity = scan.owner.get(i)
        if entity is not None and entity not in phrase.inner:
            phrase.inner.append(entity)
    if phrase.name is not None and not phrase.media:
        _after(parsed, scan, phrase)
    return phrase


def _title(parsed: ParsedDocument, scan: Scan, phrase: Phrase) -> None:
    """An agent noun right before a name is its title ("Foreign Minister Barr"), unless a comma parts them."""
    before = scan.inside_agent.get(phrase.start - 1)
    if before is not None and before.end == phrase.start and parsed.tokens[before.head].tag not in ("NNS", "NNPS"):
        agent = before.value
        if getattr(agent, "kind", "") == "person" and (
            parsed.tokens[before.head].dep in ("compound", "amod", "nmod", "appos") or getattr(agent, "title", False)
        ):
            phrase.title = before
            phrase.start = before.start


def _media(parsed: ParsedDocument, phrase: Phrase) -> None:
    """For "the newspaper Al-X", "the Al-X channel", "Radio Savanna", "Savanna News": a medium that no table knows."""
    words = outlet_words()
    tokens = parsed.tokens
    low, high = max(0, phrase.start - 3), min(len(tokens), phrase.end + 3)
    after = [t for t in tokens[phrase.end : high] if t.sentence == tokens[phrase.head].sentence]
    n, _ = words.after.at([_key(t) for t in after], [t.text for t in after], 0) if after else (0, [])
    if n and (parsed.tokens[phrase.end + n - 1].tag in ("NN", "NNP", "NNS")):
        phrase.media, phrase.end = True, phrase.end + n
        phrase.head = governor(parsed, phrase.start, phrase.end)
        return
    if phrase.entity is not None:
        return
    for k in range(low, phrase.start):
        before = list(tokens[k : phrase.start])
        n, _ = words.before.at([_key(t) for t in before], [t.text for t in before], 0)
        if n == len(before):
            phrase.media, phrase.start = True, k
            phrase.head = governor(parsed, phrase.start, phrase.end)
            return
    if phrase.start and tokens[phrase.start - 1].text in words.first and tokens[phrase.start - 1].pos == "PROPN":
        phrase.start -= 1
    if phrase.end < len(tokens) and tokens[phrase.end].text in words.last and tokens[phrase.end].pos == "PROPN":
        phrase.end += 1
    phrase.name, phrase.head = (phrase.start, phrase.end), governor(parsed, phrase.start, phrase.end)
    first, last = tokens[phrase.start], tokens[phrase.end - 1]
    if phrase.end - phrase.start > 1 and (last.text in words.last or first.text in words.first):
        phrase.media = True


def _key(token: Token) -> str:
    return fold(token.lemma if token.pos != "PROPN" else token.text)
