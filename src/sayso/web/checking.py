"""Whether a desk answers: every place of the rail is asked once, without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from sayso.web.app import create_app
from sayso.web.rendering import MORE, RAIL
from sayso.web.settings import Settings


def answers(settings: Settings) -> Iterator[tuple[str, int]]:
    """Each place with the status of its answer."""
    app = create_app(replace(settings, desks=1))
    for path in [place[1] for place in RAIL] + [place[1] for place in MORE]:
        yield path, asyncio.run(_asked(app, path, settings))
    app.state.desks.close()


async def _asked(app: object, path: str, settings: Settings) -> int:
    found: list[int] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            found.append(int(str(message["status"])))

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": ("127.0.0.1", 0),
        "headers": [(b"host", f"127.0.0.1:{settings.port}".encode())], "server": ("127.0.0.1", settings.port),
    }  # fmt: skip
    await app(scope, receive, send)  # type: ignore[operator]
    return found[0] if found else 500
