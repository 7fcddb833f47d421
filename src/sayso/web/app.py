"""The desk as an ASGI application."""

from __future__ import annotations

import importlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

import sayso
from sayso.errors import InputError, SaysoError
from sayso.web import ahead
from sayso.web.access.gate import install
from sayso.web.assets import STATIC
from sayso.web.pages import PAGES
from sayso.web.problems import cut_off
from sayso.web.settings import Settings
from sayso.web.stores import Desks

log = logging.getLogger(__name__)
FOREVER = "public, max-age=31536000, immutable"


class Static(StaticFiles):
    """Our own files. Their addresses carry a digest, so a browser may keep them."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        scope: Scope = args[2] if len(args) > 2 else kwargs["scope"]  # type: ignore[assignment]
        response.headers["Cache-Control"] = FOREVER if b"v=" in scope.get("query_string", b"") else "no-cache"
        return response


def create_app(settings: Settings) -> FastAPI:
    """The whole desk for one store; raises `StoreError` where there is none."""
    desks = Desks(settings.store, settings.desks, settings.seconds)
    with desks.writing():
        pass  # an older store is brought forward before anybody asks

    @asynccontextmanager
    async def alive(app: FastAPI) -> AsyncIterator[None]:  # noqa: ARG001
        making = ahead.begin(desks) if settings.ahead else None
        yield
        if making is not None:
            await run_in_threadpool(making.join)
        desks.close()

    app = FastAPI(
        title="Sayso desk", version=sayso.__version__, lifespan=alive, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.state.settings, app.state.desks = settings, desks
    app.add_exception_handler(SaysoError, _in_words)
    app.add_exception_handler(ClientDisconnect, cut_off)
    app.add_exception_handler(404, _not_there)
    app.add_exception_handler(405, _not_so)
    for name in PAGES:
        module = importlib.import_module(f"sayso.web.pages.{name}")
        app.router.routes.extend(module.pages.routes)
    app.mount("/static", Static(directory=STATIC), name="static")
    install(app, settings)
    return app


async def _not_there(request: Request, error: Exception) -> Response:  # noqa: ARG001
    path = request.url.path
    message = f"there is no page {path}; the places are in the list beside it"
    return await _in_words(request, InputError(message, code="no_page", value=path))


async def _not_so(request: Request, error: Exception) -> Response:
    """The page exists, but not for this method: `Allow` names those for which it does."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    known = headers.get("Allow", "")
    way = (
        "open it in the browser instead of sending a form to it"
        if "GET" in known
        else "it only takes what its form sends"
    )
    message = f"{request.url.path} does not take {request.method} (it takes {known or 'nothing'}): {way}"
    answer = await _in_words(request, InputError(message, code="wrong_method", value=request.method))
    answer.headers.update(headers)
    return answer


async def _in_words(request: Request, error: Exception) -> Response:
    """An error of ours as a page that says what to do, or as JSON to those who asked for it."""
    from sayso.web.problems import problem_page, status_of

    assert isinstance(error, SaysoError)
    status = status_of(error)
    if request.url.path.endswith(".json"):
        return JSONResponse({"error": error.code, "message": error.message}, status)
    if request.url.path.endswith(".csv"):
        return PlainTextResponse(f"{error.code}: {error.message}\n", status)
    return await run_in_threadpool(problem_page, request, error, status)
