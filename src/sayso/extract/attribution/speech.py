"""Direct speech: which cue each quotation belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from sayso.extract.attribution.drafts import Draft, Names
from sayso.extract.attribution.grammar import VERBAL, Grammar
from sayso.extract.attribution.quotations import Quotation
from sayso.lexicon.attribution import say_verbs
from sayso.model import Span

_WINDOW = 24  # tokens between a quotation and its cue
_LEAD = re.compile(r"[\s,:;\-–—]*")
_WORD = re.compile(r"\w")


class Speech:
    """Joins quotations to drafts, makes drafts for cues that the parse missed, and lets speakers go on."""

    def __init__(self, g: Grammar, names: Names, drafts: list[Draft], quotes: list[Quotation]) -> None:
        self.g, self.names, self.drafts, self.quotes = g, names, drafts, quotes
        self.text = g.text
        self.starts = [t.start for t in g.tokens]
        self.by_head = {d.head: d for d in drafts if d.kind != "noun" and d.cue is not None}
        self.owner: dict[int, Draft] = {}

    def join(self) -> None:
        """Give every quotation its speaker, in three steps: a cue beside it, a clause around it, the speaker before."""
        for k, quote in enumerate(self.quotes):
            draft = self._beside(k, quote)
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
            self._take(draft, taken[id(draft)])
        self._mixed()

    # --- a cue beside ------------------------------------------------------------------------------------

    def _beside(self, k: int, quote: Quotation) -> Draft | None:
        whole = self._whole(quote)
        colon = self.text[max(0, quote.span.start - 3) : quote.span.start].rstrip().endswith(":")
        if colon and (draft := self._before(k, quote)) is not None:
            return draft
        if whole and (draft := self._after(k, quote)) is not None:
            return draft
        return self._before(k, quote) if whole or self._introduced(quote) else None

    def _whole(self, quote: Quotation) -> bool:
        """Speech, not a fragment: it begins a sentence, or it follows a colon or comma, or it ends with a mark before the quote."""
        inner = self.text[quote.span.start : quote.span.end].strip("“”\"«»‘’„'` ")
        if not quote.opened or not quote.closed or quote.follows:
            return True
        before = self.text[max(0, quote.span.start - 3) : quote.span.start].rstrip()
        starts = not before or before[-1] in '.!?:,”"' or self._block_start(quote)
        long, stop = inner.count(" ") >= 3, inner[-1:]
        return (starts and (inner[:1].isupper() or stop in ",.!?" or long)) or (stop in ",!?" and long)

    def _block_start(self, quote: Quotation) -> bool:
        block = self.g.parsed.document.blocks[quote.block]
        return not self.text[block.span.start : quote.span.start].strip()

    def _introduced(self, quote: Quotation) -> bool:
        before = self.text[max(0, quote.span.start - 3) : quote.span.start].rstrip()
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
        before = self.text[max(0, quote.span.start - 3) : quote.span.start].rstrip()
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

    # --- the speaker goes on -----------------------------------------------------------------------------

    def _carry_on(self, k: int) -> None:
        """A whole quotation beside an attributed one in its paragraph, or one that continues over paragraphs, shares the speaker."""
        quote = self.quotes[k]
        if not self._whole(quote):
            return
        if quote.follows and k - 1 in self.owner:
            self.owner[k] = self.owner[k - 1]
            return
        if k and k - 1 in self.owner and self.quotes[k - 1].block == quote.block:
            between = self.text[self.quotes[k - 1].span.end : quote.span.start]
            if self._ends_at_cue(self.owner[k - 1], quote) or not _WORD.search(between):
                self.owner[k] = self.owner[k - 1]
                return
        if k + 1 < len(self.quotes) and k + 1 in self.owner and self.quotes[k + 1].follows:
            self.owner[k] = self.owner[k + 1]
            return
        if k and k - 1 in self.owner and self._block_start(quote) and self.quotes[k - 1].block == quote.block - 1:
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
            if end <= draft.cue.start and tail.count(" ") < 6:
                return draft, Quotation(Span(quote.span.start, end), quote.block, closed=False)
        return None

    def _ends_at_cue(self, draft: Draft, quote: Quotation) -> bool:
        """The quotation opens the sentence after the one that holds the cue: "...," he said. "..."."""
        at = self.g.parsed.sentence_at(quote.span.start)
        return at is not None and 0 <= at.index - draft.sentence <= 1

    def _fills(self, quote: Quotation) -> bool:
        block = self.g.parsed.document.blocks[quote.block].span
        return not _WORD.search(self.text[block.start : quote.span.start] + self.text[quote.span.end : block.end])

    def _closes(self, quote: Quotation, draft: Draft) -> bool:
        block = self.g.parsed.document.blocks[quote.block].span
        rest = self.text[quote.span.end : block.end]
        end = self.g.sentence(draft.head).span.end
        return not _WORD.search(rest) or end >= block.end - 2

    # --- content -----------------------------------------------------------------------------------------

    def _take(self, draft: Draft, quotes: list[Quotation]) -> None:
        """The quotations become the content; what the parse found stays where it lies beside them in the same clause."""
        spans = [q.span for q in quotes]
        draft.act = draft.act and draft.kind != "say"
        kept = []
        for old in draft.content:
            rest = _minus(old, spans)
            kept += [s for s in rest if self._belongs(s, spans, draft)]
        if kept:
            draft.mixed = True
        draft.content = _merge(self.text, kept + spans)

    def _belongs(self, rest: Span, quotes: list[Span], draft: Draft) -> bool:
        """A remainder of the parsed content counts if words of it lie beside a quotation: "..." that X can win, said Y."""
        piece = rest.of(self.text)
        if not _WORD.search(piece):
            return False
        if draft.cue is not None and rest.overlaps(draft.cue):
            return False
        touching = any(0 <= rest.start - q.end <= 2 for q in quotes)
        leading = any(0 <= q.start - rest.end <= 2 and not self.text[rest.end : q.start].strip(" ") for q in quotes)
        return (
            touching and piece.strip()[:1].islower() and draft.cue is not None and rest.end <= draft.cue.start + 1
        ) or (leading and draft.cue is not None and draft.cue.end <= rest.start + 1 and len(piece.split()) > 2)

    def _mixed(self) -> None:
        """Fragments in quotation marks make the content around them a mixed one."""
        free = [q for k, q in enumerate(self.quotes) if k not in self.owner]
        if not free:
            return
        starts = [q.span.start for q in free]
        for draft in self.drafts:
            for span in draft.content:
                k = bisect_left(starts, span.start)
                if k < len(free) and free[k].span.start < span.end and not draft.direct:
                    if free[k].span.start <= span.start + 1 and free[k].span.end >= span.end - 2:
                        draft.direct = True
                    else:
                        draft.mixed = True
                    draft.content = _merge(
                        self.text, [*draft.content, *([free[k].span] if free[k].span.end - span.end < 4 else [])]
                    )
                    break


def _minus(span: Span, cuts: list[Span]) -> list[Span]:
    """What is left of a span without the cuts."""
    rest, at = [], span.start
    for cut in sorted(cuts):
        if cut.end <= at or cut.start >= span.end:
            continue
        if cut.start > at:
            rest.append(Span(at, cut.start))
        at = max(at, cut.end)
    if at < span.end:
        rest.append(Span(at, span.end))
    return rest


def _merge(text: str, spans: list[Span]) -> list[Span]:
    """Spans in order, joined where no word lies between."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and (span.start <= out[-1].end or not _WORD.search(text[out[-1].end : span.start])):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return [_trim(text, s) for s in out]


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in " \n\t,;":
        start += 1
    while end > start and text[end - 1] in " \n\t,;":
        end -= 1
    return Span(start, end)
