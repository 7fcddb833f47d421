"""News taken over in other words: what names its source, and which of that source's details it tells again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from sayso.corroborate.copies.credits import Named, credited, joined_to, linked, naming
from sayso.corroborate.copies.details import details_of
from sayso.corroborate.copies.words import Words, words_of
from sayso.corroborate.index import ANY_DAY, day_number
from sayso.model import Span
from sayso.model.ledger import ClaimRecord, Evidence, Report

WINDOW = 14  # days in which a medium is cited for what it reported
SLIP = 1  # days by which clocks and time zones may make the one who cites look earlier
MOST_NAMED = 40  # places at which an article names the other's outlet that are looked at
NEAR_CITE = 2  # details told next to the citation that the cited article has, too
MOST_TOLD = 5  # names and figures that evidence tells
PARAPHRASE = 6  # details of a retelling under a credit line
CITED, CITED_THROUGH, CREDITED = 0.75, 0.55, 0.8  # scores: cites it, through another medium, credits it
RETELLS = 0.5  # part of its details that come from the cited article


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """How one article names the other as its source, and what of it it tells."""

    score: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    names: bool = False  # names the other's outlet at all
    credit: bool = False  # by a credit line
    paraphrase: bool = False


NOTHING = Retold()


def retold(child: Report, parent: Report, claims: Sequence[ClaimRecord], shared: Sequence[Span] = ()) -> Retold:
    """What shows, beside shared words, that the child has its news from the parent; `shared` are their common passages."""
    if not _possible(child, parent):
        return NOTHING
    named = naming(child, parent)
    chains = linked(claims, parent)
    line = credited(child, parent) or any(n.credit for n in named)
    if not (named or chains or line):
        return NOTHING
    own = set(_name_words(parent)) | set(_name_words(child))
    theirs = details_of(parent.text).keys() - own
    cited = tuple(_citations(child, parent, named, chains, theirs, shared))
    mine = details_of(child.text).keys() - own
    whole = len(mine & theirs) >= PARAPHRASE and len(mine & theirs) >= RETELLS * len(mine)
    depth = min([n.depth for n in named if not n.credit] + [d for _, d in chains], default=0)
    score = (CITED, CITED_THROUGH)[min(depth, 1)] if cited else 0.0
    if line and whole:
        score = max(score, CREDITED)
    return Retold(
        score=score,
        evidence=(
            *(_credit_evidence(parent, named) if line else ()),
            *cited,
            *(_retold_sentences(child, theirs) if score and whole else ()),
        ),
        names=True,
        credit=line,
        paraphrase=whole,
    )


def _possible(child: Report, parent: Report) -> bool:
    """The child may have read the parent: not of the same outlet, and not out before it."""
    if child.outlet_id and child.outlet_id == parent.outlet_id:
        return False
    mine, theirs = day_number(child.day), day_number(parent.day)
    return ANY_DAY in (mine, theirs) or -SLIP <= mine - theirs <= WINDOW


@lru_cache(maxsize=4096)
def _words_of_name(*names: str | None) -> tuple[str, ...]:
    return tuple(k for name in names if name for k in words_of(name).keys)


def _name_words(report: Report) -> tuple[str, ...]:
    return _words_of_name(report.outlet, (report.outlet_id or "").removeprefix("outlet:"))


def _credit_evidence(parent: Report, named: Sequence[Named]) -> Iterable[Evidence]:
    line = next((n for n in named if n.credit), None)
    who = parent.outlet or parent.outlet_id or parent.id
    yield Evidence(kind="credit", says=f"its credit line names {who}", child=line.span if line else None)


def _citations(
    child: Report,
    parent: Report,
    named: Sequence[Named],
    chains: Sequence[tuple[ClaimRecord, int]],
    theirs: Set[str],
    passages: Sequence[Span],
) -> Iterable[Evidence]:
    """Sentences that lay to the parent's outlet what the parent's text does tell: the same details, or the same words.

    All say the same in words, of all of them together; each has its own place.
    """
    words = words_of(child.text)
    who = parent.outlet or parent.outlet_id or parent.id
    spans = [(n.span, n.cue) for n in named if not n.credit]
    spans += [(claim.sentence_span, claim.chain[-1].cue_text or "cites") for claim, _ in chains]
    found: dict[Span, dict[str, list[int]]] = {}
    cues: dict[str, None] = {}
    seen = set()
    for span, cue in spans[:MOST_NAMED]:
        low, high = words.sentence(min(words.at(span.start), len(words) - 1))
        if low in seen:
            continue
        seen.add(low)
        near = _around(words, low, high)
        shared = _details_between(words, *near, theirs)
        if len(shared) < NEAR_CITE:
            shared = {}
        if shared or any(words.span(*near).overlaps(p) for p in passages):
            found[words.span(low, high)] = shared
            cues[f"“{cue}”"] = None
    at = {i for shared in found.values() for places in shared.values() for i in places}
    told = f"tells the same of {_listed(names_at(words, at))}" if at else "has the same words"
    says = f"it names {who} as its source ({_listed(list(cues))}), and {who} {told}"
    for place, shared in found.items():
        yield Evidence(kind="citation", says=says, child=place, words=len(shared))


def _around(words: Words, low: int, high: int) -> tuple[int, int]:
    """The sentence and the next: "The Mail reported the arrest. Two men ..."."""
    after = words.sentence(high)[1] if high < len(words) else high
    return low, after


def _details_between(words: Words, low: int, high: int, theirs: Set[str]) -> dict[str, list[int]]:
    """The details within the words [low, high) that the other text has, too, with the words at which they stand."""
    near = {
        d: [i for i in at if low <= i < high]
        for d, at in details_of(words.text).items()
        if d in theirs and at[0] < high and at[-1] >= low
    }
    return {d: at for d, at in near.items() if at}


def _retold_sentences(child: Report, theirs: Set[str]) -> Iterable[Evidence]:
    """Sentences of the child of which the parent has the names and figures; all say the same in words."""
    words = words_of(child.text)
    shared: dict[tuple[int, int], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for detail, at in details_of(child.text).items():
        if detail in theirs:
            for i in at:
                shared[words.sentence(i)][detail].append(i)
    told = {sentence: details for sentence, details in sorted(shared.items()) if len(details) >= NEAR_CITE}
    names = names_at(words, {i for details in told.values() for at in details.values() for i in at})
    for (low, high), details in told.items():
        says = f"the same details: {_listed(names)}"
        yield Evidence(kind="details", says=says, child=words.span(low, high), words=len(details))


def names_at(words: Words, at: Iterable[int]) -> list[str]:
    """The longest few names and figures at these words, as they are written: neighbours are one name."""
    runs: list[list[int]] = []
    for i in sorted(at):
        if runs and runs[-1][-1] == i - 1 and joined_to(words, i):
            runs[-1].append(i)
        else:
            runs.append([i])
    keys = [tuple(words.keys[i] for i in run) for run in runs]
    out: dict[tuple[str, ...], str] = {}
    for key, run in sorted(zip(keys, runs, strict=True), key=lambda found: -len(found[0])):
        if not any(len(other) > len(key) and set(key) <= set(other) for other in keys):
            out.setdefault(key, words.span(run[0], run[-1] + 1).of(words.text))
    return list(out.values())[:MOST_TOLD]


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
