"""Attributions whose cue is a verb: "X said that ...", "X called on Y to ...", "it was reported that ..."."""

from __future__ import annotations

from sayso.extract.attribution.drafts import Draft, Names
from sayso.extract.attribution.grammar import VERBAL, Grammar
from sayso.lexicon.attribution import PhraseCue, VerbCue, phrase_cues, say_verbs, source_nouns
from sayso.model import Span, Token

_REACH = 5  # tokens within which the other words of a cue must follow
_PHASE = frozenset({"go", "continue", "proceed"})  # "went on to say", "continued saying"
_RESUMES = frozenset({"add", "note", "stress", "explain", "point", "emphasize", "emphasise", "recall", "indicate"})
_FRONT = frozenset({"say", "show", "think"})
_MEDIUM = frozenset({"in", "on", "through", "via", "during", "at"})
_OUTLETS = frozenset({"twitter", "telegram", "facebook", "interview", "speech", "conference", "briefing", "television", "radio"})


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
    if (carrier := g.tokens[token.head]).lemma in _PHASE and token.dep in ("xcomp", "advcl") and carrier.index < v:
        draft.cue = Span(g.group(carrier.index, carrier.index).start, draft.cue.end if draft.cue else token.end)
    passive = g.passive(v)
    clause = _clause(g, v, cue)
    if cue.kind == "judge" and clause is not None and clause.dep == "ccomp":
        draft.act, draft.stance = False, "affirm"
    if passive:
        _passive(g, names, draft, cue, clause)
    else:
        _active(g, names, draft, cue, clause, last)
    if draft.source is None and not passive and (cue.kind != "say" or token.tag in ("VBG", "VB") or not draft.content):
        return None  # "seeing him", "a right to expect": nobody's
    if draft.source is None and not draft.content:
        return None
    if draft.source is not None and draft.source.thing and token.tag == "VB":
        return None  # "it was not possible to confirm this"
    if cue.kind == "show" and clause is None and not _data(draft):
        return None  # "found two guns" is no finding
    _medium(g, names, draft, last)
    return draft


def _data(draft: Draft) -> bool:
    """Whether a text or picture shows something."""
    return draft.source is not None and draft.source.noun == "document"


def _stance(g: Grammar, v: int, cue: VerbCue) -> str | None:
    """Negation turns some cues: "does not rule out" hedges, "did not deny" and "did not say" tell nothing."""
    negated = g.negated(v) or any(t.text.lower() in ("nor", "never", "neither") for t in g.kids(v, "advmod", "cc", "preconj"))
    if cue.lemma in ("rule", "exclude"):
        return "hedge" if negated else "deny"
    if negated:
        return "hedge" if cue.stance == "deny" else "doubt" if cue.kind in ("say", "show", "think") else cue.stance
    return cue.stance or ("affirm" if cue.kind in ("say", "show", "cite") else None)


# --- content -------------------------------------------------------------------------------------------------


def _clause(g: Grammar, v: int, cue: VerbCue) -> Token | None:
    """The clause that the verb governs: ccomp, or the infinitive or participle that its frames allow."""
    if cue.frames & {"that", "np", "to"}:
        for kid in g.kids(v, "ccomp"):
            if kid.index > v:
                return kid
    if "to" in cue.frames or cue.stance == "deny" or g.passive(v):
        for kid in g.kids(v, "xcomp"):
            if kid.index > v and (kid.tag != "VBG" or cue.stance == "deny" or cue.kind in ("act", "say")):
                return kid
    return g.kid(v, "ccomp") if "that" in cue.frames else None


def clause_end(g: Grammar, v: int, last: int) -> int:
    """Last token of what a verb governs to its right: up to another cue that is joined to it, or the sentence end."""
    sentence = g.sentence(v)
    end = sentence.last - 1
    low, high = g.bounds[v]
    end = min(end, max(high, last)) if g.tokens[v].dep not in ("ROOT",) else end
    for kid in g.kids(v, "conj", "advcl", "cc", "parataxis", "prep"):
        first = g.bounds[kid.index][0]
        if first <= last or first <= v:
            continue
        if _speech(g, kid) and first - 1 > last:
            end = min(end, first - 1)
    for i in range(last + 2, end):
        token, before = g.tokens[i], g.word(i - 1)
        if before == "," and (token.lemma in _RESUMES and token.tag == "VBG" or g.word(i) == "according"):
            return i - 2
        if token.dep == "conj" and i - last > 3 and _teller(g, i):
            return g.bounds[i][0] - 2
    while end > last and (g.tokens[end].dep == "cc" or g.tokens[end].pos == "PUNCT" and g.tokens[end].text in ",;"):
        end -= 1
    return end


