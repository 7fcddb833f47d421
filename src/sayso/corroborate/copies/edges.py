"""From what two articles share to who copied whom, with the evidence in words."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.corroborate.copies.comparison import Comparison
from sayso.corroborate.copies.direction import Direction, direction_of
from sayso.corroborate.copies.retold import Retold, retold
from sayso.model import Span
from sayso.model.ledger import ClaimRecord, Copy, Evidence, Report

COUNTS = 0.5  # an edge of a lower score is shown, and counts for nothing
DUPLICATE, NEAR = 0.97, 0.65  # shares of both texts
OWN_PASSAGE, OWN_CONTENT = (
    12,
    4,
)  # own words of one passage that no two reporters write alike, of which so many are no names
OWN_WORDS, ALL_CONTENT = 20, 8  # or of several
RETOLD_WORDS = 8  # own words that do where the text names its source, too
SELECTION = 4  # quotations chosen alike, in one order: no two reporters do that either
SELECTION_WORDS = 6  # of a quotation that counts for a selection
SELECTED = 0.8  # of the quotations of the one who took them
QUOTES = 0.7  # score of one who names the other's outlet and quotes the same words
TAKEN_SPEECH, COMMON_SPEECH = 0.6, 0.2  # scores: of speech taken over, of speech that both may have heard
AROUND = 6  # words next to a quotation that two who heard it would not choose alike
SHORT = 5  # words of a quotation that may be known by the words around it
SPOKEN = 8  # words of a quotation that shows a common speech
MOST_PASSAGES = 40  # told as evidence


def counts_as_copy(edge: Copy) -> bool:
    """Whether an edge makes its child depend on its parent; a common speech or statement does not."""
    return edge.score >= COUNTS


def copy_edge(
    a: Report,
    b: Report,
    comparison: Comparison,
    *,
    claims_a: Sequence[ClaimRecord] = (),
    claims_b: Sequence[ClaimRecord] = (),
) -> Copy | None:
    """The edge between two articles, from the one that took to the one it took from; None where nothing shows one.

    Depends on nothing but the two articles: which is given first makes no difference.
    """
    if a.id == b.id:
        return None
    if a.order > b.order:
        a, b, claims_a, claims_b = b, a, claims_b, claims_a
    in_a, in_b = _places(comparison, a.id)
    one = retold(a, b, claims_a, in_a)
    other = retold(b, a, claims_b, in_b)
    text = _text_score(comparison, named=bool(one.names or other.names))
    way = direction_of(a, b, comparison, one, other)
    child_is_a = way.child == a.id
    told = one if child_is_a else other
    flipped = comparison.a != way.child
    score, kind = _judged(comparison, told, text, flipped=flipped)
    if kind is None:
        return None
    return Copy(
        child=way.child,
        parent=way.parent,
        kind=kind,
        share=comparison.share_b if flipped else comparison.share_a,
        score=round(score, 4),
        evidence=_evidence(comparison, told, way, a if child_is_a else b, flipped=flipped, counted=score >= COUNTS),
        directed=way.directed,
    )


def _places(c: Comparison, first: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where the shared passages and quotations stand in the article `first`, and where in the other."""
    here = (*(p.a for p in c.passages), *(q.a for q in c.quotations))
    there = (*(p.b for p in c.passages), *(q.b for q in c.quotations))
    return (here, there) if c.a == first else (there, here)


def _text_score(c: Comparison, *, named: bool) -> float:
    """How sure the shared words alone make it that one text depends on the other, 0 to 1."""
    longest = max((p.own for p in c.passages), default=0)
    enough = longest >= OWN_PASSAGE and c.own_content >= OWN_CONTENT
    enough = enough or (c.own_words >= OWN_WORDS and c.own_content >= ALL_CONTENT)
    enough = enough or (named and longest >= RETOLD_WORDS)
    if not enough:
        return 0.0
    return 1.0 - float(0.5 ** (1 + c.own_content / 12))


def _judged(c: Comparison, told: Retold, text: float, *, flipped: bool) -> tuple[float, str | None]:
    """Score and kind."""
    low = min(c.share_a, c.share_b)
    if text and low >= DUPLICATE:
        return 1.0, "duplicate"
    if text and low >= NEAR:
        return max(text, 0.9), "near-duplicate"
    if text:
        return max(text, told.score), "partial"
    spoken = [q for q in c.quotations if q.words >= SPOKEN]
    if told.names and spoken:
        return max(told.score, QUOTES), "quotation"
    if told.score >= COUNTS:
        return told.score, "quotation" if c.quotations else ("paraphrase" if told.paraphrase else "citation")
    if _same_selection(c, flipped=flipped) or any(q.around >= AROUND and q.words >= SHORT for q in c.quotations):
        return TAKEN_SPEECH, "quotation"
    if spoken or any(p.stated for p in c.passages):
        return COMMON_SPEECH, "quotation"
    return 0.0, None


def _same_selection(c: Comparison, *, flipped: bool) -> bool:
    """Several quotations chosen alike and in one order, and hardly any others by the one who took them."""
    chosen = [q for q in c.quotations if q.words >= SELECTION_WORDS]
    if len(chosen) < SELECTION:
        return False
    starts = [q.b.start for q in chosen]
    all_of = c.quoted_b if flipped else c.quoted_a
    return starts == sorted(starts) and sum(q.words for q in c.quotations) >= SELECTED * all_of


def _evidence(
    c: Comparison, told: Retold, way: Direction, child: Report, *, flipped: bool, counted: bool
) -> tuple[Evidence, ...]:
    out = list(told.evidence)
    for p in sorted(c.passages, key=lambda p: -p.words)[:MOST_PASSAGES]:
        mine, theirs = (p.b, p.a) if flipped else (p.a, p.b)
        out.append(
            Evidence(kind="passage", says=_passage_says(p.words, p.stated), child=mine, parent=theirs, words=p.words)
        )
    for q in c.quotations:
        mine, theirs = (q.b, q.a) if flipped else (q.a, q.b)
        says = f"both quote “{_shown(child.text, mine)}”"
        if q.around >= AROUND:
            says += ", with the same words around it"
        elif not counted:
            says += "; the same words of a speaker do not show that one took them from the other"
        out.append(Evidence(kind="quotation", says=says, child=mine, parent=theirs, words=q.words))
    if way.says:
        out.append(Evidence(kind=way.evidence, says=way.says))
    return tuple(out)


def _passage_says(words: int, stated: bool) -> str:
    says = f"{words} words stand in both"
    return f"{says}, laid to the same body's statement in both: the root is that body" if stated else says


def _shown(text: str, span: Span) -> str:
    words = " ".join(span.of(text).split())
    return words if len(words) <= 80 else f"{words[:77]}..."
