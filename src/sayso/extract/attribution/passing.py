"""Outlets that pass on what they were told: "told the newspaper Y", "in an interview with Y", "a letter from X seen by Y"."""

from __future__ import annotations

from sayso.extract.attribution.drafts import Draft, Mention, Names
from sayso.extract.attribution.grammar import Grammar
from sayso.lexicon.attribution import words
from sayso.model import Token


def through(g: Grammar, names: Names, draft: Draft, by_head: dict[int, Draft], out: list[Draft]) -> None:
    """Outlets that pass on: the addressee of "told", "in an interview with Y", "a letter from X seen by Y", "on Y"."""
    if draft.source is None or (draft.parent is not None and draft.how.startswith("relay")):
        return
    outlet = _addressee(g, names, draft) or _interview(g, names, draft)
    cue: Token | None = g.tokens[draft.head]
    if outlet is None:
        outlet, cue = _seen_by(g, names, draft)
    if outlet is None or draft.source.span.contains(outlet.span):
        return
    known = by_head.get(cue.index) if cue is not None and cue.index != draft.head else None
    if known is not None and known.source is not None and known.source.head == outlet.head:
        known.how, known.content, known.parent, draft.parent = "relay:through", list(draft.content), draft.parent, known
        known.stance, known.act = "affirm", False
        return
    outer = Draft(
        how="relay:through", head=outlet.head, sentence=draft.sentence, source=outlet, content=list(draft.content)
    )
    outer.cue = cue.span if cue is not None and cue.index != draft.head else draft.cue
    outer.lemma, outer.stance = cue.lemma if cue is not None else draft.lemma, "affirm"
    outer.direct, outer.mixed, outer.parent = draft.direct, draft.mixed, draft.parent
    draft.parent = outer
    out.append(outer)


def _addressee(g: Grammar, names: Names, draft: Draft) -> Mention | None:
    v = draft.head
    if draft.how.startswith("phrase:"):
        return None
    subject = draft.source.head if draft.source is not None else -1
    for t in g.kids(v, "dobj", "dative", "nsubj", "npadvmod"):
        noun = t
        if t.dep == "dative" and t.pos == "ADP":
            inner = g.kid(t.index, "pobj")
            if inner is None:
                continue
            noun = inner
        if noun.index > v and noun.index != subject and noun.index <= v + 9 and _passes_on(g, names, noun.index):
            return names.mention(noun.index)
    for prep in g.kids(v, "prep"):
        noun_ = g.kid(prep.index, "pobj")
        if (
            noun_ is not None
            and prep.index > v
            and prep.text.lower() in ("to", "on")
            and _passes_on(g, names, noun_.index)
        ):
            return names.mention(noun_.index)
    return None


def _passes_on(g: Grammar, names: Names, head: int) -> bool:
    """Whether a noun is a medium with a voice of its own, which social media are not."""
    owner = g.kid(head, "poss")
    if names.kind(head) != "media" or (owner is not None and owner.tag == "PRP$"):
        return False  # "on its website": the speaker's own
    phrase = (head, *(t.index for t in g.kids(head, "amod", "compound")))
    return not any(g.word(i) in words("platform") for i in phrase)


def _interview(g: Grammar, names: Names, draft: Draft) -> Mention | None:
    """ "in an interview with Y", "in remarks to Y", "speaking to Y"."""
    sentence = g.sentence(draft.head)
    for i in range(sentence.first, sentence.last):
        if g.lemma(i) in words("talk") and not draft.covers(g.tokens[i].start):
            for prep in g.kids(i, "prep"):
                noun = g.kid(prep.index, "pobj")
                if noun is None or prep.text.lower() not in ("with", "to", "on"):
                    continue
                kind, talk = names.kind(noun.index), g.lemma(i) == "interview" and prep.text.lower() == "with"
                if _passes_on(g, names, noun.index) or (talk and kind == "name"):
                    return names.mention(noun.index)
    return None


def _seen_by(g: Grammar, names: Names, draft: Draft) -> tuple[Mention | None, Token | None]:
    """ "X, quoted by Y, said", "a letter from X seen by Y", "according to X, as reported by Y", "what Y transmitted about X"."""
    mention = draft.source
    if mention is None:
        return None, None
    sentence = g.sentence(draft.head)
    for i in range(sentence.first, sentence.last):
        token = g.tokens[i]
        if token.tag != "VBN" or token.lemma not in words("passes-on") or i == draft.head or draft.covers(token.start):
            continue
        by = g.agent(i)
        if by is None or by.index <= i:
            by = next((g.kid(j, "pobj") for j in (i + 1, i + 2) if j < sentence.last and g.word(j) == "by"), None)
        if by is None or not names.speaks(by.index) or by.index == mention.head:
            continue
        passive = g.kid(i, "nsubjpass")
        if (passive is None or passive.lemma == "copy" or passive.text.lower() == "which") and i - mention.head < 14:
            return names.mention(by.index, relative=False), token
    return None, None