def _teller(g: Grammar, i: int) -> bool:
    """Whether a joined clause tells something of its own: "..., and the newspaper mentioned that"."""
    cues = say_verbs().get(g.lemma(i), ())
    own = g.kid(i, "nsubj")
    clause = g.kid(i, "ccomp")
    marked = clause is not None and g.kid(clause.index, "mark") is not None
    return bool(cues) and cues[-1].kind == "say" and own is not None and marked and g.tokens[g.bounds[i][0] - 1].dep == "cc"


def _speech(g: Grammar, kid: Token) -> bool:
    """Whether a dependent opens something of its own: a joined verb, "saying ...", "according to ..."."""
    if kid.dep in ("conj", "parataxis"):
        return kid.pos in VERBAL
    if kid.dep == "advcl":
        return kid.tag in ("VBG", "VBN") and g.kid(kid.index, "mark", "aux", "nsubj") is None
    return kid.text.lower() in ("according", "per", "citing", "including") or kid.tag == "VBG"


def _active(g: Grammar, names: Names, draft: Draft, cue: VerbCue, clause: Token | None, last: int) -> None:
    v = draft.head
    subject = _resumed(g, v) or _with(g, v) or g.subject(v)
    if subject is not None and subject.index == v:
        subject = None
    objects = [t for t in g.kids(v, "dobj", "oprd", "attr", "acomp", "dative") if t.index > v]
    if subject is None and g.tokens[v].dep in ("ROOT", "conj", "parataxis", "ccomp"):
        subject = _trailing(g, names, v)
    inverted = None
    if g.kid(v, "nsubj", "csubj") is None and g.tokens[v].dep in ("ROOT", "ccomp", "conj", "parataxis", "dep"):
        inverted = _after(g, names, v, objects)  # "..., said the mayor"
    if inverted is not None:
        subject = inverted
        objects = [t for t in objects if t.index != inverted.index]
    if subject is not None:
        draft.source = names.mention(subject.index, avoid=(v,), relative=subject.dep != "pobj" and subject.head == v)
    draft.content = _content(g, draft, cue, clause, objects, last, subject)


def _resumed(g: Grammar, v: int) -> Token | None:
    """The speaker of the main verb for ", adding that ...", which the parser hangs on the verb of the content."""
    token = g.tokens[v]
    if token.tag != "VBG" or token.lemma not in _RESUMES or g.word(v - 1) != ",":
        return None
    for i in reversed(g.parsed.ancestors(v)):
        if g.tokens[i].lemma in say_verbs() and g.kid(i, "nsubj") is not None and i < v:
            return g.subject(i)
    return None


def _trailing(g: Grammar, names: Names, v: int) -> Token | None:
    """The speaker right before a verb that ends its sentence, lost in the parse: "..., the secretary, Ana Ruiz, said"."""
    sentence = g.sentence(v)
    if sentence.last - v > 9 or v - sentence.first < 4:
        return None
    at = v - 1
    while at > sentence.first and (g.tokens[at].text == "," or g.tokens[at].pos == "ADV"):
        at -= 1
    token = g.tokens[at]
    while token.dep in ("appos", "compound", "pobj", "prep", "nmod", "poss") and sentence.first < token.head < v:
        token = g.tokens[token.head]
    low = g.bounds[token.index][0]
    before = g.tokens[low - 1].text if low > sentence.first else ""
    fits = token.pos in ("NOUN", "PROPN", "PRON") and token.index < v and names.speaks(token.index)
    return token if fits and before and before[-1] in ",”\"»" else None


