"""What a verb lays to its source: the clause, object or fronted sentence that is its content."""

from __future__ import annotations

from sayso.extract.attribution.drafts import Draft
from sayso.extract.attribution.grammar import VERBAL, Grammar
from sayso.lexicon.attribution import VerbCue, say_nouns, say_verbs, source_nouns, words
from sayso.model import Span, Token

_FRONT = frozenset({"say", "show", "think"})
_HE = frozenset({"he", "she", "it", "they"})
_OBJECT = frozenset({"np", "as", "text", "num"})
_FAR = 40  # tokens between "said" and "that", if asides stand between


def governed(g: Grammar, v: int, cue: VerbCue) -> Token | None:
    """The clause that the verb governs: ccomp, or the infinitive or participle that its frames allow."""
    if cue.frames & {"that", "np", "to"}:
        for kid in g.kids(v, "ccomp"):
            if kid.index > v:
                return kid
    for kid in g.kids(v, "xcomp"):
        if kid.tag in ("VBD", "VBZ", "VBP") and kid.index > v and "that" in cue.frames:
            return kid
    if "to" in cue.frames or cue.stance == "deny" or g.passive(v):
        for kid in g.kids(v, "xcomp"):
            if kid.index > v and (
                kid.tag != "VBG"
                or g.kid(kid.index, "aux") is not None
                or cue.stance == "deny"
                or cue.kind in ("act", "say")
            ):
                return kid
    return g.kid(v, "ccomp") if "that" in cue.frames else None


def clause_end(g: Grammar, v: int, last: int) -> int:
    """Last token of what a verb governs to its right: up to another cue that is joined to it, or the sentence end."""
    sentence = g.sentence(v)
    end = sentence.last - 1
    high = g.bounds[v][1]
    end = min(end, max(high, last)) if g.tokens[v].dep != "ROOT" and last <= high else end
    for kid in g.kids(v, "conj", "advcl", "cc", "parataxis", "prep"):
        first = g.bounds[kid.index][0]
        if first <= last or first <= v:
            continue
        if _speech(g, kid) and first - 1 > last:
            end = min(end, first - 1)
    for i in range(last + 2, end):
        token, before = g.tokens[i], g.word(i - 1)
        if before == "," and (_resumes(token) or g.word(i) == "according"):
            if any(t.pos in VERBAL for t in g.tokens[last + 1 : i]):  # not "said that, according to X, ..."
                return i - 2
        if token.dep == "conj" and i - last > 3 and _teller(g, i):
            return g.bounds[i][0] - 2
        if (
            token.dep in ("appos", "npadvmod")
            and token.lemma in words("aside")
            and g.bounds[i][1] == end
            and _judged(g, i)
        ):
            return g.bounds[i][0] - 2
    while end > last and (g.tokens[end].dep == "cc" or g.tokens[end].text in (",", ";")):
        end -= 1
    return end


def _judged(g: Grammar, i: int) -> bool:
    """ "..., a decision hailed by Moscow": what the text itself adds of what was said."""
    return g.word(g.bounds[i][0] - 1) == "," and any(k.tag == "VBN" for k in g.kids(i, "acl"))


def _resumes(token: Token) -> bool:
    return token.tag == "VBG" and token.lemma in words("resumes")


def _teller(g: Grammar, i: int) -> bool:
    """Whether a joined clause tells something of its own: "..., and the newspaper mentioned that"."""
    cues = say_verbs().get(g.lemma(i), ())
    own = g.kid(i, "nsubj")
    clause = g.kid(i, "ccomp")
    marked = clause is not None and g.kid(clause.index, "mark") is not None
    return (
        bool(cues)
        and cues[-1].kind == "say"
        and own is not None
        and marked
        and g.tokens[g.bounds[i][0] - 1].dep == "cc"
    )


