"""Which row of the tables a predicate or a noun fits: the most specific one wins, then the first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sayso.extract.events.frames import Frame
from sayso.extract.events.roles import Cast
from sayso.lexicon.events import LightRow, NounRow, VerbRow, class_words, light_rows, noun_rows, verb_rows
from sayso.model import ParsedDocument, PlaceMention

COUNTS = frozenset(
    (
        "dozen",
        "hundred",
        "thousand",
        "million",
        "score",
        "number",
        "group",
        "handful",
        "some",
        "most",
        "many",
        "several",
        "all",
        "one",
    )
)
MEASURES = COUNTS | class_words("measure")  # "20 tons of flour", "a message of support"
SECTORS = {  # classes of people that a name's sector tells as well as a noun does
    "force": frozenset(("MIL", "REB", "UAF", "PRM", "COP")),
    "police": frozenset(("COP",)),
    "leader": frozenset(("GOV", "ELI")),
    "envoy": frozenset(("GOV",)),
    "diplomat": frozenset(("GOV",)),
}
CIVIL = frozenset(("CVL", "AGR", "LAB", "EDU", "SOC", "REF", "REL", "OPP", "JRN"))
Row = TypeVar("Row", VerbRow, NounRow, LightRow)


class Matcher:
    """Matches tokens of one document against the event tables."""

    def __init__(self, parsed: ParsedDocument, cast: Cast, places: Sequence[PlaceMention] = ()) -> None:
        self.tokens = parsed.tokens
        self.children = parsed.children
        self.cast = cast
        self._places = {t.index for p in places if p.literal for t in parsed.tokens_in(p.span) if t.pos == "PROPN"}

    def verb(self, frame: Frame) -> VerbRow | None:
        scored = []
        for row in verb_rows(self._hyphened(frame.head, lemma=True)) or verb_rows(
            self.tokens[frame.head].lemma.lower()
        ):
            score = 0
            if row.with_:
                if not self._with(frame, row.with_):
                    continue
                score += 1
            objects = [*frame.undergoers, *(t for w in row.with_ for t in frame.preps.get(w, []))]
            if "as" in row.with_:
                objects += self._as(frame)
            if row.object:
                fits = self._fits(row.object, [*objects, *self._beside(frame, row.object)])
                if fits is None:
                    continue
                score += fits
            if row.subject:
                fits = self._fits(row.subject, frame.actors)
                if fits is None:
                    continue
                score += fits
            scored.append((score, row))
        return _best(scored)

    def _as(self, frame: Frame) -> list[int]:
        """What the object is described as, where "as" hangs on it: "described the raid as a crime"."""
        below = [c for o in frame.undergoers for c in self.children[o] if self.tokens[c].text.lower() == "as"]
        return [k for c in below for k in self.children[c] if self.tokens[k].dep == "pobj"]

    def noun(self, token: int) -> NounRow | None:
        rows = noun_rows(self._hyphened(token)) or noun_rows(self._noun_lemma(token))
        if not rows or self._of_a_kind(token):
            return None
        around = {
            self.tokens[c].lemma.lower()
            for c in self.children[token]
            if self.tokens[c].dep in ("compound", "amod", "nmod", "poss", "nummod")
        }
        around |= {
            self.tokens[k].lemma.lower()
            for c in self.children[token]
            if self.tokens[c].dep == "compound"
            for k in self.children[c]
        }
        around |= {
            self.tokens[k].lemma.lower()
            for c in self.children[token]
            if self.tokens[c].text.lower() in ("by", "over")  # "a strike by drivers", "a strike over pay"
            for k in self.children[c]
        }
        return _best([(len(row.with_) > 0, row) for row in rows if not row.with_ or around & set(row.with_)])

    def _of_a_kind(self, i: int) -> bool:
        """ "Such attacks", "talk of war": a kind of event, or a subject of gossip, and none that happened."""
        if self.tokens[i].tag == "NN" and self.tokens[i].lemma == "talk" and self.tokens[i].dep != "dobj":
            return any(self.tokens[c].text.lower() == "of" for c in self.children[i])
        such = any(self.tokens[c].text.lower() == "such" for c in self.children[i])
        return (
            such
            and self.tokens[i].tag in ("NNS", "NN")
            and not any(self.tokens[c].text.lower() == "a" for c in self.children[i])
        )

    def _noun_lemma(self, i: int) -> str:
        """A gerund names an event by its own form ("the shelling"), not by its verb's ("talking" is no talk)."""
        token = self.tokens[i]
        return token.text.lower() if token.tag == "VBG" else token.lemma.lower()

    def _hyphened(self, i: int, *, lemma: bool = False) -> str:
        """A compound written with hyphens, as one word: the parser cuts "sit-in" in three."""
        text, k = (self.tokens[i].lemma if lemma else self.tokens[i].text).lower(), i
        while k >= 2 and self.tokens[k - 1].text == "-" and self.tokens[k - 1].end == self.tokens[k].start:
            if self.tokens[k - 2].end != self.tokens[k - 1].start:
                break
            text, k = f"{self.tokens[k - 2].text.lower()}-{text}", k - 2
        return text

    def light(self, frame: Frame, noun_type: str, *, subject: bool) -> LightRow | None:
        """The light verb's row for an event noun as its object (or, with `subject`, as its subject)."""
        scored = []
        for row in light_rows(self.tokens[frame.head].lemma.lower()):
            if row.types and noun_type not in row.types:
                continue
            if row.with_ and not self._with(frame, row.with_):
                continue
            if subject and row.subject != "none":
                continue
            scored.append((bool(row.with_) + bool(row.types), row))
        return _best(scored)

    def _meant(self, frame: Frame, clause: int) -> bool:
        """ "The general warned that planes would be shot down": who can do it and leaves out who would, means himself."""
        passive = any(self.tokens[c].dep == "auxpass" for c in self.children[clause])
        doer = any(self.tokens[c].dep == "agent" for c in self.children[clause])
        if not passive or doer or not any(self._is("@force", t) or self._is("@envoy", t) for t in frame.subjects):
            return False
        return any(row.type in ("ASSAULT", "COERCE") for row in verb_rows(self.tokens[clause].lemma.lower()))

    def politician(self, tokens: Sequence[int]) -> bool:
        """Is one of them a leader or another person of politics, and none fighters or a state by its name?"""
        if any(self._is("@country", t) or self.tokens[t].lemma.lower() in class_words("unit") for t in tokens):
            return False
        sectors = {s for t in tokens for a, _ in self.cast.of(t) if a.kind == "person" for s in a.sectors}
        leads = any(self.tokens[t].lemma.lower() in class_words("leader") for t in tokens)
        return leads or bool(sectors & {"GOV", "LEG", "PTY", "OPP", "ELI", "JUD"})

    def own_future(self, frame: Frame) -> bool:
        """A clause on what the subject itself will do: "warned that it would block"."""
        subjects = {a.id for t in frame.subjects for a, _ in self.cast.of(t)}
        for clause in frame.clauses:
            modal = any(
                self.tokens[c].tag == "MD" and self.tokens[c].lemma in ("will", "would", "shall")
                for c in self.children[clause]
            )
            if modal and self._meant(frame, clause):
                return True
            for c in self.children[clause]:
                if modal and self.tokens[c].dep in ("nsubj", "nsubjpass"):
                    pronoun = self.tokens[c].tag == "PRP" and self.tokens[c].text.lower() in (
                        "it",
                        "he",
                        "she",
                        "they",
                        "we",
                    )
                    if pronoun or subjects & {a.id for a, _ in self.cast.of(c)}:
                        return True
        return False

    def duty(self, frame: Frame) -> bool:
        """A clause on what somebody else has to do: "said that the army must leave", "that it should leave"."""
        own = {a.id for t in frame.subjects for a, _ in self.cast.of(t)}
        for clause in frame.clauses:
            below = [self.tokens[c] for c in self.children[clause]]
            suffers = any(t.dep in ("auxpass", "nsubjpass") for t in below)  # "must be punished": asked of others
            suffers = suffers or self.tokens[clause].lemma.lower() in class_words("undergone")
            suffers = suffers or (self.tokens[clause].lemma == "be" and any(t.dep == "attr" for t in below))
            suffers = suffers or any(
                t.lemma == "have" and t.dep == "aux" for t in below
            )  # "must have written it himself"
            if not suffers and any(t.tag == "MD" and t.text.lower() in ("must", "should") for t in below):
                bound = [t for t in below if t.dep == "nsubj" and t.pos != "PRON"]
                others = {a.id for t in bound for a, _ in self.cast.of(t.index)}
                if bound and not own & others:
                    return True
        return False

    def _dated(self, token: int) -> bool:
        """ "On Saturday" is a date, not the "on" of "call on"."""
        lemma = self.tokens[token].lemma.lower()
        return lemma in class_words("time") or self.tokens[token].text.lower() in class_words("time")

    def _beside(self, frame: Frame, wanted: Sequence[str]) -> list[int]:
        """Words that the parser hangs elsewhere below the verb: "took 23 guards hostage"."""
        below = [c for c in self.children[frame.head] if c > frame.head and self.tokens[c].lemma.lower() in wanted]
        acts = ("dobj", "oprd", "acomp", "xcomp", "ccomp")  # "used a ram to force open the door" is no use of force
        return [c for c in below if not any(self.tokens[k].dep in acts for k in self.children[c])]

    def _with(self, frame: Frame, words: Iterable[str]) -> bool:
        below = frame.particles | {
            p for p, tokens in frame.preps.items() if not tokens or not all(self._dated(t) for t in tokens)
        }
        if any(w in below for w in words):
            return True
        texts = {self.tokens[c].text.lower() for c in self.children[frame.head] if self.tokens[c].dep != "prep"}
        texts |= {
            self.tokens[k].text.lower() for o in frame.objects for k in self.children[o] if self.tokens[k].dep == "prep"
        }
        texts |= {  # "described the vote as illegal"
            self.tokens[k].text.lower()
            for c in self.children[frame.head]
            if self.tokens[c].text.lower() == "as"
            for k in self.children[c]
        }
        if any(self.tokens[k].tag == "TO" for c in frame.clauses for k in self.children[c]):
            texts.add("to")
        if self.own_future(frame):
            texts.add("would")
        if "must" in words and self.duty(frame):
            texts.add("must")
        texts |= {self.tokens[t].lemma.lower() for found in frame.preps.values() for t in found}
        return any(w in texts for w in words)

    def _counted(self, tokens: Sequence[int]) -> list[int]:
        """What is counted stands for the count: "two of its reporters" are reporters."""
        out = list(tokens)
        for t in tokens:
            if self.tokens[t].pos == "NUM" or self.tokens[t].lemma.lower() in MEASURES:
                for c in self.children[t]:
                    if self.tokens[c].text.lower() == "of":
                        out += [k for k in self.children[c] if self.tokens[k].dep == "pobj"]
        return out

    def _fits(self, wanted: Sequence[str], tokens: Sequence[int]) -> int | None:
        """How well tokens fit a cell: None if they do not, 0 where the cell only excludes, 1 for a class, 2 for a word."""
        tokens = self._counted(tokens)
        positive = [w for w in wanted if not w.startswith("!")]
        for word in wanted:
            if word.startswith("!") and any(self._is(word[1:], t) for t in tokens):
                return None
        if not positive:
            return 0
        if positive == ["-"]:
            return None if tokens else 1
        best: int | None = None
        for word in positive:
            if any(self._is(word, t) for t in tokens):
                best = max(best or 0, 1 if word.startswith("@") else 2)
        return best

    def _is(self, word: str, token: int) -> bool:
        lemma = self.tokens[token].lemma.lower()
        if word.startswith("@"):
            if lemma in class_words(word[1:]) or self.tokens[token].text.lower() in class_words(word[1:]):
                return True
            if word in ("@civilian", "@people"):
                wanted = CIVIL if word == "@civilian" else None
                found = self.cast.of(token, owned=False)
                return any((set(a.sectors) & wanted if wanted else a.kind in ("person", "group")) for a, _ in found)
            if word in ("@place_noun", "@territory"):  # "entered Goma" as well as "entered the town"
                return token in self._places
            if (
                word == "@country"
            ):  # by its name: "the government" acts as politicians do, "Israel" also as an army does
                return self.tokens[token].pos == "PROPN" and any(
                    a.kind == "state" for a, _ in self.cast.of(token, owned=False)
                )
            wanted_sectors = SECTORS.get(word[1:])
            if wanted_sectors:
                # a state acts through its forces, leaders and envoys
                found = self.cast.of(token, owned=False)
                return any(wanted_sectors & set(a.sectors) or a.kind == "state" for a, _ in found)
            return False
        if word == lemma or word == self.tokens[token].text.lower():
            return True
        if " " in word:
            first, _, last = word.rpartition(" ")
            return last == lemma and any(self.tokens[c].lemma.lower() == first for c in self.children[token])
        return False


def _best(scored: list[tuple[int, Row]]) -> Row | None:
    """The most specific row, the first of equals; rows of type NONE mark senses that tell of no event."""
    if not scored:
        return None
    row = max(scored, key=lambda pair: pair[0])[1]
    return None if getattr(row, "type", "") in ("-", "NONE") else row
