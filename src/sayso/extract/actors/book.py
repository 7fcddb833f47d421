"""The actors of one document as they come up: who is spoken of again under which words."""

from __future__ import annotations

from functools import cache

from sayso.extract.actors.identify import Draft, identify, nouns, office_name, span
from sayso.extract.actors.phrases import Phrase
from sayso.extract.actors.scan import Scan
from sayso.lexicon.actors import Agent
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import Row, alternatives, table
from sayso.model import ActorMention, ParsedDocument, Token, content_id, slug

_WINDOW = 3  # sentences that a pronoun looks back over
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "same", "said"})
_PAIR = frozenset({"two", "both", "2"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "agent"})
_SHORTEST = 5  # letters of a name that may be misspelt


@cache
def pronouns() -> dict[str, Row]:
    """Rows of the pronoun table by word."""
    return {w: row for row in table("pronouns") for w in alternatives(row["words"])}


@cache
def honorifics() -> frozenset[str]:
    return frozenset(w for row in table("honorifics") for w in alternatives(row["words"]))


class Book:
    """Drafts in order of first mention. Each phrase is entered once; the caller goes through the text in order."""

    def __init__(self, parsed: ParsedDocument, scan: Scan, day: str | None) -> None:
        self.parsed, self.scan, self.day = parsed, scan, day
        self.drafts: dict[str, Draft] = {}
        self.main = _main_country(scan)
        self.recent: list[tuple[Token, Draft]] = []  # every mention's head with its actor, in text order
        self._last_names: dict[str, Draft] = {}
        self._squashed: dict[str, Draft] = {}

    def enter(self, phrase: Phrase, form: str, twin: Draft | None = None) -> Draft:
        """Find or make the actor of a phrase and note the mention. `twin`: the actor it stands in apposition to."""
        draft = twin or self._resolve(phrase)
        draft = self._keep(draft)
        self.note(draft, phrase.start, phrase.end, phrase.head, form)
        return draft

    def note(self, draft: Draft, start: int, end: int, head: int, form: str, candidates: tuple[str, ...] = ()) -> None:
        at = span(self.parsed, start, end)
        mention = ActorMention(
            span=at, text=at.of(self.parsed.text), form=form, actor=draft.id, head=head, candidates=candidates
        )
        draft.mentions.append(mention)
        if form != "pronoun":
            self.recent.append((self.parsed.tokens[head], draft))

    def draft_of(self, phrase: Phrase) -> Draft:
        """Who the phrase is by its own words and the names so far, without noting it."""
        return self._resolve(phrase)

    def _keep(self, draft: Draft) -> Draft:
        known = self.drafts.setdefault(draft.id, draft)
        if known is not draft:
            known.nouns |= draft.nouns
            known.country = known.country or draft.country
            known.office = known.office or draft.office
            if (known.kind == "state" and draft.sectors == ("GOV",)) or not known.sectors:
                known.sectors = draft.sectors
        elif draft.named:
            words = _name_words(draft.name)
            if draft.kind == "person" and words:
                self._last_names[words[-1]] = draft
            squash = "".join(words)
            if len(squash) >= _SHORTEST:
                self._squashed.setdefault(squash, draft)
        return known

    def _resolve(self, phrase: Phrase) -> Draft:
        agent = phrase.agent.value if phrase.agent is not None and isinstance(phrase.agent.value, Agent) else None
        if agent is not None and agent.role == "{counterpart}":
            return self._counterpart(phrase)
        if agent is not None and (found := self._again(phrase, agent)) is not None:
            return found
        draft = identify(self.parsed, phrase, self.day, self._default(phrase))
        if phrase.name is not None and not draft.media:
            draft = self._same_name(draft)
        elif phrase.name is not None:
            draft = self._misspelt(draft) or draft
        elif draft.office and draft.country:
            draft = next(
                (
                    d
                    for d in self.drafts.values()
                    if d.office == draft.office and d.country == draft.country and d.kind == "person"
                ),
                draft,
            )
        elif agent is not None and draft.kind == "person" and draft.country and self._definite(phrase):
            same = (d for _, d in reversed(self.recent) if d.kind == "person" and d.country == draft.country)
            draft = next((d for d in same if agent.phrase in d.nouns), draft)
        return draft

    def _definite(self, phrase: Phrase) -> bool:
        return any(fold(self.parsed.tokens[i].text) in _DEFINITE for i in range(phrase.start, phrase.head))

    def _default(self, phrase: Phrase) -> str | None:
        """Country of the one to whom "its" and "their" point, else the country that the document is about."""
        for i in range(phrase.start, phrase.head):
            token = self.parsed.tokens[i]
            if token.tag == "PRP$" and (found := self.refer(token)):
                return found[0].country
        return self.main

    def _same_name(self, draft: Draft) -> Draft:
        """A name that repeats part of an earlier one, or differs from it by one letter."""
        words = _name_words(draft.name)
        if not words:
            return draft
        earlier = self._last_names.get(words[-1])
        if earlier is not None:
            before = _name_words(earlier.name)
            if len(words) == 1 or len(before) == 1 or words[0] == before[0] or len(words[0]) == 1:
                if len(words) > len(before) and earlier.id == f"actor:{slug(earlier.name)}" and len(before) == 1:
                    earlier.name = draft.name
                earlier.nouns |= draft.nouns
                earlier.sectors = earlier.sectors or draft.sectors
                earlier.country = earlier.country or draft.country
                return earlier
        return self._misspelt(draft) or draft

    def _misspelt(self, draft: Draft) -> Draft | None:
        squash = "".join(_name_words(draft.name))
        if len(squash) < _SHORTEST or draft.id in self.drafts:
            return None
        for other, known in self._squashed.items():
            if abs(len(other) - len(squash)) <= 1 and other[0] == squash[0] and _one_letter_apart(other, squash):
                return known
        return None

    def _counterpart(self, phrase: Phrase) -> Draft:
        """Same office as the person last spoken of, in the country that the phrase names."""
        base = next(
            (d for _, d in reversed(self.recent) if d.office and d.kind == "person" and not d.id.startswith("unnamed")),
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

    def _again(self, phrase: Phrase, agent: Agent) -> Draft | None:
        """For "the marshal", "the group", "the two countries": somebody spoken of before."""
        words = {fold(self.parsed.tokens[i].text) for i in range(phrase.start, phrase.head)}
        bare = not phrase.inner and not phrase.outer and not phrase.agents
        if not bare or not words & _DEFINITE:
            return None
        plural = self.parsed.tokens[phrase.head].tag in ("NNS", "NNPS")
        if plural:
            return self._pair(agent) if words & _PAIR else None
        wanted = nouns(agent)
        office = agent.role.removesuffix("{of}")
        earlier = [d for _, d in reversed(self.recent) if not (d.plural and agent.kind == "person")]
        for draft in earlier:
            if wanted & draft.nouns or (office and draft.office == office and draft.kind == agent.kind):
                return draft
        return next((d for d in earlier if _fits(agent, d)), None)

    def _pair(self, agent: Agent) -> Draft | None:
        """For "the two countries": one actor whose candidates are the last two that fit."""
        kinds = (
            {"state"}
            if agent.kind == "state"
            else {"person"}
            if agent.kind == "person"
            else {"state", "organisation", "person"}
        )
        found: list[Draft] = []
        for _, draft in reversed(self.recent):
            if draft.kind in kinds and draft.named and not draft.media and draft not in found:
                found.append(draft)
            if len(found) == 2:
                ids = tuple(d.id for d in reversed(found))
                name = " and ".join(d.name for d in reversed(found))
                return Draft(
                    content_id("actor", *ids),
                    name,
                    "group",
                    None,
                    found[0].sectors,
                    candidates=ids,
                    plural=True,
                    named=True,
                )
        return None

    def refer(self, pronoun: Token) -> list[Draft]:
        """Actors that a pronoun may stand for, best first: near sentences, then subjects, then fitting kinds."""
        row = pronouns().get(pronoun.text.lower())
        if row is None:
            return []
        kinds = alternatives(row["kinds"])
        scored = []
        for k, (token, draft) in enumerate(reversed(self.recent)):
            back = pronoun.sentence - token.sentence
            if back > _WINDOW:
                break
            if (
                back < 0
                or token.index >= pronoun.index
                or draft.kind not in kinds
                or (draft.media and row["number"] != "one")
            ):
                continue
            wrong = draft.plural != (row["number"] == "many")
            late = kinds.index(draft.kind)
            scored.append(
                (
                    (
                        wrong and row["number"] != "any",
                        draft.kind == "person" and kinds[0] != "person",
                        back,
                        token.dep not in _SUBJECT,
                        late,
                        k,
                    ),
                    draft,
                )
            )
        scored.sort(key=lambda s: s[0])
        found = list({d.id: d for _, d in scored}.values())
        return self._several(pronoun, found) if row["number"] == "many" else found

    def _several(self, pronoun: Token, found: list[Draft]) -> list[Draft]:
        """For "they" without a plural near: the persons, or else the states, of the sentence before, as one group."""
        if found and found[0].plural:
            return found
        near = {
            d.id: d
            for t, d in self.recent
            if 0 <= pronoun.sentence - t.sentence <= 1 and t.index < pronoun.index and d.named
        }
        for kind in ("person", "state"):
            group = [d for d in near.values() if d.kind == kind]
            if len(group) > 1:
                ids = tuple(d.id for d in group)
                name = " and ".join(d.name for d in group)
                draft = Draft(
                    content_id("actor", *ids),
                    name,
                    "group",
                    None,
                    group[0].sectors,
                    candidates=ids,
                    plural=True,
                    named=True,
                )
                return [self._keep(draft), *found]
        return found


def _fits(agent: Agent, draft: Draft) -> bool:
    """Does a bare noun fit an actor that the text has not called so yet?"""
    if agent.kind == "state":
        return draft.kind == "state"
    if agent.sectors == ("UNK",):
        return agent.kind == "group" and draft.kind in ("organisation", "group") and draft.named and not draft.media
    if agent.kind == "person" and agent.title and agent.sectors[:1] == ("MIL",):
        return draft.kind == "person" and draft.named and "MIL" in draft.sectors
    if agent.sectors[:1] == ("JRN",):
        return draft.media and agent.kind == "organisation"
    return False


def _main_country(scan: Scan) -> str | None:
    """The country that most names of a document point to: two at least, two fifths of all, and more than any other."""
    ranked = [*scan.countries.most_common(2), ("", 0)]
    if ranked[0][1] >= 2 and ranked[0][1] * 5 >= scan.countries.total() * 2 and ranked[0][1] > ranked[1][1]:
        return ranked[0][0]
    return None


def _name_words(name: str) -> list[str]:
    words = [fold(w) for w in name.replace("-", " ").split() if w not in honorifics()]
    return [w for w in words if w not in ("al", "el", "")] if len(words) > 2 else [w for w in words if w]


def _one_letter_apart(a: str, b: str) -> bool:
    """One letter lost, added or changed."""
    if a == b:
        return True
    if len(a) < len(b):
        a, b = b, a
    k = next((i for i in range(len(b)) if a[i] != b[i]), len(b))
    return a[k + 1 :] == b[k:] if len(a) > len(b) else a[k + 1 :] == b[k + 1 :]
