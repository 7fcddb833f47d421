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
    """The first names of some roots, for a sentence."""
    more = f" and {len(roots) - MOST_NAMES} more" if len(roots) > MOST_NAMES else ""
    return ", ".join(r.name for r in roots[:MOST_NAMES]) + more


def grade_event(
    claims: Iterable[ClaimRecord], weighed: Weighed, verdict: str, *, judgements: Iterable[Judgement] = ()
) -> Grade:
    """Reliability of the source, which only a person gives, and credibility of the item, each with its reason."""
    letter, reliability_why = _reliability(weighed.roots, judgements)
    number, credibility_why = _credibility({c.id: c for c in claims}, weighed, verdict)
    return Grade(
        reliability=letter, reliability_why=reliability_why, credibility=number, credibility_why=credibility_why
    )


def _reliability(roots: Sequence[Root], judgements: Iterable[Judgement]) -> tuple[str, str]:
    rated = decided(judgements).reliability
    found = []
    for root in roots:
        row = next((rated[key] for key in (root.id, root.name, *root.members) if key in rated), None)
        if row is not None and root.counted:
            found.append((row.answer.upper(), root.name, row))
    if not found:
        return "F", "no one has rated the source: its reliability cannot be judged"
    letter, name, row = min(found, key=lambda f: (f[0], f[1]))
    several = "" if len(found) == 1 else f", the best of {len(found)} that are rated"
    return letter, f"{name} is rated {letter} by {row.by}{several} (judgement {row.id})"


def _credibility(claims: Mapping[str, ClaimRecord], weighed: Weighed, verdict: str) -> tuple[int, str]:
    affirm = [r for r in weighed.roots if r.counted and not r.denies]
    deny = [r for r in weighed.roots if r.counted and r.denies]
    named = [r for r in affirm if r.standing in ("registered", "named")]
    if verdict == "withdrawn":
        return _IMPROBABLE, "it was withdrawn"
    if len(deny) > len(affirm):
        return _IMPROBABLE, f"{len(deny)} independent roots deny it, {len(affirm)} affirm it"
    if verdict == "disputed":
        return _DOUBTFUL, "it is disputed"
    if not named:
        return _UNJUDGED, "only sources without a name stand behind it"
    sure = [r for r in named if _certain(r, claims)]
    if not sure:
        return _DOUBTFUL, "those who tell it are not certain of it"
    clean = [r for r in sure if not r.self_report and not _circular(r, weighed)]
    if len(clean) > 1:
        return _CONFIRMED, f"{len(clean)} independent named roots tell it, and none disputes it: {names_of(clean)}"
    if len(affirm) > 1:
        return _LIKELY, f"{len(affirm)} independent roots tell it, {_but(affirm, sure)}"
    return _POSSIBLE, f"one named root, {sure[0].name}, tells it for certain" + (
        ", of itself" if sure[0].self_report else ""
    )


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
