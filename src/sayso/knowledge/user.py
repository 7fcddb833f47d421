"""Actors that users add by a CSV file; their rows are kept in a folder of the user's and win over ours.

Columns: `name`, `aliases` (joined by |), `kind` (person or organisation), `country` (ISO 3166-1 alpha-3, a non-state code
such as UNO, or a country's name), `sectors` (PLOVER codes joined by |, best first), `office` (for persons), `start` and
`end` (YYYY, YYYY-MM or YYYY-MM-DD; the end is the first day after), `note`. Only `name` must be there; the other columns may
be left out. An actor with several offices has several rows. The folder is `$SAYSO_HOME`, else `$XDG_DATA_HOME/sayso`, else
`~/.local/share/sayso`.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from sayso.errors import DataError, InputError
from sayso.knowledge.actor_rows import DATE, Row, Rows
from sayso.knowledge.countries import by_iso3, country_terms
from sayso.knowledge.known import LONGEST, Spell
from sayso.knowledge.sectors import office_sectors
from sayso.lexicon.actors import agents
from sayso.lexicon.tables import alternatives, table

COLUMNS = ("name", "aliases", "kind", "country", "sectors", "office", "start", "end", "note")
KINDS = ("person", "organisation")
_SHOWN = 20  # complaints in one message
_BIGGEST = 20_000_000
_FREE = ("name", "aliases", "note")  # columns as long as they like; names are measured one by one
_CONTROL = re.compile(r"[\0-\x1f\x7f]")

UserRow = dict[str, str]


def folder() -> Path:
    """Where the user's own data are."""
    if home := os.environ.get("SAYSO_HOME"):
        return Path(home).expanduser()
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "sayso"


def store() -> Path:
    """The file that holds the user's actors."""
    return folder() / "actors.csv"


def kept() -> list[UserRow]:
    """The user's rows; none before any was added. Raises `DataError` if the file was changed by hand and is bad now."""
    path = store()
    return read(path, again="mend the file or delete it") if path.is_file() else []


def add(path: str | Path) -> list[UserRow]:
    """Check a file and keep its rows, all or none; gives the new ones. Rows that are kept already are not kept twice."""
    rows = read(Path(path), again="mend them and run it again; nothing was added")
    held = kept()
    known = {tuple(row.values()) for row in held}
    new = [row for row in rows if tuple(row.values()) not in known]
    if new:
        _write([*held, *new])
    return new


def remove(name: str) -> list[UserRow]:
    """Drop all rows of a name of the user's; gives what was dropped. Raises `InputError` if there is no such name."""
    held = kept()
    key = name.strip().casefold()
    gone = [row for row in held if row["name"].casefold() == key]
    if not gone:
        names = ", ".join(dict.fromkeys(row["name"] for row in held)) or "none"
        raise InputError(f"no actor of yours is called {name!r}; yours are: {names}", code="no_actor", value=name)
    _write([row for row in held if row["name"].casefold() != key])
    return gone


def read(path: Path, *, again: str) -> list[UserRow]:
    """Rows of a user's file, with every column. Raises `DataError` that names every bad row by line and reason."""
    numbered, complaints = _cells(path)
    seen: dict[tuple[str, ...], int] = {}
    rows = []
    for line, cells in numbered:
        row, wrong = _checked(cells)
        first = seen.setdefault(tuple(row.values()), line)
        if first != line:
            wrong.append(f"repeats line {first}")
        complaints += [(line, w) for w in wrong]
        rows.append(row)
    if complaints:
        complaints.sort()
        lines = len({line for line, _ in complaints})
        told = "; ".join(f"line {line}: {what}" for line, what in complaints[:_SHOWN])
        more = f"; and {len(complaints) - _SHOWN} more" if len(complaints) > _SHOWN else ""
        message = f"{lines} bad {'row' if lines == 1 else 'rows'}: {told}{more}; {again}"
        error = DataError(message, table=path.name)
        error.line = complaints[0][0]
        raise error
    if not rows and path != store():
        raise DataError(f"no rows below the header; {again}", table=path.name)
    return rows


