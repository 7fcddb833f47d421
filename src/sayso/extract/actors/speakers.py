"""Who says "I" and "we": the one quoted, the one whose turn it is in an interview, or the author."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from sayso.extract.actors.quotes import Quotation
from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument, Token

_LABEL = 5  # tokens that the name before the colon of a turn may have
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: the token of a name or noun, or none. Equal voices are one speaker as far as the words tell."""

    token: int | None = None
    label: str = ""  # of a turn: "Marrek", "Q"
    quotation: int | None = None  # where nobody is found who says it: the sentence in which it opens


AUTHOR = Voice()


class Voices:
    """The voice of each token: `inside` quotations the one quoted, outside the one whose turn it is, else the author."""

    def __init__(self, parsed: ParsedDocument, quoted: dict[int, Quotation]) -> None:
        self.parsed, self.quoted = parsed, quoted
        self.turns = _turns(parsed)
        self.labels = [label for label, _ in Counter(v.label for v in self.turns.values()).most_common()]
        self._speakers: dict[int, Voice] = {}

    def of(self, token: Token) -> Voice:
        """Who says this word."""
        quotation = self.quoted.get(token.index)
        if quotation is None:
            return self.turns.get(self.parsed.sentences[token.sentence].block, AUTHOR)
        key = id(quotation)
        if key not in self._speakers:
            self._speakers[key] = self._quoted(quotation, token)
        return self._speakers[key]

    def addressee(self, voice: Voice) -> Voice | None:
        """Whom the one who asks speaks to: of the others in an interview, whoever speaks most."""
        if not voice.label or len(self.labels) < 2:
            return None
        other = self.labels[1] if voice.label == self.labels[0] else self.labels[0]
        return next(v for v in self.turns.values() if v.label == other)

    def _quoted(self, quotation: Quotation, token: Token) -> Voice:
        """The subject of a verb of saying beside the quotation, else whoever was quoted just before."""
        if (head := self._sayer(quotation)) is not None:
            return Voice(head)
        block = self.parsed.sentences[quotation.sentence].block
        for i in range(token.index - 1, -1, -1):
            earlier = self.quoted.get(i)
            if earlier is None or earlier is quotation:
                continue
            near = block - self.parsed.sentences[earlier.sentence].block <= 1
            return self.of(self.parsed.tokens[i]) if near else Voice(quotation=quotation.sentence)
        return Voice(quotation=quotation.sentence)

    def _sayer(self, quotation: Quotation) -> int | None:
        tokens, children = self.parsed.tokens, self.parsed.children
        found = [
            (min(abs(i - quotation.start), abs(i - quotation.end)), c)
            for i in quotation.edges
            if tokens[i].pos in ("VERB", "AUX") and tokens[i].lemma in saying()
            for c in self._subjects(i)
            if self.quoted.get(c) is not quotation
        ]
        found += [
            (min(abs(i - quotation.start), abs(i - quotation.end)), c)
            for i in quotation.edges
            if tokens[i].text.lower() == "to" and tokens[i - 1].text.lower() == "according"
            for c in children[i]
        ]
        if found:
            return min(found)[1]
        if quotation.start and tokens[quotation.start - 1].text == ":":  # "The mayor was blunt: ..."
            first = self.parsed.sentences[tokens[quotation.start - 1].sentence].first
            before = (i for i in range(quotation.start - 1, first - 1, -1) if tokens[i].pos in ("VERB", "AUX"))
            return next((c for i in before for c in self._subjects(i) if c < quotation.start), None)
        return None

    def _subjects(self, verb: int) -> list[int]:
        """Subjects of a verb, or of the one that it is joined to ("rose and said")."""
        tokens = self.parsed.tokens
        for _ in range(3):
            if found := [c for c in self.parsed.children[verb] if tokens[c].dep in _SUBJECTS]:
                return found
            if tokens[verb].dep not in ("conj", "advcl", "xcomp"):
                return []
            verb = tokens[verb].head
        return []


@cache
def saying() -> frozenset[str]:
    """Lemmas of verbs of saying."""
    return frozenset(row["cue"].split()[0] for row in table("say_verbs") if row["kind"] in ("say", "think", "act"))


@cache
def _label_stops() -> frozenset[str]:
    return frozenset(
        w for row in table("coreference_words") if row["use"] == "no-label" for w in alternatives(row["words"])
    )


def _turns(parsed: ParsedDocument) -> dict[int, Voice]:
    """Block to voice where lines begin with a speaker's name and a colon, at least two of them, by at least two names."""
    heads: dict[str, int] = {}
    labelled: dict[int, str] = {}
    seen: set[int] = set()
    for sentence in parsed.sentences:
        if sentence.block in seen:
            continue
        seen.add(sentence.block)
        if (found := _label(parsed, sentence.first)) is not None:
            labelled[sentence.block] = found[0]
            heads.setdefault(found[0], found[1])
    counts = Counter(labelled.values())
    if len(counts) < 2 or len(labelled) < 3:
        return {}
    out: dict[int, Voice] = {}
    now = ""
    for block in sorted(seen):
        now = labelled.get(block, now)
        if now:
            out[block] = Voice(heads[now], now)
    return out


def _label(parsed: ParsedDocument, first: int) -> tuple[str, int] | None:
    """The words before the colon with which a line begins, and the last of them."""
    for i in range(first, min(first + _LABEL, len(parsed.tokens))):
        token = parsed.tokens[i]
        if token.text == ":" and i > first:
            words = [t.text for t in parsed.tokens[first:i]]
            return (" ".join(words), i - 1) if not _label_stops() & {w.lower() for w in words} else None
        if not (token.text[:1].isupper() or token.text in (".", "-")):
            return None
    return None
