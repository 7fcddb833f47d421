"""What each saying rests on: the article that it was copied from, the medium that it cites, what its own article attributes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.corroborate.sources.nodes import Named
from sayso.corroborate.sources.sayings import Saying, home_of
from sayso.model import Span
from sayso.model.ledger import Copy, Report

COUNTS = 0.5  # an edge of a lower score is shown, and counts for nothing (as in sayso.corroborate.copies)
COVERED = 0.5  # part of a claim's sentence that was taken over
WHOLLY = 0.95  # a child of which so much is taken has nothing of its own
_NOT_COPIED = ("unnamed", "unknown")


@dataclass(frozen=True, slots=True)
class Rest:
    """One saying rests on another (`on`), or on an article (`article`) outside the event; `how` is copy, relay or own."""

    how: str
    why: str
    on: Saying | None = None
    article: str | None = None
    credited: bool = False  # the article says so itself


@dataclass(slots=True)
class Resting:
    """What the sayings of an event rest on, by their position, with the sources that these found."""

    rests: dict[int, list[Rest]] = field(default_factory=dict)
    root: dict[int, Named] = field(default_factory=dict)  # of sayings whose root is another than their chain says


def resting(sayings: Sequence[Saying], reports: Mapping[str, Report], copies: Iterable[Copy]) -> Resting:
    """Every saying with what it rests on."""
    finder = _Finder(sayings, reports, copies)
    out = Resting()
    for k, saying in enumerate(sayings):
        if saying.judged:
            continue
        rests = finder.copied(saying) or finder.relayed(saying) or finder.retold(saying)
        if rests:
            out.rests[k] = rests
    _follow(sayings, out)
    return out


class _Finder:
    def __init__(self, sayings: Sequence[Saying], reports: Mapping[str, Report], copies: Iterable[Copy]) -> None:
        self.reports = reports
        self.by_article: defaultdict[str, list[Saying]] = defaultdict(list)
        self.by_home: defaultdict[str, list[str]] = defaultdict(list)  # articles, in canonical order
        for saying in sayings:
            if not self.by_article[saying.report.id]:
                self.by_home[saying.home.id].append(saying.report.id)
            self.by_article[saying.report.id].append(saying)
        self.edges: defaultdict[str, list[Copy]] = defaultdict(list)
        for edge in sorted(copies, key=lambda e: (e.child, e.parent, e.kind)):
            if edge.score >= COUNTS and edge.child != edge.parent:
                self.edges[edge.child].append(edge)

    # ------------------------------------------------------------------ copies
    def copied(self, saying: Saying) -> list[Rest]:
        """The sayings of the articles from which this one's sentence was taken, else these articles."""
        out: list[Rest] = []
        for edge in self.edges.get(saying.report.id, ()):
            if not covers(edge, saying):
                continue
            for parent in self._present(edge.parent):
                rest = self._copied_from(saying, edge, parent)
                if rest is not None:
                    out.append(rest)
        within = [r for r in out if r.on is not None]
        return within or out[:1]

    def _present(self, article: str) -> list[str]:
        """The article if it is in the event, else those in the event from which it was copied itself, else it alone."""
        if article in self.by_article:
            return [article]
        seen, todo, found = {article}, [article], []
        while todo:
            for edge in self.edges.get(todo.pop(), ()):
                if edge.parent in self.by_article:
                    found.append(edge.parent)
                elif edge.parent not in seen:
                    todo.append(edge.parent)
                seen.add(edge.parent)
        return found or [article]

    def _copied_from(self, saying: Saying, edge: Copy, parent: str) -> Rest | None:
        theirs = [s for s in self.by_article.get(parent, ()) if s.affirms == saying.affirms and s is not saying]
        name = self._name(parent)
        why = f"{saying.home.name} has the sentence from {name} ({_evidence(edge)})"
        said = edge.kind == "citation" or any(e.kind in ("credit", "citation") for e in edge.evidence)
        if not theirs:
            return None if parent in self.by_article else Rest("copy", why, article=parent, credited=said)
        on = _counterpart(saying, edge if edge.parent == parent else None, theirs)
        if _keeps_apart(saying, on, edge):
            return None
        return Rest("copy", why, on=on, credited=said)

    def _name(self, article: str) -> str:
        told = self.by_article.get(article)
        if told:
            return told[0].home.name
        report = self.reports.get(article)
        return home_of(report).name if report is not None else "another article"

    # ------------------------------------------------------------------ relays
    def relayed(self, saying: Saying) -> list[Rest]:
        """What the medium that a saying cites reports of the event itself."""
        if saying.own:
            return []
        root = saying.root
        for cited in saying.media[-1:0:-1]:
            same = self._same(cited, saying)
            if same is not None and cited.id not in (saying.home.id, root.id):
                return [Rest("relay", _has_it_from(saying, cited), on=same)]
        through = [root] if root.media else []
        through += [saying.medium] if root.standing in _NOT_COPIED else []
        for cited in through:
            on = self._article_of(cited, saying) if cited.id != saying.home.id else None
            if on is not None:
                return [Rest("relay", _has_it_from(saying, cited), on=min(self._told(on, saying), key=_how_far))]
        return []

    def _same(self, cited: Named, saying: Saying) -> Saying | None:
        """The first saying of a medium's own articles that names the same root."""
        articles = (a for a in self.by_home.get(cited.id, ()) if a != saying.report.id)
        told = (s for a in articles for s in self._told(a, saying))
        return next((s for s in told if s.links and s.root.id == saying.root.id), None)

    def _article_of(self, cited: Named, saying: Saying) -> str | None:
        """The last article of a medium before this one, else its first."""
        articles = [a for a in self.by_home.get(cited.id, ()) if a != saying.report.id and self._told(a, saying)]
        if not articles:
            return None
        earlier = [a for a in articles if self.by_article[a][0].at[0] < saying.at[0]]
        return earlier[-1] if earlier else articles[0]

    def _told(self, article: str, saying: Saying) -> list[Saying]:
        return [s for s in self.by_article[article] if s.affirms == saying.affirms]

    # ------------------------------------------------------------------ own voice
    def retold(self, saying: Saying) -> list[Rest]:
        """What an article, or another of its publisher on that day, attributes to one named source and tells itself too.

        Not farther: what a paper says in its own voice days later is not laid to whom it quoted once, nor to one of several.
        """
        if not saying.own:
            return []
        near = self.by_home[saying.home.id] if saying.home.standing != "unknown" and saying.report.day else []
        for article in dict.fromkeys((saying.report.id, *near)):
            told = [s for s in self._told(article, saying) if s.links and _vouches(s)]
            if len({s.root.id for s in told}) == 1 and told[0].report.day == saying.report.day:
                on = min(told, key=_how_far)
                return [Rest("own", f"{saying.home.name} retells what it attributes to {on.root.name}", on=on)]
        return []


