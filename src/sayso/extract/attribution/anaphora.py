"""Sources that repeat earlier ones: "the same source", "the newspaper", "he"."""

from __future__ import annotations

from sayso.extract.attribution.drafts import Draft, Mention, Names
from sayso.extract.attribution.grammar import Grammar
from sayso.lexicon.attribution import words
from sayso.model import Span, Token

_REACH = 16  # attributions back
_NEAR = 3  # sentences back in which a subject may be the one whom "he said" repeats
_DEEP = 20
_SELF = frozenset({"i", "we", "my", "our"})
_PERSON = {"he": "man", "him": "man", "his": "man", "she": "woman", "her": "woman"}
_FITS = {
    "media": {"media"},
    "document": {"document"},
    "body": {"body"},
    "official": {"official", "name", "person", "unnamed"},
    "organisation": {"organisation", "name"},
    "person": {"person", "name", "official", "unnamed"},
    "unnamed": {"unnamed", "media", "official", "body", "person", "name", "document", "organisation", "other"},
}
_PEOPLE = {"official", "body", "person", "name", "unnamed", "other", "organisation"}
_THINGS = {"organisation", "body", "media", "name", "document", "other"}
_SINGLE = {"official", "person", "name", "unnamed", "organisation", "pronoun"}


def resolve(g: Grammar, names: Names, drafts: list[Draft]) -> None:
    """Fill the antecedents of anaphoric sources; a resolved one brings its antecedent's relay along."""
    finder = _Finder(g, names, drafts)
    for k, draft in enumerate(drafts):
        mention = draft.source
        if mention is None or not mention.anaphoric:
            continue
        finder.fill(k, draft, mention)
        if not draft.antecedents or draft.act or finder.frame(draft) is not None:
            continue
        if draft.scope == "explicit" and not mention.pronoun:
            draft.scope = "anaphoric"
        first = draft.antecedents[0]
        relayed = first.how.startswith("relay") or (first.parent is not None and first.parent.how.startswith("relay"))
        near = draft.sentence - first.sentence <= _NEAR and not _spokesman(mention, first)
        free = draft.parent is None and near and relayed
        if free and first.parent is not None and not _repeats(first.parent, mention):
            draft.parent, draft.scope = first.parent, "anaphoric"


