"""Signing in and out."""

from __future__ import annotations

from typing import Any

from starlette.responses import HTMLResponse, RedirectResponse, Response

from sayso.errors import InputError
from sayso.web.access.gate import csrf_token, visit_of
from sayso.web.access.log_in import log_in
from sayso.web.access.people import People
from sayso.web.access.principal import NOBODY
from sayso.web.ask import Ask
from sayso.web.page import Form, Page, Pages
from sayso.web.rendering import render

pages = Pages()


@pages.page("/login", template="login.html", scope="open", twins=())
def login(ask: Ask) -> Page:
    """Where one signs in; on a desk without users there is nothing to do here."""
    return _page(ask, ask.param("next"))


@pages.action("/login", scope="open")
def log_in_now(ask: Ask, form: Form) -> Response:
    """Begin a session, and go on to the page that was wanted."""
    people: People = ask.request.app.state.people
    visit = visit_of(ask.request)
    assert visit is not None
    then, name = _text(form, "next"), _text(form, "name")
    try:
        user = log_in(people, name, _text(form, "password"), address=visit.address)
    except InputError as error:
        page = _page(ask, then, name=name, wrong=error.message, status=429 if error.code == "too_many" else 401)
        response: HTMLResponse = render(ask, "login.html", page, "")
        if error.code == "too_many" and error.value:
            response.headers["Retry-After"] = error.value
        return response
    if visit.principal.how == "session":  # whoever signs in anew leaves the old session
        with people.writing() as store:
            store.end_session(hashed=visit.principal.hash)
    cookie, _ = people.begin(user, address=visit.address, agent=visit.headers.get("user-agent"))
    visit.begin(cookie)
    people.deed("log in", who=user, how="session", address=visit.address)
    return RedirectResponse(inside(then), 303)


@pages.action("/logout", scope="open")
def log_out(ask: Ask, form: Form) -> Response:  # noqa: ARG001
    """End the session here and in the store."""
    visit = visit_of(ask.request)
    assert visit is not None
    if visit.principal.how == "session":
        with ask.request.app.state.people.writing() as store:
            store.end_session(hashed=visit.principal.hash)
    visit.end()
    headers = {"Clear-Site-Data": '"cache", "storage"'} if visit.https else {}
    return RedirectResponse("/login", 303, headers=headers)


def inside(path: str) -> str:
    """The path, if it is one of this desk; else that of the first page. Browsers take `/\\\\host` and `//host` for elsewhere."""
    if not path.startswith("/") or path.startswith(("//", "/\\")) or any(c in path for c in "\\\r\n\t\x00"):
        return "/"
    return "/" if path.startswith(("/login", "/logout")) else path


def _page(ask: Ask, then: str, *, name: str = "", wrong: str | None = None, status: int = 200) -> Page:
    people: People = ask.request.app.state.people
    visit = visit_of(ask.request)
    ended = visit.principal.why if visit is not None and visit.principal.how == NOBODY else None
    context: dict[str, Any] = {
        "next": inside(then) if then else "", "name": name, "wrong": wrong, "ended": ended, "users": people.has_users(),
        "token": csrf_token(ask.request),
    }  # fmt: skip
    return Page(title="Sign in", data={}, context=context, status=status)


def _text(form: Form, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
