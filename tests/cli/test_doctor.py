"""`sayso doctor` tells what is wrong and what to do."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import checks, main
from sayso.cli.checks import Check
from sayso.encoder.folders import folder


def doctor(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["doctor", *args])
    return result.exit_code, result.stdout


def test_a_broken_check_fails_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        Check(name="python", ok=True, found="3.11"),
        Check(name="model", ok=False, found="absent", next_step="; run: x"),
    ]
    monkeypatch.setattr(checks, "checks", lambda _: iter(rows))
    code, text = doctor()
    assert code == 1
    assert "WRONG model            absent; run: x" in text
    assert "1 of 2 checks failed." in text
    code, text = doctor("--json")
    assert json.loads(text) == {
        "ok": False,
        "checks": [
            {"check": "python", "ok": True, "found": "3.11", "next": None},
            {"check": "model", "ok": False, "found": "absent", "next": "run: x"},
        ],
    }


def test_all_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "checks", lambda _: iter([Check(name="python", ok=True, found="3.11")]))
    assert doctor() == (0, "ok    python           3.11\n\nAll is well. Try: sayso read FILE\n")


def test_the_installed_model_is_as_published() -> None:
    found = checks._model()
    assert found.ok
    assert "sha256" in found.found


def test_the_weights_that_are_shipped_are_as_published() -> None:
    (found,) = checks._models("default")
    assert (found.name, found.ok, "document encoder" in found.found) == ("weights", True, True)
    assert [check.name for check in checks._models("rules")] == ["model"]


def test_changed_weights_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "document"
    shutil.copytree(folder("document"), copy)
    monkeypatch.setenv("SAYSO_WEIGHTS", str(tmp_path))
    (copy / "tokenizer.json").write_text("{}", encoding="utf-8")
    (found,) = checks._models("default")
    assert (found.ok, "tokenizer.json have sha256" in found.found, "reinstall" in found.next_step) == (
        False,
        True,
        True,
    )
    shutil.rmtree(copy)
    (found,) = checks._models("default")
    assert (found.ok, "no weights of the document encoder" in found.found) == (False, True)


def test_a_changed_model_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_changed_files", lambda _: ["model/ner"])
    found = checks._model()
    assert (found.ok, "changed: model/ner" in found.found, "--force-reinstall" in found.next_step) == (
        False,
        True,
        True,
    )


def test_an_unknown_profile_is_a_row() -> None:
    (row,) = checks._parts("no-such-profile")
    assert not row.ok
    assert "no-such-profile" in row.found


def test_the_network_is_closed_while_reading() -> None:
    with checks._no_network(), socket.socket() as sock, pytest.raises(OSError, match="wanted the network"):
        sock.connect(("127.0.0.1", 9))
    assert socket.socket.connect is not None
    with socket.socket() as sock, pytest.raises(ConnectionRefusedError):
        sock.connect(("127.0.0.1", 9))
