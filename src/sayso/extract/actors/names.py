"""Names of people, bodies and media, known or not, with the titles before them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sayso.extract.actors.demonyms import nobodies
from sayso.extract.actors.media import mark_medium
from sayso.extract.actors.phrase import BRIDGES, Phrase, determine, follow, inside
from sayso.extract.actors.scan import Hit, Scan, governor
from sayso.lexicon.actors import Agent
from sayso.lexicon.events import noun_rows, verb_rows
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument


def named(parsed: ParsedDocument, scan: Scan) -> Iterator[Phrase]:
    """Names, known or not, with the titles before them; media by the words about them."""
    tokens = parsed.tokens
    past = 0
    owner = scan.owner
    # at most words no name begins
    for i in [t.index for t in tokens if t.pos == "PROPN" or t.text[:1].isupper() or t.index in owner]:
        run = _run(parsed, scan, i) if i >= past else None
        if run is None:
            continue
        start, past = run
        end = past
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
            token.text in BRIDGES
            and end + 1 < len(parsed.tokens)
            and (
                _part(parsed, scan, end + 1)
                or (fold(parsed.tokens[i].text) in _particles() and parsed.tokens[end + 1].text.islower())
            )
        ):
            end += 2
        elif (
            fold(parsed.tokens[end - 1].text) in ("al", "al-", "el")
            and token.text.isalpha()
            and token.pos in ("NOUN", "X", "ADJ", "PROPN")
        ) or (
            token.text.lower() in _particles()
            and end + 1 < len(parsed.tokens)
            and (_part(parsed, scan, end + 1) or parsed.tokens[end + 1].text in BRIDGES)
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
    if end + 2 < len(tokens) and tokens[end].text.lower() in _particles() and tokens[end + 1].text in BRIDGES:
        return end + 3 if tokens[end + 2].text[:1].isupper() else end
    return end


def _continues(parsed: ParsedDocument, scan: Scan, hit: Hit) -> bool:
    """A surname after another name belongs to that name: "Hassan Putin" is somebody else."""
    return hit.form == "surname" and hit.start > 0 and _part(parsed, scan, hit.start - 1)


def _part(parsed: ParsedDocument, scan: Scan, i: int) -> bool:
    token = parsed.tokens[i]
    article = token.text.endswith("-") and token.text[:1].isupper() and fold(token.text).strip("-") in _particles()
    if (token.pos != "PROPN" and not article) or not token.text[:1].isalpha():
        return False
    if i in scan.inside_agent:
        return _inside_title(parsed, scan, i)
    hit = scan.owner.get(i)
    if hit is not None:
        return hit.form == "surname" and i > 0 and i - 1 not in scan.owner and parsed.tokens[i - 1].pos == "PROPN"
    return fold(token.text) not in _not_actors() and (token.text[:1].isupper() or token.text.lower() in _particles())


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


@cache
def _particles() -> frozenset[str]:
    return frozenset(row["word"] for row in table("name_particles"))


@cache
def _not_actors() -> frozenset[str]:
    """Folded words that are capitalised and yet name no actor."""
    return frozenset(fold(w) for row in table("not_actors") for w in alternatives(row["words"]))


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
    return any(bool(noun_rows(w) or verb_rows(w) or w in nobodies()) for w in (word, stem))


def _name_phrase(parsed: ParsedDocument, scan: Scan, start: int, end: int) -> Phrase | None:
    if _ordinary(parsed, start, end):
        return None
    hit = scan.owner.get(start)
    known = hit if hit is not None and hit.start == start and hit.end == end else None
    head = governor(parsed, start, end)
    phrase = Phrase(start, end, head, entity=known, name=None if known else (start, end))
    _title(parsed, scan, phrase)
    if phrase.title is None and phrase.label is None:
        mark_medium(parsed, phrase)
    token = parsed.tokens[phrase.head]
    above = scan.agents.get(token.head)
    modifies = token.dep in ("compound", "amod", "nmod") and above is not None and phrase.end <= token.head
    if modifies and not phrase.media:
        return None  # "Mossad agents", "Orlanda Workers Party": the agent phrase takes it in
    determine(parsed, phrase)
    inside(scan, phrase, phrase.start, start)
    if phrase.name is not None and not phrase.media:
        follow(parsed, scan, phrase)
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
            above = scan.inside_agent.get(before.start - 1)
            if above is not None and above.end == before.start and _outranks(above, before):
                phrase.title, phrase.start = above, above.start
        elif _labels(parsed, before, phrase):
            phrase.label = before
            phrase.start = before.start
            if parsed.tokens[before.head].dep == "conj":  # taken for one of a list, and the name apart
                phrase.head = before.head


def _outranks(first: Hit, second: Hit) -> bool:
    """In "Defence Minister General Marrek" the office tells who he is, not the rank."""
    office, rank = first.value, second.value
    if not isinstance(office, Agent) or not isinstance(rank, Agent) or office.kind != "person":
        return False
    return rank.sectors[:1] == ("MIL",) and rank.title and office.sectors[:1] == ("GOV",)


def _labels(parsed: ParsedDocument, before: Hit, phrase: Phrase) -> bool:
    agent, token = before.value, parsed.tokens[before.head]
    if not isinstance(agent, Agent) or agent.kind not in ("group", "organisation") or agent.sectors[:1] == ("JRN",):
        return False
    if token.tag in ("NNS", "NNPS") or before.end - before.start > 2:
        return False
    inner = token.dep in ("compound", "amod", "nmod") and phrase.start <= token.head < phrase.end
    article = before.start and parsed.tokens[before.start - 1].text.lower() == "the"
    if article and token.dep == "conj" and phrase.end - phrase.start > 1:
        return True  # "the opposition Unity Platform", also where the parser joins "opposition" to what goes before
    return inner or (parsed.tokens[phrase.head].dep == "appos" and parsed.tokens[phrase.head].head == before.head)
