"""The frame of a predicate: who is its subject and its object, through passives, control, relatives and coordination."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.lexicon.events import class_words
from sayso.model import ParsedDocument

SUBJECT = ("nsubj", "csubj")
PASSIVE = ("nsubjpass", "csubjpass")
OBJECT = ("dobj", "obj", "dative", "oprd")
OBJECT_CONTROL = frozenset(
    # verbs whose object does what the infinitive says (Levin's verbs of order, request and permission)
    [
        "urge",
        "ask",
        "order",
        "tell",
        "force",
        "allow",
        "permit",
        "persuade",
        "convince",
        "press",
        "pressure",
        "invite",
        "call",
        "request",
        "instruct",
        "enable",
        "help",
        "push",
        "warn",
        "compel",
        "oblige",
        "authorise",
        "authorize",
        "direct",
        "task",
        "command",
        "beg",
        "implore",
        "encourage",
        "require",
    ]
)
BLAME = ("accuse", "suspect", "blame", "charge", "convict", "acquit")
NOUNS = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")

# verbs that have an object in full sentences, and the prepositions beside them where a headline leaves out "was"
BEFALLING = frozenset(
    ("kill", "injure", "wound", "arrest", "jail", "detain", "charge", "sentence", "convict", "indict", "kidnap")
) | {"abduct", "assassinate", "behead", "murder", "accuse", "hospitalise", "hospitalize", "displace", "imprison"}
DONE_TO = frozenset(
    ("shoot", "stab", "beat", "attack", "torture", "capture", "arm", "train", "fund", "support", "condemn", "criticise")
) | {"criticize", "praise", "back", "bomb", "shell", "besiege", "rape", "threaten", "question", "interrogate", "injure"}
AWAY = frozenset(("ban", "bar", "expel", "deport", "evict", "release", "rescue", "free", "oust"))
BESIDE = frozenset(("in", "for", "with", "over", "after", "during", "near", "by", "following", "outside", "as"))


@dataclass(slots=True)
class Frame:
    """Tokens by their part in the predicate. `how` says where an unstated subject was found."""

    head: int
    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    preps: dict[str, list[int]] = field(default_factory=dict)
    agents: list[int] = field(default_factory=list)  # of a passive's "by"
    clauses: list[int] = field(default_factory=list)  # ccomp, xcomp, infinitive adverbials
    particles: set[str] = field(default_factory=set)
    passive: bool = False
    how: str = "stated"

    @property
    def actors(self) -> list[int]:
        return self.agents if self.passive else self.subjects

    @property
    def undergoers(self) -> list[int]:
        return (self.subjects or self.objects) if self.passive else self.objects


class Framer:
    """Frames of one document, each made once."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.children = parsed.children
        self._frames: dict[int, Frame] = {}

    def frame(self, head: int) -> Frame:
        if head not in self._frames:
            self._frames[head] = Frame(head=head)  # guards against loops through control
            self._frames[head] = self._make(head)
        return self._frames[head]

    # ------------------------------------------------------------------ building
    def _make(self, head: int) -> Frame:
        frame = Frame(head=head)
        token = self.tokens[head]
        for c in self.children[head]:
            self._child(frame, c)
        if token.tag == "VBN" and self._bare_participle(head):
            frame.passive = True
        if frame.agents and not frame.passive and token.tag != "VBN":
            frame.preps.setdefault("by", []).extend(frame.agents)  # "met by telephone"
            frame.agents = []
        elif frame.agents and not frame.objects:
            frame.passive = True
        if token.tag == "VBN" and token.dep == "conj" and not self._has(head, ("aux", "auxpass")):
            up = self.frame(token.head)
            frame.passive = frame.passive or (up.passive and not frame.objects)
        if not frame.subjects:
            frame.subjects, frame.how = self._unstated(head, frame)
        if not frame.objects and not frame.passive:
            self._relative_object(head, frame)
        if not frame.subjects and token.dep == "ROOT" and token.tag in ("VBD", "VBZ", "VBP") and len(frame.objects) > 1:
            # verb-first order of machine translation: "And called Riyadh the parties to restraint"
            first, *rest = sorted(frame.objects)
            if first > head:
                frame.subjects, frame.objects, frame.how = [first], rest, "verb-first"
        if not frame.objects and not frame.passive and token.lemma in BEFALLING | DONE_TO:
            frame.objects = self._next_object(head)
        if (
            not frame.objects
            and not frame.agents
            and token.tag in ("VBN", "VBD")
            and (doers := self._next_agents(head))
        ):
            frame.agents, frame.passive = doers, True
        if self._headline(head, frame):
            frame.passive = True
        if self._expletive(head):
            moved = [t for t in frame.objects if t > head]
            if moved and not frame.subjects:
                frame.subjects, frame.objects = moved, [t for t in frame.objects if t not in moved]
        return frame

    def _child(self, frame: Frame, c: int) -> None:
        token = self.tokens[c]
        dep = token.dep
        if dep in SUBJECT:
            frame.subjects += self._resolve(c)
        elif dep in PASSIVE:
            frame.passive = True
            frame.subjects += self._resolve(c)
        elif dep == "auxpass":
            frame.passive = True
        elif dep in OBJECT and self._is_result(c, frame.head):
            return
        elif dep == "dative" and token.pos == "ADP":  # "gave arms to the rebels"
            self._prep(frame.preps, c)
        elif dep in OBJECT or (dep in ("attr", "npadvmod") and self._expletive(frame.head) and token.pos in NOUNS):
            frame.objects += self._resolve(c)
        elif dep == "agent":
            frame.agents += self._objects_of(c)
        elif dep == "prep" and token.pos in ("ADP", "SCONJ", "ADV", "VERB"):
            self._prep(frame.preps, c)
        elif dep == "prt" or (dep == "advmod" and token.lemma in ("out", "up", "down", "back", "off", "away")):
            frame.particles.add(token.lemma)
        elif dep in ("ccomp", "xcomp") or (
            dep == "advcl" and any(self.tokens[k].tag == "TO" for k in self.children[c])
        ):
            if not self._semicolon(c, frame.head):
                frame.clauses.append(c)

    def _bare_participle(self, head: int) -> bool:
        """ "The general accused of fraud", "lashed out, accused of fraud": what the noun or the subject suffers."""
        dep = self.tokens[head].dep
        if dep not in ("acl", "relcl", "advcl") or self._has(head, ("aux", "nsubj", "dobj")):
            return False
        return dep != "advcl" or not self._has(head, ("mark", "auxpass"))

    def _next_object(self, head: int) -> list[int]:
        """The object of "charged" in "arrested and charged him", which is that of "arrested" too."""
        for c in self.children[head]:
            joined = self.tokens[c].dep == "conj" and self.tokens[c].tag == self.tokens[head].tag
            if joined and c == head + 2 and self.tokens[head + 1].dep == "cc":
                return [i for k in self.children[c] if self.tokens[k].dep == "dobj" for i in self._resolve(k)]
        return []

    def _next_agents(self, head: int) -> list[int]:
        """The police in "a man shot and killed by police", for "shot" too."""
        for c in self.children[head]:
            if self.tokens[c].dep == "conj" and c == head + 2 and self.tokens[head + 1].dep == "cc":
                return [i for k in self.children[c] if self.tokens[k].dep == "agent" for i in self._objects_of(k)]
        return []

    def _headline(self, head: int, frame: Frame) -> bool:
        """ "Woman charged in connection with a fire": the "was" of a headline is left out."""
        token = self.tokens[head]
        if token.tag != "VBD" or token.lemma not in BEFALLING | AWAY or frame.passive or frame.objects or frame.clauses:
            return False
        if (
            token.dep not in ("ROOT", "ccomp", "parataxis")
            or not self._has(head, ("nsubj",))
            or self._has(head, ("conj",))
        ):
            return False
        beside = BESIDE | {"of"} if token.lemma == "accuse" else BESIDE | {"from"} if token.lemma in AWAY else BESIDE
        return bool(frame.preps) and frame.preps.keys() <= beside

    def _is_result(self, c: int, head: int) -> bool:
        """ "Shot dead a farmer": the adjective right after the verb says how it ended for whoever follows."""
        return c == head + 1 and self.tokens[c].tag == "JJ" and not self.children[c]

    def _prep(self, preps: dict[str, list[int]], c: int) -> None:
        """A preposition's objects; "out of", "in front of" also under the inner preposition."""
        lemma = self.tokens[c].text.lower()
        inner = [k for k in self.children[c] if self.tokens[k].dep == "prep"]
        found = self._objects_of(c)
        preps.setdefault(lemma, []).extend(found)
        if lemma == "according":
            return  # "fell, according to the envoy" is no fall to the envoy
        for k in inner:
            self._prep(preps, k)
        for noun in found if lemma == "in" else ():  # "stands in solidarity with": whose parser hangs it to either
            if not any(self.tokens[k].dep in ("det", "poss", "amod", "nummod") for k in self.children[noun]):
                for k in self.children[noun]:
                    if self.tokens[k].dep == "prep" and self.tokens[k].text.lower() == "with":
                        self._prep(preps, k)

    def _objects_of(self, prep: int) -> list[int]:
        out: list[int] = []
        for k in self.children[prep]:
            if self.tokens[k].dep in ("pobj", "pcomp"):
                out += self._resolve(k)
            elif self.tokens[k].dep == "conj" and self.tokens[k].pos == "ADP":
                out += self._objects_of(k)
        return out

    def _resolve(self, i: int) -> list[int]:
        """A noun with those coordinated to it; a relative pronoun gives the noun that it stands for."""
        token = self.tokens[i]
        if token.tag in ("WDT", "WP") or (token.lemma == "that" and token.tag == "WDT"):
            noun = self._relative_noun(i)
            if noun is not None:
                return [noun]
        return [i, *self._conjuncts(i)]

    def _relative_noun(self, pronoun: int) -> int | None:
        for up in self.parsed.ancestors(pronoun):
            if self.tokens[up].dep == "relcl":
                return self.tokens[up].head
        return None

    def _conjuncts(self, i: int) -> list[int]:
        out: list[int] = []
        todo = [i]
        while todo:
            for c in self.children[todo.pop()]:
                token = self.tokens[c]
                if token.dep in ("conj",) and token.pos in NOUNS:
                    out.append(c)
                    todo.append(c)
                elif (
                    token.dep == "appos"
                    and token.pos == "PROPN"
                    and any(self.tokens[k].dep == "cc" for k in self.children[i])
                ):
                    out.append(c)  # "X, Y and Z" is often parsed as an apposition
        return sorted(out)

    # ------------------------------------------------------------------ subjects that are not stated
    def _unstated(self, head: int, frame: Frame) -> tuple[list[int], str]:
        token = self.tokens[head]
        up = token.head
        if up == head:
            return [], "none"
        if token.dep == "conj" and self.tokens[up].pos in ("VERB", "AUX"):
            other = self.frame(up)
            return list(other.subjects if other.passive == frame.passive or not other.passive else []), "coordinated"
        if token.dep == "relcl":
            return ([up], "relative") if not self._stated_relative(head) else ([], "none")
        if token.dep == "acl":
            if token.tag == "VBG" and (writer := self._writer(up, head)) is not None:
                return writer, "participle"
            if token.tag in ("VBG", "VBN"):
                return [up, *self._conjuncts(up)], "participle"
            return self._of_noun(up), "infinitive of a noun"
        if token.dep == "ccomp" and token.tag in ("VBD", "VBZ", "VBP") and self.tokens[up].lemma == "say":
            return [], "none"  # "said between nine and 50 died": who says it did not die
        if token.dep in ("xcomp", "ccomp", "advcl", "dep"):
            return self._controller(up, token.dep, head), "control"
        if token.dep == "pcomp":
            return self._of_gerund(self.tokens[head].head), "control"
        return [], "none"

    def _writer(self, noun: int, participle: int) -> list[int] | None:
        """Who opposes in "senators wrote to the leaders opposing the plan"."""
        prep = self.tokens[self.tokens[noun].head]
        verb = self.tokens[prep.head]
        if (
            self.tokens[noun].dep != "pobj"
            or prep.text.lower() != "to"
            or verb.lemma not in ("write", "appeal", "reply")
        ):
            return None
        stance = self.tokens[participle].lemma.lower()
        return (
            list(self.frame(verb.index).subjects) if stance in class_words("expressing") | {"oppose", "urge"} else None
        )

    def _stated_relative(self, head: int) -> bool:
        return any(self.tokens[c].dep in (*SUBJECT, *PASSIVE) for c in self.children[head])

    def _voiced(self, governor: str, infinitive: int) -> bool:
        """ "Called the king to thank him": the caller thanks, for all that "called the crowd to order" means the crowd."""
        return governor in class_words("calling") and self.tokens[infinitive].lemma.lower() in class_words("expressing")

    def _controller(self, governor: int, dep: str, infinitive: int) -> list[int]:
        if self.tokens[governor].pos not in ("VERB", "AUX"):
            if self.tokens[governor].pos == "ADJ":  # "are due to meet": the subject is that of the verb beside it
                return self.frame(governor).subjects or list(self.frame(self.tokens[governor].head).subjects)
            return self._of_noun(governor)
        frame = self.frame(governor)
        objects = frame.objects or frame.preps.get("on", []) or frame.preps.get("upon", [])
        lemma = self.tokens[governor].lemma.lower()
        if dep != "advcl" and lemma in OBJECT_CONTROL and not self._voiced(lemma, infinitive):
            return list(frame.subjects if frame.passive else objects or frame.subjects)
        at_the_time = any(
            self.tokens[c].dep == "mark" for c in self.children[infinitive]
        )  # "killed by a mine while fighting"
        by = dep == "advcl" and frame.passive and frame.agents and not at_the_time
        return list(frame.actors if by else frame.subjects)

    def _of_noun(self, noun: int) -> list[int]:
        """Who decides in "the army's decision to attack": a possessor, else the subject of the verb above."""
        for c in self.children[noun]:
            if self.tokens[c].dep == "poss":
                return [c]
        for c in self.children[noun]:  # "decisions by Kyiv to withdraw"
            if self.tokens[c].text.lower() == "by" and (doers := self._objects_of(c)):
                return doers
        for up in self.parsed.ancestors(noun):
            if self.tokens[up].pos in ("VERB", "AUX"):
                return list(self.frame(up).subjects)
        return []

    def _of_gerund(self, prep: int) -> list[int]:
        if self.tokens[prep].text.lower() == "with":
            return []  # "with bombing under way in the north"
        governor = self.tokens[prep].head
        if self.tokens[governor].pos not in ("VERB", "AUX"):
            verb = self.tokens[governor].head
            if self.tokens[governor].dep == "dobj" and self.tokens[verb].lemma.lower() in BLAME:
                return [governor, *self._conjuncts(governor)]  # "suspect the militia of killing", hung on the militia
            return self._of_noun(governor)
        frame = self.frame(governor)
        if self.tokens[prep].lemma.lower() in ("of", "for", "from", "about") and frame.undergoers:
            return list(frame.undergoers)  # "accused them of shelling", "barred it from entering"
        return list(frame.actors or frame.subjects)

    def _relative_object(self, head: int, frame: Frame) -> None:
        """ "The town that rebels seized": the noun above is the object."""
        token = self.tokens[head]
        if token.dep == "relcl" and self._stated_relative(head):
            whose = any(self.tokens[c].tag == "WP$" for s in self.children[head] for c in self.children[s])
            if (
                token.head not in frame.subjects
                and not whose
                and "where" not in {self.tokens[c].lemma for c in self.children[head]}
            ):
                frame.objects = [token.head]

    def _has(self, head: int, deps: tuple[str, ...]) -> bool:
        return any(self.tokens[c].dep in deps for c in self.children[head])

    def _semicolon(self, clause: int, head: int) -> bool:
        """Two sentences joined by a semicolon, which the parser takes for a clause and its verb."""
        return any(
            self.tokens[k].text == ";" and clause < k < head for k in (*self.children[head], *self.children[clause])
        )

    def _expletive(self, head: int) -> bool:
        return any(self.tokens[c].dep == "expl" for c in self.children[head])
