"""Antecedents of pronouns."""

from __future__ import annotations

from collections.abc import Container
from functools import cache

from sayso.extract.actors.couple import couple
from sayso.extract.actors.draft import Draft
from sayso.extract.actors.quotes import Quotation, quotations
from sayso.lexicon.metonyms import addressed
from sayso.lexicon.tables import Row, alternatives, table
from sayso.model import ParsedDocument, Token

_WINDOW = 3  # sentences that a pronoun looks back over
_OTHERS = frozenset({"they", "them"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "agent"})
_FOES = frozenset({"UAF", "REB", "PRM", "CRM"})


@cache
def pronouns() -> dict[str, Row]:
    """Rows of the pronoun table by word."""
    return {w: row for row in table("pronouns") for w in alternatives(row["words"])}


class References:
    """Ranks the mentions before a pronoun. `recent` grows while the document is read."""

    def __init__(self, parsed: ParsedDocument, recent: list[tuple[Token, Draft]], people: Container[int]) -> None:
        """`people`: tokens of nouns for one person, who may stand for a body ("a spokesman for the army ... he")."""
        self.parsed, self.recent, self.people = parsed, recent, people
        self.quoted = quotations(parsed)
        self.meant: dict[int, str] = {}  # head of a mention, pronouns too, to its actor

    def refer(self, pronoun: Token) -> list[Draft]:
        """Actors that a pronoun may stand for, best first: number and kind, then subjects of this sentence and the last."""
        row = pronouns().get(pronoun.text.lower())
        if row is None or _empty(self.parsed, pronoun):
            return []
        kinds = alternatives(row["kinds"])
        many = row["number"] == "many"
        inside = self.quoted.get(pronoun.index)
        they = inside if pronoun.text.lower() in _OTHERS else None
        foes = they is not None and they.ours
        since = they.sentence if they else pronoun.sentence
        one = kinds[0] == "person"
        rival = self._subject_beside(pronoun)
        scored = []
        for k, (token, draft) in enumerate(reversed(self.recent)):
            back = since - token.sentence
            if back > _WINDOW:
                break
            spokesman = one and token.index in self.people and token.tag in ("NN", "NNP")
            if token.index >= pronoun.index or not (spokesman or draft.kind in kinds):
                continue
            if draft.media and row["number"] != "one":
                continue
            voice = self.quoted.get(token.index)
            other = voice is not None and voice is not inside  # who a quotation speaks of is not meant outside it
            if draft.id == rival or (other and back == 0 and one) or (they and self._own(token, draft, they)):
                continue
            foe = foes and bool(_FOES & set(draft.sectors[:1])) and draft.kind != "person"
            wrong = draft.plural != many and row["number"] != "any" and not foe
            odd = (draft.kind == "person") != one and not spokesman
            source = one and "source" in draft.nouns  # a source that says "he" seldom means itself
            far = 0 if they else _distance(token, back, self._parted(token, pronoun))
            scored.append(((wrong, odd, not draft.human, other, foes and not foe, source, far, k), draft))
        scored.sort(key=lambda s: s[0])
        found = list({d.id: d for _, d in scored}.values())
        return self._several(pronoun, found) if many else found

    def _subject_beside(self, pronoun: Token) -> str | None:
        """The actor of the verb whose object the pronoun is: in "he threatened him" they are two."""
        if pronoun.dep not in ("dobj", "dative") or pronoun.text.lower().endswith(("self", "selves")):
            return None
        below = (c for c in self.parsed.children[pronoun.head] if self.parsed.tokens[c].dep == "nsubj")
        return next((self.meant[c] for c in below if c in self.meant), None)

    def _own(self, token: Token, draft: Draft, quotation: Quotation) -> bool:
        """Is somebody on the side of whoever is quoted: "his officers", "our men", the police of a police chief?"""
        if token.text.lower() in quotation.around:
            return True
        return draft.plural and any(self.parsed.tokens[c].tag == "PRP$" for c in self.parsed.children[token.index])

    def _parted(self, token: Token, pronoun: Token) -> bool:
        return self.parsed.sentences[token.sentence].block != self.parsed.sentences[pronoun.sentence].block

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


def _distance(token: Token, back: int, parted: bool) -> int:
    """Rank of an antecedent: a subject here, the last sentence's subject, others here, then the rest by distance."""
    subject = token.dep in _SUBJECT
    if back == 0:
        return 0 if subject else 2
    if back == 1 and not parted:
        return 1 if subject else 3
    return 2 * back + (2 if subject else 3) + parted


def _empty(parsed: ParsedDocument, pronoun: Token) -> bool:
    """Is "it" nobody: "it is possible to", "it is said that", or a thing that somebody handles?"""
    if pronoun.text.lower() != "it":
        return False
    verb = parsed.tokens[pronoun.head]
    below = [parsed.tokens[c] for c in parsed.children[verb.index]]
    if pronoun.dep in ("nsubj", "nsubjpass"):
        late = any(t.dep in ("ccomp", "xcomp", "csubj", "advcl") and t.index > verb.index for t in below)
        passive = any(t.dep == "auxpass" for t in below)
        copula = verb.lemma == "be" and any(t.dep in ("acomp", "attr", "oprd") for t in below)
        return (passive and late) or (copula and (late or any(t.dep == "acomp" for t in below)))
    return pronoun.dep == "dobj" and not addressed(verb.lemma)
