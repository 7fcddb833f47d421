"""What a word says by itself and by its dependents: negation, auxiliaries, adverbs and conditions."""

from __future__ import annotations

from functools import cache

from sayso.extract.veridicality.state import State
from sayso.lexicon.tables import table
from sayso.model import ParsedDocument, Span

CONDITION = ("if", "unless", "provided", "whether", "lest", "until")
NO = ("no", "neither", "none", "nobody", "nothing", "nor", "no-one")


@cache
def _effects(name: str) -> dict[str, str]:
    return {row["word"]: row["effect"] for row in table(name)}


@cache
def _reporting() -> frozenset[str]:
    return frozenset(row["verb"] for row in table("reporting_verbs"))


_TAKEN_FOR = frozenset({"presume", "believe", "fear", "suspect", "assume"})


class Words:
    """The words of one document, read one at a time with their dependents."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.children = parsed.children

    def own(self, i: int, state: State) -> None:
        """Negation, auxiliaries, adverbs and conditions of one verb."""
        self.no(i, state)
        if i > 1 and self.tokens[i - 1].text.lower() == "but" and self.tokens[i - 2].text.lower() == "all":
            state.apply("negative", self.tokens[i - 1].span, "'all but'")
        if (
            i
            and self.tokens[i].tag == "VBN"
            and self.tokens[i - 1].lemma in _TAKEN_FOR
            and self.tokens[i - 1].tag == "VBN"
        ):
            state.apply("probable", self.tokens[i - 1].span, f"'{self.tokens[i - 1].text}'")  # "presumed killed"
        if i > 1 and self.tokens[i - 1].text.lower() == "alone" and self.tokens[i - 2].text.lower() == "let":
            state.apply("negative", self.tokens[i - 1].span, "'let alone'")
        modals = _effects("modals")
        adverbs = _effects("hedge_adverbs")
        for c in self.children[i]:
            token = self.tokens[c]
            word = token.text.lower()
            if token.dep in ("advmod", "npadvmod") and self._no_longer(c):
                span = Span(self.tokens[c - 1].start, token.end)
                state.apply("negative", span, f"negated by '{self.parsed.text[span.start : span.end]}'")
            elif token.dep == "neg" and word != "never":
                state.apply("negative", token.span, f"negated by '{token.text}'")
            elif token.tag == "MD" and token.dep == "aux" and word in modals:
                self._modal(i, c, modals[word], state)
            elif token.dep in ("advmod", "neg", "advcl") and word in adverbs:
                effect = adverbs[word]
                if effect != "negative" or abs(c - i) <= 3:
                    state.apply(effect, token.span, f"'{token.text}'")
            elif token.dep == "npadvmod" and self._each(c) and self.tokens[i].tag in ("VBP", "VBZ"):
                state.apply("hypothetical", token.span, "a habit, not a deed")
            elif token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "npadvmod", "attr"):
                self.no(c, state)
            elif token.dep == "advcl" and self.mark(c) in CONDITION and self._conditional(i, c):
                state.apply("hypothetical", token.span, f"conditional on '{self.mark(c)} ...'")
        self._going_to(i, state)

    def pending(self, noun: int, state: State) -> None:
        """What adjectives say of an event that has not happened: "the planned pullout"."""
        effects = _effects("hedge_adjectives")
        for c in self.children[noun]:
            word = self.tokens[c].text.lower()
            if self.tokens[c].dep == "amod" and word in effects:
                state.apply(effects[word], self.tokens[c].span, f"'{word}'")

    def willing(self, adjective: int, clause: int) -> bool:
        """Whether an adjective tells of somebody's will: "is ready to help", not "must be ready", "neither is he ready" or
        "kept buses ready"."""
        token = self.tokens[adjective]
        beside = {self.tokens[c].text.lower() for c in self.children[token.head]}
        without = (
            "must",
            "should",
            "may",
            "might",
            "could",
            "can",
            "ought",
            "neither",
            "nor",
            "hardly",
            "if",
            "unless",
        )
        willed = self.purpose(clause) or self.tokens[clause].pos == "ADP"  # "open to talks"
        return token.dep == "acomp" and willed and beside.isdisjoint(without)

    def no(self, i: int, state: State) -> None:
        """ "No soldier", "neither side", "nobody"."""
        if self.tokens[i].text.lower() in NO and self.tokens[i].dep not in ("intj", "cc", "preconj"):
            state.apply("negative", self.tokens[i].span, f"'{self.tokens[i].text}'")
            return
        for c in self.children[i]:
            if self.tokens[c].dep in ("det", "neg", "preconj") and self.tokens[c].text.lower() in NO:
                state.apply("negative", self.tokens[c].span, f"'{self.tokens[c].text}'")

    def shared(self, head: int, conjunct: int, state: State) -> None:
        """ "Will withdraw and disarm": a bare verb shares the auxiliaries of the one that it is joined to."""
        own = any(self.tokens[c].dep in ("aux", "auxpass", "nsubj", "nsubjpass") for c in self.children[conjunct])
        if not own and any(self.tokens[c].text.lower() in ("or", "nor") for c in self.children[head]):
            for c in self.children[head]:
                if self.tokens[c].dep == "neg":  # "has not admitted any part or accused anyone"
                    state.apply("negative", self.tokens[c].span, f"negated by '{self.tokens[c].text}'")
        if own or self.tokens[conjunct].tag not in ("VB", "VBN", "VBG"):
            return
        modals = _effects("modals")
        for c in self.children[head]:
            token = self.tokens[c]
            if token.tag == "MD" and token.text.lower() in modals:
                self._modal(head, c, modals[token.text.lower()], state)
            elif token.dep == "neg" and self.tokens[conjunct].tag == "VB":
                state.apply("negative", token.span, f"negated by '{token.text}'")

    def _each(self, i: int) -> bool:
        """ "Each year", "every six months"."""
        return any(self.tokens[c].text.lower() in ("each", "every") for c in self.children[i])

    def _no_longer(self, i: int) -> bool:
        """ "No longer demands": the longer of it, wherever the parser hangs the "no"."""
        return self.tokens[i].text.lower() in ("longer", "more") and i > 0 and self.tokens[i - 1].text.lower() == "no"

    def negated(self, i: int) -> bool:
        """Whether a word is denied by "not", "no longer" or by a subject such as "nobody"."""
        for c in self.children[i]:
            token = self.tokens[c]
            if token.dep == "neg" or (token.dep in ("advmod", "npadvmod") and self._no_longer(c)):
                return True
            if token.dep in ("nsubj", "nsubjpass", "det") and self._is_no(c):
                return True
        return False

    def mark(self, clause: int) -> str:
        """The conjunction of a clause, in lower case."""
        for c in self.children[clause]:
            token = self.tokens[c]
            if token.dep == "mark" or (token.dep == "advmod" and token.tag == "WRB"):
                return token.text.lower()
        return ""

    def clause(self, verb: int) -> bool:
        """Whether a verb makes a clause of its own, with a conjunction or a subject: "allegations he had attacked"."""
        return bool(self.mark(verb)) or any(self.tokens[c].dep in ("nsubj", "nsubjpass") for c in self.children[verb])

    def present(self, clause: int) -> bool:
        """Whether a clause is of the present: "leaves", "are withdrawn"."""
        tags = {self.tokens[c].tag for c in self.children[clause] if self.tokens[c].dep in ("aux", "auxpass")}
        return bool({self.tokens[clause].tag, *tags} & {"VBP", "VBZ"}) and "MD" not in tags

    def purpose(self, clause: int) -> bool:
        """Whether a clause is an infinitive with "to"."""
        return any(self.tokens[c].tag == "TO" for c in self.children[clause])

    def _conditional(self, verb: int, clause: int) -> bool:
        """A condition on the verb itself: it has a modal, or the condition comes first. "Threatened ... if" is an act all the same."""
        if self.mark(clause) in ("whether", "until"):
            return False
        return any(self.tokens[c].tag == "MD" for c in self.children[verb]) or clause < verb

    def _modal(self, verb: int, modal: int, effect: str, state: State) -> None:
        word = self.tokens[modal].text.lower()
        perfect = any(self.tokens[c].lemma == "have" and self.tokens[c].dep == "aux" for c in self.children[verb])
        if word in ("would", "'d"):
            effect = "future" if self._reported(verb) and not perfect else "hypothetical"
        elif word in ("may", "might", "could") and perfect:
            effect = "possible"
        elif word in ("may", "might"):
            effect = "hypothetical"
        elif word == "could" and self.negated(verb) and self.tokens[verb].lemma in ("exclude", "rule", "discount"):
            return  # "cannot be excluded" is settled by the row of the verb
        state.apply(effect, self.tokens[modal].span, f"'{self.tokens[modal].text}'")

    def _reported(self, verb: int) -> bool:
        """Whether the verb stands in reported speech, where "would" is a future seen from the past."""
        for up in (verb, *self.parsed.ancestors(verb)):
            token = self.tokens[up]
            if token.dep in ("ccomp", "parataxis") and self.tokens[token.head].lemma.lower() in _reporting():
                return not any(self.tokens[c].dep == "advcl" and self.mark(c) in CONDITION for c in self.children[verb])
            if token.dep in ("relcl", "advcl"):
                return False
        return False

    def _going_to(self, i: int, state: State) -> None:
        head = self.tokens[i].head
        if self.tokens[i].dep == "xcomp" and self.tokens[head].lemma == "go" and self.tokens[head].tag == "VBG":
            state.apply("future", self.tokens[head].span, "'going to'")

    def _is_no(self, i: int) -> bool:
        words = (
            self.tokens[i].text.lower(),
            *(self.tokens[c].text.lower() for c in self.children[i] if self.tokens[c].dep == "det"),
        )
        return any(w in NO for w in words)
