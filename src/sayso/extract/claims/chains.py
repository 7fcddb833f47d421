"""Attributions -> chains: from the outlet that we read to the root source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sayso.knowledge.outlets import outlet_at, outlet_of
from sayso.lexicon.attribution import words
from sayso.lexicon.tables import table
from sayso.model import Actor, Attribution, EventMention, Link, ParsedDocument, Source, Span, Token, slug

RELAYS = ("outlet", "agency")
_SPEAKERS = frozenset(("I", "we", "We", "us", "my", "My", "our", "Our"))  # and not "US"
_ANY = frozenset(
    ("a", "an", "another", "one", "some", "several", "two", "three", "local", "regional", "private", "independent")
)
ORGANS = frozenset(("GOV", "MIL", "COP", "SPY", "LEG", "JUD"))


class Chains:
    """Builds the chains of one document."""

    def __init__(self, parsed: ParsedDocument, actors: Sequence[Actor], attributions: Sequence[Attribution]) -> None:
        self.parsed = parsed
        self.attributions = attributions
        self.actors = {a.id: a for a in actors}
        self.mentions = sorted(
            ((m.span, a, m) for a in actors for m in a.mentions), key=lambda item: (item[0], item[1].id)
        )
        self.depth = [self._depth(k) for k in range(len(attributions))]
        self._resolved: dict[int, tuple[Link, tuple[str, ...]]] = {}
        self._over: dict[int, list[int]] = {}  # sentence -> attributions with content in it
        for k, a in enumerate(attributions):
            for s in dict.fromkeys(s for span in a.content for s in self._sentences(span)):
                self._over.setdefault(s, []).append(k)

    def _sentences(self, span: Span) -> range:
        """Indices of the sentences that a span touches."""
        first, last = self.parsed.sentence_at(span.start), self.parsed.sentence_at(max(span.start, span.end - 1))
        return range(first.index if first else 0, (last.index if last else -1) + 1)

    # ------------------------------------------------------------------ which attributions cover an event
    def covering(self, event: EventMention) -> list[int]:
        """Indices of the attributions from outermost to innermost that carry an event; empty for the outlet's own voice."""
        head = self.parsed.tokens[event.head].start
        # "a raid was reported by X": the verb that tells of the event may be its head, but lies in nobody's content
        at = head if event.trigger.start <= head < event.trigger.end else event.trigger.start
        here = self.parsed.sentence_at(at)
        near = self._over.get(here.index, []) if here is not None else []
        found = [k for k in near if self._carries(self.attributions[k], event, at)]
        if not found:
            return []
        inner = max(found, key=lambda k: (self.depth[k], -self._width(k, at), self._rank(k), k))
        path = self.path(inner)
        for k in sorted(found, key=lambda k: self._width(k, at)):
            # an attribution that covers the whole of another's act, but is not tied to it, stands outside
            if k not in path and self._outside(k, path[0]):
                path = [*(p for p in self.path(k) if p not in path), *path]
        return path

    def _carries(self, a: Attribution, event: EventMention, at: int) -> bool:
        if not any(span.start <= at < span.end for span in a.content):
            return False
        if a.act and event.why_not is None and not _alleging(a):
            return False
        if a.cue is not None and a.cue.overlaps(event.trigger):
            return False  # the event is the act of saying itself
        return not (a.source is None and a.cue is None)

    def path(self, k: int) -> list[int]:
        path = [k]
        while (parent := self.attributions[path[0]].parent) is not None and parent not in path:
            path.insert(0, parent)
        return path

    def _outside(self, k: int, inner: int) -> bool:
        a, b = self.attributions[k], self.attributions[inner]
        anchor = b.cue or (b.source.span if b.source else None)
        if anchor is None:
            return False
        return any(span.contains(anchor) for span in a.content)

    def _depth(self, k: int) -> int:
        return len(self.path(k))

    def _width(self, k: int, at: int) -> int:
        return min((len(s) for s in self.attributions[k].content if s.start <= at < s.end), default=1 << 30)

    def _rank(self, k: int) -> int:
        return {"document": 0, "inherited": 1}.get(self.attributions[k].scope, 2)

    # ------------------------------------------------------------------ links
    def outlet(self) -> Link:
        article = self.parsed.document.article
        name = article.outlet or article.url or "this outlet"
        known = outlet_of(name)
        if known is not None and outlet_at(name) is known:  # a domain says less than the name
            name = known.name
        return Link(text=None, span=None, name=name, id=_medium(name), kind="outlet")

    def chain(self, path: Sequence[int]) -> tuple[Link, ...]:
        links = [self.outlet()]
        credit = self.parsed.document.dateline_source
        if credit and _medium(credit) != links[0].id:
            links.append(Link(text=credit, span=None, name=credit, id=_medium(credit), kind="agency", scope="document"))
        for k in path:
            link = self.link(k)
            if link is not None and link.id != links[-1].id and not self._is_outlet(link):
                links.append(link)
        return tuple(links)

    def _is_outlet(self, link: Link) -> bool:
        """Whether a link is the outlet that we read, named as a source."""
        outlet = self.parsed.document.article.outlet or ""
        if outlet and link.kind in RELAYS and link.id == _medium(outlet):
            return True
        return bool(outlet) and _bare(outlet) in (_bare(link.name), _bare(link.text or ""))

    def link(self, k: int) -> Link | None:
        """The source of an attribution as a link; None where nobody is named."""
        a = self.attributions[k]
        if a.source is None or _is_ourselves(a.source):
            return None
        base, candidates = self.resolve(a.source, k)
        cue = a.cue
        return Link(
            text=a.source.text or None,
            span=a.source.span,
            name=base.name,
            id=base.id,
            kind=base.kind,
            country=base.country,
            sectors=base.sectors,
            cue=cue,
            cue_text=cue.of(self.parsed.text) if cue else None,
            scope=a.scope,
            candidates=candidates,
        )

    def resolve(self, source: Source, k: int, seen: frozenset[int] = frozenset()) -> tuple[Link, tuple[str, ...]]:
        """Who a source is: through its antecedents if it is an anaphor, else through the actor that it names."""
        if k not in self._resolved:
            self._resolved[k] = self._resolve(source, k, seen)
        return self._resolved[k]

    def _resolve(self, source: Source, k: int, seen: frozenset[int]) -> tuple[Link, tuple[str, ...]]:
        own = self._actor(source)
        if source.referent is not None:
            own = self._at(self.parsed.tokens[source.referent]) or own
        if source.anaphoric and source.antecedents and not self._known(own, source):
            others = []
            for j in source.antecedents:
                earlier = self.attributions[j].source
                if j in seen or j == k or earlier is None:
                    continue
                link, _ = self.resolve(earlier, j, seen | {k})
                others.append(link)
            unique = list({link.id: link for link in others}.values())
            if unique:
                return unique[0], tuple(link.id for link in unique[1:])
        if own is not None and own.id.startswith("unnamed:") and (body := self._spoken_for(source)) is not None:
            own = body
        elif (
            own is not None and source.kind == "unnamed" and not source.anaphoric and not own.id.startswith("unnamed:")
        ):
            return self._inside(source, own), ()
        if own is None:
            name = _described(source)
            kind = source.kind
            prefix = "unnamed" if kind == "unnamed" else "actor"
            key = _medium(name) if kind in RELAYS else f"{prefix}:{slug(name)}"
            return Link(text=source.text, span=source.span, name=name, id=key, kind=kind), ()
        kind = source.kind
        if own.media and not source.anaphoric and self._any_medium(own, source):
            return self._inside(source, own), ()
        if own.media and kind not in RELAYS:
            kind = "outlet"
        if own.id.startswith("unnamed:"):
            kind = "unnamed"
        elif kind == "unnamed":
            kind = "person" if own.kind == "person" else "organisation"
        link = Link(
            text=source.text,
            span=source.span,
            name=own.name,
            id=own.id,
            kind=kind,
            country=own.country,
            sectors=own.sectors,
        )
        return link, own.candidates

    def _known(self, own: Actor | None, source: Source) -> bool:
        """Whether the actors stage already knows which body a description ("the junta") means."""
        body = source.kind == "organisation" and source.head is not None
        named = own is not None and not own.id.startswith("unnamed:") and own.kind != "person"
        return named and body and self.parsed.tokens[source.head or 0].pos == "NOUN"

    def _any_medium(self, own: Actor, source: Source) -> bool:
        """Whether a medium is only described ("a local radio station"): of these a country has many, of "state radio" one."""
        if own.id.startswith(("outlet:", "unnamed:")) or source.head is None:
            return False
        first = source.text.split()[0].lower() if source.text else ""
        return first in _ANY and self.parsed.tokens[source.head].pos == "NOUN"

    def _inside(self, source: Source, own: Actor) -> Link:
        """ "YDP sources" are not the YDP: they keep their description, and its country and sectors."""
        name = _described(source)
        return Link(
            text=source.text,
            span=source.span,
            name=name,
            id=f"unnamed:{slug(name)}",
            kind="unnamed",
            country=own.country,
            sectors=own.sectors,
        )

    def _at(self, token: Token) -> Actor | None:
        return next((a for _, a, m in self.mentions if m.head == token.index), None)

    def _spoken_for(self, source: Source) -> Actor | None:
        """The body of "a spokeswoman for the force", "a police spokesman", "Radio Volta's correspondent"."""
        lemma = self.parsed.tokens[source.head].lemma.lower() if source.head is not None else ""
        staff = lemma in _staff()
        if source.head is None or not (staff or lemma.startswith("spokes")):
            return None
        children = [self.parsed.tokens[c] for c in self.parsed.children[source.head]]
        inner = [self.parsed.tokens[c] for t in children if t.dep == "prep" for c in self.parsed.children[t.index]]
        for token in [t for t in inner if t.dep == "pobj"] + [
            t for t in children if t.dep in ("compound", "poss", "nmod")
        ]:
            actor = self._at(token)
            if actor is not None and not actor.id.startswith("unnamed:") and (actor.media or not staff):
                return actor
        return None

    def _actor(self, source: Source) -> Actor | None:
        """The actor that a source names: by its head word, else by the widest mention within it."""
        if source.span is None:
            return None
        best: tuple[int, int, Actor] | None = None
        for span, actor, mention in self.mentions:
            if span.start >= source.span.end:
                break
            if not span.overlaps(source.span):
                continue
            score = 2 * (mention.head == source.head) + (span == source.span)
            score += 3 * (mention.form == "name" and source.kind in RELAYS)  # "the newspaper Abuja Herald"
            if not source.span.contains(span) and mention.head != source.head:
                continue
            if score == 0 and not self._leads(span, source):
                continue
            key = (score, len(span), actor)
            if best is None or key[:2] > best[:2]:
                best = key
        return best[2] if best else None

    def _leads(self, span: Span, source: Source) -> bool:
        """Whether a mention inside a source is its head phrase, not something that it is only about."""
        assert source.span is not None
        if source.head is not None:
            token = self.parsed.tokens[source.head]
            return span.start <= token.start < span.end
        return span.start - source.span.start <= 4


