"""Options of our test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("sayso")
    group.addoption("--update-golden", action="store_true", help="rewrite tests/golden/*/claims.txt; review the diff")
    group.addoption("--pin-gold", action="store_true", help="raise the gold floors in benchmarks/floors.json to today's rates")
    group.addoption("--lower-gold", action="store_true", help="with --pin-gold: floors may fall")

