"""The knowledge base of actors: every table in one index of names; an actor is made when a text first names it."""

from __future__ import annotations

import gc
from collections.abc import Iterator, KeysView, Sequence
from contextlib import contextmanager
from functools import cache

from sayso.knowledge.actor_rows import Row, Rows, spells, sureness, surname
from sayso.knowledge.known import Known, KnownTerm, Spell
from sayso.knowledge.sectors import office_sectors
from sayso.knowledge.user import add_users_rows
from sayso.lexicon.phrase_index import SMALL, case_of, fits_case, fold, pieces
from sayso.lexicon.tables import alternatives
from sayso.model import slug

_ALL = "=all"  # begins the `when` of a row whose long names are ordinary words
_FEW = 6  # names with one first word that are looked through one by one
FORMS = ("name", "metonym", "surname", "bare")
_METONYM, _SURNAME, _BARE = 1, 2, 3
Entry = tuple[tuple[str, ...], str, int]  # further words, capitals asked for, row * len(FORMS) + form


class Base:
    """Actors by name. It answers like a `PhraseIndex` of `KnownTerm`, and makes each `Known` once."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows.all
        self.first: dict[str, list[Entry]] = {}
        self._made: dict[int, Known] = {}
        self._terms: dict[int, KnownTerm] = {}
        self._namesakes: dict[int, str] = {}
        self._words: dict[str, str] = {}
        self._keys = rows.keys
        seen: dict[tuple[str, ...], int] = {}
        for k, row in enumerate(self.rows):
            keys = self._file_row(k, row)
            if seen.setdefault(keys, k) != k:
                self._namesakes[k] = (row.country or row.kind).lower()
        self._deep: dict[str, dict[str, list[Entry]]] = {}  # by the second word too, where many names share the first
        for key, entries in self.first.items():
            if len(entries) > 1:
                entries.sort(key=_longest_first)
            if len(entries) > _FEW:
                seconds = self._deep[key] = {}
                for entry in entries:
                    seconds.setdefault(entry[0][0] if entry[0] else "", []).append(entry)
        del self._words, self._keys  # of use only here

    def _file_row(self, k: int, row: Row) -> tuple[str, ...]:
        code = k * len(FORMS)
        alone = (
            0  # what one word of a person's name is: a last name, or of one whom only a table of offices knows, less
        )
        if row.kind == "person":
            alone = _SURNAME if row.cells or row.users else _BARE
        name = self._file(row.name, code + (_BARE if alone == _BARE and " " not in row.name else 0))
        for form in dict.fromkeys(row.aliases):
            if form != row.name:
                self._file(form, code + (alone if " " not in form and " " in row.name else 0))
        if metonyms := row.cells.get("metonyms"):
            for form in alternatives(metonyms):
                self._file(form, code + _METONYM)
        if row.surname:
            self._file(surname(row.name, row.country), code + _SURNAME)
        return name

    def _file(self, form: str, code: int) -> tuple[str, ...]:
        keys = self._keys(form)
        if keys:
            words = self._words
            entry = (tuple([words.setdefault(w, w) for w in keys[1:]]), case_of(form, form.partition(" ")[0]), code)
            self.first.setdefault(keys[0], []).append(entry)
        return keys

    def at(self, keys: Sequence[str], words: Sequence[str], i: int) -> tuple[int, list[KnownTerm]]:
        """Length and values of the longest names that begin at word `i`; (0, []) if there are none."""
        best, found = 0, []
        for rest, case, code in self._entries(keys, i):
            n = len(rest) + 1
            if n < best:
                break
            if n > 1 and tuple(keys[i + 1 : i + n]) != rest:
                continue
            if fits_case(case, words, i):
                best = n
                found.append(self.term(code))
        return best, found

    def _entries(self, keys: Sequence[str], i: int) -> Sequence[Entry]:
        """Names that may begin at word `i`, longest first."""
        seconds = self._deep.get(keys[i])
        if seconds is None:
            return self.first.get(keys[i], ())
        alone = seconds.get("", ())
        further = seconds.get(keys[i + 1], ()) if i + 1 < len(keys) else ()
        return [*further, *alone] if further and alone else further or alone

    def firsts(self) -> KeysView[str]:
        """Folded first words of all names: at any other word nothing begins."""
        return self.first.keys()

    def small(self) -> Iterator[str]:
        """Those of the first words that may stand without a capital in the text."""
        return (key for key, entries in self.first.items() if any(case in SMALL for _, case, _ in entries))

    def exact(self, phrase: str) -> list[KnownTerm]:
        """Actors of exactly this name."""
        words = pieces(phrase)
        keys = [k for k in map(fold, words) if k]
        n, found = self.at(keys, words, 0) if keys else (0, [])
        return found if n and n == len(keys) else []

    def term(self, code: int) -> KnownTerm:
        if (term := self._terms.get(code)) is None:
            row, form = divmod(code, len(FORMS))
            term = self._terms[code] = KnownTerm(self.known(row), FORMS[form])
        return term

    def known(self, k: int) -> Known:
        """The actor of a row."""
        if (known := self._made.get(k)) is None:
            known = self._made[k] = _make(self.rows[k], self._namesakes.get(k))
        return known

    def everyone(self) -> Iterator[Known]:
        """Every actor, in the order of the tables."""
        return (self.known(k) for k in range(len(self.rows)))


@cache
def base() -> Base:
    """All tables of ours and of the user's; the user's rows come first where they tell of the same actor."""
    with all_stays():
        rows = Rows()
        add_users_rows(rows)
        rows.organisations()
        rows.persons()
        rows.offices()
        return Base(rows)


@contextmanager
def all_stays() -> Iterator[None]:
    """Holds back the search for cyclic garbage, a third of the time, while much is made that all stays."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def forget() -> None:
    """Read the tables anew at the next question: the user's rows have changed."""
    base.cache_clear()


