"""Who may use the desk, and what they did. For admins."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from sayso.errors import InputError
from sayso.web.access import keeping
from sayso.web.access.gate import principal_of, visit_of
from sayso.web.access.people import People
from sayso.web.access.principal import ROLES
from sayso.web.ask import Ask
from sayso.web.page import Form, Page, Pages

Json = dict[str, Any]
pages = Pages()
COLUMNS = ("name", "role", "has_password", "sessions", "used_at", "created_at", "changed_at")
AUDIT_COLUMNS = ("at", "who", "how", "deed", "what", "outcome", "address", "id")
SIZE = 100
_SAID = {"added": "Added.", "role": "The role holds from now on.", "removed": "Removed, with sessions and tokens.",
         "password": "The new password holds; all sessions of that user have ended."}  # fmt: skip


def _people(ask: Ask) -> People:
    found: People = ask.request.app.state.people
    return found


@pages.page("/people", template="people.html", scope="admin")
def people(ask: Ask) -> Page:
    """The users of the desk."""
    with _people(ask).reading() as store:
        rows = [row | {"has_password": bool(row["has_password"])} for row in store.users()]
    context = {"roles": ROLES, "said": _SAID.get(ask.param("done")), "how": principal_of(ask.request).how}
    return Page(title="People", data={"users": rows}, rows=rows, columns=COLUMNS, context=context)


@pages.action("/people/add", scope="admin")
def add(ask: Ask, form: Form) -> Response:
    """Add a user; the first one must be an admin, or nobody could add the others."""
    role = _text(form, "role")
    if role != "admin" and not _people(ask).has_users():
        raise InputError("the first user must be an admin, or nobody could add the others", code="usage", value=role)
    _did(ask, f"added {keeping.add_user(_people(ask), _text(form, 'name'), role, _text(form, 'password'))} as {role}")
    return ask.back("/people?done=added")


@pages.action("/people/role", scope="admin")
def role(ask: Ask, form: Form) -> Response:
    """Give a user another role."""
    _did(ask, f"made {keeping.set_role(_people(ask), _text(form, 'name'), _text(form, 'role'))} {_text(form, 'role')}")
    return ask.back("/people?done=role")


@pages.action("/people/password", scope="admin")
def password(ask: Ask, form: Form) -> Response:
    """Set a user's password."""
    _did(ask, f"password of {keeping.set_password(_people(ask), _text(form, 'name'), _text(form, 'password'))}")
    return ask.back("/people?done=password")


@pages.action("/people/remove", scope="admin")
def remove(ask: Ask, form: Form) -> Response:
    """Remove a user; what they judged stays, under their name."""
    _did(ask, f"removed {keeping.remove_user(_people(ask), _text(form, 'name'))}")
    return ask.back("/people?done=removed")


@pages.page("/audit", template="audit.html", scope="admin")
def audit(ask: Ask) -> Page:
    """Who did what, the newest first."""
    with _people(ask).reading() as store:
        rows = store.deeds(limit=SIZE + 1, before=ask.param("before") or None, who=ask.param("who") or None)
    more = ask.href(before=rows[SIZE - 1]["id"]) if len(rows) > SIZE else None
    data = {"deeds": rows[:SIZE], "next": more and more.replace("/audit?", "/audit.json?")}
    return Page(title="Who did what", data=data, rows=rows[:SIZE], columns=AUDIT_COLUMNS, context={"next": more})


def _did(ask: Ask, what: str) -> None:
    if visit := visit_of(ask.request):
        visit.state["deed"] = what


def _text(form: Form, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
