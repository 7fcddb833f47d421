"""One government in several voices: its head, ministers, envoys and ambassadors, where they speak of its own act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.corroborate.sources.nodes import Named
from sayso.corroborate.sources.sayings import Saying


def of_one_government(
    roots: Sequence[Named], sayings: Sequence[Saying], side: Iterable[int]
) -> Iterable[tuple[int, int, str]]:
    """Pairs of sayings whose roots are the executive of one country and tell of what their government did itself.

    A president and his envoy who tell of the president's demand are one voice. Police, army, courts and parliaments stay
    apart, and so do two ministries that tell of what others did: each has its own eyes.
    """
    first: dict[str, int] = {}
    for k in side:
        root = roots[k]
        if not root.executive or root.organ is None or not own_act(root, sayings[k]):
            continue
        other = first.setdefault(root.organ, k)
        if roots[other].id != root.id:
            yield other, k, f"{roots[other].name} and {root.name} speak of their own government's act: they count once"


def own_act(root: Named, saying: Saying) -> bool:
    """Whether the government of which a source is an organ did itself what it tells."""
    claim = saying.claim
    return claim.self_report or any(
        p.country == root.organ and (p.kind == "state" or p.sectors[:1] == ("GOV",)) for p in claim.in_role("actor")
    )
