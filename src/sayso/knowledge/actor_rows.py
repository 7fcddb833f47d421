"""Reads the tables of persons, organisations and offices into rows of one shape; several tables may tell of one actor."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files

from sayso.errors import DataError
from sayso.knowledge.facts import PACKAGE
from sayso.knowledge.known import Spell
from sayso.lexicon.phrase_index import fold, pieces
from sayso.lexicon.tables import alternatives

_SPELL = re.compile(r"([A-Z+]{3,11})(?::([^0-9|]+?))?(?: (\d{4}(?:-\d\d){0,2})?\.\.(\d{4}(?:-\d\d){0,2})?)?")
DATE = re.compile(r"(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)?")
ORGANISATIONS = ("organisations", "organisations_petrarch")
OFFICES = ("offices", "offices_reign")
# how exact the coarser date of an office is told, or a word or number for how sure a row is
SURE = {
    "": 0.9,
    "day": 0.95,
    "month": 0.9,
    "year": 0.8,
    "about": 0.75,
    "certain": 1.0,
    "probable": 0.75,
    "possible": 0.5,
}
_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM"})
_PREFIXES = frozenset({"al", "bin", "von", "de"})


Keys = tuple[str, ...]


@dataclass(slots=True)
class Office:
    """One row of a table of offices."""

    name: str
    body: str
    start: str
    end: str
    sure: float
    source: str


@dataclass(slots=True)
class Row:
    """One actor, as the tables write it; what costs time is read when the actor is met."""

    name: str
    aliases: list[str]
    kind: str
    country: str
    table: str
    line: int
    cells: dict[str, str] = field(default_factory=dict)  # sectors or spells, metonyms, when, since ...
    offices: list[Office] = field(default_factory=list)
    users: list[Spell] = field(default_factory=list)  # spells of the user's own file
    surname: bool = False

    @property
    def forms(self) -> list[str]:
        return [self.name, *self.aliases]


def cells(name: str, *, needed: bool = True) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of `knowledge/data/NAME.csv` with line numbers, not kept; nothing where a table that is not needed is absent."""
    source = files(PACKAGE) / "data" / f"{name}.csv"
    if not source.is_file():
        if needed:
            raise DataError("no such table", table=f"{name}.csv")
        return
    lines = source.read_text(encoding="utf-8").splitlines()
    at = [n for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    reader = csv.reader(lines[n - 1] for n in at)
    header = next(reader, [])
    for row in reader:
        if len(row) != len(header):
            line = at[reader.line_num - 1]
            raise DataError(f"{len(row)} cells where the header has {len(header)}", table=f"{name}.csv", line=line)
        yield at[reader.line_num - 1], dict(zip(header, row, strict=True))


class Rows:
    """All actors of the tables. A row joins an earlier one of the same kind that has its name, or it an alias, and country."""

    def __init__(self) -> None:
        self.all: list[Row] = []
        self._by_form: dict[tuple[Keys, str, str], Row] = {}
        self._keys: dict[str, Keys] = {}

    def organisations(self) -> None:
        for name in ORGANISATIONS:
            first = name == ORGANISATIONS[0]
            for line, row in cells(name, needed=first):
                for one, aliases in members(row["name"], row["aliases"]):
                    new = Row(one, aliases, "organisation", row["country"], name, line, row)
                    self.join(new)

    def persons(self) -> None:
        for line, row in cells("persons"):
            for name, aliases in members(row["name"], row["aliases"]):
                surname = row.get("surname") == "yes"
                new = Row(name, aliases, "person", row["country"], "persons", line, row, surname=surname)
                self.join(new)

    def offices(self) -> None:
        for name in OFFICES:
            for line, row in cells(name, needed=False):
                start, end = row["start"].strip(), row["end"].strip()
                if not (DATE.fullmatch(start) and DATE.fullmatch(end)) or (start and end and end < start):
                    message = f"start and end are YYYY, YYYY-MM or YYYY-MM-DD in order, got {start!r} and {end!r}"
                    raise DataError(message, table=f"{name}.csv", line=line)
                if not row["person"]:
                    continue
                office = Office(
                    row["office"], row["body"], start, end, sureness(row["sure"], name, line), row["source"]
                )
                _, aliases = members("", row["aliases"])[0]
                self.join(Row(row["person"], aliases, "person", row["country"], name, line, {}, [office]))

    def keys(self, form: str) -> Keys:
        """The folded words of a name, cut once."""
        if (keys := self._keys.get(form)) is None:
            keys = self._keys[form] = keys_of(form)
        return keys

    def file(self, row: Row) -> None:
        self.all.append(row)
        for form in (row.name, *row.aliases):
            self._by_form.setdefault((self.keys(form), row.country, row.kind), row)

    def join(self, row: Row) -> None:
        """Adds what the row tells to an earlier one of that actor, or files it as a new one."""
        held = self._held(row)
        if held is None:
            self.file(row)
            return
        old = {self.keys(f) for f in held.forms}
        for form in row.forms:
            if (keys := self.keys(form)) not in old and not (held.kind == "person" and len(keys) < 2):
                old.add(keys)
                held.aliases.append(form)
                self._by_form.setdefault((keys, row.country, row.kind), held)
        held.offices += row.offices
        held.users += row.users
        held.surname = held.surname or row.surname
        for column, cell in row.cells.items():
            if cell and not held.cells.get(column):
                held.cells[column] = cell

    def _held(self, row: Row) -> Row | None:
        """An earlier row that has this name, or whose name is one of this row's; single words join nobody with anybody."""
        name = self.keys(row.name)
        held = self._by_form.get((name, row.country, row.kind))
        if held is not None and (len(name) > 1 or name == self.keys(held.name)):
            return held
        for form in row.aliases:
            keys = self.keys(form)
            held = self._by_form.get((keys, row.country, row.kind)) if len(keys) > 1 else None
            if held is not None and keys == self.keys(held.name):
                return held
        return None


def members(name: str, aliases: str) -> list[tuple[str, list[str]]]:
    """Names with their aliases, without those that only add an article (a match must not begin with one)."""
    kept = [a for a in alternatives(aliases) if a[:4].lower() != "the "] if aliases else []
    if name.startswith("*"):
        return [(n, []) for n in (name[1:], *kept)]
    return [(name, kept)]


def sureness(cell: str, table: str, line: int) -> float:
    """A share from a number or one of the words of `SURE`."""
    cell = cell.strip().lower()
    try:
        share = SURE[cell] if cell in SURE else float(cell)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise DataError(
            f"`sure` is 0 to 1 or one of {', '.join(w for w in SURE if w)}, got {cell!r}", table=table, line=line
        )
    return share


def spells(cell: str, *, table: str, line: int) -> tuple[Spell, ...]:
    """`GOV:Prime Minister 2016..2021-03|LEG` as spells."""
    out = []
    for part in alternatives(cell):
        match = _SPELL.fullmatch(part)
        if not match:
            raise DataError(f"a spell is SECTOR[:office] [from..to], got {part!r}", table=f"{table}.csv", line=line)
        sectors, office, start, end = match.groups()
        out.append(Spell(tuple(sectors.split("+")), (office or "").strip(), start or "", end or "", source=table))
    return tuple(out)


def surname(name: str, country: str) -> str:
    """The family name as news writes it alone."""
    words = name.split()
    if country in _FAMILY_FIRST:
        return words[0]
    return " ".join(words[-2:]) if len(words) > 2 and words[-2] in _PREFIXES else words[-1]


def keys_of(form: str) -> Keys:
    """The folded words of a name, as texts are cut."""
    if form.isascii() and "'" not in form and "/" not in form and "`" not in form:
        return tuple(form.lower().replace("-", " ").replace(".", "").split())
    return tuple(k for k in map(fold.__wrapped__, pieces(form)) if k)
