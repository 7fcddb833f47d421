"""Coreference of mentions that somebody else found: what the resolver is worth where nothing is missed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.extract.actors.book import Book
from sayso.extract.actors.couple import couple
from sayso.extract.actors.phrase import Phrase
from sayso.extract.actors.phrases import phrases
from sayso.extract.actors.quotes import quotations
from sayso.extract.actors.reference import pronouns
from sayso.extract.actors.resolve import resolve
from sayso.extract.actors.scan import Hit, Scan, scan
from sayso.extract.actors.speakers import Voices
from sayso.lexicon.actors import Agent
from sayso.model import ParsedDocument, Span

Given = tuple[Span, frozenset[Span]]  # a mention, and the words that may be its head


def link(parsed: ParsedDocument, given: Sequence[Given]) -> list[str]:
    """The id of the actor of each mention; two mentions are one actor if their ids are equal."""
    seen = scan(parsed)
    heads = [_head(parsed, heads) for _, heads in given]
    own = _by_head(phrases(parsed, seen))
    found: dict[int, Phrase] = {}
    joint: list[int] = []  # mentions that begin with another one and go on: "X and Y"
    order = sorted(range(len(given)), key=lambda k: (len(given[k][0]), given[k][0].start))
    for k in order:
        head = heads[k]
        if head in found:
            joint.append(k)
        elif not _pronoun(parsed, given[k][0], head):
            found[head] = own.get(head) or _phrase(parsed, seen, given[k][0], head)
    speakers = {v.token for v in Voices(parsed, quotations(parsed)).turns.values()}
    found |= {i: own[i] for i in speakers if i is not None and i in own and i not in found}
    inside = {h for h in heads if h not in found}
    book = resolve(parsed, seen, sorted(found.values(), key=lambda p: (p.head, p.start)), inside)
    meant = book.memory.references.meant
    out = [meant.get(head, f"alone:{k}") for k, head in enumerate(heads)]
    for k in joint:
        out[k] = _couple(book, parsed, given[k][0], heads[k], heads) or f"alone:{k}"
    return out


def _head(parsed: ParsedDocument, heads: Iterable[Span]) -> int:
    """The token that governs the rest of the head words."""
    tokens = {t.index: t for span in heads for t in parsed.tokens_in(span)}
    return max((i for i, t in tokens.items() if t.head not in tokens or t.head == i), default=max(tokens))


def _by_head(found: Iterable[Phrase]) -> dict[int, Phrase]:
    out: dict[int, Phrase] = {}
    for phrase in found:
        out.setdefault(phrase.head, phrase)
    return out


def _pronoun(parsed: ParsedDocument, span: Span, head: int) -> bool:
    return parsed.tokens[head].text.lower() in pronouns() and parsed.tokens[head].span == span


def _phrase(parsed: ParsedDocument, seen: Scan, span: Span, head: int) -> Phrase:
    """A phrase for a noun of which our tables know nothing."""
    tokens = parsed.tokens
    start = next((t.index for t in parsed.tokens_in(span)), head)
    start = min(start, head)
    if tokens[head].pos == "PROPN":
        low = head
        while (low > start and tokens[low - 1].pos == "PROPN") or (low > start and tokens[low - 1].text in "-–"):
            low -= 1
        return Phrase(start, head + 1, head, name=(low, head + 1))
    plural = tokens[head].tag in ("NNS", "NNPS")
    agent = Agent(tokens[head].lemma.lower(), (), "group" if plural else "person", "", False, False, 0)
    hit = Hit(head, head + 1, head, agent, "agent")
    inner = [seen.owner[i] for i in range(start, head) if i in seen.owner]
    return Phrase(start, head + 1, head, agent=hit, inner=list(dict.fromkeys(inner)))


def _couple(book: Book, parsed: ParsedDocument, span: Span, head: int, heads: Sequence[int]) -> str | None:
    """For "X and Y" the actor that both are together."""
    meant, known = book.memory.references.meant, set(heads)
    todo, members = [head], [head]
    while todo:
        for c in parsed.children[todo.pop()]:
            if parsed.tokens[c].dep == "conj" and c in known and span.contains(parsed.tokens[c].span):
                members.append(c)
                todo.append(c)
    drafts = [book.drafts[meant[i]] for i in members if meant.get(i) in book.drafts]
    return couple(drafts, "group").id if len(drafts) > 1 else None
