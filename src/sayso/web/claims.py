"""A claim as pages show it: its sentence with the act, the source and the cue marked, and its chain in words."""

from __future__ import annotations

from typing import Any

from sayso.web.rendering import marked_text

Json = dict[str, Any]


def shown(claim: Json) -> Json:
    """The claim with `marked`, `path` (the chain from the root to the page) and `anchor`."""
    sentence = claim["sentence"]
    return claim | {
        "marked": marked_text(sentence["text"], spans(claim), sentence["span"][0]),
        "path": [link["name"] or "?" for link in reversed(claim["chain"])],
        "anchor": claim["id"].replace(":", "-"),
    }


def spans(claim: Json) -> list[tuple[int, int, str]]:
    """Where the act, the sources and their cues stand, in characters of the document."""
    out = [(*claim["trigger"]["span"], "act")]
    for link in claim["chain"][1:]:
        if link.get("span"):
            out.append((*link["span"], "source"))
        if (link.get("cue") or {}).get("span"):
            out.append((*link["cue"]["span"], "cue"))
    return sorted(set(out))
