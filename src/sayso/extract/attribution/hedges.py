"""Reports that a translation hedges by its mood: "would have been killed, one learns"."""

from __future__ import annotations

from sayso.extract.attribution.drafts import Draft
from sayso.extract.attribution.grammar import Grammar

_CONDITION = frozenset({"if", "unless", "without", "otherwise", "had", "whether", "when"})


def soften(g: Grammar, drafts: list[Draft]) -> None:
    """Make those hedged whose content says "would have" on no condition: the French way to doubt what a source says."""
    for draft in drafts:
        if draft.act or draft.kind == "think" or draft.stance != "affirm":
            continue
        for span in draft.content:
            tokens = g.parsed.tokens_in(span)
            words = [t.text.lower() for t in tokens]
            if "would" not in words or _CONDITION & set(words):
                continue
            at = words.index("would")
            if "have" in words[at + 1 : at + 3] and any(t.tag == "VBN" for t in tokens[at + 2 : at + 6]):
                draft.stance = "hedge"
