"""Speakers that the parse does not give as the subject of their verb."""

from __future__ import annotations

from sayso.extract.attribution.drafts import Names
from sayso.extract.attribution.grammar import VERBAL, Grammar
from sayso.lexicon.attribution import say_verbs, words
from sayso.model import Token

_FAR = 16  # tokens that may stand between an owner and what his text says


def resumed(g: Grammar, v: int) -> Token | None:
    """The speaker of the main verb for ", adding that ...", which the parser hangs on the verb of the content."""
    token = g.tokens[v]
    if token.tag != "VBG" or token.lemma not in words("resumes") or g.word(v - 1) != ",":
        return None
    for i in reversed(g.parsed.ancestors(v)):
        if g.tokens[i].lemma in say_verbs() and g.kid(i, "nsubj") is not None and i < v:
            return g.subject(i)
    return None


def participle(g: Grammar, v: int) -> Token | None:
    """The speaker of ", saying that ...": the subject of the finite verb above, not the noun that the parse hangs it on."""
    token = g.tokens[v]
    if token.tag != "VBG" or g.word(v - 1) != "," or token.dep not in ("acl", "advcl"):
        return None
    for i in g.parsed.ancestors(v):
        if g.tokens[i].pos in VERBAL and i < v and g.tokens[i].dep != "relcl" and g.kid(i, "nsubj") is not None:
            return g.subject(i)
    return None


def trailing(g: Grammar, names: Names, v: int) -> Token | None:
    """The speaker right before a verb that ends its sentence, lost in the parse: "..., the secretary, Ana Ruiz, said"."""
    sentence = g.sentence(v)
    if sentence.last - v > 9 or v - sentence.first < 4:
        return None
    at = v - 1
    while at > sentence.first and (g.tokens[at].text == "," or g.tokens[at].pos == "ADV"):
        at -= 1
    token, found = g.tokens[at], None
    while True:
        low = g.bounds[token.index][0]
        before = g.tokens[low - 1].text if low > sentence.first else ""
        whole = token.dep not in ("compound", "nmod", "poss", "prep") and bool(before) and before[-1] in ',”"»'
        if whole and token.pos in ("NOUN", "PROPN", "PRON") and names.speaks(token.index):
            found = token
        if token.dep not in ("appos", "compound", "pobj", "prep", "nmod", "poss"):
            return found
        if not sentence.first < token.head < v:
            return found
        token = g.tokens[token.head]


def accompanying(g: Grammar, v: int) -> Token | None:
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


def owned_text(g: Grammar, names: Names, v: int) -> tuple[Token, Token] | None:
    """The owner and the text of "..., whose report, released in 2019, says", wherever the parse hangs them."""
    first = max(g.sentence(v).first, v - _FAR)
    for i in range(v - 1, first, -1):
        token = g.tokens[i]
        if token.pos in VERBAL and token.tag != "VBN":
            return None
        if token.tag == "WP$":
            text = g.tokens[token.head]
            at = i - 1 if g.tokens[i - 1].text != "," else i - 2
            owner = g.tokens[max(at, 0)]
            while owner.dep == "compound" and owner.index < owner.head <= at:
                owner = g.tokens[owner.head]
            known = i < text.index < v and names.kind(text.index) == "document" and owner.pos in ("NOUN", "PROPN")
            return (owner, text) if known else None
    return None


def inverted_subject(g: Grammar, names: Names, v: int, objects: list[Token]) -> Token | None:
    """The subject behind its verb, which the parser often takes for an object."""
    if g.lemma(v) in words("addresses"):
        return None  # the object of "told" is the one who hears
    for t in objects:
        between = [g.tokens[i] for i in range(v + 1, g.bounds[t.index][0])]
        if (
            names.speaks(t.index)
            and all(b.pos in ("ADV", "PART") or b.dep == "prt" for b in between)
            and g.bounds[t.index][0] > v
        ):
            before = g.tokens[v - 1].text if v > g.sentence(v).first else ""
            first = all(b.pos in ("CCONJ", "PUNCT") for b in g.tokens[g.sentence(v).first : v])
            if first or (before and (before in ",-–—" or before[-1] in "”\"»’'")):
                return t
    return None
