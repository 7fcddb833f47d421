"""The actors of one document as they come up: who is spoken of again under which words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

from sayso.extract.actors.acronyms import acronym, initials
from sayso.extract.actors.belonging import OF_STATES
from sayso.extract.actors.couple import couple
from sayso.extract.actors.described import collective
from sayso.extract.actors.draft import Draft, office_name, state
from sayso.extract.actors.gender import gender_of
from sayso.extract.actors.holders import is_role, take_name
from sayso.extract.actors.home import home
from sayso.extract.actors.identify import identify
from sayso.extract.actors.memory import Memory, sides
from sayso.extract.actors.owners import owner_of
from sayso.extract.actors.phrase import DEFINITE, Phrase
from sayso.extract.actors.reference import pronouns
from sayso.extract.actors.scan import Scan
from sayso.extract.actors.spelling import name_words, one_letter_apart
from sayso.extract.actors.spelt import spelt_as
from sayso.knowledge.countries import CountryTerm, by_iso3
from sayso.lexicon.actors import Agent
from sayso.lexicon.phrase_index import fold
from sayso.model import ActorMention, ParsedDocument, Span, Token, slug

_FORCES = (("MIL",), ("COP",))
_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_SHORTEST = 5  # letters of a name that may be misspelt


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(w) for w in text.split())


class Book:
    """Drafts in order of first mention. Each phrase is entered once; the caller goes through the text in order."""

    def __init__(self, parsed: ParsedDocument, scan: Scan, day: str | None) -> None:
        self.parsed, self.scan, self.day = parsed, scan, day
        self.drafts: dict[str, Draft] = {}
        self.home = home(parsed, scan)
        people = {
            k
            for k, hit in scan.agents.items()
            if isinstance(hit.value, Agent) and hit.value.kind == "person"
            if not collective(parsed.tokens[hit.end - 1].lemma.lower())
        }
        self.memory = Memory(parsed, people)
        self._last_names: dict[str, Draft] = {}
        self._bodies: dict[str, Draft] = {}  # by the last word of the name: "the Platform"
        self._squashed: dict[str, Draft] = {}
        self._first_names: dict[str, Draft | None] = {}  # None: two persons bear it
        self._acronyms: dict[str, Draft] = {}
        self.held: dict[int, Phrase] = {}  # all phrases, by their heads
        self.named_later: dict[str, str] = {}  # ids of roles that the text names further on, with the person's
        self._others: defaultdict[str, int] = defaultdict(lambda: 1)  # how many the text counts under one description

    def enter(self, phrase: Phrase, form: str, twin: Draft | None = None) -> Draft:
        """Find or make the actor of a phrase and note the mention. `twin`: the actor it stands in apposition to."""
        draft = twin or self._another(phrase, self._resolve(phrase))
        draft = self._keep(draft)
        named = [h.value.country.iso3 for h in phrase.inner if isinstance(h.value, CountryTerm) and not h.bound]
        if named:
            draft.owners = tuple(dict.fromkeys([*draft.owners, *named]))[:3]
        if draft.kind == "person" and not draft.gender:
            draft.gender = gender_of(self.parsed, phrase, draft)
        if phrase.entity is not None and draft.kind == "person":  # "Hifter" again after "Khalifa Hifter" for Haftar
            self._last_names.setdefault(fold(self.parsed.tokens[phrase.end - 1].text), draft)
        if draft.kind in ("organisation", "group") and (letters := initials(self.parsed, phrase)):
            self._acronyms.setdefault(letters, draft)
        self.note(draft, phrase.start, phrase.end, phrase.head, form)
        return draft

    def _another(self, phrase: Phrase, draft: Draft) -> Draft:
        """ "Two men" and again "two men" in a later sentence are others, unless the first stood in a headline."""
        held = self.drafts.get(draft.id)
        if held is None or not draft.id.startswith("unnamed:") or not held.mentions:
            return draft
        first = self.parsed.tokens[phrase.start]
        if first.pos != "NUM" and first.lemma.lower() not in ("a", "an", "another"):
            return draft
        last = held.mentions[-1].head
        before = self.parsed.tokens[last].sentence
        if before == first.sentence or self.parsed.sentences[before].kind == "headline":
            return draft
        self._others[draft.id] += 1
        return replace(draft, id=f"{draft.id}-{self._others[draft.id]}", mentions=[], words=set())

    def note(self, draft: Draft, start: int, end: int, head: int, form: str, candidates: tuple[str, ...] = ()) -> None:
        tokens, text = self.parsed.tokens, self.parsed.document.text
        first, token = tokens[start], tokens[head]
        at = Span(first.start, tokens[end - 1].end)
        words = text[at.start : at.end]
        draft.mentions.append(
            ActorMention(span=at, text=words, form=form, actor=draft.id, head=head, candidates=candidates)
        )
        references = self.memory.references
        references.meant[head] = draft.id
        nobody = first.lemma.lower() == "no"
        if form != "pronoun":
            draft.words.update(_words(words))
            if not nobody:
                self.memory.recent.append((token, draft))
                self.memory.at[head] = draft
        if not nobody and not (form == "pronoun" and first.tag in _RELATIVE):
            references.trail.append((token, draft, form))

    def alone(self, phrase: Phrase) -> Draft:
        """Who the phrase is if nobody before it counts."""
        return identify(self.parsed, phrase, self.day, self._default(phrase, None), owner_of(self, phrase))

    def called(self, name: str) -> Draft | None:
        """The actor whom the text so far calls by this name: in full, by the last name or by an acronym."""
        draft = self.drafts.get(f"actor:{slug(name)}")
        words = name_words(name)
        if draft is not None or len(words) != 1:
            return draft if draft is None or draft.named else None
        return self._last_names.get(words[0]) or self._acronyms.get(name)

    def draft_of(self, phrase: Phrase) -> Draft:
        """Who the phrase is by its own words and the names so far, without noting it."""
        return self._resolve(phrase)

    def _keep(self, draft: Draft) -> Draft:
        for member in draft.members:
            self._keep(member)
        known = self.drafts.setdefault(draft.id, draft)
        if known is not draft:
            known.nouns |= draft.nouns
            known.country = known.country or draft.country
            known.office = known.office or draft.office
            if (known.kind == "state" and draft.sectors == ("GOV",)) or not known.sectors:
                known.sectors = draft.sectors
        elif draft.named:
            words = name_words(draft.name)
            if draft.kind == "person" and words:
                first = self._last_names.get(words[-1])
                if first is None or first.kind != "person" or len(name_words(first.name)) < 2 or len(words) < 2:
                    self._last_names[words[-1]] = draft  # of two of one name, the text calls the first by it alone
                if len(words) > 1:
                    self._first_names[words[0]] = None if words[0] in self._first_names else draft
            elif draft.kind == "organisation" and len(words) > 1:
                self._bodies[words[-1]] = draft
            squash = "".join(words)
            if len(squash) >= _SHORTEST:
                self._squashed.setdefault(squash, draft)
        return known

    def _resolve(self, phrase: Phrase) -> Draft:
        agent = phrase.agent.value if phrase.agent is not None and isinstance(phrase.agent.value, Agent) else None
        if agent is not None and agent.role == "{counterpart}":
            return self._counterpart(phrase)
        if agent is not None and (shared := self._shared(phrase, agent)) is not None:
            return shared
        if agent is not None and (found := self.memory.again(phrase, agent)) is not None:
            return found
        draft = identify(self.parsed, phrase, self.day, self._default(phrase, agent), owner_of(self, phrase))
        if agent is not None and agent.phrase in sides() and self._anybody(phrase, draft):
            draft.country, draft.sectors = None, ("UNK",)
        if phrase.name is not None and not draft.media:
            draft = self._same_name(draft, article=phrase.title is None and self._definite(phrase))
        elif phrase.name is not None:
            draft = self._misspelt(draft) or draft
        elif draft.office and draft.country:
            draft = self._in_office(draft)
        elif agent is not None and draft.kind == "person" and draft.country and self._definite(phrase):
            same = (d for _, d in reversed(self.memory.recent) if d.kind == "person" and d.country == draft.country)
            draft = next((d for d in same if agent.phrase in d.nouns), draft)
        return draft

    def _anybody(self, phrase: Phrase, draft: Draft) -> bool:
        """ "All sides", "the parties": of a war or of talks, and no political parties where the text has named none."""
        bare = phrase.agent is not None and phrase.agent.start - phrase.start <= 1 and not phrase.inner
        parties = (d for d in self.drafts.values() if "PTY" in d.sectors and d.id != draft.id)
        return draft.plural and bare and draft.sectors in (("UNK",), ("PTY",)) and next(parties, None) is None

    def _in_office(self, draft: Draft) -> Draft:
        """The actor of that office so far; a role without a name takes that of the person whom the tables name for it."""
        same = (d for d in self.drafts.values() if d.office == draft.office and d.country == draft.country)
        held = next((d for d in same if d.kind == "person"), draft)
        if held.id != draft.id and not is_role(held) and not is_role(draft):
            return draft  # two persons of our tables, one after the other in the office
        if held is not draft and is_role(held) and not is_role(draft) and draft.id not in self.drafts:
            self.named_later[held.id] = draft.id
            meant = self.memory.references.meant
            meant.update({m.head: draft.id for m in held.mentions if meant.get(m.head) == held.id})
            del self.drafts[held.id]
            take_name(held, draft)
        return held

    def _definite(self, phrase: Phrase) -> bool:
        return any(fold(self.parsed.tokens[i].text) in DEFINITE for i in range(phrase.start, phrase.head))

    def _shared(self, phrase: Phrase, agent: Agent) -> Draft | None:
        """For "his country" the state; for "the foreign ministers of the two countries" two office holders."""
        head = self.parsed.tokens[phrase.head]
        if agent.kind == "state" and head.tag == "NN":
            for i in range(phrase.start, phrase.head):
                if self.parsed.tokens[i].tag == "PRP$" and (found := self.refer(self.parsed.tokens[i])):
                    country = by_iso3().get(found[0].country or "")
                    return state(country) if country is not None else None
        several = head.tag == "NNS" and agent.kind == "person" and agent.sectors[:1] == ("GOV",)
        plain = {"the", "two", "both", "their", "these"}
        if several and any(
            isinstance(h.value, Agent)
            and h.value.kind == "state"
            and h.end - h.start == 1  # not "the neighbouring countries"
            and self.parsed.tokens[h.start - 1].text.lower() in plain
            for h in phrase.below
        ):
            office = agent.role.removesuffix("{of}") or agent.phrase.title()
            members = [self._office(office, d.country, agent.sectors) for d in self.memory.states(head.sentence)]
            return couple(members, "group", agent) if members else None
        return None

    @staticmethod
    def _office(office: str, country: str | None, sectors: tuple[str, ...]) -> Draft:
        name = office_name(office, country)
        return Draft(f"actor:{slug(name)}", name, "person", country, sectors, office=office, named=True)

    def _default(self, phrase: Phrase, agent: Agent | None) -> str | None:
        """Country of the one to whom "its" points, of a body like it just named, or that the document is about."""
        for i in range(phrase.start, phrase.head):
            token = self.parsed.tokens[i]
            row = pronouns().get(token.text.lower()) if token.tag == "PRP$" else None  # odd characters may be tagged so
            if row is not None and row["person"] != "3":
                return None  # "our units" are the speaker's
            if token.tag == "PRP$" and (found := self.refer(token)):
                return found[0].country
        if agent is None or agent.sectors[:1] not in OF_STATES:
            return self.home.country
        sentence = self.parsed.tokens[phrase.head].sentence
        bare = phrase.agent is not None and phrase.agent.start - phrase.start <= 1
        if self.home.country is None:
            like = self.memory.like(agent, sentence, 2) if bare and self._definite(phrase) else None
            return like.country if like else None
        if bare and self.home.shared and agent.sectors[:1] in _FORCES:  # two armies: the one spoken of last
            like = self.memory.like(agent, sentence, 6, bodies=True)
            return like.country if like else self.home.country
        return self.home.country

    def refer(self, pronoun: Token) -> list[Draft]:
        """Actors that a pronoun may stand for, best first."""
        found = self.memory.references.refer(pronoun)
        return [self._keep(found[0]), *found[1:]] if found and found[0].members else found

    def _same_name(self, draft: Draft, *, article: bool = False) -> Draft:
        """A name that repeats part of an earlier one, or differs from it by one letter."""
        words = name_words(draft.name)
        if not words:
            return draft
        if article and len(words) == 1 and words[0] in self._bodies:
            return self._bodies[words[0]]
        earlier = self._last_names.get(words[-1])
        if earlier is not None:
            before = name_words(earlier.name)
            if (
                earlier.kind == "person"
                and not earlier.office
                and draft.kind == "organisation"
                and len(words) == 1 < len(before)
            ):
                earlier.kind = "organisation" if article else "person"
            if len(words) == 1 or len(before) == 1 or words[0] == before[0] or len(words[0]) == 1:
                if len(words) > len(before) and earlier.id == f"actor:{slug(earlier.name)}" and len(before) == 1:
                    earlier.name = draft.name
                earlier.nouns |= draft.nouns
                earlier.sectors = earlier.sectors or draft.sectors
                earlier.country = earlier.country or draft.country
                return earlier
        return self._short(draft, words, article=article) or self._misspelt(draft) or self._spelt(draft) or draft

    def _short(self, draft: Draft, words: list[str], *, article: bool) -> Draft | None:
        """The actor whose acronym or first name (in China and Korea the family's) a single word is."""
        if len(words) != 1 or draft.id in self.drafts:
            return None
        if letters := acronym(draft.name):
            return self._acronyms.get(letters)
        return None if article else self._first_names.get(words[0])

    def _spelt(self, draft: Draft) -> Draft | None:
        """The person of our tables whose name the text spells in its own way; his last name may be spelt so again."""
        found = spelt_as(draft, self.scan.countries, self.day) if draft.id not in self.drafts else None
        if found is not None:
            found = self.drafts.get(found.id, found)
            self._last_names[name_words(draft.name)[-1]] = found
        return found

    def _misspelt(self, draft: Draft) -> Draft | None:
        squash = "".join(name_words(draft.name))
        if len(squash) < _SHORTEST or draft.id in self.drafts:
            return None
        for other, known in self._squashed.items():
            if abs(len(other) - len(squash)) <= 1 and other[0] == squash[0] and one_letter_apart(other, squash):
                return known
        return None

    def _counterpart(self, phrase: Phrase) -> Draft:
        """Same office as the person last spoken of, in the country that the phrase names."""
        base = next(
            (
                d
                for _, d in reversed(self.memory.recent)
                if d.office and d.kind == "person" and not d.id.startswith("unnamed")
            ),
            None,
        )
        draft = identify(self.parsed, phrase, self.day)
        draft.sectors = tuple(s for s in (base.sectors if base else ("GOV",)) if s != "ELI") or ("GOV",)
        draft.office = base.office if base else ""
        if draft.office and draft.country:
            name = office_name(draft.office, draft.country)
            held = [
                d
                for d in self.drafts.values()
                if d.office == draft.office and d.country == draft.country and d.kind == "person"
            ]
            if held:
                return held[0]
            return Draft(
                f"actor:{slug(name)}", name, "person", draft.country, draft.sectors, office=draft.office, named=True
            )
        draft.kind = "person"
        return draft
