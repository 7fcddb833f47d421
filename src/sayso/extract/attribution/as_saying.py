"""Sayings that another passes on word for word: "quoted Y as saying that", "Y was quoted by X as saying"."""

from __future__ import annotations

from sayso.extract.attribution.drafts import Draft, Names
from sayso.extract.attribution.grammar import Grammar
from sayso.lexicon.attribution import say_verbs
from sayso.model import Span, Token


def saying(g: Grammar, v: int) -> Token | None:
    """The "saying" of "quoted as saying"."""
    for prep in g.kids(v, "prep", "mark", "advcl", "pcomp"):
        if prep.text.lower() == "as":
            if (kid := g.kid(prep.index, "pcomp")) is not None:
                return kid
        if prep.tag == "VBG" and prep.lemma in say_verbs() and g.word(g.bounds[prep.index][0]) == "as":
            return prep
    at = next(
        (
            i
            for i in range(v + 1, min(v + 25, g.sentence(v).last - 1))
            if g.word(i) == "as" and g.tokens[i + 1].tag == "VBG"
        ),
        None,
    )
    if at is not None and g.lemma(at + 1) in say_verbs():
        return g.tokens[at + 1]
    return None


def as_saying(
    g: Grammar, names: Names, draft: Draft, who: Token, saying: Token, by_head: dict[int, Draft], out: list[Draft]
) -> None:
    inner = by_head.get(saying.index)
    content = list(inner.content) if inner is not None and inner.content else []
    if not content:
        span = g.span(saying.index + 1, g.sentence(draft.head).last - 1)
        content = [span] if span is not None else []
    if inner is None:
        inner = Draft(how="relay:as saying", head=saying.index, sentence=saying.sentence)
        out.append(inner)
    by = g.agent(draft.head) or g.agent(saying.index)
    outer_source = names.mention(by.index) if by is not None else None
    passive = g.passive(draft.head)
    if not passive:
        outer_source = draft.source
    inner.source = names.mention(who.index, avoid=(draft.head,))
    inner.cue, inner.lemma, inner.kind, inner.stance = saying.span, saying.lemma, "say", "affirm"
    inner.how, inner.content, inner.quoted = "relay:as saying", content, True
    inner.direct = draft.direct = inner.direct or draft.direct
    if outer_source is None:  # "was quoted as saying": nobody is named who quotes
        inner.cue = Span(draft.cue.start if draft.cue else saying.start, saying.end)
        draft.content = []
        return
    draft.source, draft.content, draft.how, draft.act = outer_source, list(content), "relay:quoted as saying", False
    draft.stance = "affirm"
    if passive and draft.cue is not None:
        draft.cue = Span(draft.cue.start, g.tokens[draft.head].end)
    inner.parent = draft
