"""The API of a desk as plain Python: iterators of dictionaries, errors as the errors of Sayso."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from sayso.client.sending import Sender
from sayso.client.synced import Changes
from sayso.errors import InputError

Json = dict[str, Any]
PAGE = 200  # rows that are asked for at a time


class Client:
    """Asks a desk over HTTP. Lists are iterators over all pages; filters have the names of the options of `sayso events`.

    with sayso.Client("http://127.0.0.1:8400", token="sayso_...") as desk:
        for event in desk.events(country="LBY", min_roots=2):
            print(event["title"], event["reports"], event["independent_roots"])
    """

    def __init__(
        self,
        address: str = "http://127.0.0.1:8400",
        *,
        token: str | None = None,
        timeout: float = 30.0,
        retries: int = 4,
        transport: Any = None,
    ) -> None:
        """`token` is one of `sayso tokens add`, or stands in SAYSO_TOKEN. `retries`: how often a question is asked again while
        the desk is busy or cannot be reached. `transport` is one of httpx2, for tests."""
        token = token or os.environ.get("SAYSO_TOKEN") or None
        self._sender = Sender(address, token=token, timeout=timeout, retries=retries, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Client({self._sender.address!r})"

    def close(self) -> None:
        """Close the connections."""
        self._sender.close()

    # Lists

    def events(self, **filters: Any) -> Iterator[Json]:
        """Events as objects of `sayso-event/1`, the newest first."""
        return self._listed("events", filters)

    def claims(self, **filters: Any) -> Iterator[Json]:
        """Claims of current articles as objects of `sayso-claim/1`, the newest first."""
        return self._listed("claims", filters)

    def stories(self, **filters: Any) -> Iterator[Json]:
        """Stories as objects of `sayso-story/1`, the newest first."""
        return self._listed("stories", filters)

    def sources(self, **filters: Any) -> Iterator[Json]:
        """Sources with what they are the root of, those of most events first."""
        return self._listed("sources", filters)

    def actors(self, **filters: Any) -> Iterator[Json]:
        """Who takes part in events, the busiest first."""
        return self._listed("actors", filters)

    def dyad(self, a: str, b: str, **filters: Any) -> Iterator[Json]:
        """What two parties did to each other: one row for each day, direction, quad class and verdict."""
        return self._listed(f"dyads/{_part(a)}/{_part(b)}", filters)

    def changes(self, since: str | None = None, **filters: Any) -> Iterator[Json]:
        """What became known since a time, oldest first: new, confirmed, disputed, withdrawn or changed."""
        return self._listed("changes", filters | {"since": since})

    def judgements(self, *, every: bool = False) -> Iterator[Json]:
        """Judgements in force, the newest first; with `every` also what was undone."""
        return self._listed("judgements", {"all": True} if every else {})

    def feeds(self) -> Iterator[Json]:
        """Feeds and how they are, those in trouble first."""
        return self._listed("feeds", {})

    def changed(self, since: str, *, what: str = "events", **filters: Any) -> Changes:
        """Events or stories that changed since a time or since the `cursor` of the last such answer, for keeping a copy."""
        if what not in ("events", "stories"):
            raise InputError(f"{what!r} cannot be followed; there are: events, stories", code="usage", value=what)
        return Changes(self._sender, what, since, [*_parameters(filters), ("limit", str(PAGE))])

    # Single things

    def event(self, id: str) -> Json:
        """One event, also by an id that it had before, or the beginning of its id."""
        return self._one("events", id)

    def claim(self, id: str) -> Json:
        """One claim."""
        return self._one("claims", id)

    def story(self, id: str) -> Json:
        """One story."""
        return self._one("stories", id)

    def article(self, id: str, *, full: bool = False) -> Json:
        """One article: where it stands, and the sentences that its claims rest on; with `full` its text, for reviewers."""
        return self._one("articles", id, [("text", "full")] if full else [])

    def source(self, id: str) -> Json:
        """One source."""
        return self._one("sources", id)

    def actor(self, id: str) -> Json:
        """One actor."""
        return self._one("actors", id)

    def search(self, words: str, *, limit: int = 10) -> Json:
        """The best events, stories, articles and actors for some words."""
        return self._sender.get("search", [("q", words), ("limit", str(limit))])

    def codebook(self, code: str | None = None) -> list[Json]:
        """What a code means, or all types."""
        found: list[Json] = self._sender.get("codebook", [("code", code)] if code else [])["items"]
        return found

    def status(self) -> Json:
        """What the store of the desk holds."""
        return self._sender.get("status", [])

    # Changing something

    def judge(
        self,
        kind: str,
        a: str,
        b: str | None = None,
        *,
        answer: str = "yes",
        note: str | None = None,
        new: bool = False,
    ) -> Json:
        """Decide: `items` are the new judgements, `events` what they bear on as it is now."""
        body: Json = {"kind": kind, "a": a, "answer": answer}
        body |= {"b": b} if b is not None else {}
        body |= {"note": note} if note is not None else {}
        return self._sender.post("judgements", body | ({"new": True} if new else {}))

    def undo(self, judgement: str, *, note: str | None = None) -> Json:
        """Take a judgement back."""
        return self._sender.post(f"judgements/{_part(judgement)}/undo", {"note": note} if note is not None else {})

    def add_article(
        self, text: str | None = None, *, html: str | None = None, url: str | None = None, outlet: str | None = None,
        title: str | None = None, date: str | None = None, language: str | None = None,
    ) -> Json:  # fmt: skip
        """Hand in one article, as text or as a page; `state` says what became of it, `claims` and `events` what it says."""
        given = {
            "text": text,
            "html": html,
            "url": url,
            "outlet": outlet,
            "title": title,
            "date": date,
            "language": language,
        }
        return self._sender.post("articles", {name: value for name, value in given.items() if value is not None})

    def _listed(self, what: str, filters: Mapping[str, Any]) -> Iterator[Json]:
        """All rows, a page at a time; `limit` is how many there are to be in all."""
        limit = filters.get("limit")
        if limit is not None and (not isinstance(limit, int) or isinstance(limit, bool) or limit < 0):
            raise InputError(f"limit={limit!r} is no number of rows", code="usage", value=str(limit))
        given = _parameters({name: value for name, value in filters.items() if name != "limit"})
        return self._rows(what, given, limit)

    def _rows(self, what: str, given: list[tuple[str, str]], limit: int | None) -> Iterator[Json]:
        left, cursor = limit, None
        paged = [] if what in ("feeds",) else [("limit", str(min(PAGE, left or PAGE)))]
        while left is None or left > 0:
            page = self._sender.get(what, [*given, *paged, *([("cursor", cursor)] if cursor else [])])
            rows = page["items"] if left is None else page["items"][:left]
            yield from rows
            left = None if left is None else left - len(rows)
            cursor = page["next_cursor"]
            if cursor is None:
                return

    def _one(self, what: str, own: str, query: list[tuple[str, str]] | None = None) -> Json:
        return self._sender.get(f"{what}/{_part(own)}", query or [])


_SINGULAR = {"types": "type", "modes": "mode", "quads": "quad", "ids": "id"}


def _parameters(filters: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Filters as parameters of an address: several values become several parameters, what is not set is left out."""
    out = []
    for name, value in filters.items():
        if value is None or value in ("", ()):
            continue
        listed = value if isinstance(value, list | tuple | set | frozenset) else (value,)
        own = _SINGULAR.get(name, name)
        out += [(own, ("true" if one else "false") if isinstance(one, bool) else str(one)) for one in listed]
    return out


def _part(text: str) -> str:
    """A word as one part of a path, whatever stands in it."""
    if not text.strip() or text in (".", ".."):
        raise InputError(f"{text!r} is no id; take one from a list", code="usage", value=text)
    return quote(text, safe=":")
