"""Who asks, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.errors import InputError

ROLES = ("reader", "reviewer", "admin")
SCOPES = ("open", "read", "review", "ingest", "admin")  # every address of the desk has one of them
TOKEN_SCOPES = ("read", "review", "ingest", "admin")
_MAY = {
    "reader": frozenset({"read"}),
    "reviewer": frozenset({"read", "review"}),
    "admin": frozenset({"read", "review", "ingest", "admin"}),
}
_NEEDS = {"read": "reader", "review": "reviewer", "ingest": "admin", "admin": "admin"}
NOBODY = "none"
LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """One who asks. `how` they are known: `local` (a desk without users), `session`, `token`, or `none`."""

    how: str = NOBODY
    user: str | None = None
    role: str = NOBODY
    may: frozenset[str] = frozenset()
    hash: str | None = None  # of the session's cookie or the token
    why: str | None = None  # an offered session or token was not taken

    def has(self, scope: str) -> bool:
        """Whether they may do what needs this scope."""
        return scope == "open" or scope in self.may


def allowed(role: str) -> frozenset[str]:
    """The scopes of a role."""
    return _MAY.get(role, frozenset())


def of_token(scopes: tuple[str, ...], role: str | None) -> frozenset[str]:
    """What a token may do: what it is for, and no more than its user may today. To review is also to read."""
    own: set[str] = set()
    for scope in scopes:
        own |= {"review": {"read", "review"}, "admin": set(_MAY["admin"])}.get(scope, {scope})
    return frozenset(own if role is None else own & allowed(role))


def role_of(may: frozenset[str]) -> str:
    """The role that scopes amount to."""
    return "admin" if "admin" in may else "reviewer" if "review" in may else "reader" if "read" in may else NOBODY


def one_role(role: str) -> str:
    """The role, if there is one of that name."""
    if role not in ROLES:
        raise InputError(f"no role is called {role!r}; there are: {', '.join(ROLES)}", code="usage", value=role)
    return role


def require(principal: Principal, scope: str) -> None:
    """Raise unless the principal has the scope, with the next step in words."""
    if principal.has(scope):
        return
    if principal.how == NOBODY:
        raise InputError(principal.why or "sign in first, or send a token: Authorization: Bearer ...", code="sign_in")
    if principal.how == "token":
        raise InputError(
            f"this needs a token with the scope {scope!r}; make one with: sayso tokens add NAME --scope {scope}",
            code="forbidden",
            value=scope,
        )
    raise InputError(
        f"this needs the role {_NEEDS[scope]}; {principal.user} is {principal.role}. "
        f"Whoever keeps the desk can change that: sayso users role {principal.user} {_NEEDS[scope]}",
        code="forbidden",
        value=scope,
    )
