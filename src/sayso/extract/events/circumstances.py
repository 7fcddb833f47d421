"""Where, when and how many: what belongs to which event of a sentence."""

from __future__ import annotations

import bisect
from collections.abc import Collection, Sequence

from sayso.extract.events.frames import BEFALLING
from sayso.lexicon.attribution import say_verbs
from sayso.lexicon.events import class_words
from sayso.model import ParsedDocument, PlaceMention, Quantity, Span, TimeMention

GOAL = ("towards", "toward", "to", "for", "from", "into", "about", "over")  # where a way leads, not where a thing is
AT = ("in", "at", "near", "outside", "inside", "around")
_ELSEWHERE = frozenset(
    {"connection", "relation", "role", "part", "involvement", "suspicion", "charge"}
)  # of other deeds
HERE = (
    "in",
    "at",
    "near",
    "on",
    "outside",
    "inside",
    "around",
    "against",
    "across",
    "of",
    "along",
    "off",
    "between",
    "within",
    "south",
    "north",
    "east",
    "west",
    "throughout",
    "through",
    "over",
    "into",
)


class Circumstances:
    """Places, times and quantities of one document, by the token that they stand on."""

    def __init__(
        self,
        parsed: ParsedDocument,
        places: Sequence[PlaceMention],
        times: Sequence[TimeMention],
        quantities: Sequence[Quantity],
    ) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.children = parsed.children
        self.places = [p for p in places if p.literal]
        self.times = list(times)
        self.quantities = sorted(quantities, key=lambda q: q.span)
        self._say = frozenset(
            lemma for lemma, cues in say_verbs().items() if any(c.kind in ("say", "cite") for c in cues)
        )

    # ------------------------------------------------------------------ tree
    def head_of(self, span: Span) -> int | None:
        """The token of a span whose own head lies outside it."""
        inside = self.parsed.tokens_in(span)
        indices = {t.index for t in inside}
        for token in inside:
            if token.head == token.index or token.head not in indices:
                return token.index
        return None

    def owner(
        self, token: int, heads: Collection[int], *, shared: bool = True, told: bool = False
    ) -> tuple[int | None, str]:
        """The nearest event head at or above a token, and the first preposition on the way; stops at other clauses' verbs.

        `shared`: what stands with the second of two joined verbs may be the first one's too, as dates often are.
        `told`: the event is one of words, and what its content tells of is elsewhere.
        """
        prep = ""
        i = token
        while True:
            t = self.tokens[i]
            if i in heads:
                return i, prep
            if i != token and t.dep == "appos" and t.tag in ("NN", "NNS"):
                return None, prep  # "Iran, Russia's ally in Syria, made a call"
            if t.pos == "ADP" and prep in ("", "of"):  # "from the provinces of Kilis and Hatay": from there
                prep = t.text.lower()
            if t.head == i:
                return None, prep
            if (
                t.pos in ("VERB", "AUX")
                and i != token
                and (
                    t.lemma.lower() in self._say
                    or t.dep in ("advcl", "parataxis")
                    or (t.dep == "conj" and not shared and self._finite(i))
                    or (t.dep == "relcl" and self._of_people(i))
                    or (t.dep == "acl" and self._has_subject(i))
                    or (told and t.dep in ("acl", "relcl", "ccomp", "pcomp", "xcomp"))
                    or (t.dep == "ccomp" and self.tokens[t.head].lemma.lower() in self._say)
                )
            ):
                return None, prep
            i = t.head

    def _has_subject(self, clause: int) -> bool:
        """The clause in "the claim that rebels were beaten in Syria"."""
        return any(self.tokens[c].dep in ("nsubj", "nsubjpass") for c in self.children[clause])

    def _of_people(self, clause: int) -> bool:
        """What is told of somebody besides, as in "the envoy, who is in London"."""
        return any(self.tokens[c].tag in ("WP", "WP$") for c in self.children[clause])

    def _finite(self, verb: int) -> bool:
        """A clause of its own; "two were killed and ten injured in Gao" leaves the second "were" out."""
        below = {self.tokens[c].dep for c in self.children[verb]}
        if self.tokens[verb].tag in ("VBD", "VBZ", "VBP"):
            return self.tokens[verb].lemma not in BEFALLING or "dobj" in below
        return bool(below & {"aux", "auxpass"})

    # ------------------------------------------------------------------ when
    def time_for(self, head: int, span: Span, heads: Collection[int], allowed: Span) -> TimeMention | None:
        """The time of an event: one that hangs on it in the tree, else the only one left in its clause."""
        inside = self._between(self.times, allowed)
        dated = [
            t
            for t in inside
            if (t.timex in ("DATE", "TIME") and not t.value.endswith("_REF")) or t.anchor or t.earliest or t.latest
        ]
        owned: list[tuple[int, TimeMention]] = []
        free: list[TimeMention] = []
        for time in dated:
            at = self.head_of(time.span)
            if at is None or self._modifies(at, heads):
                continue
            owner, _ = self.owner(at, heads)
            if owner == head:
                owned.append((abs(time.span.start - span.start), time))
            elif owner is None and not self._of_saying(at) and self._shared(at, head):
                free.append(time)
        if owned:
            best = min(owned, key=lambda pair: (_rank(pair[1]), pair[0]))
            return best[1]
        if len(free) == 1 and len([h for h in heads if allowed.start <= self.tokens[h].start < allowed.end]) == 1:
            return free[0]
        return None

    def _modifies(self, at: int, heads: Collection[int]) -> bool:
        """ "The 2018 budget": a year that only names a thing dates no deed."""
        token = self.tokens[at]
        noun = self.tokens[token.head]
        return token.dep == "nummod" and noun.pos == "NOUN" and noun.index not in heads and noun.index > at

    def _shared(self, time: int, head: int) -> bool:
        """Whether a time that hangs on no event may be that of one: it stands in the same clause, or in that which goes on "when ..."."""
        clause, other = self._clause(head), self._clause(time)
        while clause != other and self.tokens[clause].dep == "advcl" and not self._beside(clause):
            clause = self._clause(self.tokens[clause].head)
        return clause == other

    def _beside(self, clause: int) -> bool:
        """A clause that tells of something else beside the main one: "though he gave millions, they agreed in May"."""
        marks = {self.tokens[c].text.lower() for c in self.children[clause] if self.tokens[c].dep == "mark"}
        return not marks.isdisjoint(("though", "although", "while", "whereas", "because", "since", "if", "unless"))

    def _clause(self, token: int) -> int:
        """The word at the top of the clause: the verb of a relative or adverbial clause, or the root."""
        i = token
        while self.tokens[i].head != i and self.tokens[i].dep not in ("relcl", "acl", "advcl", "parataxis"):
            i = self.tokens[i].head
        return i

    def _of_saying(self, token: int) -> bool:
        """Whether a time belongs to the act of saying ("Paris said on Monday that")."""
        i = token
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            if self.tokens[i].pos == "VERB":
                return self.tokens[i].lemma.lower() in self._say
        return False

    # ------------------------------------------------------------------ where
    def place_for(
        self,
        head: int,
        parts: Collection[int],
        heads: Collection[int],
        allowed: Span,
        *,
        moving: bool,
        acting: Collection[int] = (),
        people: Collection[int] = (),
        physical: bool = True,
    ) -> PlaceMention | None:
        """The place of an event: on a preposition below it or below one of its objects; a goal is no place."""
        best: tuple[int, int, PlaceMention] | None = None
        for place in self._between(self.places, allowed):
            at = self.head_of(place.span)
            if at is None:
                continue
            if at in parts and self.tokens[at].dep == "pobj":
                prep = self.tokens[self.tokens[at].head].text.lower()
                owner: int | None = self.tokens[self.tokens[at].head].head
            else:
                owner, prep = self.owner(at, set(heads) | set(parts), shared=False, told=not physical)
            if owner is None or owner not in parts or self._elsewhere(at, head):
                continue
            if prep not in (HERE if physical else ("in", "at", "near")) and not (
                prep == "" and physical and owner != head and at not in acting
            ):
                continue  # a state that acts, or that is spoken of, is no place
            if self.tokens[at].dep in ("compound", "nmod") and place.precision == "country":
                if self.tokens[self.tokens[at].head].lemma.lower() in class_words("building"):
                    continue  # "attacks at U.S. embassies in Kenya"
            if not prep and at != owner and place.precision == "country" and (owner in people or place.text.isupper()):
                continue  # "the US military", "the US pullout"
            direct = self.tokens[self.tokens[at].head].head == owner
            if at != owner and direct and prep in ("of", "for", "between", "on") and owner in people:
                continue  # "the president of Kenya"
            if moving and prep in GOAL:
                continue
            rank = 0 if prep in AT else 1
            key = (rank, abs(self.tokens[at].start - self.tokens[head].start), place)
            if best is None or key[:2] < best[:2]:
                best = key
        return best[2] if best else self._of_cause(head, allowed) if physical and not moving else None

    def _elsewhere(self, place: int, head: int) -> bool:
        """Whether a place is that of other deeds: "arrested in connection with the blasts in Kenya"."""
        for i in self.parsed.ancestors(place):
            if i == head:
                return False
            if self.tokens[i].dep == "pobj" and self.tokens[i].lemma.lower() in _ELSEWHERE:
                return True
        return False

    def _of_cause(self, head: int, allowed: Span) -> PlaceMention | None:
        """For what an act brings about, the place of the act: "A bomb exploded in Gao, killing two"."""
        effect, cause = self.tokens[head], self.tokens[self.tokens[head].head]
        if effect.dep != "advcl" or effect.tag != "VBG" or cause.lemma.lower() in self._say:
            return None
        inside: list[PlaceMention] = self._between(self.places, allowed)
        for place in inside:
            at = self.head_of(place.span)
            prep = self.tokens[self.tokens[at].head] if at is not None and self.tokens[at].dep == "pobj" else None
            if prep is not None and prep.head == cause.index and prep.text.lower() in AT:
                return place
        return None

    # ------------------------------------------------------------------ how many
    def quantities_for(self, parts: Collection[int], spans: Sequence[Span], allowed: Span) -> tuple[Quantity, ...]:
        """Quantities whose counted noun or verb is part of the event."""
        out = []
        for quantity in self._between(self.quantities, allowed):
            own = quantity.trigger is not None and any(quantity.trigger.overlaps(s) for s in spans)
            if own or (quantity.head is not None and quantity.head in parts):
                out.append(quantity)
        return tuple(out)

    @staticmethod
    def _between(items: Sequence[PlaceMention] | Sequence[TimeMention] | Sequence[Quantity], allowed: Span) -> list:  # type: ignore[type-arg]
        low = bisect.bisect_left(items, allowed.start, key=lambda x: x.span.start)
        high = bisect.bisect_left(items, allowed.end, key=lambda x: x.span.start)
        return list(items[low:high])


def _rank(time: TimeMention) -> int:
    return 0 if time.timex in ("DATE", "TIME") and (time.earliest or time.latest) else 1
