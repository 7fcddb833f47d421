"""A brief as one HTML file: nothing is loaded from elsewhere; it prints well and can be sent as an e-mail."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sayso.desk.brief import parts
from sayso.errors import MissingExtra
from sayso.wording.words import label

if TYPE_CHECKING:
    from jinja2 import Template

Json = dict[str, Any]


def html(document: Json, *, base: str = "") -> str:
    """The page; `base` is where the desk is reached, for links from events to it."""
    return _template().render(
        b=document,
        about=parts.about(document),
        figures=parts.figures(document),
        items=parts.items(document),
        left_out=parts.left_out(document),
        extractive=parts.EXTRACTIVE,
        label=label,
        base=base.rstrip("/"),
    )


@cache
def _template() -> Template:
    from importlib.resources import files

    try:
        from jinja2 import Environment, StrictUndefined
    except ImportError as error:
        raise MissingExtra("jinja2", "desk") from error
    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = (files("sayso.desk.brief") / "data" / "brief.html").read_text(encoding="utf-8")
    return made.from_string(source)
