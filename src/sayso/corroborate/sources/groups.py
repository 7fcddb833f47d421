"""Sayings that rest on one origin, joined, with the reasons; those that affirm and those that deny never in one group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from sayso.corroborate.sources.governments import of_one_government
from sayso.corroborate.sources.judged import Decided, by
from sayso.corroborate.sources.nodes import Named, outlet
from sayso.corroborate.sources.rests import Resting
from sayso.corroborate.sources.sayings import Saying, home_of
from sayso.corroborate.sources.union import Union
from sayso.knowledge.alignment import alike
from sayso.knowledge.countries import country_of
from sayso.model.ledger import Report

ALIKE = 0.85  # how sure two spellings must be to be one name
MOST_NAMES = 24  # names that no table knows which are compared with each other
GOVERNMENT = "actor:government"  # of no country told
_UNKNOWN = "unknown:"


@dataclass(slots=True)
class Group:
    """The sayings of one origin, by position, in canonical order, with the sources that they name."""

    sayings: list[int]
    sources: dict[str, Named] = field(default_factory=dict)
    tops: dict[str, Named] = field(default_factory=dict)  # those of them on which nothing shows another to stand behind
    members: set[str] = field(default_factory=set)  # all ids by which chains name them
    why: dict[str, None] = field(default_factory=dict)


def groups_of(
    sayings: Sequence[Saying], rests: Resting, reports: Mapping[str, Report], decisions: Decided
) -> list[Group]:
    """The groups in the canonical order of their first sayings."""
    union = Union(len(sayings))
    why: list[tuple[int, str]] = [(k, text) for k, s in enumerate(sayings) for text in s.why]
    roots = [_root(k, s, rests, reports) for k, s in enumerate(sayings)]
    first: dict[str, int] = {}
    place = {id(s): k for k, s in enumerate(sayings)}
    for k, saying in enumerate(sayings):
        for rest in rests.rests.get(k, ()):
            gone = f"{saying.affirms}|article:{rest.article}"
            other = place[id(rest.on)] if rest.on is not None else first.setdefault(gone, k)
            union.join(k, other)
            why.append((k, rest.why))
        if not _attached(k, rests) or not saying.own:
            key = f"{saying.affirms}|{_key(k, saying, roots[k], rests)}"
            union.join(k, first.setdefault(key, k))
            if roots[k].why:
                why.append((k, roots[k].why))
    for affirms in (True, False):
        side = [k for k, s in enumerate(sayings) if s.affirms == affirms]
        soft = _Soft(sayings, roots, rests, decisions, side)
        for k, other, text in (*soft.joined(), *_judged_same(roots, decisions, side)):
            union.join(k, other)
            why.append((k, text))
    return _collect(union, sayings, rests, roots, why)


def _attached(k: int, rests: Resting) -> bool:
    return any(r.on is not None or r.article for r in rests.rests.get(k, ()))


def _root(k: int, saying: Saying, rests: Resting, reports: Mapping[str, Report]) -> Named:
    """The root of a saying; of one in its own voice, that of what it rests on."""
    if (found := rests.root.get(k)) is not None:
        return found
    gone = next((r.article for r in rests.rests.get(k, ()) if r.article), None)
    if gone is not None and saying.own:
        report = reports.get(gone)
        if report is None:
            return outlet("another article", f"outlet:{gone}")
        credit = report.credits[0] if report.credits else None
        return outlet(credit.removeprefix("outlet:").replace("-", " "), credit) if credit else home_of(report)
    return saying.root


def _key(k: int, saying: Saying, root: Named, rests: Resting) -> str:
    """What two sayings must share to have one root: an unnamed source is one only within a publisher family."""
    if root.standing == "unknown":
        return _UNKNOWN
    if root.standing == "unnamed":
        told = root.id if root.media else " ".join(sorted(root.words))
        return f"{_owner(k, saying, rests)}|{told}"
    return root.id


def _owner(k: int, saying: Saying, rests: Resting) -> str:
    """The family of the medium that has it from the source: of copied text the article from which it was copied."""
    gone = next((r.article for r in rests.rests.get(k, ()) if r.article), None)
    return f"article:{gone}" if gone and saying.medium.id == saying.home.id else saying.medium.id


class _Soft:
    """Sources that may be another one of the event: a state's name, a joint statement, a shorter description."""

    def __init__(
        self,
        sayings: Sequence[Saying],
        roots: Sequence[Named],
        rests: Resting,
        decisions: Decided,
        side: Sequence[int],
    ) -> None:
        self.sayings, self.roots, self.rests, self.decisions, self.side = sayings, roots, rests, decisions, side
        self.firm: dict[str, int] = {}
        self.unnamed: dict[str, list[tuple[frozenset[str], int]]] = {}
        self.soft: list[int] = []
        self.cited: dict[str, list[Named]] = {}
        for saying in sayings:
            self.cited.setdefault(saying.report.id, []).extend(n for n in saying.links if n.media)
        for k in side:
            root = roots[k]
            if sayings[k].own and (k in rests.rests):
                continue
            if root.standing == "unnamed" and not root.media:
                self.unnamed.setdefault(_owner(k, sayings[k], rests), []).append((root.words, k))
            elif root.state or root.options or root.body:
                self.soft.append(k)
            elif root.standing in ("registered", "named"):
                self.firm.setdefault(root.id, k)

    def joined(self) -> Iterable[tuple[int, int, str]]:
        """Pairs of sayings, with why: each such source goes to one that fits, or stands for itself."""
        order = sorted(self.soft, key=lambda k: (bool(self.roots[k].options), self.roots[k].body, self.roots[k].id, k))
        for k in order:
            root = self.roots[k]
            if root.id in self.firm:
                yield k, self.firm[root.id], ""
                continue
            found = next((t for t in self._targets(root) if not self._apart(root, self.roots[t])), None)
            if found is not None:
                yield (
                    k,
                    found,
                    f"{root.name} may speak through {self.roots[found].name}: nothing shows them to be two",
                )
            else:
                self.firm[root.id] = k
        for k, other, text in of_one_government(self.roots, self.sayings, self.side):
            if not self._apart(self.roots[k], self.roots[other]):
                yield k, other, text
        yield from self._shorter()
        yield from self._of_a_country()
        yield from self._spelt_otherwise()

    def _spelt_otherwise(self) -> Iterable[tuple[int, int, str]]:
        """Names that no table knows and that can be one name: Abdul Karim Omar and Abdulkarim Omar."""
        named = [
            k for _, k in sorted(self.firm.items()) if self.roots[k].standing == "named" and not self.roots[k].media
        ]
        for k, other in combinations(named[:MOST_NAMES], 2):
            one, two = self.roots[k], self.roots[other]
            like = alike(one.name, two.name)
            if like is not None and like.certainty >= ALIKE and not self._apart(one, two):
                yield k, other, f"{one.name} and {two.name} are one name"

    def _targets(self, root: Named) -> Iterable[int]:
        organs = sorted(i for i, k in self.firm.items() if self.roots[k].organ)
        for option in root.options:
            own = outlet(option.removeprefix("outlet:").replace("-", " "), option).id if ":" in option else option
            for name in (option, own):
                if name in self.firm:
                    yield self.firm[name]
            yield from (
                self.firm[i] for i in organs if option == f"actor:{(self.roots[self.firm[i]].organ or '').lower()}"
            )
        if root.state:
            yield from (self.firm[i] for i in organs if self.roots[self.firm[i]].organ == root.organ)
        if root.body and root.id == GOVERNMENT:
            yield from (self.firm[i] for i in organs)
        elif root.body:
            yield from (k for i, k in sorted(self.firm.items()) if i.startswith(f"{root.id}-of-"))

    def _apart(self, one: Named, other: Named) -> bool:
        pairs = (
            {a, b}
            for a in (one.id, one.own, one.shown or one.id, one.name)
            for b in (other.id, other.own, other.shown or other.id, other.name)
        )
        return any(frozenset(pair) in self.decisions.apart for pair in pairs)

    def _of_a_country(self) -> Iterable[tuple[int, int, str]]:
        """ "Kuwaiti sources" are the Kuwaiti daily that the same article cites, if it cites no other Kuwaiti medium."""
        for _, told in sorted(self.unnamed.items()):
            for words, k in told:
                if not words or not all(country_of(word.capitalize()) for word in words):
                    continue
                article, country = self.sayings[k].report.id, self.roots[k].country
                cited = {n.id: n for n in self.cited.get(article, ()) if country and n.country == country}
                found = self.firm.get(next(iter(cited))) if len(cited) == 1 else None
                if found is not None and not self._apart(self.roots[k], self.roots[found]):
                    only = f"the only one of its country that the article cites is {self.roots[found].name}"
                    yield k, found, f"“{self.roots[k].name}”: {only}"

    def _shorter(self) -> Iterable[tuple[int, int, str]]:
        """Within one publisher family "a source" is "a port source", unless two fit: then it is the first of them."""
        for _, told in sorted(self.unnamed.items()):
            seen: dict[frozenset[str], int] = {}
            for words, k in told:
                seen.setdefault(words, k)
            for words, k in sorted(seen.items(), key=lambda item: sorted(item[0])):
                wider = sorted((sorted(w), i) for w, i in seen.items() if words < w)
                if wider:
                    other = wider[0][1]
                    yield (
                        k,
                        other,
                        f"“{self.roots[k].name}” and “{self.roots[other].name}” of one publisher: may be one",
                    )


