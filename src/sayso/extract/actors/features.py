"""What may speak for an antecedent of a pronoun, as names of features, and their learned weights.

A `Part` is a bundle of such facts; the few bundles that texts show are spelt out and weighed once. The weights are learned
by training/fit_coreference.py; a feature without one counts nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from sayso.errors import DataError
from sayso.lexicon.tables import numbered


class Place(NamedTuple):
    """Where an antecedent stands, seen from the pronoun; `near` counts steps of tokens within the sentence."""

    group: str
    thing: bool
    back: int
    parted: bool
    role: str
    own: str
    near: int
    same_clause: bool
    main: bool

    def names(self) -> tuple[str, ...]:
        group, back, tail = self.group, self.back, "/thing" if self.thing else ""
        out = [f"{group}:back={back}{self.role}", f"{group}:back={back}"]
        if self.parted:
            out.append(f"{group}:parted={min(back, 2)}")
        if self.role == self.own:
            out.append(f"{group}:same-role={self.role}")
        if back == 0:
            out += [f"{group}:own={self.own}/{self.role}", f"{group}:near={self.near}"]
            if self.same_clause:
                out.append(f"{group}:same-clause={self.own}/{self.role}")
        elif self.main:
            out.append(f"{group}:main-subject={min(back, 2)}")
        return tuple(f"{name}{tail}" for name in out)


class Who(NamedTuple):
    """What is known of an actor: kind, how often and how it was met, whether it is the subject above the pronoun."""

    group: str
    kind: str
    own: str
    level: int
    rivals: int
    form: str
    met: int
    gender: bool
    media: bool
    named: bool
    lead: bool

    def names(self) -> tuple[str, ...]:
        group = self.group
        out = [f"{group}:kind={self.kind}", f"{group}:rivals={self.rivals}", f"{group}:count={self.met}"]
        if self.level >= 0:
            out += [f"{group}:subject{self.level}={self.own}", f"{group}:subject{self.level}={self.own}/{self.kind}"]
        if group != "it" or self.form == "pronoun":
            out.append(f"{group}:form={self.form}")
        out += [f"{group}:{name}" for name in ("gender", "lead") if getattr(self, name)]
        if self.media:
            out.append("media")
        if self.named and group != "it":
            out.append(f"{group}:named")
        return tuple(out)


class Acting(NamedTuple):
    """Whether the pronoun stands where those stand who act ("it said", "accused it"), and what it would mean."""

    group: str
    what: str
    role: str
    how: str

    def names(self) -> tuple[str, ...]:
        stem = f"{self.group}:{self.what}"
        first = () if self.what == "actor" else (stem,)
        return (*first, f"{stem}/{self.role}", f"{stem}/{self.role}/{self.how}")


class Sign(NamedTuple):
    """One feature by its name."""

    name: str

    def names(self) -> tuple[str, ...]:
        return (self.name,)


Part = Place | Who | Acting | Sign
_KINDS: dict[int, Callable[..., Part]] = {len(kind._fields): kind for kind in (Place, Who, Acting, Sign)}
_MOST = 65536  # bundles that are kept


@cache
def weights() -> dict[str, float]:
    """Weights by feature."""
    out = {}
    for line, row in numbered("coreference_weights", language=None, package="sayso.extract.actors"):
        try:
            out[row["feature"]] = float(row["weight"])
        except ValueError as error:
            raise DataError(
                f"the weight {row['weight']!r} is no number", table="coreference_weights.csv", line=line
            ) from error
    return out


class _Weights(dict[tuple[object, ...], float]):
    """Weights of bundles, each found at first need; a plain tuple is found as the bundle that it makes."""

    def __missing__(self, key: tuple[object, ...]) -> float:
        if len(self) >= _MOST:
            self.clear()
        known = weights()
        found = self[key] = sum(known.get(name, 0.0) for name in part_of(key).names())
        return found


WEIGHTS = _Weights()


def part_of(key: tuple[Any, ...]) -> Part:
    """The bundle of a plain tuple, which its length tells."""
    return _KINDS[len(key)](*key)


def weigh(parts: Iterable[tuple[object, ...]]) -> float:
    """The sum of the weights of all features of some parts."""
    total = 0.0
    for part in parts:
        total += WEIGHTS[part]
    return total


def forget() -> None:
    """Read the weights anew the next time: for training."""
    weights.cache_clear()
    WEIGHTS.clear()
