"""The gold scorer gives what the shared scorer gives, and punishes what it should."""

from __future__ import annotations

import copy
import importlib.util
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sayso.errors import InputError
from sayso.evaluate.gold import RATES, Case, rates, score_case, score_cases
from sayso.evaluate.gold.names import norm
from sayso.evaluate.gold.pairing import assign

SHARED = Path(os.environ.get("SAYSO_GOLDEN") or Path(__file__).resolve().parents[3] / "shared" / "golden")
CASES = sorted(p.parent for p in SHARED.glob("*/claims.json"))
needs_shared = pytest.mark.skipif(not CASES, reason=f"no gold cases in {SHARED}; set SAYSO_GOLDEN")
Json = dict[str, Any]

ARTICLE = "Norland bombed a depot in Eastport on Monday, the Eastport Herald said. It did not strike the school."


def gold_case(folder: Path) -> Path:
    """A small gold case of our own."""
    first, second = ARTICLE.split(". ")
    gold = {
        "document": {"published": "2026-03-12", "outlet": "Example News", "language": "en"},
        "entities": {
            "nor": {"canonical": "Norland", "type": "state", "country": "NOR", "sector": "GOV"},
            "herald": {"canonical": "Eastport Herald", "type": "organisation"},
            "article": {"canonical": "Example News", "type": "document"},
        },
        "claims": [
            {
                "id": "c1",
                "tier": "core",
                "event_type": "ASSAULT",
                "mode": "aerial",
                "trigger": "bombed",
                "sentence_text": first + ".",
                "actors": [{"ref": "nor", "text": "Norland"}],
                "recipients": [],
                "chain": [{"ref": "article"}, {"ref": "herald", "text": "the Eastport Herald"}],
                "status": "reported",
                "date": {"start": "2026-03-09", "end": "2026-03-09", "precision": "day"},
                "place": {"name": "Eastport"},
            }
        ],
        "do_not_code": [{"id": "n1", "what": "strike the school", "sentence_text": second}],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "claims.json").write_text(json.dumps(gold), encoding="utf-8")
    return folder


def answer() -> Json:
    """A right answer for `gold_case`."""
    start = ARTICLE.index("bombed")
    return {
        "text": ARTICLE,
        "claims": [
            {
                "type": "ASSAULT",
                "mode": "aerial",
                "status": "reported",
                "export": True,
                "trigger": {"text": "bombed", "span": [start, start + 6]},
                "sentence": {"index": 0, "span": [0, ARTICLE.index(". ") + 1], "text": ARTICLE.split(". ")[0] + "."},
                "participants": [{"role": "actor", "name": "Norland", "country": "NOR", "sectors": ["GOV"]}],
                "chain": [{"name": "Example News", "kind": "outlet"}, {"name": "Eastport Herald", "kind": "outlet"}],
                "when": {"earliest": "2026-03-09", "latest": "2026-03-09", "how": "weekday"},
                "place": {"name": "Eastport"},
            }
        ],
    }


def test_a_right_answer_scores_one_everywhere(tmp_path: Path) -> None:
    score = score_cases([gold_case(tmp_path / "case")], lambda _: answer())
    assert score.rates == dict.fromkeys(RATES, 1.0)
    assert score.total["missed"] == score.total["spurious"] == score.total["dnc_hits"] == []


DAMAGE: list[tuple[str, Callable[[Json], object], str]] = [
    ("another type", lambda c: c.update(type="CONSULT"), "recall"),
    ("another actor", lambda c: c["participants"][0].update(name="Sudland", country="SUD"), "recall"),
    ("root lost", lambda c: c["chain"].pop(), "root"),
    ("a link too many", lambda c: c["chain"].insert(1, {"name": "Somebody", "kind": "person"}), "chain"),
    ("publication date", lambda c: c.update(when={"earliest": "2026-03-12", "latest": "2026-03-12"}), "date"),
    ("no place", lambda c: c.update(place=None), "place"),
    ("hedged", lambda c: c.update(status="hedged"), "status"),
    ("not exported", lambda c: c.update(export=False), "export"),
    ("other mode", lambda c: c.update(mode="drone"), "mode"),
]


