"""Filters that people keep: checked as those of a question are, kept as they were given, told in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from sayso.desk.filters import Filter, filter_of
from sayso.errors import InputError
from sayso.wording.words import joined, label

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]
NEVER = ("limit", "sort", "ids")  # of one look at a list, not of a lasting interest
_PLURAL = {"type": "types", "mode": "modes", "quad": "quads", "id": "ids"}
_SINGULAR = {"types": "type", "modes": "mode", "quads": "quad", "ids": "id"}
_WORDED = {"quads": "quad"}


def kept(given: Mapping[str, Any]) -> Json:
    """The filters as they are kept, lists as lists. Raises `InputError` where one cannot be."""
    plain = {_PLURAL.get(name, name): value for name, value in given.items() if value not in (None, "", (), [])}
    found = {name: value for name, value in plain.items() if name not in NEVER}
    filter_of(**found)
    return {name: list(v) if isinstance(v, tuple | list) else v for name, v in sorted(found.items())}


def asked(kept: Mapping[str, Any], **more: Any) -> Filter:
    """The filter, with what is narrowed beside it."""
    return filter_of(**{name: tuple(v) if isinstance(v, list) else v for name, v in kept.items()} | more)


def read(text: str) -> Json:
    """The filters of a row."""
    found: Json = json.loads(text)
    return found


def query(kept: Mapping[str, Any]) -> str:
    """The filters as the parameters of an address."""
    return urlencode([(_SINGULAR.get(name, name), v) for name, value in kept.items() for v in _listed(value)])


def words(kept: Mapping[str, Any]) -> str:
    """The filters for people: `type ASSAULT or PROTEST; country LBY; at least 2 independent roots`."""
    return "; ".join(_said(name, _listed(value)) for name, value in kept.items()) or "everything"


def _said(name: str, values: list[Any]) -> str:
    told = label("filter", name)
    shown = [label(_WORDED[name], str(v)) if name in _WORDED else str(v) for v in values]
    if name == "export":
        return label("filter", "export" if values[0] else "export-all")
    word = "and" if name == "party" else "or"
    return told.format(joined(shown, word)) if "{}" in told else f"{told} {joined(shown, word)}"


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def named(text: str, what: str, most: int = 80) -> str:
    """A name that people gave to something, in one line."""
    name = " ".join(text.split())
    if not name or len(name) > most:
        raise InputError(f"a {what} needs a name of 1 to {most} characters", code="usage", value=text[:most])
    return name
