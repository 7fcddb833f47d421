"""The application at /api/v1."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

import sayso
from sayso.errors import SaysoError
from sayso.web.api import items, lists, schemas, writing
from sayso.web.api.answers import Remembered
from sayso.web.api.building import Api
from sayso.web.api.intake import Intake
from sayso.web.api.problems import in_words, of_http
from sayso.web.problems import cut_off

ABOUT = """What the store of a desk knows: events with their claims, sources and independent roots.

Objects are those of `sayso events --json` and its kin. Lists are read page by page: follow `next` until it is null. Every answer
has an ETag; send it as If-None-Match and get a 304 while nothing changed. A client that keeps a copy asks with `changed_since`.
Errors are `application/problem+json`; `detail` says what to do.
"""


def create_api(desk: Any) -> FastAPI:
    """The API of a desk, to be mounted beside its pages."""
    app = FastAPI(
        title="Sayso",
        version=sayso.__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.desks, app.state.settings, app.state.people = desk.state.desks, desk.state.settings, desk.state.people
    app.add_exception_handler(SaysoError, in_words)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(ClientDisconnect, cut_off)
    with desk.state.desks.reading() as opened:
        remembered = Remembered(opened.store)
    app.state.remembered, app.state.intake = remembered, Intake(desk.state.settings.store)
    desk.state.api = app
    api = Api(app, remembered)
    for module in (lists, items, writing):
        module.add_to(api)
    described: dict[str, Any] = {}

    @api.get("/openapi.json", tag="about", says="This description.", shows={"type": "object"}, scope="open")
    def openapi(_call: Any) -> Any:
        if not described:
            described.update(description(app))
        return described

    return app


def description(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description with the schemas of the contract."""
    out = get_openapi(
        title="Sayso", version=sayso.__version__, summary="Attributed event claims", description=ABOUT, routes=app.routes,
        servers=[{"url": "/api/v1"}],
    )  # fmt: skip
    parts = out.setdefault("components", {})
    parts["schemas"] = schemas.components()
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of `sayso tokens add`."},
    }
    for path in out["paths"].values():
        for operation in path.values():
            if operation.get("x-scope") != "open":
                operation["security"] = [{"token": []}, {}]
    return out


def close_api(app: FastAPI) -> None:
    """Give back what the API holds."""
    app.state.remembered.close()
    app.state.intake.close()
