"""What `sayso codebook CODE` says of a type, mode, CAMEO code, context, sector or code in the place of a country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.errors import InputError
from sayso.ontology._tables import nearest, rows
from sayso.ontology.crosswalk import Cameo, cameo_for, cameos
from sayso.ontology.plover import Context, EventType, Mode, contexts, modes, types
from sayso.ontology.scores import score

QUADS = {1: "1 verbal cooperation", 2: "2 material cooperation", 3: "3 verbal conflict", 4: "4 material conflict"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One meaning of a code. `kind`: type, mode, CAMEO code, context, sector, CAMEO role, non-state country, partly recognised."""

    kind: str
    code: str
    title: str
    definition: str
    example: str
    details: tuple[tuple[str, str], ...] = ()


def explain(code: str | None = None) -> list[Entry]:
    """All meanings of a code, whatever its case; without a code the 16 types. Raises `InputError` naming the nearest codes."""
    if code is None:
        return [_type(t) for t in types()]
    wanted = code.strip().lower()
    found = _index().get(wanted)
    if found:
        return list(found)
    near = nearest(wanted, list(_index()))
    shown = ", ".join(dict.fromkeys(_index()[n][0].code for n in near))
    raise InputError(
        f"no code is called {code.strip()[:60]!r}"
        + (f"; did you mean {shown}?" if shown else "; `sayso codebook` lists the types"),
        code="unknown_code",
        value=code,
    )


def every() -> list[Entry]:
    """Every meaning of every code: types, modes, CAMEO codes, contexts, sectors, and codes in the place of a country."""
    return list(_entries())


@cache
def _index() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for entry in _entries():
        found.setdefault(entry.code.lower(), []).append(entry)
        if entry.kind == "mode":
            found.setdefault(entry.code.partition("/")[2], []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def _entries() -> Iterator[Entry]:
    yield from (_type(t) for t in types())
    yield from (_mode(m) for m in modes())
    yield from (_cameo(c) for c in cameos().values())
    yield from (_context(c) for c in contexts())
    for r in rows("sectors"):
        kind = "sector" if r["scheme"] == "plover" else "CAMEO role"
        details = _given(("in PLOVER", r["becomes"]), ("note", r["note"]))
        yield Entry(
            kind=kind,
            code=r["code"],
            title=r["title"],
            definition=r["definition"],
            example=r["example"],
            details=details,
        )
    for r in rows("nonstate_countries"):
        yield Entry(
            kind="non-state country", code=r["code"], title=r["title"], definition=r["definition"], example=r["example"]
        )
    for r in rows("pre"):
        yield Entry(
            kind="partly recognised",
            code=r["name"],
            title=r["name"],
            definition=f"Coded as {r['country']} with PRE as second sector.",
            example=r["example"],
            details=_given(("country", r["country"]), ("note", r["note"])),
        )


def _type(t: EventType) -> Entry:
    return Entry(
        kind="type",
        code=t.code,
        title=t.title,
        definition=t.definition,
        example=t.example,
        details=_given(
            ("quad", QUADS[t.quad]),
            ("score", f"{t.score:g}"),
            ("recipient", "needed" if t.recipient_needed else "not needed"),
            ("modes", ", ".join(t.modes)),
            ("CAMEO", cameo_for(t.code)),
            ("note", t.note),
        ),
    )


def _mode(m: Mode) -> Entry:
    return Entry(
        kind="mode",
        code=f"{m.type}/{m.code}",
        title=f"{m.code} (of {m.type})",
        definition=m.definition,
        example=m.example,
        details=_given(("score", f"{m.score:g}"), ("CAMEO", cameo_for(m.type, m.code)), ("note", m.note)),
    )


def _cameo(c: Cameo) -> Entry:
    plover = f"{c.type}/{c.mode}" if c.mode else c.type
    children = [k for k in cameos() if k.startswith(c.code) and len(k) == len(c.code) + 1]
    return Entry(
        kind="CAMEO code",
        code=c.code,
        title=c.title,
        definition=f"{c.title}.",
        example=c.example,
        details=_given(
            ("in PLOVER", (plover or "none") + (" (only where asked for)" if c.optional else "")),
            ("contexts", ", ".join(c.contexts)),
            ("parties", "source and target change places" if c.swapped else ""),
            ("quad", f"GDELT {c.quad_gdelt}, Phoenix {c.quad_phoenix}"),
            ("score", f"ICEWS {score(c.code, 'icews'):g}, GDELT {score(c.code, 'gdelt'):g}"),
            ("part of", "" if c.code == c.root else c.base if c.base != c.code else c.root),
            ("parts", ", ".join(children)),
            ("note", c.note),
        ),
    )


def _context(c: Context) -> Entry:
    return Entry(
        kind="context", code=c.code, title=c.code.replace("_", " "), definition=c.definition, example=c.example
    )


def _given(*details: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in details if value)
