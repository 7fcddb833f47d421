"""Goes through the phrases and pronouns of a text in order and says of each who it is."""

from __future__ import annotations

from collections.abc import Container, Sequence
from operator import itemgetter

from sayso.extract.actors.acronyms import acronym, initials
from sayso.extract.actors.book import Book
from sayso.extract.actors.cataphora import look_ahead
from sayso.extract.actors.draft import Draft, nouns
from sayso.extract.actors.inner import note_inner
from sayso.extract.actors.phrase import Phrase
from sayso.extract.actors.reference import pronouns
from sayso.extract.actors.scan import Scan
from sayso.extract.actors.speech import speak
from sayso.extract.actors.spelling import name_words
from sayso.lexicon.actors import Agent
from sayso.model import ParsedDocument, Token

_SILENT = frozenset({"expl"})
_COPULAS = frozenset({"be", "become", "remain"})
_PRONOUN = frozenset({"PRP", "PRP$", "WP", "WDT", "WP$"})


def resolve(parsed: ParsedDocument, seen: Scan, found: Sequence[Phrase], only: Container[int] | None = None) -> Book:
    """A book with every phrase and pronoun entered; `only` says which tokens may be pronouns."""
    published = parsed.document.published
    book = Book(parsed, seen, published.isoformat() if published else None)
    book.held = {p.head: p for p in found}
    twins = _appositions(parsed, found)
    heads = {p.head for p in found}
    words = [
        t
        for t in parsed.tokens
        if t.tag in _PRONOUN
        and t.index not in heads
        and t.text != "US"
        and t.text.lower() in pronouns()
        and (only is None or t.index in only)
    ]
    order: list[tuple[int, int, Phrase | Token]] = [(p.head, p.start, p) for p in found]
    order += [(t.index, t.index, t) for t in words]
    waiting: dict[int, Draft] = {}
    for _, _, item in sorted(order, key=itemgetter(0, 1)):
        if isinstance(item, Phrase):
            _enter(book, item, twins, waiting)
        elif pronouns()[item.text.lower()]["person"] in ("3", "rel"):
            _pronoun(book, item)
    look_ahead(book, words)
    speak(book, words)
    if only is None:
        note_inner(book, seen, found)
    return book


def _enter(book: Book, phrase: Phrase, twins: dict[int, Phrase], waiting: dict[int, Draft]) -> None:
    """Enter a phrase; the first of two in apposition waits for what the second says, and both are one actor."""
    form = _form(phrase)
    twin = twins.get(id(phrase))
    if id(phrase) in waiting:
        book.enter(phrase, form, waiting[id(phrase)])
        return
    if phrase.holds is not None and phrase.holds in book.held:  # "a group of villagers" are those villagers
        draft = book.draft_of(book.held[phrase.holds])
        if phrase.agent is not None and isinstance(phrase.agent.value, Agent):
            draft.held_as |= nouns(phrase.agent.value)
        waiting[id(book.held[phrase.holds])] = book.enter(phrase, form, draft)
        return
    if twin is None:
        same = _predicated(book, phrase)
        if same is not None and phrase.agent is not None and isinstance(phrase.agent.value, Agent):
            same.nouns |= nouns(phrase.agent.value)
        book.enter(phrase, form, same)
        return
    parsed = book.parsed
    described = [p.name is None and p.entity is None for p in (phrase, twin)]
    one = book.alone(phrase) if described[0] and not described[1] else book.draft_of(phrase)
    two = book.alone(twin) if described[1] and not described[0] else book.draft_of(twin)
    named, other, words = (one, two, twin) if _rank(one, phrase) >= _rank(two, twin) else (two, one, phrase)
    both = not any(described) and named.kind == other.kind == "person" and named.id != other.id
    listed = both and not set(name_words(named.name)) & set(
        name_words(other.name)
    )  # "Odo Marrek, Lena Velo and others"
    if listed or other.kind == "state" or named.kind == "state" or not _alike(parsed, named, other, words):
        book.enter(phrase, form)
        return
    named.country = named.country or other.country
    named.office = named.office or other.office
    named.nouns |= other.nouns
    if named.sectors in ((), ("UNK",)):
        named.sectors = other.sectors
    waiting[id(twin)] = book.enter(phrase, form, named)


def _alike(parsed: ParsedDocument, named: Draft, other: Draft, words: Phrase) -> bool:
    """Can a name and the words beside it be one actor: both a person, or both none?"""
    if named.kind == "person":
        many = parsed.tokens[words.head].tag in ("NNS", "NNPS")
        return not many and (other.kind in ("person", "group") or _person(parsed, words))
    if other.kind == "group":  # "the Front, a rebel group", but not "the Front, fighters"
        return named.kind in ("group", "organisation") and named.plural == other.plural
    return other.kind != "person" and not _person(parsed, words)


def _person(parsed: ParsedDocument, phrase: Phrase) -> bool:
    """Is the noun for one person, though the actor may be a body ("a spokesman for the army")?"""
    agent = phrase.agent.value if phrase.agent is not None and phrase.name is None else None
    return isinstance(agent, Agent) and agent.kind == "person" and parsed.tokens[phrase.head].tag in ("NN", "NNP")


