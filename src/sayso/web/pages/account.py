"""One's own account: password, sessions, tokens."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from sayso.errors import InputError
from sayso.web.access import keeping
from sayso.web.access.gate import principal_of, visit_of
from sayso.web.access.people import People
from sayso.web.access.principal import TOKEN_SCOPES, Principal, allowed, of_token
from sayso.web.ask import Ask
from sayso.web.page import Form, Page, Pages
from sayso.web.rendering import render

Json = dict[str, Any]
pages = Pages()
SESSION_COLUMNS = ("key", "created_at", "used_at", "expires_at", "address", "agent", "this")
TOKEN_COLUMNS = ("key", "name", "user_name", "scopes", "created_at", "expires_at", "used_at", "revoked_at")


def _people(ask: Ask) -> People:
    found: People = ask.request.app.state.people
    return found


def _who(ask: Ask) -> Principal:
    return principal_of(ask.request)


@pages.page("/account", template="account.html")
def account(ask: Ask) -> Page:
    """Who I am here, and where else I am signed in."""
    who, rows = _who(ask), list[Json]()
    if who.how == "session" and who.user:
        with _people(ask).reading() as store:
            own = store.session(who.hash or "")
            rows = [row | {"this": bool(own) and row["key"] == own["key"]} for row in store.sessions_of(who.user)]
    data = {"user": who.user, "role": who.role, "how": who.how, "may": sorted(who.may), "sessions": rows}
    said = {"password": "The new password holds; sessions elsewhere have ended.", "ended": "Ended."}.get(
        ask.param("done")
    )
    return Page(title="Account", data=data, rows=rows, columns=SESSION_COLUMNS, context={"said": said})


@pages.action("/account/password", scope="read")
def password(ask: Ask, form: Form) -> Response:
    """Set a new password; sessions elsewhere end."""
    who = _session(ask)
    new = _text(form, "new")
    if new != _text(form, "again"):
        raise InputError("the two new passwords differ; type the same one twice", code="password")
    keeping.change_own_password(_people(ask), who.user or "", _text(form, "old"), new, keep=who.hash)
    return ask.back("/account?done=password")


@pages.action("/account/end", scope="read")
def end(ask: Ask, form: Form) -> Response:
    """End one session of mine by its key, or all but this one."""
    who = _session(ask)
    with _people(ask).writing() as store:
        if key := _text(form, "key"):
            store.end_session(user=who.user, key=key)
        else:
            store.end_other_sessions(who.user or "", who.hash)
    return ask.back("/account?done=ended")


@pages.page("/tokens", template="tokens.html")
def tokens(ask: Ask) -> Page:
    """Tokens for programs: mine, or for an admin all of the desk."""
    return _tokens(ask)


@pages.action("/tokens/add", scope="read")
def add(ask: Ask, form: Form) -> Response:
    """Make a token, which is shown this once."""
    who, people = _who(ask), _people(ask)
    if who.how == "token":
        raise InputError("a token cannot make tokens; sign in", code="forbidden")
    scopes = tuple(dict.fromkeys(one for one in form.getlist("scope") if isinstance(one, str)))
    if not of_token(scopes, None) <= (who.may or allowed("reader")):
        raise InputError(f"{who.role} cannot make a token that may do more than {who.role}", code="forbidden")
    given = _text(form, "days") or "90"
    if not given.isascii() or not given.isdecimal() or len(given) > 5:
        raise InputError(f"{given!r} is no number of days", code="usage", value=given)
    token, key = people.new_token(_text(form, "name"), scopes, user=who.user, days=int(given))
    if visit := visit_of(ask.request):
        visit.state["deed"] = f"token {key}"
    response = render(ask, "tokens.html", _tokens(ask, made=token), "")
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.action("/tokens/revoke", scope="read")
def revoke(ask: Ask, form: Form) -> Response:
    """End a token."""
    who, key = _who(ask), _text(form, "key")
    with _people(ask).writing() as store:
        if not store.revoke_token(key, user=None if who.has("admin") else who.user or ""):
            raise InputError("there is no such token of yours in force", code="no_token", value=key)
    return ask.back("/tokens?done=revoked")


def _tokens(ask: Ask, made: str | None = None) -> Page:
    who = _who(ask)
    with _people(ask).reading() as store:
        rows = store.tokens(user=None if who.has("admin") else who.user or "")
    rows = [row | {"scopes": list(row["scopes"])} for row in rows]
    mine = [scope for scope in TOKEN_SCOPES if of_token((scope,), None) <= who.may]
    context = {
        "made": made,
        "scopes": mine,
        "can_make": who.how != "token",
        "said": "Revoked." if ask.param("done") else None,
    }
    return Page(title="Tokens", data={"tokens": rows}, rows=rows, columns=TOKEN_COLUMNS, context=context)


def _session(ask: Ask) -> Principal:
    who = _who(ask)
    if who.how != "session":
        raise InputError("this is for those who signed in with a password", code="forbidden")
    return who


def _text(form: Form, name: str) -> str:
    """A field as it was typed: spaces may belong to a password."""
    value = form.get(name)
    return value if isinstance(value, str) else ""
