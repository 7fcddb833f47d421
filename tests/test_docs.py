"""The documentation names everything that users can meet, its links lead somewhere, and its code runs."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import sayso
from sayso import errors, registry
from sayso.codec import COLUMNS, read_schema
from sayso.evaluate.gold import RATES
from sayso.lexicon.tables import alternatives, table

ROOT = Path(__file__).resolve().parent.parent
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [ROOT / "README.md", *DOCS, ROOT / "CHANGELOG.md", ROOT / "examples" / "README.md"]
TEXT = {page: page.read_text(encoding="utf-8") for page in PAGES}
ALL = "\n".join(TEXT[page] for page in DOCS)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def commands() -> list[tuple[str, click.Command]]:
    """Every command with its name; those of a group have two words."""
    from sayso.cli import main

    return list(below(main, click.Context(main), ""))


def below(group: click.Group, context: click.Context, name: str) -> Iterator[tuple[str, click.Command]]:
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        if isinstance(command, click.Group):
            yield from below(command, click.Context(command), f"{name}{word} ")
        elif command is not None:
            yield f"{name}{word}", command


def test_every_command_and_option_is_documented() -> None:
    text = TEXT[ROOT / "docs" / "reading.md"]
    missing = [f"sayso {name}" for name, _ in commands() if f"### `sayso {name}`" not in text]
    for name, command in commands():
        section = text.partition(f"### `sayso {name}`")[2].partition("\n### ")[0]
        options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
        missing += [f"sayso {name} {p.opts[-1]}" for p in options if p.opts[-1] not in section]
    assert not missing, "run `make figures`"


def test_every_command_of_the_documentation_exists() -> None:
    known = {name.split()[0] for name, _ in commands()}
    said = set(re.findall(r"^ {4}(?:\S+ \S+ \| )?sayso (\w+)", "\n".join(TEXT.values()), re.MULTILINE))
    assert said
    assert said <= known


@pytest.mark.parametrize("name", errors.__all__)
def test_every_error_is_documented(name: str) -> None:
    text = TEXT[ROOT / "docs" / "errors.md"]
    assert f"`{name}`" in text
    assert f"`{getattr(errors, name).code}`" in text


def test_every_group_of_parts_is_documented_and_nothing_else() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    assert set(declared) == {f"sayso.{stage}" for stage in registry.STAGES} | {"sayso.export"}
    rows = dict(re.findall(r"^\| `(sayso\.\w+)` \| `(\w+)\(", TEXT[ROOT / "docs" / "parts.md"], re.MULTILINE))
    assert set(rows) == {f"sayso.{stage}" for stage in registry.STAGES}
    formats = TEXT[ROOT / "docs" / "parts.md"].partition("## Export formats")[2]
    assert {name for name in declared["sayso.export"] if f"`{name}`" in formats} == set(declared["sayso.export"])


def test_methods_of_parts_are_those_of_the_protocols() -> None:
    from sayso import protocols

    kinds = [kind for kind in vars(protocols).values() if getattr(kind, "_is_protocol", False)]
    methods = {name for kind in kinds for name in vars(kind)}
    rows = re.findall(r"^\| `sayso\.\w+` \| `(\w+)\(", TEXT[ROOT / "docs" / "parts.md"], re.MULTILINE)
    assert rows
    assert set(rows) <= methods


@pytest.mark.parametrize("name", [n for n in sayso.__all__ if not n.startswith("__")])
def test_every_public_name_is_documented(name: str) -> None:
    assert f"`sayso.{name}`" in TEXT[ROOT / "docs" / "api.md"]


def test_every_column_is_documented() -> None:
    """`recipient…` stands for the columns that `actor` has."""
    named = set(re.findall(r"`(\w+…?)`", TEXT[ROOT / "docs" / "columns.md"]))
    suffixes = [c.removeprefix("actor") for c in COLUMNS if c == "actor" or c.startswith("actor_")]
    named |= {name.removesuffix("…") + suffix for name in named if name.endswith("…") for suffix in suffixes}
    assert [c for c in COLUMNS if c not in named] == []


def keys(schema: object) -> set[str]:
    """Names of all properties anywhere in a JSON Schema."""
    if isinstance(schema, dict):
        own = set(schema["properties"]) if isinstance(schema.get("properties"), dict) else set()
        return own.union(*(keys(value) for value in schema.values()))
    return set().union(*(keys(item) for item in schema)) if isinstance(schema, list) else set()


def test_every_key_of_a_claim_is_documented() -> None:
    schema = read_schema()
    definitions = schema.get("$defs", {})
    claim = definitions.get("claim") or schema["properties"]["claims"]["items"]
    text = TEXT[ROOT / "docs" / "output.md"]
    top = set(schema["properties"]) | set(claim["properties"])
    assert len(top) > 20
    assert {key for key in top if f"`{key}`" not in text} == set()


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", head).strip().lower()) for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    bare = re.sub(r"```.*?```", "", TEXT[page], flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", bare):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        assert place.exists(), f"{named(page)} links to {target}"
        assert not anchor or anchor in anchors(place), f"{named(page)} links to {target}"


def test_every_page_is_in_the_menu() -> None:
    menu = re.findall(r'"(\w+\.md)"', (ROOT / "zensical.toml").read_text(encoding="utf-8"))
    assert sorted(menu) == [page.name for page in DOCS]


@pytest.mark.parametrize("script", ["fill_reference.py", "fill_figures.py"])
def test_generated_parts_are_up_to_date(script: str) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / script, "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_figure_of_the_readme_is_one_that_we_measure() -> None:
    """A key that was misspelt would only leave its row out."""
    lines = (ROOT / "docs" / "figures.csv").read_text(encoding="utf-8").splitlines()
    wanted = {
        row["key"] for row in csv.DictReader(x for x in lines if not x.startswith("#")) if row["file"] == "floors"
    }
    suites = table("corpora", language=None, package="sayso.evaluate")
    known = {f"{r['suite']}.{r['part']}:{name}" for r in suites for name in alternatives(r["figures"])}
    gold = {f"gold.{part}:{name}" for part in ("blind", "own") for name in (*RATES, "codes")}  # by tests/test_golden.py
    assert wanted
    assert wanted <= known | gold


BLOCKS = [
    pytest.param(code, id=f"{named(page)}-{number}")
    for page, text in TEXT.items()
    for number, code in enumerate(re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL), 1)
]


@pytest.fixture(scope="module")
def with_crisis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the store that the pages speak of: the bundled crisis, coded."""
    from sayso.coding import code
    from sayso.coding.readers import Inline
    from sayso.rebuild import refresh
    from sayso.store import open_store

    folder = tmp_path_factory.mktemp("docs")
    with open_store(folder / "crisis.db", create=True) as store:
        code([str(ROOT / "src" / "sayso" / "examples" / "crisis")], store, readers=Inline())
        refresh(store)
    return folder


@pytest.mark.parametrize("code", BLOCKS)
def test_code_of_the_documentation_runs(code: str, with_crisis: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(with_crisis)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "documentation", "exec"), {"__name__": "documentation"})
    assert out.getvalue().strip(), "the example prints nothing, so it shows nothing"


def test_there_is_code_to_run() -> None:
    assert len(BLOCKS) >= 4


@pytest.mark.parametrize("fragment", sorted((ROOT / "changes").iterdir()), ids=lambda p: p.name)
def test_fragments_of_changes_are_named_by_kind(fragment: Path) -> None:
    assert re.fullmatch(r"[a-z0-9-]+\.(added|changed|fixed|removed)\.md", fragment.name)
    assert fragment.read_text(encoding="utf-8").strip()
