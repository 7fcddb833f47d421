"""What is taken back: "the agency retracted its report that X", "an earlier version of this article said that X"."""

from __future__ import annotations

import re
from functools import cache

from sayso.extract.attribution.drafts import Draft
from sayso.extract.attribution.grammar import VERBAL, Grammar
from sayso.lexicon.tables import alternatives, table
from sayso.model import Token

WITHDRAWN = "withdrawn"  # how an attribution is called whose content the outlet itself has taken back
_POSSESSIVES = frozenset({"its", "his", "her", "their", "our", "my"})


def own_word(g: Grammar, noun: Token) -> tuple[Token, bool, int] | None:
    """Who takes back or repeats his own word ("withdrew its report that"), whether he takes it back, and the verb."""
    above, prep = g.tokens[noun.head], ""
    if noun.dep == "pobj":  # "apologised for its report that"
        above, prep = g.tokens[above.head], above.text.lower()
    if noun.dep not in ("dobj", "nsubjpass", "pobj") or above.pos not in VERBAL:
        return None
    owner = g.kid(noun.index, "poss")
    if owner is not None and owner.text.lower() not in _POSSESSIVES:
        return None
    parts = [prep] if prep else ["", *(t.text.lower() for t in g.kids(above.index, "prt", "advmod"))]
    spoken = {f"{above.lemma} {part}".strip() for part in parts}
    back = not spoken.isdisjoint(_words("takes-back"))
    if not back and spoken.isdisjoint(_words("renews")):
        return None
    who = g.agent(above.index) if noun.dep == "nsubjpass" else g.subject(above.index)
    return (who, back, above.index) if who is not None and who.index != noun.index else None


def own_errors(g: Grammar, drafts: list[Draft]) -> None:
    """Marks what the outlet takes back: its own earlier version is no source, and says what holds no more."""
    for draft in drafts:
        if draft.cue is None or draft.kind not in ("say", "show"):
            continue
        start = g.sentence(draft.head).first
        before = g.text[g.tokens[start].start : g.tokens[draft.head].start]
        if _note().search(before):
            draft.source, draft.stance, draft.how, draft.act = None, "deny", WITHDRAWN, False


@cache
def _note() -> re.Pattern[str]:
    """The words between the start of a sentence and the verb of a note on an error."""
    earlier, version, article, wrongly = (
        "|".join(map(re.escape, sorted(_words(role), key=lambda w: (-len(w), w))))
        for role in ("earlier", "version", "article", "wrongly")
    )
    this = rf"(?:this|our|the)(?:\s+\w+)?\s+(?:{article})"
    old = rf"(?:an?|the|our)\s+(?:{earlier})\s+(?:{version})\s+(?:of|to|on|for|in)\s+{this}"
    now = rf"(?:this|our)\s+(?:\w+\s+)?(?:{article})\s+(?:had\s+)?(?:{wrongly})|we\s+(?:had\s+)?(?:{wrongly})"
    return re.compile(
        rf"(?:^|[:;,—–-]\s*|\b(?:in|on)\s+)(?:{old}(?:\s+\w+ly)?(?:\s+had)?(?:\s*,?\s*we(?:\s+had)?)?|{now})\s*$",
        re.IGNORECASE,
    )


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(w for row in table("withdrawal_words") if row["role"] == role for w in alternatives(row["words"]))