@pytest.mark.parametrize(("what", "damage", "rate"), DAMAGE, ids=[d[0] for d in DAMAGE])
def test_damage_lowers_its_rate(tmp_path: Path, what: str, damage: Callable[[Json], object], rate: str) -> None:
    wrong = answer()
    damage(wrong["claims"][0])
    assert rates(score_case(Case(gold_case(tmp_path / "case")), wrong))[rate] == 0.0


def test_claims_on_forbidden_text_are_counted_by_export(tmp_path: Path) -> None:
    case = Case(gold_case(tmp_path / "case"))
    data = answer()
    start = ARTICLE.index("strike the school")
    bad = copy.deepcopy(data["claims"][0]) | {
        "trigger": {"text": "strike", "span": [start, start + 6]},
        "sentence": None,
    }
    data["claims"] += [bad, copy.deepcopy(bad) | {"export": False}]
    result = score_case(case, data)
    assert (result["dnc"], result["dnc_quiet"]) == (1, 1)
    assert result["dnc_hits"] == ['n1 strike the school: ASSAULT "strike"']


def test_a_folder_that_is_no_case_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"needs article.txt and claims.json"):
        Case(tmp_path)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("the Norwegian government", "Norwegian Government"),
        ("Algerian", "Algeria"),  # demonym
        ("U.S. officials", "United States official"),  # abbreviation and plural
        ("Al-Jarida newspaper", "Al-Jarida"),  # generic noun
    ],
)
def test_names_that_mean_the_same(a: str, b: str) -> None:
    assert norm(a) == norm(b)


def test_pairing_is_the_heaviest() -> None:
    assert assign([[5.0, 9.0], [0.0, 8.0]]) == [0, 1]  # 13 beats 9 alone
    assert assign([[0.0], [3.0]]) == [-1, 0]
    assert assign([]) == []


@pytest.fixture(scope="module")
def original() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score_gold", SHARED / "score_gold.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def broken(data: Json, seed: int) -> Json:
    """The gold answer with about a third of its facts swapped between claims, dropped or bent."""
    rng = random.Random(seed)
    out = copy.deepcopy(data)
    claims = out["claims"]
    for claim in claims:
        for key in ("participants", "chain", "when", "place", "status", "mode", "type", "export", "quantities"):
            if rng.random() < 0.15:
                claim[key] = copy.deepcopy(rng.choice(claims)[key])
        if rng.random() < 0.2:
            claim["trigger"].pop("span", None)
        if rng.random() < 0.2:
            claim["sentence"].pop("span", None)
        if rng.random() < 0.2:
            claim["chain"] = claim["chain"][:1] + claim["chain"][-1:]
        for p in claim["participants"]:
            if rng.random() < 0.2 and p["country"]:
                p["name"] = "Entity with another name"
            p["inferred"] = rng.random() < 0.2
    out["claims"] = [c for c in claims if rng.random() > 0.1] + [copy.deepcopy(rng.choice(claims))]
    if seed % 2:
        out["text"] = "Menu Home " + out["text"].replace("“", '"').replace("”", '"')
    return out


@needs_shared
@pytest.mark.corpus
@pytest.mark.parametrize("folder", CASES, ids=[p.name for p in CASES])
def test_same_results_as_the_shared_scorer(original: ModuleType, folder: Path) -> None:
    ours, theirs = Case(folder), original.Case(folder)
    gold = original.from_gold(theirs)
    for seed in range(12):
        data = broken(gold, seed) if seed else gold
        for tier in ("core", "all"):
            mine, wanted = score_case(ours, data, tier=tier), original.score_case(theirs, data, tier)
            assert mine == wanted
            assert rates(mine) == original.rates(wanted)