def _predicated(book: Book, phrase: Phrase) -> Draft | None:
    """For "Odo is the mayor" the actor that the sentence says the phrase to be."""
    tokens, children = book.parsed.tokens, book.parsed.children
    head = tokens[phrase.head]
    verb = tokens[head.head]
    if head.dep != "attr" or verb.lemma not in _COPULAS or phrase.agent is None or phrase.name is not None:
        return None
    below = [tokens[c] for c in children[verb.index]]
    first = tokens[phrase.start].lemma.lower()
    if any(t.dep == "neg" or t.tag == "MD" for t in below) or first in ("no", "any"):
        return None
    if book.parsed.sentences[head.sentence].kind == "question":
        return None
    subject = next((t for t in below if t.dep == "nsubj" and t.index < head.index), None)
    if subject is None or subject.text.lower() in ("it", "there", "this", "that"):
        return None
    draft = book.drafts.get(book.memory.references.meant.get(subject.index, ""))
    if draft is None or draft.media or draft.members:
        return None
    same = (draft.kind == "person") == _person(book.parsed, phrase)
    return draft if same and draft.plural == (head.tag in ("NNS", "NNPS")) and draft.kind != "state" else None


def _rank(draft: Draft, phrase: Phrase) -> int:
    return 2 * (phrase.name is not None or phrase.entity is not None) + draft.named


def _appositions(parsed: ParsedDocument, found: Sequence[Phrase]) -> dict[int, Phrase]:
    """Pairs such as "the head of Algerian diplomacy, Sabri Boukadoum": the first phrase to the second."""
    covering: dict[int, Phrase] = {}
    for phrase in found:
        for i in range(phrase.start, phrase.end):
            covering.setdefault(i, phrase)
    starts = {p.start: p for p in found}
    out: dict[int, Phrase] = {}
    by_head = {p.head: p for p in found}
    for phrase in found:
        token = parsed.tokens[phrase.head]
        first = covering.get(token.head) if token.dep == "appos" else None
        before = covering.get(phrase.start - 2) if phrase.start > 1 else None
        if first is not None and phrase.name is not None and not _person(parsed, first):
            holders = (p for p in _above(parsed, first, by_head) if _person(parsed, p))
            first = next(holders, first) if 1 < phrase.name[1] - phrase.name[0] < 4 else first
        elif first is None and token.dep == "appos" and phrase.name is not None:
            first = _holder(parsed, phrase, covering)
        if before is None:
            pass
        elif parsed.tokens[phrase.start - 1].text == "(" and phrase.end - phrase.start == 1:
            letters = acronym(token.text)
            first = next(
                (p for p in _above(parsed, before, by_head) if letters and initials(parsed, p) == letters), first
            )
        elif first is None and parsed.tokens[phrase.start - 1].text == "," and phrase.name:
            closes = phrase.end < len(parsed.tokens) and parsed.tokens[phrase.end].text in (",", ".", ":")
            if closes and token.dep in ("appos", "nsubj", "conj", "dobj", "pobj", "ROOT"):
                fit = (p for p in _above(parsed, before, by_head) if p.agent is not None and p.name is None)
                first = next((p for p in fit if _person(parsed, p) or token.dep in ("appos", "nsubj")), None)
        if first is not None and first is not phrase and first.start < phrase.start and id(first) not in out:
            out[id(first)] = starts.get(phrase.start, phrase)
    return {k: v for k, v in out.items() if id(v) not in out}


def _holder(parsed: ParsedDocument, phrase: Phrase, covering: dict[int, Phrase]) -> Phrase | None:
    """The role before a name that the parse hangs on the place within it: "the mayor of Zuwara, Salem Dabbashi,"."""
    low, high = phrase.name or (phrase.start, phrase.end)
    closed = phrase.end < len(parsed.tokens) and parsed.tokens[phrase.end].text in (",", ".", ":", ";", ")", "—", "–")
    if not closed or not 1 < high - low < 5 or parsed.tokens[phrase.start - 1].text not in (",", "—", "–", "("):
        return None
    i = parsed.tokens[phrase.head].head
    while parsed.tokens[i].dep in ("pobj", "prep", "compound", "appos"):
        i = parsed.tokens[i].head
        role = covering.get(i)
        if role is not None and _person(parsed, role) and role.name is None and role.agent is not None:
            return role
    return None


def _above(parsed: ParsedDocument, phrase: Phrase, by_head: dict[int, Phrase]) -> list[Phrase]:
    """A phrase and those whose prepositional phrases hold it: "the Brotherhood", "the president of the Brotherhood"."""
    out, i = [phrase], phrase.head
    while parsed.tokens[i].dep in ("pobj", "prep", "compound", "poss", "nmod"):
        i = parsed.tokens[i].head
        if i in by_head and by_head[i] is not phrase:
            out.append(by_head[i])
    return out


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
        named = book.memory.at.get(verb.head) if verb.dep == "relcl" else None
        found = [named] if named is not None else []
    if found:
        rest = tuple(d.id for d in found[1:4])
        if found[0].kind == "person" and not found[0].gender:
            found[0].gender = pronouns()[token.text.lower()]["gender"].upper()
        book.note(found[0], token.index, token.index + 1, token.index, "pronoun", rest)


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