class _Finder:
    """Looks back over the attributions of one document."""

    def __init__(self, g: Grammar, names: Names, drafts: list[Draft]) -> None:
        self.g, self.names, self.drafts = g, names, drafts
        self.genders: dict[str, str] = {}
        self.frames = {id(d): _frame(d) for d in drafts}
        self.spoken = sorted(s for d in drafts if d.direct for s in d.content)

    def frame(self, draft: Draft) -> Draft | None:
        """The direct speech that an attribution stands in."""
        return self.frames[id(draft)]

    def fill(self, k: int, draft: Draft, mention: Mention) -> None:
        frame = self.frame(draft)
        if mention.word in _SELF:
            draft.antecedents = [frame] if frame is not None and frame.source is not None else []
            return
        found = [d for d in self._antecedents(mention, self.drafts[:k], draft) if d is not draft]
        if mention.word in _PERSON:
            self._person(draft, mention, found)
            if self.frame(draft) is None and draft.antecedents:
                self._learn(self._key(_original(draft)), _PERSON[mention.word])
        else:
            draft.antecedents = found

    def _person(self, draft: Draft, mention: Mention, found: list[Draft]) -> None:
        """For "he": the last source that fits, unless a person who is no source was the subject of a sentence since."""
        gender = _PERSON[mention.word]
        last = found[0].source if found else None
        subject = self._subject(draft, gender, last)
        if subject is not None:
            mention.referent = subject.index
            self._learn(self.g.tokens[subject.index].text, gender)
            return
        draft.antecedents = found
        if found:
            mention.referent = _original(found[0]).referent

    def _subject(self, draft: Draft, gender: str, last: Mention | None) -> Token | None:
        sentences = self.g.parsed.sentences
        if self.frame(draft) is not None:
            return None
        floor = last.span.start if last is not None else 0
        for index in range(draft.sentence - 1, max(draft.sentence - 1 - _NEAR, -1), -1):
            sentence = sentences[index]
            if sentence.span.end <= floor:
                return None
            acting = ("nsubj",) if last is not None else ("nsubj", "nsubjpass")  # who was killed did not go on to speak
            subjects = [t for t in self.g.parsed.tokens_of(sentence) if t.dep in acting]
            subjects.sort(key=lambda t: self.g.tokens[t.head].dep != "ROOT")  # the main clause first
            for token in subjects:
                finite = self.g.tokens[token.head].dep in ("ROOT", "advcl", "conj")
                if not finite or token.start < floor or token.tag in ("NNS", "NNPS") or self._quoted(token.start):
                    continue
                if last is not None and last.span.start <= token.start < last.span.end:
                    continue
                if self._human(token, gender):
                    return token
        return None

    def _human(self, token: Token, gender: str) -> bool:
        """Whether a subject is a person of whom the pronoun may speak."""
        if token.pos == "PROPN":
            actor = self.names.actor_at.get(token.index)
            person = actor is not None and actor.kind == "person" and not actor.country
            return person and self.genders.get(token.text, gender) == gender
        return token.pos == "NOUN" and token.lemma.lower() in words(gender)

    def _quoted(self, at: int) -> bool:
        return any(s.start <= at < s.end for s in self.spoken)

    def _antecedents(self, mention: Mention, before: list[Draft], draft: Draft) -> list[Draft]:
        """Earlier attributions whose source fits, the last first; of a relay chain the one that the words name."""
        frame = self.frame(draft)
        found: list[Draft] = []
        candidates = list(reversed(before[-_REACH:]))
        holder = draft.parent
        inside = holder is not None and holder in candidates and not holder.direct and _holds(holder, draft)
        if mention.pronoun and inside and holder is not None:
            candidates = [holder, *(c for c in candidates if c is not holder)]  # "the group said it believed"
        elif holder in candidates:
            candidates.remove(holder)
        for earlier in candidates:
            other = earlier.source
            if other is None or other is mention or (earlier.act and not mention.pronoun):
                continue
            if self.frame(earlier) is not None and self.frame(earlier) is not frame:
                continue  # who speaks inside a quotation is out of sight outside it
            if frame is not None and mention.pronoun and self._speaker(frame, earlier):
                continue  # of himself the speaker says "I"
            if (
                _fits(self.g, mention, other)
                and self._agrees(mention, earlier)
                and not any(_same(f, earlier) for f in found)
            ):
                found.append(earlier)
        if not found:
            return []
        if mention.pronoun and not inside:  # people before bodies, speakers before those of whom they speak
            person = mention.word in _PERSON
            found.sort(key=lambda d: (draft.sentence - d.sentence > _NEAR, person and self._body(d, draft), _nested(d)))
        if mention.noun == "unnamed":
            return _chain(found[0], before)
        if mention.pronoun:
            first = found[0]
        else:
            first = next((d for d in found if d.source is not None and _repeats_word(mention, d.source)), found[0])
        found = [first, *(d for d in found if d is not first)]
        return [first, *(d for d in found[1:] if _linked(first, d))]

    def _body(self, earlier: Draft, draft: Draft) -> bool:
        """Whether a source is a body, which "he" repeats only in a translation and right behind it."""
        source = _original(earlier)
        if source.noun not in ("organisation", "body"):
            return False
        # "..., indicates the Fund. He adds"
        inverted = earlier.cue is not None and earlier.cue.end <= source.span.start
        return not (inverted and draft.sentence == earlier.sentence + 1 and earlier.source is source)

    def _speaker(self, frame: Draft, earlier: Draft) -> bool:
        return frame.source is not None and self._key(_original(earlier)) == self._key(_original(frame))

    def _agrees(self, mention: Mention, earlier: Draft) -> bool:
        gender, other = _PERSON.get(mention.word), _original(earlier)
        if mention.pronoun and not mention.thing and other.noun == "other" and not self.names.speaks(other.head):
            return False  # "interviews with nine officials"
        if gender is None:
            return not _unlike(mention, other)
        actor = self.names.actor_at.get(other.head)
        if actor is not None and actor.kind == "group":
            return False
        if earlier.source is not None and _PERSON.get(earlier.source.word, gender) != gender:
            return False
        unlike = words("man" if gender == "woman" else "woman")
        if other.lemma in unlike or other.words & unlike & _TITLES or other.plural:
            return False
        return self.genders.get(self._key(other), gender) == gender

    def _key(self, mention: Mention) -> str:
        """The name that gender is learned for: the last proper noun of a phrase."""
        if mention.referent is not None:
            return self.g.tokens[mention.referent].text
        head = self.g.tokens[mention.head]
        if head.pos == "PROPN":
            return head.text
        beside = self.g.kids(head.index, "appos")
        return next((t.text for t in beside if t.pos == "PROPN"), f"{mention.lemma}@{mention.head}")

    def _learn(self, key: str, gender: str) -> None:
        self.genders.setdefault(key, gender)


