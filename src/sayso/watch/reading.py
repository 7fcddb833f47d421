"""The body of a feed as a poll takes it."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.ingest.answers import Fetched
from sayso.watch.polled import Offered
from sayso.watch.rests import NEVER, Rests


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A feed that was read; `sitemaps` are those that an index of sitemaps names, the newest first."""

    kind: str
    title: str | None = None
    site: str | None = None
    language: str | None = None
    hint: float | None = None
    rests: Rests = NEVER
    items: tuple[Offered, ...] = ()
    remarks: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_body(got: Fetched) -> Body:
    """The feed of an answer; raises `InputError` where it is none."""
    from sayso.ingest.feeds import read_feed

    found = read_feed(got.body, url=got.url, media_type=got.media_type, charset=got.charset)
    return Body(
        kind=found.kind,
        title=found.title,
        site=found.site,
        language=found.language,
        hint=found.hint,
        rests=Rests(hours=found.skip_hours, days=found.skip_days),
        sitemaps=found.sitemaps,
        remarks=found.problems,
        items=tuple(
            Offered(
                key=item.key,
                url=item.canonical or item.url,
                title=item.title,
                published=item.published or item.updated,
                text=item.content or item.summary,
                whole=item.content is not None,
                byline=item.author,
            )
            for item in found.items
        ),
    )
