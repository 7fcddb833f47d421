"""The Python of docs/http.md runs against a desk."""

from __future__ import annotations

import contextlib
import functools
import io
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import sayso
from sayso.client import Client
from sayso.web import Settings, create_app
from tests.client.test_client import HOME, InProcess
from tests.desk.stores import fill

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "http.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```py\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_page_has_examples() -> None:
    assert len(BLOCKS) == 3


@pytest.mark.parametrize("code", BLOCKS)
def test_examples_run(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "s.db").close()
    with TestClient(create_app(Settings(store=str(tmp_path / "s.db"))), base_url=HOME) as desk:
        monkeypatch.setattr(sayso, "Client", functools.partial(Client, transport=InProcess(desk)), raising=False)
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "documentation", "exec"), {"__name__": "documentation"})
    assert "events" in out.getvalue() or "reports /" in out.getvalue()


def test_every_address_of_the_api_is_named(tmp_path: Path) -> None:
    fill(tmp_path / "s.db").close()
    app = create_app(Settings(store=str(tmp_path / "s.db")))
    told = set(re.findall(r"/(\w+)", PAGE.partition("## Asking")[2]))
    assert {route.path.split("/")[1] for route in app.state.api.routes} - {"openapi.json"} <= told
