"""Verbs, light verbs, event nouns and ellipses of a document -> drafts of events."""

from __future__ import annotations

from functools import cache

from sayso.extract.events.blame import Blame
from sayso.extract.events.draft import JOINT, Draft, unique
from sayso.extract.events.echoes import Echoes, participation
from sayso.extract.events.frames import Frame, Framer
from sayso.extract.events.match import COUNTS, Matcher
from sayso.extract.events.nouns import Nouns, host_or_broker
from sayso.extract.events.roles import Cast, Found
from sayso.lexicon.events import LightRow, NounRow, VerbRow, class_words
from sayso.lexicon.tables import table
from sayso.lexicon.tallies import is_thing, tally
from sayso.model import SPEAKER, ParsedDocument

TOWARDS = {
    "ACCUSE": ("of", "against", "into", "to"),
    "AID": ("to", "for"),
    "ASSAULT": ("on", "against", "at"),
    "SUPPORT": ("for", "to", "with"),
}
EFFECT_TYPE = {
    "cancel": ("REJECT", "meet"),
    "postpone": ("REJECT", "meet"),
    "refuse": ("REJECT", None),
    "call": ("REQUEST", "meet"),
    "agree": ("AGREE", None),
}

_BINDING = frozenset({"will", "would", "shall", "should", "must"})
_VOTED = frozenset({"GOV", "LEG", "PTY", "OPP", "ELI"})
_ARMED = frozenset({"MIL", "REB", "UAF", "PRM", "COP"})
_ARMS = ("weapon", "missile", "aircraft", "vehicle", "ship", "force", "unit", "troop", "explosive", "arms")
_NEAR = 2  # sentences back to the disaster that harm without a doer is of

VERBAL = ("attack", "assault", "offensive", "onslaught", "broadside")  # what words can be as well


