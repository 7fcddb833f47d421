"""Lists of feeds in OPML, in and out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from sayso.errors import InputError
from sayso.ingest.feeds.plain import address, line
from sayso.ingest.feeds.values import MAX_TITLE, MAX_URL
from sayso.ingest.feeds.xml import guarded, parsed, repaired, text_of

MAX_OUTLINES = 20_000
MAX_DEPTH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of a list, with the folders that it stands in, the outermost first."""

    url: str
    title: str | None = None
    site: str | None = None
    kind: str | None = None
    language: str | None = None
    country: str | None = None
    note: str | None = None
    labels: tuple[str, ...] = ()


def read_opml(body: bytes, *, url: str = "the list") -> tuple[Outline, ...]:
    """The feeds of a list, each once, in its order. Raises `InputError` (`not_opml`, `empty`, `xml_forbidden_entity`, ...)."""
    text, _ = text_of(body, None, url)
    text = guarded(text, url)
    root = parsed(text)
    if root is None:
        root = parsed(repaired(text), recover=True)
    if root is None or str(root.tag).lower().rpartition("}")[2] != "opml":
        raise InputError(f"{url} is no list of feeds in OPML", code="not_opml", value=url)
    found: dict[str, Outline] = {}
    todo: list[tuple[etree._Element, tuple[str, ...]]] = [(child, ()) for child in reversed(root)]
    while todo and len(found) < MAX_OUTLINES:
        element, labels = todo.pop()
        given = {str(k).lower(): str(v) for k, v in element.attrib.items()}
        place = address(given.get("xmlurl"), MAX_URL)
        name = line(given.get("title") or given.get("text"), MAX_TITLE)
        if place is not None and place not in found:
            found[place] = _outline(place, name, given, labels)
        inside = (*labels, name) if place is None and name and _is(element) else labels
        if len(inside) <= MAX_DEPTH:
            todo.extend((child, inside) for child in reversed(element))
    if not found:
        raise InputError(f"{url} names no feed: no outline has an address in `xmlUrl`", code="empty", value=url)
    return tuple(found.values())


def _is(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag.lower().rpartition("}")[2] == "outline"


def _outline(place: str, name: str | None, given: dict[str, str], labels: tuple[str, ...]) -> Outline:
    return Outline(
        url=place,
        title=None if name == place else name,
        site=address(given.get("htmlurl"), MAX_URL),
        kind=line(given.get("type"), 20),
        language=line(given.get("language"), 35),
        country=line(given.get("country"), 35),
        note=line(given.get("description"), MAX_TITLE),
        labels=labels,
    )


def write_opml(feeds: Iterable[Outline], *, title: str = "Feeds", created: str | None = None) -> bytes:
    """The list in OPML 2.0; read again it gives the same outlines. Feeds of one folder stand together."""
    root = etree.Element("opml", version="2.0")
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "title").text = line(title, MAX_TITLE)
    if created:
        etree.SubElement(head, "dateCreated").text = line(created, 60)
    last: tuple[tuple[str, ...], etree._Element] = ((), body)
    for feed in feeds:
        if feed.labels != last[0]:  # a folder that comes again is written again, so that the order stays
            last = (feed.labels, _folder(body, last, feed.labels))
        etree.SubElement(last[1], "outline", _attributes(feed))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _folder(
    body: etree._Element, last: tuple[tuple[str, ...], etree._Element], labels: tuple[str, ...]
) -> etree._Element:
    """The element of a folder; folders that it shares with the one before are not opened anew."""
    shared = 0
    while shared < min(len(last[0]), len(labels)) and last[0][shared] == labels[shared]:
        shared += 1
    place = last[1]
    for _ in range(len(last[0]) - shared):
        place = place.getparent()
    for label in labels[shared:]:
        name = line(label, MAX_TITLE) or "Folder"
        place = etree.SubElement(place if place is not None else body, "outline", {"text": name, "title": name})
    return place


def _attributes(feed: Outline) -> dict[str, str]:
    name = line(feed.title, MAX_TITLE) or feed.url
    given = {
        "text": name, "title": name, "type": feed.kind or "rss", "xmlUrl": feed.url, "htmlUrl": feed.site, "language": feed.language,
        "country": feed.country, "description": feed.note,
    }  # fmt: skip
    return {k: value for k, v in given.items() if v and (value := line(v, MAX_URL))}
