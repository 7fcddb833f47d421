"""How an address of the API is made: its scope, its parameters, its answer, and their description."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import InputError
from sayso.web.access.gate import check, principal_of, visit_of
from sayso.web.access.principal import SCOPES, Principal
from sayso.web.api import schemas
from sayso.web.api.answers import Remembered, answer
from sayso.web.api.bodies import body_of
from sayso.web.api.parameters import Parameter, Query
from sayso.web.api.problems import MEDIA

if TYPE_CHECKING:
    from sayso.desk import Desk

Json = dict[str, Any]
_SAYS = {
    308: "It has another id now: Location says which.",
    304: "Nothing changed since the answer with the tag in If-None-Match.",
    400: "A parameter is wrong; `detail` says which and what is allowed.",
    401: "Sign in, or send a token.",
    403: "Not with this role or token.",
    404: "There is none.",
    405: "Not this method.",
    410: "There was one; it is no longer held.",
    413: "More than is taken.",
    415: "The body must be application/json.",
    422: "The body is wrong; `detail` says what.",
    503: "Not just now, or the question takes too long; Retry-After says when to try again.",
}


@dataclass(frozen=True, slots=True)
class Call:
    """What a function of the API is given."""

    request: Request
    desk: Desk
    query: Query
    path: dict[str, str]
    body: Json

    @property
    def who(self) -> Principal:
        return principal_of(self.request)

    @property
    def name(self) -> str:
        """In whose name things are kept."""
        return self.who.user or "local"

    def did(self, deed: str) -> None:
        """Say in the audit what was done."""
        if visit := visit_of(self.request):
            visit.state["deed"] = deed


Give = Callable[[Call], Any]


class Api:
    """Adds addresses to an application."""

    def __init__(self, app: FastAPI, remembered: Remembered) -> None:
        self.app, self.remembered = app, remembered

    def get(
        self, path: str, *, tag: str, says: str, shows: Json, parameters: Sequence[Parameter] = (), scope: str = "read",
        more: tuple[int, ...] = (), about: str = "", paths: dict[str, str] | None = None, example: Any = None,
    ) -> Callable[[Give], Give]:  # fmt: skip
        """An address that is asked."""

        def register(give: Give) -> Give:
            async def endpoint(request: Request) -> Response:
                check(request, scope)
                return await run_in_threadpool(self._answer, request, give, parameters)

            codes = (304, 400, 401, 403, *more, 503)
            self._add(endpoint, path, "GET", tag, says, about, shows, parameters, codes, scope, paths, None, example)
            return give

        return register

    def post(
        self, path: str, *, tag: str, says: str, shows: Json, takes: str, scope: str, status: int = 201,
        more: tuple[int, ...] = (), about: str = "", paths: dict[str, str] | None = None, example: Any = None,
    ) -> Callable[[Give], Give]:  # fmt: skip
        """An address that something is handed to."""

        def register(act: Give) -> Give:
            async def endpoint(request: Request) -> Response:
                check(request, scope)
                body = await body_of(request, schemas.components()[takes])
                return await run_in_threadpool(self._act, request, act, body, status)

            codes = (400, 401, 403, *more, 413, 415, 422, 503)
            self._add(endpoint, path, "POST", tag, says, about, shows, (), codes, scope, paths, takes, example, status)
            return act

        return register

    def _answer(self, request: Request, give: Give, parameters: Sequence[Parameter]) -> Response:
        query = Query(request, parameters)
        who = ",".join(sorted(principal_of(request).may))
        version = self.remembered.version()
        if (known := self.remembered.unchanged(request, who)) is not None:
            return known
        with request.app.state.desks.reading() as desk:
            told = give(Call(request, desk, query, _path(request), {}))
        if isinstance(told, Response):
            return told
        headers = {"Link": f'<{told["next"]}>; rel="next"'} if isinstance(told, dict) and told.get("next") else None
        response = answer(request, told, headers=headers)
        self.remembered.keep(request, who, response, version)
        return response

    def _act(self, request: Request, act: Give, body: Json, status: int) -> Response:
        query = Query(request, ())
        with request.app.state.desks.reading() as desk:
            return answer(request, act(Call(request, desk, query, _path(request), body)), status)

    def _add(
        self, endpoint: Any, path: str, method: str, tag: str, says: str, about: str, shows: Json,
        parameters: Sequence[Parameter], codes: tuple[int, ...], scope: str, paths: dict[str, str] | None, takes: str | None,
        example: Any, status: int = 200,
    ) -> None:  # fmt: skip
        assert scope in SCOPES
        endpoint.scope_name = scope
        content: Json = {"schema": shows} | ({"example": example} if example is not None else {})
        responses: dict[int | str, Json] = {
            status: {"description": "As asked.", "content": {"application/json": content}}
        }
        if method == "GET":
            responses[status]["headers"] = {"ETag": {"description": "For If-None-Match.", "schema": {"type": "string"}}}
        for code in codes:
            responses[code] = {"description": _SAYS[code]}
            if code not in (304, 308):
                responses[code]["content"] = {MEDIA: {"schema": schemas.ref("Problem")}}
        extra: Json = {"parameters": [*_of_path(paths or {}), *(p.described() for p in parameters)], "x-scope": scope}
        if takes:
            extra["requestBody"] = {"required": True, "content": {"application/json": {"schema": schemas.ref(takes)}}}
        name = (method.lower() + path).replace("/", "_").replace("{", "").replace("}", "").replace("-", "_")
        self.app.add_api_route(
            path, endpoint, methods=[method], summary=says, description=about or says, tags=[tag], responses=responses,
            openapi_extra=extra, operation_id=name, status_code=status, response_model=None,
        )  # fmt: skip


def _path(request: Request) -> dict[str, str]:
    out = dict(request.path_params)
    for name, value in out.items():
        if "\x00" in value or len(value) > 300:
            raise InputError(f"{name} cannot be an id", code="no_address", value=value[:80])
    return out


def _of_path(paths: dict[str, str]) -> list[Json]:
    return [
        {
            "name": name, "in": "path", "required": True, "description": says,
            "schema": {"type": "string", "minLength": 1, "maxLength": 300},
        }
        for name, says in paths.items()
    ]  # fmt: skip
