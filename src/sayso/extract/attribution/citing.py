"""Citations: "X said, quoting Y", "quoted Y as saying that", "Y was quoted by X"."""

from __future__ import annotations

from sayso.extract.attribution.as_saying import as_saying, saying
from sayso.extract.attribution.content import clause_end
from sayso.extract.attribution.drafts import Draft, Names
from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.origins import behind, deeper
from sayso.model import Span, Token

_CLOSE = 6  # words that may stand between a link and the cue of the next


def cited(g: Grammar, names: Names, draft: Draft, by_head: dict[int, Draft], out: list[Draft]) -> None:
    """ "quoting Y" under a saying verb, or "quoted Y as saying that C" and "Y was quoted by X as saying C"."""
    v = draft.head
    who = g.kid(v, "dobj") or g.kid(v, "nsubjpass")
    said = saying(g, v)
    if said is not None and who is not None:
        as_saying(g, names, draft, who, said, by_head, out)
        return
    outer = _outer(g, draft, by_head, out)
    if outer is not None and who is not None and who.index > v and names.speaks(who.index):
        _under(g, names, draft, outer, who, out)
        return
    clause = g.kid(v, "ccomp")
    if draft.parent is not None:
        return
    named = who is not None and names.speaks(who.index)
    if who is not None and clause is None and who.index > v:
        clause = _that(g, who)  # "quoted a guard that the gate was open"
        named = named or clause is not None
    if (
        who is not None
        and who.index > v
        and clause is not None
        and clause.index > who.index
        and names.speaks(who.index)
    ):
        span = g.span(g.bounds[clause.index][0], clause_end(g, v, g.bounds[clause.index][0]))
        if span is not None:
            _pair(g, names, draft, who, [span], out)


def _under(g: Grammar, names: Names, draft: Draft, outer: Draft, who: Token, out: list[Draft]) -> None:
    """Lay the outer content to the one who is cited too, without the words that cite."""
    token = g.tokens[draft.head]
    draft.source = names.mention(who.index)
    draft.cue = token.span
    draft.parent, draft.how, draft.act = outer, "relay:citing", False
    draft.direct, draft.mixed, draft.stance = outer.direct, outer.mixed, "affirm"
    behind(g, names, draft, who, out)
    ends = [d.source.span.end for d in out if d.parent is draft and d.source is not None]
    said = Span(token.start, max([g.tokens[max(g.bounds[who.index][1], who.index)].end, *ends]))
    draft.content = _without(g, outer.content, said)
    outer.content = list(draft.content)
    for inner in out:
        if inner.parent is draft:
            inner.content = list(draft.content)
    deeper(g, names, draft, who.index, out, 0)


def _that(g: Grammar, who: Token) -> Token | None:
    for clause in g.kids(who.index, "acl", "relcl", "ccomp"):
        if any(t.text.lower() == "that" and t.dep == "mark" for t in g.kids(clause.index)):
            return clause
    return None


def _without(g: Grammar, content: list[Span], said: Span) -> list[Span]:
    """Cut "citing ..." out of a content; what follows is kept only where the content began there."""
    kept = []
    for s in content:
        if said.end <= s.start or s.end <= said.start:
            piece = s
        elif s.start < said.start:
            piece = Span(s.start, said.start)
        else:
            piece = Span(min(said.end, s.end), s.end)
        start, end = piece.start, piece.end
        while end > start and g.text[end - 1] in " ,;—–":
            end -= 1
        while start < end and g.text[start] in " ,;—–":
            start += 1
        if end - start > 1:
            kept.append(Span(start, end))
    return kept or list(content)


def _pair(g: Grammar, names: Names, outer: Draft, who: Token, content: list[Span], out: list[Draft]) -> None:
    """Outer quotes inner: both carry the content; the inner has no cue of its own."""
    inner = Draft(how="relay:quoted", head=who.index, sentence=who.sentence, cue=g.tokens[outer.head].span)
    inner.source = names.mention(who.index)
    inner.lemma, inner.stance, inner.content = outer.lemma, "affirm", list(content)
    inner.parent = outer
    outer.content = list(content)
    out.append(inner)


def _outer(g: Grammar, draft: Draft, by_head: dict[int, Draft], out: list[Draft]) -> Draft | None:
    """The saying that a "citing Y" hangs on: its governor, or the one whose source it follows."""
    v = draft.head
    token = g.tokens[v]
    if (last := _last_link(g, draft, out)) is not None:
        return last
    if token.tag not in ("VBG", "VBN") or g.kid(v, "nsubj", "aux") is not None:
        return None
    for i in (token.head, *g.parsed.ancestors(token.head)[:3]):
        other = by_head.get(i)
        if other is not None and other is not draft and other.kind in ("say", "show", "cite"):
            return other
    sentence = token.sentence
    near = [
        d
        for d in out
        if d.sentence == sentence and d is not draft and d.kind in ("say", "show") and d.content and not d.act
    ]
    before = [d for d in near if d.head < v]
    if before:
        inside = [d for d in before if d.source is not None and d.parent is None]
        return max(inside or before, key=lambda d: d.head)
    after = [
        d for d in near if d.source is not None and g.bounds[d.source.head][0] <= v + 1 and d.source.head < v < d.head
    ]
    return after[0] if after else None


def _last_link(g: Grammar, draft: Draft, out: list[Draft]) -> Draft | None:
    """The link right before a cue: "citing the agency Y, itself quoting Z", "according to the radio X, which cites Y"."""
    v = draft.head
    near = [
        d
        for d in out
        if d.sentence == draft.sentence and d.source is not None and d.source.head < v and d is not draft and not d.act
    ]
    linked = [d for d in near if d.how.startswith(("relay:citing", "relay:from", "phrase:")) and d.content]
    if not linked:
        return None
    last = max(linked, key=lambda d: d.source.head if d.source is not None else -1)
    assert last.source is not None
    between = [g.tokens[i] for i in range(last.source.head + 1, v) if g.tokens[i].start >= last.source.span.end]
    first = last.source.head < v and all(
        t.pos in ("PUNCT", "ADV", "AUX", "PRON", "ADP", "SCONJ", "DET") or t.lemma == "turn" for t in between
    )
    return last if first and last.source.head > last.head and len(between) < _CLOSE else None