def _speech(g: Grammar, kid: Token) -> bool:
    """Whether a dependent opens something of its own: a joined verb, "saying ...", "according to ..."."""
    if kid.dep in ("conj", "parataxis"):
        own = g.kid(kid.index, "nsubj", "nummod")
        return kid.pos in VERBAL and not (own is not None and own.pos == "NUM")  # "9 dead and 30 wounded"
    if kid.dep == "advcl":
        return kid.tag in ("VBG", "VBN") and g.kid(kid.index, "mark", "aux", "nsubj") is None
    return kid.text.lower() in ("according", "per", "citing", "including") or kid.tag == "VBG"


def content_of(
    g: Grammar, draft: Draft, cue: VerbCue, clause: Token | None, objects: list[Token], last: int, subject: Token | None
) -> list[Span]:
    v = draft.head
    if clause is not None and clause.index > v:
        start = _clause_start(g, clause, objects, cue, last)
        end = clause_end(g, v, max(last, g.bounds[clause.index][0]))
        return spans(g, start, _before_aside(g, start, end, loose=False))
    clausal = cue.kind in _FRONT and "that" in cue.frames
    blocked = any(t.dep == "dobj" and not _hears(t, cue) for t in objects)
    front = _front(g, draft, clause, subject) if clausal and not blocked else []
    if front and any(t.pos in VERBAL for s in front for t in g.parsed.tokens_in(s)):
        return front
    after = _conjunction(g, last, g.sentence(v).last)
    if after is not None and "np" in cue.frames and any(_inside(g, t, after) for t in objects):
        after = None  # "denied [reports that ...]"
    if after is not None and "that" in cue.frames and g.tokens[after].dep == "mark":
        return spans(g, after, clause_end(g, v, after))
    if cue.frames & _OBJECT or (clause is not None and cue.kind == "act"):
        objects = [t for t in objects if _fits(g, t, cue)]
        first = min((g.bounds[t.index][0] for t in objects if g.bounds[t.index][0] > last), default=None)
        if first is None and cue.rest and (kid := g.kid(last, "pobj", "pcomp")) is not None:
            first = g.bounds[kid.index][0]
        if first is not None:
            return spans(g, first, _before_aside(g, first, clause_end(g, v, first), loose=True))
    for prep in g.kids(v, "prep", "agent", "dative"):
        if prep.text.lower() in cue.frames and prep.index > v:
            return spans(g, prep.index + 1, clause_end(g, v, prep.index))
    return []


def _conjunction(g: Grammar, last: int, end: int) -> int | None:
    """The "that" of "said, citing two officers, that" and "said in remarks to the channel X that"."""
    near = g.word(last + 1) != "," and g.tokens[min(last + 1, len(g.tokens) - 1)].dep != "prep"
    for i in range(last + 1, min(last + (7 if near else _FAR), end)):
        if g.word(i) in ("that", "whether"):
            return i
        if not near and g.tokens[i].tag in ("VBD", "VBZ", "VBP", "MD") and g.tokens[i].dep not in ("relcl", "acl"):
            return None
    return None


def _fits(g: Grammar, t: Token, cue: VerbCue) -> bool:
    """Whether an object is of the sort that the frame asks for: a text ("released a report"), a number ("counted 9 dead")."""
    if "text" in cue.frames:
        return source_nouns().get(t.lemma.lower()) == "document" or t.lemma.lower() in say_nouns()
    if "num" in cue.frames:
        return g.kid(t.index, "nummod") is not None
    return True


