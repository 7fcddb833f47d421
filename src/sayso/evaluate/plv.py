"""Scores event types on marked pairs: a sentence with a source and a target, and what the one does to the other.

The corpus has 15 PLOVER types (YIELD stands for CONCEDE and RETREAT) and the quad class. It was tuned on the half `dev`; the half
`heldout` is for measuring only.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError
from sayso.evaluate.parsing import parser as default_parser
from sayso.extract.events.draft import Draft
from sayso.extract.events.frames import Framer
from sayso.extract.events.match import Matcher
from sayso.extract.events.predicates import Predicates
from sayso.extract.events.roles import Cast
from sayso.lexicon.events import class_words
from sayso.model import Article, Block, Document, ParsedDocument, Span

HALVES = ("dev", "heldout", "all")
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("YIELD", "COOPERATE", "AID"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
KIND = ("CONSULT", "SUPPORT", "AGREE")
MATERIAL = ("COOPERATE", "AID", "CONCEDE", "RETREAT")
FUTURE = frozenset(("will", "would", "'ll", "shall"))
NEGATIONS = frozenset(("not", "n't", "never"))
FALLBACK = "ACCUSE"
_MARK = re.compile(r"</?([st])>")
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with the characters of its source and target, its type and its quad class."""

    sentence: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    type: str
    quad: int


@dataclass(frozen=True, slots=True)
class Guess:
    """What the rules make of a pair; `rule` is empty where nothing was found."""

    type: str
    rule: str = ""


def score(path: str | Path, half: str = "dev") -> dict[str, float]:
    """Macro-F1 and accuracy of type and quad class, and the share of pairs with a trigger, over one half or all."""
    pairs = read(path, half)
    guesses = guess(pairs)
    types = [(p.type, g.type) for p, g in zip(pairs, guesses, strict=True)]
    quads = [(str(p.quad), str(QUADS[g.type])) for p, g in zip(pairs, guesses, strict=True)]
    return {
        "pairs": float(len(pairs)),
        "type_macro_f1": _macro(types),
        "type_accuracy": _accuracy(types),
        "quad_macro_f1": _macro(quads),
        "quad_accuracy": _accuracy(quads),
        "triggered": sum(bool(g.rule) for g in guesses) / len(guesses) if guesses else 0.0,
        **{f"f1_{label}": f1 for label, f1 in sorted(_by_label(types).items())},
    }


def read(path: str | Path, half: str = "all") -> list[Pair]:
    """The pairs of one half, chosen by a hash of the sentence."""
    if half not in HALVES:
        raise InputError(f"no such half: {half!r}; one of {', '.join(HALVES)}")
    file = Path(path)
    if not file.is_file():
        raise InputError(f"no corpus at {file}; set SAYSO_DATA to the folder that holds events/plv_train.jsonl")
    with file.open(encoding="utf-8") as lines:
        pairs = [_pair(json.loads(line)) for line in lines if line.strip()]
    return [p for p in pairs if half == "all" or (zlib.crc32(p.sentence.encode()) % 2 == 0) == (half == "dev")]


def guess(pairs: Sequence[Pair]) -> list[Guess]:
    """What the engine takes each pair to be, by the trigger that governs both ends best."""
    out: list[Guess] = []
    for at in range(0, len(pairs), _BATCH):
        batch = pairs[at : at + _BATCH]
        parsed = default_parser().parse([_document(p.sentence) for p in batch])
        out += [_guess(one, pair) for one, pair in zip(parsed, batch, strict=True)]
    return out


def _pair(row: dict[str, object]) -> Pair:
    marked = str(row["marked"])
    ends: dict[str, list[int]] = {"s": [], "t": []}
    cut = 0
    for m in _MARK.finditer(marked):
        ends[m[1]].append(m.start() - cut)
        cut += len(m[0])
    spans = {k: tuple(Span(a, b) for a, b in zip(v[::2], v[1::2], strict=False)) for k, v in ends.items()}
    quad = row["quad"]
    return Pair(_MARK.sub("", marked), spans["s"], spans["t"], str(row["root"]), quad if isinstance(quad, int) else 0)


