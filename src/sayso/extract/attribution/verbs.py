"""Attributions whose cue is a verb: "X said that ...", "X called on Y to ...", "it was reported that ..."."""

from __future__ import annotations

from sayso.extract.attribution.content import around, clause_end, content_of, governed, spans
from sayso.extract.attribution.drafts import Draft, Names
from sayso.extract.attribution.grammar import VERBAL, Grammar
from sayso.extract.attribution.speakers import (
    accompanying,
    inverted_subject,
    owned_text,
    participle,
    resumed,
    trailing,
)
from sayso.lexicon.attribution import PhraseCue, VerbCue, phrase_cues, say_verbs, source_nouns, words
from sayso.model import Span, Token

_REACH = 5  # tokens within which the other words of a cue must follow
_MEDIUM = frozenset({"in", "on", "through", "via", "during", "at"})


def verb_drafts(g: Grammar, names: Names) -> list[Draft]:
    """One draft for each verb of the table that has a source or a content."""
    found = []
    table = say_verbs()
    for token in g.tokens:
        cues = table.get(token.lemma.lower()) if token.pos in VERBAL or token.tag.startswith("VB") else None
        if not cues or token.dep in ("aux", "auxpass", "amod", "compound"):
            continue
        if (match := _match(g, token, cues)) is None or _blocked(g, token):
            continue
        draft = _draft(g, names, token, *match)
        if draft is not None:
            found.append(draft)
    return found


def _match(g: Grammar, token: Token, cues: tuple[VerbCue, ...]) -> tuple[VerbCue, int] | None:
    """The longest cue that fits, and its last token."""
    particle = g.kid(token.index, "prt")
    for cue in cues:
        if particle is not None and particle.text.lower() not in cue.rest:
            continue  # "carried out", "called off"
        last = token.index
        limit = min(token.index + _REACH, g.sentence(token.index).last - 1)
        for word in cue.rest:
            at = next((i for i in range(last + 1, limit + 1) if word in (g.word(i), g.lemma(i))), None)
            if at is None or (at - last > 1 and word in ("on", "for", "to", "of", "out", "upon", "about")):
                break
            last = at
        else:
            return cue, last
    return None


def _blocked(g: Grammar, token: Token) -> bool:
    """Whether the verb stands in a phrase that lays nothing to anybody: "it is worth mentioning that"."""
    start = max(g.sentence(token.index).first, token.index - 4)
    for at in range(start, token.index + 1):
        for phrase in phrase_cues("block").get(g.lemma(at), ()):
            if _phrase_at(g, phrase, at):
                return True
    return False


def _phrase_at(g: Grammar, phrase: PhraseCue, at: int) -> bool:
    return all(word in (g.lemma(at + k), g.word(at + k)) for k, word in enumerate(phrase.words))


def _draft(g: Grammar, names: Names, token: Token, cue: VerbCue, last: int) -> Draft | None:
    v = token.index
    stance = _stance(g, v, cue)
    draft = Draft(
        how=f"verb:{cue.text}",
        head=v,
        sentence=token.sentence,
        cue=g.group(v, last),
        lemma=cue.text,
        kind=cue.kind,
        stance=stance,
        act=cue.act,
        quoted="quote" in cue.frames,
    )
    if (
        (carrier := g.tokens[token.head]).lemma in words("phase")
        and token.dep in ("xcomp", "advcl")
        and carrier.index < v
    ):
        draft.cue = Span(g.group(carrier.index, carrier.index).start, draft.cue.end if draft.cue else token.end)
    passive = g.passive(v)
    clause = governed(g, v, cue)
    if cue.kind == "judge" and clause is not None and clause.dep == "ccomp":
        draft.act, draft.stance = False, "affirm"
    if cue.kind == "seem":
        _seeming(g, draft, clause)
    elif passive:
        _passive(g, names, draft, cue, clause)
    else:
        _active(g, names, draft, cue, clause, last)
    if (
        draft.source is None
        and not passive
        and cue.kind != "seem"
        and (cue.kind != "say" or token.tag in ("VBG", "VB") or not draft.content)
    ):
        return None  # "seeing him", "a right to expect": nobody's
    if draft.source is None and not draft.content:
        return None
    if draft.source is not None and draft.source.thing and token.tag == "VB":
        return None  # "it was not possible to confirm this"
    if cue.kind == "show" and clause is None and not _data(draft):
        return None  # "found two guns" is no finding
    thing = draft.source is not None and draft.source.noun == "other" and not names.speaks(draft.source.head)
    if thing and token.tag in ("VB", "VBP") and cue.kind == "say" and g.kid(v, "nsubj") is None:
        return None  # "but note they fled"
    if thing and clause is None and cue.kind == "say" and draft.stance == "affirm":
        draft.act = True  # "the speed of the raid highlights ..." reports nothing
    _medium(g, draft, last)
    return draft


def _data(draft: Draft) -> bool:
    """Whether a text or picture shows something."""
    return draft.source is not None and draft.source.noun == "document"


def _stance(g: Grammar, v: int, cue: VerbCue) -> str | None:
    """Negation turns some cues: "does not rule out" hedges, "did not deny" and "did not say" tell nothing."""
    negated = g.negated(v) or any(
        t.text.lower() in ("nor", "never", "neither") for t in g.kids(v, "advmod", "cc", "preconj")
    )
    if cue.lemma in ("rule", "exclude"):
        return "hedge" if negated else "deny"
    if negated:
        return "hedge" if cue.stance == "deny" else "doubt" if cue.kind in ("say", "show", "think") else cue.stance
    return cue.stance or ("affirm" if cue.kind in ("say", "show", "cite") else None)