def _longest_first(entry: Entry) -> int:
    return -len(entry[0])


def _make(row: Row, namesake: str | None) -> Known:
    cells = {k: v.strip() for k, v in row.cells.items()}
    when = cells.get("when", "")
    key = f"{row.name} {namesake}" if namesake else row.name
    return Known(
        id=f"actor:{slug(key)}",
        name=row.name,
        kind=row.kind,
        country=row.country or None,
        spells=_spells(row, cells),
        when=tuple(fold(w) for w in alternatives(when.removeprefix(_ALL))),
        strict=when.startswith(_ALL),
        aliases=tuple(dict.fromkeys(row.aliases)),
        sort=cells.get("kind", ""),
        since=cells.get("since", ""),
        until=cells.get("until", ""),
        parent=cells.get("parent", ""),
        sure=sureness(cells.get("sure", "certain") or "certain", f"{row.table}.csv", row.line),
        source=cells.get("source") or row.table,
        note=cells.get("note", ""),
    )


def _spells(row: Row, cells: dict[str, str]) -> tuple[Spell, ...]:
    """The user's alone if they hold always; else theirs, our own with the dates of the tables of offices where these tell of the same office, and these."""
    if "sectors" in cells:
        own: tuple[Spell, ...] = (Spell(alternatives(cells["sectors"]), "", "", "", source=row.table),)
    else:
        own = spells(cells.get("spells", ""), table=row.table, line=row.line)
    theirs = [Spell(office_sectors(o.name), o.name, o.start, o.end, o.sure, o.source, o.body) for o in row.offices]
    if any(not s.dated for s in row.users):
        return tuple(row.users)
    kept = [s for s in own if not any(_same(s, other) for other in theirs)]
    return (*row.users, *_distinct([*kept, *theirs]))


def _same(own: Spell, other: Spell) -> bool:
    """The same office over about the same time: what the more exact table says stands."""
    if not own.office or own.office != other.office or not own.dated:
        return False
    return (not own.end or other.start[:4] <= own.end) and (not other.end or own.start[:4] <= other.end)


def _distinct(found: list[Spell]) -> list[Spell]:
    out: list[Spell] = []
    for spell in found:
        twin = next((s for s in out if s.dated and s.office == spell.office and s.start[:7] == spell.start[:7]), None)
        if twin is None:
            out.append(spell)
    return out
