"""Which part does which stage: profiles/*.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from sayso.errors import ConfigError, UnknownPart
from sayso.registry import STAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A name, for every stage the name of a part, and the trained weights without which they cannot read."""

    name: str
    parts: tuple[tuple[str, str], ...]
    weights: tuple[str, ...] = ()

    def part(self, stage: str) -> str:
        return dict(self.parts)[stage]


def known() -> tuple[str, ...]:
    """Names of the profiles in the package."""
    folder = files("sayso") / "profiles"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def load(name: str) -> Profile:
    """A profile of the package by name, or of a TOML file by path; `extends` takes the parts of another first."""
    path = Path(name)
    if name.endswith(".toml") and path.is_file():
        text = path.read_text(encoding="utf-8")
    elif name in known():
        text = (files("sayso") / "profiles" / f"{name}.toml").read_text(encoding="utf-8")
    else:
        raise UnknownPart("profile", name, known())
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"profile {name!r} is not valid TOML: {error}") from error
    base = load(data["extends"]) if "extends" in data else None
    parts = (dict(base.parts) if base else {}) | data.get("parts", {})
    if extra := sorted(set(parts) - set(STAGES)):
        raise ConfigError(
            f"profile {name!r} names stages that do not exist: {', '.join(extra)}; stages: {', '.join(STAGES)}"
        )
    if missing := [stage for stage in STAGES if stage not in parts]:
        raise ConfigError(f"profile {name!r} names no part for: {', '.join(missing)}")
    weights = (*(base.weights if base else ()), *data.get("weights", ()))
    return Profile(name=name, parts=tuple((stage, parts[stage]) for stage in STAGES), weights=weights)
