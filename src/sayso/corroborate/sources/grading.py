"""The two fields of the Admiralty code: how far the source is reliable, and how credible the item is, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sayso.corroborate.sources.judged import decided
from sayso.corroborate.sources.nodes import MEDIA
from sayso.corroborate.sources.roots import Weighed
from sayso.model.ledger import ClaimRecord, Grade, Judgement, Root

_CONFIRMED, _LIKELY, _POSSIBLE, _DOUBTFUL, _IMPROBABLE, _UNJUDGED = 1, 2, 3, 4, 5, 6
MOST_NAMES = 4


def names_of(roots: Sequence[Root]) -> str:
    """The first names of some roots, for a sentence: "the ministry, the council and 2 more"."""
    shown = list(dict.fromkeys(r.name for r in roots))
    more = [f"{len(shown) - MOST_NAMES} more"] if len(shown) > MOST_NAMES else []
    told = [*shown[:MOST_NAMES], *more]
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)


def seen_through(roots: Sequence[Root], weighed: Weighed) -> str:
    """The one publisher through which all that these roots say was seen; empty where there are several."""
    paths = [weighed.through[c] for r in roots for c in r.claims if c in weighed.through and c not in weighed.withdrawn]
    common = set.intersection(*(set(p) for p in paths)) if paths else set()
    return next((paths[0][n] for n in paths[0] if n in common), "") if paths else ""


def grade_event(
    claims: Iterable[ClaimRecord], weighed: Weighed, verdict: str, *, judgements: Iterable[Judgement] = ()
) -> Grade:
    """Reliability of the source, which only a person gives, and credibility of the item, each with its reason."""
    by_id = {c.id: c for c in claims}
    letter, reliability_why = _reliability(weighed.roots, by_id, judgements)
    number, credibility_why = _credibility(by_id, weighed, verdict)
    return Grade(
        reliability=letter, reliability_why=reliability_why, credibility=number, credibility_why=credibility_why
    )


def _reliability(
    roots: Sequence[Root], claims: Mapping[str, ClaimRecord], judgements: Iterable[Judgement]
) -> tuple[str, str]:
    """The best letter given to a root that counts; else that of one who passes its word on, told as such."""
    rated = decided(judgements).reliability
    counted = [r for r in roots if r.counted]
    found = [(row, r.name, "") for r in counted for row in _rows(rated, (r.id, r.name))]
    if not found and rated:
        found = [
            (row, link.name, r.name)
            for r in counted
            for c in r.claims
            if c in claims
            for link in claims[c].chain
            for row in _rows(rated, (link.id, link.name))
        ]
    if not found:
        return "F", "no one has rated the source"
    row, name, behind = min(found, key=lambda f: (f[0].answer.upper(), f[1], f[2]))
    letter = row.answer.upper()
    several = len({f[1] for f in found})
    best = "" if several == 1 else f", the best of {several} that are rated"
    relay = f"; it passes on what {behind} says, whom no one has rated" if behind else ""
    return letter, f"{name} is rated {letter} by {row.by}{best} (judgement {row.id.removeprefix('judgement:')}){relay}"


def _rows(rated: Mapping[str, Judgement], keys: Iterable[str]) -> list[Judgement]:
    return [rated[key] for key in dict.fromkeys(keys) if key in rated][:1]


def _credibility(claims: Mapping[str, ClaimRecord], weighed: Weighed, verdict: str) -> tuple[int, str]:
    affirm = [r for r in weighed.roots if r.counted and not r.denies]
    deny = [r for r in weighed.roots if r.counted and r.denies]
    named = [r for r in affirm if r.standing in ("registered", "named")]
    if verdict == "withdrawn":
        return _IMPROBABLE, "it was withdrawn"
    if not affirm and deny:
        return _IMPROBABLE, f"it is only denied, by {_many(deny)}"
    if len(deny) > len(affirm):
        return _IMPROBABLE, f"denied by {_many(deny)}, affirmed by {_many(affirm)}"
    if verdict == "disputed":
        return _DOUBTFUL, "it is disputed"
    if not named:
        return _UNJUDGED, "only sources without a name stand behind it"
    sure = [r for r in named if _certain(r, claims)]
    if not sure:
        return _DOUBTFUL, "those who tell it are not certain of it"
    clean = [r for r in sure if not r.self_report and not _circular(r, weighed)]
    if len(clean) > 1 and not (one := seen_through(affirm, weighed)):
        return _CONFIRMED, f"{len(clean)} independent named roots tell it, and none disputes it: {names_of(clean)}"
    if len(affirm) > 1:
        flaw = f"all of them seen through {one}" if len(clean) > 1 else _but(affirm, sure)
        return _LIKELY, f"{len(affirm)} independent roots tell it, {flaw}"
    itself = ", of itself" if sure[0].self_report else ""
    return _POSSIBLE, f"one named root, {sure[0].name}, tells it for certain{itself}"


def _many(roots: Sequence[Root]) -> str:
    return "one independent root" if len(roots) == 1 else f"{len(roots)} independent roots"


def _but(affirm: Sequence[Root], sure: Sequence[Root]) -> str:
    """Why two roots do not confirm each other."""
    flaws = []
    if any(r.standing == "unnamed" for r in affirm):
        flaws.append("some without a name")
    if any(r.self_report for r in affirm):
        flaws.append("some speaking of themselves")
    if len(sure) < sum(r.standing in ("registered", "named") for r in affirm):
        flaws.append("some not certain of it")
    return " and ".join(flaws) or "some of them citing each other in a circle"


def _certain(root: Root, claims: Mapping[str, ClaimRecord]) -> bool:
    return any(claims[c].certainty == "certain" for c in root.claims if c in claims)


def _circular(root: Root, weighed: Weighed) -> bool:
    """Whether a root is a ring of media that cite each other."""
    rings = (set(ring) & {root.id, *root.members} for ring in weighed.circular)
    return root.kind in MEDIA and any(len(ring) > 1 for ring in rings)