def _has_it_from(saying: Saying, cited: Named) -> str:
    return f"{saying.home.name} has it from {cited.name}, whose own article is among the reports"


def _vouches(saying: Saying) -> bool:
    """Whether whom a saying names stands behind it: a named source that is sure of it, and does not merely comment."""
    return saying.root.standing in ("registered", "named") and (
        not saying.affirms or saying.claim.certainty == "certain"
    )


def _how_far(saying: Saying) -> int:
    """How near a saying comes to who knows: it names a source, a medium, nobody; of equals the first in the text."""
    if saying.root.standing == "unknown":
        return 3
    return 2 if saying.own else 1 if saying.root.media else 0


def covers(edge: Copy, saying: Saying) -> bool:
    """Whether a claim's sentence, or its trigger, stands in what the child took over."""
    if edge.kind == "duplicate" or edge.share >= WHOLLY:
        return True
    if any(e.kind == "credit" for e in edge.evidence) and saying.root.media:
        return True
    parts = _parts(edge)
    if not parts:
        return True
    claim = saying.claim
    if any(p.start <= claim.trigger_span.start and claim.trigger_span.end <= p.end for p in parts):
        return True
    return _overlap(parts, claim.sentence_span) >= COVERED * max(1, len(claim.sentence_span))


def _parts(edge: Copy) -> list[Span]:
    return [e.child for e in edge.evidence if e.child is not None and e.kind != "credit"]


def _overlap(parts: Sequence[Span], span: Span) -> int:
    """Characters of a span that lie in any of the parts."""
    total, reached = 0, span.start
    for part in sorted(parts):
        start, end = max(part.start, reached), min(part.end, span.end)
        if end > start:
            total += end - start
            reached = end
    return total


def _counterpart(saying: Saying, edge: Copy | None, theirs: Sequence[Saying]) -> Saying:
    """The parent's saying that tells the same: of the same root, else of the same words, else where these words stand."""
    if len(theirs) == 1:
        return theirs[0]
    mine = saying.claim.sentence_span
    shared = edge.evidence if edge else ()
    parts = [e.parent for e in shared if e.parent is not None and e.child is not None and e.child.overlaps(mine)]

    def rank(s: Saying) -> tuple[bool, bool, int, bool]:
        named = bool(saying.links) and s.root.id == saying.root.id
        same = s.claim.sentence == saying.claim.sentence
        return (named, same, _overlap(parts, s.claim.sentence_span), s.own == saying.own)

    return max(theirs, key=rank)


def _keeps_apart(saying: Saying, on: Saying, edge: Copy) -> bool:
    """Whether the child names another source than the parent does, outside of what it took over."""
    mine, theirs = saying.root, on.root
    if mine.media or theirs.media or mine.id == theirs.id:
        return False
    if mine.standing in _NOT_COPIED or theirs.standing in _NOT_COPIED:
        return False
    at, parts = saying.claim.root.span, _parts(edge)
    return at is not None and bool(parts) and not any(p.overlaps(at) for p in parts)


def _evidence(edge: Copy) -> str:
    words = max((e.words for e in edge.evidence if e.kind in ("passage", "quotation")), default=0)
    if words:
        return f"{words} words stand in both"
    told = next((e.says for e in edge.evidence), "")
    return told or edge.kind


def _follow(sayings: Sequence[Saying], out: Resting) -> None:
    """Give sayings in the outlet's own voice the root of what they rest on."""
    place = {id(s): k for k, s in enumerate(sayings)}
    for k, saying in enumerate(sayings):
        if k not in out.rests or not saying.own:
            continue
        seen, at = {k}, k
        while True:
            on = next((r.on for r in out.rests.get(at, ()) if r.on is not None), None)
            following = place[id(on)] if on is not None else None
            if following is None or following in seen:
                break
            at = following
            seen.add(at)
            if sayings[at].links or at in out.root:
                break
        if at != k:
            out.root[k] = out.root.get(at, sayings[at].root)
