"""Pairs of articles -> stories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from sayso.corroborate.grouping import MayJoin, agglomerate
from sayso.corroborate.index import ANY_DAY, Index, MemoryIndex
from sayso.corroborate.stories.features import Features, features, heading
from sayso.corroborate.stories.keys import SPACE, story_keys, tie_keys
from sayso.corroborate.stories.pairs import WINDOW, score, story_pair
from sayso.model.ids import content_id
from sayso.model.ledger import Pair, Report, Story

AVERAGE = 0.35  # mean score between the articles of two groups from which they are one affair
TIES = 16  # articles at any distance of time that one is compared with
TITLES = 24  # articles whose headlines are looked at
SAMPLE = 8  # articles of a group that are asked; more would make long stories dear


def may_join(articles: Mapping[str, Features], pairs: Iterable[Pair] = ()) -> MayJoin:
    """The veto for grouping: what speaks between the articles of two groups, the found pairs and all others, on average.

    Of a large group some are asked, at even distances in order of day and id.
    """
    known = {(pair.a, pair.b): pair.score for pair in pairs}

    def between(a: str, b: str) -> float:
        two = (a, b) if a < b else (b, a)
        if two not in known:
            known[two] = score(articles[a], articles[b])
        return known[two]

    def asked(group: Sequence[str]) -> list[str]:
        ordered = sorted(group, key=lambda i: (articles[i].day, i))
        step = max(1.0, len(ordered) / SAMPLE)
        return [ordered[int(n * step)] for n in range(min(SAMPLE, len(ordered)))]

    def judge(one: Sequence[str], other: Sequence[str]) -> bool:
        left, right = asked(one), asked(other)
        return sum(between(a, b) for a in left for b in right) >= AVERAGE * len(left) * len(right)

    return judge


def candidates(index: Index, article: Features, *, window: int | None = WINDOW) -> list[str]:
    """Ids of the articles in the index to compare with one: those of its days, and any that share twos of telling words."""
    near = index.near(SPACE, story_keys(article), article.day, window=window)
    if window is not None:
        near += index.near(SPACE, tie_keys(article), article.day, window=None, limit=TIES)
    return sorted({found for found, _ in near if found != article.id})


def cluster(reports: Iterable[Report], *, window_days: int | None = WINDOW) -> tuple[tuple[str, ...], ...]:
    """The ids of articles in groups of one affair, in memory; `window_days` None: at any distance of time."""
    articles = {r.id: features(r) for r in reports}
    index: Index = MemoryIndex()
    for article in articles.values():
        index.add(SPACE, article.id, article.day, story_keys(article))
    return group(articles, index, window=window_days)


def group(
    articles: Mapping[str, Features], index: Index, *, window: int | None = WINDOW
) -> tuple[tuple[str, ...], ...]:
    """Articles in groups of one affair, candidates from an index that holds them all."""
    found: dict[tuple[str, str], Pair | None] = {}
    for i, article in articles.items():
        for other in candidates(index, article, window=window):
            two = (i, other) if i < other else (other, i)
            if other in articles and two not in found:
                found[two] = story_pair(article, articles[other], window=window)
    pairs = [pair for pair in found.values() if pair]
    return agglomerate(articles, pairs, may_join=may_join(articles, pairs))


def story_of(
    reports: Sequence[Report], articles: Mapping[str, Features] | None = None, *, window: int | None = WINDOW
) -> Story:
    """The story that these articles make, named after its first article; its title is of the article nearest to all others."""
    ordered = sorted(reports, key=lambda r: r.order)
    known = articles or {r.id: features(r) for r in ordered}
    days = sorted(day for r in ordered if (day := known[r.id].day) != ANY_DAY)
    gaps = (later - day for day, later in pairwise(days))
    return Story(
        id=content_id("story", ordered[0].id),
        title=_title(ordered, known),
        articles=tuple(r.id for r in ordered),
        first_at=ordered[0].order[0],
        last_at=ordered[-1].order[0],
        reopened=window is not None and any(gap > window for gap in gaps),
    )


def _title(ordered: Sequence[Report], articles: Mapping[str, Features]) -> str:
    """The headline that says most of what the articles are about: of a story of one or two, the first."""
    titled = [r for r in ordered[:TITLES] if r.title] or list(ordered[:1])
    if len(titled) < 3:
        return heading(titled[0])
    said: dict[str, float] = {}
    for report in ordered[:TITLES]:
        for term, value in articles[report.id].terms.items():
            said[term] = said.get(term, 0.0) + value
    best = max(titled, key=lambda r: round(sum(v * said.get(k, 0.0) for k, v in articles[r.id].title.items()), 9))
    return heading(best)
