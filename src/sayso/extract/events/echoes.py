"""Deeds told without their own word: laid to somebody by a noun ("its involvement in"), or repeated ("did the same")."""

from __future__ import annotations

from functools import cache

from sayso.extract.events.draft import Draft, unique
from sayso.extract.events.frames import Frame, Framer
from sayso.extract.events.nouns import Nouns
from sayso.extract.events.roles import Cast
from sayso.lexicon.tables import table
from sayso.model import ParsedDocument

SAME = ("same", "likewise", "so")


class Echoes:
    """Finds such deeds in one document."""

    def __init__(self, parsed: ParsedDocument, framer: Framer, cast: Cast, nouns: Nouns) -> None:
        self.parsed, self.framer, self.cast, self.nouns = parsed, framer, cast, nouns
        self.tokens, self.children = parsed.tokens, parsed.children

    def laid(self, i: int, before: list[Draft]) -> Draft | None:
        """ "The involvement of X in the strikes", "denied responsibility": the event is laid to somebody."""
        token = self.tokens[i]
        if token.lemma == "hand" and self.tokens[token.head].lemma not in ("have", "deny", "admit", "see", "suspect"):
            return None  # "strengthens their hand in talks"
        if any(self.tokens[c].text.lower() == "any" for c in self.children[i]) and token.dep != "dobj":
            return None  # "opposition to any role in the talks"
        if token.dep == "oprd":
            return None  # "held Moscow responsible for" is an accusation, and its verb tells it
        if token.pos not in ("NOUN", "ADJ") or any(i in d.words for d in before) or self._nobody(i):
            return None
        prep = participation()[token.lemma.lower()]
        target: Draft | None = None
        beside = [k for k in self.children[token.head] if k > i]  # "denied part in": the parser may hang it on the verb
        for k in (*self.parsed.subtree(i), *beside):
            if self.tokens[k].text.lower() == prep and self.tokens[k].dep == "prep":
                for c in self.children[k]:
                    target = target or next((d for d in before if c in (d.head, d.lookup)), None)
                    row = self.nouns.rows.get(c)
                    if target is None and row is not None:
                        target = self.nouns.draft(c, row)
        if target is not None and target in before and target.head in self.parsed.ancestors(i):
            return None  # "took part in the talks" is told by its verb already
        stated = target is not None
        if (
            target is None
            and token.lemma.lower() == "responsibility"
            and self.tokens[token.head].lemma.lower() in ("deny", "reject", "claim", "admit", "accept")
        ):
            target = _last(before, self.tokens[i].start, self.tokens, ("ASSAULT", "COERCE"))
        if target is None or target.type not in (
            "ASSAULT",
            "COERCE",
            "PROTEST",
            "AID",
            "COOPERATE",
            "CONSULT",
            "MOBILIZE",
        ):
            return None
        actors = self.cast.below(i, ("of", "by")) or self.cast.modifiers(i, ("poss", "amod"))
        if not actors:
            for up in self.parsed.ancestors(i):
                if self.tokens[up].pos in ("VERB", "AUX"):
                    frame = self.framer.frame(up)
                    actors = [f for t in frame.actors if t != i for f in self.cast.of(t)]
                    break
        draft = Draft(
            head=i,
            words=[i],
            type=target.type,
            mode=target.mode,
            cameo=target.cameo,
            contexts=set(target.contexts),
            rule=f"'{token.text}' lays the event to {'its doer, who claims it' if self._claimed(i) else 'its subject'}",
            actors=unique(actors),
            parts={i, target.head, *target.parts},
            antecedent=None if stated else target,
            borrowed=target if stated else None,
        )
        known = {a.id for a, _ in draft.actors}
        found = [f for f in target.recipients if f[0].id not in known]
        if stated:
            draft.recipients = found
        else:
            draft.inferred["recipient"] = found
        return draft

    def _nobody(self, i: int) -> bool:
        """ "No group has claimed responsibility" lays the deed to nobody."""
        for up in (i, *self.parsed.ancestors(i)[:2]):
            for c in self.children[up]:
                if self.tokens[c].dep in ("nsubj", "nsubjpass"):
                    words = {self.tokens[c].text.lower(), *(self.tokens[d].text.lower() for d in self.children[c])}
                    return not words.isdisjoint(("no", "nobody", "none"))
        return False

    def _claimed(self, i: int) -> bool:
        """Whether the doer himself claims or admits the deed."""
        for up in self.parsed.ancestors(i)[:2]:
            if self.tokens[up].lemma.lower() in ("claim", "accept", "admit", "take", "acknowledge", "assume"):
                return self.tokens[i].lemma.lower() in ("responsibility", "credit")
        return False

    def claimed(self, frame: Frame) -> Draft | None:
        """ "The group claimed the attack": the attack, by the group, on its own word."""
        if self.tokens[frame.head].lemma.lower() != "claim" or frame.clauses or self._nobody(frame.head):
            return None
        for t in frame.undergoers:
            row = self.nouns.rows.get(t)
            target = self.nouns.draft(t, row) if row is not None and row.type == "ASSAULT" else None
            if target is None:
                continue
            doers = unique([f for s in frame.actors for f in self.cast.of(s)])
            known = {a.id for a, _ in doers}
            return Draft(
                head=frame.head,
                words=[frame.head, t],
                type=target.type,
                mode=target.mode,
                cameo=target.cameo,
                contexts=set(target.contexts),
                rule="'claimed' lays the event to its doer, who claims it",
                actors=doers,
                recipients=[f for f in target.recipients if f[0].id not in known],
                parts={frame.head, t, *target.parts, *frame.subjects},
                lookup=t,
            )
        return None

    def repeated(self, frame: Frame, before: list[Draft]) -> Draft | None:
        """ "Had done the same", "followed suit": the last deed told, by somebody else."""
        lemma = self.tokens[frame.head].lemma.lower()
        if self.tokens[frame.head].tag == "VBG" and frame.how != "stated":
            return None  # "by doing so" tells of no second deed
        if any(self.tokens[c].dep == "mark" for c in self.children[frame.head]):
            return None  # "as the army did so": when it did what was told
        last = self.parsed.sentences[self.tokens[frame.head].sentence].last
        near = range(frame.head + 1, min(frame.head + 4, last))
        words = [c for c in near if self.tokens[c].lemma.lower() in (*SAME, "suit")]
        if words and words[-1] + 1 < last and self.tokens[words[-1] + 1].pos in ("ADJ", "ADV", "DET"):
            return None  # "do so much", "did so well"
        if not (
            (lemma == "do" and words)
            or (lemma == "follow" and any(self.tokens[c].lemma.lower() == "suit" for c in words))
        ):
            return None
        earlier = _last(before, self.tokens[frame.head].start, self.tokens, None)
        if earlier is None or not frame.subjects:
            return None
        draft = Draft(
            head=frame.head,
            words=[frame.head, *words],
            type=earlier.type,
            mode=earlier.mode,
            cameo=earlier.cameo,
            contexts=set(earlier.contexts),
            rule=f"'{self.tokens[frame.head].text}' repeats the deed told before",
            actors=unique([f for t in frame.actors for f in self.cast.of(t)]),
            parts={frame.head, *frame.subjects, *(t for p in frame.preps.values() for t in p)},
            antecedent=earlier,
        )
        known = {a.id for a, _ in draft.actors}
        draft.inferred["recipient"] = [f for f in earlier.recipients if f[0].id not in known]
        return draft


@cache
def participation() -> dict[str, str]:
    return {row["noun"]: row["prep"] for row in table("participation_nouns")}


def _last(before: list[Draft], offset: int, tokens: object, types: tuple[str, ...] | None) -> Draft | None:
    """The last deed told before an offset, not a mere mention and not the content of a plan or threat."""
    found: Draft | None = None
    for draft in before:
        start = tokens[draft.head].start  # type: ignore[index]
        if start < offset and not draft.presupposed and (types is None or draft.type in types):
            inside = any(draft.head in other.content_tokens for other in before)
            if not inside and (found is None or start > tokens[found.head].start):  # type: ignore[index]
                found = draft
    return found
