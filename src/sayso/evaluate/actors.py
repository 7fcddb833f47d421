"""Scores the actor tables on the public NGEC checks: country and primary sector of a phrase, on a day."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sayso.errors import InputError
from sayso.evaluate.parsing import parser as default_parser
from sayso.extract.actors.alone import coded
from sayso.extract.actors.rules import RulesFinder
from sayso.model import Actor, ParsedDocument
from sayso.reader import phrase_document

FILE = "ngec_test_actor_resolution.jsonl"
CALLS = ("agent_to_code", "search_nat", "short_text_to_agent", "trf_agent_match")
COUNTRY, SECTOR, NOTHING = ("country", "cc"), ("code_1",), ("code",)
# Their codes for what we call otherwise: Kosovo, health, aid groups, unknown, and "no code".
SAME = {"XKX": "KOS", "HLH": "MED", "JNK": ""}
WRITTEN = "2022-11-01"  # about when the checks were written: their "today", and the day of those without one
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorScores:
    """Shares of single checks that hold, and of phrases whose country and sector checks all hold."""

    phrases: int
    country: float
    sector: float
    nothing: float
    both: float


@dataclass(frozen=True, slots=True)
class Check:
    text: str
    hint: str  # a country named beside the phrase
    day: str | None
    wanted: tuple[tuple[str, str, object], ...]


def half_of(text: str) -> str:
    """`dev` or `heldout`, by a hash of the phrase, so that one phrase never stands in both."""
    return "dev" if int(hashlib.sha256(text.lower().encode()).hexdigest(), 16) % 2 == 0 else "heldout"


def score(folder: str | Path | None = None, *, half: str = "all") -> ActorScores:
    """Figures for one half (or `all`) of the checks under `folder/actors`."""
    checks = [c for c in load(folder) if half in ("all", half_of(c.text))]
    results = list(judge(checks))
    rates = []
    for kinds in (COUNTRY, SECTOR, NOTHING):
        one = [ok for _, name, ok in results if name in kinds]
        rates.append(sum(one) / len(one) if one else 0.0)
    whole: dict[int, bool] = {}
    for k, name, ok in results:
        if name in COUNTRY + SECTOR:
            whole[k] = whole.get(k, True) and ok
    both = sum(whole.values()) / len(whole) if whole else 0.0
    return ActorScores(phrases=len(checks), country=rates[0], sector=rates[1], nothing=rates[2], both=both)


def load(folder: str | Path | None = None) -> list[Check]:
    """The checks that concern country and sector; those of wiki titles are left out."""
    root = Path(folder) if folder else Path(os.environ.get("SAYSO_DATA", "../shared/data"))
    path = root / "actors" / FILE
    if not path.is_file():
        raise InputError(
            f"no file {path}; give the corpora folder or set SAYSO_DATA", code="no_corpus", value=str(path)
        )
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wanted = tuple((c[0], c[1], c[2]) for c in row["checks"] if c[0] in COUNTRY + SECTOR + NOTHING)
        if row["call"] in CALLS and wanted:
            args = row["args"]
            hint = row["kwargs"].get("known_country") or (args[1] if len(args) > 1 else "")
            given = row["kwargs"].get("query_date") or (args[2] if len(args) > 2 else "")
            out.append(Check(args[0], hint, _day(given), wanted))
    return out


def judge(checks: list[Check]) -> Iterable[tuple[int, str, bool]]:
    """For every single check: number of its phrase, field, and whether it holds."""
    parsed = default_parser().parse([phrase_document(c.text, day=c.day, country=c.hint) for c in checks])
    for k, (check, one, actors) in enumerate(zip(checks, parsed, RulesFinder().find(parsed), strict=True)):
        country, sector = answer(one, actors)
        for name, how, value in check.wanted:
            got = country if name in COUNTRY else sector
            yield k, name, _holds(got, how, value, name)


def answer(parsed: ParsedDocument, actors: tuple[Actor, ...]) -> tuple[str, str]:
    """Country and first sector of the actor that the phrase as a whole denotes; empty strings for none."""
    got = coded(parsed, actors, start=len(parsed.text) - len(parsed.document.title or parsed.text))
    return got.country or "", next(iter(got.sectors), "")


def _holds(got: str, how: str, value: object, name: str) -> bool:
    if how == "In":
        return got in value if isinstance(value, list) else False
    wanted = SAME.get(str(value or ""), str(value or ""))
    if name in NOTHING:
        return (got in ("", "UNK")) == (how in ("Is", "Eq"))
    if wanted == "UNK" and how == "Eq":
        return got in ("", "UNK")
    if wanted == "NGO":
        return got in ("NGO", "SOC", "MED")
    return (got == wanted) == (how in ("Eq", "Is"))


def _day(given: str) -> str:
    if _DAY.match(given):
        return given[:10]
    for form in ("%d %B %Y", "%B %d, %Y"):
        try:
            return datetime.strptime(given, form).date().isoformat()
        except ValueError:
            continue
    return WRITTEN
