"""Noun phrases -> participants: which actor a token of the parse stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.lexicon.events import class_words
from sayso.lexicon.tables import table
from sayso.lexicon.tallies import is_thing
from sayso.model import SPEAKER, Actor, ActorMention, ParsedDocument, Participant, Span, by_head

FIRST_PERSON = ("i", "we", "us", "me", "our", "my", "ourselves")
Found = tuple[Actor, ActorMention]


class Cast:
    """The actors of one document, found by the token that stands for them."""

    def __init__(self, parsed: ParsedDocument, actors: Sequence[Actor]) -> None:
        self.parsed = parsed
        self.actors = {actor.id: actor for actor in actors}
        self._heads = by_head(actors)
        self._property = tuple(class_words(name) for name in ("vehicle", "building", "place_noun"))
        self._documents = frozenset(row["noun"] for row in table("speaking_documents"))
        self._weapons = frozenset(row["word"] for row in table("event_instruments") if row["type"] == "ASSAULT")
        self._arms = class_words("weapon") | class_words("missile") | class_words("aircraft")
        self._containers = frozenset(row["noun"] for row in table("container_nouns"))

    def at(self, token: int) -> list[Found]:
        """Actors whose mention has this token as its head."""
        found = [pair for pair in self._heads.get(token, []) if pair[0].human and not self._thing(pair)]
        word = self.parsed.tokens[token]
        if word.tag in ("PRP", "PRP$") and word.text.lower() in FIRST_PERSON:
            mention = ActorMention(span=word.span, text=word.text, form="pronoun", actor=SPEAKER, head=token)
            return [(Actor(id=SPEAKER, name=word.text, kind="group", mentions=(mention,)), mention)]
        return found

    def weapon(self, token: int) -> bool:
        return self.parsed.tokens[token].lemma.lower() in self._weapons

    def _thing(self, found: Found) -> bool:
        """A weapon that does harm acts for nobody, unless it is said whose it is: "Israeli aircraft"."""
        actor, mention = found
        lemma = self.parsed.tokens[mention.head].lemma.lower()
        return lemma in self._weapons and actor.country is None

    def nobodys(self, found: Found) -> bool:
        """Whether a mention is of weapons or aircraft, and no mention of them says whose they are: "65 of 99 drones"."""
        actor, mention = found
        tokens = self.parsed.tokens
        head = tokens[mention.head]
        if head.lemma.lower() not in self._arms or not is_thing(head):  # a "fighter" may be a man
            return False
        return not any(
            t.index != m.head
            and (t.pos == "PROPN" or t.entity or t.tag == "PRP$" or (t.pos == "NOUN" and not is_thing(t)))
            and t.pos != "NUM"
            for m in actor.mentions
            for t in self.parsed.tokens_in(m.span)
        )

    def before_in_sentence(self, token: int) -> list[Actor]:
        """Actors named earlier in the same sentence, the nearest first."""
        first = self.parsed.sentences[self.parsed.tokens[token].sentence].first
        out: list[Actor] = []
        for i in range(token - 1, first - 1, -1):
            out += [
                actor for actor, mention in self._heads.get(i, []) if mention.form != "pronoun" and actor not in out
            ]
        return out

    def of(self, token: int, *, deep: bool = True, owned: bool = True) -> list[Found]:
        """Actors that a noun phrase stands for: its own, else those that it belongs to ("positions of the rebels").

        Without `owned`, not those whose things of any kind it names: the misery in "Syria's misery" is no state.
        """
        own = self.at(token)
        if own or not deep:
            return own
        tokens, children = self.parsed.tokens, self.parsed.children
        lemma = tokens[token].lemma.lower()
        container = (
            lemma in self._containers or tokens[token].pos == "NUM" or any(lemma in words for words in self._property)
        )
        for c in children[token]:
            if tokens[c].dep == "prep" and tokens[c].text.lower() == "of" and container:
                for k in children[c]:
                    if tokens[k].dep == "pobj":
                        found = self.of(k)
                        for j in self._conjuncts(k):
                            found = [*found, *self.of(j)]
                        if found:
                            return found
        for c in children[token]:
            if (
                tokens[c].dep in ("poss", "nmod", "compound", "amod", "nummod")
                and self.at(c)
                and (container or (owned and tokens[c].dep == "poss"))
                and not (container and self._once(token))
            ):
                return self.at(c)
        for c in children[token]:
            if tokens[c].dep == "appos" and self.at(c):
                return self.at(c)
        if lemma in self._documents:
            return self.below(token, ("by", "from", "of")) or self.modifiers(token, ("poss", "compound"))
        return []

    def modifiers(self, token: int, deps: Iterable[str]) -> list[Found]:
        """Actors named by possessors, compounds or adjectives of a noun ("Israel's", "rebel", "Israeli")."""
        out: list[Found] = []
        for c in self.parsed.children[token]:
            if self.parsed.tokens[c].dep in deps and not self._opposed(c):
                out += self.at(c)
                for j in self._conjuncts(c):
                    out += self.at(j)
        return out

    def _once(self, token: int) -> bool:
        """ "A former rebel outpost" is the rebels' no more."""
        return any(self.parsed.tokens[c].text.lower() in ("former", "erstwhile") for c in self.parsed.children[token])

    def _opposed(self, token: int) -> bool:
        """Assad in "the anti-Assad revolt"."""
        tokens = self.parsed.tokens
        return token > 1 and tokens[token - 1].text in "-–" and tokens[token - 2].text.lower() == "anti"

    def below(self, token: int, preps: Iterable[str]) -> list[Found]:
        """Actors under a noun's prepositions."""
        wanted = set(preps)
        out: list[Found] = []
        for c in self.parsed.children[token]:
            if self.parsed.tokens[c].dep in ("prep", "agent") and self.parsed.tokens[c].text.lower() in wanted:
                out += self.under(c)
        return out

    def under(self, prep: int) -> list[Found]:
        out: list[Found] = []
        for k in self.parsed.children[prep]:
            if self.parsed.tokens[k].dep == "pobj":
                for j in (k, *self._conjuncts(k)):
                    out += self.of(j)
        return out

    def _conjuncts(self, i: int) -> list[int]:
        out, todo = [], [i]
        while todo:
            for c in self.parsed.children[todo.pop()]:
                if self.parsed.tokens[c].dep == "conj" and self.parsed.tokens[c].pos in (
                    "NOUN",
                    "PROPN",
                    "PRON",
                    "ADJ",
                    "NUM",
                ):
                    out.append(c)
                    todo.append(c)
        return sorted(out)


def participants(role: str, found: Iterable[Found], *, inferred: bool = False) -> tuple[Participant, ...]:
    """Participants of one role, one per actor and span, in text order."""
    seen: set[str] = set()
    out: list[Participant] = []
    for actor, mention in found:
        if actor.id in seen:
            continue
        seen.add(actor.id)
        out.append(
            Participant(
                role=role,
                text=mention.text,
                span=None if inferred else mention.span,
                actor=actor.id,
                inferred=inferred,
                head=mention.head,
            )
        )
    return tuple(sorted(out, key=lambda p: p.span or Span(0, 0)))
