"""Direct speech: which cue each quotation belongs to."""

from __future__ import annotations

from sayso.extract.attribution.beside import Beside
from sayso.extract.attribution.drafts import Draft, Names
from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.pieces import WORD, mix, take
from sayso.extract.attribution.quotations import Quotation
from sayso.model import Span


class Speech:
    """Joins quotations to drafts, makes drafts for cues that the parse missed, and lets speakers go on."""

    def __init__(self, g: Grammar, names: Names, drafts: list[Draft], quotes: list[Quotation]) -> None:
        self.g, self.drafts, self.quotes = g, drafts, quotes
        self.text = g.text
        self.cues = Beside(g, names, drafts, quotes)
        self.owner: dict[int, Draft] = {}

    def join(self) -> None:
        """Give every quotation its speaker, in three steps: a cue beside it, a clause around it, the speaker before."""
        for k in range(len(self.quotes)):
            draft = self.cues.find(k)
            if draft is not None:
                self.owner[k] = draft
                draft.direct = True
        for k, quote in enumerate(self.quotes):
            if k not in self.owner:
                self._carry_on(k)
            if k not in self.owner and not quote.closed and (found := self._unclosed(quote)) is not None:
                self.owner[k], self.quotes[k] = found
                found[0].direct = True
        taken: dict[int, list[Quotation]] = {}
        for k, draft in self.owner.items():
            taken.setdefault(id(draft), []).append(self.quotes[k])
        for draft in {id(d): d for d in self.owner.values()}.values():
            take(self.text, draft, taken[id(draft)])
        mix(self.text, self.drafts, [q for k, q in enumerate(self.quotes) if k not in self.owner])

    def _carry_on(self, k: int) -> None:
        """A whole quotation beside an attributed one in its paragraph, or one that continues over paragraphs, shares the speaker."""
        quote = self.quotes[k]
        if not self.cues.whole(quote):
            return
        if quote.follows and k - 1 in self.owner:
            self.owner[k] = self.owner[k - 1]
            return
        if k and k - 1 in self.owner and self.quotes[k - 1].block == quote.block:
            between = self.text[self.quotes[k - 1].span.end : quote.span.start]
            if self._ends_at_cue(self.owner[k - 1], quote) or not WORD.search(between):
                self.owner[k] = self.owner[k - 1]
                return
        if k + 1 < len(self.quotes) and k + 1 in self.owner and self.quotes[k + 1].follows:
            self.owner[k] = self.owner[k + 1]
            return
        if k and k - 1 in self.owner and self.cues.opens_block(quote) and self.quotes[k - 1].block == quote.block - 1:
            if self._fills(quote) and self._closes(self.quotes[k - 1], self.owner[k - 1]):
                self.owner[k] = self.owner[k - 1]

    def _unclosed(self, quote: Quotation) -> tuple[Draft, Quotation] | None:
        """A quotation that lost its closing mark ends before a cue at the end of its paragraph: "... died, said the mayor."."""
        for draft in self.drafts:
            if not draft.quoted or draft.cue is None or not draft.content or not quote.span.contains(draft.cue):
                continue
            end = max(s.end for s in draft.content)
            last = draft.source.span.end if draft.source is not None else draft.cue.end
            tail = self.text[max(last, draft.cue.end) : quote.span.end]
            if quote.span.start < end <= draft.cue.start and tail.count(" ") < 6:
                return draft, Quotation(Span(quote.span.start, end), quote.block, closed=False)
        return None

    def _ends_at_cue(self, draft: Draft, quote: Quotation) -> bool:
        """The quotation opens the sentence after the one that holds the cue: "...," he said. "..."."""
        at = self.g.parsed.sentence_at(quote.span.start)
        return at is not None and 0 <= at.index - draft.sentence <= 1

    def _fills(self, quote: Quotation) -> bool:
        block = self.g.parsed.document.blocks[quote.block].span
        return not WORD.search(self.text[block.start : quote.span.start] + self.text[quote.span.end : block.end])

    def _closes(self, quote: Quotation, draft: Draft) -> bool:
        block = self.g.parsed.document.blocks[quote.block].span
        rest = self.text[quote.span.end : block.end]
        end = self.g.sentence(draft.head).span.end
        return not WORD.search(rest) or end >= block.end - 2
