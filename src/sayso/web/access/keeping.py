"""What may be done to users, sessions and tokens: by the pages of the desk and by `sayso users` and `sayso tokens`."""

from __future__ import annotations

from typing import Any

from sayso.errors import InputError
from sayso.web.access.passwords import good_enough, hashed, right
from sayso.web.access.people import People, user_name
from sayso.web.access.principal import one_role

Json = dict[str, Any]


def add_user(people: People, given: str, role: str, password: str | None) -> str:
    """The name of a new user. Raises `InputError` where there is one of that name, or the password is too weak."""
    name, kept = user_name(given), None
    one_role(role)
    if password is not None:
        kept = hashed(good_enough(password, name))
    with people.writing() as store:
        if not store.add_user(name, role, kept):
            raise InputError(
                f"there is a user {name!r} already; sayso users role and sayso users password change one",
                code="usage",
                value=name,
            )
    people.forget()
    return name


def remove_user(people: People, given: str, *, careful: bool = True) -> str:
    """The name of the user who is no more, with sessions and tokens."""
    name = _known(people, given)
    if careful:
        _not_the_last_admin(people, name)
    with people.writing() as store:
        store.remove_user(name)
    people.forget()
    return name


def set_role(people: People, given: str, role: str, *, careful: bool = True) -> str:
    """The name of the user who has the role from now on, in sessions that are open too."""
    name = _known(people, given)
    one_role(role)
    if careful and role != "admin":
        _not_the_last_admin(people, name)
    with people.writing() as store:
        store.change_user(name, role=role)
    return name


def set_password(people: People, given: str, password: str, *, keep: str | None = None) -> str:
    """The name of the user whose password this is from now on; all sessions end but the one to keep."""
    name = _known(people, given)
    kept = hashed(good_enough(password, name))
    with people.writing() as store, store.transaction():
        store.change_user(name, password=kept)
        store.end_other_sessions(name, keep)
    people.forget()
    return name


def change_own_password(people: People, name: str, old: str, new: str, *, keep: str | None) -> None:
    """Set a new password for who knows the old one; sessions elsewhere end."""
    with people.reading() as store:
        row = store.user(name)
    if not right(row and row["password"], old):
        raise InputError("the present password is another one", code="password")
    if old == new:
        raise InputError("the new password is the same as the present one", code="password")
    set_password(people, name, new, keep=keep)


def _known(people: People, given: str) -> str:
    name = user_name(given)
    with people.reading() as store:
        if store.user(name) is None:
            names = ", ".join(row["name"] for row in store.users()[:20])
            raise InputError(f"there is no user {name!r}; there are: {names or 'none'}", code="no_user", value=name)
    return name


def _not_the_last_admin(people: People, name: str) -> None:
    with people.reading() as store:
        admins = [row["name"] for row in store.users() if row["role"] == "admin" and row["has_password"]]
    if admins == [name]:
        raise InputError(f"{name} is the only admin who can sign in; make another one first", code="usage", value=name)
