"""A brief as Markdown with footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sayso.desk.brief import parts
from sayso.wording.words import label

Json = dict[str, Any]
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")


def markdown(document: Json) -> str:
    """The brief; signs of Markdown in names and sentences are shown as they are."""
    return "\n".join(_lines(document)).rstrip() + "\n"


def plain(text: str) -> str:
    """A text whose signs mean nothing to Markdown."""
    return _START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", " ".join(text.split())))


def _lines(document: Json) -> Iterator[str]:
    yield f"# {plain(document['title'])}"
    yield ""
    yield plain(parts.about(document))
    yield ""
    yield " · ".join(f"**{n}** {name}" for name, n in parts.figures(document))
    if document["quiet"]:
        yield from ("", f"**{plain(document['quiet'])}**")
    for section in parts.filled(document):
        yield from ("", f"## {section['mark']} {section['title']}", "")
        for item in section["items"]:
            yield from _item(item)
    if told := parts.left_out(document):
        yield from ("", plain(told))
    yield from _became(document)
    yield from _table(document)
    yield from ("", "## How sure the words are", "")
    yield from (f"- {row['mark']} **{row['key']}**: {plain(row['words'])}" for row in document["legend"])
    yield from ("", f"_{parts.EXTRACTIVE}_", "")
    for note in document["footnotes"]:
        yield _note(note)


def _item(item: Json) -> Iterator[str]:
    pin = "📌 " if item["pinned"] else ""
    more = "".join(f" {_line(line)}" for line in item["sentences"])
    yield f"- {pin}**{plain(item['first']['text'])}**{_refs(item['first'])}{more}"
    yield f"  {item['mark']} {item['verdict']} · {item['weight']} · {item['grade']} · `{item['event']}`"
    if item["note"]:
        yield f"  > {plain(item['note'])}"


def _line(line: Json) -> str:
    return plain(line["text"]) + _refs(line)


def _refs(line: Json) -> str:
    return "".join(f"[^{n}]" for n in line["notes"])


def _became(document: Json) -> Iterator[str]:
    if not document["became"]:
        return
    yield from ("", "## What became of the claims of the day before", "")
    for one in document["became"]:
        moved = f" ({one['weight_then']} → {one['weight_now']})" if one["became"] != "same" else ""
        yield f"- **{label('became', one['became'])}**: {_line(one)}{moved}"


def _table(document: Json) -> Iterator[str]:
    rows = parts.items(document)
    if not rows:
        return
    yield from (
        "",
        "## Reports and roots side by side",
        "",
        "| event | reports | roots | verdict | grade | roots are |",
    )
    yield "|---|---:|---:|---|---|---|"
    for item in rows:
        names = plain(", ".join(item["roots"]))
        yield (
            f"| {plain(item['title'])} | {item['reports']} | {item['independent_roots']} | {item['verdict']} "
            f"| {item['grade']} | {names} |"
        )


def _note(note: Json) -> str:
    link = f" <{note['url']}>" if note["url"] else ""
    return f"[^{note['number']}]: “{plain(note['sentence'])}” {plain(note['words'])}.{link} `{note['claim']}`"
