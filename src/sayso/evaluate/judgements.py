"""What people decided, as tests: the articles are read and compared again, without the decisions; is the answer the same?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.errors import InputError
from sayso.model import Article
from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.coding.inputs import Item
    from sayso.model.ledger import ClaimRecord
    from sayso.store import Store

Json = dict[str, Any]
NEAR = 40  # characters by which a trigger may have moved


@dataclass(frozen=True, slots=True)
class Checked:
    """One case: what people said, what reading again says, and why. `passed` None: reading again cannot tell."""

    case: Json
    passed: bool | None
    why: str


def load(where: str | Path) -> list[Json]:
    """The cases of a store, or of a file that `sayso review --cases` wrote."""
    path = Path(where)
    if path.suffix in (".jsonl", ".json", ".ndjson"):
        if not path.is_file():
            raise InputError(f"there is no file {path}; write one: sayso review --cases > {path}", value=str(path))
        return [_case(line, path) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    from sayso.desk.review import cases
    from sayso.store import open_store

    with open_store(where, read_only=True) as store:
        return list(cases(store))


def _case(line: str, path: Path) -> Json:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.get("schema") != "sayso-case/1":
        raise InputError(f"{path} has a line that is no case: {line[:60]!r}", value=str(path))
    return found


def check(cases: Sequence[Json], *, profile: str = "default", jobs: int | None = None) -> list[Checked]:
    """Read the articles of all cases into a store of their own, and hold each answer against it."""
    from sayso.coding.pool import Pool
    from sayso.coding.run import Coder, usual_jobs
    from sayso.rebuild import refresh
    from sayso.store import open_store

    if not cases:
        return []
    articles = {article["id"]: article for case in cases for article in case["articles"]}
    readers = Pool(profile, jobs=jobs or usual_jobs())
    with (
        TemporaryDirectory(prefix="sayso-cases-") as folder,
        open_store(Path(folder) / "cases.db", create=True) as store,
    ):
        try:
            Coder(store, readers, profile=profile, command="eval --from-judgements").run(_items(articles.values()))
        finally:
            readers.close()
        refresh(store)
        now = _now(store)
        return [_check(store, case, now) for case in cases]


def _items(articles: Iterable[Json]) -> Iterator[Item]:
    from sayso.coding.inputs import Item

    for number, one in enumerate(sorted(articles, key=lambda a: (a["published_at"] or "", a["id"])), 1):
        text = one["raw_text"]
        article = Article(
            id=one["id"], text=text, media_type=one["media_type"], url=one["url"], outlet=one["outlet"],
            title=None if one["title"] and text.lstrip().startswith(one["title"]) else one["title"],
            byline=one["byline"], published_at=one["published_at"], language=one["language"],
        )  # fmt: skip
        content = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        yield Item(source=one["id"], position=number, content=content, occurrence=1, load=partial(_same, article))


def _same(article: Article) -> Article:
    return article


def _now(store: Store) -> dict[str, str]:
    """The article of today for each one of the cases."""
    with store.read() as connection:
        rows = connection.execute(select(t.inputs.c.source, t.inputs.c.article_id)).all()
    return {row.source: row.article_id for row in rows if row.article_id}


def _check(store: Store, case: Json, now: dict[str, str]) -> Checked:
    said = case["answer"] == "yes"
    if any(article["id"] not in now for article in case["articles"]):
        return Checked(case, False, "an article of it could not be read again")
    if case["kind"] == "copy-of":
        child, parent = now[case["a"]["article"]], now[case["b"]["article"]]
        there = any(e.child == child and e.parent == parent for e in store.copies_of([child]))
        return Checked(case, there == said, "found to be a copy" if there else "not found to be a copy")
    mine = _claim(store, case["a"], now)
    if case["kind"] == "wrong":
        told = "the claim is made" if mine else "the claim is not made"
        return Checked(case, (mine is None) == said, told)
    if mine is None:
        return Checked(case, None, "the claim that it is about is not made any more")
    if case["kind"] == "root-is":
        return _root(case, mine, said=said)
    other = _claim(store, case["b"], now)
    if other is None:
        return Checked(case, None, "one of the claims is not made any more")
    together = len(set(store.event_of([mine.id, other.id]).values())) == 1
    return Checked(case, together == said, "joined in one event" if together else "two events")


def _root(case: Json, mine: ClaimRecord, *, said: bool) -> Checked:
    wanted = case["b"]["source"]
    same = wanted in (mine.root.id, mine.root.name)
    return Checked(case, same == said, f"its root is {mine.root.name}")


def _claim(store: Store, wanted: Json, now: dict[str, str]) -> ClaimRecord | None:
    """The claim of today that says what the one of the case said: the same type and parties, at the same words."""
    found = [
        record
        for record in store.records([now[wanted["article"]]])[now[wanted["article"]]]
        if record.type == wanted["type"]
        and record.trigger == wanted["trigger"]
        and abs(record.trigger_span.start - wanted["start"]) <= NEAR
        and [p.id for p in record.in_role("actor")] == wanted["actor"]
        and [p.id for p in record.in_role("recipient")] == wanted["recipient"]
    ]
    exact = [record for record in found if record.root.id == wanted["root"]]
    return next(iter(exact or found), None)


def summary(found: Sequence[Checked]) -> dict[str, int]:
    """How many passed, failed, and could not be told."""
    return {
        "cases": len(found),
        "passed": sum(1 for one in found if one.passed),
        "failed": sum(1 for one in found if one.passed is False),
        "untold": sum(1 for one in found if one.passed is None),
    }
