"""Stores for the tests: the bundled crisis, and one whose every word is an attack."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from sayso.cli.demo import SHOWN


def crisis(where: Path) -> str:
    """A store of what `sayso demo` shows. Made in a process of its own, so that the parser's memory goes back."""
    folders = [str(files("sayso") / "examples" / name) for name in SHOWN]
    command = (sys.executable, "-m", "sayso", "code", *folders, "--store", str(where), "--jobs", "1")
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    subprocess.run(command, check=True, capture_output=True, env=env, timeout=300)
    return str(where)


# Where a store keeps words of others: columns as they are, and members of what it keeps as JSON.
_WORDS = {
    "articles": ("title", "outlet", "byline", "dateline"),
    "documents": ("title",),
    "events": ("title", "place", "verdict_why", "credibility_why"),
    "event_actors": ("name",),
    "event_roots": ("name",),
    "stories": ("title",),
    "changes": ("why",),
    "change_log": ("why",),
    "claims": ("root_name", "place", "sentence", "trigger"),
    "links": ("name", "cue", "text"),
    "participants": ("name", "text"),
    "sources": ("name",),
}
_ADDRESSES = {"articles": ("url",)}
_MEMBERS = ("title", "name", "outlet", "verdict_why", "why", "text", "says", "mention")
_JSON = {"events": "json", "claims": "json"}


def hostile(where: Path, from_crisis: str) -> str:
    """A copy of the crisis in which every title, name, sentence and address is an attack; all payloads are in it."""
    import itertools
    import json
    import shutil

    from tests.browser.payloads import ADDRESSES, PAYLOADS

    shutil.copyfile(from_crisis, where)
    words, addresses = itertools.cycle(PAYLOADS), itertools.cycle(ADDRESSES)

    def several() -> str:
        return " ".join(itertools.islice(words, 4))

    def poisoned(value: object, name: str = "") -> object:
        if isinstance(value, dict):
            return {key: poisoned(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [poisoned(one, name) for one in value]
        return several() if name in _MEMBERS and isinstance(value, str) else value

    db = sqlite3.connect(where)
    with db:
        for table, columns in _WORDS.items():
            for (row,) in db.execute(f"select rowid from {table}").fetchall():
                for column in columns:
                    db.execute(f"update {table} set {column} = ? where rowid = ?", (several(), row))
        for table, columns in _ADDRESSES.items():
            for (row,) in db.execute(f"select rowid from {table}").fetchall():
                for column in columns:
                    db.execute(f"update {table} set {column} = ? where rowid = ?", (next(addresses), row))
        for table, column in _JSON.items():
            for row, kept in db.execute(f"select rowid, {column} from {table}").fetchall():
                made = json.dumps(poisoned(json.loads(kept)))
                db.execute(f"update {table} set {column} = ? where rowid = ?", (made, row))
        # The body has its places counted in characters: as long as it was, and an attack from end to end.
        for row, text in db.execute("select rowid, text from documents").fetchall():
            body = "".join(itertools.islice(words, 60))
            db.execute("update documents set text = ? where rowid = ?", ((body * 9)[: len(text)], row))
        _feed(db, several(), next(addresses))
        _rule(db, several(), several())
    db.close()
    return str(where)


def _feed(db: sqlite3.Connection, title: str, site: str) -> None:
    """A watched feed whose title and last error are attacks."""
    columns = {
        name: (kind, needed, default) for _, name, kind, needed, default, _ in db.execute("pragma table_info(feeds)")
    }
    known = {
        "id": "feed:0123456789abcdef",
        "url": 'https://evil.example/"><script>alert(1)</script>',
        "title": title,
        "site": site,
        "note": title,
        "message": title,
    }
    row = {
        name: known.get(
            name,
            "2026-10-14T00:00:00Z"
            if name.endswith("_at")
            else 0
            if re.search("INT|REAL|FLOAT|NUM|BOOL|DOUBLE", kind.upper())
            else "active",
        )
        for name, (kind, needed, default) in columns.items()
        if name in known or (needed and default is None)
    }
    db.execute(f"insert into feeds ({', '.join(row)}) values ({', '.join('?' * len(row))})", tuple(row.values()))


def _rule(db: sqlite3.Connection, name: str, words: str) -> None:
    """A watch rule whose name, owner, filter, sink, alert and last error are attacks."""
    import json

    sink = f"https://evil.example/{name}"
    sinks = json.dumps(
        [{"kind": "webhook", "to": sink, "private": False}, {"kind": "mail", "to": words, "private": False}]
    )
    at = "2026-10-14T00:00:00.000000Z"
    filters = json.dumps({"text": words, "actor": [name]})
    rule = (
        "rule:0123456789abcdef",
        name,
        words,
        filters,
        json.dumps(["new", "confirmed"]),
        0,
        0,
        sinks,
        None,
        None,
        1,
        at,
        0,
    )
    columns = (
        "id, name, owner, filter, kinds, min_roots, min_reports, sinks, secret, feed_key, enabled, made_at, cursor"
    )
    db.execute(f"insert into rules ({columns}) values ({', '.join('?' * 13)})", rule)
    event = {
        "id": "event:0123456789abcdef", "title": words, "type": words, "mode": None, "place": None, "when": None,
        "verdict": "disputed", "verdict_why": words, "reports": 1, "independent_roots": 1, "roots": [name], "first_at": at,
        "last_at": at, "story": None, "participants": [], "grade": "F6", "root_details": [],
    }  # fmt: skip
    told = {
        "id": "alert:0", "rule": {"id": rule[0], "name": name}, "change": "new", "number": 1, "headline": words, "says": words,
        "known_at": at, "published": at, "article": words, "verdict_before": None, "verdict_after": words, "roots_before": 0,
        "roots_after": 1, "why": words, "link": "javascript:alert(1)", "event": event,
    }  # fmt: skip
    db.execute(
        "insert into alerts values (?, ?, ?, ?, ?, ?)", ("alert:0", rule[0], 1, event["id"], json.dumps(told), at)
    )
    failed = ("alert:0", f"webhook:{sink}", "failed", 3, at, words, at)
    db.execute("insert into deliveries values (?, ?, ?, ?, ?, ?, ?)", failed)
