"""Antecedents of pronouns: every actor and thing in reach is weighed, and the heaviest is meant."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator
from functools import cache
from itertools import takewhile
from math import exp
from operator import attrgetter, itemgetter
from typing import NamedTuple

from sayso.extract.actors.couple import couple
from sayso.extract.actors.draft import Draft
from sayso.extract.actors.features import WEIGHTS, Part, part_of, weigh
from sayso.extract.actors.quotes import Quotation, quotations
from sayso.extract.actors.salience import Bundle, Outlook, Salience
from sayso.extract.actors.things import empty, things
from sayso.lexicon.tables import Row, alternatives, table
from sayso.model import ParsedDocument, Token

_WINDOW = 3  # sentences that a pronoun looks back over
# A "they" that less than half of the weight speaks for is left unresolved: on news 1 of 8 such was right, of the others 4 of 5.
_LEAST_SURE = 0.5
_OTHERS = frozenset({"they", "them"})
_QUANTIFIERS = frozenset({"every", "each", "any", "no", "neither"})
_FOES = frozenset({"UAF", "REB", "PRM", "CRM"})
_WITHIN = frozenset({"poss", "compound", "nmod"})
_OTHER_VOICE, _FROM_OUTSIDE, _NOT_HUMAN = ("other-voice",), ("from-outside",), ("not-human",)
_INDEX = attrgetter("index")


@cache
def pronouns() -> dict[str, Row]:
    """Rows of the pronoun table by word."""
    return {w: row for row in table("pronouns") for w in alternatives(row["words"])}


Sighting = tuple[Token, Draft, str]  # one mention on the way through the text, with its form


class Choice(NamedTuple):
    """An antecedent that a pronoun may have, with what speaks for it; `draft` is None for a thing or nobody at all."""

    weight: float
    draft: Draft | None
    token: Token | None
    bundles: tuple[Bundle, ...]

    @property
    def parts(self) -> list[Part]:
        """What speaks for it, by name."""
        return [part_of(b) for b in self.bundles]


class References:
    """Weighs the mentions before a pronoun. `trail` and `recent` grow while the document is read."""

    def __init__(self, parsed: ParsedDocument, recent: list[tuple[Token, Draft]], people: Container[int]) -> None:
        """`people`: tokens of nouns for one person, who may stand for a body ("a spokesman for the army ... he")."""
        self.parsed, self.recent, self.people = parsed, recent, people
        self.quoted = quotations(parsed)
        self.meant: dict[int, str] = {}  # head of a mention, pronouns too, to its actor
        self.trail: list[Sighting] = []
        self._nouns: tuple[list[Token], list[Token]] | None = (
            None  # one, many; found when a pronoun first asks for them
        )
        # "every person" is nobody whom a later sentence could take up
        self._any = {t.head for t in parsed.tokens if t.tag == "DT" and t.text.lower() in _QUANTIFIERS}
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
        if not many:
            return found
        found = self._several(pronoun, found)
        if found[0].members or pronoun.index in self.quoted:
            return found
        one = found[0].kind == "person" and not found[0].plural  # nobody but they themselves is called so in news
        return [] if one or _share(ranked) < _LEAST_SURE else found

    def rank(self, pronoun: Token, row: Row) -> list[Choice]:
        """Everything that the pronoun may mean, best first."""
        out: list[Choice] = []
        above: dict[str, int] = {}
        for level, heads in enumerate(self._salience.subjects(pronoun)):
            for head in heads:
                above.setdefault(self.meant.get(head, ""), level)
        tellers = {self.meant.get(head, "") for head in self._salience.tellers(pronoun)}
        outlook = Outlook(self._salience, pronoun, row)
        quoted = self.quoted
        inside = quoted.get(pronoun.index)
        acting = (outlook.acting("actor"),) if row["class"] != "he" else ()
        acted = weigh(acting)
        quiet = inside is None
        for rivals, (token, draft, form) in enumerate(self._candidates(pronoun, row)):
            who = outlook.of_actor(token, draft, form, above.get(draft.id, -1), rivals)
            place = outlook.place(token, thing=False)
            weight = WEIGHTS[who] + WEIGHTS[place] + acted
            told: tuple[Bundle, ...] = ((f"{row['class']}:told",),) if draft.id in tellers else ()
            if told:
                weight += WEIGHTS[told[0]]
            if quiet and draft.human and token.dep not in _WITHIN and "source" not in draft.nouns:
                if token.index not in quoted:  # most: no sign tells more
                    out.append(Choice(weight, draft, token, (who, place, *acting, *told)))
                    continue
            signs = self._voice(pronoun, token, draft, row, inside, rivals)
            for sign in signs:
                weight += WEIGHTS[sign]
            out.append(Choice(weight, draft, token, (who, place, *acting, *told, *signs)))
        if row["gender"] not in ("m", "f"):
            out += self._no_actors(pronoun, outlook, inside, many=row["number"] == "many")
        out.sort(key=itemgetter(0), reverse=True)  # those of one weight stay in order
        return out

    def _no_actors(self, pronoun: Token, outlook: Outlook, inside: Quotation | None, *, many: bool) -> Iterator[Choice]:
        """The things that the pronoun may mean, and nobody at all."""
        acting = outlook.acting("thing")
        for token in self._things(pronoun, many=many):
            bundles: tuple[Bundle, ...] = (outlook.place(token, thing=True), acting)
            if self.quoted.get(token.index) not in (None, inside):
                bundles += (_OTHER_VOICE,)
            yield Choice(weigh(bundles), None, token, bundles)
        bundles = (outlook.acting("nobody"),)
        yield Choice(weigh(bundles), None, None, bundles)

    def _candidates(self, pronoun: Token, row: Row) -> list[Sighting]:
        """The last mention in reach of every actor that is not ruled out, nearest first."""
        inside = self.quoted.get(pronoun.index)
        they = inside if pronoun.text.lower() in _OTHERS else None
        since = they.sentence if they else pronoun.sentence
        oldest, here = since - _WINDOW, pronoun.index
        rival = self._subject_beside(pronoun)
        met: set[str | None] = {rival, self._described_by(pronoun)}
        out: list[Sighting] = []
        kinds, person, one = alternatives(row["kinds"]), row["gender"] in ("m", "f"), row["number"] == "one"
        for sighting in reversed(self.trail):
            token, draft, _ = sighting
            if token.sentence < oldest:
                break
            if token.index >= here or draft.id in met or (draft.media and not one):
                continue
            if token.index in self._any and token.sentence != pronoun.sentence:
                continue
            if person:
                if not self._may_be_person(token, draft, row, inside, since):
                    continue
            elif draft.kind not in kinds:
                continue
            if they and self._own(token, draft, they):
                continue
            met.add(draft.id)
            out.append(sighting)
        return out

    def _may_be_person(self, token: Token, draft: Draft, row: Row, inside: Quotation | None, since: int) -> bool:
        """Kind, gender and quotation: what no weight can make good."""
        if draft.plural:
            return False
        spokesman = token.tag in ("NN", "NNP") and token.index in self.people
        if not spokesman:
            if draft.kind not in alternatives(row["kinds"]):
                return False
            if draft.gender and draft.gender.lower() != row["gender"]:
                return False
        voice = self.quoted.get(token.index)  # who a quotation speaks of is not meant outside it
        return voice is None or voice is inside or since != token.sentence

    def _odd(self, pronoun: Token, found: list[Draft]) -> list[Draft]:
        """Persons in reach: a machine that translates may call them "it"."""
        oldest = pronoun.sentence - 1
        near = (d for _, d, _ in takewhile(lambda s: s[0].sentence >= oldest, reversed(self.trail)))
        return list({d.id: d for d in near if d.kind == "person" and not d.plural and d not in found}.values())[:2]

    def _voice(
        self, pronoun: Token, token: Token, draft: Draft, row: Row, inside: Quotation | None, rivals: int
    ) -> list[Bundle]:
        """What quotation marks and sides tell: in "they shot at us" they are the foes."""
        voice = self.quoted.get(token.index)
        out: list[Bundle] = []
        if voice is not None and voice is not inside:
            out.append(_OTHER_VOICE)
        if inside is not None:
            they = pronoun.text.lower() in _OTHERS
            if voice is None:
                out.append(_FROM_OUTSIDE)
                if they and draft.kind != "person":  # those last named, whoever was the subject
                    out.append((f"quoted-they={min(rivals, 4)}",))
            if inside.ours and they:
                foe = draft.kind != "person" and not _FOES.isdisjoint(draft.sectors[:1])
                out.append(("foe" if foe else "no-foe",))
        if "source" in draft.nouns and row["gender"] in ("m", "f"):
            out.append(("source",))  # a source that says "he" seldom means itself
        if token.dep in _WITHIN and token.head in self.meant:
            out.append((f"{row['class']}:within",))  # Egypt in "Egypt's army": rather the army
        if not draft.human:
            out.append(_NOT_HUMAN)
        return out

    def _things(self, pronoun: Token, *, many: bool) -> list[Token]:
        """Things of this sentence and the last two, that are no actors."""
        out: dict[str, Token] = {}
        if self._nouns is None:
            self._nouns = things(self.parsed)
        nouns, oldest = self._nouns[many], pronoun.sentence - 2
        for k in range(bisect_left(nouns, pronoun.index, key=_INDEX) - 1, -1, -1):
            token = nouns[k]
            if token.index in self.meant:
                continue
            if token.sentence < oldest:
                break
            out.setdefault(token.lemma.lower(), token)
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

    def _described_by(self, pronoun: Token) -> str | None:
        """The forces in "forces with whom they have partnered", who are not they."""
        verb = self.parsed.tokens[pronoun.head]
        if verb.dep != "relcl" or self._salience.role(pronoun) != "subject":
            return None
        return self.meant.get(verb.head)

    def _own(self, token: Token, draft: Draft, quotation: Quotation) -> bool:
        """Is somebody on the side of whoever is quoted: "his officers", "our men", the police of a police chief?"""
        if token.text.lower() in quotation.around:
            return True
        return draft.plural and any(self.parsed.tokens[c].tag == "PRP$" for c in self.parsed.children[token.index])

    def _mere_place(self, token: Token) -> bool:
        """Kenya in "attacks in Kenya"."""
        while token.dep == "conj":
            token = self.parsed.tokens[token.head]
        if token.dep in ("compound", "nmod"):
            return True  # "US plans"
        return token.dep == "pobj" and self.parsed.tokens[token.head].text.lower() in ("in", "at", "near", "across")

    def _several(self, pronoun: Token, found: list[Draft]) -> list[Draft]:
        """For "they" without a plural near: the persons, or else the states, of the sentence before, as one group."""
        if found and (found[0].plural or found[0].kind == "organisation"):  # "the Front said they had left"
            return found
        last = [*takewhile(lambda s: s[0].sentence >= pronoun.sentence - 1, reversed(self.recent))]
        near = {
            d.id: d
            for t, d in reversed(last)
            if t.sentence <= pronoun.sentence and t.index < pronoun.index and d.named and not self._mere_place(t)
        }
        for kind in ("person", "state"):
            group = [d for d in near.values() if d.kind == kind]
            if len(group) > 1:
                return [couple(group, "group"), *found]
        return found


def _share(ranked: list[Choice]) -> float:
    """How much of all the weight speaks for the actor that comes first: its probability in the fitted model."""
    top, first = ranked[0].weight, ranked[0].draft
    masses = [(exp(c.weight - top), c.draft is first) for c in ranked]
    return sum(m for m, own in masses if own) / sum(m for m, _ in masses)
