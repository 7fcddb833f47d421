"""Who asks, and whether they may: the first thing that sees a request, and the last that sees its answer."""

from __future__ import annotations

import logging
import time
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.errors import ConfigError, InputError, SaysoError
from sayso.web.access import forged, hosts
from sayso.web.access.headers import with_headers
from sayso.web.access.people import LONGEST, People
from sayso.web.access.principal import LOCAL, Principal, allowed, require
from sayso.web.access.routes import open_to_all
from sayso.web.settings import Settings

log = logging.getLogger(__name__)
MOST_BYTES = 1024 * 1024  # of a form
MOST_OF_ARTICLE = 6 * 1024 * 1024  # of an article that is handed in; the reader takes 5 MiB
API = "/api/"
SECRET_PARAMETERS = ("token", "access_token", "api_key", "apikey", "password")
STRANGERS = 120  # refused requests of nobody that are kept in the audit in a minute


def install(app: Any, settings: Settings) -> None:
    """Put the gate before an application. Raises `ConfigError` where the desk would stand open to others."""
    from sayso.web.api.app import create_api

    people = People(settings.store)
    app.state.people = people
    must_be_safe(settings, people)
    app.mount("/api/v1", create_api(app), name="api")
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(Gate, desk=app, settings=settings, people=people)


def must_be_safe(settings: Settings, people: People) -> None:
    """Refuse to listen where others can reach the desk, unless somebody can sign in."""
    if alone(settings):
        return
    with people.reading() as store:
        if store.has_users(with_password=True):
            return
    where = settings.host if not settings.on_loopback else ", ".join(settings.hosts) or "https"
    raise ConfigError(
        f"the desk would be open to everybody at {where}: no user with a password is known. "
        f"Add one first: sayso users add NAME --role admin --store {settings.store}; or leave out --host, "
        "and only this machine can reach it",
        code="no_users",
    )


def alone(settings: Settings) -> bool:
    """Whether only people at this machine can reach the desk."""
    return settings.on_loopback and not settings.https and all(hosts.only_here(name) for name in settings.hosts)


