"""The feed of a rule: its alerts as Atom, which every feed reader takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from sayso.desk.alerts.text import lines, plain

if TYPE_CHECKING:
    from sayso.desk.rules import Rule

Json = dict[str, Any]
ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(rule: Rule, alerts: Sequence[Json], *, base: str = "") -> bytes:
    """The alerts, the newest first, as an Atom feed; an entry's id is the key of its alert."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    own = f"{base.rstrip('/')}/rules/{rule.id.partition(':')[2]}"
    _text(feed, "id", f"urn:sayso:{rule.id}")
    _text(feed, "title", f"Sayso: {rule.name}")
    _text(feed, "subtitle", f"{rule.told}: {rule.words}")
    _text(feed, "updated", max([a["made_at"] for a in alerts], default=rule.made_at))
    _text(_text(feed, "author", None), "name", "Sayso")
    ET.SubElement(feed, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=f"{own}/feed.xml")
    ET.SubElement(feed, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=own)
    for alert in alerts:
        _entry(feed, alert, base)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: ET.Element, alert: Json, base: str) -> None:
    entry = _text(feed, "entry", None)
    _text(entry, "id", f"urn:sayso:{alert['id']}")
    _text(entry, "title", plain(alert["headline"]))
    _text(entry, "updated", alert["made_at"])
    _text(entry, "published", alert["known_at"])
    ET.SubElement(entry, f"{{{ATOM}}}category", term=alert["change"])
    link = alert["link"] if "://" in alert["link"] else base.rstrip("/") + alert["link"]
    ET.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=link)
    _text(entry, "summary", "\n".join(lines(alert)))


def _text(parent: ET.Element, name: str, text: str | None) -> ET.Element:
    made = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    if text is not None:
        made.text = _NOT_XML.sub("\ufffd", text)
    return made
