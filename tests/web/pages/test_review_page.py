"""Every question of the queue has a page, whatever it is about."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from starlette.testclient import TestClient

from sayso.rebuild import refresh
from sayso.web import Settings, create_app
from tests.rebuild.told import crisis, recorded
from tests.web.conftest import HOME


def test_questions_of_every_kind_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with recorded(path, list(crisis())[:8]) as store:
        refresh(store)
    with TestClient(create_app(Settings(store=str(path))), base_url=HOME) as web:
        kinds = set()
        for row in csv.DictReader(io.StringIO(web.get("/review.csv").text)):
            page = web.get("/review", params={"question": row["key"]})
            assert page.status_code == 200
            kinds.add(web.get("/review.json", params={"question": row["key"]}).json()["question"]["kind"])
    assert {"copy-of", "root-is"} <= kinds
