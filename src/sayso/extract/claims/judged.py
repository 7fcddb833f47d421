"""The rules' claims, those told as plain fact read once more by the document encoder: who says so, and did it happen at all?

An event that the outlet seems to tell itself, though it stands in a quotation or beside a verb of saying, gets the speaker whom
the encoder marks (`attribution/unheard.py`).

Rules see what governs an event: "may", "denied that", "if". They do not see that what somebody avoids, plans or is weeks away
from has not happened. So before an event told in a form that can be without time ("to strike", "striking", "strikes") becomes a
plain claim, the encoder's factuality of its word is asked for. Below `SURE` the claim stays, but as one of which it is unclear
whether it happened.

Past forms are left alone: there the encoder agrees with the rules nearly always, and reading them would double the cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from sayso.encoder.folders import folder
from sayso.extract.attribution.unheard import Marked, Unheard
from sayso.extract.claims.chains import Chains
from sayso.extract.claims.rules import Maker
from sayso.extract.claims.select import SPOKEN
from sayso.extract.events.echoes import participation
from sayso.model import Actor, Attribution, Claims, EventMention, Origin, ParsedDocument, Token, Veridicality

if TYPE_CHECKING:
    from sayso.encoder.document import DocumentEncoder

HEARD, READ = "attribution:encoder", "veridicality:encoder"
# Of -3 (did not happen) to +3 (happened). Of 42 plain claims of unseen news that lay below it, 34 were no plain facts.
SURE = 2.6
TIMELESS = ("VB", "VBG")
PRESENT = ("VBP", "VBZ")
FINITE = frozenset(("VBD", "VBP", "VBZ"))
OPEN = frozenset(("TO", "VB"))


class Read(Protocol):
    """What the encoder says of one window."""

    def spans(self, head: str) -> Sequence[Marked]: ...

    def factuality(self) -> Sequence[float]: ...


class Encoder(Protocol):
    """What reads windows of words; tests put a table in its place."""

    version: str
    most_words: int

    def read(self, windows: Iterable[Sequence[str]]) -> Iterator[Read]: ...


class JudgedMaker:
    """Claims of each document as the rules make them, hedged where the encoder does not hold the event for fact."""

    name = "judged"
    version = "1"

    def __init__(self, encoder: Encoder | None = None) -> None:
        self._encoder = encoder

    def make(
        self,
        parsed: Sequence[ParsedDocument],
        actors: Sequence[tuple[Actor, ...]],
        attributions: Sequence[tuple[Attribution, ...]],
        events: Sequence[tuple[EventMention, ...]],
        veridicality: Sequence[tuple[Veridicality, ...]],
    ) -> list[Claims]:
        if not parsed:
            return []
        encoder = self._encoder or _encoder()
        documents = zip(parsed, actors, attributions, events, veridicality, strict=True)
        return [_Judge(encoder, *one).make() for one in documents]


def _encoder() -> DocumentEncoder:
    from sayso.encoder.loaded import document

    return document(folder("document"))


class _Judge(Maker):
    def __init__(
        self,
        encoder: Encoder,
        parsed: ParsedDocument,
        actors: tuple[Actor, ...],
        attributions: tuple[Attribution, ...],
        events: tuple[EventMention, ...],
        veridicality: tuple[Veridicality, ...],
    ) -> None:
        super().__init__(parsed, actors, attributions, events, veridicality)
        self.encoder = encoder

    def review(self) -> None:
        """Find speakers, then ask for the factuality of doubtful events: one reading for each sentence that holds any."""
        self._hear()
        doubtful: dict[int, list[int]] = {}
        for k in self.live():
            if self._doubtful(k):
                doubtful.setdefault(self.parsed.tokens[self.events[k].head].sentence, []).append(k)
        for sentence, found in sorted(doubtful.items()):
            self._read(sentence, found)

    def _hear(self) -> None:
        """Look for the speaker of what the outlet seems to tell itself, once for each sentence where something hints at one."""
        own = [k for k in self.live() if not self.paths[k] and self.plain(k, ())]
        if not own:
            return
        unheard = Unheard(self.parsed, tuple(self.actors.values()), self.attributions)
        hinted: dict[int, list[int]] = {}
        for k in own:
            if unheard.hinted(self.events[k].head, self.events[k].trigger):
                hinted.setdefault(self.parsed.tokens[self.events[k].head].sentence, []).append(k)
        for sentence, found in sorted(hinted.items()):
            for first, last in self._around(sentence, unheard):
                here = [k for k in found if first <= self.events[k].head < last]
                spans = self._window(first, last).spans("attribution") if here else ()
                for k in here:
                    heard = unheard.heard(self.events[k].head, first, spans)
                    if heard is not None:
                        self._said(k, heard)

    def _said(self, k: int, heard: Attribution) -> None:
        """Lays an event to the speaker that was found."""
        self.attributions = (*self.attributions, heard)
        self.chains = Chains(self.parsed, tuple(self.actors.values()), self.attributions)
        self.paths[k] = self.chains.path(len(self.attributions) - 1)
        self._origin(k, HEARD)
        self._settle(k)

    def _doubtful(self, k: int) -> bool:
        """Whether the rules take an event for plain fact without a word that says so, and its form leaves it open."""
        v = self.judged[k]
        if v.cues or v.why or not self.plain(k, self.path(k)):
            return False
        event = self.events[k]
        token = self.parsed.tokens[event.head]
        helped = {t.tag for t in self._helpers(token)}
        if helped & FINITE or token.pos == "AUX" or self._past(token, helped) or self._laid(token):
            return False  # "is striking", "did get struck", "are in talks"
        if token.tag == "VBN":
            return bool(helped & OPEN)  # "due to be struck"
        return token.tag in TIMELESS or (token.tag in PRESENT and event.type not in SPOKEN)  # "we ask": said and done

    def _past(self, token: Token, helped: set[str]) -> bool:
        """ "Gave in and let him go": a past form that looks like any other, joined to one that does not."""
        up = self.parsed.tokens[token.head]
        return token.tag in ("VB", "VBP") and not helped and token.dep == "conj" and up.tag == "VBD"

    def _laid(self, token: Token) -> bool:
        """ "Responsible for striking": who is laid a deed has done one; "voted to ban": the vote does it."""
        if token.dep == "xcomp" and self.parsed.tokens[token.head].lemma == "vote":
            return True
        return any(
            self.parsed.tokens[i].lemma.lower() in participation() for i in self.parsed.ancestors(token.index)[:3]
        )

    def _helpers(self, token: Token) -> Iterator[Token]:
        for c in self.parsed.children[token.index]:
            if self.parsed.tokens[c].dep in ("aux", "auxpass"):
                yield self.parsed.tokens[c]

    def _read(self, sentence: int, found: Sequence[int]) -> None:
        for first, last in self._windows(sentence):
            here = [k for k in found if first <= self.events[k].head < last]
            if not here:
                continue
            told = self._window(first, last).factuality()
            for k in here:
                self._weigh(k, told[self.events[k].head - first])

    def _around(self, sentence: int, unheard: Unheard) -> Iterator[tuple[int, int]]:
        """The words among which a speaker is looked for: those that were read with a sentence, or as many as hint at one."""
        if self.parsed.stretches:
            yield from self._windows(sentence)
        else:
            yield unheard.stretch(sentence, self.encoder.most_words)

    def _windows(self, sentence: int) -> Iterator[tuple[int, int]]:
        """What was read with a sentence in it; without that the sentence itself, in pieces that the encoder can read."""
        span = self.parsed.sentences[sentence]
        if self.parsed.stretches:
            read = (one for one in self.parsed.stretches if one.first < span.last and span.first < one.last)
            yield from ((one.first, one.last) for one in read)
            return
        for first in range(span.first, span.last, self.encoder.most_words):
            yield first, min(first + self.encoder.most_words, span.last)

    def _window(self, first: int, last: int) -> Read:
        known = self.parsed.stretch_of(first)
        if known is not None and (known.first, known.last) == (first, last):
            read: Read = known.read
            return read
        return next(iter(self.encoder.read([[token.text for token in self.parsed.tokens[first:last]]])))

    def _origin(self, k: int, part: str) -> None:
        """Names the encoder among the parts that an event's claims come from."""
        origin = Origin(part=part, version=self.encoder.version)
        self.events[k] = replace(self.events[k], origins=(*self.events[k].origins, origin))

    def _weigh(self, k: int, factuality: float) -> None:
        self._origin(k, READ)
        if factuality < SURE:
            why = f"the encoder does not read it as fact: {factuality:+.1f} of +3"
            self.judged[k] = replace(self.judged[k], certainty="unknown", why=(*self.judged[k].why, why))
