"""What speaks for an antecedent of a pronoun: number, kind, place in the clause, distance, how often it was met."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sayso.extract.actors.draft import Draft
from sayso.extract.actors.features import Acting, Part, Place, Who
from sayso.extract.actors.speakers import saying
from sayso.extract.actors.things import Thing
from sayso.lexicon.events import verb_rows
from sayso.lexicon.metonyms import acts
from sayso.lexicon.tables import Row, table
from sayso.model import ParsedDocument, Token

_SUBJECT = frozenset({"nsubj", "nsubjpass", "agent"})
_MANY = (0, 1, 2, 4, 8)


@cache
def _light() -> frozenset[str]:
    """Verbs that leave it to a noun what is done: "held talks"."""
    return frozenset(row["verb"].split()[0] for row in table("light_verbs"))


def _kind(draft: Draft) -> str:
    if draft.members:
        return "couple"
    kind = "organisation" if draft.kind == "state" else draft.kind
    return f"{kind}s" if draft.plural else kind


class Salience:
    """Features of antecedents in one document."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self._roles: dict[int, str] = {}
        self._verbs: dict[int, int] = {}
        self._how: dict[int, str] = {}
        self._first = next((s.last for s in parsed.sentences if s.kind == "text"), 0)

    def of_actor(
        self, pronoun: Token, row: Row, token: Token, draft: Draft, form: str, above: Mapping[str, int], rivals: int
    ) -> list[Part]:
        """Of an actor whose last mention is `token`; `above` are the subjects above the pronoun, `rivals` are nearer."""
        group = row["class"]
        met = len(draft.mentions)
        who = Who(
            group,
            _kind(draft),
            self._role(pronoun),
            above.get(draft.id, -1),
            min(rivals, 4),
            form if form in ("name", "pronoun") else "description",
            sum(met > n for n in _MANY),
            draft.gender != "" and draft.gender == row["gender"],
            draft.media,
            draft.named,
            token.index < self._first,
        )
        out: list[Part] = [who, self._place(pronoun, token, group, thing=False)]
        if group != "he":
            out.append(self._acting(pronoun, group, "actor"))
        return out

    def of_thing(self, pronoun: Token, row: Row, thing: Thing) -> list[Part]:
        """Of a thing."""
        group = row["class"]
        return [self._place(pronoun, thing.token, group, thing=True), self._acting(pronoun, group, "thing")]

    def of_nobody(self, pronoun: Token, row: Row) -> list[Part]:
        """Of no antecedent at all."""
        return [self._acting(pronoun, row["class"], "nobody")]

    def subjects(self, pronoun: Token) -> list[list[int]]:
        """Subjects of the pronoun's clause, of the clause above it, and of the one above that, the first two levels up."""
        out: list[list[int]] = []
        verb = self._verb(pronoun)
        while verb >= 0 and len(out) < 3:
            found = [
                c for c in self.parsed.children[verb] if self.parsed.tokens[c].dep in _SUBJECT and c != pronoun.index
            ]
            token = self.parsed.tokens[verb]
            while not found and token.dep == "conj" and self.parsed.tokens[token.head].pos in ("VERB", "AUX"):
                token = self.parsed.tokens[token.head]
                found = [c for c in self.parsed.children[token.index] if self.parsed.tokens[c].dep in _SUBJECT]
            out.append([i for i in found if i != pronoun.index])
            if token.head == token.index:
                break
            verb = self._verb(token)
            if verb == token.index:
                break
        return out

    def _acting(self, pronoun: Token, group: str, what: str) -> Acting:
        role = self._role(pronoun)
        if pronoun.index not in self._how:
            verb = self.parsed.tokens[pronoun.head].lemma
            how = "says" if verb in saying() else "event" if verb_rows(verb) or verb in _light() else "other"
            if role in ("pobj", "poss") or not acts(self.parsed, pronoun.index):
                how = "not"
            self._how[pronoun.index] = how
        return Acting(group, what, role, self._how[pronoun.index])

    def _place(self, pronoun: Token, token: Token, group: str, *, thing: bool) -> Place:
        tokens, sentences = self.parsed.tokens, self.parsed.sentences
        back = pronoun.sentence - token.sentence
        near = pronoun.index - token.index
        return Place(
            group,
            thing,
            min(back, 3),
            sentences[token.sentence].block != sentences[pronoun.sentence].block,
            self._role(token),
            self._role(pronoun),
            (0 if near < 4 else 1 if near < 9 else 2 if near < 18 else 3) if back == 0 else -1,
            back == 0 and self._verb(token) == self._verb(pronoun),
            back > 0 and token.dep in _SUBJECT and tokens[token.head].dep in ("ROOT", "ccomp"),
        )

    def _role(self, token: Token) -> str:
        if token.index not in self._roles:
            self._roles[token.index] = self._find_role(token)
        return self._roles[token.index]

    def _verb(self, token: Token) -> int:
        """The verb of the clause that a token stands in."""
        if token.index not in self._verbs:
            self._verbs[token.index] = self._find_verb(token)
        return self._verbs[token.index]

    def _find_role(self, token: Token) -> str:
        dep = token.dep
        while dep in ("conj", "appos") and self.parsed.tokens[token.head].index != token.index:
            token = self.parsed.tokens[token.head]
            dep = token.dep
        if dep in _SUBJECT:
            return "subject"
        if dep in ("dobj", "dative"):
            return "object"
        return dep if dep in ("poss", "pobj") else "other"

    def _find_verb(self, token: Token) -> int:
        i = token.index
        for _ in range(12):
            token = self.parsed.tokens[token.head]
            if token.pos in ("VERB", "AUX") or token.head == i or token.dep == "ROOT":
                return token.index
            i = token.index
        return -1
