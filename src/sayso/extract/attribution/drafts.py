"""Attributions in the making: they know each other by reference until the last rule has run."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.extract.attribution.grammar import Grammar
from sayso.knowledge.outlets import media_names
from sayso.lexicon.attribution import media_words, source_nouns, words
from sayso.model import Actor, Span

_PRONOUNS = frozenset(
    {"he", "she", "they", "it", "who", "i", "we", "him", "her", "them", "his", "its", "their", "our", "my"}
)
_MANY = frozenset({"they", "them", "their", "we", "our"})
_INDEFINITE = frozenset({"a", "an", "some", "several", "many", "few", "another", "other", "most"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "same"})


@dataclass(slots=True, eq=False)
class Mention:
    """A source as the text names it. `noun` is its kind by our table (media, official ...), before it becomes a Source."""

    span: Span
    head: int
    noun: str
    anaphoric: bool = False
    pronoun: bool = False
    plural: bool = False
    document: bool = False
    lemma: str = ""
    words: frozenset[str] = frozenset()  # of the phrase, in lower case
    thing: bool = False  # "it"
    same: bool = False  # "the same source"
    word: str = ""  # a pronoun, in lower case
    referent: int | None = None  # token of the person whom a pronoun repeats and who was no source before
    vague: bool = False  # an indefinite description: "a villager", "residents"


@dataclass(slots=True, eq=False)
class Draft:
    """One attribution in the making; `head` is the token of its cue."""

    how: str
    head: int
    sentence: int
    cue: Span | None = None
    source: Mention | None = None
    content: list[Span] = field(default_factory=list)
    lemma: str | None = None
    kind: str = "say"
    stance: str | None = None
    scope: str = "explicit"
    act: bool = False
    quoted: bool = False  # takes direct speech
    direct: bool = False
    mixed: bool = False
    parent: Draft | None = None
    antecedents: list[Draft] = field(default_factory=list)

    @property
    def start(self) -> int:
        places = [s.start for s in self.content] + ([self.cue.start] if self.cue else [])
        return min(places, default=self.source.span.start if self.source else 0)

    @property
    def end(self) -> int:
        return max((s.end for s in self.content), default=self.cue.end if self.cue else 0)

    def covers(self, at: int) -> bool:
        return any(s.start <= at < s.end for s in self.content)


class Names:
    """What the actors stage knows of heads of noun phrases; without actors the words alone decide."""

    def __init__(self, g: Grammar, actors: tuple[Actor, ...]) -> None:
        self.g = g
        self.actor_at: dict[int, Actor] = {m.head: a for a in actors for m in a.mentions}

    def mention(self, head: int, *, avoid: tuple[int, ...] = (), relative: bool = False) -> Mention | None:
        """The source that a noun stands for, None where the noun cannot speak at all."""
        g, token = self.g, self.g.tokens[head]
        span = g.phrase(head, avoid=avoid, relative=relative)
        if span is None or token.pos in ("PUNCT", "SYM"):
            return None
        pronoun = token.text.lower() in _PRONOUNS
        kind = self.kind(head)
        owner = g.kid(head, "poss") if kind == "media" and token.pos == "NOUN" else None
        if owner is not None and owner.pos in ("NOUN", "PROPN") and self.kind(owner.index) == "media":
            return self.mention(owner.index, avoid=(head,))  # "Radio Volta's website" speaks for Radio Volta
        span, named_after = self._apposed(span, head, kind)
        author = self._author(head) if kind == "document" else None
        if author is not None:
            named = g.phrase(author, relative=False)
            plural = g.tokens[author].tag in ("NNS", "NNPS")
            lemma = g.lemma(author)
            return Mention(named or span, author, self.kind(author), document=True, plural=plural, lemma=lemma)
        definite = any(t.text.lower() in _DEFINITE for t in g.kids(head, "det", "amod"))
        same = any(t.text.lower() == "same" for t in g.kids(head, "amod"))
        low, high = g.bounds[head]
        names = named_after or any(g.tokens[i].tag.startswith("NNP") for i in range(low, high + 1))
        bare = high - head <= 0 and not g.kids(head, "prep", "acl", "relcl", "appos", "poss")
        anaphoric = pronoun or (
            definite
            and token.pos == "NOUN"
            and (same or (bare and not names and head - low <= 1 + (kind == "unnamed")))
        )
        return Mention(
            span,
            head,
            "pronoun" if pronoun else kind,
            anaphoric=anaphoric,
            pronoun=pronoun,
            plural=token.tag in ("NNS", "NNPS") or token.text.lower() in _MANY,
            document=kind == "document",
            thing=token.text.lower() in ("it", "its"),
            same=same,
            word=token.text.lower() if pronoun else "",
            vague=token.pos == "NOUN" and not (definite or named_after) and self._vague(head, kind),
            lemma=token.lemma.lower(),
            words=frozenset(span.of(g.text).lower().split()),
        )

    def _vague(self, head: int, kind: str) -> bool:
        """Whether a phrase describes people whom it does not name; a spokesman stands for his body and is none of them."""
        token = self.g.tokens[head]
        lemma = token.lemma.lower()
        named = any(t.pos == "PROPN" for t in self.g.kids(head, "appos"))
        if named or self.g.kids(head, "poss") or lemma.startswith("spokes"):
            return False
        counted = self.g.kid(head, "nummod") is not None or any(
            t.text.lower() in _INDEFINITE for t in self.g.kids(head, "det", "amod")
        )
        several = token.tag == "NNS" and (kind != "official" or lemma in words("generic"))
        return counted or several or kind == "unnamed"

    def _apposed(self, span: Span, head: int, kind: str) -> tuple[Span, bool]:
        """The span with a name that follows a medium's noun, which the parser often cuts off: "the newspaper Al-Watan"."""
        tokens, last = self.g.tokens, head
        if kind != "media" or tokens[head].pos != "NOUN" or span.end > tokens[head].end:
            return span, False
        end = self.g.sentence(head).last
        while last + 1 < end and (tokens[last + 1].pos == "PROPN" or (tokens[last + 1].text == "-" and last > head)):
            last += 1
        return (Span(span.start, tokens[last].end), True) if last > head else (span, False)

    def kind(self, head: int) -> str:
        """Kind of source by head noun, actor, or name: media, document, official, organisation, person, unnamed, other."""
        token = self.g.tokens[head]
        if token.text.lower() in _PRONOUNS:
            return "pronoun"
        actor = self.actor_at.get(head)
        if actor is not None and actor.media:
            return "media"
        low, _ = self.g.bounds[head]
        parts = {self.g.tokens[i].text for i in range(max(low, head - 4), head + 1)}
        name = self.g.text[self.g.tokens[low].start : token.end].removeprefix("the ").removeprefix("The ")
        if token.pos == "PROPN" and (parts & media_words() or name in media_names()):
            return "media"
        known = source_nouns().get(token.lemma.lower()) if token.pos in ("NOUN", "PROPN") else None
        if known is not None:
            return known
        if token.lemma.lower() in words("woman") | words("man"):
            return "person"
        beside = self.g.kids(head, *(("compound", "appos", "amod") if token.pos == "PROPN" else ("appos",)))
        if any(source_nouns().get(t.lemma.lower()) == "media" for t in beside):
            return "media"
        if actor is not None:
            return {"state": "body", "organisation": "organisation"}.get(actor.kind, "person")
        return "name" if token.pos == "PROPN" else "other"

    def speaks(self, head: int) -> bool:
        """Whether a noun can be a source: a known noun, a name, a pronoun, an actor."""
        if self.kind(head) != "other":
            return True
        token = self.g.tokens[head]
        lemma = token.lemma.lower()
        return token.pos == "NOUN" and lemma.endswith(tuple(words("suffix"))) and lemma not in words("no-person")

    def _author(self, head: int) -> int | None:
        """The author of a text: "a statement from the ministry", "the ministry's statement"."""
        g = self.g
        owner = g.kid(head, "poss")
        if owner is not None:
            return owner.index if owner.pos in ("NOUN", "PROPN") else None
        token = g.tokens[head]
        if token.dep == "dobj" and g.tokens[token.head].lemma in words("publish"):
            subject = g.subject(token.head)
            if subject is not None and self.speaks(subject.index):
                return subject.index
        for prep in g.kids(head, "prep", "agent"):
            if prep.text.lower() in ("from", "by", "of") and (noun := g.kid(prep.index, "pobj")) is not None:
                return noun.index if self.speaks(noun.index) else None
        for prep in g.kids(head, "prep"):  # "a post on the channel Harbour Watch"
            if prep.text.lower() in ("on", "in") and (noun := g.kid(prep.index, "pobj")) is not None:
                if noun.index in self.actor_at and self.actor_at[noun.index].id.startswith("outlet:"):
                    return noun.index
        for clause in g.kids(head, "acl"):
            by = g.agent(clause.index)
            if by is not None and clause.lemma in words("publish"):
                return by.index
        return None
