"""One request to a page: its parameters, who asks, and the desk that answers."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import fields
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from sayso.desk import Desk
from sayso.desk.filters import Filter
from sayso.errors import InputError

if TYPE_CHECKING:
    from starlette.requests import Request

    from sayso.store import Store
    from sayso.web.settings import Settings

CARRIED = ("since", "until", "watch")  # what the top bar sets goes along to every page
_PLURAL = {"type": "types", "mode": "modes", "quad": "quads", "id": "ids"}
_MANY = (
    "types",
    "modes",
    "quads",
    "actor",
    "recipient",
    "party",
    "country",
    "outlet",
    "root",
    "verdict",
    "status",
    "ids",
)
_COUNTS = ("min_roots", "min_reports", "limit")
_FILTERS = tuple(f.name for f in fields(Filter))


class Ask:
    """What a page function is given. All state of a page is in its address."""

    def __init__(self, request: Request, desk: Desk) -> None:
        self.request, self.desk = request, desk
        self.settings: Settings = request.app.state.settings
        self.params = request.query_params

    @property
    def path(self) -> str:
        """The address of the page without parameters, and without the suffix of a twin."""
        return str(self.request.scope["path"]).removesuffix(".json").removesuffix(".csv")

    @property
    def user(self) -> str | None:
        """Who signed in; None on a desk without users."""
        return getattr(self.request.state, "user", None)

    @property
    def role(self) -> str:
        """`reader`, `reviewer` or `admin`; without users everybody on this machine is admin."""
        return getattr(self.request.state, "role", "admin")

    @property
    def reader(self) -> str:
        """In whose name things are kept."""
        return self.user or "local"

    def may(self, scope: str) -> bool:
        """Whether the one who asks may do what needs this scope: `read`, `review` or `admin`."""
        return RANK.get(self.role, 0) >= RANK_OF_SCOPE[scope]

    def param(self, name: str, default: str = "") -> str:
        """A parameter, without the space around it."""
        return self.params.get(name, default).strip()

    def int(self, name: str, default: int, *, least: int = 0, most: int = 1_000_000) -> int:
        """A parameter that is a whole number; the nearest allowed one where it is out of range."""
        given = self.param(name)
        if not given:
            return default
        try:
            return max(least, min(most, int(given)))
        except ValueError:
            raise InputError(f"{name}={given!r} is no whole number", code="usage", value=given) from None

    def flag(self, name: str, default: bool = False) -> bool:
        """A parameter that is on or off."""
        given = self.param(name).lower()
        return default if not given else given not in ("0", "no", "off", "false")

    @cached_property
    def filters(self) -> dict[str, Any]:
        """The filters in the address, under the names of `sayso events`."""
        out: dict[str, Any] = {}
        for given in self.params:
            name = _PLURAL.get(given, given)
            values = [value.strip() for value in self.params.getlist(given) if value.strip()]
            if name not in _FILTERS or not values:
                continue
            if name in _MANY:
                out[name] = (*out.get(name, ()), *values)
            elif name in _COUNTS:
                out[name] = self.int(given, 0)
            elif name == "export":
                out[name] = self.flag(given)
            else:
                out[name] = values[-1]
        return out

    def href(self, *, path: str | None = None, **changes: Any) -> str:
        """This address with some parameters changed, or dropped where the change is None."""
        kept = [(k, v) for k, v in self.params.multi_items() if k not in changes and v]
        for name, value in changes.items():
            if value not in (None, ""):
                kept += [(name, str(one)) for one in (value if isinstance(value, list | tuple) else (value,))]
        query = urlencode(kept)
        return (path or self.path) + (f"?{query}" if query else "")

    def to(self, path: str, **params: Any) -> str:
        """Another page, with what the top bar sets."""
        kept = {name: self.param(name) for name in CARRIED if self.param(name)} | params
        query = urlencode({k: v for k, v in kept.items() if v not in (None, "")}, doseq=True)
        return path + (("&" if "?" in path else "?") + query if query else "")

    @cached_property
    def twin_query(self) -> str:
        """The parameters of this address, for its twins."""
        query = urlencode(self.params.multi_items())
        return f"?{query}" if query else ""

    def writing(self) -> AbstractContextManager[Store]:
        """The store, open for writing; what a form changes goes through it."""
        found: AbstractContextManager[Store] = self.request.app.state.desks.writing()
        return found

    def back(self, path: str) -> Response:
        """Send the browser on after a form; only to a page of this desk."""
        safe = path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
        return RedirectResponse(safe, status_code=303)


RANK = {"reader": 1, "reviewer": 2, "admin": 3}
RANK_OF_SCOPE = {"open": 0, "read": 1, "review": 2, "admin": 3}
