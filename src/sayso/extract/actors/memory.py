"""Who was spoken of last: antecedents of pronouns, of "the group" and of "both governments"."""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from itertools import islice

from sayso.extract.actors.couple import couple
from sayso.extract.actors.draft import Draft, nouns, state
from sayso.extract.actors.gender import gender_of
from sayso.extract.actors.likeness import PAIR, PLAIN, called, fits, modifiers
from sayso.extract.actors.phrase import DEFINITE, Phrase
from sayso.extract.actors.reference import References
from sayso.extract.actors.things import coreference_words
from sayso.knowledge.countries import by_iso3
from sayso.lexicon.actors import Agent
from sayso.lexicon.phrase_index import FOLDS, fold
from sayso.lexicon.tables import table
from sayso.model import ParsedDocument, Token

_WINDOW = 3  # sentences that "the two sides" looks back over
_NEAR = 4  # sentences that "the officers" looks back over for their force
_FAR = 8  # sentences that "both sides" looks back over
_SUBJECT = frozenset({"nsubj", "nsubjpass", "agent"})
_ARMED = frozenset({"PRM", "REB"})
_MENTIONS = 400  # mentions back to which a description may reach: three long articles, or a hostile text
_AT = frozenset({"in", "at", "near", "inside", "outside", "across", "into", "around", "throughout"})
_FOREIGN = frozenset({"UNO", "IGO", "NGO", "EUR"})


@cache
def sides() -> frozenset[str]:
    """Nouns for both parties of talks or a war."""
    return frozenset(row["noun"] for row in table("side_nouns"))


