"""Antecedents of pronouns: every actor and thing in reach is weighed, and the heaviest is meant."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import cache

from sayso.extract.actors.couple import couple
from sayso.extract.actors.draft import Draft
from sayso.extract.actors.features import Part, Sign, weigh
from sayso.extract.actors.quotes import Quotation, quotations
from sayso.extract.actors.salience import Salience
from sayso.extract.actors.things import Thing, empty, things
from sayso.lexicon.tables import Row, alternatives, table
from sayso.model import ParsedDocument, Token

_WINDOW = 3  # sentences that a pronoun looks back over
_OTHERS = frozenset({"they", "them"})
_FOES = frozenset({"UAF", "REB", "PRM", "CRM"})


@cache
def pronouns() -> dict[str, Row]:
    """Rows of the pronoun table by word."""
    return {w: row for row in table("pronouns") for w in alternatives(row["words"])}


@dataclass(slots=True)
class Sighting:
    """One mention on the way through the text."""

    token: Token
    draft: Draft
    form: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An antecedent that a pronoun may have, with what speaks for it; `draft` is None for a thing or nobody at all."""

    weight: float
    draft: Draft | None
    token: Token | None
    parts: list[Part]


class References:
    """Weighs the mentions before a pronoun. `trail` and `recent` grow while the document is read."""

    def __init__(self, parsed: ParsedDocument, recent: list[tuple[Token, Draft]], people: Container[int]) -> None:
        """`people`: tokens of nouns for one person, who may stand for a body ("a spokesman for the army ... he")."""
        self.parsed, self.recent, self.people = parsed, recent, people
        self.quoted = quotations(parsed)
        self.meant: dict[int, str] = {}  # head of a mention, pronouns too, to its actor
        self.trail: list[Sighting] = []
        self._nouns: list[Thing] | None = None  # found when a pronoun first asks for them
        self._salience = Salience(parsed)
        self._known: dict[int, list[Draft]] = {}

    def refer(self, pronoun: Token) -> list[Draft]:
        """Actors that a pronoun may stand for, best first; none where it means a thing or nobody."""
        if pronoun.index not in self._known:
            self._known[pronoun.index] = self._refer(pronoun)
        return self._known[pronoun.index]

    def _refer(self, pronoun: Token) -> list[Draft]:
        row = pronouns().get(pronoun.text.lower())
        if row is None or row["person"] != "3" or empty(self.parsed, pronoun):
            return []
        many = row["number"] == "many"
        ranked = self.rank(pronoun, row)
        if not ranked or ranked[0].draft is None:
            return []
        found = list({c.draft.id: c.draft for c in ranked if c.draft is not None}.values())
        if row["class"] == "it":
            found += self._odd(pronoun, found)
        return self._several(pronoun, found) if many else found

    def rank(self, pronoun: Token, row: Row) -> list[Choice]:
        """Everything that the pronoun may mean, best first."""
        many, one = row["number"] == "many", row["gender"] in ("m", "f")
        out: list[Choice] = []
        above: dict[str, int] = {}
        for level, heads in enumerate(self._salience.subjects(pronoun)):
            for head in heads:
                above.setdefault(self.meant.get(head, ""), level)
        for rivals, sighting in enumerate(self._candidates(pronoun, row)):
            token, draft = sighting.token, sighting.draft
            parts = self._salience.of_actor(pronoun, row, token, draft, sighting.form, above, rivals)
            parts += map(Sign, self._voice(pronoun, sighting, row, rivals))
            out.append(Choice(weigh(parts), draft, token, parts))
        if not one:
            for thing in self._things(pronoun, many=many):
                parts = self._salience.of_thing(pronoun, row, thing)
                if self.quoted.get(thing.token.index) not in (None, self.quoted.get(pronoun.index)):
                    parts.append(Sign("other-voice"))
                out.append(Choice(weigh(parts), None, thing.token, parts))
            parts = self._salience.of_nobody(pronoun, row)
            out.append(Choice(weigh(parts), None, None, parts))
        return sorted(out, key=lambda c: -c.weight)

    def _candidates(self, pronoun: Token, row: Row) -> list[Sighting]:
        """The last mention in reach of every actor that is not ruled out, nearest first."""
        inside = self.quoted.get(pronoun.index)
        they = inside if pronoun.text.lower() in _OTHERS else None
        since = they.sentence if they else pronoun.sentence
        rival = self._subject_beside(pronoun)
        last: dict[str, Sighting] = {}
        for sighting in reversed(self.trail):
            token, draft = sighting.token, sighting.draft
            back = since - token.sentence
            if back > _WINDOW:
                break
            if token.index >= pronoun.index:
                continue
            if draft.id in last or draft.id == rival or not self._may(sighting, row, inside, back):
                continue
            if they and self._own(token, draft, they):
                continue
            last[draft.id] = sighting
        return list(last.values())

    def _may(self, sighting: Sighting, row: Row, inside: Quotation | None, back: int) -> bool:
        """Kind, gender and quotation: what no weight can make good."""
        token, draft = sighting.token, sighting.draft
        person = row["gender"] in ("m", "f")
        spokesman = person and token.index in self.people and token.tag in ("NN", "NNP")
        if not (spokesman or draft.kind in alternatives(row["kinds"])):
            return False
        if draft.media and row["number"] != "one":
            return False
        if person and draft.gender and draft.gender.lower() != row["gender"] and not spokesman:
            return False
        if person and draft.plural:
            return False
        voice = self.quoted.get(token.index)
        other = voice is not None and voice is not inside  # who a quotation speaks of is not meant outside it
        return not (other and back == 0 and person)

    def _odd(self, pronoun: Token, found: list[Draft]) -> list[Draft]:
        """Persons in reach: a machine that translates may call them "it"."""
        near = (s.draft for s in reversed(self.trail) if pronoun.sentence - s.token.sentence <= 1)
        return list({d.id: d for d in near if d.kind == "person" and not d.plural and d not in found}.values())[:2]

    def _voice(self, pronoun: Token, sighting: Sighting, row: Row, rivals: int) -> list[str]:
        """What quotation marks and sides tell: in "they shot at us" they are the foes."""
        inside = self.quoted.get(pronoun.index)
        voice = self.quoted.get(sighting.token.index)
        draft = sighting.draft
        out = []
        if voice is not None and voice is not inside:
            out.append("other-voice")
        if inside is not None and voice is None:
            out.append("from-outside")
            if pronoun.text.lower() in _OTHERS and draft.kind != "person":  # those last named, whoever was the subject
                out.append(f"quoted-they={min(rivals, 4)}")
        if inside is not None and inside.ours and pronoun.text.lower() in _OTHERS:
            foe = bool(_FOES & set(draft.sectors[:1])) and draft.kind != "person"
            out.append("foe" if foe else "no-foe")
        if row["gender"] in ("m", "f") and "source" in draft.nouns:
            out.append("source")  # a source that says "he" seldom means itself
        token = sighting.token
        if token.dep in ("poss", "compound", "nmod") and token.head in self.meant:
            out.append(f"{row['class']}:within")  # Egypt in "Egypt's army": rather the army
        if not draft.human:
            out.append("not-human")
        return out

    def _things(self, pronoun: Token, *, many: bool) -> list[Thing]:
        """Things of this sentence and the last two, that are no actors."""
        out: dict[str, Thing] = {}
        if self._nouns is None:
            self._nouns = things(self.parsed)
        for thing in reversed(self._nouns):
            token = thing.token
            if token.index >= pronoun.index or thing.plural != many or token.index in self.meant:
                continue
            if pronoun.sentence - token.sentence > 2:
                break
            out.setdefault(token.lemma.lower(), thing)
        return list(out.values())

    def _subject_beside(self, pronoun: Token) -> str | None:
        """The actor of the verb whose object the pronoun is: in "he threatened him" they are two."""
        if pronoun.dep not in ("dobj", "dative", "pobj", "attr") or pronoun.text.lower().endswith(("self", "selves")):
            return None
        verb = self.parsed.tokens[pronoun.head]
        if pronoun.dep == "pobj":
            verb = self.parsed.tokens[verb.head]
        below = (c for c in self.parsed.children[verb.index] if self.parsed.tokens[c].dep == "nsubj")
        return next((self.meant[c] for c in below if c in self.meant), None)

    def _own(self, token: Token, draft: Draft, quotation: Quotation) -> bool:
        """Is somebody on the side of whoever is quoted: "his officers", "our men", the police of a police chief?"""
        if token.text.lower() in quotation.around:
            return True
        return draft.plural and any(self.parsed.tokens[c].tag == "PRP$" for c in self.parsed.children[token.index])

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
                return [couple(group, "group"), *found]
        return found
