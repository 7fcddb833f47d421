"""Questions to a parse that the attribution rules share: subjects, noun phrases, clauses and verb groups."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from sayso.lexicon.attribution import say_verbs, words
from sayso.model import ParsedDocument, Sentence, Span, Token

RELATIVE = frozenset({"who", "which", "that", "whom"})
VERBAL = frozenset({"VERB", "AUX"})
SUBJECT = frozenset({"nsubj", "csubj"})
_LEANS = frozenset(
    {"conj", "advcl", "xcomp", "pcomp", "prep", "dep", "parataxis"}
)  # share the subject of what they hang on
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
_EDGE = frozenset(",;:.-–—()[] ")
_REFLEXIVE = frozenset({"itself", "himself", "herself", "themselves"})
_WHERE = frozenset({"in", "at", "near", "from", "outside", "inside", "across"})
QUOTES = frozenset("“”\"«»‘’„‟‹›'`")


class Grammar:
    """One parse with look-ups by dependency; every method is linear in the subtree it looks at."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.text = parsed.text

    def kids(self, i: int, *deps: str) -> list[Token]:
        """Dependents of a token with one of these labels (all, if none is given)."""
        found = [self.tokens[c] for c in self.parsed.children[i]]
        return [t for t in found if t.dep in deps] if deps else found

    def kid(self, i: int, *deps: str) -> Token | None:
        return next(iter(self.kids(i, *deps)), None)

    def sentence(self, i: int) -> Sentence:
        return self.parsed.sentences[self.tokens[i].sentence]

    @cached_property
    def bounds(self) -> tuple[tuple[int, int], ...]:
        """First and last token of the subtree of each token."""
        heads = [t.head for t in self.tokens]
        low, high = list(range(len(heads))), list(range(len(heads)))
        for k in range(len(heads)):
            seen, i = 0, k
            while heads[i] != i and seen < 60:
                i, seen = heads[i], seen + 1
                if low[i] <= k <= high[i]:
                    break  # what lies within is known to all above, or will be when `i` itself has its turn
                if k < low[i]:
                    low[i] = k
                else:
                    high[i] = k
        return tuple(zip(low, high, strict=True))

    def span(self, first: int, last: int) -> Span | None:
        """Characters from one token to another, without punctuation at the edges (quotation marks stay)."""
        while first <= last and self._edge(first):
            first += 1
        while last >= first and self._edge(last):
            last -= 1
        return Span(self.tokens[first].start, self.tokens[last].end) if first <= last else None

    def _edge(self, i: int) -> bool:
        text = self.tokens[i].text
        return all(c in _EDGE for c in text)

    def subject(self, v: int, depth: int = 0) -> Token | None:
        """Who does what this verb says: its own subject, or that of the verb it leans on."""
        own = self._own(v)
        token = self.tokens[v]
        if own is not None:
            if token.dep == "relcl" and own.text.lower() in RELATIVE:
                return self._person(self.tokens[token.head]) if own.text.lower() == "who" else self.tokens[token.head]
            return own
        if self.kid(v, "nsubjpass") is not None:
            return self.agent(v)
        if self.passive(v):
            return self.agent(v)
        if depth > 6 or token.head == v:
            return None
        head = self.tokens[token.head]
        if token.dep in ("acl", "relcl") and head.pos not in VERBAL:
            return head if token.dep == "relcl" or token.tag in ("VBG", "VBN", "VBD") else None
        if token.dep in _LEANS:
            if head.dep == "prep" or head.pos not in VERBAL:
                return self.subject(head.index, depth + 1) if head.dep in _LEANS else None
            controller = self.kid(head.index, "dobj", "dative") if token.dep == "xcomp" else None
            if controller is not None and any("to" in c.frames for c in say_verbs().get(head.lemma.lower(), ())):
                return controller
            return self.subject(head.index, depth + 1) or self.kid(head.index, "nsubjpass")
        return None

    def _person(self, noun: Token) -> Token:
        """Whom "who" means: in "nurses in Korda, who ..." the nurses and not the town."""
        prep = self.tokens[noun.head]
        upper = self.tokens[prep.head]
        place = noun.dep == "pobj" and noun.pos == "PROPN" and prep.text.lower() in _WHERE
        return upper if place and upper.pos == "NOUN" else noun

    def _own(self, v: int) -> Token | None:
        """The subject; of two, not the relative pronoun that belongs to the content: "which [medics] said shook the port"."""
        found = self.kids(v, "nsubj", "csubj")
        plain = [t for t in found if t.text.lower() not in RELATIVE]
        return next(iter(plain or found), None)

    def agent(self, v: int) -> Token | None:
        """The noun of "by X" of a passive verb."""
        for by in self.kids(v, "agent", "prep"):
            if by.text.lower() == "by" and (noun := self.kid(by.index, "pobj")) is not None:
                return noun
        return None

    def passive(self, v: int) -> bool:
        if self.kid(v, "nsubjpass", "auxpass") is not None:
            return True
        token = self.tokens[v]
        bare = token.tag == "VBN" and self.kid(v, "aux", "nsubj") is None
        stray = self.tokens[token.head].dep == "ROOT" and self.word(v + 1) != "by"  # "the agency transmitted that"
        return bare and ((token.dep == "acl" and not stray) or self.word(v - 1) == "as")

    def negated(self, v: int) -> bool:
        return self.kid(v, "neg") is not None

    def aux(self, v: int) -> tuple[str, ...]:
        return tuple(t.text.lower() for t in self.kids(v, "aux", "auxpass"))

    def phrase(self, head: int, *, avoid: Iterable[int] = (), relative: bool = True) -> Span | None:
        """The noun phrase of a head, up to the tokens to avoid; relative clauses may be left off."""
        low, high = self.bounds[head]
        for stop in avoid:
            if low <= stop < head:
                low = stop + 1
            elif head < stop <= high:
                high = stop - 1
        for front in self.kids(head, "prep", "advmod", "npadvmod", "advcl"):  # "On Sunday, [the rebels] said"
            after = self.bounds[front.index][1] + 1
            if front.index < head and after < head and self.word(after) == ",":
                low = max(low, after + 1)
        if low < head and self.tokens[low].tag == "IN":  # the same, where the parse hangs it deeper
            comma = next((i for i in range(low, head) if self.tokens[i].text == ","), None)
            low = low if comma is None else comma + 1
        for clause in self.kids(head, "relcl", "acl", "advcl", "parataxis", "ccomp"):
            first = self.bounds[clause.index][0]
            drop = (
                not relative
                or clause.dep in ("advcl", "parataxis", "ccomp")
                or clause.lemma in words("passes-on") | words("talk")
            )
            if drop and head < first <= high:
                high = first - 1
        for prep in self.kids(head, "prep"):  # "by the governor [of burning crops]" belongs to the verb
            if self.kid(prep.index, "pcomp") is not None and head < prep.index <= high:
                high = prep.index - 1
        high = next((i - 1 for i in range(head + 1, high + 1) if self.word(i) in _REFLEXIVE), high)
        while low < head and self.tokens[low].dep == "cc":
            low += 1
        while high > head and (self.tokens[high].tag == "POS" or self._open(high)):
            high -= 1
        return self.span(low, high)

    def _open(self, i: int) -> bool:
        """Whether a phrase that ends here was cut after its relative pronoun: "two pilots, who"."""
        return self.tokens[i].text == "," or self.word(i) in RELATIVE

    def group(self, v: int, last: int) -> Span:
        """The verb with its auxiliaries, negation and the adverbs between, up to a token."""
        first = v
        group = {t.index for t in self.kids(v, *_GROUP) if t.index < v}
        while first - 1 in group:
            first -= 1
        while first < v and self.tokens[first].dep == "advmod" and self.tokens[first].text[:1].isupper():
            first += 1
        return Span(self.tokens[first].start, self.tokens[max(v, last)].end)

    def word(self, i: int) -> str:
        return self.tokens[i].text.lower() if 0 <= i < len(self.tokens) else ""

    def lemma(self, i: int) -> str:
        return self.tokens[i].lemma.lower() if 0 <= i < len(self.tokens) else ""
