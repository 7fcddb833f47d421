"""Relays: "X said, quoting Y", "X told the newspaper Y", "Y quoted X as saying", "a letter from X seen by Y"."""

from __future__ import annotations

from sayso.extract.attribution.citing import cited
from sayso.extract.attribution.drafts import Draft, Names
from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.origins import about, heard_from
from sayso.extract.attribution.passing import through
from sayso.model import Span


def relays(g: Grammar, names: Names, drafts: list[Draft]) -> list[Draft]:
    """The drafts with the relays among them linked, and with new ones for outlets that pass on what they were told."""
    out = list(drafts)
    by_head = {d.head: d for d in drafts}
    for draft in sorted((d for d in drafts if d.kind == "cite"), key=lambda d: d.head):
        cited(g, names, draft, by_head, out)
    for draft in list(out):
        if draft.how.startswith("phrase:"):
            about(g, names, draft, out)
        elif draft.kind == "say" and not draft.act:
            heard_from(g, names, draft, out)
        if draft.kind in ("say", "show") and not draft.how.startswith("relay:through"):
            through(g, names, draft, by_head, out)
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
