"""Sources that the rules did not hear, found by the document encoder: who is quoted where no rule saw a cue.

The encoder marks source, cue and content. It is asked only where something hints at a speaker: the event stands in a quotation
that nobody was found for, or beside a verb of saying that no rule took.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Protocol

from sayso.extract.attribution.drafts import Draft, Names
from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.quotations import quotations
from sayso.extract.attribution.rules import finish
from sayso.lexicon.attribution import say_verbs
from sayso.model import Actor, Attribution, ParsedDocument, Span

HOW = "encoder"
WORDS = 40  # characters: a shorter quotation is a word or two of another's in the outlet's own sentence
NEAR = 120  # words around the event: a speaker is named within a sentence or two
READ = ("text", "question")
LEAST = {"content": 0.5, "cue": 0.6, "source": 0.6}  # probability of the very span


class Marked(Protocol):
    """A span of words with the probability that it is exactly this one."""

    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def probability(self) -> float: ...


class Unheard:
    """Looks for the sources of one document that its attributions lack."""

    def __init__(self, parsed: ParsedDocument, actors: tuple[Actor, ...], attributions: Sequence[Attribution]) -> None:
        self.parsed, self.attributions = parsed, attributions
        self.g = Grammar(parsed)
        self.names = Names(self.g, actors)
        self.quoted = [q.span for q in quotations(parsed) if len(q.span) > WORDS]
        self.cues = [a.cue for a in attributions if a.cue is not None]

    def hinted(self, head: int, trigger: Span) -> bool:
        """Whether an event stands in a quotation, or in a sentence with a verb of saying that is no cue yet."""
        at = self.parsed.tokens[head]
        if any(q.contains(at.span) for q in self.quoted):
            return True
        tokens = self.parsed.tokens_of(self.parsed.sentences[at.sentence])
        said = [t.span for t in tokens if t.tag.startswith("VB") and t.lemma.lower() in _sayings()]
        return any(not any(span.overlaps(taken) for taken in (trigger, *self.cues)) for span in said)

    def stretch(self, sentence: int, most: int) -> tuple[int, int]:
        """First and last token of the sentences around one, as many as fit, those before it first."""
        sentences = self.parsed.sentences
        low = high = sentence
        room = min(NEAR, most)
        for step in (-1, 1, -1, 1):
            new = low - 1 if step < 0 else high + 1
            if not 0 <= new < len(sentences) or sentences[new].kind not in READ:
                continue
            first, last = min(new, low), max(new, high)
            if sentences[last].last - sentences[first].first <= room:
                low, high = first, last
        return sentences[low].first, min(sentences[high].last, sentences[low].first + most)

    def heard(self, head: int, first: int, spans: Sequence[Marked]) -> Attribution | None:
        """Who says an event, by spans of words counted from token `first`; None where the encoder is not sure."""
        content = next((s for s in spans if s.label == "content" and s.first <= head - first < s.last), None)
        cue = _nearest([s for s in spans if s.label == "cue"], content)
        if content is None or cue is None or not (_sure(content) and _sure(cue)):
            return None
        said, by = self._span(first, content), self._span(first, cue)
        if said is None or by is None:
            return None
        known = next((a for a in self.attributions if a.cue is not None and a.cue.overlaps(by) and a.source), None)
        if known is not None:  # the rules know the speaker, and not how far his words go
            return None if known.act else replace(known, content=(said,), scope="quote", how=HOW)
        source = _nearest([s for s in spans if s.label == "source"], cue)
        return self._new(first, said, by, cue, source) if source is not None and _sure(source) else None

    def _new(self, first: int, said: Span, by: Span, cue: Marked, source: Marked) -> Attribution | None:
        tokens = self.parsed.tokens[first + cue.first : first + cue.last]
        verb = next((t for t in tokens if t.lemma.lower() in say_verbs()), tokens[0])
        cues = say_verbs().get(verb.lemma.lower(), ())
        if any(c.act and not c.rest for c in cues):
            return None  # who demands or condemns tells no event
        mention = self.names.mention(self._head(first + source.first, first + source.last))
        if mention is None:
            return None
        draft = Draft(
            how=HOW, head=verb.index, sentence=verb.sentence, cue=by, source=mention, content=[said],
            lemma=verb.lemma.lower(), stance=next((c.stance for c in cues if not c.rest), None),
        )  # fmt: skip
        return finish(self.g, [draft])[0]

    def _head(self, first: int, last: int) -> int:
        """The token of a phrase whose own head lies outside it."""
        tokens = self.parsed.tokens[first:last]
        return next((t.index for t in tokens if t.head == t.index or not first <= t.head < last), first)

    def _span(self, first: int, marked: Marked) -> Span | None:
        return self.g.span(first + marked.first, first + marked.last - 1)


def _nearest(spans: Sequence[Marked], to: Marked | None) -> Marked | None:
    """The span with the fewest words between it and another."""
    if to is None or not spans:
        return None
    return min(spans, key=lambda s: max(s.first - to.last, to.first - s.last, 0))


def _sure(marked: Marked) -> bool:
    return marked.probability >= LEAST[marked.label]


@cache
def _sayings() -> frozenset[str]:
    """Verbs that by themselves report what somebody says."""
    return frozenset(lemma for lemma, cues in say_verbs().items() if any(c.kind == "say" and not c.rest for c in cues))
