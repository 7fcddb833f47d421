"""Mends what the parser regularly gets wrong in news: participles and gerunds taken for adjectives.

"the raids had targeted civilians"   had > civilians > targeted (amod)     becomes   targeted > had (aux), civilians (dobj)
"denied beating students"            denied > students > beating (amod)    becomes   denied > beating (xcomp) > students (dobj)
"raids killed ten, the ministry said" raids > killed (acl)             becomes   said > killed (ccomp) > raids (nsubj)
"a court sentenced opposition members" members > sentenced (amod)          becomes   sentenced > members (dobj)
"spoke by telephone with him"        by > telephone > with (prep)          becomes   spoke > with (prep)
"lent Vietnam similar sums"          lent > sums > Vietnam (nmod)          becomes   lent > Vietnam (dative)
"accused police of beating students" of > students > beating (amod)        becomes   of > beating (pcomp) > students (dobj)
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

from sayso.lexicon.tables import table
from sayso.model import Token

PARTICLES = ("over", "out", "up", "off", "back")
_OF_CLAUSES = frozenset({"prep", "punct", "advmod", "npadvmod", "advcl", "cc", "conj", "agent", "dative"})
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "parataxis"})
_FINITE = _CLAUSES | {"conj", "relcl"}
MEANS = ("telephone", "phone", "video", "videoconference", "teleconference", "zoom", "letter", "email")
GERUND_PREPS = ("of", "for", "from", "without", "after", "before", "by")


@cache
def _gerund_verbs() -> frozenset[str]:
    return frozenset(row["verb"] for row in table("gerund_verbs"))


def _particle(out: list[Token], first: int) -> None:
    """ "Hand over six boats": the particle is read as part of the number ("over six")."""
    for before, token in pairwise(list(out)):
        if token.dep == "quantmod" and token.text.lower() in PARTICLES and before.pos == "VERB":
            out[token.index - first] = replace(token, head=before.index, dep="prt", pos="ADP", tag="RP")


def _finite(out: list[Token], first: int) -> None:
    """A past tense taken for a participle: one that has an object of its own cannot be a passive participle."""
    for token in list(out):
        verb = out[token.index - first]
        if verb.dep != "acl" or verb.tag not in ("VBN", "VBD") or verb.head >= verb.index:
            continue
        noun = out[verb.head - first]
        objects = [t for t in out if t.head == verb.index and t.dep == "dobj" and t.index > verb.index]
        if not objects or any(t.head == verb.index and t.dep in ("agent", "auxpass") for t in out):
            continue
        if noun.head == noun.index:
            out[verb.index - first] = replace(verb, head=verb.index, dep="ROOT", tag="VBD")
        elif noun.dep == "nsubj" and any(
            t.head == noun.head and t.dep == "nsubj" and t.index > verb.index for t in out
        ):
            out[verb.index - first] = replace(verb, head=noun.head, dep="ccomp", tag="VBD")
        else:
            continue
        out[noun.index - first] = replace(noun, head=verb.index, dep="nsubj")
        for t in list(out):
            if t.head == noun.index and t.index > verb.index:
                out[t.index - first] = replace(t, head=verb.index)


def _past(out: list[Token], first: int) -> None:
    """A participle that has a subject of its own and no helping verb is a past tense."""
    below: dict[int, set[str]] = {}
    for t in out:
        below.setdefault(t.head, set()).add(t.dep)
    for token in list(out):
        own = below.get(token.index, set())
        if token.tag == "VBN" and token.dep in _FINITE and "nsubj" in own and not own & {"aux", "auxpass", "agent"}:
            out[token.index - first] = replace(token, tag="VBD")


def _means(out: list[Token], first: int) -> None:
    """ "Spoke by telephone with the minister": with whom belongs to the verb, and not to the telephone."""
    for token in list(out):
        noun = out[token.head - first] if first <= token.head < first + len(out) else token
        if token.dep != "prep" or noun.dep != "pobj" or noun.lemma.lower() not in MEANS or noun.index > token.index:
            continue
        by = out[noun.head - first]
        if by.dep == "prep" and by.lemma.lower() in ("by", "over", "via", "on") and by.head != by.index:
            out[token.index - first] = replace(token, head=by.head)


def _dative(out: list[Token], first: int) -> None:
    """ "Lent Vietnam similar sums": a name before an adjective is no part of the noun that this belongs to."""
    for token in list(out):
        noun = out[token.head - first]
        if token.tag not in ("NNP", "NNPS") or token.dep not in ("nmod", "compound") or noun.dep != "dobj":
            continue
        verb = out[noun.head - first]
        between = out[token.index - first + 1 : noun.index - first]
        if verb.index == token.index - 1 and any(
            t.dep == "amod" and t.head == noun.index and t.pos == "ADJ" for t in between
        ):
            out[token.index - first] = replace(token, head=verb.index, dep="dative")


def _verbless(out: list[Token], first: int) -> None:
    """A past tense between its subject and the noun that it is hung to as an adjective: the noun is its object."""
    for token in list(out):
        verb = out[token.index - first]
        if verb.dep != "amod" or verb.tag != "VBD" or not verb.index < verb.head < first + len(out):
            continue
        noun = out[verb.head - first]
        if noun.dep not in _CLAUSES:
            continue  # "the Turkish backed rebels said"
        left = [t for t in out if t.head == noun.index and t.index < verb.index]
        own = [t for t in out if t.head == verb.index and t.index < verb.index]
        if not any(t.dep in ("nsubj", "nsubjpass") for t in (*left, *own)):
            continue
        up = verb.index if noun.head == noun.index else noun.head
        out[verb.index - first] = replace(verb, head=up, dep=noun.dep, pos="VERB")
        out[noun.index - first] = replace(noun, head=verb.index, dep="dobj")
        after = (t for t in out if t.head == noun.index and t.index > noun.index and t.dep in _OF_CLAUSES)
        for t in (*left, *after):
            out[t.index - first] = replace(t, head=verb.index, dep="nsubj" if t.dep == "nsubjpass" else t.dep)


def mend(tokens: list[Token], first: int) -> list[Token]:
    """The tokens of one sentence with mended heads and labels; `first` is the index of its first token in the document."""
    out = list(tokens)
    for token in tokens:
        if token.dep != "amod" or token.tag not in ("VBN", "VBD", "VBG"):
            continue
        noun = out[token.head - first] if first <= token.head < first + len(out) else None
        if noun is None or noun.index < token.index or noun.head == noun.index:
            continue
        above = out[noun.head - first]
        left = [t for t in out if t.head == noun.index and t.index < token.index and t.dep != "advmod"]
        if left:
            continue  # "the wounded soldiers": a true adjective stands behind its determiner
        if (
            token.tag in ("VBN", "VBD")
            and above.lemma == "have"
            and above.pos in ("AUX", "VERB")
            and noun.dep == "dobj"
        ):
            if all(t.pos == "ADV" for t in out[above.index - first + 1 : token.index - first]):
                _perfect(out, first, above, token, noun)
        elif token.tag == "VBG":
            if (
                above.pos == "ADP"
                and above.lemma in GERUND_PREPS
                and noun.dep == "pobj"
                and above.index == token.index - 1
            ):
                _gerund(out, first, token, noun, "pcomp")
            elif above.lemma in _gerund_verbs() and noun.dep == "dobj" and above.index < token.index:
                _gerund(out, first, token, noun, "xcomp")
    _finite(out, first)
    _past(out, first)
    _means(out, first)
    _dative(out, first)
    _verbless(out, first)
    _particle(out, first)
    return out


def _perfect(out: list[Token], first: int, have: Token, verb: Token, noun: Token) -> None:
    head = verb.index if have.head == have.index else have.head
    for t in list(out):
        if t.head == have.index and t.index not in (have.index, verb.index, noun.index):
            out[t.index - first] = replace(t, head=verb.index)
    out[verb.index - first] = replace(verb, head=head, dep=have.dep, pos="VERB", tag="VBN")
    out[have.index - first] = replace(have, head=verb.index, dep="aux", pos="AUX")
    out[noun.index - first] = replace(noun, head=verb.index, dep="dobj")
    for t in list(out):
        if t.head == noun.index and t.index < verb.index and t.dep == "advmod":
            out[t.index - first] = replace(t, head=verb.index)


def _gerund(out: list[Token], first: int, verb: Token, noun: Token, dep: str) -> None:
    out[verb.index - first] = replace(verb, head=noun.head, dep=dep, pos="VERB")
    out[noun.index - first] = replace(noun, head=verb.index, dep="dobj")
