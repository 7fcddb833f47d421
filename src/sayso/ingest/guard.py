"""A linear look at a page before any tree is built: too deep, too many attributes or too long is refused."""

from __future__ import annotations

import re

MAX_DEPTH = 256  # lxml loses the text of deeper pages without a word; of 922 real pages the deepest had 43
MAX_ATTRIBUTES = 256  # libxml2 needs quadratic time; of 922 real pages the most had 38
MAX_BYTES = 5 * 1024 * 1024

_TAG = re.compile(r"<(?:!--|(/?)([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+))")
_VALUE = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]++)?+")
_RAW_TEXT = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title", "xmp")}
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
# Their end tag may be missing, so they say nothing about depth.
_IMPLIED = frozenset(
    ("p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "rt", "rp")
)


def refusal(html: str) -> str | None:
    """Why the page must not be parsed, or None."""
    if len(html) > MAX_BYTES or len(html.encode("utf-8", "replace")) > MAX_BYTES:
        return f"the page is over {MAX_BYTES // 1024 // 1024} MiB"
    at = 0
    stack: list[str] = []
    opened: dict[str, int] = {}
    while m := _TAG.search(html, at):
        at = m.end()
        if m[2] is None:  # a comment
            end = html.find("-->", at)
            at = len(html) if end < 0 else end + 3
            continue
        name = m[2].lower()
        if m[1]:
            _close(name, stack, opened)
            continue
        if len(m[3]) > MAX_ATTRIBUTES and _attributes(m[3]) > MAX_ATTRIBUTES:
            return f"a tag <{name[:20]}> has more than {MAX_ATTRIBUTES} attributes"
        if name in _RAW_TEXT:
            end_tag = _RAW_TEXT[name].search(html, at)
            at = end_tag.start() if end_tag else len(html)
        elif name not in _VOID and name not in _IMPLIED and not m[3].endswith("/"):
            stack.append(name)
            opened[name] = opened.get(name, 0) + 1
            if len(stack) > MAX_DEPTH:
                return f"its tags are nested more than {MAX_DEPTH} deep"
    return None


def _close(name: str, stack: list[str], opened: dict[str, int]) -> None:
    if not opened.get(name):
        return
    while stack:
        top = stack.pop()
        opened[top] -= 1
        if top == name:
            return


def _attributes(text: str) -> int:
    return len(_VALUE.sub(" ", text).replace("/", " ").split())