_VOICES = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_TITLES = frozenset({"mr", "mrs", "ms", "sir", "king", "queen", "prince", "princess"})


def _unlike(mention: Mention, other: Mention) -> bool:
    """ "The man" does not repeat "the woman"."""
    for one, another in (("man", "woman"), ("woman", "man")):
        if mention.lemma in words(one) and (other.lemma in words(another) or other.words & words(another) & _TITLES):
            return True
    return False


def _nested(draft: Draft) -> bool:
    return draft.parent is not None and _holds(draft.parent, draft)


def _frame(draft: Draft) -> Draft | None:
    """The innermost direct speech whose words hold this attribution's own."""
    at, seen = draft.parent, 0
    while at is not None and seen < _DEEP:
        if at.direct and _holds(at, draft):
            return at
        at, seen = at.parent, seen + 1
    return None


def _holds(outer: Draft, inner: Draft) -> bool:
    place: Span | None = inner.cue or (inner.source.span if inner.source is not None else None)
    return place is not None and outer.covers(place.start)


def _original(draft: Draft) -> Mention:
    """The source that a draft's source repeats in the end."""
    seen = 0
    while draft.antecedents and seen < _DEEP:
        draft, seen = draft.antecedents[0], seen + 1
    assert draft.source is not None
    return draft.source


def _spokesman(mention: Mention, first: Draft) -> bool:
    """Whether a body is named after its spokesman spoke: what the body says later was not heard through his outlet."""
    return mention.noun in ("body", "organisation") and first.source is not None and first.source.noun == "official"


def _repeats(relay: Draft | None, mention: Mention) -> bool:
    return relay is not None and relay.source is mention


def _repeats_word(mention: Mention, other: Mention) -> bool:
    return other.lemma == mention.lemma or mention.lemma in other.words


def _same(a: Draft, b: Draft) -> bool:
    return a.source is not None and b.source is not None and a.source.span == b.source.span


def _linked(a: Draft, b: Draft) -> bool:
    return a.parent is b or b.parent is a


def _chain(last: Draft, before: list[Draft]) -> list[Draft]:
    """All links of the relay chain that a draft stands in, an unnamed source first, then the one heard first hand."""
    top = last
    seen = 0
    while top.parent is not None and seen < _DEEP and top.parent.source is not None and top.how.startswith("relay"):
        top, seen = top.parent, seen + 1
    links = [top]
    for d in before:
        if d.parent in links and d.how.startswith("relay") and d not in links:
            links.append(d)
    return sorted(links, key=lambda d: d.source is None or d.source.noun != "unnamed")


def _fits(g: Grammar, mention: Mention, other: Mention) -> bool:
    if mention.pronoun:
        if mention.word in _PERSON:
            return (
                other.noun in _SINGLE | {"other"} and not other.plural and not other.thing and other.word not in _SELF
            )
        kinds = _THINGS if mention.thing else _PEOPLE | {"pronoun"}
        return (
            other.noun in kinds
            and mention.plural == other.plural
            and not (other.pronoun and other.thing != mention.thing)
        )
    if other.noun == "pronoun":
        return False
    if mention.noun == "unnamed" and not mention.same:
        return other.noun == "unnamed" and mention.plural == other.plural
    if mention.noun in ("person", "official") and mention.plural != other.plural:
        return False
    if mention.noun in ("person", "official") and mention.lemma not in words("generic") and not mention.same:
        return other.noun == "name" or _repeats_word(mention, other)
    if mention.noun == "organisation" and other.words & _VOICES:
        return mention.plural == other.plural  # "Omar Haddad, a spokesman for the front, ... The group said"
    if mention.noun == "organisation" and mention.plural != other.plural:
        return False
    if mention.noun == "organisation" and g.tokens[other.head].pos == "NOUN" and mention.lemma not in words("generic"):
        return _repeats_word(mention, other)  # "the junta" is not "the alliance"
    if mention.noun == "body":
        return other.lemma == mention.lemma or (other.noun == "official" and mention.lemma in other.words)
    return other.noun in _FITS.get(mention.noun, set()) or (mention.document and other.document)
