"""`sayso desk` and `sayso demo`, without a browser."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import main
from tests.desk.stores import fill


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "made.db"
    fill(path).close()
    return path


def test_check_asks_every_place(store: Path) -> None:
    result = CliRunner().invoke(main, ["desk", str(store), "--check"])
    assert (result.exit_code, result.stdout.strip()) == (0, f"the desk answers on {store}: all places are well")


def test_without_a_store_it_says_how_to_make_one(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["desk", str(tmp_path / "none.db"), "--check"])
    assert result.exit_code == 1
    assert "make one with: sayso code" in result.stderr


def test_a_taken_port_is_told(store: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = CliRunner().invoke(main, ["desk", str(store), "-p", str(taken.getsockname()[1])])
    assert result.exit_code == 2
    assert "choose another port with -p" in result.stderr


def test_an_address_that_others_can_reach_needs_users(store: Path) -> None:
    result = CliRunner().invoke(main, ["desk", str(store), "--host", "0.0.0.0", "-p", "0"])
    assert result.exit_code == 2
    assert "sayso users add" in result.stderr


def test_demo_makes_a_store_that_shows_every_verdict(tmp_path: Path) -> None:
    made = tmp_path / "demo.db"
    result = CliRunner().invoke(main, ["demo", "--no-desk", "--store", str(made)])
    assert result.exit_code == 0
    for verdict in ("single-source", "relayed", "echoed", "corroborated", "disputed", "withdrawn"):
        assert f'"verdict":"{verdict}"' in result.stdout
    again = CliRunner().invoke(main, ["demo", "--no-desk", "--store", str(made)])
    assert again.stdout == result.stdout  # the store that is there is used
