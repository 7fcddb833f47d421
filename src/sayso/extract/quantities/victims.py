"""Who was killed or hurt, by the word of harm: counts that share one word, and single persons, belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.extract.quantities.fates import harm, of_those, people, worst
from sayso.extract.quantities.persons import Person, person_at
from sayso.lexicon.tallies import tally
from sayso.model import ParsedDocument, Quantity, Span, Token

KINDS = ("killed", "injured")
PARTS = ("including", "out of")  # of those named before; of whom only some are meant


@dataclass(frozen=True, slots=True)
class Group:
    """Those whom one word of harm befell."""

    kind: str
    low: int | None
    high: int | None
    spans: tuple[Span, ...]
    word: str  # of harm, in lower case
    sentence: int
    others: bool = False  # "three others": beside those told of before
    persons: tuple[Person, ...] = ()  # single ones
    counted: bool = True  # with a number or an article
    late: bool = False  # they are some of those told of as hurt: "two of the wounded died"
    revised: bool = False  # the toll "rose to" them: earlier counts hold no more
    acted: bool = False  # somebody is told to have done it to them: "killed five people"

    @property
    def count(self) -> int:
        return self.low if self.low is not None else self.high or 0


def groups(parsed: ParsedDocument, quantities: Sequence[Quantity]) -> Iterator[Group]:
    """Groups in text order of their words of harm."""
    members: dict[tuple[str, Span], dict[int, Quantity | Token]] = {}
    counted = {q.head: q for q in quantities if q.head is not None}
    for q in quantities:
        if q.kind in KINDS and q.trigger is not None and q.head is not None and not _renames(parsed, q):
            members.setdefault((q.kind, q.trigger), {})[q.head] = q
    for token in parsed.tokens:
        fate = harm(parsed, token)
        if fate is None or fate.kind not in KINDS:
            continue
        kind = worst(parsed, fate).kind
        for head in _patients(parsed, token, fate.side):
            key = (kind, token.span)
            if head in counted:
                q = counted[head]
                if q.kind == "other" and q.qualifier not in PARTS:
                    members.setdefault(key, {})[head] = q
            elif _is_single(parsed, head):
                members.setdefault(key, {})[head] = parsed.tokens[head]
    for (kind, trigger), found in sorted(members.items(), key=lambda item: item[0][1]):
        if not any(_unreal(parsed, token) for token in parsed.tokens_in(trigger)):
            yield _group(parsed, kind, trigger, [found[k] for k in sorted(found)])


def _group(parsed: ParsedDocument, kind: str, trigger: Span, found: Sequence[Quantity | Token]) -> Group:
    lows = [m.low if isinstance(m, Quantity) else 1 for m in found]
    highs = [m.high if isinstance(m, Quantity) else 1 for m in found]
    low = None if None in lows else sum(x or 0 for x in lows)
    high = None if None in highs else sum(x or 0 for x in highs)
    if low is None and high is None:
        low = sum(x or 0 for x in lows)
    sentence = parsed.sentence_at(trigger.start)
    return Group(
        kind=kind,
        low=low,
        high=high,
        spans=tuple(m.span for m in found),
        word=trigger.of(parsed.text).lower(),
        sentence=sentence.index if sentence else 0,
        late=any(isinstance(m, Quantity) and of_those(parsed, m.head or 0) for m in found),
        revised=any(isinstance(m, Quantity) and tally(parsed.tokens, m.head or 0) == "raise" for m in found),
        acted=any(
            parsed.tokens[m.index if isinstance(m, Token) else m.head or 0].dep in ("dobj", "obj") for m in found
        ),
        counted=any(isinstance(m, Quantity) for m in found),
        persons=tuple(
            person_at(parsed, m.index if isinstance(m, Token) else m.head or 0, kind)
            for m in found
            if (m.tag == "NN" if isinstance(m, Token) else m.low == m.high == 1)
        ),
        others=any(isinstance(m, Quantity) and "other" in m.text.lower() for m in found),
    )


def _patients(parsed: ParsedDocument, token: Token, fate_side: str) -> Iterator[int]:
    """Tokens for those whom a word of harm befalls by the parse, with all that is joined to them by "and"."""
    children = parsed.children[token.index]
    tokens = parsed.tokens
    if any(tokens[c].dep == "neg" for c in children):
        return
    if token.tag in ("NN", "NNS") and fate_side == "count":  # "the murder of a judge"
        of = [c for c in children if tokens[c].dep == "prep" and tokens[c].text.lower() == "of"]
        for c in of:
            for victim in parsed.children[c]:
                yield from _joined(parsed, victim)
    if not token.tag.startswith("V"):
        return
    if fate_side == "subject":
        found = [c for c in children if tokens[c].dep == "nsubj"][-1:]
    else:
        passive = [c for c in children if tokens[c].dep == "nsubjpass"][-1:]  # one: a dateline may stand before it
        found = passive or [c for c in children if tokens[c].dep in ("dobj", "obj")]
    for c in found:
        yield from _joined(parsed, c)


def _unreal(parsed: ParsedDocument, token: Token) -> bool:
    """`Tried to kill`, `may kill`: not done, or not known to be."""
    return token.tag == "VB" and any(parsed.tokens[c].tag in ("TO", "MD") for c in parsed.children[token.index])


def _joined(parsed: ParsedDocument, at: int) -> Iterator[int]:
    """A token and all that is joined to it by "and"; a loop, since a list may be longer than the stack is deep."""
    todo = [at]
    while todo:
        k = todo.pop()
        yield k
        todo.extend(
            c
            for c in parsed.children[k]
            if parsed.tokens[c].dep == "conj" and parsed.tokens[c].pos in ("NOUN", "PROPN", "NUM")
        )


def _renames(parsed: ParsedDocument, quantity: Quantity) -> bool:
    """`A boy, an orphan, was shot`: an apposition names one who is counted already."""
    head = parsed.tokens[quantity.head or 0]
    return head.dep == "appos" and quantity.low == 1 and parsed.tokens[head.head].pos in ("NOUN", "PROPN")


def _is_single(parsed: ParsedDocument, head: int) -> bool:
    """One person: "a guard", "the teenager", "Smith"."""
    token = parsed.tokens[head]
    if token.tag == "NNP":
        return token.dep != "dobj" and token.text[1:].islower()
    return token.tag == "NN" and token.lemma.lower() in people()
