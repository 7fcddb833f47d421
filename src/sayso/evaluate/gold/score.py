"""Scores one case, sums cases up, and turns counts into rates."""

from __future__ import annotations

from typing import Any

from sayso.evaluate.gold.case import Aligner, Case, Got, Json, as_dict, as_list
from sayso.evaluate.gold.match import (
    chain_score,
    date_ok,
    mode_ok,
    overlap,
    place_ok,
    quantity_ok,
    recipients,
    same_sentence,
    status_ok,
)
from sayso.evaluate.gold.names import norm
from sayso.evaluate.gold.pairing import assign, fit

ATTRIBUTES = ("root", "chain", "status", "date", "place", "mode", "export", "quantity")
RATES = ("recall", "precision", "root", "chain", "status", "date", "place", "recipient", "mode", "export", "quantity")
_COUNTS = (
    *("core", "core_found", "claims", "exported", "exported_right", "duplicates", "dnc", "dnc_quiet", "no_outlet"),
    *("r_right", "r_given", "r_wanted"),
)
_LISTS = ("missed", "spurious", "dnc_hits", "wrong")


def score_case(case: Case, data: Any, *, tier: str = "core") -> Json:
    """Counts of one case for one object of the contract; with `tier="all"` attributes of secondary claims count too."""
    data = as_dict(data)
    text = data["text"] if isinstance(data.get("text"), str) else case.text
    known = {a["id"]: a for a in as_list(data.get("actors")) if isinstance(a, dict) and isinstance(a.get("id"), str)}
    align = Aligner(text, case.text)
    gots = [Got(c, align, known) for c in as_list(data.get("claims")) if isinstance(c, dict)]
    fits = [[fit(case, g, c) for g in gots] for c in case.claims]
    bonus = [2000 if c["tier"] == "core" else 1000 for c in case.claims]
    weight = [[(x + more) if x else 0.0 for x in row] for row, more in zip(fits, bonus, strict=True)]
    pairs = assign(weight) if gots else [-1] * len(case.claims)
    out: Json = {"case": case.id} | dict.fromkeys(_COUNTS, 0) | {key: [] for key in _LISTS}
    out |= {a: [0.0, 0] for a in ATTRIBUTES} | {"claims": len(gots)}
    _found(out, case, gots, pairs, tier)
    _given(out, case, gots, pairs, fits)
    return out


def _found(out: Json, case: Case, gots: list[Got], pairs: list[int], tier: str) -> None:
    """Counts over gold claims: found or missed, and which attributes are right."""
    for c, j in zip(case.claims, pairs, strict=True):
        core = c["tier"] == "core"
        out["core"] += core
        if j < 0:
            if core:
                out["missed"].append(f'{c["id"]} {c["event_type"]} "{c.get("trigger")}"{_why_missed(gots, c)}')
            continue
        out["core_found"] += core
        if core or tier != "core":
            _attributes(out, case, gots[j], c)


def _attributes(out: Json, case: Case, got: Got, c: Json) -> None:
    root, whole = chain_score(case, got, c)
    right: dict[str, float | None] = {
        "root": root,
        "chain": whole,
        "status": status_ok(got, c),
        "date": date_ok(case, got, c),
        "place": place_ok(got, c),
        "mode": mode_ok(got, c),
        "export": got.export == bool(c.get("default_export", True)),
        "quantity": quantity_ok(got, c),
    }
    asked = {name: float(value) for name, value in right.items() if value is not None}
    for name, value in asked.items():
        out[name][0] += value
        out[name][1] += 1
    hit, given, wanted = recipients(case, got, c)
    out["r_right"] += hit
    out["r_given"] += given
    out["r_wanted"] += wanted
    bad = [name for name, value in asked.items() if value < 1] + ["recipients"] * (hit < max(given, wanted))
    if bad:
        out["wrong"].append(f'{c["id"]} "{c.get("trigger")}": {", ".join(bad)}')


def _given(out: Json, case: Case, gots: list[Got], pairs: list[int], fits: list[list[float]]) -> None:
    """Counts over the program's claims: exported, spurious, on text that must not be coded."""
    taken = set(pairs)
    for j, got in enumerate(gots):
        head = got.chain[0] if got.chain else None
        out["no_outlet"] += not (head and (head.kind == "outlet" or head.key == norm(case.outlet)))
        other = [i for i in range(len(case.claims)) if fits[i][j]] if j not in taken else []
        neutral = any(pairs[i] >= 0 and gots[pairs[i]].type != got.type for i in other)
        if got.export and not neutral:
            out["exported"] += 1
            out["exported_right"] += j in taken
            if j not in taken:
                out["duplicates"] += bool(other)
                out["spurious"].append(f'{got.type} "{got.trigger or ""}"' + (" (duplicate)" if other else ""))
        if j not in taken and not other:
            _forbidden(out, case, got)


def _forbidden(out: Json, case: Case, got: Got) -> None:
    where = got.span or got.sent
    for d in case.dnc:
        if where and any(2 * overlap(where, s) >= where[1] - where[0] > 0 for s in d["_spans"]):
            out["dnc" if got.export else "dnc_quiet"] += 1
            if got.export:
                out["dnc_hits"].append(f'{d["id"]} {d["what"]}: {got.type} "{got.trigger or ""}"')
            return


def _why_missed(gots: list[Got], c: Json) -> str:
    near = [g for g in gots if overlap(g.span, c["_span"]) or same_sentence(g, c)]
    if not near:
        return "  (nothing in that sentence)"
    types = [c["event_type"], *as_list(c.get("type_acceptable"))]
    typed = [g for g in near if g.type in types]
    if not typed:
        return f"  (types there: {', '.join(sorted({g.type or '?' for g in near}))})"
    leads = {(g.actors[0].label or "?") if g.actors else "none" for g in typed}
    return f"  (first actors there: {', '.join(sorted(leads))})"


def add(results: list[Json]) -> Json:
    """The sum over cases."""
    total: Json = {"case": "TOTAL"} | dict.fromkeys(_COUNTS, 0) | {key: [] for key in _LISTS}
    total |= {a: [0.0, 0] for a in ATTRIBUTES}
    for result in results:
        for key in (*_COUNTS, *_LISTS):
            total[key] = total[key] + result[key]
        for name in ATTRIBUTES:
            total[name] = [x + y for x, y in zip(total[name], result[name], strict=True)]
    total["failed"] = sum("error" in result for result in results)
    return total


def rates(result: Json) -> dict[str, float]:
    """Counts as rates, in the order of `RATES`."""
    found = result["core_found"]
    out = {
        "recall": found / result["core"] if result["core"] else 1.0,
        "precision": result["exported_right"] / result["exported"] if result["exported"] else float(not result["core"]),
        "recipient": _recipient_f1(result) if found else 0.0,
    }
    for name in ATTRIBUTES:
        right, asked = result[name]
        out[name] = right / asked if asked else (1.0 if found else 0.0)
    return {name: out[name] for name in RATES}


def _recipient_f1(result: Json) -> float:
    right, given, wanted = result["r_right"], result["r_given"], result["r_wanted"]
    p = right / given if given else float(wanted == 0)
    q = right / wanted if wanted else float(given == 0)
    return 2 * p * q / (p + q) if p + q else 0.0
