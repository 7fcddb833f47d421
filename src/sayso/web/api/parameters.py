"""The parameters of the API: what each means, which values it takes, and a query string checked and read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from sayso.desk.filters import SORTS, like
from sayso.errors import InputError
from sayso.model.claim import STATUS
from sayso.model.ledger import VERDICTS

Json = dict[str, Any]
LIMIT, MOST = 50, 500  # rows of an answer: usually, and at most
LONGEST = 1000  # characters of one value
MANY = 50  # values of one parameter
COUNT = 2**31 - 1
_TRUE, _FALSE = ("true", "1", "yes", "on"), ("false", "0", "no", "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a query. `many`: it may be given several times, and means any of its values."""

    name: str
    says: str
    kind: str = "string"
    many: bool = False
    filter: str | None = None  # the name in a Filter, if it is another one
    enum: tuple[Any, ...] = ()
    example: Any = None
    least: int = 0
    most: int = COUNT
    schema: Json = field(default_factory=dict)

    def described(self) -> Json:
        """The parameter in OpenAPI."""
        own: Json = {"type": self.kind} | self.schema
        if self.kind == "string" and not self.enum:
            own = {"minLength": 1, "maxLength": LONGEST} | own
        if self.kind == "integer":
            own |= {"minimum": self.least, "maximum": self.most}
        if self.enum:
            own["enum"] = list(self.enum)
        if self.many:
            own = {"type": "array", "items": own, "minItems": 1, "maxItems": MANY}
        out = {"name": self.name, "in": "query", "required": False, "description": self.says, "schema": own}
        if self.example is not None:
            out["example"] = [self.example] if self.many else self.example
        return out


def _day(name: str, says: str) -> Parameter:
    pattern = r"^(\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?|today|yesterday|now|\d{1,5}[hdw])$"
    return Parameter(name=name, says=says, example="2026-03-01", schema={"pattern": pattern})


FILTERS = (
    _day("since", "First day of the event: 2026-03-01, yesterday, 7d (ago)."),
    _day("until", "The first day that is left out."),
    _day("published_since", "Reported on this day or later."),
    _day("published_until", "Reported before this day."),
    Parameter(name="type", many=True, filter="types", says="PLOVER type.", example="ASSAULT"),
    Parameter(name="mode", many=True, filter="modes", says="PLOVER mode, as aerial or ASSAULT/aerial.", example="ASSAULT/aerial"),
    Parameter(
        name="quad", many=True, filter="quads", kind="integer", least=1, most=4, example=4,
        says="Class: 1 and 2 cooperate in words and deeds, 3 and 4 are conflict.",
    ),
    Parameter(name="actor", many=True, says="Who did it: a name, an id, or a country and all its actors.", example="DZA"),
    Parameter(name="recipient", many=True, says="To whom.", example="LBY"),
    Parameter(name="party", many=True, says="Who takes part in any role; several must all take part.", example="EGY"),
    Parameter(name="country", many=True, says="Where: ISO 3166-1 alpha-3 code or name of a country.", example="LBY"),
    Parameter(name="place", says="Where: the name of a place, or its GeoNames number.", example="Tripoli"),
    Parameter(name="outlet", many=True, says="Reported by this outlet: name, domain or id.", example="Example News"),
    Parameter(name="root", many=True, says="Resting on this source: name or id.", example="Example News"),
    Parameter(name="verdict", many=True, enum=VERDICTS, says="What the reports amount to together.", example="corroborated"),
    Parameter(name="status", many=True, enum=STATUS, says="How a claim is told.", example="reported"),
    Parameter(name="min_roots", kind="integer", says="At least so many independent roots.", example=2),
    Parameter(name="min_reports", kind="integer", says="At least so many reports.", example=2),
    Parameter(name="story", says="Of this story.", example="story:1f0c"),
    Parameter(name="text", says='Told in an article with all these words; "..." is a phrase.', example="ceasefire talks"),
    Parameter(name="export", kind="boolean", says="true: only what stands in flat event tables: not denied, hedged, expected."),
    Parameter(name="id", many=True, filter="ids", says="This one; the beginning of an id is enough.", example="event:08bf"),
)  # fmt: skip
SORT = Parameter(
    name="sort",
    enum=SORTS,
    says="The order: by date of the event (usual) or first report, the newest first; by reports or by roots, the most first.",
    example="first",
)
PAGE = (
    Parameter(name="limit", kind="integer", least=1, most=MOST, says=f"Rows of an answer, {LIMIT} unless said.", example=20),
    Parameter(name="cursor", says="Where the next page begins: `next_cursor` of the page before. Give the same filters with it."),
)  # fmt: skip
CHANGED = Parameter(
    name="changed_since",
    says="Only what changed since a time (2026-03-01, 24h ago), or since `cursor` of the last such answer: made, told by more "
    "reports, judged anew. What is gone is told under `gone`. The order is that of the changes.",
    example="2026-03-01",
)
STORY_FILTERS = tuple(
    p for p in FILTERS if p.name not in ("story", "published_since", "published_until")
)  # a story's days are those of its articles


