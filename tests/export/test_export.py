"""Every format: files as columns.json says, whole or not at all, the same bytes every time."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sayso import registry
from sayso.codec import derived_rows
from sayso.desk import Desk, open_desk
from sayso.desk.exporting import export_store, package_of
from sayso.desk.filters import filter_of
from sayso.errors import InputError, UnknownPart
from sayso.export import Package, Written, export
from sayso.export.columns import columns_of, names_of
from sayso.lexicon.tables import table
from tests.desk.stores import SHELLING, fill

FORMATS = ("csv", "jsonl", "parquet")
BESIDE = {"columns.json", "provenance.json", "CITATION.cff"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exported") / "made.db"
    fill(made).close()
    return made


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with open_desk(path) as opened:
        yield opened


def write(desk: Desk, form: str, out: Path, **asked: Any) -> tuple[Written, ...]:
    return export_store(desk.store, registry.part("export", form), out, filter_of(**asked))


def header(file: Path) -> list[str]:
    if file.suffix == ".csv":
        with file.open(encoding="utf-8", newline="") as lines:
            return next(csv.reader(lines))
    if file.suffix == ".jsonl":
        with file.open(encoding="utf-8") as lines:
            return list(json.loads(next(lines)))
    return [row[0] for row in duckdb.execute("describe from read_parquet(?)", [str(file)]).fetchall()]


def test_the_formats_are_registered() -> None:
    assert registry.names("export") == FORMATS
    assert [registry.part("export", name).name for name in FORMATS] == list(FORMATS)
    with pytest.raises(UnknownPart, match="no export is called 'excel'; known: csv, jsonl, parquet"):
        registry.part("export", "excel")


@pytest.mark.parametrize("form", FORMATS)
def test_columns_json_is_the_dictionary_of_every_file(desk: Desk, form: str, tmp_path: Path) -> None:
    written = write(desk, form, tmp_path / "out")
    told = json.loads((tmp_path / "out" / "columns.json").read_text(encoding="utf-8"))["files"]
    files = {file.name for file in (tmp_path / "out").iterdir()} - BESIDE
    assert files == {w.file for w in written} == set(told)
    for name in files:
        assert header(tmp_path / "out" / name) == [column["name"] for column in told[name]]
        assert all(column["type"] and column["meaning"] for column in told[name])


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("claims_flat", derived_rows.CLAIM_COLUMNS),
        ("events", derived_rows.EVENT_COLUMNS),
        ("stories", derived_rows.STORY_COLUMNS),
        ("sources", derived_rows.SOURCE_COLUMNS),
        ("actors", derived_rows.ACTOR_COLUMNS),
        ("articles", derived_rows.ARTICLE_COLUMNS),
        ("copies", derived_rows.COPY_COLUMNS),
        ("changes", derived_rows.CHANGE_COLUMNS),
    ],
)
def test_flat_columns_are_those_of_csv_on_the_command_line(name: str, columns: tuple[str, ...]) -> None:
    assert names_of(name) == columns


def test_no_column_is_described_twice() -> None:
    rows = [(row["table"], row["column"]) for row in table("columns", language=None, package="sayso.export")]
    assert len(rows) == len(set(rows))


def test_parquet_is_nested_and_typed_as_described(desk: Desk, tmp_path: Path) -> None:
    write(desk, "parquet", tmp_path / "out")
    for name in ("claims", "events", "copies"):
        file = str(tmp_path / "out" / f"{name}.parquet")
        found = {row[0]: row[1] for row in duckdb.execute("describe from read_parquet(?)", [file]).fetchall()}
        wanted = {c.name: c.type for c in columns_of(name)}
        assert {k: v.replace('"', "") for k, v in found.items()} == {k: v.replace('"', "") for k, v in wanted.items()}


def test_values_survive_each_format(desk: Desk, tmp_path: Path) -> None:
    for form in FORMATS:
        write(desk, form, tmp_path / form)
    with (tmp_path / "csv" / "events.csv").open(encoding="utf-8", newline="") as lines:
        flat = next(row for row in csv.DictReader(lines) if row["event_id"] == SHELLING.id)
    assert (flat["roots"], flat["killed_low"], flat["killed_high"]) == ("two officials|Sudland coast guard", "27", "")
    assert (flat["actor"], flat["actor_country"], flat["quantities"]) == ("Norland navy", "DZA", "killed:27-")
    lines_of = (tmp_path / "jsonl" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines_of] == [
        e["id"] for e in package_of(desk.store, filter_of()).events()
    ]
    claim = duckdb.execute(
        'select chain[-1].name, participants[2].sectors, quantities[1].low, "when".earliest from read_parquet(?) '
        "where id = 'claim:2'",
        [str(tmp_path / "parquet" / "claims.parquet")],
    ).fetchone()
    assert claim == ("Sudland coast guard", ["COP"], 31, "2026-03-10")


@pytest.mark.parametrize(("more", "events"), [({}, 4), ({"export": False}, 5), ({"party": "Red Sail"}, 1)])
def test_flat_tables_leave_out_what_nobody_affirms_unless_all_is_asked(
    desk: Desk, tmp_path: Path, more: dict[str, Any], events: int
) -> None:
    rows = {w.table: w.rows for w in write(desk, "csv", tmp_path / "out", **more)}
    assert rows["events"] == events
    lines = {w.table: w.rows for w in write(desk, "jsonl", tmp_path / "lines", **more)}
    assert lines["events_object"] == (1 if more.get("party") else 5)


def test_filters_reach_every_table(desk: Desk, tmp_path: Path) -> None:
    rows = {w.table: w.rows for w in write(desk, "csv", tmp_path / "out", party="Red Sail")}
    assert rows == {
        "claims_flat": 1, "events": 1, "stories": 1, "sources": 1, "articles": 1, "copies": 0, "changes": 1,
    }  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_store_gives_the_same_bytes(desk: Desk, form: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(desk, form, tmp_path / name)
    first, second = ({f.name: f.read_bytes() for f in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert first == second


def test_provenance_names_every_file_with_its_hash(desk: Desk, tmp_path: Path) -> None:
    written = write(desk, "csv", tmp_path / "out", type="ASSAULT")
    told = json.loads((tmp_path / "out" / "provenance.json").read_text(encoding="utf-8"))
    assert (told["format"], told["articles"], told["claims"]) == ("csv", 5, 6)
    assert told["filters"] == {"types": ["ASSAULT"]}
    assert [(f["file"], f["rows"]) for f in told["files"]] == [(w.file, w.rows) for w in written]
    for file in told["files"]:
        assert hashlib.sha256((tmp_path / "out" / file["file"]).read_bytes()).hexdigest() == file["sha256"]


class Failing:
    """A format that breaks half-way."""

    name, suffix = "failing", ""

    def write(self, package: Package, out: Path) -> tuple[Written, ...]:
        (out / "half.txt").write_text("half")
        raise RuntimeError("the disk is full")


class OneFile:
    """A format that is a single file, as later ones will be."""

    name, suffix = "one", ".txt"

    def write(self, package: Package, out: Path) -> tuple[Written, ...]:
        titles = [event["title"] for event in package.events()]
        out.write_text("\n".join(titles), encoding="utf-8")
        return (Written(out.name, "events_object", len(titles)),)


def test_nothing_half_written_is_left(desk: Desk, tmp_path: Path) -> None:
    package = package_of(desk.store, filter_of())
    with pytest.raises(RuntimeError):
        export(Failing(), package, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_export_stays_until_the_new_one_is_whole(desk: Desk, tmp_path: Path) -> None:
    write(desk, "csv", tmp_path / "out")
    before = {f.name: f.read_bytes() for f in (tmp_path / "out").iterdir()}
    with pytest.raises(RuntimeError):
        export(Failing(), package_of(desk.store, filter_of()), tmp_path / "out")
    assert {f.name: f.read_bytes() for f in (tmp_path / "out").iterdir()} == before
    write(desk, "jsonl", tmp_path / "out")
    assert not (tmp_path / "out" / "events.csv").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_format_of_one_file_needs_no_other_change(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "titles.txt").write_text("old")
    export(OneFile(), package_of(desk.store, filter_of(type="AID")), tmp_path / "titles.txt")
    assert (tmp_path / "titles.txt").read_text(encoding="utf-8") == "Red Sail provided aid"


def test_what_is_no_export_is_not_replaced(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    (tmp_path / "file").write_text("x")
    for out, told in (
        ("mine", "holds other things than an export"),
        ("file", "is a file, but this export is a folder"),
        ("none/out", "there is no folder"),
    ):
        with pytest.raises(InputError, match=told):
            write(desk, "csv", tmp_path / out)
    with pytest.raises(InputError, match="is a folder, but this export is a file"):
        export(OneFile(), package_of(desk.store, filter_of()), tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


def test_what_a_killed_export_left_goes_with_the_next_one(tmp_path: Path) -> None:
    """What a running one writes stays; so do things of others; an export that had stepped aside comes back if none is there."""
    from sayso.export.target import placed

    gone, running = 2**22 + 1, os.getppid()  # no process has a number like the first
    for name in (f".out.part-{gone}", f".out.part-{running}", ".out.part-x", f".other.part-{gone}", f".out.old-{gone}"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "provenance.json").touch()
    with placed(tmp_path / "out", folder=True):
        assert (tmp_path / "out" / "provenance.json").exists()
        assert not (tmp_path / f".out.part-{gone}").exists()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"out", f".out.part-{running}", ".out.part-x", f".other.part-{gone}"}
