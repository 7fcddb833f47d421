"""Scores coreference of actors on GUM news, interviews and speeches: the CoNLL mean of MUC, B-cubed and CEAF-phi4.

What counts: mentions of people and bodies, and of named places that act somewhere in the text (a place all of whose
mentions are mere places neither earns nor costs). Relative pronouns are no mentions in GUM and are left out of ours.
`conll` leaves out chains of one mention, as OntoNotes and the CoNLL task do; `conll_all` counts them. A mention of ours
matches one of GUM's by its head word; in the figures called `exact` it must cover the same words. `gold_` figures are
those of the resolver where GUM's mentions of these kinds are given.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError
from sayso.evaluate.coreference_metrics import Count, b_cubed, ceaf, muc
from sayso.evaluate.gum import GoldMention, GoldText, read_texts
from sayso.evaluate.parsing import parser as default_parser
from sayso.extract.actors.rules import RulesFinder
from sayso.model import Actor, ActorMention, ParsedDocument, Span

_MEASURES = {"muc": muc, "b_cubed": b_cubed, "ceaf": ceaf}
_RELATIVE = ("WP", "WDT", "WP$")
_BESIDE = frozenset({"appos", "conj", "cc", "punct", "preconj", "parataxis"})  # below a head, but no part of its phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreferenceScores:
    """F1 throughout; `mention_f1` says how many of the mentions we find by their heads."""

    texts: int
    mention_f1: float
    mention_recall: float
    mention_precision: float
    conll: float
    conll_all: float
    conll_exact: float
    conll_exact_all: float
    gold_conll: float
    gold_conll_all: float
    muc: float
    b_cubed: float
    ceaf: float


@dataclass(frozen=True, slots=True)
class Pair:
    """The chains of a text as GUM has them and as we have them; a mention is the same object in both where they match."""

    key: list[frozenset[Hashable]]
    response: list[frozenset[Hashable]]


def half_of(name: str) -> str:
    """`dev` or `heldout`, by a hash of the text's name: we tune on the first and report both."""
    return "dev" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0 else "heldout"


def score(folder: str | Path | None = None, *, half: str = "all") -> CoreferenceScores:
    """Figures for one half (or `all`) of the texts in a folder of the treebank."""
    if half not in ("dev", "heldout", "all"):
        raise InputError(f"no half is called {half!r}; use dev, heldout or all", code="half", value=half)
    root = Path(folder) if folder else Path(os.environ.get("SAYSO_DATA", "../shared/data")) / "treebank" / "gum_dev"
    texts = [text for text in read_texts(root) if half in ("all", half_of(text.name))]
    return compare(texts, default_parser().parse([text.document for text in texts]))


def compare(texts: Sequence[GoldText], parsed: Sequence[ParsedDocument]) -> CoreferenceScores:
    """Figures for texts that are parsed already."""
    finder = RulesFinder()
    found = finder.find(parsed)
    heads, exact, gold = [], [], []
    for text, one, actors in zip(texts, parsed, found, strict=True):
        heads.append(pair(text, one, actors, exact=False))
        exact.append(pair(text, one, actors, exact=True))
        linked = zip(finder.link(one, _given(text)), text.mentions, strict=True)
        gold.append(Pair(_chains((m.chain, m) for m in text.mentions), _chains(linked)))
    mentions = _mention_count(heads)
    each = _f1s(heads, least=2)
    return CoreferenceScores(
        texts=len(texts),
        mention_f1=mentions.f1,
        mention_recall=mentions.recall,
        mention_precision=mentions.precision,
        conll=_mean(heads, least=2),
        conll_all=_mean(heads, least=1),
        conll_exact=_mean(exact, least=2),
        conll_exact_all=_mean(exact, least=1),
        gold_conll=_mean(gold, least=2),
        gold_conll_all=_mean(gold, least=1),
        **each,
    )


def _given(text: GoldText) -> list[tuple[Span, frozenset[Span]]]:
    return [(m.span, m.heads) for m in text.mentions]


def pair(text: GoldText, parsed: ParsedDocument, actors: Iterable[Actor], *, exact: bool) -> Pair:
    """The chains of both sides; each mention of ours takes the mention of GUM's that it covers best and nobody took."""
    ours = [(a.id, m) for a in actors for m in a.mentions if parsed.tokens[m.head].tag not in _RELATIVE]
    ours.sort(key=lambda item: (item[1].span.start, item[1].span.end, item[1].head))
    taken: set[GoldMention] = set()
    kept: list[tuple[Hashable, Hashable]] = []
    for actor, mention in ours:
        span = phrase_of(parsed, mention)
        match = _match(text.mentions, parsed.tokens[mention.head].span, span, taken, exact=exact)
        if match is not None:
            taken.add(match)
            kept.append((actor, match))
        elif _match(text.ignored, parsed.tokens[mention.head].span, span, taken, exact=False) is None:
            kept.append((actor, (mention.span, mention.head)))
    return Pair(_chains((m.chain, m) for m in text.mentions), _chains(kept))


def phrase_of(parsed: ParsedDocument, mention: ActorMention) -> Span:
    """The whole noun phrase of a mention by our parse: with what follows its head, without appositions."""
    tokens = parsed.tokens
    todo, inside = [mention.head], {mention.head}
    while todo:
        for child in parsed.children[todo.pop()]:
            own = tokens[child].dep not in _BESIDE or (child < mention.head and tokens[child].dep in ("conj", "cc"))
            if own and not (tokens[child].dep == "prep" and child < mention.head):
                inside.add(child)
                todo.append(child)
    low, high = min(inside), max(inside)
    return Span(min(mention.span.start, tokens[low].start), max(mention.span.end, tokens[high].end))


def _match(
    mentions: Sequence[GoldMention], head: Span, span: Span, taken: set[GoldMention], *, exact: bool
) -> GoldMention | None:
    """The free mention with this head (and span) that shares most with ours."""
    free = [
        m for m in mentions if m not in taken and (m.span == span if exact else any(h.overlaps(head) for h in m.heads))
    ]
    return max(free, key=lambda m: _shared(m.span, span), default=None)


def _shared(one: Span, two: Span) -> float:
    return max(0, min(one.end, two.end) - max(one.start, two.start)) / (
        max(one.end, two.end) - min(one.start, two.start)
    )


def _chains(items: Iterable[tuple[Hashable, Hashable]]) -> list[frozenset[Hashable]]:
    found: dict[Hashable, set[Hashable]] = defaultdict(set)
    for chain, mention in items:
        found[chain].add(mention)
    return [frozenset(chain) for chain in found.values()]


def _mention_count(pairs: Iterable[Pair]) -> Count:
    total = Count()
    for one in pairs:
        key, response = {m for c in one.key for m in c}, {m for c in one.response for m in c}
        right = len(key & response)
        total.add(Count(right, len(key), right, len(response)))
    return total


def _mean(pairs: Sequence[Pair], *, least: int) -> float:
    return sum(_f1s(pairs, least=least).values()) / len(_MEASURES)


def _f1s(pairs: Sequence[Pair], *, least: int) -> dict[str, float]:
    """F1 of each measure, summed over texts; chains with fewer than `least` mentions are left out on both sides."""
    out = {}
    for name, measure in _MEASURES.items():
        total = Count()
        for one in pairs:
            key, response = ([c for c in side if len(c) >= least] for side in (one.key, one.response))
            total.add(measure(key, response))
        out[name] = total.f1
    return out