class Gate:
    """Checks the host, finds out who asks, refuses forged and outsized requests, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, *, desk: Any, settings: Settings, people: People) -> None:
        self.app, self.desk, self.settings, self.people = app, desk, settings, people
        self._alone = alone(settings)
        self._strangers = (0.0, 0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, self._closing(receive), send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        visit = Visit(self, scope)
        status = 0

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = with_headers(list(message["headers"]), https=visit.https, cookies=visit.cookies())
                message = {**message, "headers": headers}
            await send(message)

        refused = await visit.refused()
        if refused is not None:
            await refused(scope, receive, told)
        else:
            try:
                await self.app(scope, visit.limited(receive), told)
            except TooLarge as error:
                if status:
                    raise
                await visit.answer(413, "too_large", str(error))(scope, receive, told)
        if visit.changes:
            await self._keep(visit, status)

    def _closing(self, receive: Receive) -> Receive:
        async def watched() -> Message:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await run_in_threadpool(self._close)
            return message

        return watched

    def _close(self) -> None:
        from sayso.web.api.app import close_api

        close_api(self.desk.state.api)
        self.people.close()

    async def principal(self, headers: Headers, cookie: str | None, address: str | None) -> Principal:
        """Who asks, by token, by session, or as the only one at this machine."""
        authorization = headers.get("authorization")
        if authorization is not None:
            kind, _, given = authorization.partition(" ")
            if kind.lower() != "bearer" or not given.strip():
                return Principal(why="send a token: Authorization: Bearer ...")
            return await run_in_threadpool(self.people.by_token, given.strip())
        if cookie is not None:
            found: Principal = await run_in_threadpool(self.people.by_session, cookie)
            if found.has("read"):
                return found
            if await self._peopled():
                return found
        if await self._peopled():
            return Principal()
        forwarded = any(name in headers for name in ("x-forwarded-for", "forwarded", "x-real-ip"))
        if not self._alone or not hosts.from_here(address) or forwarded:
            return Principal(why="this desk has no users yet, so only its own machine may ask; sayso users add NAME")
        return Principal(how=LOCAL, role="admin", may=allowed("admin"))

    async def _peopled(self) -> bool:
        """Whether there are users: from memory where that is fresh, without the way through another thread."""
        known = self.people.users_known()
        return await run_in_threadpool(self.people.has_users) if known is None else known

    async def _keep(self, visit: Visit, status: int) -> None:
        """One row of the audit for every request that may have changed something, or was refused it."""
        who = visit.principal
        if visit.path == "/login" and status in (303, 401):
            return  # kept by the page itself, with the name
        if not who.has("read") and not self._room():
            return
        outcome = (
            "done" if status < 400 else "refused" if status in (400, 401, 403, 413, 415, 422, 429) else str(status)
        )
        if outcome == "refused":
            log.warning("refused: %s %s from %s (%s)", visit.method, visit.path, visit.address, status)
        await run_in_threadpool(
            self.people.deed, f"{visit.method} {visit.path}"[:300], who=who.user, how=who.how, address=visit.address,
            outcome=outcome, what=visit.state.get("deed"),
        )  # fmt: skip

    def _room(self) -> bool:
        """Whether one more stranger is kept: a flood of them must not fill the store."""
        minute, number = self._strangers
        now = time.monotonic() // 60
        self._strangers = (now, 1 if now != minute else number + 1)
        return self._strangers[1] <= STRANGERS


class TooLarge(Exception):
    """More bytes came than are taken."""


class Visit:
    """One request on its way through the gate."""

    def __init__(self, gate: Gate, scope: Scope) -> None:
        self.gate, self.scope, self.method, self.path = gate, scope, scope["method"], scope["path"]
        self.headers = Headers(scope=scope)
        self.https = gate.settings.https or scope.get("scheme") == "https"
        self.state: dict[str, Any] = dict(scope.get("state") or {})  # a lifespan's state is one for all requests
        scope["state"] = self.state
        self.address = (scope.get("client") or (None,))[0]
        self.changes = self.method not in hosts.SAFE
        self.principal = Principal()
        self.names = cookie_names(self.https, gate.settings.port)
        self.jar = _cookies(self.headers.get("cookie", ""))
        self.state |= {"user": None, "role": "none", "principal": self.principal, "visit": self}

    async def refused(self) -> Response | None:
        """The answer to a request that goes no further; None for one that does."""
        if not hosts.known_host(self.headers.get("host", ""), self.gate.settings):
            said = "this desk does not answer to that name; start it with: sayso desk --name NAME"
            return self.answer(403, "unknown_host", said)
        if not self.path.isprintable() and any(ord(char) < 32 or ord(char) == 127 for char in self.path):
            return self.answer(400, "usage", "an address holds no control characters; write it as it was given")
        query = self.scope.get("query_string", b"").decode("latin-1").lower()
        if any(name in SECRET_PARAMETERS for name, _ in parse_qsl(query, keep_blank_values=True)):
            said = "no token or password belongs in an address, which is kept in logs; send: Authorization: Bearer ..."
            return self.answer(400, "secret_in_address", said)
        try:
            await self._know()
        except SaysoError as error:
            return self.answer(503, error.code, error.message)
        if self.changes and self.principal.how != "token" and not hosts.own_page(self.headers):
            return self.answer(403, "forged", "the request came from a page of another site, so nothing was done")
        length = self.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.most:
            return self.answer(413, "too_large", f"at most {self.most} bytes are taken here")
        return self._stranger()

    async def _know(self) -> None:
        found = await self.gate.principal(self.headers, self.jar.get(self.names[0]), self.address)
        self.principal = found
        self.state |= {"user": found.user, "role": found.role, "principal": found}

    def _stranger(self) -> Response | None:
        """Nobody sees anything but what is open to all; a browser is led to the page where one signs in."""
        if self.principal.how != "none" or open_to_all(self.gate.desk, self.method, self.path):
            return None
        twin = self.path.endswith((".json", ".csv"))
        if (
            self.method == "GET"
            and "text/html" in self.headers.get("accept", "")
            and not (twin or self.path.startswith(API))
        ):
            query = self.scope.get("query_string", b"").decode("latin-1")
            then = self.path + (f"?{query}" if query else "")
            return RedirectResponse("/login" + (f"?next={quote(then, safe='/')}" if then != "/" else ""), 303)
        said = self.principal.why or "sign in first, or send a token: Authorization: Bearer ..."
        return self.answer(401, "sign_in", said, {"WWW-Authenticate": 'Bearer realm="sayso"'})

    @property
    def most(self) -> int:
        """How many bytes of a body are taken."""
        return MOST_OF_ARTICLE if self.path.startswith(f"{API}v1/articles") else MOST_BYTES

    def limited(self, receive: Receive) -> Receive:
        """The body of the request, no more of it than is allowed."""
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.most:
                raise TooLarge(f"at most {self.most} bytes are taken here")
            return message

        return counted

    def answer(self, status: int, code: str, said: str, headers: dict[str, str] | None = None) -> Response:
        """A refusal in the form that was asked for."""
        if self.path.startswith(API):
            body = {
                "type": f"urn:sayso:problem:{code}",
                "title": code.replace("_", " "),
                "status": status,
                "detail": said,
            }
            return JSONResponse(body | {"code": code}, status, headers, media_type="application/problem+json")
        if self.path.endswith(".json"):
            return JSONResponse({"error": code, "message": said}, status, headers)
        return PlainTextResponse(f"{said}\n", status, headers)

    # Cookies and the tokens of forms

    def cookies(self) -> list[tuple[bytes, bytes]]:
        """What the answer sets."""
        out = []
        for name, value, age in self.state.get("cookies", ()):
            more = "; Secure" if self.https else ""
            kept = "" if age is None else f"; Max-Age={age}"
            out.append((b"set-cookie", f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{more}{kept}".encode()))
        return out

    def set_cookie(self, name: str, value: str, age: int | None) -> None:
        """Have the answer set a cookie; `age` in seconds, 0 takes it away, None keeps it while the browser runs."""
        self.state.setdefault("cookies", []).append((name, value, age))

    def begin(self, cookie: str) -> None:
        """Have the browser keep a session."""
        self.set_cookie(self.names[0], cookie, int(LONGEST.total_seconds()))

    def end(self) -> None:
        """Have the browser forget the session, and what it kept of our pages."""
        self.set_cookie(self.names[0], "", 0)

    def form_token(self, *, make: bool) -> bytes | None:
        """What forms of this session carry; a visitor without a session gets a cookie to tie it to."""
        if self.principal.how == "session":
            return forged.token_for(self.gate.people.key, f"session {self.principal.hash}")
        visitor = self.state.get("visitor") or self.jar.get(self.names[1])
        if not visitor:
            if not make:
                return None
            visitor = self.state["visitor"] = forged.fresh()
            self.set_cookie(self.names[1], visitor, None)
        return forged.token_for(self.gate.people.key, f"visitor {visitor}")


def cookie_names(https: bool, port: int) -> tuple[str, str]:
    """The names of a session's and of a visitor's cookie. Other desks of this machine have other ones, as ports share cookies."""
    return ("__Host-sayso", "__Host-sayso-visitor") if https else (f"sayso-{port}", f"sayso-visitor-{port}")


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header[:16384]).items()}
    except CookieError:
        return {}


# What pages and the API call


def visit_of(request: Request) -> Visit | None:
    """The visit that a request is; None where no gate stands before the application."""
    found: Visit | None = request.scope.get("state", {}).get("visit")
    return found


def principal_of(request: Request) -> Principal:
    """Who asks; where no gate stands before the application, nobody."""
    found: Principal = request.scope.get("state", {}).get("principal") or Principal()
    return found


def check(request: Request, scope: str) -> None:
    """Raise unless the one who asks has the scope."""
    require(principal_of(request), scope)


def csrf_token(request: Request) -> str:
    """What a form of this session carries."""
    visit = visit_of(request)
    token = visit.form_token(make=True) if visit else None
    return forged.masked(token) if token else ""


def verify_csrf(request: Request, form: Any) -> None:
    """Raise unless the form came from a page of ours. A token in a header is no cookie: no page of others can send it."""
    visit = visit_of(request)
    if visit is not None and visit.principal.how == "token":
        return
    given = request.headers.get("x-csrf-token") or (form or {}).get("csrf") or ""
    token = visit.form_token(make=False) if visit else None
    if not isinstance(given, str) or token is None or not forged.matches(given, token):
        raise InputError(
            "the form is too old, or did not come from this desk, so nothing was done; load the page again and send it once more",
            code="forged",
        )
