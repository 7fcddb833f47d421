"""Says whether the text around an expression looks ahead or back: news speaks of the past unless a word says otherwise."""

from __future__ import annotations

import bisect
from functools import cache

from sayso.lexicon.tables import table
from sayso.model import ParsedDocument, Token

NEAR = 9  # tokens before the expression in which a modal or a plan still governs it
CONDITIONS = ("if", "when", "once", "until", "unless")
PAST_TAGS = ("VBD", "VBN")


@cache
def _cues() -> dict[str, str]:
    return {row["lemma"]: row["kind"] for row in table("times_future")}


@cache
def _says() -> frozenset[str]:
    return frozenset(row["verb"] for row in table("reporting_verbs"))


def is_said(parsed: ParsedDocument, start: int) -> bool:
    """Whether the expression at `start` is the time of a saying: `police said on Thursday`."""
    tokens = parsed.tokens
    k = bisect.bisect_left(tokens, start, key=lambda t: t.start)
    if k >= len(tokens):
        return False
    if any(
        t.lemma in _says() and t.pos == "VERB" and t.sentence == tokens[k].sentence for t in tokens[max(0, k - 2) : k]
    ):
        return True
    verb = _governor(parsed, tokens[k], "")
    return verb is not None and verb.lemma in _says()


def direction(parsed: ParsedDocument, start: int) -> int:
    """1 where the expression at `start` looks ahead, -1 where it looks back, 0 where nothing tells."""
    tokens = parsed.tokens
    k = bisect.bisect_left(tokens, start, key=lambda t: t.start)
    if k >= len(tokens):
        return 0
    led = tokens[k - 1].text.lower() if k > 1 and tokens[k - 2].sentence == tokens[k].sentence else ""
    bounded = _cues().get(led) == "before"
    if bounded and led != "by":
        return 1
    if _told_ahead(parsed, k) or (led == "for" and _set_for(parsed, k)):
        return 1
    verb = _governor(parsed, tokens[k], led)
    if verb is not None and (found := _of_verb(parsed, verb)):
        return found
    if bounded:
        return 1
    return _of_window(parsed, k)


def _told_ahead(parsed: ParsedDocument, k: int) -> bool:
    """`payable Dec. 7`, `due on Monday`, `as soon as Tuesday`: the word right before looks ahead, whatever the verb."""
    tokens = parsed.tokens
    near = [t for t in tokens[max(0, k - 3) : k] if t.sentence == tokens[k].sentence]
    while near and near[-1].tag in ("IN", "DT") and near[-1].text.lower() not in ("as", "than"):
        near.pop()
    if not near:
        return False
    if near[-1].text.lower() in ("as", "than"):
        return near[-2].text.lower() in ("soon", "early", "later") if len(near) > 1 else False
    return near[-1].tag == "JJ" and _plans(parsed, near[-1])


def _set_for(parsed: ParsedDocument, k: int) -> bool:
    """`polls called for 24 June`, `postponed for Monday`: a day that a passive sets; `figures for May` hang on a noun."""
    above = parsed.tokens[parsed.tokens[k - 1].head]
    return above.tag == "VBN"


def _governor(parsed: ParsedDocument, token: Token, led: str) -> Token | None:
    """The nearest verb, or planned thing, above a token."""
    for i in parsed.ancestors(token.index)[:8]:
        above = parsed.tokens[i]
        if above.pos in ("VERB", "AUX"):
            return above
        if _plans(parsed, above) and led in ("for", "from", "by", ""):
            return above  # "the talks planned for Monday", not "tabled a plan on Monday"
    return None


def _of_verb(parsed: ParsedDocument, verb: Token) -> int:
    cues = _cues()
    below = [parsed.tokens[i] for i in parsed.children[verb.index]]
    if any(t.tag == "MD" and t.dep.startswith("aux") and cues.get(t.lemma.lower()) == "modal" for t in below):
        return -1 if any(t.lemma == "have" and t.dep == "aux" for t in below) else 1
    if _plans(parsed, verb):
        return 1
    if verb.tag == "VB" and any(t.tag == "TO" for t in below):
        above = parsed.tokens[verb.head]
        wished = cues.get(above.lemma) in ("wish", "cue", "cue-for") or above.lemma == "ready"
        return 1 if wished or (above.lemma == "be" and above.tag in ("VBZ", "VBP")) else 0
    if verb.tag == "VBN" and any(t.tag == "TO" for t in below):
        return -1 if any(t.lemma == "have" for t in below) else 1
    if verb.tag == "VBN" and any(t.lemma == "be" and t.tag in ("VBZ", "VBP") for t in below):
        return 0
    if verb.tag in PAST_TAGS:
        return -1
    if verb.tag in ("VBZ", "VBP") and any(t.lemma.lower() in CONDITIONS for t in below if t.dep in ("mark", "advmod")):
        return 1  # "if he wins on Sunday"
    if verb.dep in ("ccomp", "xcomp") and _plans(parsed, parsed.tokens[verb.head]):
        return 1  # "it is expected that she arrives on Monday"
    if verb.tag == "VBG" and any(t.tag in ("VBP", "VBZ") and t.lemma == "be" for t in below):
        return 1
    return 0


def _now_done(parsed: ParsedDocument, verb: Token) -> bool:
    """A passive of the present, `the case is heard in May`, tells of no past."""
    below = [parsed.tokens[i] for i in parsed.children[verb.index]]
    return any(t.lemma == "be" and t.tag in ("VBZ", "VBP") for t in below)


def _plans(parsed: ParsedDocument, word: Token) -> bool:
    """`planned for Monday`, `set for Monday`; no `plan` that was `set on Monday`."""
    kind = _cues().get(word.lemma.lower()) or _cues().get(word.text.lower())
    if kind == "cue-for":
        follows = parsed.tokens[word.index + 1].text.lower() if word.index + 1 < len(parsed.tokens) else ""
        return follows in ("for", "to")
    return kind == "cue"


def _of_window(parsed: ParsedDocument, k: int) -> int:
    """The nearest sign among the tokens before, within the sentence."""
    tokens, cues = parsed.tokens, _cues()
    sentence = tokens[k].sentence
    for i in range(k - 1, max(-1, k - 1 - NEAR), -1):
        token = tokens[i]
        if token.sentence != sentence:
            break
        if (cues.get(token.lemma.lower()) == "modal" and token.tag == "MD") or _plans(parsed, token):
            return 1
        if token.tag == "VBD" or (token.tag == "VBN" and i >= k - 4 and not _now_done(parsed, token)):
            return -1
    return 0