class Predicates:
    """Finds the drafts of one document."""

    def __init__(self, parsed: ParsedDocument, framer: Framer, cast: Cast, matcher: Matcher) -> None:
        self.parsed, self.framer, self.cast, self.match = parsed, framer, cast, matcher
        self.tokens, self.children = parsed.tokens, parsed.children
        self.nouns = Nouns(parsed, framer, cast, matcher)
        self.echoes = Echoes(parsed, framer, cast, self.nouns)
        self.blame = Blame(parsed, framer, cast, self.nouns)
        self.taken: set[int] = set()
        self._disasters: dict[int, bool] = {}  # sentence -> whether the text speaks of one there

    def drafts(self) -> list[Draft]:
        out: list[Draft] = []
        for token in self.tokens:
            if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass", "amod", "compound"):
                draft = self._verb(token.index, out)
                if draft is not None:
                    out.append(draft)
        words = {w for d in out for w in d.words}
        for i, row in self.nouns.rows.items():
            if i not in self.taken and i not in words:
                draft = self._beside(i, row, out) or self.nouns.draft(i, row)
                if draft is not None:
                    out.append(draft)
        for token in self.tokens:
            if token.lemma.lower() in participation():
                draft = self.echoes.laid(token.index, out)
                if draft is not None:
                    out.append(draft)
        out.sort(key=lambda d: (self.tokens[d.head].start, d.head))
        return out

    # ------------------------------------------------------------------ verbs
    def _verb(self, i: int, before: list[Draft]) -> Draft | None:
        if self.nouns.of_meeting(i) or self._mere_modifier(i) or self._mere_count(i):
            return None
        frame = self.framer.frame(i)
        if self._mere_opinion(frame):
            return None
        claimed = self.echoes.claimed(frame)
        if claimed is not None:
            self.taken.add(claimed.lookup or i)
            return claimed
        light = self._light(frame)
        if light is not None:
            return light
        row = self.match.verb(frame)
        if row is not None and not any(self.tokens[t].lemma.lower() in participation() for t in frame.undergoers):
            return self._from_row(frame, row)
        return self.blame.said(i) or self.echoes.repeated(frame, before)

    def _mere_modifier(self, i: int) -> bool:
        """ "A Russian-backed assault", "as agreed in the deal": words that only describe another."""
        token = self.tokens[i]
        below = [self.tokens[c] for c in self.children[i]]
        if i and self.tokens[i - 1].text == "-" and self.tokens[i - 1].end == token.start:
            return not any(t.dep == "nsubj" for t in below)  # but "the army test-fired a missile"
        if token.tag == "VBN" and token.dep == "conj" and self.tokens[token.head].dep == "amod":
            return True  # "dead or imprisoned militants"
        stated = any(t.dep in ("nsubj", "nsubjpass", "auxpass") for t in below)
        return (
            token.tag == "VBN"
            and token.dep == "advcl"
            and not stated
            and any(t.dep == "mark" and t.lemma == "as" for t in below)
        )

    def _mere_count(self, i: int) -> bool:
        """ "Raised the toll to 17 wounded": a participle that names those counted tells no deed."""
        return self.tokens[i].tag in ("VBN", "VBD") and bool(i) and bool(tally(self.tokens, i))

    def _mere_opinion(self, frame: Frame) -> bool:
        """ "Agreed that the regime was dangerous", "warned that prices would rise": views and forecasts, no acts."""
        lemma = self.tokens[frame.head].lemma.lower()
        finite = [c for c in frame.clauses if not any(self.tokens[k].tag == "TO" for k in self.children[c])]
        if lemma == "agree":
            modal = any(
                self.tokens[k].tag == "MD"
                and self.tokens[k].lemma in _BINDING
                and (self.tokens[k].lemma != "would" or self._binding(c))
                for c in finite
                for k in self.children[c]
            )
            return bool(finite) and len(finite) == len(frame.clauses) and not modal
        if lemma == "ask" and self._question(frame):
            return True
        if lemma == "strike" and finite and self.tokens[frame.head].tag == "VBG":
            return True  # "it is striking how"
        if lemma in ("assure", "reassure") and finite:  # "assured me that it was easy": a view and no promise
            return not any(self.tokens[k].tag == "MD" for c in finite for k in self.children[c])
        if lemma == "blame" and self.tokens[self.tokens[frame.head].head].lemma == "be" and not frame.objects:
            return True  # "is to blame" is said of somebody, not by him
        told = any(self.cast.of(t) for t in frame.undergoers)
        return lemma == "warn" and bool(finite) and not told and not self.match.own_future(frame)

    def _binding(self, clause: int) -> bool:
        """What is agreed on in "that a truce would be held", "that they would leave"; a plan that would cost much is none."""
        below = [self.tokens[c] for c in self.children[clause]]
        if any(t.dep in ("auxpass", "nsubjpass") for t in below):
            return True
        return any(t.dep == "nsubj" and (t.pos == "PRON" or self.cast.of(t.index)) for t in below)

    def _question(self, frame: Frame) -> bool:
        """ "'Where is the bid?' asked the broker", "asked whether it was true": a question demands nothing."""
        if not frame.undergoers and not frame.clauses and not {"for", "of", "to"} & frame.preps.keys():
            return True
        below = [self.tokens[k] for c in frame.clauses for k in self.children[c]]
        if any(t.text == "?" or (t.dep == "mark" and t.lemma in ("whether", "if")) for t in below):
            return True
        first = [
            t for t in below if t.dep == "nsubj" and t.text.lower() in ("i", "we")
        ]  # "asked him, 'I want to know ...'"
        return bool(first) and not any(t.dep == "mark" for t in below)

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
        if not draft.actors and frame.passive:  # "were carried out with impunity by": a doer far from its verb
            draft.actors = unique([f for t in frame.preps.get("by", ()) for f in self.cast.at(t)])
        if not draft.actors:
            draft.actors = unique([f for t in self._publishers(frame) for f in self.cast.of(t)])
        if row.type == "ASSAULT" and not frame.agents:
            draft.actors = [f for f in draft.actors if not self._thing_of(f, frame)]
        draft.recipients = unique(self._recipients(frame, row))
        draft.parts = {
            frame.head,
            *frame.subjects,
            *frame.objects,
            *frame.agents,
            *(t for p in frame.preps.values() for t in p),
        }
        role = host_or_broker().get(row.verb) if row.type == "CONSULT" else None
        if role == "mediator" and frame.preps.get("with") and not frame.preps.get("between"):
            role = None  # who negotiates with somebody is a party
        if role is not None:
            draft.add(role, draft.actors)
            between = [f for p in ("between", "among", "with") for t in frame.preps.get(p, []) for f in self.cast.of(t)]
            draft.actors, draft.recipients = unique([*draft.recipients, *between]), []
        elif row.sym and row.type in JOINT:
            if frame.passive and not frame.agents:  # "the militia is allied with Washington"
                draft.actors = unique([*draft.actors, *(f for t in frame.subjects for f in self.cast.of(t))])
            draft.actors = self._parties(draft.actors, draft.recipients)
            draft.recipients = []
        draft.recipients = [f for f in draft.recipients if f[0].id not in {a.id for a, _ in draft.actors}]
        if row.content:
            self.nouns.content(draft, frame, row.content)
        if row.content == "threat" and not draft.recipients:
            known = {a.id for a, _ in draft.actors}
            draft.recipients = [f for f in unique(self._stand(frame, "clause")) if f[0].id not in known]
        if row.type in ("REQUEST", "REJECT") and self._anonymity(draft):
            return None
        if row.type == "REQUEST" and row.recipient == ("clause",) and not draft.recipients:
            return None  # "said that the talks must go on", "wants to leave": asked of nobody
        if row.type in ("ASSAULT", "COERCE") and self._own_hand(frame):
            return None
        if row.type == "ASSAULT" and self._campaign(frame, draft):
            return None
        if row.verb == "commit" and frame.passive and not draft.actors:
            draft.actors = unique([f for t in frame.subjects for f in self.cast.of(t)])  # "is committed to a truce"
        if row.type == "CONSULT" and any(a.media for a, _ in (*draft.actors, *draft.recipients)):
            return None  # "diplomats contacted by the Guardian" are asked by reporters
        if row.verb == "leave" and any(self.tokens[c].dep in ("oprd", "acomp") for c in self.children[frame.head]):
            return None  # "left the country isolated"
        if row.verb == "defend" and not frame.undergoers:
            return None  # the counsel in "Mr Parker, defending, said"
        if row.mode == "release" and frame.undergoers and not draft.recipients and not self._held(frame):
            return None  # a video or a study is released to be read
        if row.verb == "discuss" and len(draft.actors) == 1 and not frame.preps.get("with"):
            if draft.actors[0][0].kind == "person":
                return None  # who discusses his plans with nobody gives a speech
        if (not draft.actors and self._impersonal(frame, row)) or (
            row.type == "ASSAULT" and self._nature(frame, draft)
        ):
            draft.why_not = "no-actor"
        draft.completion = self._completion(frame.head)
        self.nouns.benefit(draft, frame)
        return draft

    def _completion(self, i: int) -> str | None:
        """ "Tried to seize", "kept shelling": how far the deed went, by the verb or noun above."""
        token = self.tokens[i]
        if token.dep not in ("xcomp", "acl", "pcomp", "ccomp") or token.tag in ("VBN", "VBD"):
            return None
        return _phases().get(self.tokens[token.head].lemma.lower())

    def _impersonal(self, frame: Frame, row: VerbRow) -> bool:
        """The storm killed, the ruling struck: a subject is there, but nobody and no weapon."""
        return row.actor == ("subj",) and self._nobody(frame)

    def _nobody(self, frame: Frame) -> bool:
        """Is there a subject, but nobody who could act, no weapon and no event?"""
        if not frame.actors:
            return False
        for t in frame.actors:
            if t in self.nouns.rows or self.cast.weapon(t) or self.tokens[t].pos in ("NUM", "PRON"):
                return False
            if self.tokens[t].lemma.lower() in COUNTS:
                return False
        return True

    def _thing_of(self, found: Found, frame: Frame) -> bool:
        """Trump in "his skepticism hurt them", who struck nobody: what is named as the doer is his, and no weapon."""
        for t in frame.actors:
            owned = {c for c in self.children[t] if self.tokens[c].dep == "poss"}
            if not owned.isdisjoint(m.head for a, m in self.cast.of(t) if a.id == found[0].id):
                arms = any(self.tokens[t].lemma.lower() in class_words(k) for k in _ARMS) or t in self.nouns.rows
                return not arms and not self.cast.weapon(t)
        return False

    def _own_hand(self, frame: Frame) -> bool:
        """ "Shot himself": harm that befalls nobody else. Who blows himself up means others."""
        own = [t for t in frame.undergoers if self.tokens[t].text.lower().endswith(("self", "selves"))]
        return (
            bool(own)
            and len(own) == len(frame.undergoers)
            and self.tokens[frame.head].lemma.lower()
            not in (
                "blow",
                "detonate",
                "explode",
            )
        )

    def _held(self, frame: Frame) -> bool:
        """Is the object somebody or something that can be kept, and not only a thing to read or to look at?"""
        read = class_words("published") | class_words("document") | class_words("text")
        kept = class_words("vehicle") | class_words("ship") | class_words("aircraft") | class_words("treasure")
        for t in frame.undergoers:
            token, lemma = self.tokens[t], self.tokens[t].lemma.lower()
            if lemma in kept or (lemma not in read and token.pos != "ADJ" and not is_thing(token)):
                return True
        return False

    def _campaign(self, frame: Frame, draft: Draft) -> bool:
        """ "We have fought the battle", said by a politician: of votes, unless soldiers are named."""
        if self.tokens[frame.head].lemma.lower() not in ("fight", "battle") or not draft.actors:
            return False
        if all(a.id == SPEAKER for a, _ in draft.actors):
            return not draft.recipients
        talkers = all(a.kind == "person" and set(a.sectors[:1]) & _VOTED for a, _ in draft.actors)
        return talkers and not any(set(a.sectors[:1]) & _ARMED for a, _ in draft.recipients)

    def _nature(self, frame: Frame, draft: Draft) -> bool:
        """Harm that a storm or a disease did: it is named as the doer, or nobody is and the text has just told of it."""
        for t in frame.actors:
            words = (t, *(c for c in self.children[t] if self.tokens[c].dep == "compound"))
            if any(self.tokens[w].lemma.lower() in class_words("disaster") for w in words):
                return True
        token = self.tokens[frame.head]
        if token.dep == "conj" and not frame.actors:  # "was hit by a car and killed"
            first = self.framer.frame(token.head)
            hit = class_words("disaster") | class_words("vehicle")
            if first.passive and any(self.tokens[t].lemma.lower() in hit for t in first.agents):
                return True
        if draft.actors or frame.actors or not frame.passive:
            return False
        sentence = self.tokens[frame.head].sentence
        if sentence not in self._disasters:
            begin = self.parsed.sentences[max(0, sentence - _NEAR)].first
            near = self.tokens[begin : self.parsed.sentences[sentence].last]
            lemmas = {t.lemma.lower() for t in near}
            self._disasters[sentence] = bool(lemmas & class_words("disaster")) and not lemmas & class_words("weapon")
        return self._disasters[sentence]

    def _anonymity(self, draft: Draft) -> bool:
        """ "Asked not to be named", "declined to comment"."""
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

    def _publishers(self, frame: Frame) -> list[int]:
        """Who speaks in "put out a report accusing": the subject of the verb whose object is the text."""
        if frame.how != "participle":
            return []
        for text in frame.subjects:
            verb = self.tokens[text].head
            if self.tokens[text].lemma.lower() in _texts() and self.tokens[text].dep == "dobj":
                return list(self.framer.frame(verb).actors)
        return []

    def _recipients(self, frame: Frame, row: VerbRow) -> list[Found]:
        for where in row.recipient or ("obj",):
            found = self._stand(frame, where)
            if found and where == "with" and frame.head in self._beside_whom(frame):
                return []
            if found:
                return found
        return []

    def _beside_whom(self, frame: Frame) -> set[int]:
        """The verb in "fought with US forces in the war against the rebels", "women fighting with the militia": beside them."""
        token = self.tokens[frame.head]
        if token.lemma.lower() not in ("fight", "battle", "clash"):
            return set()
        beside = token.tag == "VBG" and token.dep in ("acl", "advcl") and token.lemma == "fight"
        beside = beside or any(self.tokens[t].text.lower() == "against" for t in self.parsed.subtree(frame.head))
        return {frame.head} if beside else set()

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
                    ids = {a.id for t in own for a, _ in self.cast.of(t)}
                    if not own & set(inner.subjects) and ids & {
                        a.id for t in inner.subjects for a, _ in self.cast.of(t)
                    }:
                        continue  # "the White House warned that the US and its allies would respond"
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
                better = next(
                    (o for o in others if o and o.human and not o.media and o.country not in theirs and o.country), None
                )
                actor = better or actor
            out.append((actor, mention))
        return unique([*out, *second])

    # ------------------------------------------------------------------ light verbs
    def _beside(self, i: int, row: NounRow, before: list[Draft]) -> Draft | None:
        """ "Voiced its rejection and condemnation of": a second noun of a light verb, told by the same doers."""
        first = next((d for d in before if d.lookup == self.tokens[i].head and d.lookup in self.taken), None)
        if first is None or self.tokens[i].dep != "conj" or first.type in JOINT or row.type in JOINT:
            return None
        light = self.match.light(self.framer.frame(first.head), row.type, subject=False)
        if light is None or light.subject != "actor" or light.effect not in ("occur", "begin"):
            return None
        _, recipients = self.nouns.roles(i, row)
        known = {a.id for a, _ in first.actors}
        return Draft(
            head=i,
            words=[i],
            type=row.type,
            mode=row.mode or None,
            cameo=row.cameo or None,
            contexts=set(row.contexts),
            rule=f"noun '{row.noun}' beside '{self.tokens[first.lookup or i].text}'",
            actors=list(first.actors),
            recipients=[f for f in unique(recipients) or first.recipients if f[0].id not in known],
            parts=self.nouns.parts(i),
        )

    def _light(self, frame: Frame) -> Draft | None:
        """ "Held talks", "came under fire": the noun says what, the verb who."""
        places: list[tuple[int, str]] = [(t, "obj") for t in frame.undergoers]
        places += [(t, prep) for prep, tokens in frame.preps.items() for t in tokens]
        for noun, where in places:
            noun = self.nouns.event_noun(noun)
            row = self.nouns.rows.get(noun)
            if row is None or noun in self.taken:
                continue
            light = self.match.light(frame, row.type, subject=False)
            if light is None or (where != "obj" and where not in light.with_):
                continue
            if light.subject == "none" and (where != "obj" or frame.passive):
                continue
            if light.subject == "cause" and (frame.passive or row.noun == "fire"):
                continue  # overcrowding leads to fires, and nobody fires
            return self._from_light(frame, light, noun, row)
        return None

    def _in_words(self, frame: Frame, noun: int) -> bool:
        """ "Launched an attack on the premier, calling him a liar": politicians attack with words."""
        for c in self.children[frame.head]:
            if self.tokens[c].dep == "advcl" and self.tokens[c].lemma.lower() in class_words("verbal"):
                return self.tokens[c].tag == "VBG"
        bodies = ("government", "party", "opposition", "ministry")
        ours = any(self.tokens[t].lemma.lower() in bodies for t in frame.actors)
        if not ours and not self.match.politician(frame.actors):
            return False
        at = [
            k
            for c in self.children[noun]
            if self.tokens[c].text.lower() in ("on", "against", "at")
            for k in self.children[c]
        ]
        return self.match.politician(at) or any(self.tokens[k].lemma.lower() in class_words("criticised") for k in at)

    def _from_light(self, frame: Frame, light: LightRow, noun: int, row: NounRow) -> Draft:
        kind, mode = EFFECT_TYPE.get(light.effect, (row.type, row.mode or None))
        if kind == "ASSAULT" and row.noun in VERBAL and self._in_words(frame, noun):
            kind, mode = "ACCUSE", "disapprove"
        if light.effect in ("cancel", "postpone", "end") and row.type in (
            "PROTEST",
            "ASSAULT",
            "COERCE",
            "SANCTION",
            "MOBILIZE",
        ):
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
        if frame.passive and not frame.agents:
            stated = [f for t in frame.preps.get("by", ()) for f in self.cast.at(t)] or stated
        others = [
            f
            for p in ("with", "against", "on", "upon", "to", "at")
            for t in frame.preps.get(p, [])
            for f in self.cast.of(t)
        ]
        actors, recipients = self.nouns.roles(noun, row)
        if light.subject == "actor":
            refused = light.effect == "refuse" and row.type in (
                "REQUEST",
                "AGREE",
            )  # "refused requests by the relatives"
            draft.actors = unique(stated if refused else stated or actors)
            draft.recipients = unique([*(actors if refused and stated else []), *recipients, *others])
        elif light.subject == "recipient":
            draft.recipients = unique(
                [f for t in (frame.undergoers if frame.passive else frame.subjects) for f in self.cast.of(t)]
            )
            draft.actors = unique(
                actors or [f for p in ("from", "by") for t in frame.preps.get(p, []) for f in self.cast.of(t)]
            )
        else:
            if light.subject not in ("none", "cause"):
                draft.add(light.subject, stated)
            source = [f for t in frame.preps.get("from", []) for f in self.cast.of(t)]
            draft.actors, draft.recipients = unique(actors or source), unique([*recipients, *others])
        if kind in ("REQUEST", "REJECT") and light.effect in EFFECT_TYPE:
            draft.recipients = [f for f in draft.recipients if f[0].id not in {a.id for a, _ in draft.actors}]
        elif (row.sym or row.type in JOINT) and draft.type in JOINT:
            draft.actors = self._parties(draft.actors, draft.recipients)
            draft.recipients = []
        if not draft.recipients and light.subject == "actor" and draft.type not in JOINT:
            draft.recipients = unique(self.cast.below(noun, TOWARDS.get(draft.type, ("to", "against", "on", "for"))))
        draft.recipients = [f for f in draft.recipients if f[0].id not in {a.id for a, _ in draft.actors}]
        verb = self.tokens[frame.head]
        if light.subject == "actor" and not draft.actors and self._nobody(frame):
            draft.why_not = "no-actor"  # "the flights would provide support"
        if verb.dep == "acl" and verb.head == noun and not draft.actors:
            draft.presupposed = True  # "the tariffs imposed in May": spoken of as known
        if light.effect == "attempt":
            draft.completion = "attempted"
        if row.content:
            self.nouns.content(draft, self.nouns.frame_of(noun, frame), row.content)
        elif kind == "REQUEST":
            self.nouns.content(draft, self.nouns.frame_of(noun, frame), "demand")
        draft.parts = {frame.head, noun, *frame.subjects, *frame.objects, *frame.agents}
        draft.parts |= {t for p in frame.preps.values() for t in p} | self.nouns.parts(noun)
        self.nouns.mediators(draft, noun)
        self.nouns.benefit(draft, frame)
        return draft


@cache
def _texts() -> frozenset[str]:
    """Nouns for texts that speak for those who put them out."""
    return frozenset(row["noun"] for row in table("speaking_documents")) | class_words("text")


@cache
def _phases() -> dict[str, str]:
    return {row["word"]: row["completion"] for row in table("phase_words")}


@cache
def _anonymity() -> frozenset[str]:
    return frozenset(row["word"] for row in table("anonymity_words"))