def _active(g: Grammar, names: Names, draft: Draft, cue: VerbCue, clause: Token | None, last: int) -> None:
    v = draft.head
    subject = resumed(g, v) or accompanying(g, v) or participle(g, v)
    own = g.kid(v, "nsubj", "csubj")
    lost = own is None or (own.pos == "NOUN" and own.index < v and not names.speaks(own.index))
    if subject is None and lost and g.tokens[v].dep in ("ROOT", "conj", "parataxis", "ccomp"):
        subject = trailing(g, names, v)
    mark = g.kid(v, "mark")
    if own is not None or g.tokens[v].dep != "advcl" or mark is None or mark.text.lower() != "as":
        subject = subject or g.subject(v)  # "had not left, as agreed in a deal": nobody by name agreed
    if subject is not None and subject.index == v:
        subject = None
    objects = [t for t in g.kids(v, "dobj", "oprd", "attr", "acomp", "dative") if t.index > v]
    inverted = None
    if g.kid(v, "nsubj", "csubj") is None and g.tokens[v].dep in ("ROOT", "ccomp", "conj", "parataxis", "dep"):
        inverted = inverted_subject(g, names, v, objects)  # "..., said the mayor"
    if inverted is not None:
        subject = inverted
        objects = [t for t in objects if t.index != inverted.index]
    if subject is not None:
        draft.source = names.mention(subject.index, avoid=(v,), relative=subject.dep != "pobj" and subject.head == v)
    if cue.kind in ("say", "show") and (owned := owned_text(g, names, v)) is not None:
        owner, text = owned
        if subject is None or subject.index in (owner.index, text.index) or subject.index < owner.index:
            draft.source = names.mention(owner.index, avoid=(owner.index + 1,))
            if draft.source is not None:
                draft.source.document = True
    draft.content = content_of(g, draft, cue, clause, objects, last, subject)


# --- passives and media ----------------------------------------------------------------------------------------


def _passive(g: Grammar, names: Names, draft: Draft, cue: VerbCue, clause: Token | None) -> None:
    """ "was reported by Y", "it was reported that", "X is said to have"."""
    v = draft.head
    by = g.agent(v)
    if by is not None and g.word(v - 1) == "as":
        draft.content = around(g, draft, v - 1)
    if by is not None:
        draft.source = names.mention(by.index, relative=True)
    subject = g.kid(v, "nsubjpass")
    after = clause if clause is not None and clause.index > v else None
    if after is not None:
        end = clause_end(g, v, g.bounds[after.index][0])
        if by is not None and g.bounds[by.index][0] > after.index:
            end = min(end, g.bounds[by.index][0] - 2)
        draft.content = spans(g, g.bounds[after.index][0], end)
    if subject is not None and subject.text.lower() not in ("it", "that") and cue.kind != "cite":
        low, high = g.bounds[subject.index]
        draft.content = spans(g, low, min(high, v - 1)) + draft.content
    if (
        not draft.content
        and (marker := g.kid(v, "ccomp", "advcl")) is not None
        and subject is not None
        and subject.text.lower() == "it"
    ):
        draft.content = spans(g, g.bounds[marker.index][0], g.sentence(v).last - 1)
    for prep in g.kids(v, "prep"):
        if after is None and prep.text.lower() in cue.frames and prep.index > v:
            draft.content += spans(g, prep.index + 1, g.bounds[prep.index][1])
    if after is None and ("np" not in cue.frames or (by is None and cue.kind in ("show", "think", "seem"))):
        draft.content = []
    if draft.source is None and not draft.act and draft.stance in (None, "affirm"):
        draft.stance = "hedge"  # nobody stands for it: "it was reported that"


def _seeming(g: Grammar, draft: Draft, clause: Token | None) -> None:
    """ "X seems to have fled": nobody's, but hedged."""
    subject = g.kid(draft.head, "nsubj")
    if clause is None:
        return
    draft.content = spans(g, g.bounds[clause.index][0], clause_end(g, draft.head, g.bounds[clause.index][0]))
    if subject is not None and subject.text.lower() != "it":
        low, high = g.bounds[subject.index]
        draft.content = spans(g, low, min(high, draft.head - 1)) + draft.content


def _medium(g: Grammar, draft: Draft, last: int) -> None:
    """ "said in a statement", "wrote on Telegram": the medium belongs to the cue, and a text makes its author's source one."""
    for prep in g.kids(draft.head, "prep"):
        noun = g.kid(prep.index, "pobj")
        if prep.text.lower() not in _MEDIUM or noun is None or draft.cue is None:
            continue
        document = source_nouns().get(noun.lemma.lower()) == "document"
        if prep.index < draft.head:
            if document and draft.source is not None and draft.kind == "say":
                draft.source.document = True
            continue
        if not document and noun.lemma.lower() not in words("medium"):
            continue
        if document and draft.source is not None and draft.kind == "say":
            draft.source.document = True
        adjacent = prep.index <= last + 2
        if adjacent and not any(
            s.start < g.tokens[noun.index].end and g.tokens[prep.index].start < s.end for s in draft.content
        ):
            draft.cue = Span(draft.cue.start, g.tokens[noun.index].end)
            return
