"""The scripts as built: nothing from elsewhere, one copy of the entry, small enough; and the table of keys has no clash."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from sayso.web.assets import STATIC
from sayso.web.rendering import RAIL

BUILT = STATIC / "built"
FRONTEND = Path(__file__).parents[2] / "frontend"
KEYS = json.loads((STATIC / "keys.json").read_text(encoding="utf-8"))["keys"]
PAGES = [name for name, *_ in RAIL] + ["rules", "sql", "codebook", "status", ""]
NAMESPACES = r"https?://(www\.w3\.org/|momentjs\.com|github\.com|fb\.me|htmx\.org|nodejs\.org|developer\.mozilla\.org|sigmajs\.org)"
needs_build = pytest.mark.skipif(not (BUILT / "desk.js").is_file(), reason="not built: python frontend/build.py")


def on(page: str) -> list[dict[str, object]]:
    return [row for row in KEYS if (not row.get("on") or page in row["on"]) and page not in row.get("not", ())]


@pytest.mark.parametrize("page", PAGES)
def test_no_key_means_two_things_on_a_page(page: str) -> None:
    taken: dict[str, str] = {}
    for row in on(page):
        for keys in row["keys"]:  # type: ignore[attr-defined]
            assert keys not in taken, f"{keys} on {page}: {taken.get(keys)} and {row['id']}"
            assert keys != "g", "g begins the keys that go to a place"
            taken[keys] = str(row["id"])


def test_every_place_of_the_rail_has_its_keys() -> None:
    assert {row["go"] for row in KEYS if "go" in row} == {key for *_, key in RAIL}


def test_pages_press_only_keys_that_the_table_gives_them() -> None:
    known = {row["press"] for row in KEYS if "press" in row}
    for template in (STATIC.parent / "templates").glob("*.html"):
        for key in re.findall(r'data-key="([^"{]+)"', template.read_text(encoding="utf-8")):
            assert key in known, f"{template.name}: data-key={key} is in no row of keys.json"


@needs_build
def test_no_script_or_style_loads_from_elsewhere() -> None:
    for path in BUILT.glob("*.*s*"):
        if path.suffix not in (".js", ".css"):
            continue
        text = path.read_text(encoding="utf-8")
        foreign = [url for url in re.findall(r"https?://[^\s\"'`)]+", text) if not re.match(NAMESPACES, url)]
        assert foreign == [], path.name
        assert not re.search(r"(?:src|href|import|url)\s*[=(]\s*[\"'`]//", text), path.name
        assert not re.search(r"(?<![\w.])eval\(", text), f"{path.name} evaluates text"


@needs_build
def test_the_entry_is_loaded_once() -> None:
    for path in BUILT.glob("*.js"):
        assert path.name == "desk.js" or "desk.js" not in path.read_text(encoding="utf-8"), path.name


@needs_build
def test_what_every_page_loads_is_small() -> None:
    shared = list(BUILT.glob("shared-*.js"))
    every = [BUILT / "desk.js", BUILT / "desk.css", STATIC / "desk.css", *shared]
    assert sum(len(gzip.compress(path.read_bytes(), 6)) for path in every) <= 60 * 1024


def test_the_lock_file_names_no_registry() -> None:
    text = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert text.count('"integrity"') == sum('"version"' in part for part in text.split("node_modules/")[1:])