def self_report(root: Link, event: EventMention, actors: dict[str, Actor]) -> bool:
    """The root is the doer, its spokesman, or an organ of the same government or group; an ally or unnamed insider is not."""
    doers = [p.actor for p in event.participants if p.role == "actor"]
    if not doers:
        return False
    if root.id in doers:
        return True
    if root.id.startswith("unnamed:") or root.kind in ("unnamed", *RELAYS):
        return False
    for doer in doers:
        actor = actors.get(doer)
        if actor is None:
            continue
        if slug(actor.name) == slug(root.name):
            return True
        same = root.country is not None and root.country == actor.country
        if same and set(root.sectors[:1]) & ORGANS and (set(actor.sectors[:1]) & ORGANS or actor.kind == "state"):
            return True
        if (
            same
            and root.sectors
            and root.sectors[:1] == actor.sectors[:1]
            and root.sectors[0] in ("REB", "PTY", "OPP", "PRM")
        ):
            return True
    return False


@cache
def _staff() -> frozenset[str]:
    """Nouns for those who speak for their medium."""
    return frozenset(row["noun"] for row in table("media_staff"))


def _is_ourselves(source: Source) -> bool:
    """ "This newspaper" and, outside quotations, "we" are the outlet that we read."""
    if source.text in _SPEAKERS:
        return not source.antecedents
    return source.kind in RELAYS and source.text.lower().startswith("this ")


def _described(source: Source) -> str:
    """A source's own words as its name, without what is said about it behind a comma."""
    words_ = source.text.partition(",")[0].split()
    return " ".join(words_[1:] if words_[:1] in (["a"], ["an"], ["A"], ["An"]) else words_) or "unnamed"


def _bare(name: str) -> str:
    return slug(name).removeprefix("the-")


def _alleging(a: Attribution) -> bool:
    """Acts that assert what they speak of: an accuser is a source, one who demands is none."""
    return (a.cue_lemma or "") in words("alleges")


def _medium(name: str) -> str:
    """The id of a medium: that of the table where it is known under any spelling."""
    known = outlet_of(name)
    return known.id if known is not None else f"outlet:{slug(name)}"
