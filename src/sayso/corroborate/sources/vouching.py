"""How many roots can be counted where every one needs an article of its own that vouches for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def vouched(roots: Sequence[str], carriers: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The largest choice of roots that each get an article of their own, with that article; the first ones are preferred.

    An article that quotes two sources shows both, yet it is one article: who doubts it doubts both. So roots are matched to
    the articles that first carried them, and what finds no article is shown and not counted (Kuhn's matching; once in, a
    root stays in).
    """
    article_of: dict[str, str] = {}
    root_at: dict[str, str] = {}
    for root in roots:
        _place(root, carriers, article_of, root_at)
    return article_of


def _place(
    root: str, carriers: Mapping[str, Sequence[str]], article_of: dict[str, str], root_at: dict[str, str]
) -> bool:
    """Find an article for a root, moving others to their further articles where need be."""
    came: dict[str, str] = {}  # article -> root from which the search came to it
    todo = [root]
    while todo:
        one = todo.pop(0)
        for article in carriers.get(one, ()):
            if article in came:
                continue
            came[article] = one
            if article not in root_at:
                _shift(article, came, article_of, root_at)
                return True
            todo.append(root_at[article])
    return False


def _shift(article: str, came: dict[str, str], article_of: dict[str, str], root_at: dict[str, str]) -> None:
    while True:
        root = came[article]
        before = article_of.get(root)
        article_of[root], root_at[article] = article, root
        if before is None:
            return
        article = before