class Memory:
    """Every mention's head with its actor, in text order."""

    def __init__(self, parsed: ParsedDocument, people: Container[int] = ()) -> None:
        """`people`: tokens of nouns for one person."""
        self.parsed = parsed
        self.recent: list[tuple[Token, Draft]] = []
        self.at: dict[int, Draft] = {}  # the same by the token, the last of each
        self.references = References(parsed, self.recent, people)

    def again(self, phrase: Phrase, agent: Agent) -> Draft | None:
        """For "the marshal", "the group", "the two countries": somebody spoken of before."""
        if phrase.inner or phrase.outer or phrase.agents or phrase.start >= phrase.head:
            return None
        words = {FOLDS[t.text] for t in self.parsed.tokens[phrase.start : phrase.head]}
        if words.isdisjoint(DEFINITE):
            return None
        plural = self.parsed.tokens[phrase.head].tag in ("NNS", "NNPS")
        if plural:
            return self._many(phrase, agent, words)
        wanted, extra = nouns(agent), modifiers(self.parsed, phrase)
        office = agent.role.removesuffix("{of}")
        gender = gender_of(self.parsed, phrase)
        if agent.phrase in ("pair", "duo") and (two := self._two(here=self.parsed.tokens[phrase.head])) is not None:
            return two
        earlier = [
            d
            for d in self._nearest()
            if (not d.plural or wanted & d.held_as) and not (gender and d.gender and d.gender.lower() != gender)
        ]
        if agent.role == "{alliance}":
            return next((d for d in earlier if wanted & d.nouns or fits(agent, d)), None)
        for draft in earlier:
            if called(draft, agent, extra) or (office and draft.office == office and draft.kind == agent.kind):
                return draft
        new = agent.phrase in coreference_words("anyone") and self._told_apart(phrase)
        return None if extra or new else next((d for d in earlier if fits(agent, d)), None)

    def _two(self, here: Token) -> Draft | None:
        """ "The pair" after "two commanders"."""
        for token, draft in reversed(self.recent):
            if here.sentence - token.sentence > _WINDOW:
                return None
            number = (self.parsed.tokens[c] for c in self.parsed.children[token.index])
            if token.tag == "NNS" and any(t.dep == "nummod" and t.lemma.lower() == "two" for t in number):
                return draft
        return None

    def _nearest(self) -> list[Draft]:
        """Actors spoken of lately, once each, the last sentence's first and its subject before the others."""
        met: set[str] = set()
        last: list[tuple[int, bool, int, Draft]] = []  # the third never equal: drafts are not compared
        for k, (token, draft) in enumerate(islice(reversed(self.recent), _MENTIONS)):
            if draft.id not in met:
                met.add(draft.id)
                last.append((-token.sentence, token.dep not in _SUBJECT, k, draft))
        last.sort()
        return [place[3] for place in last]

    def _many(self, phrase: Phrase, agent: Agent, words: set[str]) -> Draft | None:
        """For "both governments" a pair; for "the same officers" those officers; for "the rebels" a rebel army."""
        here = self.parsed.tokens[phrase.head]
        wanted = nouns(agent)
        if words & PAIR:
            side = agent.phrase in sides()  # "the two countries", and then "the two sides"
            pairs = ((t, d) for t, d in reversed(self.recent) if len(d.candidates) == 2)
            held = next(
                (d for t, d in pairs if wanted & d.nouns or (side and here.sentence - t.sentence <= _WINDOW)), None
            )
            if (pair := held or self._pair(agent, here)) is not None:
                return pair
        low = phrase.agent.start if phrase.agent is not None else phrase.head
        if any(fold(t.text) not in PLAIN for t in self.parsed.tokens[phrase.start : low]):
            return None
        for _, draft in reversed(self.recent):
            if draft.plural and draft.kind != "state" and wanted & draft.nouns:
                return draft
        if agent.phrase in sides() and (pair := self._two_sides(agent, here)) is not None:
            return pair
        if agent.phrase in coreference_words("anyone"):
            return None if self._told_apart(phrase) else self._those(here)
        armed = _ARMED & set(agent.sectors[:1])
        return next(
            (d for _, d in reversed(self.recent) if armed & set(d.sectors) and d.named and d.kind != "person"), None
        )

    def _two_sides(self, agent: Agent, here: Token) -> Draft | None:
        """ "The sides" after "the ministers of the two countries", or after two named in one list."""
        near = ((t, d) for t, d in reversed(self.recent) if 0 <= here.sentence - t.sentence <= 1)
        return next((d for _, d in near if len(d.candidates) == 2), None) or self._pair(agent, here, strict=True)

    def _told_apart(self, phrase: Phrase) -> bool:
        """ "The men who captured him": whoever they are, the clause tells them apart from those named before."""
        return any(self.parsed.tokens[c].dep == "relcl" for c in self.parsed.children[phrase.head])

    def _those(self, here: Token) -> Draft | None:
        """ "The men" after "three activists": the last people spoken of."""
        near = ((t, d) for t, d in reversed(self.recent) if 0 <= here.sentence - t.sentence <= 1)
        return next((d for t, d in near if d.plural and d.kind == "group" and t.tag == "NNS" and not d.members), None)

    def _pair(self, agent: Agent, here: Token, *, strict: bool = False) -> Draft | None:
        """One actor whose candidates are the two of a nearby sentence that fit, or else the last two."""
        states = agent.kind == "state" or agent.role == "Government{of}"
        near = [(t, d) for t, d in self.recent if 0 <= here.sentence - t.sentence <= _FAR]
        if states and (found := self._two_states(near)):
            return couple(found, "state", agent)
        kinds = {"person"} if agent.kind == "person" else {"state", "organisation", "group"}
        fit = [(t, d) for t, d in near if d.kind in kinds and _party(d) and not self._mere_place(t, d)]
        if agent.sectors[:1] not in (("UNK",), ("GOV",)) and agent.kind != "person":
            fit = [(t, d) for t, d in fit if agent.sectors[:1] == d.sectors[:1]]
        same = [(t, d) for t, d in fit if nouns(agent) & d.nouns and not d.plural]
        if len({d.id for _, d in same}) >= 2:
            fit = same
        at = {t.index: d for t, d in fit}
        joined = [(at[t.head], d) for t, d in fit if t.dep == "conj" and t.head in at and at[t.head].id != d.id]
        if joined:
            return couple(list(joined[-1]), "group", agent)
        if strict:
            return None
        if here.dep in ("dobj", "pobj"):  # who urges both sides is neither
            fit = [(t, d) for t, d in fit if t.sentence < here.sentence or t.dep not in _SUBJECT] or fit
        last = list({d.id: d for _, d in reversed(fit)}.values())[:2]
        return couple(last[::-1], "group", agent) if len(last) == 2 else None

    def states(self, sentence: int) -> list[Draft]:
        """The last two countries spoken of: "the two countries"."""
        return self._two_states([(t, d) for t, d in self.recent if 0 <= sentence - t.sentence <= _FAR])

    def _mere_place(self, token: Token, draft: Draft) -> bool:
        return draft.kind == "state" and token.dep == "pobj" and self.parsed.tokens[token.head].text.lower() in _AT

    @staticmethod
    def _two_states(near: list[tuple[Token, Draft]]) -> list[Draft]:
        """The last two countries named; a phrase that names two ("the American and British air forces") settles it."""
        codes: dict[str, None] = {}
        at = {t.index: d for t, d in near if d.kind == "state"}
        for token, draft in reversed(near):
            owners = [c for c in draft.owners if c in by_iso3()]
            if len(owners) == 2 and draft.kind != "state":
                return [state(by_iso3()[c]) for c in owners]
            if token.dep == "conj" and draft.kind == "state" and token.head in at and at[token.head] is not draft:
                return [at[token.head], draft]
            for code in owners[::-1] or ([draft.country] if draft.kind == "state" and draft.country else []):
                if code in by_iso3():
                    codes[code] = None
            if len(codes) >= 2:
                return [state(by_iso3()[c]) for c in list(codes)[1::-1]]
        return []

    def force(self, sentence: int) -> Draft | None:
        """The police or the army spoken of last, whose officers "the officers" are."""
        near = ((t, d) for t, d in reversed(self.recent) if 0 <= sentence - t.sentence <= _NEAR)
        bodies = (d for _, d in near if d.sectors[:1] in (("COP",), ("MIL",)) and d.kind == "organisation")
        return next(bodies, None)

    def like(self, agent: Agent, sentence: int, within: int | None, *, bodies: bool = False) -> Draft | None:
        """The nearest actor of the same sector whose country is known; with `bodies` a body, no soldiers or drones."""
        for token, draft in reversed(self.recent):
            if within is not None and sentence - token.sentence > within:
                return None
            same = agent.sectors[:1] == draft.sectors[:1] and draft.kind != "person"
            if bodies and draft.kind != "organisation":
                continue
            if same and draft.country in by_iso3() and (draft.human or draft.owners):
                return draft
        return None


def _party(draft: Draft) -> bool:
    """Can it be one of two sides?"""
    if draft.plural:
        return False
    thing = draft.sectors[:1] == ("MIL",) and not draft.named and draft.country is None  # "the rusting warship"
    return draft.human and not thing and not draft.media and draft.country not in _FOREIGN and draft.sectors != ("UNK",)
