"""Which event mentions become claims, and why the others do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.model import Actor, Attribution, EventMention, ParsedDocument, Veridicality

SPOKEN = ("REQUEST", "ACCUSE", "REJECT", "THREATEN")
WITH_SOMEBODY = ("AID", "AGREE", "SUPPORT", "CONCEDE", "COOPERATE")
POLITICAL = ("person", "organisation", "state", "group")
CHARGING = ("charge", "indict", "arraign", "prosecute", "impeach", "question", "interrogate", "investigate")
PUBLIC = frozenset(("GOV", "MIL", "REB", "COP", "LEG", "JUD", "PTY", "OPP", "SPY"))
ANAPHORS = ("pronoun", "description")


class Selector:
    """Marks `why_not` on the events of one document."""

    def __init__(
        self,
        parsed: ParsedDocument,
        actors: dict[str, Actor],
        attributions: Sequence[Attribution],
        paths: Sequence[Sequence[int]],
    ) -> None:
        self.parsed, self.actors, self.attributions, self.paths = parsed, actors, attributions, paths
        self.political = any((a.country and set(a.sectors) & PUBLIC) or a.kind == "state" for a in actors.values())
        self.forms = {m.head: m.form for a in actors.values() for m in a.mentions}

    def mark(self, events: list[EventMention], judged: Sequence[Veridicality]) -> None:
        for k, event in enumerate(events):
            why = event.why_not or self._why(event, judged[k])
            if why is not None:
                events[k] = replace(event, why_not=why)
        self._headlines(events)
        self._duplicates(events)

    # ------------------------------------------------------------------ one by one
    def _why(self, event: EventMention, v: Veridicality) -> str | None:
        sentence = self.parsed.sentences[event.sentence]
        if sentence.kind == "question" and v.modality == "hypothetical":
            return "question"
        if v.modality == "hypothetical":
            return "hypothetical"
        doers = [p for p in event.participants if p.role == "actor"]
        if not doers and ((event.type in SPOKEN and not self._charged(event)) or event.presupposed):
            return "no-actor"
        if not doers and not self._told_without_doer(event):
            return "no-actor"
        verbal = self.parsed.tokens[event.head].pos in ("VERB", "AUX")
        main = verbal and self.parsed.tokens[event.head].dep not in ("relcl", "acl")  # "no paper was signed"
        kinds = (*WITH_SOMEBODY, "CONSULT") if verbal else WITH_SOMEBODY
        vague = main and v.modality == "future" and event.place is None  # "normal service will be resumed"
        if not event.participants and (vague or not main) and event.type in kinds:
            return "no-actor"  # "there is more support now"
        if not self._political(event):
            return "not-political"
        return None

    def _charged(self, event: EventMention) -> bool:
        """ "The mayor was indicted": no need to say by whom, only the state does so."""
        token = self.parsed.tokens[event.head]
        below = [self.parsed.tokens[c] for c in self.parsed.children[event.head]]
        now = any(t.dep == "auxpass" and t.tag in ("VBZ", "VBP") for t in below)
        task = any(self.parsed.tokens[k].dep == "pcomp" for t in below for k in self.parsed.children[t.index])
        if token.lemma.lower() not in CHARGING or token.tag not in ("VBN", "VBD") or (now and task):
            return False  # "is charged with reforming the schools": that is his task
        if not any(p.role == "recipient" for p in event.participants):
            return False
        return any(t.dep == "auxpass" for t in below) or self._verbless(event)

    def _verbless(self, event: EventMention) -> bool:
        """A headline without "was": "Mayor charged with fraud"."""
        sentence = self.parsed.sentences[event.sentence]
        inside = self.parsed.tokens[sentence.first : sentence.last]
        return not any(t.tag in ("VBZ", "VBP", "MD") or (t.tag == "VBD" and t.index != event.head) for t in inside)

    def _told_without_doer(self, event: EventMention) -> bool:
        """ "Two drivers were beaten", "a curfew is in force": a deed is told though nobody is named."""
        token = self.parsed.tokens[event.head]
        if any(self.parsed.tokens[c].dep in ("auxpass", "nsubjpass") for c in self.parsed.children[event.head]):
            return True
        return token.pos in ("VERB", "AUX")

    def _political(self, event: EventMention) -> bool:
        """Somebody in it has a country or a sector; harm to people counts whoever did it."""
        known = False
        for p in event.participants:
            actor = self.actors.get(p.actor)
            if actor is not None and (
                actor.country or actor.sectors or (p.role == "actor" and actor.id.startswith("outlet:"))
            ):
                known = True
        if event.type in ("ASSAULT", "PROTEST") and (event.quantities or event.place is not None):
            return True
        doers = any(p.role == "actor" for p in event.participants)
        return known or (
            self.political and not doers and (event.type in ("ASSAULT", "COERCE") or not event.participants)
        )

    # ------------------------------------------------------------------ against each other
    def _headlines(self, events: list[EventMention]) -> None:
        """A headline that restates the text gives no claim; a headline alone does."""
        body = [e for e in events if self.parsed.sentences[e.sentence].kind not in ("headline", "boilerplate")]
        text = any(s.kind in ("text", "question") for s in self.parsed.sentences)
        for k, event in enumerate(events):
            if self.parsed.sentences[event.sentence].kind == "headline" and event.why_not is None and (body or text):
                events[k] = replace(event, why_not="duplicate-mention")

    def _duplicates(self, events: list[EventMention]) -> None:
        """A later mention that adds nothing: the same deed by the same parties, named again by a noun or a pronoun."""
        earlier: dict[str, list[int]] = {}
        for k, event in enumerate(events):
            earlier.setdefault(event.type, [])
            if event.why_not is not None or not self._again(event):
                earlier[event.type].append(k)
                continue
            for j in earlier.get(event.type, ()):
                if events[j].why_not in (None, "duplicate-mention") and self._same(events[j], event, j, k):
                    events[k] = replace(event, why_not="duplicate-mention")
                    break
            earlier[event.type].append(k)

    def _again(self, event: EventMention) -> bool:
        if event.presupposed:
            return True
        if event.type not in ("CONSULT", "AGREE", "COOPERATE"):
            return False  # another verb of harm or pressure tells of another deed
        doers = [p for p in event.participants if p.role == "actor"]
        forms = [self._form(p.head) for p in doers]
        return bool(doers) and all(f in ANAPHORS for f in forms) and event.when is None and not event.quantities

    def _form(self, head: int | None) -> str:
        return self.forms.get(head, "name") if head is not None else "name"

    def _same(self, a: EventMention, b: EventMention, j: int, k: int) -> bool:
        if a.type != b.type or a.trigger == b.trigger:
            return False
        if a.mode and b.mode and a.mode != b.mode:
            return False
        if not b.presupposed and self._root(j) != self._root(k):
            return False
        first, second = self._parties(a), self._parties(b)
        if second and not second <= first and not (b.presupposed and second & first):
            return False
        if (
            b.when is not None
            and a.when is not None
            and (b.when.earliest, b.when.latest) != (a.when.earliest, a.when.latest)
        ):
            return False
        return not (a.place and b.place and a.place.name != b.place.name and b.presupposed is False)

    def _parties(self, event: EventMention) -> set[str]:
        return {p.actor for p in event.participants if p.role in ("actor", "recipient")}

    def _root(self, k: int) -> int | None:
        return self.paths[k][-1] if self.paths[k] else None