def _with(g: Grammar, v: int) -> Token | None:
    """The speaker of "with X, the minister, saying"."""
    if g.tokens[v].tag != "VBG":
        return None
    first = max(g.sentence(v).first, v - 14)
    for i in range(v - 1, first - 1, -1):
        token = g.tokens[i]
        if token.pos in VERBAL:
            return None
        if token.text.lower() == "with":
            nouns = [g.tokens[j] for j in range(i + 1, v) if g.tokens[j].pos in ("NOUN", "PROPN", "PRON")]
            return next((n for n in nouns if n.dep not in ("compound", "poss", "nmod", "amod")), None)
    return None


def _after(g: Grammar, names: Names, v: int, objects: list[Token]) -> Token | None:
    """The subject behind its verb, which the parser often takes for an object."""
    for t in objects:
        between = [g.tokens[i] for i in range(v + 1, g.bounds[t.index][0])]
        if names.speaks(t.index) and all(b.pos in ("ADV", "PART") or b.dep == "prt" for b in between) and g.bounds[t.index][0] > v:
            before = g.tokens[v - 1].text if v > g.sentence(v).first else ""
            first = all(b.pos in ("CCONJ", "PUNCT") for b in g.tokens[g.sentence(v).first : v])
            if first or (before and (before in ",-–—" or before[-1] in "”\"»’'")):
                return t
    return None


def _content(
    g: Grammar, draft: Draft, cue: VerbCue, clause: Token | None, objects: list[Token], last: int, subject: Token | None
) -> list[Span]:
    v = draft.head
    if clause is not None and clause.index > v:
        start = _clause_start(g, v, clause, objects, cue, last)
        return _spans(g, start, clause_end(g, v, max(last, g.bounds[clause.index][0])))
    clausal = cue.kind in _FRONT and "that" in cue.frames
    front = _front(g, draft, clause, subject) if clausal and not ("np" in cue.frames and any(t.dep == "dobj" for t in objects)) else []
    if front and any(t.pos in VERBAL for s in front for t in g.parsed.tokens_in(s)):
        return front
    reach = 30 if g.word(last + 1) == "," else 7  # "said, citing two officers, that"
    after = next((i for i in range(last + 1, min(last + reach, g.sentence(v).last)) if g.word(i) in ("that", "whether")), None)
    if after is not None and "np" in cue.frames and any(_inside(g, t, after) for t in objects):
        after = None  # "denied [reports that ...]"
    if after is not None and "that" in cue.frames and g.tokens[after].dep == "mark":
        return _spans(g, after, clause_end(g, v, after))
    if "np" in cue.frames or "as" in cue.frames or (clause is not None and cue.kind == "act"):
        first = min((g.bounds[t.index][0] for t in objects if g.bounds[t.index][0] > last), default=None)
        if first is None and cue.rest and (kid := g.kid(last, "pobj", "pcomp")) is not None:
            first = g.bounds[kid.index][0]
        if first is not None:
            return _spans(g, first, clause_end(g, v, first))
    for prep in g.kids(v, "prep", "agent", "dative"):
        if prep.text.lower() in cue.frames and prep.index > v:
            return _spans(g, prep.index + 1, clause_end(g, v, prep.index))
    return []


def _inside(g: Grammar, noun: Token, at: int) -> bool:
    low, high = g.bounds[noun.index]
    return noun.dep == "dobj" and low < at <= high


def _clause_start(g: Grammar, v: int, clause: Token, objects: list[Token], cue: VerbCue, last: int) -> int:
    """Where the content begins: with the one who is urged ("urged [the rebels to leave]"), else with the clause."""
    start = max(g.bounds[clause.index][0], last + 1)
    if cue.kind in ("act", "want", "think") and cue.frames & {"np", "to"} and clause.dep == "xcomp":
        start = min([start, *(g.bounds[t.index][0] for t in objects if g.bounds[t.index][0] > last)])
    if cue.rest and clause.dep == "xcomp":
        start = last + 1
    return start


