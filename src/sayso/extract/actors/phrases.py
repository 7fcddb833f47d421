"""Noun phrases that denote actors: their words, modifiers, titles and names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from sayso.extract.actors.scan import Hit, Scan, governor
from sayso.lexicon.actors import Agent
from sayso.lexicon.countries import CountryTerm
from sayso.lexicon.events import noun_rows, verb_rows
from sayso.lexicon.outlets import outlet_words
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument, Token

_LEFT = frozenset(
    ["det", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "predet", "advmod", "neg", "punct", "npadvmod"]
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "IN", "TO"})
_INNER = frozenset({"compound", "amod", "nmod", "quantmod"})
_PREPS = ("of", "for", "from", "in", "at", "with")
_BRIDGES = frozenset(["-–'’"]) | {"-", "–", "’", "'s", "’s"}
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "de", "la", "von", "van", "der", "du", "da", "ul", "abu", "ben", "del", "di"}
)
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "ure", "ing", "al")
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
    label: Hit | None = None  # a noun for bodies before the name: "the militant group X"
    media: bool = False
    medium: str = ""  # the noun that shows it: "newspaper", "news agency"
    inner: list[Hit] = field(default_factory=list)  # entities that modify the head
    outer: list[tuple[str, Hit]] = field(default_factory=list)  # (preposition, entity) after it
    agents: list[Hit] = field(default_factory=list)  # agent nouns that modify the head
    below: list[Hit] = field(default_factory=list)  # agent nouns in its prepositional phrases
    holds: int | None = None  # head of the people that a noun such as "group" holds: "a group of villagers"
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
        _contents(parsed, scan, phrase)
        for one in _split(parsed, phrase):
            out[one.head, one.start] = one
        taken.update(range(hit.start, hit.end))
        taken.update(t for inner in phrase.inner if _swallowed(parsed, inner) for t in range(inner.start, inner.end))
    for hit in scan.entities:
        if hit.head in taken or hit.bound:
            continue
        group = _demonym_group(parsed, scan, hit)
        if group is not None and (group.head, group.start) not in out:
            out[group.head, group.start] = group
            continue
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
                if any(parsed.tokens[k].tag in _FINITE and parsed.tokens[k].dep != "quantmod" for k in range(c, phrase.start)):
                    continue  # a misparse: a verb or preposition stands between
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


def _contents(parsed: ParsedDocument, scan: Scan, phrase: Phrase) -> None:
    """For "a group of Uzbek villagers": the phrase stands for the people it holds."""
    agent = phrase.agent.value if phrase.agent is not None else None
    if not isinstance(agent, Agent) or agent.sectors != ("UNK",) or agent.kind != "group":
        return
    for c in parsed.children[phrase.head]:
        if c != phrase.head + 1 or parsed.tokens[c].lemma != "of":
            continue
        for p in parsed.children[c]:
            if parsed.tokens[p].dep == "pobj" and p in scan.agents and parsed.tokens[p].tag in ("NNS", "NN"):
                phrase.holds = p


def _demonym_group(parsed: ParsedDocument, scan: Scan, hit: Hit) -> Phrase | None:
    """For "Israeli hunting bombed": a demonym and a noun that no table knows, where somebody must act."""
    if hit.form != "adjective" or not isinstance(hit.value, CountryTerm):
        return None
    noun = parsed.tokens[parsed.tokens[hit.head].head]
    if parsed.tokens[hit.head].dep not in ("amod", "compound", "nmod") or noun.index in scan.agents or noun.index in scan.owner:
        return None
    lemma = noun.lemma.lower()
    services = service_words()
    if noun.pos not in ("NOUN", "VERB") or not hit.end <= noun.index <= hit.end + 2 or not _acting(parsed, noun):
        return None
    if lemma not in services and noun.text.lower() not in services:
        if noun.pos != "NOUN" or lemma in _nobodies() or noun_rows(lemma) or verb_rows(lemma) or lemma.endswith(_ABSTRACT):
            return None
    sectors = services.get(lemma) or services.get(noun.text.lower()) or ()
    agent = Agent(lemma, sectors, "group", "", False, False, 0)
    phrase = Phrase(hit.start, noun.index + 1, noun.index, Hit(noun.index, noun.index + 1, noun.index, agent, "agent"))
    phrase.inner = [hit]
    _determine(parsed, phrase)
    return phrase


def _acting(parsed: ParsedDocument, noun: Token) -> bool:
    """Subject of a verb that people do, or after "by" and "the involvement of"."""
    above = parsed.tokens[noun.head]
    if noun.dep == "nsubj":
        return above.pos == "VERB" and bool(verb_rows(above.lemma))
    if noun.dep != "pobj":
        return False
    return above.dep == "agent" or (above.lemma == "of" and parsed.tokens[above.head].lemma in _taking_part())


@cache
def service_words() -> dict[str, tuple[str, ...]]:
    """Words that machine translation makes of arms of service, with their sectors."""
    return {w: alternatives(row["sectors"]) for row in table("service_words") for w in alternatives(row["words"])}


@cache
def _nobodies() -> frozenset[str]:
    return frozenset(w for row in table("not_group_nouns") for w in alternatives(row["words"]))


@cache
def _taking_part() -> frozenset[str]:
    return frozenset(row["noun"] for row in table("participation_nouns"))


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
        return hit.start, _longer(parsed, hit)
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


def _longer(parsed: ParsedDocument, hit: Hit) -> int:
    """End of a name that goes on after the part that the tables know: "Al-Qabas al-Arabi"."""
    tokens, end = parsed.tokens, hit.end
    if end + 2 < len(tokens) and tokens[end].text.lower() in _PARTICLES and tokens[end + 1].text in _BRIDGES:
        return end + 3 if tokens[end + 2].text[:1].isupper() else end
    return end


def _continues(parsed: ParsedDocument, scan: Scan, hit: Hit) -> bool:
    """A surname after another name belongs to that name: "Hassan Putin" is somebody else."""
    return hit.form == "surname" and hit.start > 0 and _part(parsed, scan, hit.start - 1)


def _part(parsed: ParsedDocument, scan: Scan, i: int) -> bool:
    token = parsed.tokens[i]
    article = fold(token.text).strip("-") in _PARTICLES and token.text[:1].isupper() and token.text.endswith("-")
    if (token.pos != "PROPN" and not article) or not token.text[:1].isalpha():
        return False
    if i in scan.inside_agent:
        return _inside_title(parsed, scan, i)
    hit = scan.owner.get(i)
    if hit is not None:
        return hit.form == "surname" and i > 0 and i - 1 not in scan.owner and parsed.tokens[i - 1].pos == "PROPN"
    return fold(token.text) not in not_actors() and (token.text[:1].isupper() or token.text.lower() in _PARTICLES)


def _inside_title(parsed: ParsedDocument, scan: Scan, i: int) -> bool:
    """A media noun in the middle of a longer name is part of it: "New Daily Light"."""
    token, hit = parsed.tokens[i], scan.inside_agent[i]
    agent = hit.value
    return (
        hit.end - hit.start == 1
        and isinstance(agent, Agent)
        and agent.sectors[:1] == ("JRN",)
        and token.text[:1].isupper()
        and token.dep == "compound"
        and token.head > i
        and parsed.tokens[token.head].pos == "PROPN"
        and i > 0
        and parsed.tokens[i - 1].pos == "PROPN"
        and i - 1 not in scan.inside_agent
        and i - 1 not in scan.owner
    )


def _ordinary(parsed: ParsedDocument, start: int, end: int) -> bool:
    """One capitalised word at the head of a sentence that is no name: "Gunfire", "Talks"."""
    if end - start != 1:
        return False
    token = parsed.tokens[start]
    first = start == parsed.sentences[token.sentence].first or parsed.tokens[start - 1].text in ('"', "“", "‘", ":")
    headline = parsed.sentences[token.sentence].kind == "headline"
    if not (first or headline) or token.text.isupper():
        return False
    word = token.text.lower()
    stem = word.removesuffix("s")
    return any(bool(noun_rows(w) or verb_rows(w) or w in _nobodies()) for w in (word, stem))


def _name_phrase(parsed: ParsedDocument, scan: Scan, start: int, end: int) -> Phrase | None:
    if _ordinary(parsed, start, end):
        return None
    hit = scan.owner.get(start)
    known = hit if hit is not None and hit.start == start and hit.end == end else None
    head = governor(parsed, start, end)
    phrase = Phrase(start, end, head, entity=known, name=None if known else (start, end))
    _title(parsed, scan, phrase)
    if phrase.title is None and phrase.label is None:
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
        elif _labels(parsed, before, phrase):
            phrase.label = before
            phrase.start = before.start


def _labels(parsed: ParsedDocument, before: Hit, phrase: Phrase) -> bool:
    agent, token = before.value, parsed.tokens[before.head]
    if not isinstance(agent, Agent) or agent.kind not in ("group", "organisation") or agent.sectors[:1] == ("JRN",):
        return False
    if token.tag in ("NNS", "NNPS") or before.end - before.start > 2:
        return False
    inside = token.dep in ("compound", "amod", "nmod") and phrase.start <= token.head < phrase.end
    return inside or (parsed.tokens[phrase.head].dep == "appos" and parsed.tokens[phrase.head].head == before.head)


def _media(parsed: ParsedDocument, phrase: Phrase) -> None:
    """For "the newspaper Al-X", "the Al-X channel", "Radio Savanna", "Savanna News": a medium that no table knows."""
    words = outlet_words()
    tokens = parsed.tokens
    if phrase.entity is None and phrase.end < len(tokens) and _ends_name(tokens[phrase.end], words.last):
        phrase.end += 1
        phrase.name = (phrase.start, phrase.end)
    low, high = max(0, phrase.start - 3), min(len(tokens), phrase.end + 3)
    after = [t for t in tokens[phrase.end : high] if t.sentence == tokens[phrase.head].sentence]
    n, _ = words.after.at([_key(t) for t in after], [t.text for t in after], 0) if after else (0, [])
    if n and (parsed.tokens[phrase.end + n - 1].tag in ("NN", "NNP", "NNS")):
        phrase.media, phrase.end = True, phrase.end + n
        phrase.medium = " ".join(_key(t) for t in tokens[phrase.end - n : phrase.end])
        phrase.head = governor(parsed, phrase.start, phrase.end)
        return
    if phrase.entity is not None:
        return
    for k in range(low, phrase.start):
        before = list(tokens[k : phrase.start])
        n, _ = words.before.at([_key(t) for t in before], [t.text for t in before], 0)
        if n == len(before):
            phrase.media, phrase.start, phrase.medium = True, k, " ".join(_key(t) for t in before)
            phrase.head = governor(parsed, phrase.start, phrase.end)
            return
    if phrase.start and tokens[phrase.start - 1].text in words.first and tokens[phrase.start - 1].pos == "PROPN":
        phrase.start -= 1
    phrase.name, phrase.head = (phrase.start, phrase.end), governor(parsed, phrase.start, phrase.end)
    first, last = tokens[phrase.start], tokens[phrase.end - 1]
    if phrase.end - phrase.start > 1 and (last.text in words.last or first.text in words.first):
        phrase.media = True


def _ends_name(token: Token, last: frozenset[str]) -> bool:
    return token.text in last and token.pos == "PROPN"


def _key(token: Token) -> str:
    return fold(token.lemma if token.pos != "PROPN" else token.text)