def _before_aside(g: Grammar, first: int, last: int, *, loose: bool) -> int:
    """The last token of a content without the clause that the outlet adds: "declared a curfew [a day after ...]".

    Where the content is a clause itself, the aside must stand behind a comma and measure time: "..., a day after rebels left".
    """
    for i in range(first + 1, last):
        token = g.tokens[i]
        if loose and token.tag in ("VBD", "VBZ", "VBP", "MD", "WDT", "WP"):
            return last
        if g.word(i) not in words("aside") or not _opens_clause(g, i, last):
            continue
        at = i
        while at - 1 > first and at > i - 5 and _measures(g, at - 1):
            at -= 1
        pronoun = (
            g.word(i) == "as" and g.word(i + 1) in _HE and g.tokens[i + 2].tag == "VBD" and g.word(i - 1) != "just"
        )
        if pronoun and not loose and i > first + 3:
            return i - 1  # "said the truce held [as he toured the front]"
        timed = any(g.lemma(k) in words("time-unit") for k in range(at, i))
        if (loose and (token.dep in ("mark", "advmod") or timed)) or (timed and g.word(at - 1) == ","):
            return at - 1
    return last


def _measures(g: Grammar, i: int) -> bool:
    token = g.tokens[i]
    return token.pos in ("NUM", "DET", "ADV", "ADJ") or token.lemma.lower() in words("time-unit")


def _opens_clause(g: Grammar, i: int, last: int) -> bool:
    return any(g.tokens[k].tag in ("VBD", "VBZ", "VBP") for k in range(i + 1, min(i + 9, last + 1)))


def _hears(t: Token, cue: VerbCue) -> bool:
    """Whether an object is one who is told and not what is told."""
    return "np" not in cue.frames and (t.pos in ("PROPN", "PRON") or t.lemma.lower() in source_nouns())


def _inside(g: Grammar, noun: Token, at: int) -> bool:
    low, high = g.bounds[noun.index]
    return noun.dep == "dobj" and low < at <= high


def _clause_start(g: Grammar, clause: Token, objects: list[Token], cue: VerbCue, last: int) -> int:
    """Where the content begins: with the one who is urged ("urged [the rebels to leave]"), else with the clause."""
    start = max(g.bounds[clause.index][0], last + 1)
    mark = g.kid(clause.index, "mark")
    if mark is not None and mark.text.lower() == "that" and start < mark.index < clause.index:
        start = mark.index  # "told the newspaper [Abuja Herald] that"
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
        return around(g, draft, as_clause.index)
    if draft.cue is not None:
        while edge > sentence.first and g.tokens[edge].start > draft.cue.start:
            edge -= 1
    before = g.tokens[edge - 1].text if edge > sentence.first else ""
    if before not in (",", "”", '"', "''", "»", "—", "–", "--") and not (clause is not None and clause.index < v):
        return []
    if edge - sentence.first < 2:
        return []
    stop = next((i for i in range(edge - 1, sentence.first, -1) if g.tokens[i].text == ";"), None)
    found = spans(g, sentence.first if stop is None else stop + 1, edge - 1)
    tail = _resume(g, v)
    return found + tail


def _resume(g: Grammar, v: int) -> list[Span]:
    """The rest of a clause that a parenthesis breaks: "The dam, the mayor said, [had cracked]"."""
    sentence = g.sentence(v)
    clause = g.tokens[v].head if g.tokens[v].dep in ("parataxis", "ccomp") else None
    head = g.kid(v, "ccomp")
    inside = (
        g.bounds[head.index] if head is not None else g.bounds[clause] if clause is not None and clause != v else None
    )
    if inside is None or inside[1] <= v:
        return []
    comma = next((i for i in range(v + 1, min(v + 12, sentence.last)) if g.tokens[i].text == ","), None)
    if comma is None or comma > inside[1] or comma + 1 >= sentence.last or g.tokens[comma + 1].dep == "cc":
        return []
    return spans(g, comma + 1, sentence.last - 1)


def around(g: Grammar, draft: Draft, first: int) -> list[Span]:
    """The sentence without its parenthesis: "as the paper reported"."""
    sentence = g.sentence(draft.head)
    last = g.bounds[draft.head][1]
    return spans(g, sentence.first, first - 1) + spans(g, last + 1, sentence.last - 1)


def spans(g: Grammar, first: int, last: int) -> list[Span]:
    span = g.span(first, last)
    return [span] if span is not None and len(span) > 1 and span.of(g.text).lower() not in ("that", "so") else []