def _cells(path: Path) -> tuple[list[tuple[int, dict[str, str]]], list[tuple[int, str]]]:
    """Cells by column with the line on which each row begins, and rows of another length than the header."""
    try:
        if path.stat().st_size > _BIGGEST:
            raise InputError(
                f"{path} is larger than {_BIGGEST // 1_000_000} MB; split it", code="too_large", value=str(path)
            )
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(
            f"cannot read {path}: {error.strerror}; give a CSV file", code="no_file", value=str(path)
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text; save it as CSV UTF-8", code="encoding", value=str(path)) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    out: list[tuple[int, dict[str, str]]] = []
    wrong: list[tuple[int, str]] = []
    begins = 1
    try:
        for raw in reader:
            line, begins = begins, reader.line_num + 1
            if not any(c.strip() for c in raw) or raw[0].startswith("#"):
                continue
            if header is None:
                header = _header(raw, path, line)
            elif len(raw) != len(header):
                wrong.append((line, f"{len(raw)} cells where the header has {len(header)}"))
            else:
                out.append((line, dict(zip(header, (" ".join(c.split()) for c in raw), strict=True))))
    except csv.Error as error:
        wrong.append((begins, f"not CSV ({error})"))
    if header is None:
        raise DataError(f"the file is empty; its first line names the columns: {','.join(COLUMNS)}", table=path.name)
    return out, wrong


def _header(raw: Sequence[str], path: Path, line: int) -> list[str]:
    header = [c.strip().lower() for c in raw]
    odd = [c for c in header if c not in COLUMNS]
    if odd or "name" not in header or len(set(header)) != len(header):
        if header and len(header) == 1 and ";" in header[0]:
            what = "the cells are parted by semicolons; save the file with commas"
            raise DataError(f"{what}; the columns are {','.join(COLUMNS)}", table=path.name, line=line)
        what = f"unknown columns {', '.join(map(repr, odd))}" if odd else "no column `name`, or a column twice"
        raise DataError(f"{what}; the columns are {','.join(COLUMNS)}", table=path.name, line=line)
    return header


def _checked(cells: dict[str, str]) -> tuple[UserRow, list[str]]:
    """The row in our spelling of it, and what is wrong with it."""
    row = {column: cells.get(column, "") for column in COLUMNS}
    wrong = [f"{c} of over {LONGEST} characters" for c in COLUMNS if c not in _FREE and len(row[c]) > LONGEST]
    wrong += [f"{c} has a control character" for c in COLUMNS if _CONTROL.search(row[c])]
    if wrong:
        return row, wrong
    names = [row["name"], *alternatives(row["aliases"])]
    if len(row["name"]) < 2 or not any(c.isalpha() for c in row["name"]):
        wrong.append("a name needs two letters at least")
    wrong += [f"a name of over {LONGEST} characters" for n in names if len(n) > LONGEST]
    common = [n for n in names if " " not in n and (n.islower() or agents().exact(n.lower()))]
    wrong += [f"{n!r} is an ordinary word, which would match everywhere; give a name" for n in common]
    row["kind"] = row["kind"].lower() or ("person" if row["office"] else "organisation")
    if row["kind"] not in KINDS:
        wrong.append(f"kind is {' or '.join(KINDS)}, got {row['kind']!r}")
    country = _country(row["country"])
    if country is None:
        wrong.append(
            f"no country {row['country']!r}; give its ISO 3166-1 alpha-3 code, as LBY, or a code such as UNO, IGO, NGO"
        )
    row["country"] = country or ""
    row["sectors"] = "|".join(s.upper() for s in alternatives(row["sectors"].replace(" ", "|").replace(",", "|")))
    wrong += [
        f"no PLOVER sector {s!r}; see `sayso codebook`" for s in alternatives(row["sectors"]) if s not in _sectors()
    ]
    dates = [row[c] for c in ("start", "end")]
    bad = [c for c in ("start", "end") if not DATE.fullmatch(row[c])]
    wrong += [f"{c} is YYYY, YYYY-MM or YYYY-MM-DD, got {row[c]!r}" for c in bad]
    if not bad and all(dates) and dates[1] <= dates[0]:
        wrong.append(f"end {dates[1]} is not after start {dates[0]}")
    return row, wrong


def _country(cell: str) -> str | None:
    """The code of a country told by code or name; None if there is none such."""
    if not cell or cell.upper() in by_iso3() or cell.upper() in _nonstates():
        return cell.upper()
    return next((t.country.iso3 for t in country_terms().exact(cell) if t.form == "name"), None)


@cache
def _sectors() -> frozenset[str]:
    rows = table("sectors", language=None, package="sayso.ontology")
    return frozenset(row["code"] for row in rows if row["scheme"] == "plover")


@cache
def _nonstates() -> frozenset[str]:
    return frozenset(row["code"] for row in table("nonstate_countries", language=None, package="sayso.ontology"))


def _write(rows: list[UserRow]) -> None:
    """Replace the file in one step, so that a crash leaves the old one."""
    path = store()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    with draft.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    draft.replace(path)


def add_users_rows(rows: Rows) -> None:
    """File the user's actors, before ours, so that theirs come first where a name is the same."""
    for k, row in enumerate(kept(), 2):
        sectors = alternatives(row["sectors"]) or (office_sectors(row["office"]) if row["office"] else ())
        spell = Spell(sectors, row["office"], row["start"], row["end"], source="user")
        cells = {"note": row["note"]} if row["note"] else {}
        new = Row(row["name"], list(alternatives(row["aliases"])), row["kind"], row["country"], "user", k, cells)
        new.users = [spell] if spell.sectors or spell.office else []
        rows.join(new)
