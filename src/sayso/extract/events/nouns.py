"""Event nouns: "the raids", "a round of talks hosted by", and what threats, demands and promises speak of."""

from __future__ import annotations

from functools import cache

from sayso.extract.events.draft import JOINT, Draft, unique
from sayso.extract.events.frames import Frame, Framer
from sayso.extract.events.match import Matcher
from sayso.extract.events.roles import Cast, Found
from sayso.lexicon.attribution import say_verbs
from sayso.lexicon.events import NounRow, class_words
from sayso.lexicon.tables import table
from sayso.model import Content, ParsedDocument, Span

ROUNDS = (
    "series",
    "round",
    "wave",
    "number",
    "string",
    "spate",
    "campaign",
    "happening",
    "holding",
    "occurrence",
    "start",
    "end",
    "package",
    "raft",
    "batch",
    "set",
    "tranche",
    "barrage",
)


OWN_DEEDS = (
    "deny",
    "rule",
    "exclude",
    "discount",
    "preclude",
    "refute",
    "admit",
    "acknowledge",
)  # of what the subject did


class Nouns:
    """The event nouns of one document, by token; `rows` holds those that a table names."""

    def __init__(self, parsed: ParsedDocument, framer: Framer, cast: Cast, matcher: Matcher) -> None:
        self.parsed, self.framer, self.cast, self.match = parsed, framer, cast, matcher
        self.tokens, self.children = parsed.tokens, parsed.children
        self.rows: dict[int, NounRow] = {}
        for token in self.tokens:
            if token.pos in ("NOUN", "PROPN", "VERB", "ADJ") and token.tag not in ("VBD", "VBZ", "VBP", "VB", "VBN"):
                row = self.match.noun(token.index)
                if row is not None:
                    self.rows[token.index] = row

    def event_noun(self, noun: int) -> int:
        """The event in "a series of raids", "a round of talks"."""
        if noun in self.rows:
            return noun
        for c in self.children[noun]:
            if self.tokens[c].dep == "prep" and self.tokens[c].text.lower() == "of":
                for k in self.children[c]:
                    if k in self.rows and self.tokens[noun].lemma.lower() in ROUNDS:
                        return k
        return noun

    def frame_of(self, noun: int, frame: Frame) -> Frame:
        inner = Frame(head=noun, subjects=frame.subjects, preps=dict(self.framer.frame(noun).preps))
        inner.clauses = [c for c in self.children[noun] if self.tokens[c].dep in ("acl", "ccomp")] + frame.clauses
        return inner

    def roles(self, noun: int, row: NounRow) -> tuple[list[Found], list[Found]]:
        actors: list[Found] = []
        recipients: list[Found] = []
        for where in row.actor:
            if not actors:
                actors = self._stand(noun, where)
        for where in row.recipient:
            if not recipients:
                recipients = [f for f in self._stand(noun, where) if f[0].id not in {a.id for a, _ in actors}]
        return actors, recipients

    def _stand(self, noun: int, where: str) -> list[Found]:
        if where in ("poss", "amod", "compound"):
            deps = ("compound", "nmod") if where == "compound" else (where,)
            return [] if where == "compound" and self._target(noun) else self.cast.modifiers(noun, deps)
        if where in ("between", "among"):
            return self.cast.below(noun, ("between", "among"))
        if where == "against":
            return self.cast.below(noun, ("against",))
        return self.cast.below(noun, (where,))

    def _target(self, noun: int) -> bool:
        """ "The Kenya embassy bombing": a building or a vehicle beside the noun is what was hit."""
        words = class_words("building") | class_words("vehicle")
        return any(
            self.tokens[c].dep == "compound" and self.tokens[c].lemma.lower() in words for c in self.children[noun]
        )

    def parts(self, noun: int) -> set[int]:
        parts = {noun}
        for c in self.children[noun]:
            if self.tokens[c].dep in ("prep", "agent"):
                parts |= {k for k in self.children[c] if self.tokens[k].dep == "pobj"}
            elif self.tokens[c].dep in ("acl", "relcl"):
                parts.add(c)
        return parts

    def draft(self, i: int, row: NounRow) -> Draft | None:
        """An event noun that no light verb holds: told where it happens or does harm, else only presupposed."""
        if self.tokens[i].dep in ("compound", "nmod", "amod", "poss"):
            return None
        asserted, rule = self._occurs(i, row)
        if row.stand == "light" and not asserted:
            return None
        actors, recipients = self.roles(i, row)
        draft = Draft(
            head=i,
            words=[i, *(c for c in self.children[i] if self.tokens[c].dep in ("compound",) and c == i - 1)],
            type=row.type,
            mode=row.mode or None,
            cameo=row.cameo or None,
            contexts=set(row.contexts),
            rule=rule or f"noun '{row.noun}'",
            actors=unique(actors),
            recipients=unique(recipients),
            nominal=True,
            presupposed=not asserted,
        )
        if row.sym and row.type in JOINT:
            draft.actors, draft.recipients = unique([*actors, *recipients]), []
        elif row.sym and not draft.recipients and len(draft.actors) > 1:
            draft.actors, draft.recipients = draft.actors[:1], draft.actors[1:]
        draft.parts = self.parts(i)
        if asserted:
            alleged = self._alleged(i)
            if alleged is not None:
                doers = unique([f for t in self.framer.frame(alleged).undergoers for f in self.cast.of(t)])
                draft.actors = draft.actors or doers
                draft.recipients = [f for f in draft.recipients if f[0].id not in {a.id for a, _ in draft.actors}]
                return self._with_content(draft, i, row)
            verb = self.tokens[self._stem(i)].head
            frame = self.framer.frame(verb)
            if self.tokens[verb].lemma.lower() in _about_deeds():
                own = self.tokens[verb].lemma.lower() in OWN_DEEDS and row.type not in ("ACCUSE", "REQUEST")
                if not draft.actors and self.tokens[i].dep == "dobj" and own:
                    draft.actors = unique([f for t in frame.subjects for f in self.cast.of(t)])
                return self._with_content(draft, i, row)
            draft.head, draft.lookup = verb, i
            draft.parts |= {verb, *(t for p in frame.preps.values() for t in p)}
            if not draft.actors and frame.agents and self.tokens[verb].lemma.lower() not in reporting():
                draft.actors = unique([f for t in frame.agents for f in self.cast.of(t)])
        return self._with_content(draft, i, row)

    def _with_content(self, draft: Draft, i: int, row: NounRow) -> Draft:
        if row.content:
            self.content(draft, self.frame_of(i, Frame(head=i)), row.content)
        self.mediators(draft, i)
        return draft

    def _occurs(self, i: int, row: NounRow) -> tuple[bool, str]:
        token = self.tokens[self._stem(i)]
        if row.noun == "fire" and not row.with_ and token.dep in ("nsubj", "nsubjpass"):
            return False, ""  # "when the fire started"
        if token.dep in ("nsubj", "nsubjpass") and self.tokens[token.head].pos in ("VERB", "AUX"):
            frame = self.framer.frame(token.head)
            light = self.match.light(frame, row.type, subject=True)
            if light is not None:
                return light.effect in (
                    "occur",
                    "begin",
                    "end",
                    "package",
                    "raft",
                    "batch",
                    "set",
                    "tranche",
                    "barrage",
                    "attempt",
                    "",
                ), f"noun '{row.noun}' with '{light.verb}'"
            if frame.passive:
                light = self.match.light(frame, row.type, subject=False)
                if light is not None:
                    return True, f"noun '{row.noun}' with '{light.verb}'"
                if self.tokens[token.head].lemma.lower() in reporting():
                    return True, f"noun '{row.noun}', reported"
        if token.dep in ("dobj", "nsubjpass") and self.tokens[token.head].lemma.lower() in _about_deeds():
            return True, f"noun '{row.noun}', of which '{self.tokens[token.head].text}' speaks"
        if self._alleged(i) is not None:
            return True, f"noun '{row.noun}', laid to somebody"
        if token.dep in ("attr", "dobj") and any(self.tokens[c].dep == "expl" for c in self.children[token.head]):
            return True, f"noun '{row.noun}' after 'there'"
        return False, ""

    def mediators(self, draft: Draft, noun: int) -> None:
        """ "A meeting hosted by", "held talks, brokered by": who brings the parties together."""
        for base in self._bases(noun):
            for c in self.children[base]:
                if self.tokens[c].dep in ("acl", "advcl"):
                    self._go_between(draft, c)
                    for k in self.children[c]:
                        if self.tokens[k].dep == "conj":
                            self._go_between(draft, k)

    def _go_between(self, draft: Draft, i: int) -> None:
        role = host_or_broker().get(self.tokens[i].lemma.lower()) if self.tokens[i].tag == "VBN" else None
        if role:
            frame = self.framer.frame(i)
            draft.add(role, [f for t in frame.agents or frame.preps.get("by", []) for f in self.cast.of(t)])

    def _bases(self, noun: int) -> list[int]:
        """The noun, the "round" that it stands in, and the verb that governs both."""
        bases = list(dict.fromkeys((noun, self._stem(noun))))
        verb = self.tokens[bases[-1]].head
        if self.tokens[verb].pos == "VERB" and self.tokens[bases[-1]].dep != "pobj":
            bases.append(verb)
        return bases

    def _alleged(self, i: int) -> int | None:
        """The accusing verb in "blamed the army for the shelling"."""
        prep = self.tokens[self.tokens[i].head]
        if self.tokens[i].dep != "pobj" or prep.text.lower() not in ("of", "for"):
            return None
        for up in (prep.head, self.tokens[prep.head].head):
            if self.tokens[up].lemma.lower() in ("accuse", "blame", "suspect") and self.tokens[up].pos == "VERB":
                return up
        return None

    def _stem(self, noun: int) -> int:
        """The word by which an event noun stands in its clause: "round" in "a round of talks"."""
        prep = self.tokens[noun].head
        above = self.tokens[prep].head
        counted = self.tokens[prep].text.lower() == "of" and self.tokens[above].lemma.lower() in ROUNDS
        return above if counted else noun

    def of_meeting(self, i: int) -> bool:
        """A participle that only names the host or broker of a meeting told by another word."""
        token = self.tokens[i]
        if token.tag != "VBN" or token.lemma.lower() not in host_or_broker():
            return False
        anchor = self.tokens[token.head] if token.dep == "conj" else token
        if anchor.dep not in ("acl", "advcl"):
            return False
        up = anchor.head
        near = [
            up,
            self.event_noun(up),
            *(self.event_noun(t) for t in self.framer.frame(up).undergoers if self.tokens[up].pos == "VERB"),
        ]
        return any(t in self.rows and self.rows[t].type in JOINT for t in near)

    def benefit(self, draft: Draft, frame: Frame) -> None:
        """ "In support of", "on behalf of"."""
        for noun in (*frame.preps.get("in", []), *frame.preps.get("on", [])):
            if self.tokens[noun].lemma.lower() in ("support", "behalf", "favour", "favor", "aid", "defence", "defense"):
                draft.add("beneficiary", self.cast.below(noun, ("of",)))

    def content(self, draft: Draft, frame: Frame, kind: str) -> None:
        """What a threat, demand, proposal, promise or refusal speaks of."""
        tokens: set[int] = set()
        for clause in frame.clauses:
            tokens |= set(self.parsed.subtree(clause))
        if not tokens:
            for t in frame.objects:
                if not self.cast.at(t):
                    tokens |= set(self.parsed.subtree(t))
        if not tokens:
            for prep in ("for", "to", "with", "of", "over", "against"):
                for t in frame.preps.get(prep, []):
                    if not self.cast.at(t) or self.tokens[t].pos in ("VERB",) or t in self.rows:
                        tokens |= set(self.parsed.subtree(t))
        if not tokens and kind in ("demand", "proposal"):
            after = max([draft.head, *draft.words, *(m.head for _, m in draft.recipients)])
            tokens = {t for t in self.parsed.subtree(draft.head) if t > after and self.tokens[t].dep != "punct"}
        tokens -= {draft.head, *draft.words}
        if not tokens:
            return
        draft.content_tokens = frozenset(tokens)
        draft.content = Content(
            kind=kind, span=Span(min(self.tokens[t].start for t in tokens), max(self.tokens[t].end for t in tokens))
        )


@cache
def host_or_broker() -> dict[str, str]:
    return {row["verb"]: row["role"] for row in table("go_between_verbs")}


@cache
def _about_deeds() -> frozenset[str]:
    """Verbs whose object is the deed that they deny, exclude or suspect: "denied any beatings", "did not rule out a veto"."""
    effects = ("deny", "possible", "probable", "negative")
    skip = ("prevent", "avert", "avoid", "thwart", "foil", "abandon", "reject", "refuse", "fear")
    return frozenset(
        row["word"]
        for row in table("embedding")
        if row["pos"] == "VERB"
        and row["affirm"] in effects
        and "obj" in row["relation"].split("|")
        and row["word"] not in skip
    ) | {"confirm", "admit", "acknowledge", "count", "record", "document", "register", "verify"}


@cache
def reporting() -> frozenset[str]:
    """Verbs in whose passive an event noun is told as fact: "a raid was reported"."""
    return frozenset(lemma for lemma, cues in say_verbs().items() if any(c.kind in ("say", "cite") for c in cues))
