"""Those whom a source has its word from: "quoting Y about an official", "citing Z, which had it from W"."""

from __future__ import annotations

from sayso.extract.attribution.drafts import Draft, Names
from sayso.extract.attribution.grammar import Grammar
from sayso.lexicon.attribution import words
from sayso.model import Token

_DEEP = 6
_HEARD_ABOUT = frozenset({"unnamed", "official"})
_HEARD = _HEARD_ABOUT | {"person", "body", "organisation", "document"}


def behind(g: Grammar, names: Names, draft: Draft, who: Token, out: list[Draft]) -> None:
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
        inner = _origin(names, draft, noun)
        inner.kind, inner.direct, inner.mixed = "cite", draft.direct, draft.mixed
        out.append(inner)
        return


def deeper(g: Grammar, names: Names, draft: Draft, head: int, out: list[Draft], depth: int) -> None:
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
        deeper(g, names, inner, who.index, out, depth + 1)
        return


def heard_from(g: Grammar, names: Names, draft: Draft, out: list[Draft]) -> None:
    """ "the agency transmitted from a security source that": the source behind the agency."""
    if draft.source is None or draft.source.noun not in ("media", "pronoun", "name"):
        return
    for prep in g.kids(draft.head, "prep"):
        noun = g.kid(prep.index, "pobj")
        heard = noun is not None and prep.text.lower() == "from" and prep.index > draft.head
        if not heard or noun is None or names.kind(noun.index) in ("name", "other") or draft.covers(noun.start):
            continue
        inner = _origin(names, draft, noun)
        inner.direct = draft.direct
        out.append(inner)
        return


def about(g: Grammar, names: Names, draft: Draft, out: list[Draft]) -> None:
    """ "according to what Y transmitted about X": X is the one whom Y passes on."""
    clause = next((c for i in (draft.head, draft.head + 1) if (c := g.kid(i, "pcomp")) is not None), None)
    if clause is None or draft.source is None:
        return
    for prep in g.kids(clause.index, "prep"):
        noun = g.kid(prep.index, "pobj")
        if prep.text.lower() in ("about", "from", "of") and noun is not None and names.speaks(noun.index):
            inner = _origin(names, draft, noun)
            inner.how, inner.head, inner.cue, inner.lemma = "relay:about", clause.index, clause.span, clause.lemma
            out.append(inner)
            return


def _origin(names: Names, draft: Draft, noun: Token) -> Draft:
    """The one behind a draft's source, with the same cue and content."""
    return Draft(
        how="relay:from",
        head=noun.index,
        sentence=draft.sentence,
        cue=draft.cue,
        source=names.mention(noun.index),
        content=list(draft.content),
        lemma=draft.lemma,
        stance="affirm",
        parent=draft,
    )
