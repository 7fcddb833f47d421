"""Pages with their twins: one function gives the data, and the address with `.json` or `.csv` gives it raw."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sayso.errors import StoreError
from sayso.web.ask import Ask
from sayso.web.rendering import render

Json = dict[str, Any]
Form = FormData
View = Callable[..., "Page"]
Act = Callable[..., Response]
SCOPES = ("open", "read", "review", "admin")
TWINS = ("json", "csv")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # CVE-2021-41270 shows why a tab is no guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page shows. `data` is its `.json` twin, `rows` under `columns` its `.csv` twin; `context` only its template's."""

    title: str
    data: Any
    rows: Callable[[], Iterable[Json]] | Sequence[Json] = ()
    columns: tuple[str, ...] = ()
    context: Json = field(default_factory=dict)
    status: int = 200


class Pages:
    """The pages and actions of one module, each with an explicit scope."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def page(
        self, path: str, *, template: str, scope: str = "read", nav: str = "", twins: tuple[str, ...] = TWINS
    ) -> Callable[[View], View]:
        """Register a page at a path, and its twins at the same path with their suffixes."""
        assert scope in SCOPES

        def register(view: View) -> View:
            for form in (*twins, "html"):  # twins first: `{id}.json` must not be taken for an id
                suffix = "" if form == "html" else f".{form}"
                at = path if path != "/" else "/" if form == "html" else "/today"
                route = Route(at + suffix, _endpoint(view, template, form, scope, nav), methods=["GET"])
                route.scope_name = scope  # type: ignore[attr-defined]
                self.routes.append(route)
            return view

        return register

    def action(self, path: str, *, scope: str) -> Callable[[Act], Act]:
        """Register what a form does; it is sent by POST and has passed the check against forged requests."""
        assert scope in SCOPES

        def register(act: Act) -> Act:
            route = Route(path, _action(act, scope), methods=["POST"])
            route.scope_name = scope  # type: ignore[attr-defined]
            self.routes.append(route)
            return act

        return register

    def raw(self, path: str, *, scope: str = "read") -> Callable[[Act], Act]:
        """Register a function that gives a whole response: a picture, a feed, a file."""
        assert scope in SCOPES

        def register(give: Act) -> Act:
            route = Route(path, _raw(give, scope), methods=["GET"])
            route.scope_name = scope  # type: ignore[attr-defined]
            self.routes.append(route)
            return give

        return register


def _endpoint(view: View, template: str, form: str, scope: str, nav: str) -> Callable[[Request], Any]:
    def answer(request: Request) -> Response:
        with request.app.state.desks.reading() as desk:
            ask = Ask(request, desk)
            page = view(ask, **request.path_params)
            if form == "json":
                return JSONResponse(page.data, page.status)
            if form == "csv":
                return csv_response(page, guarded=ask.flag("spreadsheet"))
            return render(ask, template, page, nav)

    async def endpoint(request: Request) -> Response:
        from sayso.web.access.gate import check

        check(request, scope)
        return await run_in_threadpool(answer, request)

    return endpoint


def _action(act: Act, scope: str) -> Callable[[Request], Any]:
    def answer(request: Request, form: Form) -> Response:
        with request.app.state.desks.reading() as desk:
            return act(Ask(request, desk), form, **request.path_params)

    async def endpoint(request: Request) -> Response:
        from sayso.web.access.gate import check, verify_csrf

        check(request, scope)
        form = await _form_of(request)
        verify_csrf(request, form)
        return await run_in_threadpool(answer, request, form)

    return endpoint


async def _form_of(request: Request) -> Form:
    """What was sent; a file of over 1 MB goes to the disk on its way."""
    try:
        return await request.form(max_files=4, max_fields=200)
    except OSError as error:
        said = f"what was sent could not be kept ({error.strerror or error}), so nothing was done; free some space on the disk of the desk, then send it again"
        raise StoreError(said, code="disk_full") from error


def _raw(give: Act, scope: str) -> Callable[[Request], Any]:
    def answer(request: Request) -> Response:
        with request.app.state.desks.reading() as desk:
            return give(Ask(request, desk), **request.path_params)

    async def endpoint(request: Request) -> Response:
        from sayso.web.access.gate import check

        check(request, scope)
        return await run_in_threadpool(answer, request)

    return endpoint


def csv_response(page: Page, *, guarded: bool = False) -> Response:
    """The rows of a page as CSV, exact; lists are joined by `|`.

    `guarded` is for spreadsheets, which take a cell that begins with one of `FORMULA` for a formula: it gets a quote before it.
    """
    out = io.StringIO()
    rows = page.rows() if callable(page.rows) else page.rows
    kept = iter(rows)
    first = next(kept, None)
    columns = page.columns or tuple(first or ())
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in ([] if first is None else [first]) + list(kept):
        cells = [_cell(row.get(name)) for name in columns]
        writer.writerow([_quoted(cell) for cell in cells] if guarded else cells)
    return Response(out.getvalue(), page.status, media_type="text/csv; charset=utf-8")


def _quoted(cell: Any) -> Any:
    """The cell with a single quote before what a spreadsheet would carry out; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return "|".join(str(one) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
