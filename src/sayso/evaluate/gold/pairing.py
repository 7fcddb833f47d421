"""Which program's claim stands for which gold claim."""

from __future__ import annotations

from sayso.evaluate.gold.case import Case, Got, Json, as_list
from sayso.evaluate.gold.match import (
    chain_score,
    date_ok,
    first_actor,
    mode_ok,
    overlap,
    place_ok,
    quantity_ok,
    recipients,
    same_sentence,
    status_ok,
)


def fit(case: Case, got: Got, gold: Json) -> float:
    """0 if the pair cannot be; else how well it fits, above 0."""
    if got.type not in [gold["event_type"], *as_list(gold.get("type_acceptable"))]:
        return 0.0
    over = overlap(got.span, gold["_span"]) > 0
    if not over and not same_sentence(got, gold):
        return 0.0
    actor = first_actor(case, got, gold)
    if not actor:
        return 0.0
    right, given, wanted = recipients(case, got, gold)
    root, whole = chain_score(case, got, gold)
    exact: bool = got.type == gold["event_type"]
    flags = date_ok(case, got, gold) + place_ok(got, gold) + status_ok(got, gold)
    flags += quantity_ok(got, gold) is not False
    shared = right / max(given, wanted) if max(given, wanted) else 1
    return 1 + 4 * over + 2 * exact + actor + flags + root + 0.5 * whole + 0.5 * mode_ok(got, gold) + shared


def assign(weight: list[list[float]]) -> list[int]:
    """Row to column of the heaviest pairing (Hungarian method on a padded square); -1 where no pair is allowed."""
    rows, cols = len(weight), len(weight[0]) if weight else 0
    if not rows or not cols:
        return [-1] * rows
    n, top = max(rows, cols), max(max(row) for row in weight)
    cost = [[top - (weight[i][j] if i < rows and j < cols else 0.0) for j in range(n)] for i in range(n)]
    matched = _cheapest(cost)
    out = [-1] * rows
    for j, i in enumerate(matched[:cols]):
        if i < rows and weight[i][j] > 0:
            out[i] = j
    return out


def _cheapest(cost: list[list[float]]) -> list[int]:
    """Column to row of the cheapest full pairing, by shortest augmenting paths with potentials."""
    n = len(cost)
    u, v, p = [0.0] * (n + 1), [0.0] * (n + 1), [0] * (n + 1)
    for i in range(1, n + 1):
        p[0], j0 = i, 0
        least, used, way = [float("inf")] * (n + 1), [False] * (n + 1), [0] * (n + 1)
        while True:
            used[j0] = True
            i0, delta, j1 = p[j0], float("inf"), 0
            for j in range(1, n + 1):
                if used[j]:
                    continue
                reduced = cost[i0 - 1][j - 1] - u[i0] - v[j]
                if reduced < least[j]:
                    least[j], way[j] = reduced, j0
                if least[j] < delta:
                    delta, j1 = least[j], j
            for j in range(n + 1):
                if used[j]:
                    u[p[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
            if p[j0] == 0:
                break
        while j0:
            p[j0] = p[way[j0]]
            j0 = way[j0]
    return [i - 1 for i in p[1:]]
