"""Verbs, light verbs, event nouns and ellipses of a document -> drafts of events."""

from __future__ import annotations

from functools import cache

from sayso.extract.events.draft import Draft, unique
from sayso.extract.events.frames import Frame, Framer
from sayso.extract.events.match import Matcher
from sayso.extract.events.roles import Cast, Found
from sayso.lexicon.attribution import say_verbs
from sayso.lexicon.events import LightRow, NounRow, VerbRow
from sayso.lexicon.tables import table
from sayso.model import ParsedDocument

JOINT = ("CONSULT", "AGREE", "COOPERATE")
ROUNDS = ("series", "round", "wave", "number", "string", "spate", "campaign", "happening", "holding", "occurrence", "start", "end")
SAME = ("same", "likewise", "so")
EFFECT_TYPE = {
    "cancel": ("REJECT", "meet"),
    "postpone": ("REJECT", "meet"),
    "refuse": ("REJECT", None),
    "call": ("REQUEST", "meet"),
    "agree": ("AGREE", None),
}


@cache
def participation() -> dict[str, str]:
    return {row["noun"]: row["prep"] for row in table("participation_nouns")}


class Predicates:
    """Finds the drafts of one document."""

    def __init__(self, parsed: ParsedDocument, framer: Framer, cast: Cast, matcher: Matcher) -> None:
        self.parsed, self.framer, self.cast, self.match = parsed, framer, cast, matcher
        self.tokens, self.children = parsed.tokens, parsed.children
        self.nouns: dict[int, NounRow] = {}
        self.taken: set[int] = set()

    def drafts(self) -> list[Draft]:
        for token in self.tokens:
            if token.pos in ("NOUN", "PROPN", "VERB", "ADJ") and token.tag not in ("VBD", "VBZ", "VBP", "VB", "VBN"):
                row = self.match.noun(token.index)
                if row is not None:
                    self.nouns[token.index] = row
        out: list[Draft] = []
        for token in self.tokens:
            if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass", "amod", "compound"):
                draft = self._verb(token.index, out)
                if draft is not None:
                    out.append(draft)
        for i, row in self.nouns.items():
            if i not in self.taken and not any(i in d.words for d in out):
                draft = self._noun(i, row)
                if draft is not None:
                    out.append(draft)
        for token in self.tokens:
            if token.lemma.lower() in participation():
                draft = self._participation(token.index, out)
                if draft is not None:
                    out.append(draft)
        out.sort(key=lambda d: (self.tokens[d.head].start, d.head))
        return out

    # ------------------------------------------------------------------ verbs
    def _verb(self, i: int, before: list[Draft]) -> Draft | None:
        if self._of_meeting(i):
            return None
        frame = self.framer.frame(i)
        light = self._light(frame)
        if light is not None:
            return light
        row = self.match.verb(frame)
        if row is not None:
            return self._from_row(frame, row)
        return self._ellipsis(frame, before)

    def _from_row(self, frame: Frame, row: VerbRow) -> Draft | None:
        draft = Draft(
            head=frame.head,
            words=self._words(frame, row),
            type=row.type,
            mode=row.mode or None,
            cameo=row.cameo or None,
            contexts=set(row.contexts),
            rule=f"verb '{row.verb}'" + (f" with {'/'.join(row.with_)}" if row.with_ else ""),
        )
        draft.actors = unique([f for t in self._actor_tokens(frame, row) for f in self.cast.of(t)])
        draft.recipients = unique(self._recipients(frame, row))
        draft.parts = {
            frame.head,
            *frame.subjects,
            *frame.objects,
            *frame.agents,
            *(t for p in frame.preps.values() for t in p),
        }
        if row.sym and row.type in JOINT:
            draft.actors = self._parties(draft.actors, draft.recipients)
            draft.recipients = []
        draft.recipients = [f for f in draft.recipients if f[0].id not in {a.id for a, _ in draft.actors}]
        if row.content:
            self._content(draft, frame, row.content)
        if row.content == "threat" and not draft.recipients:
            known = {a.id for a, _ in draft.actors}
            draft.recipients = [f for f in unique(self._stand(frame, "clause")) if f[0].id not in known]
        if row.type in ("REQUEST", "REJECT") and self._anonymity(draft):
            return None
        if not draft.actors and self._impersonal(frame, row):
            draft.why_not = "no-actor"
        self._benefit(draft, frame)
        return draft

    def _impersonal(self, frame: Frame, row: VerbRow) -> bool:
        """The storm killed, the ruling struck: a subject is there, but nobody and no weapon."""
        if row.actor != ("subj",) or not frame.actors:
            return False
        for t in frame.actors:
            if t in self.nouns or self.cast.weapon(t) or self.tokens[t].pos in ("NUM", "PRON"):
                return False
        return True

    def _anonymity(self, draft: Draft) -> bool:
        """"Asked not to be named", "declined to comment"."""
        near = {t for t in draft.content_tokens or draft.parts if 0 < t - draft.head < 7}
        return any(self.tokens[t].lemma.lower() in _anonymity() for t in near)

    def _words(self, frame: Frame, row: VerbRow) -> list[int]:
        words = [frame.head]
        for c in self.children[frame.head]:
            token = self.tokens[c]
            if token.dep == "prt" or (token.text.lower() in row.with_ and abs(c - frame.head) <= 2):
                words.append(c)
        return words

    def _actor_tokens(self, frame: Frame, row: VerbRow) -> list[int]:
        for where in row.actor or ("subj",):
            if where == "subj" and frame.actors:
                return frame.actors
            if where == "obj" and frame.undergoers:
                return frame.undergoers
            if frame.preps.get(where):
                return frame.preps[where]
        return []

    def _recipients(self, frame: Frame, row: VerbRow) -> list[Found]:
        for where in row.recipient or ("obj",):
            found = self._stand(frame, where)
            if found:
                return found
        return []

    def _stand(self, frame: Frame, where: str) -> list[Found]:
        if where == "none":
            return []
        if where == "obj":
            return [f for t in frame.undergoers for f in self.cast.of(t)]
        if where == "clause":
            out: list[Found] = []
            for clause in frame.clauses:
                inner = self.framer.frame(clause)
                if inner.how == "stated" or inner.how == "control":
                    own = set(frame.subjects)
                    out += [f for t in inner.subjects if t not in own for f in self.cast.of(t)]
            return out
        found = [f for t in frame.preps.get(where, []) for f in self.cast.of(t)]
        if not found:
            found = [f for t in frame.undergoers for f in self.cast.below(t, (where,))]
        return found

    def _parties(self, first: list[Found], second: list[Found]) -> list[Found]:
        """All parties of a joint act. Nobody talks with his own: a pronoun that would be of the other side's country is
        read as its next best candidate (translations write "it" for "he")."""
        theirs = {a.country for a, _ in second} - {None}
        out = []
        for actor, mention in first:
            if mention.form == "pronoun" and actor.country in theirs:
                near = self.cast.before_in_sentence(mention.head)
                others = [*near, *(self.cast.actors.get(c) for c in mention.candidates)]
                better = next((o for o in others if o and o.human and not o.media and o.country not in theirs and o.country), None)
                actor = better or actor
            out.append((actor, mention))
        return unique([*out, *second])

    # ------------------------------------------------------------------ light verbs
    def _light(self, frame: Frame) -> Draft | None:
        """ "Held talks", "came under fire": the noun says what, the verb who."""
        places: list[tuple[int, str]] = [(t, "obj") for t in frame.undergoers]
        places += [(t, prep) for prep, tokens in frame.preps.items() for t in tokens]
        for noun, where in places:
            noun = self._event_noun(noun)
            row = self.nouns.get(noun)
            if row is None or noun in self.taken:
                continue
            light = self.match.light(frame, row.type, subject=False)
            if light is None or (where != "obj" and where not in light.with_):
                continue
            if light.subject == "none" and (where != "obj" or frame.passive):
                continue
            return self._from_light(frame, light, noun, row)
        return None

    def _event_noun(self, noun: int) -> int:
        """The event in "a series of raids", "a round of talks"."""
        if noun in self.nouns:
            return noun
        for c in self.children[noun]:
            if self.tokens[c].dep == "prep" and self.tokens[c].text.lower() == "of":
                for k in self.children[c]:
                    if k in self.nouns and self.tokens[noun].lemma.lower() in ROUNDS:
                        return k
        return noun

    def _from_light(self, frame: Frame, light: LightRow, noun: int, row: NounRow) -> Draft:
        kind, mode = EFFECT_TYPE.get(light.effect, (row.type, row.mode or None))
        if light.effect in ("cancel", "postpone", "end") and row.type in ("PROTEST", "ASSAULT", "COERCE", "SANCTION", "MOBILIZE"):
            kind, mode = "RETREAT", None  # calling off a strike or ending a siege is a step back
        elif light.effect in ("cancel", "postpone") and row.type not in (*JOINT, "RETREAT", "AID", "SUPPORT"):
            kind, mode = row.type, row.mode or None
        draft = Draft(
            head=frame.head,
            words=[frame.head, noun],
            type=kind,
            mode=mode,
            cameo=row.cameo or None if kind == row.type else None,
            contexts=set(row.contexts),
            rule=f"light verb '{light.verb}' with '{row.noun}'",
            lookup=noun,
        )
        self.taken.add(noun)
        stated = [f for t in frame.actors for f in self.cast.of(t)]
        others = [
            f
            for p in ("with", "against", "on", "upon", "to", "at")
            for t in frame.preps.get(p, [])
            for f in self.cast.of(t)
        ]
        actors, recipients = self._noun_roles(noun, row)
        if light.subject == "actor":
            draft.actors = unique(stated or actors)
            draft.recipients = unique([*recipients, *others])
        elif light.subject == "recipient":
            draft.recipients = unique(
                [f for t in (frame.undergoers if frame.passive else frame.subjects) for f in self.cast.of(t)]
            )
            draft.actors = unique(
                actors or [f for p in ("from", "by") for t in frame.preps.get(p, []) for f in self.cast.of(t)]
            )
        else:
            if light.subject != "none":
                draft.add(light.subject, stated)
            draft.actors, draft.recipients = unique(actors), unique([*recipients, *others])
        if kind in ("REQUEST", "REJECT") and light.effect in EFFECT_TYPE:
            draft.recipients = [f for f in draft.recipients if f[0].id not in {a.id for a, _ in draft.actors}]
        elif (row.sym or row.type in JOINT) and draft.type in JOINT:
            draft.actors = self._parties(draft.actors, draft.recipients)
            draft.recipients = []
        draft.recipients = [f for f in draft.recipients if f[0].id not in {a.id for a, _ in draft.actors}]
        if light.effect == "attempt":
            draft.completion = "attempted"
        if row.content:
            self._content(draft, self._noun_frame(noun, frame), row.content)
        elif kind == "REQUEST":
            self._content(draft, self._noun_frame(noun, frame), "demand")
        draft.parts = {frame.head, noun, *frame.subjects, *frame.objects, *frame.agents}
        draft.parts |= {t for p in frame.preps.values() for t in p} | self._noun_parts(noun)
        self._mediators(draft, noun)
        self._benefit(draft, frame)
        return draft

    def _noun_frame(self, noun: int, frame: Frame) -> Frame:
        inner = Frame(head=noun, subjects=frame.subjects, preps=dict(self.framer.frame(noun).preps))
        inner.clauses = [c for c in self.children[noun] if self.tokens[c].dep in ("acl", "ccomp")] + frame.clauses
        return inner

    # ------------------------------------------------------------------ nouns
    def _noun_roles(self, noun: int, row: NounRow) -> tuple[list[Found], list[Found]]:
        actors: list[Found] = []
        recipients: list[Found] = []
        for where in row.actor:
            if not actors:
                actors = self._noun_stand(noun, where)
        for where in row.recipient:
            if not recipients:
                recipients = [f for f in self._noun_stand(noun, where) if f[0].id not in {a.id for a, _ in actors}]
        return actors, recipients

    def _noun_stand(self, noun: int, where: str) -> list[Found]:
        if where in ("poss", "amod", "compound"):
            deps = ("compound", "nmod") if where == "compound" else (where,)
            return self.cast.modifiers(noun, deps)
        if where in ("between", "among"):
            return self.cast.below(noun, ("between", "among"))
        if where == "against":
            return self.cast.below(noun, ("against",))
        return self.cast.below(noun, (where,))

    def _noun_parts(self, noun: int) -> set[int]:
        parts = {noun}
        for c in self.children[noun]:
            if self.tokens[c].dep in ("prep", "agent"):
                parts |= {k for k in self.children[c] if self.tokens[k].dep == "pobj"}
            elif self.tokens[c].dep in ("acl", "relcl"):
                parts.add(c)
        return parts

    def _noun(self, i: int, row: NounRow) -> Draft | None:
        """An event noun that no light verb holds: told where it happens or does harm, else only presupposed."""
        if self.tokens[i].dep in ("compound", "nmod", "amod", "poss"):
            return None
        asserted, rule = self._occurs(i, row)
        if row.stand == "light" and not asserted:
            return None
        actors, recipients = self._noun_roles(i, row)
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
        draft.parts = self._noun_parts(i)
        if asserted:
            verb = self.tokens[self._stem(i)].head
            frame = self.framer.frame(verb)
            if self.tokens[verb].lemma.lower() in _about_deeds():
                if not draft.actors and self.tokens[i].dep == "dobj":
                    draft.actors = unique([f for t in frame.subjects for f in self.cast.of(t)])
                return self._with_content(draft, i, row)
            draft.head, draft.lookup = verb, i
            draft.parts |= {verb, *(t for p in frame.preps.values() for t in p)}
            if not draft.actors and frame.agents and self.tokens[verb].lemma.lower() not in _reporting():
                draft.actors = unique([f for t in frame.agents for f in self.cast.of(t)])
        return self._with_content(draft, i, row)

    def _with_content(self, draft: Draft, i: int, row: NounRow) -> Draft:
        if row.content:
            self._content(draft, self._noun_frame(i, Frame(head=i)), row.content)
        self._mediators(draft, i)
        return draft

    def _occurs(self, i: int, row: NounRow) -> tuple[bool, str]:
        token = self.tokens[self._stem(i)]
        if token.dep in ("nsubj", "nsubjpass") and self.tokens[token.head].pos in ("VERB", "AUX"):
            frame = self.framer.frame(token.head)
            light = self.match.light(frame, row.type, subject=True)
            if light is not None:
                return light.effect in (
                    "occur",
                    "begin",
                    "end",
                    "attempt",
                    "",
                ), f"noun '{row.noun}' with '{light.verb}'"
            if frame.passive:
                light = self.match.light(frame, row.type, subject=False)
                if light is not None:
                    return True, f"noun '{row.noun}' with '{light.verb}'"
                if self.tokens[token.head].lemma.lower() in _reporting():
                    return True, f"noun '{row.noun}', reported"
        if token.dep in ("dobj", "nsubjpass") and self.tokens[token.head].lemma.lower() in _about_deeds():
            return True, f"noun '{row.noun}', of which '{self.tokens[token.head].text}' speaks"
        if token.dep in ("attr", "dobj") and any(self.tokens[c].dep == "expl" for c in self.children[token.head]):
            return True, f"noun '{row.noun}' after 'there'"
        return False, ""

    # ------------------------------------------------------------------ others
    def _participation(self, i: int, before: list[Draft]) -> Draft | None:
        """ "The involvement of X in the strikes", "denied responsibility": the event is laid to somebody."""
        token = self.tokens[i]
        if token.pos not in ("NOUN", "ADJ") or any(i in d.words for d in before):
            return None
        prep = participation()[token.lemma.lower()]
        target: Draft | None = None
        for k in self.parsed.subtree(i):
            if self.tokens[k].text.lower() == prep and self.tokens[k].dep == "prep":
                for c in self.children[k]:
                    target = target or next((d for d in before if c in (d.head, d.lookup)), None)
                    row = self.nouns.get(c)
                    if target is None and row is not None:
                        target = self._noun(c, row)
        stated = target is not None
        if (
            target is None
            and token.lemma.lower() == "responsibility"
            and self.tokens[token.head].lemma.lower() in ("deny", "reject", "claim", "admit", "accept")
        ):
            target = _last(before, self.tokens[i].start, self.tokens, ("ASSAULT", "COERCE"))
        if target is None or target.type not in (
            "ASSAULT",
            "COERCE",
            "PROTEST",
            "AID",
            "COOPERATE",
            "CONSULT",
            "MOBILIZE",
        ):
            return None
        actors = self.cast.below(i, ("of", "by")) or self.cast.modifiers(i, ("poss", "amod"))
        if not actors:
            for up in self.parsed.ancestors(i):
                if self.tokens[up].pos in ("VERB", "AUX"):
                    frame = self.framer.frame(up)
                    actors = [f for t in frame.subjects for f in self.cast.of(t)]
                    break
        draft = Draft(
            head=i,
            words=[i],
            type=target.type,
            mode=target.mode,
            cameo=target.cameo,
            contexts=set(target.contexts),
            rule=f"'{token.text}' lays the event to its subject",
            actors=unique(actors),
            parts={i, target.head, *target.parts},
            antecedent=None if stated else target,
            borrowed=target if stated else None,
        )
        known = {a.id for a, _ in draft.actors}
        found = [f for f in target.recipients if f[0].id not in known]
        if stated:
            draft.recipients = found
        else:
            draft.inferred["recipient"] = found
        return draft

    def _ellipsis(self, frame: Frame, before: list[Draft]) -> Draft | None:
        """ "Had done the same", "followed suit": the last deed told, by somebody else."""
        lemma = self.tokens[frame.head].lemma.lower()
        near = range(frame.head + 1, min(frame.head + 4, len(self.tokens)))
        words = [c for c in near if self.tokens[c].lemma.lower() in (*SAME, "suit")]
        if not (
            (lemma == "do" and words)
            or (lemma == "follow" and any(self.tokens[c].lemma.lower() == "suit" for c in words))
        ):
            return None
        earlier = _last(before, self.tokens[frame.head].start, self.tokens, None)
        if earlier is None or not frame.subjects:
            return None
        draft = Draft(
            head=frame.head,
            words=[frame.head, *words],
            type=earlier.type,
            mode=earlier.mode,
            cameo=earlier.cameo,
            contexts=set(earlier.contexts),
            rule=f"'{self.tokens[frame.head].text}' repeats the deed told before",
            actors=unique([f for t in frame.actors for f in self.cast.of(t)]),
            parts={frame.head, *frame.subjects, *(t for p in frame.preps.values() for t in p)},
            antecedent=earlier,
        )
        known = {a.id for a, _ in draft.actors}
        draft.inferred["recipient"] = [f for f in earlier.recipients if f[0].id not in known]
        return draft

    # ------------------------------------------------------------------ further roles
    def _mediators(self, draft: Draft, noun: int) -> None:
        """"A meeting hosted by", "held talks, brokered by": who brings the parties together."""
        for base in self._bases(noun):
            for c in self.children[base]:
                if self.tokens[c].dep in ("acl", "advcl"):
                    self._go_between(draft, c)
                    for k in self.children[c]:
                        if self.tokens[k].dep == "conj":
                            self._go_between(draft, k)

    def _go_between(self, draft: Draft, i: int) -> None:
        role = _roles_of().get(self.tokens[i].lemma.lower()) if self.tokens[i].tag == "VBN" else None
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

    def _stem(self, noun: int) -> int:
        """The word by which an event noun stands in its clause: "round" in "a round of talks"."""
        prep = self.tokens[noun].head
        above = self.tokens[prep].head
        counted = self.tokens[prep].text.lower() == "of" and self.tokens[above].lemma.lower() in ROUNDS
        return above if counted else noun

    def _of_meeting(self, i: int) -> bool:
        """A participle that only names the host or broker of a meeting told by another word."""
        token = self.tokens[i]
        if token.tag != "VBN" or token.lemma.lower() not in _roles_of():
            return False
        anchor = self.tokens[token.head] if token.dep == "conj" else token
        if anchor.dep not in ("acl", "advcl"):
            return False
        up = anchor.head
        near = [up, self._event_noun(up), *(self._event_noun(t) for t in self.framer.frame(up).undergoers if self.tokens[up].pos == "VERB")]
        return any(t in self.nouns and self.nouns[t].type in JOINT for t in near)

    def _benefit(self, draft: Draft, frame: Frame) -> None:
        """ "In support of", "on behalf of"."""
        for noun in (*frame.preps.get("in", []), *frame.preps.get("on", [])):
            if self.tokens[noun].lemma.lower() in ("support", "behalf", "favour", "favor", "aid", "defence", "defense"):
                draft.add("beneficiary", self.cast.below(noun, ("of",)))

    def _content(self, draft: Draft, frame: Frame, kind: str) -> None:
        """What a threat, demand, proposal, promise or refusal speaks of."""
        from sayso.model import Content, Span

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
                    if not self.cast.at(t) or self.tokens[t].pos in ("VERB",) or t in self.nouns:
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
def _roles_of() -> dict[str, str]:
    return {row["verb"]: row["role"] for row in table("go_between_verbs")}


