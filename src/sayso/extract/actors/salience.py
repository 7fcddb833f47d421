"""What speaks for an antecedent of a pronoun: number, kind, place in the clause, distance, how often it was met."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from sayso.extract.actors.draft import Draft
from sayso.extract.actors.speakers import saying
from sayso.lexicon.events import verb_rows
from sayso.lexicon.metonyms import acts
from sayso.lexicon.tables import Row, table
from sayso.model import ParsedDocument, Token
from sayso.model.actors import ACTOR_KINDS

_SUBJECT = frozenset({"nsubj", "nsubjpass", "agent"})
_MANY = (0, 1, 2, 4, 8)
_MAIN = frozenset({"ROOT", "ccomp"})
_TELLING = frozenset({"name", "pronoun"})
# a state is spoken of as a body is
_KINDS = {
    (kind, many): ("organisation" if kind == "state" else kind) + "s" * many
    for kind in ACTOR_KINDS
    for many in (False, True)
}
Bundle = tuple[str | int | bool, ...]


@cache
def _light() -> frozenset[str]:
    """Verbs that leave it to a noun what is done: "held talks"."""
    return frozenset(row["verb"].split()[0] for row in table("light_verbs"))


class Outlook:
    """What speaks for antecedents as one pronoun sees them; what depends on the pronoun alone is found once.

    Bundles come back as the plain tuples of their fields, since a text brings up thousands.
    """

    __slots__ = ("_gender", "_group", "_pronoun", "_role", "_salience", "_verb")

    def __init__(self, salience: Salience, pronoun: Token, row: Row) -> None:
        self._salience, self._pronoun = salience, pronoun
        self._group, self._gender = row["class"], row["gender"]
        self._role, self._verb = salience.role(pronoun), -2

    def of_actor(self, token: Token, draft: Draft, form: str, level: int, rivals: int) -> Bundle:
        """`Who` of an actor last met at `token`; `level`: of how high a subject it is, or -1; `rivals` are nearer."""
        return (
            self._group,
            _KINDS[draft.kind, draft.plural] if not draft.members else "couple",
            self._role,
            level,
            rivals if rivals < 4 else 4,
            form if form in _TELLING else "description",
            bisect_left(_MANY, len(draft.mentions)),
            draft.gender != "" and draft.gender == self._gender,
            draft.media,
            draft.named,
            token.index < self._salience.first,
        )

    def acting(self, what: str) -> Bundle:
        """`Acting`: what the verb of the pronoun tells of an actor, a thing or nobody."""
        return (self._group, what, self._role, self._salience.how(self._pronoun, self._role))

    def place(self, token: Token, *, thing: bool) -> Bundle:
        """`Place`: where an antecedent stands."""
        salience, pronoun = self._salience, self._pronoun
        role = salience.roles.get(token.index) or salience.role(token)
        back = pronoun.sentence - token.sentence
        if back:
            blocks = salience.blocks
            parted = blocks[token.sentence] != blocks[pronoun.sentence]
            main = back > 0 and token.dep in _SUBJECT and salience.tokens[token.head].dep in _MAIN
            return (self._group, thing, back if back < 3 else 3, parted, role, self._role, -1, False, main)
        if self._verb == -2:
            self._verb = salience.verb(pronoun)
        near = pronoun.index - token.index
        steps = 0 if near < 4 else 1 if near < 9 else 2 if near < 18 else 3
        return (self._group, thing, 0, False, role, self._role, steps, salience.verb(token) == self._verb, False)


class Salience:
    """What the clauses of one document say of a word: its role, its verb, whether it acts."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.blocks = [s.block for s in parsed.sentences]
        self.roles: dict[int, str] = {}  # as far as found so far
        self._verbs: dict[int, int] = {}
        self._how: dict[int, str] = {}
        self.first = next((s.last for s in parsed.sentences if s.kind == "text"), 0)  # token after the first sentence

    def subjects(self, pronoun: Token) -> list[list[int]]:
        """Subjects of the pronoun's clause, of the clause above it, and of the one above that, the first two levels up."""
        out: list[list[int]] = []
        tokens, children, own = self.parsed.tokens, self.parsed.children, pronoun.index
        verb = self.verb(pronoun)
        while verb >= 0 and len(out) < 3:
            found = [c for c in children[verb] if tokens[c].dep in _SUBJECT and c != own]
            token = tokens[verb]
            while not found and token.dep == "conj" and tokens[token.head].pos in ("VERB", "AUX"):
                token = tokens[token.head]
                found = [c for c in children[token.index] if tokens[c].dep in _SUBJECT]
            out.append([i for i in found if i != own])
            if token.head == token.index:
                break
            verb = self.verb(token)
            if verb == token.index:
                break
        return out

    def tellers(self, pronoun: Token) -> list[int]:
        """Subjects of the verb of saying whose content begins with the pronoun: Ankara in "Ankara said it opposed the plan"."""
        tokens = self.tokens
        verb = tokens[pronoun.head]
        if pronoun.dep not in _SUBJECT or verb.dep != "ccomp" or tokens[verb.head].lemma not in saying():
            return []
        return [c for c in self.parsed.children[verb.head] if tokens[c].dep == "nsubj" and c < pronoun.index]

    def how(self, pronoun: Token, role: str) -> str:
        """Whether the pronoun stands where those stand who act, and with what sort of verb."""
        found = self._how.get(pronoun.index)
        if found is None:
            verb = self.parsed.tokens[pronoun.head].lemma
            found = "says" if verb in saying() else "event" if verb_rows(verb) or verb in _light() else "other"
            if role in ("pobj", "poss") or not acts(self.parsed, pronoun.index):
                found = "not"
            self._how[pronoun.index] = found
        return found

    def role(self, token: Token) -> str:
        """subject, object, poss, pobj or other."""
        found = self.roles.get(token.index)
        if found is None:
            found = self.roles[token.index] = self._find_role(token)
        return found

    def verb(self, token: Token) -> int:
        """The verb of the clause that a token stands in."""
        found = self._verbs.get(token.index)
        if found is None:
            found = self._verbs[token.index] = self._find_verb(token)
        return found

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
