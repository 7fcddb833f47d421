"""Copy edges of many articles as one acyclic graph: direct parents, ancestors, origins, and what a claim was taken from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from sayso.corroborate.copies.edges import counts_as_copy
from sayso.model import Span
from sayso.model.ledger import ClaimRecord, Copy

NEW = 60  # characters of the child that a second parent must explain which the first does not
NAMED = 0.25  # by how much less of a named parent's words the child may have
TIED = 0.04  # shares so close that other evidence decides
COVERED = 0.5  # part of a claim's sentence that was taken over
OF_ITS_OWN, OVERLAP, MADE_UP = 0.85, 0.2, 0.75  # an article made of two: they have more, apart, and fill it
WHOLLY = 0.95  # a child of which so much is taken has nothing of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """Who took from whom, directly: edges by child, each child's best parent first."""

    direct: dict[str, tuple[Copy, ...]]
    articles: tuple[str, ...]

    def parents(self, article: str) -> tuple[str, ...]:
        """Direct parents, the best first."""
        return tuple(edge.parent for edge in self.direct.get(article, ()))

    def ancestors(self, article: str) -> frozenset[str]:
        """All articles that an article descends from."""
        out: set[str] = set()
        todo = list(self.parents(article))
        while todo:
            one = todo.pop()
            if one not in out:
                out.add(one)
                todo.extend(self.parents(one))
        return frozenset(out)

    @property
    def origins(self) -> tuple[str, ...]:
        """Articles that took from none of the others."""
        return tuple(a for a in self.articles if not self.direct.get(a))


def trace(copies: Iterable[Copy], articles: Iterable[str] = ()) -> Traced:
    """The acyclic graph of direct parents among articles: edges that another edge explains are left out."""
    kept = acyclic(edge for edge in copies if counts_as_copy(edge))
    by_child: dict[str, list[Copy]] = defaultdict(list)
    for edge in kept:
        by_child[edge.child].append(edge)
    above = {child: {edge.parent for edge in edges} for child, edges in by_child.items()}
    direct = {child: _direct(edges, above) for child, edges in by_child.items()}
    everyone = {*articles, *(e.child for e in kept), *(e.parent for e in kept)}
    return Traced(direct=direct, articles=tuple(sorted(everyone)))


def family_of(article: str, copies: Iterable[Copy]) -> tuple[str, ...]:
    """All articles that counted edges connect with this one, with itself, sorted."""
    beside: dict[str, set[str]] = defaultdict(set)
    for edge in copies:
        if counts_as_copy(edge):
            beside[edge.child].add(edge.parent)
            beside[edge.parent].add(edge.child)
    out, todo = {article}, [article]
    while todo:
        fresh = beside[todo.pop()] - out
        out |= fresh
        todo.extend(fresh)
    return tuple(sorted(out))


def parents_of_claim(claim: ClaimRecord, copies: Iterable[Copy]) -> tuple[str, ...]:
    """Articles from which a claim's article took the passage that the claim stands in; none for its own sentences."""
    out = []
    for edge in copies:
        if edge.child == claim.article and counts_as_copy(edge) and covers(edge, claim.sentence_span):
            out.append(edge.parent)
    return tuple(dict.fromkeys(sorted(out)))


def covers(edge: Copy, span: Span) -> bool:
    """Whether the child took this part of its text from the parent."""
    if edge.kind == "duplicate" or edge.share >= WHOLLY:
        return True
    return _overlap(_covered(edge), span) >= COVERED * len(span)


def acyclic(copies: Iterable[Copy]) -> tuple[Copy, ...]:
    """The edges, the surest first; one that would close a ring is turned round, so that none is lost."""
    below: dict[str, set[str]] = defaultdict(set)  # children by parent
    out = []
    for edge in sorted(_merges_below(tuple(copies)), key=_surest):
        if _reaches(below, edge.child, edge.parent):
            edge = _turned(edge)
        below[edge.parent].add(edge.child)
        out.append(edge)
    return tuple(out)


def _merges_below(copies: Sequence[Copy]) -> tuple[Copy, ...]:
    """The edges, with an article that is made of two others under them, where no date tells which was first."""
    joined = {frozenset((e.child, e.parent)) for e in copies}
    beside: dict[str, list[Copy]] = defaultdict(list)
    for edge in copies:
        if not edge.directed:
            beside[edge.child].append(edge)
            beside[edge.parent].append(edge)
    merges = {a for a, edges in beside.items() if _is_merge(a, edges, joined)}
    return tuple(_turned(e) if not e.directed and e.parent in merges and e.child not in merges else e for e in copies)


