"""What a question asks for: every value checked before the store is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from sayso.desk.days import moment
from sayso.errors import InputError
from sayso.model.claim import STATUS
from sayso.model.ledger import VERDICTS

SORTS = ("date", "first", "reports", "roots")
QUADS = (1, 2, 3, 4)
CUTOFF = 0.6  # likeness from which a wrong name is told the right one
ALIKE = 0.1  # by how much a second one may be less like it
# Words in use elsewhere, the changes of `sayso diff` among them.
VERDICT_MEANT = {"confirmed": "corroborated", "verified": "corroborated", "single": "single-source",
                 "denied": "disputed", "retracted": "withdrawn"}  # fmt: skip
Words = str | Iterable[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """All filters of `sayso events`, `claims` and the rest; those that a question does not know are refused there.

    `since` is the first day and `until` the first day after. Several values of one filter mean any of them; only several
    parties must all take part. `export` True asks only for what stands in flat event tables; otherwise all is given.
    """

    since: str | None = None
    until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    quads: tuple[int, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    place: str | None = None
    outlet: tuple[str, ...] = ()
    root: tuple[str, ...] = ()
    verdict: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    min_roots: int = 0
    min_reports: int = 0
    story: str | None = None
    text: str | None = None
    export: bool | None = None
    ids: tuple[str, ...] = ()
    sort: str = "date"
    limit: int | None = None

    @property
    def asked(self) -> bool:
        """Whether anything narrows the answer."""
        plain = Filter(sort=self.sort, limit=self.limit)
        return self != plain


def filter_of(**given: Any) -> Filter:
    """A filter of what a user gave, under the names of the options. Raises `InputError` that names the allowed values."""
    unknown = sorted(set(given) - {f.name for f in fields(Filter)} - set(_SINGULAR))
    if unknown:
        names = sorted({f.name for f in fields(Filter)} - set(_SINGULAR.values()) | set(_SINGULAR))
        raise InputError(
            f"no filter is called {unknown[0]!r}; there are: {', '.join(names)}", code="usage", value=unknown[0]
        )
    values = {_SINGULAR.get(name, name): value for name, value in given.items() if value not in (None, "", ())}
    for name, check in _CHECKS.items():
        if name in values:
            values[name] = check(values[name])
    return Filter(**values)


def _many(value: Any) -> tuple[str, ...]:
    listed = (value,) if isinstance(value, str) else tuple(value)
    return tuple(dict.fromkeys(str(item).strip() for item in listed if str(item).strip()))


def _types(value: Any) -> tuple[str, ...]:
    from sayso.ontology.plover import types

    return tuple(one_of("event type", item.upper(), [t.code for t in types()]) for item in _many(value))


def _modes(value: Any) -> tuple[str, ...]:
    """`aerial`, or `ASSAULT/aerial` for the mode of one type."""
    from sayso.ontology.plover import modes

    known = {m.code for m in modes()} | {f"{m.type}/{m.code}" for m in modes()}
    out = []
    for item in _many(value):
        kind, slash, code = item.rpartition("/")
        out.append(one_of("mode", f"{kind.upper()}{slash}{code.lower()}", sorted(known)))
    return tuple(out)


def _quads(value: Any) -> tuple[int, ...]:
    listed = (value,) if isinstance(value, int | str) else tuple(value)
    return tuple(int(one_of("quad class", str(item), [str(q) for q in QUADS])) for item in listed)


def _countries(value: Any) -> tuple[str, ...]:
    out = []
    for item in _many(value):
        code = country_code(item)
        if code is None:
            near = like(item, country_names())
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            message = f"{item!r} is no country; give its ISO 3166-1 alpha-3 code, as LBN, or its name{hint}"
            raise InputError(message, code="usage", value=item)
        out.append(code)
    return tuple(out)


def country_names() -> list[str]:
    """The names of all states."""
    from sayso.knowledge.countries import by_iso3

    return [country.name for country in by_iso3().values()]


def country_code(text: str) -> str | None:
    """The code of a state, an organisation of states or a region, given as code or name; None where it is neither."""
    from sayso.knowledge.countries import by_iso3, country_named
    from sayso.lexicon.tables import table

    others = (row["code"] for row in table("nonstate_countries", language=None, package="sayso.ontology"))
    if text.upper() in by_iso3() or text.upper() in others:
        return text.upper()
    return country_named(text) or country_named(text.title())


def _verdicts(value: Any) -> tuple[str, ...]:
    return tuple(one_of("verdict", item.lower(), VERDICTS, meant=VERDICT_MEANT) for item in _many(value))


def _statuses(value: Any) -> tuple[str, ...]:
    return tuple(one_of("status", item.lower(), STATUS) for item in _many(value))


def _count(value: Any) -> int:
    number = int(value)
    if number < 0:
        raise InputError(f"{number} is less than nothing; give 0 or more", code="usage", value=str(number))
    return number


def like(name: str, known: Iterable[str], most: int = 2) -> list[str]:
    """Those of the names that are spelt nearly like one, in whatever letter case, the nearest first."""
    low = {one.lower(): one for one in known}
    given = name.lower()
    found = get_close_matches(given, low, n=most, cutoff=CUTOFF)
    alike = [SequenceMatcher(None, one, given).ratio() for one in found]
    return [low[one] for one, near in zip(found, alike, strict=True) if near >= alike[0] - ALIKE]


def one_of(what: str, value: str, allowed: Iterable[str], *, meant: Mapping[str, str] | None = None) -> str:
    """The value, if it is allowed; else an `InputError` with the nearest ones, or what is `meant` by it, and all allowed."""
    known = list(allowed)
    if value in known:
        return value
    near = [meant[value]] if meant and value in meant else like(value, known)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    shown = known if len(known) <= 40 else [k for k in known if "/" not in k]
    raise InputError(f"no {what} is called {value!r}; {hint}allowed: {', '.join(shown)}", code="usage", value=value)


_SINGULAR = {"type": "types", "mode": "modes", "quad": "quads", "id": "ids"}
_CHECKS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("since", "until", "published_since", "published_until"), moment),
    **dict.fromkeys(("actor", "recipient", "party", "outlet", "root", "ids"), _many),
    **dict.fromkeys(("min_roots", "min_reports", "limit"), _count),
    "types": _types,
    "modes": _modes,
    "quads": _quads,
    "country": _countries,
    "verdict": _verdicts,
    "status": _statuses,
    "sort": lambda value: one_of("order", str(value), SORTS),
}
