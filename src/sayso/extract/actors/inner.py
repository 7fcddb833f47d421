"""Names inside other phrases that the text uses of actors elsewhere: "Marrek" in "the Marrek government"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.extract.actors.book import Book
from sayso.extract.actors.draft import Draft
from sayso.extract.actors.phrase import Phrase
from sayso.extract.actors.scan import Scan
from sayso.knowledge.actors import Known

_INSIDE = frozenset({"compound", "nmod"})


def note_inner(book: Book, seen: Scan, found: Sequence[Phrase]) -> None:
    """Note such names where an actor of that name is known; they make no actor of their own."""
    tokens = book.parsed.tokens
    parts = [t.index for t in tokens if t.pos == "PROPN" and t.dep in _INSIDE and t.text[:1].isupper()]
    if not parts:
        return
    taken = {i for p in found if p.name is not None for i in range(*p.name)}
    taken |= {i for p in found if p.entity is not None for i in range(p.entity.start, p.entity.end)}
    taken |= book.memory.references.meant.keys()
    for start, end in _runs([i for i in parts if i not in taken]):
        if tokens[end - 1].head >= end and (draft := _draft(book, seen, start, end)) is not None:
            book.note(draft, start, end, end - 1, "name")


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow each other, as ranges."""
    for k, i in enumerate(places):
        if k == 0 or places[k - 1] != i - 1:
            end = k + 1
            while end < len(places) and places[end] == places[end - 1] + 1:
                end += 1
            yield i, places[end - 1] + 1


def _draft(book: Book, seen: Scan, start: int, end: int) -> Draft | None:
    hit = seen.owner.get(start)
    if hit is not None:
        known = isinstance(hit.value, Known) and (hit.start, hit.end) == (start, end)
        return book.drafts.get(hit.value.id) if known and isinstance(hit.value, Known) else None
    if any(i in seen.owner or i in seen.inside_agent for i in range(start, end)):
        return None
    return book.called(" ".join(t.text for t in book.parsed.tokens[start:end]))
