"""Profiles: which part does which stage, and what is said of a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso import profile, registry
from sayso.errors import ConfigError, UnknownPart


def write(folder: Path, text: str) -> str:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_profiles_of_the_package() -> None:
    assert profile.known() == ("default", "encoder", "judged", "rules")


@pytest.mark.parametrize("name", profile.known())
def test_every_profile_names_parts_that_exist(name: str) -> None:
    loaded = profile.load(name)
    assert tuple(stage for stage, _ in loaded.parts) == registry.STAGES
    assert [(stage, part) for stage, part in loaded.parts if part not in registry.names(stage)] == []


def test_a_file_extends_a_profile(tmp_path: Path) -> None:
    mine = profile.load(write(tmp_path, 'extends = "rules"\n[parts]\ntimes = "other"\n'))
    assert mine.part("times") == "other"
    assert dict(mine.parts) | {"times": "rules"} == dict(profile.load("rules").parts)


def test_an_unknown_profile_names_the_known() -> None:
    with pytest.raises(UnknownPart, match=r"no profile is called 'fast'; known: default, encoder, judged, rules"):
        profile.load("fast")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[parts\n", "is not valid TOML"),
        (
            'extends = "rules"\n[parts]\nastrology = "rules"\n',
            "names stages that do not exist: astrology; stages: cleaner",
        ),
        ('[parts]\ncleaner = "rules"\n', "names no part for: parser, times"),
        ('extends = "fast"\n', "known: default, encoder, judged, rules"),
    ],
    ids=["no TOML", "unknown stage", "missing stages", "unknown base"],
)
def test_a_broken_profile_says_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        profile.load(write(tmp_path, text))


def test_a_missing_file_is_an_unknown_profile(tmp_path: Path) -> None:
    with pytest.raises(UnknownPart):
        profile.load(str(tmp_path / "absent.toml"))
