"""CAMEO codes and the crosswalk between them and PLOVER 2.0, in both directions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from sayso.ontology._tables import Row, look_up, parts, rows
from sayso.ontology.plover import event_type
from sayso.ontology.plover import mode as mode_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Cameo:
    """A CAMEO code with its title in our words and what it is in PLOVER. `type` is empty where PLOVER drops the code."""

    code: str
    title: str
    quad_gdelt: int
    quad_phoenix: int
    type: str
    mode: str
    contexts: tuple[str, ...]
    optional: bool
    swapped: bool
    example: str
    note: str

    @property
    def root(self) -> str:
        return self.code[:2]

    @property
    def base(self) -> str:
        """The 3-digit parent, or the code itself where it has fewer levels (as GDELT's EventBaseCode)."""
        return self.code[:3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plover:
    """What a CAMEO code is in PLOVER. `swapped`: source and target change places, as for the host of a visit."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    swapped: bool


@cache
def cameos() -> dict[str, Cameo]:
    """All CAMEO codes in order."""
    return {r["code"]: _cameo(r) for r in rows("cameo")}


def cameo(code: str) -> Cameo:
    """A CAMEO code, such as 195. Raises `InputError` naming the nearest codes."""
    return look_up(cameos(), code, "CAMEO code")


def plover_for(code: str, *, optional: bool = False) -> Plover | None:
    """PLOVER's reading of a CAMEO code, or None where it has none; `optional` keeps polite requests and four statements."""
    found = cameo(code)
    if not found.type or (found.optional and not optional):
        return None
    return Plover(type=found.type, mode=found.mode or None, contexts=found.contexts, swapped=found.swapped)


def cameo_for(
    type: str, mode: str | None = None, contexts: Collection[str] = (), *, armed: bool = False, forceful: bool = True
) -> str:
    """The CAMEO code of a PLOVER event: `armed` where both sides are, `forceful` for a demand rather than a polite request."""
    if mode:
        mode_of(type, mode)
    holds = {"": True, "armed": armed, "polite": not forceful}
    for row in _reverse().get((event_type(type).code, mode or ""), ()):
        if holds[row["when"]] and (not row["context"] or row["context"] in contexts):
            return row["cameo"]
    return cameo_for(type, None, contexts, armed=armed, forceful=forceful)


@cache
def _reverse() -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows("reverse"):
        found.setdefault((row["type"], row["mode"]), []).append(row)
    return found


def _cameo(r: Row) -> Cameo:
    return Cameo(
        code=r["code"],
        title=r["title"],
        quad_gdelt=int(r["quad_gdelt"]),
        quad_phoenix=int(r["quad_phoenix"]),
        type=r["type"],
        mode=r["mode"],
        contexts=parts(r["contexts"]),
        optional=r["optional"] == "1",
        swapped=r["swapped"] == "1",
        example=r["example"],
        note=r["note"],
    )
