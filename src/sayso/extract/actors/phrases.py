"""Noun phrases that denote actors: described ones, names, and entities that stand alone."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.extract.actors.demonyms import demonym_group
from sayso.extract.actors.names import named
from sayso.extract.actors.phrase import Phrase, determine, follow, inside
from sayso.extract.actors.scan import Hit, Scan
from sayso.lexicon.actors import Agent
from sayso.model import ParsedDocument

_INNER = frozenset({"compound", "amod", "nmod", "quantmod"})


def phrases(parsed: ParsedDocument, scan: Scan) -> list[Phrase]:
    """All actor phrases in text order of their heads; embedded ones as well."""
    out: dict[tuple[int, int], Phrase] = {}
    taken: set[int] = set()
    for phrase in named(parsed, scan):
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
        group = demonym_group(parsed, scan, hit)
        if group is not None and (group.head, group.start) not in out:
            out[group.head, group.start] = group
            continue
        phrase = Phrase(hit.start, hit.end, hit.head, entity=hit)
        determine(parsed, phrase)
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
    determine(parsed, phrase)
    inside(scan, phrase, phrase.start, phrase.end)
    for i in range(phrase.start, phrase.end):
        other = scan.agents.get(i)
        if other is not None and other.head != hit.head:
            phrase.agents.append(other)
    follow(parsed, scan, phrase)
    return phrase


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


def _split(parsed: ParsedDocument, phrase: Phrase) -> Iterator[Phrase]:
    """For "Tunisian and Egyptian counterparts": one phrase for each country, with the same head."""
    adjectives = [h for h in phrase.inner if h.form == "adjective"]
    if len(adjectives) < 2:
        yield phrase
        return
    joined = any(
        parsed.tokens[h.head].dep == "conj" or any(parsed.tokens[c].dep == "conj" for c in parsed.children[h.head])
        for h in adjectives
    )
    plural = parsed.tokens[phrase.head].tag in ("NNS", "NNPS")
    if not joined or not plural:
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
