"""Options of our test run, and how property tests are drawn: the same examples every time in CI."""

from __future__ import annotations

import os
import tempfile

import pytest
from hypothesis import HealthCheck, settings

# A developer's own actors must not change what the tests find.
os.environ["SAYSO_HOME"] = tempfile.mkdtemp(prefix="sayso-tests-")

# The first reading loads the parser, which is no fault of an example: so no deadline.
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("sayso")
    group.addoption("--update-golden", action="store_true", help="rewrite tests/golden/*/claims.txt; review the diff")
    group.addoption(
        "--pin-gold", action="store_true", help="raise the gold floors in benchmarks/floors.json to today's rates"
    )
    group.addoption("--lower-gold", action="store_true", help="with --pin-gold: floors may fall")