def _document(sentence: str) -> Document:
    article = Article(id="article:plv", text=sentence, language="en")
    blocks = (Block(span=Span(0, len(sentence)), kind="text"),)
    return Document(article=article, text=sentence, text_map=((0, 0, len(sentence)),), blocks=blocks, language="en")


def _guess(parsed: ParsedDocument, pair: Pair) -> Guess:
    framer, cast = Framer(parsed), Cast(parsed, ())
    drafts = Predicates(parsed, framer, cast, Matcher(parsed, cast)).drafts()
    ranked = [(_fit(parsed, framer, draft, pair), -k, draft) for k, draft in enumerate(drafts)]
    if not ranked:
        return Guess(FALLBACK)
    best = max(ranked, key=lambda entry: entry[:2])[2]
    kind = _of_statement(parsed, best)
    return Guess(MERGED.get(kind, kind), best.rule)


def _of_statement(parsed: ParsedDocument, draft: Draft) -> str:
    """PLOVER's own types for what is only announced: future kindness is AGREE, future harm THREATEN, refused kindness REJECT."""
    if draft.nominal:
        return draft.type
    words = {parsed.tokens[c].lemma.lower() for c in _auxiliaries(parsed, draft.head)}
    if words & NEGATIONS and draft.type in (*KIND, *MATERIAL):
        return "REJECT"
    if words & (FUTURE | class_words("willing_adj")) and draft.type in (*KIND, *MATERIAL):
        return "AGREE"
    return "THREATEN" if words & FUTURE and QUADS.get(draft.type) == 4 else draft.type


def _auxiliaries(parsed: ParsedDocument, head: int) -> list[int]:
    """Auxiliaries and negations of a verb, or of the verbs that it hangs on by an infinitive ("is ready to")."""
    out: list[int] = []
    while True:
        out += [c for c in parsed.children[head] if parsed.tokens[c].dep in ("aux", "neg")]
        up = parsed.tokens[head].head
        if parsed.tokens[up].pos == "ADJ" and parsed.tokens[up].lemma.lower() in class_words("willing_adj"):
            out.append(up)
        if (
            parsed.tokens[head].dep not in ("conj", "xcomp")
            or up == head
            or parsed.tokens[up].pos not in ("VERB", "AUX")
        ):
            return out
        head = up


def _fit(parsed: ParsedDocument, framer: Framer, draft: Draft, pair: Pair) -> tuple[int, ...]:
    """How well an event governs a pair: its doer is the source, the target stands below it, it is the outer one, it is near."""
    head = draft.head
    source, target = _inside(parsed, pair.source), _inside(parsed, pair.target)
    below = set(parsed.subtree(head))
    doer = acted = bool(source & below)
    if parsed.tokens[head].pos in ("VERB", "AUX"):
        frame = framer.frame(head)
        acted = any(source & set(parsed.subtree(t)) for t in frame.actors)
        doer = doer or acted
    reached = bool(target & below)
    words = {head, *draft.words}
    distance = min((abs(a - b) for a in words for b in source | target), default=0)
    return (doer + reached, int(acted), -_depth(parsed, head), -distance)


def _inside(parsed: ParsedDocument, spans: Sequence[Span]) -> set[int]:
    return {t.index for span in spans for t in parsed.tokens_in(span)}


def _depth(parsed: ParsedDocument, token: int) -> int:
    return sum(1 for _ in parsed.ancestors(token))


def _accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0


def _macro(pairs: Sequence[tuple[str, str]]) -> float:
    scores = _by_label(pairs)
    return sum(scores.values()) / len(scores) if scores else 0.0


def _by_label(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """F1 of each label that the gold has."""
    gold, found = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    right = Counter(a for a, b in pairs if a == b)
    return {label: 2 * right[label] / (gold[label] + found[label]) for label in gold}


def _report(path: str) -> Iterator[str]:
    for half in ("dev", "heldout"):
        yield half + " " + " ".join(f"{k}={v:.3f}" for k, v in score(path, half).items())


if __name__ == "__main__":
    for line in _report(sys.argv[1]):
        sys.stdout.write(line + "\n")
