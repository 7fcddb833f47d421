"""Events, attributions and judgements -> claims: one proposition on one say-so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sayso.extract.attribution.withdrawn import WITHDRAWN
from sayso.extract.claims.chains import Chains, self_report
from sayso.extract.claims.select import Selector
from sayso.extract.veridicality.state import READINESS
from sayso.model import (
    SPEAKER,
    Actor,
    Attribution,
    Claim,
    Claims,
    EventMention,
    Link,
    Origin,
    ParsedDocument,
    Veridicality,
    When,
    content_id,
)

FUTURE_AGREE = ("CONSULT", "SUPPORT", "COOPERATE", "AID")
YIELDING = ("CONCEDE", "RETREAT")
REFUSED = {
    "CONSULT": "meet",
    "AID": "assist",
    "SUPPORT": "assist",
    "COOPERATE": "assist",
    "RETREAT": "yield",
    "CONCEDE": "yield",
}
SAME_STATEMENT = re.compile(
    r"\b(?:same|that) (?:statement|letter|speech|interview|message|report|briefing|address|communiqu[eé])\b"
)
HISTORICAL = timedelta(days=30)


def _acts(event: EventMention) -> bool:
    return any(p.role == "actor" for p in event.participants)


class RulesMaker:
    """Claims of each document, in text order of their triggers, with the fate of every event."""

    name = "rules"
    version = "2"

    def make(
        self,
        parsed: Sequence[ParsedDocument],
        actors: Sequence[tuple[Actor, ...]],
        attributions: Sequence[tuple[Attribution, ...]],
        events: Sequence[tuple[EventMention, ...]],
        veridicality: Sequence[tuple[Veridicality, ...]],
    ) -> list[Claims]:
        return [Maker(*one).make() for one in zip(parsed, actors, attributions, events, veridicality, strict=True)]


class Maker:
    """Makes the claims of one document; a part with a model reviews the events before they become claims."""

    def __init__(
        self,
        parsed: ParsedDocument,
        actors: tuple[Actor, ...],
        attributions: tuple[Attribution, ...],
        events: tuple[EventMention, ...],
        veridicality: tuple[Veridicality, ...],
    ) -> None:
        self.parsed = parsed
        self.actors = {a.id: a for a in actors}
        self.chains = Chains(parsed, actors, attributions)
        self.attributions = attributions
        self.said_in: dict[int, list[int]] = {}  # sentence -> attributions made in it
        for j, a in enumerate(attributions):
            anchor = a.cue or (a.source.span if a.source else None)
            at = parsed.sentence_at(anchor.start) if anchor is not None else None
            if at is not None:
                self.said_in.setdefault(at.index, []).append(j)
        self.events = list(events)
        self.judged = list(veridicality)
        self.paths: list[list[int]] = [self.chains.covering(e) for e in events]

    def make(self) -> Claims:
        for k in range(len(self.events)):
            self._speak(k)
            self._settle(k)
        Selector(self.parsed, self.actors, self.attributions, self.paths).mark(self.events, self.judged)
        self.review()
        claims: list[Claim] = []
        seen: set[str] = set()
        for k in self.live():
            for claim in self._claims(k):
                if claim.id not in seen:
                    seen.add(claim.id)
                    claims.append(claim)
        claims.sort(key=lambda c: (c.event.trigger, c.event_index, c.event.when.earliest or "" if c.event.when else ""))
        return Claims(events=tuple(self.events), veridicality=tuple(self.judged), claims=tuple(claims))

    def review(self) -> None:
        """Nothing: among the rules the selector has the last word on which events become claims."""

    def live(self) -> list[int]:
        """Indices of the events that become claims."""
        return [k for k, event in enumerate(self.events) if event.why_not is None and self._told(k)]

    def _speak(self, k: int) -> None:
        """ "We" and "I" are the source of the words; without one, nobody that we know."""
        event = self.events[k]
        if not any(p.actor == SPEAKER for p in event.participants):
            return
        link = next((link for j in reversed(self.paths[k]) if (link := self.chains.link(j)) is not None), None)
        speaker = self.actors.get(link.id) if link is not None else None
        members = []
        taken = {p.actor for p in event.participants}
        for p in event.participants:
            if p.actor != SPEAKER:
                members.append(p)
            elif speaker is not None and speaker.id not in taken:
                members.append(replace(p, actor=speaker.id))
        alone = speaker is None and any(p.actor == SPEAKER and p.role == "actor" for p in event.participants)
        # the author's own doings ("I met a farmer") are no event of the news
        self.events[k] = replace(
            event, participants=tuple(members), why_not=event.why_not or ("no-actor" if alone else None)
        )

    # ------------------------------------------------------------------ what sources and dates add to the judgement
    def _settle(self, k: int) -> None:
        event, v = self.events[k], self.judged[k]
        for j in self.paths[k]:
            a = self.attributions[j]
            if a.stance in ("hedge", "doubt") and v.certainty == "certain" and v.polarity == "positive":
                v = replace(
                    v,
                    certainty="possible",
                    cues=(*v.cues, *([a.cue] if a.cue else [])),
                    why=(*v.why, "the source only hedges"),
                )
        if any(self.attributions[j].how == WITHDRAWN for j in self.paths[k]):
            # "an earlier version of this article said": the outlet itself no longer says so
            v = replace(v, polarity="negative", certainty="certain", why=(*v.why, "denied: the outlet takes it back"))
        alleged = any(why.startswith("alleged") for why in v.why)
        if (
            alleged
            and v.certainty == "certain"
            and not any(self.attributions[j].act and self.attributions[j].source is not None for j in self.paths[k])
        ):
            # "has been accused of": nobody is named who says so
            v = replace(v, certainty="possible", why=(*v.why, "alleged by nobody named"))
        published = self.parsed.document.published
        when = event.when
        if (
            when is not None
            and published is not None
            and when.earliest
            and date.fromisoformat(when.earliest) > published
        ):
            if (
                v.modality == "actual"
                and v.polarity == "positive"
                and event.type not in ("REQUEST", "THREATEN", "AGREE", "REJECT", "ACCUSE")
            ):
                v = replace(
                    v,
                    modality="future",
                    cues=(*v.cues, *([when.span] if when.span else [])),
                    why=(*v.why, "its date lies ahead"),
                )
        if v.modality == "future" and v.polarity == "negative" and event.type in REFUSED and _acts(event):
            # "will not negotiate" is a refusal, and the refusal is actual
            event = replace(
                event, type="REJECT", mode=REFUSED[event.type], cameo=None, rule=f"{event.rule}; refused, so REJECT"
            )
            v = replace(v, modality="actual", polarity="positive", why=(*v.why, "a refusal"))
        willed = event.type in YIELDING and READINESS in v.why  # "is ready to withdraw its troops"
        if v.modality == "future" and v.polarity == "positive" and (event.type in FUTURE_AGREE or willed):
            # PLOVER 2.0: a stated will to meet, support, cooperate or help is an AGREE, and that will is actual
            event = replace(event, type="AGREE", mode=None, cameo=None, rule=f"{event.rule}; still to come, so AGREE")
            v = replace(v, modality="actual" if v.certainty == "certain" else "future")
        if when is not None and published is not None:
            ended = when.latest
            past = ended is not None and published - date.fromisoformat(ended) > HISTORICAL
            event = replace(event, when=replace(when, historical=past))
        self.events[k], self.judged[k] = event, v

    def _told(self, k: int) -> bool:
        """Whether an event is told as a claim: not the merely possible worlds, and of negations only denials."""
        v = self.judged[k]
        if v.modality == "hypothetical":
            return False
        if v.polarity == "negative":
            return self._denied(k)
        return True

    def _denied(self, k: int) -> bool:
        return any(why.startswith("denied") for why in self.judged[k].why) or any(
            self.attributions[j].stance == "deny" for j in self.paths[k]
        )

    # ------------------------------------------------------------------ claims
    def _claims(self, k: int) -> list[Claim]:
        event, v = self.events[k], self.judged[k]
        path = self.path(k)
        chain = self.chains.chain(path)
        if not path:
            chain = self._own_word(k, chain)
        own = self_report(chain[-1], event, self.actors) if len(chain) > 1 else False
        export = self.plain(k, path)
        out = []
        for part in self._parts(event):
            made = Claim(
                id=self._id(part, chain),
                event=part,
                event_index=k,
                veridicality=v,
                chain=chain,
                self_report=own,
                export=export,
                confidence=self._confidence(part, v, chain),
                origins=self.origins(k),
                steps=self._steps(k, path),
            )
            out.append(made)
        return out

    def plain(self, k: int, path: Sequence[int]) -> bool:
        """Whether an event is told as something that happened, and not only taken as known or alleged: flat tables take it."""
        v = self.judged[k]
        told = v.polarity == "positive" and v.modality == "actual" and v.certainty == "certain"
        return told and not self.events[k].presupposed and not any(self.attributions[j].act for j in path)

    def path(self, k: int) -> list[int]:
        """Acts of speech that the outlet itself tells have no speaker as a link: the speaker is the actor."""
        event = self.events[k]
        path = self.paths[k]
        doers = {p.actor for p in event.participants if p.role == "actor"}
        if event.type in ("REQUEST", "THREATEN", "ACCUSE", "REJECT", "AGREE", "CONCEDE", "SUPPORT"):
            links = [self.chains.link(j) for j in path]
            while (
                path and links and links[-1] is not None and links[-1].id in doers and self.attributions[path[-1]].act
            ):
                path, links = path[:-1], links[:-1]
            if not path:
                path = self._statement(event, doers)
        return path

    def _statement(self, event: EventMention, doers: set[str]) -> list[int]:
        """The statement that carries an act of speech, where one is named: "threatened, in the same statement", or, for an
        accusation, what its maker says in the same breath ("denied the attack and accused the army")."""
        sentence = self.parsed.sentences[event.sentence]
        for j in self.said_in.get(event.sentence, ()):
            a = self.attributions[j]
            if a.source is None:
                continue
            own = a.act and a.cue is not None and a.cue.overlaps(event.trigger)
            if own and a.source.antecedents and SAME_STATEMENT.search(sentence.span.of(self.parsed.text)):
                return self.chains.path(a.source.antecedents[0])
            if not a.act and event.type == "ACCUSE" and event.mode == "allege":
                link = self.chains.link(j)
                if link is not None and link.id in doers:
                    return self.chains.path(j)
        return []

    def _own_word(self, k: int, chain: tuple[Link, ...]) -> tuple[Link, ...]:
        """A denial or a claim of responsibility that no attribution caught is on the say-so of the doer himself."""
        event = self.events[k]
        if self.judged[k].polarity != "negative" and "who claims it" not in event.rule:
            return chain
        for p in event.participants:
            actor = self.actors.get(p.actor)
            if p.role == "actor" and actor is not None:
                link = Link(
                    text=p.text,
                    span=p.span,
                    name=actor.name,
                    id=actor.id,
                    kind="organisation" if actor.kind != "person" else "person",
                    country=actor.country,
                    sectors=actor.sectors,
                    candidates=actor.candidates,
                )
                return (*chain, link)
        return chain

    def _parts(self, event: EventMention) -> list[EventMention]:
        """ "In 2015 and 2016" tells of two events."""
        time = event.time
        if time is None or len(time.parts) < 2 or event.when is None or event.when.granularity == "day":
            return [event]  # "on Monday and Tuesday" is one meeting of two days
        published = self.parsed.document.published
        out = []
        for earliest, latest in time.parts:
            past = bool(published and latest and published - date.fromisoformat(latest) > HISTORICAL)
            when = When(
                earliest=earliest,
                latest=latest,
                granularity=event.when.granularity,
                how=event.when.how,
                text=event.when.text,
                span=event.when.span,
                historical=past,
            )
            out.append(replace(event, when=when))
        return out

    def _id(self, event: EventMention, chain: tuple[Link, ...]) -> str:
        doers = "|".join(f"{p.role}={p.actor}" for p in event.participants)
        when = f"{event.when.earliest}/{event.when.latest}" if event.when else ""
        return content_id(
            "claim",
            self.parsed.document.article.id,
            event.type,
            f"{event.trigger.start}-{event.trigger.end}",
            doers,
            chain[-1].id,
            when,
        )

    def _confidence(self, event: EventMention, v: Veridicality, chain: tuple[Link, ...]) -> float:
        """A rough measure of how much of the claim was read and not guessed; a trained model replaces it."""
        score = 0.85
        if not any(p.role == "actor" for p in event.participants):
            score -= 0.15
        if any(p.inferred for p in event.participants):
            score -= 0.05
        if event.presupposed:
            score -= 0.15
        if any(link.candidates for link in chain):
            score -= 0.1
        if chain[-1].scope in ("inherited", "document"):
            score -= 0.15
        if v.certainty != "certain":
            score -= 0.05
        return round(max(score, 0.05), 2)

    def origins(self, k: int) -> tuple[Origin, ...]:
        """The parts that one event's claims come from."""
        parser, version = self.parsed.origin
        return (
            Origin(part=f"parser:{parser}", version=version),
            Origin(part="events:rules", version="1"),
            Origin(part="attribution:rules", version="1"),
            Origin(part="claims:rules", version="1"),
            *self.events[k].origins,
        )

    def _steps(self, k: int, path: list[int]) -> tuple[str, ...]:
        event = self.events[k]
        steps = [f"event: {event.type}{'/' + event.mode if event.mode else ''} by {event.rule}"]
        for j in path:
            a = self.attributions[j]
            who = a.source.text if a.source else "nobody named"
            cue = f' "{a.cue.of(self.parsed.text)}"' if a.cue else ""
            steps.append(f"source: {who}{cue} ({a.scope}, rule {a.how})")
        steps += [f"judgement: {why}" for why in self.judged[k].why]
        if event.when is not None and event.when.text:
            steps.append(f'time: "{event.when.text}" read as {event.when.how}')
        return tuple(steps)
