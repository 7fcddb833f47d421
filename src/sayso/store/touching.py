"""What rebuilding asks beside the index: what is not derived yet, and which claims something bears on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import or_, select

from sayso.store.session import Session, among
from sayso.store.tables import (
    articles,
    claims,
    derived_articles,
    event_claims,
    event_roots,
    links,
    match_pairs,
    participants,
)

_LIKE = (claims.c.id, claims.c.type, claims.c.trigger, claims.c.sentence)


class TouchStore(Session):
    def not_derived(self, ids: Sequence[str]) -> list[str]:
        """Those of the ids, of articles or judgements, that derived tables do not know yet."""
        table = derived_articles.c
        with self._reading() as connection:
            done = set(connection.scalars(select(table.article_id).where(among(table.article_id, ids, self.dialect))))
        return [own for own in ids if own not in done]

    def remove_pair(self, space: str, a: str, b: str) -> None:
        """Drop one pair."""
        first, second = sorted((a, b))
        columns = match_pairs.c
        with self._writing() as connection:
            own = (columns.space == space, columns.a == first, columns.b == second)
            connection.execute(match_pairs.delete().where(*own))

    def claims_naming(self, ids: Iterable[str]) -> set[str]:
        """Claims with one of these as source, root or participant, and those of an event or story of this id."""
        asked = sorted(set(ids))
        with self._reading() as connection:
            own = set(connection.scalars(select(links.c.claim_id).where(among(links.c.source_id, asked, self.dialect))))
            acting = among(participants.c.actor_id, asked, self.dialect)
            own.update(connection.scalars(select(participants.c.claim_id).where(acting)))
            rooted = select(event_roots.c.event_id).where(among(event_roots.c.root_id, asked, self.dialect))
            here = event_claims.c
            held = or_(among(here.event_id, asked, self.dialect), here.event_id.in_(rooted))
            own.update(connection.scalars(select(here.claim_id).where(held)))
        return own

    def heirs(self, ids: Iterable[str]) -> dict[str, str]:
        """For claims and articles of earlier versions of a page, what stands in their place in the newest: articles by page,
        claims by type, trigger and sentence. What has no heir, or needs none, is left out."""
        asked = list(ids)
        with self._reading() as connection:
            old = connection.execute(
                select(*_LIKE, claims.c.article_id).where(among(claims.c.id, asked, self.dialect))
            ).all()
            newest = {
                own: own for own in {*(row.article_id for row in old), *(i for i in asked if i.startswith("article:"))}
            }
            edge = dict(newest)
            while edge:
                query = select(articles.c.previous, articles.c.id).where(
                    among(articles.c.previous, list(edge), self.dialect)
                )
                edge = {row.id: edge[row.previous] for row in connection.execute(query)}
                newest.update({first: last for last, first in edge.items()})
            moved = {first: last for first, last in newest.items() if first != last}
            new = select(*_LIKE, claims.c.article_id).where(
                among(claims.c.article_id, list(moved.values()), self.dialect)
            )
            at: dict[tuple[str, ...], str] = {}
            for row in connection.execute(new.order_by(claims.c.article_id, claims.c.position)):
                at.setdefault((row.article_id, row.type, row.trigger, row.sentence), row.id)
        found = {row.id: (moved.get(row.article_id, ""), row.type, row.trigger, row.sentence) for row in old}
        return moved | {own: at[key] for own, key in found.items() if key in at}

    def claims_of_articles(self, ids: Iterable[str]) -> set[str]:
        """The ids of all claims of these articles."""
        with self._reading() as connection:
            return set(
                connection.scalars(select(claims.c.id).where(among(claims.c.article_id, list(ids), self.dialect)))
            )
