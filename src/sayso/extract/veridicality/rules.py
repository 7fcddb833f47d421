"""How surely, whether, and in which world an event is told: by the words that govern it.

From the trigger we climb the dependency tree to the root of its sentence. Each governing word may change certainty, polarity or
modality (Sauri and Pustejovsky 2012, "Are you sure that this happened?"; Karttunen 1971 on implicatives). What stands in a
relative clause, or after "when" and "because", is told as known, and the climb stops there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from sayso.lexicon.tables import alternatives, table
from sayso.model import EventMention, ParsedDocument, Span, Veridicality

CLAUSE = ("ccomp", "xcomp", "pcomp", "acl", "advcl", "csubj", "csubjpass")
CONDITION = ("if", "unless", "provided", "whether", "lest", "until")
TIME_OR_CAUSE = (
    "after",
    "when",
    "because",
    "since",
    "while",
    "as",
    "although",
    "though",
    "before",
    "where",
    "once",
    "whereas",
)
NO = ("no", "neither", "none", "nobody", "nothing", "nor", "no-one")
SAY = (
    "say",
    "tell",
    "report",
    "add",
    "announce",
    "state",
    "declare",
    "note",
    "write",
    "claim",
    "insist",
    "confirm",
    "explain",
)


@dataclass(frozen=True, slots=True)
class _Row:
    particle: str
    relations: frozenset[str]
    affirm: str
    negated: str


@cache
def _embedding() -> dict[tuple[str, str], tuple[_Row, ...]]:
    rows: dict[tuple[str, str], list[_Row]] = {}
    for row in table("embedding"):
        made = _Row(row["particle"], frozenset(alternatives(row["relation"])), row["affirm"], row["negated"])
        rows.setdefault((row["word"], row["pos"]), []).append(made)
    return {key: tuple(value) for key, value in rows.items()}


@cache
def _effects(name: str) -> dict[str, str]:
    return {row["word"]: row["effect"] for row in table(name)}


@dataclass(slots=True)
class _State:
    certainty: str = "certain"
    polarity: str = "positive"
    modality: str = "actual"
    cues: list[Span] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    def apply(self, effect: str, cue: Span, why: str) -> None:
        if effect in ("pass", "actual"):
            return
        self.cues.append(cue)
        self.why.append(why)
        if effect in ("negative", "deny"):
            self.polarity = "negative" if self.polarity == "positive" else "positive"
            if effect == "deny":
                self.why[-1] = f"denied: {why}"
        elif effect == "unlikely":
            self.certainty, self.polarity = "probable", "negative"
        elif effect == "expected":
            self.certainty = _weaker(self.certainty, "probable")
            self.modality = "future" if self.modality == "actual" else self.modality
        elif effect in ("possible", "probable", "unknown"):
            self.certainty = _weaker(self.certainty, effect)
            if effect == "unknown":
                self.modality = "hypothetical"
        elif effect == "alleged":
            pass  # who alleges it is the source: the claim stage puts it into the chain
        elif effect == "future":
            self.modality = "future" if self.modality == "actual" else self.modality
        elif effect == "hypothetical":
            self.modality = "hypothetical"


def _weaker(a: str, b: str) -> str:
    order = ("certain", "probable", "possible", "unknown")
    return max(a, b, key=order.index)


class RulesJudge:
    """One `Veridicality` per event, from tables and the dependency tree."""

    name = "rules"
    version = "1"

    def judge(
        self, parsed: Sequence[ParsedDocument], events: Sequence[tuple[EventMention, ...]]
    ) -> list[tuple[Veridicality, ...]]:
        return [
            tuple(_Climb(p).judge(e) for e in found) if found else () for p, found in zip(parsed, events, strict=True)
        ]


class _Climb:
    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.children = parsed.children

    def judge(self, event: EventMention) -> Veridicality:
        state = _State()
        head = event.head
        sentence = self.parsed.sentences[event.sentence]
        if sentence.kind == "question":
            state.apply("hypothetical", sentence.span, "it stands in a question")
        if self.tokens[head].pos in ("VERB", "AUX"):
            self._own(head, state)
        else:
            self._no(head, state)
        self._climb(head, state)
        return Veridicality(
            certainty=state.certainty,
            polarity=state.polarity,
            modality=state.modality,
            cues=tuple(dict.fromkeys(state.cues)),
            why=tuple(dict.fromkeys(state.why)),
        )

    # ------------------------------------------------------------------ the word itself
    def _own(self, i: int, state: _State) -> None:
        """Negation, auxiliaries, adverbs and conditions of one verb."""
        self._no(i, state)
        modals = _effects("modals")
        adverbs = _effects("hedge_adverbs")
        for c in self.children[i]:
            token = self.tokens[c]
            word = token.text.lower()
            if token.dep == "neg" and word != "never":
                state.apply("negative", token.span, f"negated by '{token.text}'")
            elif token.tag == "MD" and token.dep == "aux" and word in modals:
                self._modal(i, c, modals[word], state)
            elif token.dep in ("advmod", "neg", "advcl") and word in adverbs:
                effect = adverbs[word]
                if effect != "negative" or abs(c - i) <= 3:
                    state.apply(effect, token.span, f"'{token.text}'")
            elif token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "npadvmod", "attr"):
                self._no(c, state)
            elif token.dep == "advcl" and self._mark(c) in CONDITION and self._conditional(i, c):
                state.apply("hypothetical", token.span, f"conditional on '{self._mark(c)} ...'")
        self._going_to(i, state)

    def _conditional(self, verb: int, clause: int) -> bool:
        """A condition on the verb itself: it has a modal, or the condition comes first. "Threatened ... if" is an act all the same."""
        if self._mark(clause) in ("whether", "until"):
            return False
        return any(self.tokens[c].tag == "MD" for c in self.children[verb]) or clause < verb

    def _modal(self, verb: int, modal: int, effect: str, state: _State) -> None:
        word = self.tokens[modal].text.lower()
        perfect = any(self.tokens[c].lemma == "have" and self.tokens[c].dep == "aux" for c in self.children[verb])
        if word in ("would", "'d"):
            effect = "future" if self._reported(verb) and not perfect else "hypothetical"
        elif word in ("may", "might", "could") and perfect:
            effect = "possible"
        elif word in ("may", "might"):
            effect = "hypothetical"
        elif word == "could" and self._negated(verb) and self.tokens[verb].lemma in ("exclude", "rule", "discount"):
            return  # "cannot be excluded" is settled by the row of the verb
        state.apply(effect, self.tokens[modal].span, f"'{self.tokens[modal].text}'")

    def _reported(self, verb: int) -> bool:
        """Whether the verb stands in reported speech, where "would" is a future seen from the past."""
        for up in (verb, *self.parsed.ancestors(verb)):
            token = self.tokens[up]
            if token.dep in ("ccomp", "parataxis") and self.tokens[token.head].lemma.lower() in SAY:
                return not any(
                    self.tokens[c].dep == "advcl" and self._mark(c) in CONDITION for c in self.children[verb]
                )
            if token.dep in ("relcl", "advcl"):
                return False
        return False

    def _going_to(self, i: int, state: _State) -> None:
        head = self.tokens[i].head
        if self.tokens[i].dep == "xcomp" and self.tokens[head].lemma == "go" and self.tokens[head].tag == "VBG":
            state.apply("future", self.tokens[head].span, "'going to'")

    def _no(self, i: int, state: _State) -> None:
        """ "No soldier", "neither side", "nobody"."""
        if self.tokens[i].text.lower() in NO and self.tokens[i].dep not in ("intj", "cc", "preconj"):
            state.apply("negative", self.tokens[i].span, f"'{self.tokens[i].text}'")
            return
        for c in self.children[i]:
            if self.tokens[c].dep in ("det", "neg", "preconj") and self.tokens[c].text.lower() in NO:
                state.apply("negative", self.tokens[c].span, f"'{self.tokens[c].text}'")

    def _negated(self, i: int) -> bool:
        for c in self.children[i]:
            token = self.tokens[c]
            if token.dep == "neg" or (token.dep in ("nsubj", "nsubjpass", "det") and self._is_no(c)):
                return True
        return False

    def _is_no(self, i: int) -> bool:
        words = (
            self.tokens[i].text.lower(),
            *(self.tokens[c].text.lower() for c in self.children[i] if self.tokens[c].dep == "det"),
        )
        return any(w in NO for w in words)

    def _mark(self, clause: int) -> str:
        for c in self.children[clause]:
            token = self.tokens[c]
            if token.dep == "mark" or (token.dep == "advmod" and token.tag == "WRB"):
                return token.text.lower()
        return ""

    # ------------------------------------------------------------------ what governs it
    def _climb(self, i: int, state: _State) -> None:
        below = i
        noun = self.tokens[i].pos not in ("VERB", "AUX")
        prep = ""
        while self.tokens[below].head != below:
            token = self.tokens[below]
            up = token.head
            above = self.tokens[up]
            if token.dep == "relcl" and self._purpose(below):
                state.apply("hypothetical", token.span, "a purpose or wish, not a deed")
                return
            if token.dep in ("relcl", "parataxis") or (token.dep == "acl" and token.tag == "VBN"):
                return
            if token.dep == "ccomp" and self._semicolon(below, up):
                return  # two sentences joined by a semicolon, which the parser takes for a clause
            if token.dep == "appos" and noun:
                return
            if token.dep == "conj":
                if above.pos in ("VERB", "AUX") and token.pos in ("VERB", "AUX"):
                    self._shared(up, below, state)
                below = up
                continue
            if above.pos == "ADP" and token.dep in ("pobj", "pcomp"):
                prep = above.text.lower()
                if prep == "without" and token.dep == "pcomp":
                    state.apply("negative", above.span, "'without'")
                    return
                below = up
                continue
            if token.dep == "advcl" and not self._adverbial(below, up, state):
                return
            if token.dep == "xcomp" and above.lemma == "go" and above.tag == "VBG":
                state.apply("future", above.span, "'going to'")
                below = up
                continue
            effect = self._effect(up, below, prep)
            if effect == "stop" or (effect is None and noun and above.pos in ("VERB", "AUX")):
                return
            if effect is not None:
                self._govern(effect, up, state)
                noun = False
            elif token.dep in ("advcl", "acl", "xcomp", "ccomp") and self._purpose(below):
                # only words of the table vouch for an infinitive: "forced to", "went on to"
                state.apply("hypothetical", token.span, "a purpose or wish, not a deed")
                return
            elif token.dep == "prep" and self._abstract(prep, below, up):
                state.apply("hypothetical", token.span, f"spoken of in general, after '{prep}'")
                return
            if above.pos in ("VERB", "AUX"):
                prep = ""
            below = up

    def _semicolon(self, below: int, up: int) -> bool:
        low, high = min(below, up), max(below, up)
        return any(self.tokens[c].text == ";" and low < c < high for i in (below, up) for c in self.children[i])

    def _shared(self, head: int, conjunct: int, state: _State) -> None:
        """ "Will withdraw and disarm": a bare verb shares the auxiliaries of the one that it is joined to."""
        own = any(self.tokens[c].dep in ("aux", "auxpass", "nsubj", "nsubjpass") for c in self.children[conjunct])
        if own or self.tokens[conjunct].tag not in ("VB", "VBN", "VBG"):
            return
        modals = _effects("modals")
        for c in self.children[head]:
            token = self.tokens[c]
            if token.tag == "MD" and token.text.lower() in modals:
                self._modal(head, c, modals[token.text.lower()], state)
            elif token.dep == "neg" and self.tokens[conjunct].tag == "VB":
                state.apply("negative", token.span, f"negated by '{token.text}'")

    def _adverbial(self, clause: int, up: int, state: _State) -> bool:
        """Reads the conjunction of an adverbial clause; false if the climb ends here."""
        mark = self._mark(clause)
        if mark in CONDITION:
            state.apply("hypothetical", self.tokens[clause].span, f"it stands under '{mark}'")
            return False
        if mark == "before" and self.tokens[clause].tag in ("VBD", "VBN"):
            return False
        if mark in ("when", "whenever") and self.tokens[clause].tag in ("VBP", "VBZ") and self.tokens[up].tag in ("VBP", "VBZ", "VB"):
            state.apply("hypothetical", self.tokens[clause].span, f"a habit, not a deed, under '{mark}'")
            return False
        if mark in TIME_OR_CAUSE:
            future = any(self.tokens[c].text.lower() in ("will", "shall", "would") for c in self.children[up])
            if future and mark in ("when", "after", "once", "as", "before"):
                state.apply("future", self.tokens[up].span, f"after '{mark}' of something still to come")
            return False
        if self.tokens[clause].tag == "VBG" and not self._row(up, clause, ""):
            return False  # "..., killing five": told as fact beside the main verb
        return True

    def _abstract(self, prep: str, preposition: int, up: int) -> bool:
        """A gerund that hangs on a noun is no deed: "saw benefits in destroying", "the cost of invading"."""
        gerund = any(self.tokens[c].dep == "pcomp" for c in self.children[preposition])
        governor = self.tokens[self.tokens[up].head]
        rows = _embedding().get((governor.lemma.lower(), governor.pos), ())
        if any(prep in row.relations for row in rows):
            return False  # "accused rebels of attacking": the gerund belongs to the verb above
        return gerund and prep in ("of", "in", "for", "to", "about", "on") and self.tokens[up].pos in ("NOUN", "PROPN")

    def _purpose(self, clause: int) -> bool:
        return any(self.tokens[c].tag == "TO" for c in self.children[clause])

    def _row(self, up: int, below: int, prep: str) -> _Row | None:
        above, token = self.tokens[up], self.tokens[below]
        pos = above.pos if above.pos in ("VERB", "AUX", "ADJ") else "NOUN"
        rows = _embedding().get((above.lemma.lower(), pos), ())
        if not rows and pos == "VERB" and above.tag == "VBN":
            rows = _embedding().get((above.lemma.lower(), "ADJ"), ())
        if above.lemma == "be":
            # "it is possible that": the clause hangs under the verb, beside the adjective that governs it
            adjectives = [c for c in self.children[up] if self.tokens[c].dep == "acomp" and c != below]
            rows = next(
                (found for c in adjectives if (found := _embedding().get((self.tokens[c].lemma.lower(), "ADJ")))), rows
            )
        for row in rows:
            if row.particle and not any(self.tokens[c].text.lower() == row.particle for c in self.children[up]):
                continue
            if self._stands(token.dep, prep, row.relations, infinitive=self._purpose(below)):
                return row
        return None

    @staticmethod
    def _stands(dep: str, prep: str, relations: frozenset[str], *, infinitive: bool) -> bool:
        if prep:
            return prep in relations or "prep" in relations
        if dep in CLAUSE:
            return "clause" in relations or (infinitive and "to" in relations)
        if dep in ("dobj", "obj", "nsubjpass", "attr", "oprd", "dative"):
            return "obj" in relations
        return dep == "nsubj" and "subj" in relations

    def _effect(self, up: int, below: int, prep: str) -> str | None:
        row = self._row(up, below, prep)
        if row is None:
            return "unknown" if self.tokens[below].dep == "ccomp" and self._mark(below) == "whether" else None
        if self.tokens[up].lemma == "be" and row.affirm == "future" and not self._purpose(below):
            return "unknown" if self._mark(below) == "whether" else None  # "is to", not "the aim is that"
        copula = self.tokens[up].head if self.tokens[up].dep == "acomp" else up
        return row.negated if self._negated(up) or self._negated(copula) else row.affirm

    def _govern(self, effect: str, up: int, state: _State) -> None:
        token = self.tokens[up]
        if effect == "pass":
            self._own(up, state)
            return
        state.apply(effect, token.span, f"governed by '{token.text}'" + (", negated" if self._negated(up) else ""))
        for c in self.children[up]:
            if (
                self.tokens[c].tag == "MD"
                and self.tokens[c].text.lower() in ("may", "might")
                and effect in ("negative", "deny")
            ):
                state.apply("possible", self.tokens[c].span, f"'{self.tokens[c].text}'")
