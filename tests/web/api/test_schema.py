"""The API against its own description: made-up requests of every address give no server error, and answers that conform."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import positive_data_acceptance
from starlette.testclient import TestClient

from sayso.codec.derived import schema_of
from sayso.coding.outcome import Failed
from sayso.coding.readers import Inline
from sayso.store import open_store
from sayso.web import Settings, create_app
from sayso.web.api.intake import Intake
from tests.desk.stores import fill
from tests.web.api.conftest import API

EXAMPLES = 12


class NothingRead(Inline):
    """Takes articles and reads none of them, so that each example is quick."""

    def __init__(self) -> None:
        self._waiting: list[str] = []

    def submit(self, key: str, article: Any) -> None:
        self._waiting.append(key)

    def collect(self, *, wait: bool) -> list[Any]:
        done, self._waiting = self._waiting, []
        return [(key, Failed(reason="empty", message="nothing was read")) for key in done]

    def close(self) -> None:
        self._waiting = []


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path = tmp_path_factory.mktemp("schema") / "s.db"
    fill(path).close()
    with open_store(path) as store:
        store.add_user("ada", "admin", "hash")
    made = create_app(Settings(store=str(path), hosts=("testserver",)))
    made.state.api.state.intake = Intake(str(path), NothingRead())
    with TestClient(made, base_url="http://testserver"):
        yield made


@pytest.fixture(scope="module")
def header(app: Any) -> dict[str, str]:
    token, _ = app.state.people.new_token("schema", ("admin",), user=None, days=1)
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
def described(app: Any) -> Any:
    return schemathesis.openapi.from_asgi(f"{API}/openapi.json", app)


OPTIONS = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_made_up_requests_conform(described: Any, header: dict[str, str], mode: GenerationMode) -> None:
    """Requests as described, and requests that are not."""
    for found in described.get_all_operations():
        operation = found.ok()

        @OPTIONS
        @given(case=operation.as_strategy(generation_mode=mode))
        def sent(case: Any) -> None:
            # That a name which nobody has is refused, though the description allows every name, is what people want.
            case.call_and_validate(headers=header, excluded_checks=[positive_data_acceptance])

        try:
            sent()
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE  # an address without parameters cannot be asked wrongly
            assert not list(operation.iter_parameters())
            assert not operation.body


def test_without_a_token_nothing_is_told(described: Any) -> None:
    for found in described.get_all_operations():
        operation = found.ok()

        @settings(OPTIONS, max_examples=2)
        @given(case=operation.as_strategy())
        def sent(case: Any) -> None:
            answer = case.call()
            assert answer.status_code in (401, 413) or case.operation.path == "/openapi.json"
            assert b"article:1" not in answer.content

        sent()


# What the answers hold is what the commands promise


@pytest.mark.parametrize(("path", "name"), [("events", "event"), ("claims", "claim"), ("stories", "story")])
def test_objects_are_those_of_the_contract(app: Any, header: dict[str, str], path: str, name: str) -> None:
    client = TestClient(app, base_url="http://testserver", headers=header)
    check = Draft202012Validator(schema_of(name))
    found = client.get(f"{API}/{path}").json()["items"]
    assert found
    for one in found:
        check.validate(one)
        check.validate(client.get(f"{API}/{path}/{one['id']}").json())


def test_every_address_is_described_with_its_parameters_and_its_scope(app: Any, header: dict[str, str]) -> None:
    client = TestClient(app, base_url="http://testserver", headers=header)
    told = client.get(f"{API}/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    paths = {route.path for route in app.state.api.routes}
    assert set(told["paths"]) == paths
    for path, operations in told["paths"].items():
        for operation in operations.values():
            assert operation["x-scope"] in ("open", "read", "review", "ingest", "admin")
            assert operation["summary"]
            assert {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"} == {
                part.strip("{}") for part in path.split("/") if part.startswith("{")
            }
            assert all(p["description"] for p in operation.get("parameters", []))
    Draft202012Validator.check_schema(told["components"]["schemas"]["Event"])


def test_examples_of_parameters_can_be_asked(app: Any, header: dict[str, str]) -> None:
    client = TestClient(app, base_url="http://testserver", headers=header)
    told = client.get(f"{API}/openapi.json").json()
    asked = 0
    for path, operations in told["paths"].items():
        if "{" in path:
            continue
        for parameter in operations.get("get", {}).get("parameters", []):
            if "example" in parameter and parameter["name"] not in ("actor", "recipient", "party", "cursor"):
                answer = client.get(f"{API}{path}", params={parameter["name"]: parameter["example"]})
                assert answer.status_code == 200, (path, parameter["name"], answer.text)
                asked += 1
    assert asked > 60
