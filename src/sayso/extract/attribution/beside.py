"""The cue beside a quotation: "...," said X; X told reporters: "..."."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from sayso.extract.attribution.drafts import Draft, Names
from sayso.extract.attribution.grammar import VERBAL, Grammar
from sayso.extract.attribution.quotations import Quotation
from sayso.lexicon.attribution import say_verbs

_WINDOW = 24  # tokens between a quotation and its cue


class Beside:
    """Looks for cues around the quotations of one document; makes drafts for those that the parse missed."""

    def __init__(self, g: Grammar, names: Names, drafts: list[Draft], quotes: list[Quotation]) -> None:
        self.g, self.names, self.drafts, self.quotes = g, names, drafts, quotes
        self.text = g.text
        self.starts = [t.start for t in g.tokens]
        self.by_head = {d.head: d for d in drafts if d.kind != "noun" and d.cue is not None}

    def find(self, k: int) -> Draft | None:
        """The draft of the cue beside the quotation `k`."""
        quote = self.quotes[k]
        whole = self.whole(quote)
        colon = self._lead(quote).endswith(":")
        if colon and (draft := self._before(k, quote)) is not None:
            return draft
        if whole and (draft := self._after(k, quote)) is not None:
            return draft
        return self._before(k, quote) if whole or self._introduced(quote) else None

    def whole(self, quote: Quotation) -> bool:
        """Speech, not a fragment: it begins a sentence, or it follows a colon or comma, or it ends with a mark before the quote."""
        inner = self.text[quote.span.start : quote.span.end].strip("“”\"«»‘’„'` ")
        if not quote.opened or not quote.closed or quote.follows:
            return True
        before = self._lead(quote)
        starts = not before or before[-1] in '.!?:,”"' or self.opens_block(quote)
        long, stop = inner.count(" ") >= 3, inner[-1:]
        return (starts and (inner[:1].isupper() or stop in ",.!?" or long)) or (stop in ",!?" and long)

    def opens_block(self, quote: Quotation) -> bool:
        """Whether a quotation stands first in its paragraph."""
        block = self.g.parsed.document.blocks[quote.block]
        return not self.text[block.span.start : quote.span.start].strip()

    def _introduced(self, quote: Quotation) -> bool:
        before = self._lead(quote)
        return before.endswith((":", ","))

    def _region(self, k: int) -> tuple[int, int]:
        """Tokens between this quotation and the next, inside the paragraph."""
        quote = self.quotes[k]
        end = self.g.parsed.document.blocks[quote.block].span.end
        if k + 1 < len(self.quotes) and self.quotes[k + 1].block == quote.block:
            end = self.quotes[k + 1].span.start
        return bisect_left(self.starts, quote.span.end), bisect_left(self.starts, end)

    def _after(self, k: int, quote: Quotation) -> Draft | None:
        """ "...," said X; "...," X said."""
        low, high = self._region(k)
        high = min(high, low + _WINDOW)
        inner = self.text[quote.span.start : quote.span.end].rstrip("“”\"«»‘’„'` ")
        sealed = inner.endswith(".") and self.text[quote.span.end : quote.span.end + 1] != ","
        depth = 0
        for i in range(low, high):
            token = self.g.tokens[i]
            if token.text in (".", "!", "?", ";", ":") or (token.text[0].isupper() and i > low and self._new(i)):
                return None
            if token.text == ",":
                depth += 1
            if (draft := self._cue(i)) is not None:
                if sealed and (i > low or not self._tail(i)):
                    return None
                if not self._subject_fits(draft, low, i):
                    return None
                return self._with_source(draft, low, i, high)
            if token.pos in VERBAL and token.dep not in ("aux", "auxpass", "relcl", "acl", "advcl") and depth == 0:
                return None
        return None

    def _new(self, i: int) -> bool:
        return self.g.parsed.sentences[self.g.tokens[i].sentence].first == i and self.g.tokens[i - 1].text in ".!?"

    def _tail(self, i: int) -> bool:
        """Whether a sentence ends soon after the cue, without content of its own."""
        draft = self.by_head.get(i)
        return draft is None or not any(s.start > self.g.tokens[i].end for s in draft.content)

    def _cue(self, i: int) -> Draft | None:
        """The draft of a speech verb at a token; one is made where the parser took the verb for something else."""
        draft = self.by_head.get(i)
        if draft is not None:
            return draft if draft.quoted and not self.g.passive(i) else None
        token = self.g.tokens[i]
        if not (token.pos in VERBAL or token.tag.startswith("VB")):
            return None
        cue = next((c for c in say_verbs().get(token.lemma.lower(), ()) if not c.rest and "quote" in c.frames), None)
        if cue is None:
            return None
        draft = Draft(how=f"verb:{cue.text}", head=i, sentence=token.sentence, cue=self.g.group(i, i), quoted=True)
        draft.lemma, draft.kind, draft.act, draft.stance = cue.text, cue.kind, cue.act, cue.stance or "affirm"
        self.by_head[i] = draft
        return draft

    def _subject_fits(self, draft: Draft, low: int, i: int) -> bool:
        """Between a quotation and its cue stands nothing but the speaker."""
        if i == low or draft.source is None:
            return True
        words = [
            self.g.tokens[j] for j in range(low, i) if self.g.tokens[j].pos not in ("PUNCT", "ADV", "AUX", "CCONJ")
        ]
        return not words or draft.source.span.start <= words[0].start + 1 or len(words) <= 3

    def _with_source(self, draft: Draft, low: int, i: int, high: int) -> Draft:
        """Read the speaker off the line where the parse gave none: "said [John Smith, the mayor]"."""
        if draft not in self.drafts:
            self.drafts.append(draft)
        inside = draft.source is not None and not any(
            q.span.contains(draft.source.span) for q in self._around(draft.source.span.start)
        )
        if inside:
            return draft
        before = self._noun(range(i - 1, low - 1, -1))
        after = self._noun(range(i + 1, min(high, i + 10)))
        head = before if before is not None else after
        if head is not None:
            draft.source = self.names.mention(head, avoid=(i,))
        return draft

    def _noun(self, places: range) -> int | None:
        for j in places:
            token = self.g.tokens[j]
            if token.text in (".", ":", ";") or (token.pos in VERBAL and token.dep not in ("aux", "auxpass")):
                return None
            if token.pos in ("PROPN", "PRON", "NOUN") and token.dep not in ("compound", "poss", "npadvmod", "nmod"):
                if self.names.speaks(j):
                    head = token
                    while head.head in places and self.g.tokens[head.head].pos in ("PROPN", "NOUN"):
                        head = self.g.tokens[head.head]
                        if head.head == head.index:
                            break
                    return head.index
        return None

    def _around(self, at: int) -> list[Quotation]:
        k = bisect_right(self.quotes, at, key=lambda q: q.span.start) - 1
        return [self.quotes[k]] if k >= 0 and self.quotes[k].span.end > at else []

    def _before(self, k: int, quote: Quotation) -> Draft | None:
        """X said: "..."; X told reporters, "..."."""
        end = bisect_left(self.starts, quote.span.start)
        floor = self.quotes[k - 1].span.end if k and self.quotes[k - 1].block == quote.block else 0
        before = self._lead(quote)
        colon = before.endswith(":")
        if not before or (before[-1] in ".!?" and not colon):
            return None
        best = None
        for i in range(end - 1, max(-1, end - _WINDOW), -1):
            token = self.g.tokens[i]
            if token.start < floor or token.text in (".", "!", "?") or self._other_block(i, quote, colon):
                break
            draft = self._cue(i)
            if draft is not None and (colon or end - i <= 14):
                if self._reaches(i, end):
                    best = draft
                    break
        if best is None:
            return None
        sentence = self.g.sentence(best.head)
        return self._with_source(best, sentence.first, best.head, min(end, sentence.last))

    def _other_block(self, i: int, quote: Quotation, colon: bool) -> bool:
        block = self.g.parsed.sentences[self.g.tokens[i].sentence].block
        return block != quote.block and not (colon and block == quote.block - 1)

    def _reaches(self, i: int, end: int) -> bool:
        """Nothing said stands between the cue and the quotation."""
        between = [
            t
            for t in self.g.tokens[i + 1 : end]
            if t.pos in VERBAL and t.dep not in ("aux", "auxpass", "acl", "relcl", "advcl", "pcomp")
        ]
        return not between

    def _lead(self, quote: Quotation) -> str:
        return self.text[max(0, quote.span.start - 3) : quote.span.start].rstrip()