def _front(g: Grammar, draft: Draft, clause: Token | None, subject: Token | None) -> list[Span]:
    """What stands before "..., X said": the clause that the parser found there, or the sentence up to the comma."""
    v = draft.head
    sentence = g.sentence(v)
    edge = v
    if subject is not None and subject.index < v and (subject.head == v or g.bounds[subject.index][1] < v):
        edge = g.bounds[subject.index][0]
    as_clause = g.kid(v, "mark")
    if g.tokens[v].dep == "advcl" and as_clause is not None and as_clause.text.lower() == "as":
        return _around(g, draft, as_clause.index)
    if draft.cue is not None:
        while edge > sentence.first and g.tokens[edge].start > draft.cue.start:
            edge -= 1
    before = g.tokens[edge - 1].text if edge > sentence.first else ""
    if before not in (",", "”", '"', "''", "»", "—", "–", "--") and not (clause is not None and clause.index < v):
        return []
    if edge - sentence.first < 2:
        return []
    stop = next((i for i in range(edge - 1, sentence.first, -1) if g.tokens[i].text == ";"), None)
    spans = _spans(g, sentence.first if stop is None else stop + 1, edge - 1)
    tail = _resume(g, v)
    return spans + tail


def _resume(g: Grammar, v: int) -> list[Span]:
    """The rest of a clause that a parenthesis breaks: "The dam, the mayor said, [had cracked]"."""
    sentence = g.sentence(v)
    clause = g.tokens[v].head if g.tokens[v].dep in ("parataxis", "ccomp") else None
    head = g.kid(v, "ccomp")
    inside = g.bounds[head.index] if head is not None else g.bounds[clause] if clause is not None and clause != v else None
    if inside is None or inside[1] <= v:
        return []
    comma = next((i for i in range(v + 1, min(v + 12, sentence.last)) if g.tokens[i].text == ","), None)
    if comma is None or comma > inside[1] or g.tokens[comma + 1].dep == "cc":
        return []
    return _spans(g, comma + 1, sentence.last - 1)


def _around(g: Grammar, draft: Draft, first: int) -> list[Span]:
    """The sentence without its parenthesis: "as the paper reported"."""
    sentence = g.sentence(draft.head)
    last = g.bounds[draft.head][1]
    return _spans(g, sentence.first, first - 1) + _spans(g, last + 1, sentence.last - 1)


def _spans(g: Grammar, first: int, last: int) -> list[Span]:
    span = g.span(first, last)
    return [span] if span is not None and len(span) > 1 and span.of(g.text).lower() not in ("that", "so") else []


# --- passives and media ----------------------------------------------------------------------------------------


def _passive(g: Grammar, names: Names, draft: Draft, cue: VerbCue, clause: Token | None) -> None:
    """ "was reported by Y", "it was reported that", "X is said to have"."""
    v = draft.head
    by = g.agent(v)
    if by is not None and g.word(v - 1) == "as":
        draft.content = _around(g, draft, v - 1)
    if by is not None:
        draft.source = names.mention(by.index, relative=True)
    subject = g.kid(v, "nsubjpass")
    after = clause if clause is not None and clause.index > v else None
    if after is not None:
        end = clause_end(g, v, g.bounds[after.index][0])
        if by is not None and g.bounds[by.index][0] > after.index:
            end = min(end, g.bounds[by.index][0] - 2)
        draft.content = _spans(g, g.bounds[after.index][0], end)
    if subject is not None and subject.text.lower() not in ("it", "that") and cue.kind != "cite":
        low, high = g.bounds[subject.index]
        draft.content = _spans(g, low, min(high, v - 1)) + draft.content
    if not draft.content and (marker := g.kid(v, "ccomp", "advcl")) is not None and subject is not None and subject.text.lower() == "it":
        draft.content = _spans(g, g.bounds[marker.index][0], g.sentence(v).last - 1)
    for prep in g.kids(v, "prep"):
        if after is None and prep.text.lower() in cue.frames and prep.index > v:
            draft.content += _spans(g, prep.index + 1, g.bounds[prep.index][1])
    if after is None and ("np" not in cue.frames or by is None and cue.kind in ("show", "think", "seem")):
        draft.content = []
    if draft.source is None and not draft.act and draft.stance in (None, "affirm"):
        draft.stance = "hedge"  # nobody stands for it: "it was reported that"


def _medium(g: Grammar, names: Names, draft: Draft, last: int) -> None:
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
        if not document and noun.lemma.lower() not in _OUTLETS:
            continue
        if document and draft.source is not None and draft.kind == "say":
            draft.source.document = True
        adjacent = prep.index <= last + 2
        if adjacent and not any(s.start < g.tokens[noun.index].end and g.tokens[prep.index].start < s.end for s in draft.content):
            draft.cue = Span(draft.cue.start, g.tokens[noun.index].end)
            return


