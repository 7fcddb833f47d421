"""Attribution by rules over the parse: the built-in `AttributionFinder`."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.extract.attribution.anaphora import resolve
from sayso.extract.attribution.drafts import Draft, Mention, Names
from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.hedges import soften
from sayso.extract.attribution.inherit import document_scope, inherited
from sayso.extract.attribution.phrases import phrase_drafts
from sayso.extract.attribution.quotations import quotations
from sayso.extract.attribution.relays import relays
from sayso.extract.attribution.speech import Speech
from sayso.extract.attribution.verbs import verb_drafts
from sayso.extract.attribution.withdrawn import own_errors
from sayso.model import Actor, Attribution, ParsedDocument, Source

_KIND = {"media": "agency", "body": "official", "name": "person", "pronoun": "person", "other": "organisation"}
_PEOPLE = frozenset({"person", "official", "unnamed"})
_SKIP = frozenset({"boilerplate", "byline"})


class RulesFinder:
    """Who is said to have said what, with relays, nesting, inheritance and anaphora."""

    name = "rules"
    version = "1"

    def find(
        self, parsed: Sequence[ParsedDocument], actors: Sequence[tuple[Actor, ...]]
    ) -> list[tuple[Attribution, ...]]:
        """The attributions of each document, in text order; `parent` links make a forest."""
        return [_read(document, known) for document, known in zip(parsed, actors, strict=True)]


def _read(parsed: ParsedDocument, actors: tuple[Actor, ...]) -> tuple[Attribution, ...]:
    g = Grammar(parsed)
    names = Names(g, actors)
    drafts = verb_drafts(g, names) + phrase_drafts(g, names)
    drafts = [d for d in drafts if parsed.sentences[d.sentence].kind not in _SKIP]
    own_errors(g, drafts)
    Speech(g, names, drafts, quotations(parsed)).join()
    drafts = relays(g, names, drafts)
    drafts = sorted((d for d in drafts if d.content), key=lambda d: (d.start, d.head))
    nest(drafts)
    resolve(g, names, drafts)
    soften(g, drafts)
    drafts += inherited(g, drafts)
    drafts += document_scope(g, drafts, actors)
    return finish(g, drafts)


def nest(drafts: list[Draft]) -> None:
    """Give each draft whose cue lies in another's content that one as parent, the innermost first."""
    wide = sorted(drafts, key=lambda d: d.start)
    open_: list[Draft] = []
    for draft in wide:
        open_ = [o for o in open_ if o.end > draft.start]
        if draft.parent is None:
            at = draft.cue.start if draft.cue is not None else draft.source.span.start if draft.source else draft.start
            around = [o for o in open_ if o is not draft and o.covers(at) and not _above(o, draft)]
            draft.parent = min(around, key=lambda o: sum(map(len, o.content)), default=None)
        open_.append(draft)


def _above(draft: Draft, other: Draft) -> bool:
    """Whether `other` is `draft` or stands above it."""
    seen = 0
    at: Draft | None = draft
    while at is not None and seen < 50:
        if at is other:
            return True
        at, seen = at.parent, seen + 1
    return at is not None


def finish(g: Grammar, drafts: list[Draft]) -> tuple[Attribution, ...]:
    """The drafts as values, in text order, links as indices."""
    order = sorted(drafts, key=lambda d: (d.start, d.end, d.head))
    index = {id(d): k for k, d in enumerate(order)}
    return tuple(_attribution(g, d, index) for d in order)


def _attribution(g: Grammar, draft: Draft, index: dict[int, int]) -> Attribution:
    parent = draft.parent
    if parent is not None and (id(parent) not in index or _above(parent, draft)):
        parent = None
    kind = "direct" if draft.direct and not draft.mixed else "mixed" if draft.mixed else "indirect"
    return Attribution(
        source=_source(g, draft, index),
        cue=draft.cue,
        content=tuple(sorted(draft.content)),
        type=kind,
        scope=draft.scope,
        parent=index[id(parent)] if parent is not None else None,
        cue_lemma=draft.lemma,
        stance=draft.stance,
        act=draft.act,
        how=draft.how,
    )


def _source(g: Grammar, draft: Draft, index: dict[int, int]) -> Source | None:
    mention: Mention | None = draft.source
    if mention is None:
        return None
    return Source(
        span=mention.span,
        text=mention.span.of(g.text),
        kind="unnamed" if mention.vague and mention.noun in _PEOPLE else _KIND.get(mention.noun, mention.noun),
        head=mention.head,
        anaphoric=mention.anaphoric,
        antecedents=tuple(index[id(d)] for d in draft.antecedents if id(d) in index),
        document=mention.document,
        referent=mention.referent,
    )