def _is_merge(article: str, edges: Sequence[Copy], joined: Set[frozenset[str]]) -> bool:
    """Whether two articles that share nothing with each other make up an article, and have parts that it lacks."""
    parts = [(_other(e, article), _spans(e, article), _spans(e, _other(e, article))) for e in edges]
    whole = [
        p for p, e in zip(parts, edges, strict=True) if (e.share if e.parent == article else _filled(p[2])) < OF_ITS_OWN
    ]
    for k, (one, here, _) in enumerate(whole):
        for other, there, _ in whole[k + 1 :]:
            both = _merged([*here, *there])
            apart = sum(_length(p) for p in (here, there)) - _length(both) <= OVERLAP * min(
                _length(here), _length(there)
            )
            if frozenset((one, other)) not in joined and apart and _filled(both) >= MADE_UP:
                return True
    return False


def _other(edge: Copy, article: str) -> str:
    return edge.parent if edge.child == article else edge.child


def _spans(edge: Copy, article: str) -> list[tuple[int, int]]:
    """What an edge shows of one of its articles."""
    sides = (e.child if edge.child == article else e.parent for e in edge.evidence if e.kind == "passage")
    return _merged([(s.start, s.end) for s in sides if s is not None])


def _length(parts: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in parts)


def _filled(parts: Sequence[tuple[int, int]]) -> float:
    """How much lies in the parts of all between the first and the last."""
    return _length(parts) / (parts[-1][1] - parts[0][0]) if parts else 1.0


def _surest(edge: Copy) -> tuple[bool, bool, float, str, str]:
    return (not edge.directed, not _names(edge), -edge.score, edge.child, edge.parent)


def _reaches(below: dict[str, set[str]], start: str, goal: str) -> bool:
    seen: set[str] = set()
    todo = [start]
    while todo:
        one = todo.pop()
        if one == goal:
            return True
        fresh = below.get(one, set()) - seen
        seen |= fresh
        todo.extend(fresh)
    return False


def _turned(edge: Copy) -> Copy:
    evidence = tuple(replace(e, child=e.parent, parent=e.child) for e in edge.evidence)
    return replace(edge, child=edge.parent, parent=edge.child, directed=False, evidence=evidence)


def _direct(edges: Sequence[Copy], above: dict[str, set[str]]) -> tuple[Copy, ...]:
    """The best parent, and each further one that explains a part of the child which those before it do not."""
    left = sorted(edges, key=lambda e: e.parent)
    chosen: list[Copy] = []
    explained: list[tuple[int, int]] = []
    while left:
        best = _best(left, above)
        left.remove(best)
        fresh = [part for part in _covered(best) if _fresh(part, explained) > 0]
        if not chosen or sum(_fresh(part, explained) for part in fresh) >= NEW:
            chosen.append(best)
            explained = _merged([*explained, *_covered(best)])
    return tuple(chosen)


def _best(edges: Sequence[Copy], above: dict[str, set[str]]) -> Copy:
    """The parent whose words the child has most of; of near equals one that it names, then the one that others descend from.

    Where it names several, one of which took from another ("the Mail reported, citing the Post"), the nearest is meant.
    """
    most = max(edge.share for edge in edges)
    named = [edge for edge in edges if edge.share >= most - NAMED and _names(edge)]
    tied = named or [edge for edge in edges if edge.share >= most - TIED]
    parents = {edge.parent for edge in tied}

    def rank(edge: Copy) -> tuple[int, float, str]:
        children = sum(edge.parent in above.get(other, ()) for other in parents)
        return (children if named else -children, -edge.share, edge.parent)

    return min(tied, key=rank)


def _names(edge: Copy) -> bool:
    """Whether the child names the parent as its source."""
    return any(e.kind in ("credit", "citation") and e.child is not None for e in edge.evidence)


def _covered(edge: Copy) -> list[tuple[int, int]]:
    return _merged([(e.child.start, e.child.end) for e in edge.evidence if e.child is not None and e.kind != "credit"])


def _merged(parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(parts):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _overlap(parts: Sequence[tuple[int, int]], span: Span) -> int:
    return sum(max(0, min(end, span.end) - max(start, span.start)) for start, end in parts)


def _fresh(part: tuple[int, int], explained: Sequence[tuple[int, int]]) -> int:
    return part[1] - part[0] - _overlap(explained, Span(*part))
