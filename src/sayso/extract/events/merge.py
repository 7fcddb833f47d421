"""One event told by several words: "five were killed when rebels shelled", "the strike killed five", "a meeting during which"."""

from __future__ import annotations

from functools import cache

from sayso.extract.events.draft import JOINT, Draft, unique
from sayso.extract.events.frames import Framer
from sayso.extract.events.roles import Cast
from sayso.lexicon.tables import table
from sayso.lexicon.tallies import is_thing
from sayso.model import ParsedDocument

VIOLENT = ("ASSAULT",)
DYING = ("die", "perish")  # "died after" an attack, but "fell after the war"
LASTING = ("war", "conflict", "violence", "coup", "invasion", "fighting", "occupation", "operation", "campaign")


@cache
def _harm() -> frozenset[str]:
    return frozenset(row["word"] for row in table("harm_words"))


def merge(parsed: ParsedDocument, framer: Framer, cast: Cast, drafts: list[Draft]) -> None:
    """Joins drafts that tell of one event; those taken into another are marked `merged`."""
    _Merger(parsed, framer, cast, drafts).run()


class _Merger:
    def __init__(self, parsed: ParsedDocument, framer: Framer, cast: Cast, drafts: list[Draft]) -> None:
        self.parsed, self.framer, self.cast, self.drafts = parsed, framer, cast, drafts
        self.tokens, self.children = parsed.tokens, parsed.children
        self.at: dict[int, Draft] = {}
        self.by_sentence: dict[int, list[Draft]] = {}
        for draft in drafts:
            self.by_sentence.setdefault(self.tokens[draft.head].sentence, []).append(draft)
        self.home: dict[int, int] = {}  # head of a merged harm word -> head of the deed
        for draft in drafts:
            self.at.setdefault(draft.head, draft)
            if draft.lookup is not None:
                self.at.setdefault(draft.lookup, draft)

    def run(self) -> None:
        for draft in self.drafts:
            if self.tokens[draft.head].pos == "VERB":
                if self.tokens[draft.head].lemma.lower() in _harm() and draft.type in VIOLENT:
                    self._harm(draft)
        self._plain_harm()
        for draft in self.drafts:
            self._go_between(draft)
        for draft in self.drafts:
            if draft.type in JOINT and not draft.merged and not draft.nominal:
                self._occasion(draft)
        for draft in self.drafts:
            if draft.type in VIOLENT and not draft.merged:
                self._conjoined_harm(draft)
        for draft in self.drafts:
            if draft.nominal and not draft.merged and not draft.known():
                self._told_again(draft)

    # ------------------------------------------------------------------ harm told of an attack
    def _harm(self, draft: Draft) -> None:
        """A verb of harm whose subject is an attack, or that has no doer but an attack in its "when" or "in"."""
        frame = self.framer.frame(draft.head)
        for t in frame.actors:
            cause = self._event_at(t)
            if cause is not None and cause is not draft and cause.type in VIOLENT:
                return self._join(cause, draft, keep=draft.head)
            cause = self._event_with(draft.head, t)
            if cause is not None and cause is not draft:
                draft.actors = []
                return self._join(cause, draft, keep=draft.head)
        if draft.actors:
            return None
        for c in self.children[draft.head]:
            token = self.tokens[c]
            cause = None
            if token.dep == "advcl":
                cause = self.at.get(c)
            elif token.dep in ("prep", "agent") and token.text.lower() in (
                "in",
                "by",
                "during",
                "after",
                "from",
                "following",
            ):
                for k in self.children[c]:
                    cause = cause or self._event_at(k)
            if cause is None or {a.id for a, _ in cause.actors} & {a.id for a, _ in draft.recipients}:
                continue  # "killed while fighting": what he did himself is not what befell him
            if cause is not draft and cause.type in VIOLENT and not cause.merged:
                return self._join(cause, draft, keep=cause.head if token.dep == "advcl" else draft.head)
        return None

    def _event_at(self, token: int) -> Draft | None:
        found = self.at.get(token)
        if found is not None and not found.merged:
            return found
        if self.tokens[token].lemma.lower() in ("series", "wave", "spate", "string", "round"):
            for c in self.children[token]:
                for k in self.children[c]:
                    if self.tokens[c].text.lower() == "of" and k in self.at:
                        return self.at[k]
        return None

    def _event_with(self, verb: int, noun: int) -> Draft | None:
        """The attack in "the bombing of a clinic that killed": a relative clause of harm that hangs on what was attacked."""
        below = [self.tokens[c] for c in self.children[verb]]
        if self.tokens[verb].dep != "relcl" or not any(t.text.lower() in ("that", "which") for t in below):
            return None
        prep = self.tokens[self.tokens[noun].head]
        if self.tokens[noun].dep != "pobj" or prep.text.lower() not in ("of", "on", "at", "in", "against", "near"):
            return None
        cause = self.at.get(prep.head)
        killers = any(a.kind != "organisation" and a.country is None for a, _ in self.cast.at(noun))
        own = cause is not None and cause.nominal and not cause.merged and cause.type in VIOLENT
        return cause if own and (not killers or is_thing(self.tokens[noun])) else None

    def _join(self, cause: Draft, harm: Draft, *, keep: int) -> None:
        """Puts the harm into its cause: the cause names type and doer, the harm who suffered."""
        cause.recipients = unique([*harm.recipients, *cause.recipients])
        if not cause.actors:
            cause.actors = [f for f in harm.actors if f[0].id not in {a.id for a, _ in cause.recipients}]
        cause.recipients = [f for f in cause.recipients if f[0].id not in {a.id for a, _ in cause.actors}]
        cause.words = sorted({*cause.words, *harm.words})
        cause.parts |= harm.parts
        cause.rule = f"{cause.rule}; {harm.rule}"
        cause.mode = cause.mode or harm.mode
        if keep == harm.head:
            cause.head = harm.head
            cause.presupposed = harm.presupposed
            cause.nominal = False
            self.at[harm.head] = cause
        harm.merged = True

    def _plain_harm(self) -> None:
        """Harm words that no row codes ("five died in the raid", "the raid left ten dead") still tell of the attack."""
        for draft in list(self.drafts):
            if draft.merged or draft.type not in VIOLENT or not draft.nominal:
                continue
            head = self.tokens[draft.head]
            up = head.head
            verb: int | None = None
            if head.dep in ("nsubj",) and self.tokens[up].lemma.lower() in _harm():
                verb = up
            elif head.dep in ("pobj", "pcomp"):
                verb = self._died_of(draft.head)
            if verb is None or verb in self.at:
                continue
            frame = self.framer.frame(verb)
            victims = frame.undergoers if head.dep == "nsubj" or frame.passive else frame.subjects
            found = unique([f for t in victims for f in self.cast.of(t)])
            known = {a.id for a, _ in draft.actors}
            draft.recipients = unique([*[f for f in found if f[0].id not in known], *draft.recipients])
            draft.words = sorted({*draft.words, verb})
            draft.parts |= {verb, *victims, *frame.objects}
            draft.head, draft.presupposed, draft.nominal = verb, False, False
            draft.rule += f"; harm told by '{self.tokens[verb].text}'"
            self.at[verb] = draft

    def _died_of(self, noun: int) -> int | None:
        """The verb of harm in "died in the raid", "died after torture", "died as a result of the beating"."""
        prep = self.tokens[noun].head
        above = self.tokens[prep].head
        words = {self.tokens[prep].text.lower()}
        while self.tokens[above].lemma.lower() in ("result", "consequence", "due", "because", "as", "owing"):
            words.add("by")  # whatever the words between, they tell the cause
            if self.tokens[above].head == above:
                return None
            above = self.tokens[above].head
        lemma = self.tokens[above].lemma.lower()
        if self.tokens[above].pos != "VERB" or lemma not in _harm():
            return None
        later = lemma in DYING and self.tokens[noun].lemma.lower() not in LASTING and words & {"after", "of", "under"}
        return above if later or words & {"in", "by", "during", "from"} else None

    def _conjoined_harm(self, draft: Draft) -> None:
        """ "Opened fire, killing five" and "killed ten and wounded twenty": harm told again of the same deed."""
        for other in self.by_sentence[self.tokens[draft.head].sentence]:
            if other is draft or other.merged or other.type not in VIOLENT or other.nominal:
                continue
            token = self.tokens[other.head]
            if token.lemma.lower() not in _harm() or self.home.get(token.head, token.head) != draft.head:
                continue
            participle = token.dep in ("advcl", "acl", "xcomp", "conj", "dep") and token.tag == "VBG"
            joined = token.dep == "conj" and self.tokens[draft.head].lemma.lower() in _harm()
            beside = other.head == draft.head + 2 and {a.id for a, _ in other.recipients} == {
                a.id for a, _ in draft.recipients
            }
            joined = joined or (token.dep == "conj" and beside)  # "shot and killed by police"
            same = not other.actors or {a.id for a, _ in other.actors} <= draft.known()
            if (participle or joined) and same:
                known = draft.known()
                draft.recipients = [*draft.recipients, *(f for f in other.recipients if f[0].id not in known)]
                draft.words = sorted({*draft.words, *(other.words if beside else ())}) if joined else draft.words
                draft.parts |= other.parts
                other.merged = True
                self.home[other.head] = draft.head

    def _told_again(self, draft: Draft) -> None:
        """ "The violence began when gangs clashed": the noun only sums up what its clause tells."""
        for c in self.children[draft.head]:
            other = self.at.get(c)
            if self.tokens[c].dep == "advcl" and other is not None and other is not draft and other.type == draft.type:
                draft.merged = True

    # ------------------------------------------------------------------ occasions
    def _go_between(self, draft: Draft) -> None:
        """ "A meeting negotiated by" is one event, whose verb names the go-between."""
        token = self.tokens[draft.head]
        if token.dep == "conj" and token.tag == "VBN":
            token = self.tokens[token.head]
        noun = self.at.get(token.head)
        if (
            token.dep in ("acl", "advcl")
            and token.tag == "VBN"
            and noun is not None
            and noun is not draft
            and noun.type in JOINT
        ):
            if any(noun.others.get(role) for role in ("mediator", "host")):
                draft.merged = True

    def _occasion(self, draft: Draft) -> None:
        """ "Met during a meeting brokered by": the meeting is the same, its broker and place are wanted."""
        for c in self.children[draft.head]:
            if self.tokens[c].dep != "prep" or self.tokens[c].text.lower() not in ("during", "at", "in", "on", "for"):
                continue
            for k in self.children[c]:
                other = self.at.get(k)
                if other is None or other is draft or other.type not in JOINT or not other.nominal:
                    continue
                for role, found in other.others.items():
                    draft.add(role, found)
                known = {a.id for a, _ in draft.actors}
                if other.mode and not draft.mode:
                    draft.mode = other.mode
                draft.actors = [*draft.actors, *(f for f in other.actors if f[0].id not in known)]
                draft.parts |= other.parts
                other.merged = True
