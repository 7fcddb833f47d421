"""What a reading says of a doer and his deed: claims, accusations, his own words, and cue words beside his name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sayso.extract.veridicality.cues import authority, before_names, cues, governs, key_of, verb_of
from sayso.lexicon.phrase_index import fold, spell
from sayso.model import Attribution, Claim, ParsedDocument, Reading, Span, Token

DEEDS = ("ASSAULT", "COERCE", "PROTEST")
GOVERNED = ("ccomp", "xcomp", "pcomp", "pobj", "prep", "conj")  # relations of what a word of accusation speaks of
REACH = 5  # tokens before a name within which "alleged" speaks of it


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing said. `direct`: of the doer himself, not of something else in his sentence."""

    kind: str  # told|owned|accused|laid|alleged|suspect|possible|hedged
    by: str  # outlet|own|authority|other|nobody
    span: Span
    direct: bool = True


class Witness:
    """Reads one reading for the evidence on one doer, known by the ids of his actors and any further names."""

    def __init__(
        self, reading: Reading, parsed: ParsedDocument, doers: Collection[str], *, names: Sequence[Span] = ()
    ) -> None:
        self.reading, self.parsed, self.doers = reading, parsed, frozenset(doers)
        mentions = {m.span for a in reading.actors if a.id in self.doers for m in a.mentions}
        self.mentions = sorted(mentions | set(names))
        self.focus = {s for m in (names or self.mentions) if (s := self._sentence(m)) is not None}

    def evidence(self) -> Iterator[Evidence]:
        """All that is said, in no order that matters."""
        yield from self._claims()
        yield from self._accusations()
        yield from self._own_words()
        yield from self._beside()
        yield from self._voices()

    # ------------------------------------------------------------------ claims, accusations, the doer's own words
    def _claims(self) -> Iterator[Evidence]:
        for claim in self.reading.claims:
            event = claim.event
            named = [p.span for p in event.participants if p.role == "actor" and p.actor in self.doers]
            if event.type in DEEDS and named and claim.status != "denied":
                kind = "hedged" if claim.status == "hedged" else "told"
                kind = "hedged" if kind == "told" and self._charged(event.head) else kind
                alleging = next((cue for span in named if span and (cue := self._alleging(span))), None)
                yield Evidence("alleged" if alleging else kind, self._root(claim), alleging or event.trigger)

    def _alleging(self, span: Span) -> Span | None:
        """ "Suspected": "suspected rebels killed a guard" is no plain word that rebels did."""
        first = self._first(span)
        tokens = self.parsed.tokens[max(0, first - 1) : first + 2]
        return next((t.span for t in tokens if fold(t.text) in before_names()), None)

    def _charged(self, head: int) -> bool:
        """Whether words that lay a deed to somebody govern it: "charged that troops fired", "accused of killing"."""
        tokens = self.parsed.tokens
        if head >= len(tokens):  # a reading put together by hand
            return False
        laying = {t.index for kind, t in self._cues_in(tokens[head].sentence) if kind in ("laid", "tried", "suspect")}
        while laying and tokens[head].dep in GOVERNED and tokens[head].head != head:
            head = tokens[head].head
            if head in laying:
                return True
        return False

    def _root(self, claim: Claim) -> str:
        root = claim.root
        if (claim.self_report and len(claim.chain) > 1) or root.id in self.doers:
            return "own"
        if len(claim.chain) == 1:
            return "outlet"
        return "authority" if governs(root.sectors) or (root.text and authority(root.text)) else "other"

    def _accusations(self) -> Iterator[Evidence]:
        for event, judged in zip(self.reading.events, self.reading.veridicality, strict=True):
            if event.type != "ACCUSE" or event.mode != "allege" or judged.polarity != "positive":
                continue
            blamed = {p.actor for p in event.participants if p.role == "recipient"} & self.doers
            accusers = [p for p in event.participants if p.role == "actor"]
            if not blamed or any(p.actor in self.doers for p in accusers):
                continue
            known = [a for a in self.reading.actors if any(p.actor == a.id for p in accusers)]
            by = "other" if accusers else "nobody"
            if any(governs(a.sectors) for a in known) or any(authority(p.text) for p in accusers):
                by = "authority"
            yield Evidence("accused", by, event.trigger)

    def _own_words(self) -> Iterator[Evidence]:
        for attribution in self.reading.attributions:
            if attribution.cue is not None and "owned" in verb_of(attribution) and self._speaks(attribution):
                yield Evidence("owned", "own", attribution.cue)

    # ------------------------------------------------------------------ words beside the name
    def _beside(self) -> Iterator[Evidence]:
        for k in sorted(self.focus):
            for kind, token in self._cues_in(k):
                if kind == "possible":
                    yield Evidence(kind, self._layer(token), token.span, direct=self._bears(token))
                else:
                    yield self._weighed(self._kind(kind, token), token)

    def _weighed(self, kind: str, token: Token) -> Evidence:
        """Only courts and prosecutors try; who calls himself responsible takes the deed on himself."""
        by = self._layer(token)
        if kind == "tried":
            return Evidence("laid", "authority", token.span)
        if kind == "laid" and by == "own" and token.pos != "VERB":
            return Evidence("owned", by, token.span)
        return Evidence(kind, by, token.span)

    def _kind(self, kind: str, token: Token) -> str:
        """ "Alleged" right before the doer's name speaks of him; elsewhere somebody is suspected of something."""
        before = any(0 <= self._first(m) - token.index <= REACH for m in self.mentions)
        return "suspect" if kind == "alleged" and not before else kind

    def _bears(self, token: Token) -> bool:
        """Whether the doer stands in what a word such as "may" governs."""
        below = self.parsed.subtree(token.head)
        return any(self._is_doer(i) for i in below)

    def _cues_in(self, sentence: int) -> Iterator[tuple[str, Token]]:
        tokens = self.parsed.tokens_of(self.parsed.sentences[sentence])
        spelling = spell(tokens, key_of)
        i = 0
        while i < len(spelling.keys):
            length, found = cues().at(spelling.keys, spelling.words, i)
            token = self.parsed.tokens[spelling.at[i]]
            kind = next((kind for kind, tags in found if token.tag.startswith(tags)), None)
            if kind is not None and not self._negated(token):
                yield kind, token
            i += length or 1

    def _negated(self, token: Token) -> bool:
        """ "No group has claimed responsibility"."""
        tokens = self.parsed.tokens
        for c in self.parsed.children[token.index]:
            if tokens[c].dep == "neg":
                return True
            if tokens[c].dep.startswith("nsubj") and (
                tokens[c].text.lower() in ("nobody", "none")
                or any(tokens[d].text.lower() == "no" for d in self.parsed.children[c])
            ):
                return True
        return False

    def _layer(self, token: Token) -> str:
        """Who uses a cue word: the subject of its verb, else the source of the words."""
        tokens = self.parsed.tokens
        at = token.index
        for _ in range(4):
            head = self._subject(at)
            if head is not None and not (tokens[at].pos in ("ADJ", "NOUN") or tokens[at].lemma == "be"):
                if not self._is_doer(head):
                    return "authority" if self._authority_at(head) else "other"
                return "own" if at == token.index else self._voice(token.span)
            if (tokens[at].pos == "VERB" and at != token.index) or tokens[at].head == at:
                break
            if tokens[at].pos == "VERB" and tokens[at].dep in ("ROOT", "relcl", "conj", "advcl", "acl", "ccomp"):
                break
            at = tokens[at].head
        return self._voice(token.span)

    def _subject(self, at: int) -> int | None:
        """Who acts in a verb: its subject, or the agent of a passive."""
        tokens = self.parsed.tokens
        for c in self.parsed.children[at]:
            if tokens[c].dep == "agent":
                return next(iter(self.parsed.children[c]), None)
            if tokens[c].dep == "nsubj" and tokens[c].pos not in ("PRON", "DET"):
                return c
        return None

    def _is_doer(self, at: int) -> bool:
        """Whether a token, or one joined to it by "and", stands for the doer."""
        todo = [at]
        while todo:
            k = todo.pop()
            start = self.parsed.tokens[k].start
            if any(m.start <= start < m.end for m in self.mentions):
                return True
            todo.extend(c for c in self.parsed.children[k] if self.parsed.tokens[c].dep == "conj")
        return False

    # ------------------------------------------------------------------ who speaks of the doer
    def _voices(self) -> Iterator[Evidence]:
        for mention in self.mentions:
            if self._sentence(mention) in self.focus:
                inner = self._inner(mention)
                if inner is None or inner.source is None:
                    continue
                if "laid" in verb_of(inner) and not self._speaks(inner):
                    yield Evidence("laid", self._voice(mention), inner.cue or mention)
                elif inner.stance in ("hedge", "doubt"):
                    yield Evidence("hedged", self._voice(mention), inner.cue or mention)

    def _inner(self, span: Span) -> Attribution | None:
        """The narrowest attribution whose content holds a span."""
        found: list[tuple[int, int, Attribution]] = [
            (len(content), k, a)
            for k, a in enumerate(self.reading.attributions)
            for content in a.content
            if content.overlaps(span)
        ]
        return min(found, key=lambda f: f[:2])[2] if found else None

    def _voice(self, span: Span) -> str:
        inner = self._inner(span)
        if inner is None:
            return "outlet"
        if inner.source is None or inner.source.head is None:
            return "nobody"
        if self._speaks(inner):
            return "own"
        return "authority" if self._authority_at(inner.source.head) else "other"

    def _speaks(self, attribution: Attribution) -> bool:
        span = attribution.source.span if attribution.source else None
        return span is not None and any(span.overlaps(m) for m in self.mentions)

    def _authority_at(self, head: int) -> bool:
        for actor in self.reading.actors:
            if actor.sectors and any(m.head == head for m in actor.mentions):
                return governs(actor.sectors)
        tokens = self.parsed.tokens
        parts = [c for c in self.parsed.children[head] if tokens[c].dep in ("compound", "amod") and c < head]
        return authority(" ".join(tokens[i].lemma for i in sorted([*parts, head])))

    # ------------------------------------------------------------------ where
    def _sentence(self, span: Span) -> int | None:
        sentence = self.parsed.sentence_at(span.start)
        return sentence.index if sentence else None

    def _first(self, span: Span) -> int:
        tokens = self.parsed.tokens_in(span)
        return tokens[0].index if tokens else -1
