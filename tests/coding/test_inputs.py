"""What a folder, a file and standard input hold, in order, and which inputs are the same in two runs."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from sayso.coding.inputs import Item, items
from sayso.errors import InputError
from sayso.ingest import Given
from sayso.ingest.fetch import Fetched


def listed(*sources: Path | str, given: Given | None = None, stdin: bytes = b"") -> list[Item]:
    return list(items(map(str, sources), given or Given(), stdin=io.BytesIO(stdin)))


def codes(found: list[Item]) -> list[str | None]:
    """The code of the last problem of each article."""
    return [article.problems[-1].code if article.problems else None for article in (item.load() for item in found)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/.hidden.txt", ".git/d.txt", "Z.txt"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text of {name}.", encoding="utf-8")
    return tmp_path / "news"


def test_a_folder_is_walked_in_sorted_order_without_what_is_hidden(folder: Path) -> None:
    found = listed(folder)
    assert [Path(item.source).relative_to(folder).as_posix() for item in found] == [
        "Z.txt",
        "a.txt",
        "b.txt",
        "sub/c.txt",
    ]
    assert [item.load().text for item in found][-1] == "Text of sub/c.txt."


def test_links_that_lead_in_a_circle_end(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "again").symlink_to(folder / "sub")
    (folder / "self").symlink_to(folder / "self")
    found = listed(folder)
    assert [Path(item.source).name for item in found] == ["Z.txt", "a.txt", "c.txt", "b.txt", "self"]
    assert codes(found)[-1] in ("unreadable", "unsupported_suffix")


def test_what_is_not_read_is_told(folder: Path) -> None:
    (folder / "photo.jpeg").write_bytes(b"\xff\xd8")
    os.mkfifo(folder / "pipe.txt")  # opening it would wait for ever
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    listing = listed(folder)
    found = [(Path(item.source).name, code) for item, code in zip(listing, codes(listing), strict=True)]
    assert [pair for pair in found if pair[1]] == [
        ("gone.txt", "not_found"),
        ("photo.jpeg", "unsupported_suffix"),
        ("pipe.txt", "unsupported_file"),
    ]
    assert len(found) == 7


def test_a_file_that_is_named_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "story.old").write_text("The talks failed.", encoding="utf-8")
    (found,) = listed(tmp_path / "story.old")
    assert found.load().text == "The talks failed."


def test_a_file_that_is_named_twice_is_taken_once(folder: Path) -> None:
    assert len(listed(folder / "a.txt", folder, folder / "sub" / ".." / "a.txt")) == 4


def test_records_that_are_equal_are_told_apart_by_their_number(tmp_path: Path) -> None:
    line = json.dumps({"text": "Ten died.", "id": "a"})
    other = json.dumps({"text": "Two died.", "id": "b"})
    path = tmp_path / "lines.jsonl"
    path.write_text("\n".join([line, line, other]), encoding="utf-8")
    before = [item.id for item in listed(path)]
    assert len(set(before)) == 3
    path.write_text("\n".join([line, other, line, line, other]), encoding="utf-8")  # it grew, and not at its end
    after = [item.id for item in listed(path)]
    assert set(before) <= set(after)
    assert len(set(after)) == 5


def test_what_the_user_says_makes_another_input(folder: Path) -> None:
    plain = listed(folder / "a.txt")[0].id
    assert listed(folder / "a.txt")[0].id == plain
    assert listed(folder / "a.txt", given=Given(outlet="Example News"))[0].id != plain
    (folder / "a.txt").write_text("Another text.", encoding="utf-8")
    assert listed(folder / "a.txt")[0].id != plain


def test_standard_input(tmp_path: Path) -> None:
    data = b"\n".join(json.dumps({"text": f"Text {k}."}).encode() for k in range(3))
    found = listed("-", stdin=data)
    assert [(item.source, item.position) for item in found] == [("-", 1), ("-", 2), ("-", 3)]


def test_addresses_that_cannot_be_reached_are_one_input_whatever_the_reason() -> None:
    ids = set()
    for code in ("network", "timeout", "http_status"):

        def away(url: str, code: str = code) -> Fetched:
            raise InputError(f"{url} is away", code=code)

        (item,) = items(["https://news.example/1"], Given(), fetch=away)
        ids.add(item.id)
        assert item.load().problems[0].retryable
    assert len(ids) == 1


def test_a_file_that_needs_an_extra_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    (tmp_path / "b.txt").write_text("The talks failed.", encoding="utf-8")
    found = listed(tmp_path)
    assert codes(found) == ["missing_extra", None]
    assert found[0].load().problems[0].retryable  # once it is installed
