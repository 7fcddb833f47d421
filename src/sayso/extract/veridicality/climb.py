"""The climb from an event's word to the root of its sentence, along the words that govern it."""

from __future__ import annotations

from sayso.extract.veridicality.governors import Governors
from sayso.extract.veridicality.state import READINESS, State
from sayso.extract.veridicality.words import CONDITION, Words
from sayso.model import EventMention, ParsedDocument, Veridicality

WILLED = (
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
)  # of which a stated readiness is an act of its own: AGREE
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
_ALLEGED = frozenset({"alleged", "suspected", "purported", "supposed", "claimed", "reported", "presumed"})
MOMENTS = ("moment", "minute", "instant", "day")


class Climb:
    """Judges the events of one document."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.children = parsed.children
        self.words = Words(parsed)
        self.governors = Governors(parsed, self.words)

    def judge(self, event: EventMention) -> Veridicality:
        """How an event is told: by its sentence, its own word, and all that governs it."""
        state = State()
        head = event.head
        sentence = self.parsed.sentences[event.sentence]
        if sentence.kind == "question":
            state.apply("hypothetical", sentence.span, "it stands in a question")
        if self.tokens[head].pos in ("VERB", "AUX"):
            self.words.own(head, state)
        else:
            self.words.no(head, state)
        for token in self.parsed.tokens_in(event.trigger):
            if token.pos in ("NOUN", "PROPN"):
                self.words.pending(token.index, state)
        self._climb(head, state, event.type)
        return state.veridicality()

    def _climb(self, i: int, state: State, kind: str) -> None:
        below = i
        noun = self.tokens[i].pos not in ("VERB", "AUX")
        prep = ""
        while self.tokens[below].head != below:
            token = self.tokens[below]
            up = token.head
            above = self.tokens[up]
            if token.dep == "relcl" and self.words.purpose(below):
                state.apply("hypothetical", token.span, "a purpose or wish, not a deed")
                return
            if token.dep == "relcl" and above.lemma in MOMENTS and self._to_come(below, above.head):
                state.apply("future", token.span, f"at the {above.lemma} of something still to come")
                return
            reduced = token.dep == "acl" and token.tag == "VBN" and not self.words.clause(below)
            if token.dep == "relcl":
                self._alleged(up, state)
            if token.dep == "relcl" and (self._nobody(up) or (self.words.present(below) and self._whoever(up))):
                state.apply("hypothetical", token.span, "of whoever it may befall")
                return
            if token.dep == "relcl" and self._prospect(below, up):
                state.apply("future", token.span, "part of what is still to come")
                return
            if token.dep in ("relcl", "parataxis") or reduced:
                return  # but "no sign that it was attacked" is a clause that the noun governs
            if token.dep == "ccomp" and above.lemma == "know" and self.words.mark(below) in ("if", "whether"):
                state.apply("hypothetical", above.span, "nobody knows whether")
            if token.dep == "ccomp" and self._semicolon(below, up):
                return  # two sentences joined by a semicolon, which the parser takes for a clause
            if token.dep == "appos" and noun:
                return
            if token.dep == "conj":
                if above.pos in ("VERB", "AUX") and token.pos in ("VERB", "AUX"):
                    self.words.shared(up, below, state)
                below = up
                continue
            if noun and token.dep == "dobj" and token.lemma in ("part", "role") and above.lemma in ("take", "play"):
                self.words.own(up, state)  # "took part in the raid" tells of it as a verb would
                noun, below = False, up
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
            if self.words.purpose(below) and self.governors.voices(up, below):
                below = up  # "telephoned the king to express his support": that is what he called for, and did
                continue
            effect = self.governors.effect(up, below, prep)
            if effect == "willing":
                if kind in WILLED and self.words.willing(up, below):
                    state.apply("future", self.tokens[up].span, READINESS)
                    noun, below = False, up
                    continue
                effect = "hypothetical"
            if effect == "stop" or (effect is None and noun and above.pos in ("VERB", "AUX")):
                return
            if effect is not None:
                self._govern(effect, up, state)
                noun = False
            elif token.dep in ("advcl", "acl", "xcomp", "ccomp") and self.words.purpose(below):
                # only words of the table vouch for an infinitive: "forced to", "went on to"
                state.apply("hypothetical", token.span, "a purpose or wish, not a deed")
                return
            elif token.tag == "VBG" and token.dep in ("csubj", "csubjpass", "xcomp") and above.pos in ("VERB", "AUX"):
                # "it means bombing", "repulsing the rebels is a priority": spoken of, not told
                state.apply("hypothetical", token.span, "spoken of in general")
                return
            elif token.dep == "prep" and self._abstract(prep, below, up):
                state.apply("hypothetical", token.span, f"spoken of in general, after '{prep}'")
                return
            if above.pos in ("VERB", "AUX"):
                prep = ""
            below = up
        if self.words.mark(below) in ("if", "unless"):  # "If they had attacked ...": a condition without its sentence
            state.apply("hypothetical", self.tokens[below].span, "it stands under 'if'")

    def _semicolon(self, below: int, up: int) -> bool:
        low, high = min(below, up), max(below, up)
        return any(self.tokens[c].text == ";" and low < c < high for i in (below, up) for c in self.children[i])

    def _adverbial(self, clause: int, up: int, state: State) -> bool:
        """Reads the conjunction of an adverbial clause; false if the climb ends here."""
        mark = self.words.mark(clause)
        if mark == "than":
            state.apply("hypothetical", self.tokens[clause].span, "'than'")  # "to do anything other than help"
            return False
        if mark in CONDITION:
            state.apply("hypothetical", self.tokens[clause].span, f"it stands under '{mark}'")
            return False
        if mark == "before" and self.tokens[clause].tag in ("VBD", "VBN"):
            return False
        if mark == "as" and self.tokens[up].lemma == "long" and self.words.present(clause):
            state.apply("hypothetical", self.tokens[clause].span, "it stands under 'as long as'")
            return False
        if (
            mark in ("when", "whenever")
            and self.tokens[clause].tag in ("VBP", "VBZ")
            and self.tokens[up].tag in ("VBP", "VBZ", "VB")
        ):
            state.apply("hypothetical", self.tokens[clause].span, f"a habit, not a deed, under '{mark}'")
            return False
        if mark in TIME_OR_CAUSE:
            future = any(self.tokens[c].text.lower() in ("will", "shall", "would") for c in self.children[up])
            if future and mark in ("when", "after", "once", "as", "before"):
                state.apply("future", self.tokens[up].span, f"after '{mark}' of something still to come")
            return False
        if self.tokens[clause].tag == "VBG" and not self.governors.vouches(up, clause):
            return False  # "..., killing five": told as fact beside the main verb
        return True

    def _alleged(self, noun: int, state: State) -> None:
        """ "An alleged attack on Douma which killed dozens": what is told of it is no surer than the attack."""
        above = self.tokens[noun]
        while True:
            for c in self.children[above.index]:
                if self.tokens[c].dep == "amod" and self.tokens[c].text.lower() in _ALLEGED:
                    state.apply("possible", self.tokens[c].span, f"'{self.tokens[c].text}'")
                    return
            prep = self.tokens[above.head]
            if above.dep != "pobj" or prep.dep != "prep" or self.tokens[prep.head].pos != "NOUN":
                return
            above = self.tokens[prep.head]

    def _nobody(self, noun: int) -> bool:
        """ "No one who met the leader": nobody is said to have met him."""
        words = {self.tokens[noun].text.lower(), *(self.tokens[c].text.lower() for c in self.children[noun])}
        return not words.isdisjoint(("no", "nobody", "none"))

    def _whoever(self, noun: int) -> bool:
        """ "Any members who are deported", "anyone who attacks": nobody in particular."""
        words = {self.tokens[noun].text.lower(), *(self.tokens[c].text.lower() for c in self.children[noun])}
        return not words.isdisjoint(("any", "anyone", "anybody", "whoever", "everyone"))

    def _prospect(self, clause: int, noun: int) -> bool:
        """ "The deal will be one where the states agree on a border": a present beside a noun of what will be."""
        if not self.words.present(clause) or self.tokens[clause].tag == "VBG":
            return False
        where = any(self.tokens[c].text.lower() in ("where", "whereby") for c in self.children[clause])
        verb = next((v for v in self.parsed.ancestors(noun) if self.tokens[v].pos in ("VERB", "AUX")), None)
        if not where or verb is None:
            return False
        return any(self.tokens[c].text.lower() in ("will", "would", "shall", "could") for c in self.children[verb])

    def _to_come(self, clause: int, up: int) -> bool:
        """Whether a clause of the present stands beside what will be: "the moment they leave, rebels will attack"."""
        will = any(self.tokens[c].text.lower() in ("will", "shall") for c in self.children[up])
        return will and self.words.present(clause)

    def _abstract(self, prep: str, preposition: int, up: int) -> bool:
        """A gerund that hangs on a noun is no deed: "saw benefits in destroying", "the cost of invading"."""
        gerund = any(self.tokens[c].dep == "pcomp" for c in self.children[preposition])
        if self.governors.takes(self.tokens[up].head, prep):
            return False  # "accused rebels of attacking": the gerund belongs to the verb above
        return gerund and prep in ("of", "in", "for", "to", "about", "on") and self.tokens[up].pos in ("NOUN", "PROPN")

    def _govern(self, effect: str, up: int, state: State) -> None:
        token = self.tokens[up]
        if effect == "pass":
            self.words.own(up, state)
            return
        state.apply(effect, token.span, f"governed by '{token.text}'" + (", negated" if self.words.negated(up) else ""))
        for c in self.children[up]:
            if (
                self.tokens[c].tag == "MD"
                and self.tokens[c].text.lower() in ("may", "might")
                and effect in ("negative", "deny")
            ):
                state.apply("possible", self.tokens[c].span, f"'{self.tokens[c].text}'")
