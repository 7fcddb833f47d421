"""Two articles of a store side by side: what they share, and who took it from whom. Shared passages only, not whole texts."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sayso.desk.meant import article_meant

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
MOST = 6000  # characters of a text that are laid out


def compared(store: Store, a: str, b: str) -> Json:
    """`data`: shares, passages and the copy edge; `sides`: of each article the text in pieces, shared ones numbered."""
    from sayso.corroborate.copies import compare, copy_edge

    with store.read() as connection:
        ids = [article_meant(connection, store.url, one if ":" in one else f"article:{one}") for one in (a, b)]
    reports = {report.id: report for report in store.reports(ids, current=False)}
    one, other = reports[ids[0]], reports[ids[1]]
    claims = store.records(ids)
    found = compare(one, other)
    edge = copy_edge(
        one, other, found, claims_a=tuple(claims.get(one.id, ())), claims_b=tuple(claims.get(other.id, ()))
    )
    spans = [((p.a.start, p.a.end), (p.b.start, p.b.end)) for p in found.passages]
    passages = [
        {"words": p.words, "a_start": s[0][0], "a_end": s[0][1], "b_start": s[1][0], "b_end": s[1][1],
         "text": one.text[s[0][0] : s[0][1]]}
        for p, s in zip(found.passages, spans, strict=True)
    ]  # fmt: skip
    told = None
    if edge is not None:
        told = {"child": edge.child, "parent": edge.parent, "kind": edge.kind, "share": edge.share,
                "directed": edge.directed, "evidence": [asdict(piece) for piece in edge.evidence]}  # fmt: skip
    data = {
        "a": one.id, "b": other.id, "share_a": found.share_a, "share_b": found.share_b, "words": found.words,
        "passages": passages, "copy": told,
    }  # fmt: skip
    sides = [_side(one, [s[0] for s in spans], found.share_a), _side(other, [s[1] for s in spans], found.share_b)]
    return {"data": data, "sides": sides}


def _side(report: Any, spans: list[tuple[int, int]], share: float) -> Json:
    text = report.text[:MOST]
    pieces: list[Json] = []
    at = 0
    for (start, end), number in sorted(zip(spans, range(1, len(spans) + 1), strict=True)):
        if start < at or start >= len(text):
            continue
        pieces += [{"text": text[at:start], "passage": 0}, {"text": text[start:end], "passage": number}]
        at = min(end, len(text))
    pieces.append({"text": text[at:], "passage": 0})
    return {"id": report.id, "outlet": report.outlet, "title": report.title, "published": report.published or report.seen,
            "url": report.url, "share": share, "pieces": pieces, "cut": len(report.text) > MOST}  # fmt: skip
