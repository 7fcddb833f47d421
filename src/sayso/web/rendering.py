"""Templates: autoescaped, with the filters and words that all pages share."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.responses import HTMLResponse

from sayso.model.ledger import clock
from sayso.web.assets import asset, built
from sayso.wording import events as of_events
from sayso.wording.words import joined, label, marked

if TYPE_CHECKING:
    from sayso.web.ask import Ask
    from sayso.web.page import Page

Json = dict[str, Any]
RAIL = (
    ("today", "/", "Today", "t"),
    ("stories", "/stories", "Stories", "s"),
    ("events", "/events", "Events", "e"),
    ("actors", "/actors", "Actors", "a"),
    ("dyads", "/dyads", "Dyads", "d"),
    ("channels", "/channels", "Channels", "c"),
    ("map", "/map", "Map", "m"),
    ("sources", "/sources", "Sources", "o"),
    ("review", "/review", "Review", "r"),
    ("brief", "/brief", "Brief", "b"),
)
MORE = (
    ("rules", "/rules", "Watch rules"),
    ("sql", "/sql", "Ask SQL"),
    ("codebook", "/codebook", "Codebook"),
    ("status", "/status", "Status"),
)


@cache
def environment() -> Environment:
    """The one environment of all templates. An unknown name is an error, never an empty place."""
    made = Environment(
        loader=PackageLoader("sayso.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.globals |= {"asset": asset, "built": built, "rail": RAIL, "more": MORE, "label": label, "marked": marked}
    made.filters |= {
        "clock": clock,
        "joined": joined,
        "short": of_events.short,
        "bare": bare,
        "titled": of_events.titled,
        "day_of": of_events.day_of,
        "place": of_events.where,
        "moved": of_events.moved,
        "deniers": of_events.deniers,
        "counted": of_events.counted,
        "ago": ago,
        "marked_text": marked_text,
        "web_link": web_link,
        "signed": signed,
    }
    return made


def render(ask: Ask, template: str, page: Page, nav: str) -> HTMLResponse:
    """The page as HTML."""
    from sayso.web.access.gate import csrf_token

    found = environment().get_template(template)
    html = found.render(
        ask=ask, page=page, data=page.data, nav=nav, csrf_value=csrf_token(ask.request), **frame(ask), **page.context
    )
    return HTMLResponse(html, page.status)


def frame(ask: Ask) -> Json:
    """What the frame around every page shows."""
    from sayso.web.frame import watchlists

    chosen = ask.request.cookies.get("sayso_theme", "")
    return {"watchlists": watchlists(ask), "theme": chosen if chosen in ("light", "dark") else ""}


def bare(own: str | None) -> str:
    """An id without its kind, for addresses: `08bf1e28dcbd07ec`."""
    return (own or "").partition(":")[2] or (own or "")


def ago(at: str | None, now: datetime | None = None) -> str:
    """How long ago, in words: `40 min ago`, `3 h ago`, `5 days ago`; nothing where no time is known."""
    try:
        then = datetime.fromisoformat(at or "")
    except ValueError:
        return ""
    seconds = ((now or datetime.now(UTC)) - then.replace(tzinfo=then.tzinfo or UTC)).total_seconds()
    if seconds < 0:
        return "in the future"
    for size, one, many in ((86400, "day", "days"), (3600, "h", "h"), (60, "min", "min")):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number:,} {one if number == 1 else many} ago"
    return "just now"


def signed(number: float) -> str:
    """A whole number with its sign: `+7`, `-12`; nought has none."""
    return f"{round(number):+d}" if round(number) else "0"


_FIRST = ("act", "source", "cue")  # of two spans that cross, the one that says more is marked


def marked_text(text: str, spans: Any, start: int = 0) -> Markup:
    """A text with spans marked: each is `(from, to, class)` in the characters of a document in which it begins at `start`."""
    kept: list[tuple[int, int, str]] = []
    for begin, end, name in sorted(spans, key=lambda span: (_FIRST.index(span[2]), span)):
        begin, end = begin - start, end - start
        if 0 <= begin < end <= len(text) and all(end <= b or e <= begin for b, e, _ in kept):
            kept.append((begin, end, name))
    out: list[str] = []
    at = 0
    for begin, end, name in sorted(kept):
        out.append(str(Markup.escape(text[at:begin])))
        out.append(str(Markup("<mark class='{}'>{}</mark>").format(name, text[begin:end])))
        at = end
    return Markup("".join([*out, str(Markup.escape(text[at:]))]))


def web_link(address: str | None) -> str:
    """The address if a browser may be sent there, else nothing: an article's address is not ours."""
    given = (address or "").strip()
    return given if given.lower().startswith(("http://", "https://")) else "#"