class Query:
    """A query string, read: filters under the names of `sayso events`, and the rest."""

    def __init__(self, request: Request, parameters: Iterable[Parameter]) -> None:
        self.request = request
        self.known = {p.name: p for p in parameters}
        self.given = _given(request, self.known)
        self.values = {name: _value(self.known[name], values) for name, values in self.given.items()}

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    @property
    def limit(self) -> int:
        return int(self.values.get("limit", LIMIT))

    @property
    def filters(self) -> Json:
        """What narrows the answer, and its order."""
        names = {p.name: p.filter or p.name for p in (*FILTERS, SORT)}
        return {names[name]: value for name, value in self.values.items() if name in names}

    def next_url(self, **changes: str) -> str:
        """The path of this question with other parameters."""
        from urllib.parse import urlencode

        kept = [(k, v) for k, v in self.request.query_params.multi_items() if k not in changes]
        kept += [(k, v) for k, v in changes.items() if v]
        return f"{path_of(self.request)}?{urlencode(kept)}" if kept else path_of(self.request)


def path_of(request: Request) -> str:
    """The path that was asked for, with the place where the API is mounted."""
    return str(request.scope["path"])


def _given(request: Request, known: Mapping[str, Parameter]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name not in known:
            near = like(name, known)
            hint = f"did you mean {' or '.join(near)}? " if near else ""
            raise InputError(
                f"no parameter is called {name[:80]!r} here; {hint}there are: {', '.join(sorted(known)) or 'none'}",
                code="usage", value=name,
            )  # fmt: skip
        if len(value) > LONGEST:
            raise InputError(
                f"{name} has {len(value)} characters; {LONGEST} are allowed", code="usage", value=value[:80]
            )
        if "\x00" in value:
            raise InputError(f"{name} holds a NUL, which no text has", code="usage", value=name)
        out.setdefault(name, []).append(value)
    return out


def _value(parameter: Parameter, values: list[str]) -> Any:
    name = parameter.name
    if len(values) > (MANY if parameter.many else 1):
        most = MANY if parameter.many else 1
        raise InputError(f"{name} is given {len(values)} times; {most} is allowed", code="usage", value=name)
    read = tuple(_one(parameter, value.strip()) for value in values)
    return read if parameter.many else read[0]


def _one(parameter: Parameter, value: str) -> Any:
    name = parameter.name
    if not value:
        raise InputError(f"{name} has no value; leave it out, or give it one", code="usage", value=name)
    if parameter.kind == "integer":
        if not (
            value.isascii()
            and value.isdecimal()
            and len(value) < 11
            and parameter.least <= int(value) <= parameter.most
        ):
            raise InputError(
                f"{name}={value[:40]!r} is no whole number from {parameter.least} to {parameter.most}",
                code="usage",
                value=value,
            )
        return int(value)
    if parameter.kind == "boolean":
        if value.lower() not in (*_TRUE, *_FALSE):
            raise InputError(f"{name}={value[:40]!r} is neither true nor false", code="usage", value=value)
        return value.lower() in _TRUE
    return value