@cache
def _about_deeds() -> frozenset[str]:
    """Verbs whose object is the deed that they deny, exclude or suspect: "denied any beatings", "did not rule out a veto"."""
    effects = ("deny", "possible", "probable", "negative")
    skip = ("prevent", "avert", "avoid", "thwart", "foil", "abandon", "reject", "refuse", "fear")
    return frozenset(
        row["word"]
        for row in table("embedding")
        if row["pos"] == "VERB" and row["affirm"] in effects and "obj" in row["relation"].split("|") and row["word"] not in skip
    ) | {"confirm", "admit", "acknowledge"}


@cache
def _reporting() -> frozenset[str]:
    """Verbs in whose passive an event noun is told as fact: "a raid was reported"."""
    return frozenset(lemma for lemma, cues in say_verbs().items() if any(c.kind in ("say", "cite") for c in cues))


@cache
def _anonymity() -> frozenset[str]:
    return frozenset(row["word"] for row in table("anonymity_words"))


def _last(before: list[Draft], offset: int, tokens: object, types: tuple[str, ...] | None) -> Draft | None:
    """The last deed told before an offset, not a mere mention and not the content of a plan or threat."""
    found: Draft | None = None
    for draft in before:
        start = tokens[draft.head].start  # type: ignore[index]
        if start < offset and not draft.presupposed and (types is None or draft.type in types):
            inside = any(draft.head in other.content_tokens for other in before)
            if not inside and (found is None or start > tokens[found.head].start):  # type: ignore[index]
                found = draft
    return found