def _judged_same(roots: Sequence[Named], decisions: Decided, side: Sequence[int]) -> Iterable[tuple[int, int, str]]:
    for row in decisions.same:
        one = next((k for k in side if row.a in (roots[k].id, roots[k].own, roots[k].shown, roots[k].name)), None)
        other = next((k for k in side if row.b in (roots[k].id, roots[k].own, roots[k].shown, roots[k].name)), None)
        if one is not None and other is not None:
            yield one, other, f"{by(row)}: {row.a} and {row.b} are one"


def _collect(
    union: Union, sayings: Sequence[Saying], rests: Resting, roots: Sequence[Named], why: Iterable[tuple[int, str]]
) -> list[Group]:
    found: dict[int, Group] = {}
    homes = {s.home.id for s in sayings}
    for k, root in enumerate(roots):
        group = found.setdefault(union.find(k), Group([]))
        group.sayings.append(k)
        group.members |= {root.own, root.shown or root.id}
        on = [r for r in rests.rests.get(k, ()) if r.on is not None]
        # a medium that is credited in copied text may stand behind it; one whose own article is here has told its root itself
        told = root.id in homes if root.media else root.standing == "unknown" and on and on[0].how == "relay"
        tops = not on or not told
        for known in (group.sources, group.tops) if tops else (group.sources,):
            if root.id not in known or (known[root.id].options and not root.options):
                known[root.id] = root
    for k, text in sorted(why, key=lambda item: item[0]):
        if text:
            found[union.find(k)].why.setdefault(text)
    return list(found.values())
