"""Relays: "X said, quoting Y", "X told the newspaper Y", "Y quoted X as saying", "a letter from X seen by Y"."""

from __future__ import annotations

from sayso.extract.attribution.content import clause_end
from sayso.extract.attribution.drafts import Draft, Mention, Names
from sayso.extract.attribution.grammar import Grammar
from sayso.lexicon.attribution import say_verbs, words
from sayso.model import Span, Token

_DEEP = 6
_HEARD_ABOUT = frozenset({"unnamed", "official"})
_HEARD = _HEARD_ABOUT | {"person", "body", "organisation", "document"}


def relays(g: Grammar, names: Names, drafts: list[Draft]) -> list[Draft]:
    """The drafts with the relays among them linked, and with new ones for outlets that pass on what they were told."""
    out = list(drafts)
    by_head = {d.head: d for d in drafts}
    for draft in sorted((d for d in drafts if d.kind == "cite"), key=lambda d: d.head):
        _cited(g, names, draft, by_head, out)
    for draft in list(out):
        if draft.how.startswith("phrase:"):
            _about(g, names, draft, out)
        elif draft.kind == "say" and not draft.act:
            _heard_from(g, names, draft, out)
        if draft.kind in ("say", "show") and not draft.how.startswith("relay:through"):
            _through(g, names, draft, by_head, out)
    for draft in out:
        _published(g, draft, by_head)
    return [d for d in out if d.content]


def _published(g: Grammar, draft: Draft, by_head: dict[int, Draft]) -> None:
    """ "issued a statement saying that": one saying, whose cue is the whole."""
    if draft.cue is None or draft.source is None or not draft.source.document:
        return
    token = g.tokens[draft.head]
    noun = g.tokens[token.head]
    carrier = by_head.get(noun.head) if token.dep in ("acl", "relcl") and noun.dep == "dobj" else None
    if carrier is not None and carrier is not draft and carrier.source is not None and carrier.cue is not None:
        if carrier.source.head == draft.source.head and carrier.cue.start < draft.cue.end:
            draft.cue = Span(carrier.cue.start, draft.cue.end)
            carrier.content = []


def _cited(g: Grammar, names: Names, draft: Draft, by_head: dict[int, Draft], out: list[Draft]) -> None:
    """ "quoting Y" under a saying verb, or "quoted Y as saying that C" and "Y was quoted by X as saying C"."""
    v = draft.head
    who = g.kid(v, "dobj") or g.kid(v, "nsubjpass")
    saying = _saying(g, v)
    if saying is not None and who is not None:
        _as_saying(g, names, draft, who, saying, by_head, out)
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
    _behind(g, names, draft, who, out)
    behind = [d.source.span.end for d in out if d.parent is draft and d.source is not None]
    said = Span(token.start, max([g.tokens[max(g.bounds[who.index][1], who.index)].end, *behind]))
    draft.content = _without(g, outer.content, said)
    outer.content = list(draft.content)
    for inner in out:
        if inner.parent is draft:
            inner.content = list(draft.content)
    _deeper(g, names, draft, who.index, out, 0)


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


def _saying(g: Grammar, v: int) -> Token | None:
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


def _as_saying(
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
    return last if first and last.source.head > last.head and len(between) < _DEEP else None


def _behind(g: Grammar, names: Names, draft: Draft, who: Token, out: list[Draft]) -> None:
    """ "quoting the newspaper Y about a diplomatic source", "citing Y from a witness": the one behind a medium."""
    if names.kind(who.index) != "media":
        return
    end = next((i for i in range(who.index + 1, g.sentence(who.index).last) if g.tokens[i].text == ","), who.index + 9)
    for prep in g.tokens[who.index + 1 : end]:
        noun = g.kid(prep.index, "pobj")
        if noun is None or prep.text.lower() not in ("about", "from"):
            continue
        kinds = _HEARD if prep.text.lower() == "from" else _HEARD_ABOUT
        if names.kind(noun.index) not in kinds:
            continue
        inner = Draft(how="relay:from", head=noun.index, sentence=draft.sentence, cue=draft.cue, parent=draft)
        inner.source, inner.lemma, inner.stance, inner.kind = names.mention(noun.index), draft.lemma, "affirm", "cite"
        inner.content, inner.direct, inner.mixed = list(draft.content), draft.direct, draft.mixed
        out.append(inner)
        return


def _deeper(g: Grammar, names: Names, draft: Draft, head: int, out: list[Draft], depth: int) -> None:
    """ "citing Z, which had it from W", "citing Z, who quoted W": one link more for each."""
    if depth >= _DEEP:
        return
    low, high = head, g.bounds[head][1]
    for i in range(low + 1, high + 1):
        token = g.tokens[i]
        who = None
        if token.pos in ("VERB", "AUX") and token.lemma in words("heard-from"):
            origin = next((p for p in g.kids(i, "prep") if p.text.lower() == "from"), None)
            origin = origin or next((g.tokens[j] for j in range(i + 1, min(i + 5, high)) if g.word(j) == "from"), None)
            who = g.kid(origin.index, "pobj") if origin is not None else None
        elif token.lemma in ("cite", "quote") and token.pos == "VERB":
            who = g.kid(i, "dobj")
        if who is None or who.index <= head or not names.speaks(who.index):
            continue
        known = next((d for d in out if d.head == i), None)
        inner = known or Draft(how="relay:from", head=i, sentence=token.sentence)
        inner.cue, inner.lemma, inner.stance, inner.kind = token.span, token.lemma, "affirm", "cite"
        inner.source, inner.content, inner.parent = names.mention(who.index), list(draft.content), draft
        inner.how, inner.act = "relay:from", False
        if known is None:
            out.append(inner)
        _deeper(g, names, inner, who.index, out, depth + 1)
        return


def _through(g: Grammar, names: Names, draft: Draft, by_head: dict[int, Draft], out: list[Draft]) -> None:
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


def _heard_from(g: Grammar, names: Names, draft: Draft, out: list[Draft]) -> None:
    """ "the agency transmitted from a security source that": the source behind the agency."""
    if draft.source is None or draft.source.noun not in ("media", "pronoun", "name"):
        return
    for prep in g.kids(draft.head, "prep"):
        noun = g.kid(prep.index, "pobj")
        heard = noun is not None and prep.text.lower() == "from" and prep.index > draft.head
        if not heard or noun is None or names.kind(noun.index) in ("name", "other") or draft.covers(noun.start):
            continue
        inner = Draft(how="relay:from", head=noun.index, sentence=draft.sentence, cue=draft.cue, parent=draft)
        inner.source, inner.lemma, inner.stance = names.mention(noun.index), draft.lemma, "affirm"
        inner.content, inner.direct = list(draft.content), draft.direct
        out.append(inner)
        return


def _about(g: Grammar, names: Names, draft: Draft, out: list[Draft]) -> None:
    """ "according to what Y transmitted about X": X is the one whom Y passes on."""
    clause = next((c for i in (draft.head, draft.head + 1) if (c := g.kid(i, "pcomp")) is not None), None)
    if clause is None or draft.source is None:
        return
    for prep in g.kids(clause.index, "prep"):
        noun = g.kid(prep.index, "pobj")
        if prep.text.lower() in ("about", "from", "of") and noun is not None and names.speaks(noun.index):
            inner = Draft(how="relay:about", head=clause.index, sentence=draft.sentence, cue=clause.span, parent=draft)
            inner.source, inner.lemma, inner.stance = names.mention(noun.index), clause.lemma, "affirm"
            inner.content = list(draft.content)
            out.append(inner)
            return


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
    if names.kind(head) != "media":
        return False
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
