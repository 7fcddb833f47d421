"""Drafts -> event mentions: places, times, quantities, modes, contexts, and what is not to be coded."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from sayso.extract.events.circumstances import Circumstances
from sayso.extract.events.draft import Draft, span_of
from sayso.extract.events.frames import Framer
from sayso.extract.events.roles import Cast, Found, participants
from sayso.lexicon.events import class_words
from sayso.lexicon.numbers import read_number
from sayso.lexicon.tables import table
from sayso.lexicon.tallies import is_thing, tally
from sayso.model import (
    Content,
    EventMention,
    ParsedDocument,
    Participant,
    PlaceMention,
    Quantity,
    Span,
    TimeMention,
    When,
)

KILL = frozenset(("kill", "die", "perish", "execute", "assassinate", "murder", "behead", "massacre", "slay"))
HURT = frozenset(("wound", "injure", "hurt", "maim", "shoot"))  # who is shot may live
BEFELL = {("ASSAULT", "abduct"): "abducted", ("COERCE", "arrest"): "arrested", ("ASSAULT", "targeted"): "killed"}
MOVING = ("MOBILIZE",)
HOSTILE = ("ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE")
PHYSICAL = ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT")
NOWHERE = ("phone",)
BACK = 3  # sentences from a toll back to the attack that it is of
THREATS = {  # the mode of a threat, by the type (and mode) of the deed that is threatened
    ("ASSAULT", ""): "violence",
    ("SANCTION", ""): "relations",
    ("SANCTION", "expel"): "expel",
    ("PROTEST", ""): "relations",
    ("REJECT", "meet"): "relations",
    ("COERCE", "arrest"): "arrest",
    ("COERCE", "deport"): "expel",
    ("COERCE", "restrict"): "restrict",
    ("COERCE", "censor"): "restrict",
    ("COERCE", "curfew"): "restrict",
    ("COERCE", "martial-law"): "restrict",
}
FATES = ("killed", "injured")  # which words do to nobody
SPOKEN = ("REQUEST", "THREATEN", "ACCUSE", "REJECT", "AGREE", "SUPPORT", "CONCEDE")


def finish(
    parsed: ParsedDocument, framer: Framer, cast: Cast, circumstances: Circumstances, drafts: list[Draft]
) -> tuple[EventMention, ...]:
    """Event mentions in text order of their triggers."""
    drafts.sort(key=lambda d: (parsed.tokens[min(d.words)].start, d.head))
    _mark_content(parsed, drafts)
    finisher = _Finisher(parsed, framer, cast, circumstances, drafts)
    index = {id(d): k for k, d in enumerate(drafts)}
    events = finisher.victims([finisher.event(d, index) for d in drafts])
    return tuple(finisher.share(events))


def _mark_content(parsed: ParsedDocument, drafts: list[Draft]) -> None:
    """What is threatened, demanded or proposed has not happened: it is no event of its own."""

    def negated(tokens: frozenset[int]) -> bool:
        return any(parsed.tokens[t].dep == "neg" or parsed.tokens[t].lemma in ("never", "not") for t in tokens)

    at: dict[int, list[Draft]] = {}
    for draft in drafts:
        at.setdefault(draft.head, []).append(draft)
    for draft in drafts:
        if draft.content is None:
            continue
        for other in (o for t in sorted(draft.content_tokens) for o in at.get(t, ())):
            if other is not draft and other.why_not is None:
                other.why_not = "content-of-threat" if draft.content.kind == "threat" else "content-of-proposal"
                if draft.content.type is None:
                    draft.content = Content(kind=draft.content.kind, span=draft.content.span, type=other.type)
                    draft.content_mode = other.mode
                hostile = other.type in HOSTILE and not negated(draft.content_tokens)
                hostile = hostile and not _offered(parsed, draft, other) and _is_told(parsed, other, draft.head)
                if draft.type == "AGREE" and draft.content.kind == "promise" and hostile:
                    draft.type, draft.mode, draft.cameo = (
                        "THREATEN",
                        None,
                        None,
                    )  # one vows to help, and one vows to strike
                    draft.content = Content(kind="threat", span=draft.content.span, type=other.type)
                    other.why_not = "content-of-threat"
                told = draft.content.kind != "refusal" or _is_told(
                    parsed, other, draft.head
                )  # not "refused to confirm that"
                if draft.content.kind in ("threat", "promise", "refusal") and not draft.recipients and told:
                    # whom one threatens to attack, one threatens
                    known = {a.id for a, _ in draft.actors}
                    draft.recipients = [f for f in other.recipients if f[0].id not in known]


def _offered(parsed: ParsedDocument, draft: Draft, deed: Draft) -> bool:
    """ "Offered to send troops": forces that are offered or agreed on are help, no threat."""
    if parsed.tokens[draft.head].lemma.lower() in ("agree", "consent"):  # "agreed to curb the imports of oil"
        return deed.type in ("MOBILIZE", "COERCE", "SANCTION")
    return deed.type == "MOBILIZE" and parsed.tokens[draft.head].lemma.lower() in class_words("offering")


def _is_told(parsed: ParsedDocument, other: Draft, head: int) -> bool:
    """Is a deed what the governing verb speaks of, not what it only touches on ("vowed to help after the raid") or brings
    to an end ("agreed to halt the fighting", "agreed to lift the sanctions")?"""
    deed = other.head
    if other.nominal and other.lookup is None and parsed.tokens[deed].head != head:
        return False
    while deed != head and parsed.tokens[deed].dep in ("xcomp", "ccomp", "conj", "dobj", "pcomp", "acl", "advcl"):
        if parsed.tokens[deed].dep == "advcl" and parsed.tokens[deed].head != head:
            return False
        deed = parsed.tokens[deed].head
        if deed != head and parsed.tokens[deed].lemma.lower() in class_words("ceasing"):
            return False
    return deed == head


class _Finisher:
    def __init__(
        self, parsed: ParsedDocument, framer: Framer, cast: Cast, circumstances: Circumstances, drafts: list[Draft]
    ) -> None:
        self.parsed, self.framer, self.cast, self.where_when = parsed, framer, cast, circumstances
        self.tokens, self.children = parsed.tokens, parsed.children
        self.by_sentence: dict[int, list[Draft]] = {}
        for d in drafts:
            self.by_sentence.setdefault(self.tokens[d.head].sentence, []).append(d)
        self.drafts = drafts

    def event(self, draft: Draft, index: dict[int, int]) -> EventMention:
        sentence = self.parsed.sentences[self.tokens[draft.head].sentence]
        words = [self.tokens[w].span for w in draft.words]
        trigger = self._trigger(draft, words)
        mode = self._mode(draft)
        place = None if mode in NOWHERE else self._place(draft, sentence.span)
        time = self._time(draft, trigger, sentence.span)
        why_not = draft.why_not or ("boilerplate" if sentence.kind in ("boilerplate", "caption", "byline") else None)
        return EventMention(
            trigger=trigger,
            head=draft.head,
            sentence=sentence.index,
            type=draft.type,
            mode=self._third_party(draft, mode, place),
            cameo=draft.cameo,
            contexts=self._contexts(draft),
            participants=self._participants(draft),
            place=place,
            when=_when(time),
            time=time,
            quantities=self._quantities(draft, words),
            content=draft.content,
            completion=draft.completion,
            presupposed=draft.presupposed,
            why_not=why_not,
            rule=draft.rule,
            antecedent=index.get(id(draft.antecedent)) if draft.antecedent is not None else None,
        )

    def _quantities(self, draft: Draft, words: list[Span]) -> tuple[Quantity, ...]:
        """The counts of an event; the deed says what befell those counted: hostages that are killed count as killed."""
        kind = BEFELL.get((draft.type, self._mode(draft) or ""))
        lemmas = {self.tokens[w].lemma.lower() for w in draft.words}
        near = {c for w in draft.words for c in (*self.children[w], w + 1) if c < len(self.tokens)}
        dead = any(self.tokens[c].lemma in ("dead", "fatally") for c in near)
        if lemmas & KILL or (dead and lemmas & HURT):
            kind = "killed"
        elif lemmas & HURT:
            kind = "injured"
        allowed = self.parsed.sentences[self.tokens[draft.head].sentence].span
        out = list(self.where_when.quantities_for(draft.parts | set(draft.words), words, allowed))
        victims = {m.head for _, m in draft.recipients}
        for k, q in enumerate(out):
            if (
                kind
                and q.kind != kind
                and q.head in victims
                and q.kind in ("other", "abducted", "displaced", "protesters", "troops")
            ):
                out[k] = replace(q, kind=kind)
        if draft.type in SPOKEN or draft.type == "CONSULT":
            out = [q for q in out if q.kind not in ("other", *FATES)]  # "the two ministers agreed" counts nobody
        if kind == "arrested":
            out = [
                q for q in out if q.kind not in FATES
            ]  # "of nine women killed, suspects were arrested in four cases"
        if draft.type == "RETREAT":
            out = [q for q in out if q.kind != "displaced"]  # they go by their own will
        counted = {q.head for q in out}
        for victim in sorted(victims - counted):
            number = self._counted(victim)
            if kind and number is not None:
                out.append(replace(number, kind=kind))
        return tuple(sorted(out, key=lambda q: q.span))

    def victims(self, events: list[EventMention]) -> list[EventMention]:
        """The dead and wounded of a sentence that tells of one attack are that attack's, however the text joins them:
        "..., making 16 dead", "..., which led to the injury of twenty"."""
        attacks: dict[int, list[int]] = {}
        for k, event in enumerate(events):
            if event.type == "ASSAULT" and event.why_not is None and not event.presupposed:
                attacks.setdefault(event.sentence, []).append(k)
        owned = {q.span for e in events for q in e.quantities}
        for sentence, found in attacks.items():
            if len(found) != 1:
                continue
            span = self.parsed.sentences[sentence].span
            free = [
                q
                for q in self.where_when.quantities
                if span.contains(q.span)
                and q.kind in ("killed", "injured")
                and q.trigger is not None
                and q.span not in owned
            ]
            if free:
                k = found[0]
                events[k] = replace(
                    events[k], quantities=tuple(sorted((*events[k].quantities, *free), key=lambda q: q.span))
                )
        return self._tallied(events, attacks)

    def _tallied(self, events: list[EventMention], attacks: dict[int, list[int]]) -> list[EventMention]:
        """Counts of a toll told later are of the attack told before; one that counts those itself keeps its own count."""
        for q in self.where_when.quantities:
            sentence = self.parsed.sentence_at(q.span.start)
            if q.kind not in ("killed", "injured") or q.head is None or sentence is None or sentence.index in attacks:
                continue
            if not tally(self.tokens, q.head):
                continue
            told = [s for s in range(sentence.index - 1, sentence.index - 1 - BACK, -1) if s in attacks]
            k = attacks[told[0]][-1] if told else None
            if k is not None and all(own.kind != q.kind for own in events[k].quantities):
                events[k] = replace(events[k], quantities=(*events[k].quantities, q))
        return events

    def _counted(self, noun: int) -> Quantity | None:
        """ "Four kidnappers": the number before a noun, where the finder of quantities saw none."""
        token = self.tokens[noun]
        at = (
            token
            if token.pos == "NUM"
            else next((self.tokens[c] for c in self.children[noun] if self.tokens[c].dep == "nummod"), None)
        )
        read = read_number((at.text.lower(),)) if at is not None else None
        if at is None or read is None or is_thing(token):
            return None
        span = Span(at.start, max(at.end, token.end))
        value = int(read[0])
        return Quantity(kind="other", low=value, high=value, span=span, text=span.of(self.parsed.text), head=noun)

    def near(self, draft: Draft) -> set[int]:
        """Heads of the events of a draft's sentence."""
        found = self.by_sentence[self.tokens[draft.head].sentence]
        return {d.head for d in found} | {d.lookup for d in found if d.lookup is not None}

    def share(self, events: list[EventMention]) -> list[EventMention]:
        """ "Stormed the village on Friday and abducted": deeds joined under one subject share time and place."""
        by_head = {e.head: k for k, e in enumerate(events)}
        for event in list(events):
            # "ambushed a convoy escorted by soldiers on Friday": the day may hang on the participle, but both happened then
            token = self.tokens[event.head]
            if token.dep == "acl" and token.tag == "VBN" and event.time is not None:
                j = by_head.get(self.tokens[token.head].head)
                if j is not None and events[j].time is None and events[j].sentence == event.sentence:
                    events[j] = replace(events[j], time=event.time, when=event.when)
        for k, event in enumerate(events):
            token = self.tokens[event.head]
            j = by_head.get(token.head)
            if token.dep != "conj" or j is None or token.pos != "VERB" or self.framer.frame(event.head).how == "stated":
                continue
            first = events[j]
            time = event.time or first.time
            place = event.place or (first.place if event.mode not in NOWHERE and event.type not in SPOKEN else None)
            events[k] = replace(event, time=time, when=_when(time), place=place)
        return events

    def _trigger(self, draft: Draft, words: list[Span]) -> Span:
        """The trigger as one span, where its words stand close together; else the first of them alone."""
        whole = span_of(words)
        if len(words) > 1 and whole.end - whole.start > 60:
            return self.tokens[draft.head].span
        return whole

    # ------------------------------------------------------------------ who
    def _participants(self, draft: Draft) -> tuple[Participant, ...]:
        members: list[Participant] = []
        suffered = [f for f in draft.recipients if not self.cast.nobodys(f)]
        for role, found in (("actor", draft.actors), ("recipient", suffered), *draft.others.items()):
            members += participants(role, [g for f in found for g in self._split(f)])
        for role, found in draft.inferred.items():
            known = {p.actor for p in members}
            members += participants(role, [f for f in found if f[0].id not in known], inferred=True)
        seen: set[tuple[str, str]] = set()
        taken: set[str] = set()
        out = []
        for p in members:
            if (p.role, p.actor) in seen or p.actor in taken:
                continue
            seen.add((p.role, p.actor))
            taken.add(p.actor)
            out.append(p)
        return tuple(out)

    def _split(self, found: Found) -> list[Found]:
        """ "The two countries" stands for its members, where they are known."""
        actor, mention = found
        members = (
            [self.cast.actors[c] for c in actor.candidates if c in self.cast.actors]
            if actor.plural and actor.kind == "group"
            else []
        )
        return [(m, mention) for m in members] if len(members) > 1 else [found]

    # ------------------------------------------------------------------ how
    def _mode(self, draft: Draft) -> str | None:
        if draft.antecedent is not None:
            return self._mode(draft.antecedent)
        if draft.type in ("REQUEST", "REJECT", "THREATEN"):
            return self._content_mode(draft)
        if draft.mode not in (None, "explosives", "heavy-weapons", "firearms"):
            return draft.mode
        subject, rest = self._instrument_words(draft)
        for row in _instruments():
            if row["type"] == draft.type and (
                row["word"] in subject or (row["where"] != "subject" and row["word"] in rest)
            ):
                if draft.mode is None or row["mode"] in ("aerial", "drone", "suicide-attack"):
                    return row["mode"]
        return draft.mode

    def _content_mode(self, draft: Draft) -> str | None:
        """What is asked, refused or threatened: by the deed that the content tells, else by its first telling word."""
        words = _content_modes().get(draft.type, {})
        tokens = sorted(draft.content_tokens or {t for t in draft.parts if t > draft.head})
        told = [words[lemma] for t in tokens if (lemma := self.tokens[t].lemma.lower()) in words]
        if draft.type != "THREATEN":
            return told[0] if told else draft.mode
        kind = draft.content.type if draft.content is not None else None
        deed = THREATS.get((kind or "", draft.content_mode or "")) or THREATS.get((kind or "", ""))
        if deed is not None and not (kind == "SANCTION" and told):  # sanctions restrict, a broken tie ends relations
            return deed
        plain = any(self.tokens[t].head == draft.head and self.tokens[t].dep in ("xcomp", "ccomp") for t in tokens)
        return told[0] if told else None if plain else draft.mode  # "threatened to quit" is no threat of violence

    def _instrument_words(self, draft: Draft) -> tuple[set[str], set[str]]:
        subject: set[str] = set()
        rest: set[str] = set()
        for _, mention in draft.actors:
            subject |= self._lemmas(mention.head)
        frame = self.framer.frame(draft.head)
        for t in frame.actors:
            subject |= self._lemmas(t)
        for prep in ("by", "with", "from", "using", "in", "via", "through"):
            for t in frame.preps.get(prep, []):
                rest |= self._lemmas(t)
        for w in draft.words:
            rest |= self._lemmas(w, deps=("compound", "amod"))
        for c in self.children[draft.head]:
            if self.tokens[c].dep == "advcl" and self.tokens[c].lemma.lower() == "use":
                for t in self.framer.frame(c).objects:
                    rest |= self._lemmas(t)
        return subject | set(), rest | subject

    def _lemmas(self, token: int, deps: tuple[str, ...] = ("compound", "amod", "nmod")) -> set[str]:
        out = {self.tokens[token].lemma.lower()}
        for c in self.children[token]:
            if self.tokens[c].dep in deps:
                out.add(self.tokens[c].lemma.lower())
        return out

    def _third_party(self, draft: Draft, mode: str | None, place: PlaceMention | None) -> str | None:
        """Talks held in a country of none of the parties are third-party (PLOVER 2.0)."""
        if draft.type != "CONSULT" or mode is not None or place is None or place.country is None:
            return mode
        countries = {a.country for a, _ in draft.actors}
        if len(countries) > 1 and None not in countries and place.country not in countries:
            return "third-party"
        return mode

    # ------------------------------------------------------------------ where and when
    def _place(self, draft: Draft, allowed: Span) -> PlaceMention | None:
        parts = draft.parts | set(draft.words) | {draft.head}
        others = self.near(draft) - {draft.head, draft.lookup}
        acting = set(self.framer.frame(draft.head).actors)
        people = {t for t in parts if self.cast.at(t)}
        physical = draft.type in PHYSICAL or draft.mode == "visit"
        place = self.where_when.place_for(
            draft.head,
            parts,
            others - parts,
            allowed,
            moving=draft.type in MOVING or draft.type in SPOKEN,
            acting=acting,
            people=people,
            physical=physical,
        )
        if place is None and draft.borrowed is not None:
            place = self._place(draft.borrowed, allowed)
        if (
            place is not None
            and draft.type in SPOKEN
            and draft.content is not None
            and draft.content.span.contains(place.span)
        ):
            return None
        return place

    def _time(self, draft: Draft, trigger: Span, allowed: Span) -> TimeMention | None:
        near = self.by_sentence[self.tokens[draft.head].sentence]
        heads = {d.head for d in near if d is not draft and d.why_not is None} | {draft.head}
        heads |= {d.lookup for d in near if d.lookup is not None and d is not draft}
        own = [draft.head, *([draft.lookup] if draft.lookup is not None else []), *draft.words]
        for head in dict.fromkeys(own):
            found = self.where_when.time_for(head, trigger, heads | {head}, allowed)
            if found is not None and not (draft.content is not None and draft.content.span.contains(found.span)):
                return found
        if draft.borrowed is not None:
            return self._time(draft.borrowed, trigger, allowed)
        return None

    # ------------------------------------------------------------------ about what
    def _contexts(self, draft: Draft) -> tuple[str, ...]:
        found = set(draft.contexts)
        words = _context_words()
        sentence = self.parsed.sentences[self.tokens[draft.head].sentence]
        last = ""
        for token in self.parsed.tokens_of(sentence):
            lemma = token.lemma.lower()
            for key in (lemma, f"{last} {lemma}"):
                if key in words:
                    found.add(words[key])
            last = lemma
        return tuple(sorted(found))


@cache
def _instruments() -> tuple[dict[str, str], ...]:
    return table("event_instruments")


@cache
def _content_modes() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in table("content_modes"):
        found.setdefault(row["type"], {})[row["word"]] = row["mode"]
    return found


@cache
def _context_words() -> dict[str, str]:
    return {row["word"].lower(): row["context"] for row in table("context_words")}


def _when(time: TimeMention | None) -> When | None:
    if time is None:
        return None
    if time.earliest is None and time.latest is None:
        return None
    return When(
        earliest=time.earliest,
        latest=time.latest,
        granularity=time.granularity,
        how=time.how,
        text=time.text,
        span=time.span,
    )
