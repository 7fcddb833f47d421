"""Content that goes on without a source of its own, and texts that carry a whole article."""

from __future__ import annotations

from bisect import bisect_right

from sayso.extract.attribution.drafts import Draft, Mention
from sayso.extract.attribution.grammar import Grammar
from sayso.lexicon.attribution import words
from sayso.model import Actor, Sentence, Span, Token

_PRONOUNS = frozenset({"they", "he", "she", "it"})
_SHORT = 40  # sentences
_LAST = 2  # sentences of a text, of which one names the statement that the text rests on
_BEFORE = 6  # sentences before it that may be taken from it; on 249 news articles, what lay farther back never was
_STEM = 5  # letters that a country's name and its adjective share


def inherited(g: Grammar, drafts: list[Draft]) -> list[Draft]:
    """Sentences that continue the indirect speech of the one before: backshifted, or "They also ..."."""
    found: list[Draft] = []
    told, covered_at = _by_sentence(drafts), _Cover(drafts)
    carrier: Draft | None = None
    for sentence in g.parsed.sentences:
        own = [d for d in told.get(sentence.index, ()) if not d.act]
        root = _root(g, sentence)
        if own:
            carrier = _last(own, sentence)
            continue
        covered = root is not None and covered_at(g.tokens[root].start)
        same = carrier is not None and g.parsed.sentences[carrier.sentence].block == sentence.block
        if carrier is None or root is None or covered or not same or sentence.kind != "text":
            carrier = None
            continue
        how = _evidence(g, sentence, root, carrier)
        if how is None:
            carrier = None
            continue
        draft = Draft(
            how=f"inherited:{how}", head=root, sentence=sentence.index, source=carrier.source, scope="inherited"
        )
        span = g.span(sentence.first, sentence.last - 1)
        draft.content = [span] if span is not None else []
        draft.parent, draft.stance, draft.lemma, draft.antecedents = (
            carrier.parent,
            carrier.stance,
            carrier.lemma,
            [carrier],
        )
        if draft.content:
            found.append(draft)
            carrier = draft
    return found


class _Cover:
    """Whether a character lies in the content of any of some drafts, in logarithmic time."""

    def __init__(self, drafts: list[Draft]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for span in sorted(s for d in drafts for s in d.content):
            if self.ends and span.start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], span.end)
            else:
                self.starts.append(span.start)
                self.ends.append(span.end)

    def __call__(self, at: int) -> bool:
        k = bisect_right(self.starts, at) - 1
        return k >= 0 and at < self.ends[k]


def _by_sentence(drafts: list[Draft]) -> dict[int, list[Draft]]:
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        told.setdefault(draft.sentence, []).append(draft)
    return told


def _last(own: list[Draft], sentence: Sentence) -> Draft | None:
    """The attribution that the sentence ends with: the innermost relay of the main one, if it is reported speech."""
    fit = [d for d in own if d.source is not None and d.kind in ("say", "cite", "show") and d.content and not d.direct]
    main = [d for d in fit if sum(map(len, d.content)) * 2 >= len(sentence.span) or d.end >= sentence.span.end - 2]
    return max(main, key=lambda d: (_depth(d), d.end), default=None)


def _depth(draft: Draft) -> int:
    depth, at = 0, draft.parent
    while at is not None and depth < 20 and draft.how.startswith("relay"):
        depth, at = depth + 1, at.parent
    return depth


def _root(g: Grammar, sentence: Sentence) -> int | None:
    return next((t.index for t in g.parsed.tokens_of(sentence) if t.dep == "ROOT"), None)


def _evidence(g: Grammar, sentence: Sentence, root: int, carrier: Draft) -> str | None:
    token = g.tokens[root]
    aux = g.aux(root)
    subject = g.kid(root, "nsubj", "nsubjpass")
    past = carrier.cue is not None and any(t.tag in ("VBD", "VBN") for t in g.parsed.tokens_in(carrier.cue))
    past = past or carrier.scope == "inherited"
    if "had" in aux and token.tag == "VBN" and past and _shifted(g, carrier) and not _conditional(g, sentence):
        return "past perfect"
    if "would" in aux and past and not _conditional(g, sentence):
        return "would"
    pronoun = subject is not None and subject.text.lower() in _PRONOUNS
    if pronoun and any(t.text.lower() in words("also") for t in g.kids(root, "advmod")):
        return "also"
    return None


def _shifted(g: Grammar, carrier: Draft) -> bool:
    """Behind "..., officials said" a past perfect is the text's own, but where what was said is told in shifted tenses too."""
    cue = carrier.cue
    if cue is None or any(cue.start < span.end for span in carrier.content):
        return True
    inside = [t for span in carrier.content for t in g.parsed.tokens_in(span)]
    return carrier.scope == "inherited" or any(t.text.lower() in ("had", "would", "been") for t in inside)


def _conditional(g: Grammar, sentence: Sentence) -> bool:
    return any(t.text.lower() in ("if", "unless", "i", "we") for t in g.parsed.tokens_of(sentence))


# --- a statement that carries the article ------------------------------------------------------------------


def document_scope(g: Grammar, drafts: list[Draft], actors: tuple[Actor, ...]) -> list[Draft]:
    """For a statement named near the end: what the article tells of its author's own people before it."""
    bodies = _Bodies(g, actors)
    text = [s for s in g.parsed.sentences if s.kind == "text"]
    if not 2 <= len(text) <= _SHORT:  # a statement does not carry a long report of many sources
        return []
    late = text[max(1, len(text) - _LAST)].index
    closing = [
        d for d in drafts if d.source is not None and d.source.document and d.sentence >= late and d.parent is None
    ]
    closing = [d for d in closing if d.kind == "say" and not d.act and not bare_text(d.source)]
    if not closing:
        return []
    draft = closing[-1]
    assert draft.source is not None
    body = bodies.of(draft.source.head)
    if not body:
        return []
    spans = _own_sentences(g, drafts, draft, body, bodies, text)
    if not spans:
        return []
    made = Draft(
        how="document", head=draft.head, sentence=draft.sentence, source=draft.source, content=spans, scope="document"
    )
    made.lemma, made.stance, made.antecedents = draft.lemma, "affirm", [draft]
    return [made]


def _own_sentences(
    g: Grammar, drafts: list[Draft], closing: Draft, body: frozenset[str], bodies: _Bodies, text: list[Sentence]
) -> list[Span]:
    telling = {d.head for d in drafts if not d.act and d.kind in ("say", "cite")}
    told = _Cover([d for d in drafts if not d.act])
    spans, running = [], False
    for sentence in text:
        if sentence.span.start >= closing.start:
            break
        if closing.sentence - sentence.index > _BEFORE:
            continue
        root = _root(g, sentence)
        subject = _subject(g, root) if root is not None else None
        if root is None or subject is None:
            running = False
            continue
        at = g.tokens[root].start
        if root in telling or told(at):
            running = False
            continue
        pronoun = subject.text.lower() in _PRONOUNS
        own = bodies.of(subject.index)
        running = (pronoun and running) or bool(body & own)
        if running and not pronoun:
            body = body | own  # "The head of Algerian diplomacy, [Sabri Boukadoum]" names a member
        span = g.span(sentence.first, sentence.last - 1) if running else None
        if span is not None:
            spans.append(span)
    return spans


def _subject(g: Grammar, root: int) -> Token | None:
    return next((t for t in g.kids(root, "nsubj", "nsubjpass") if t.index < root), None)


class _Bodies:
    """Keys of the body that a noun phrase belongs to: country and government by its actor, else stems of its names."""

    def __init__(self, g: Grammar, actors: tuple[Actor, ...]) -> None:
        self.g = g
        self.by_head = {m.head: a for a in actors for m in a.mentions}

    def of(self, head: int) -> frozenset[str]:
        actor = self.by_head.get(head)
        if actor is not None and actor.country:
            state = actor.kind == "state" or bool({"GOV", "MIL", "SPY", "JUD", "LEG", "COP"} & set(actor.sectors))
            return frozenset({actor.country} if state else {actor.id})
        span = self.g.phrase(head, relative=False)
        tokens = self.g.parsed.tokens_in(span) if span is not None else ()
        names = (t.text for t in tokens if t.pos in ("PROPN", "ADJ") and t.text[:1].isupper() and len(t.text) > _STEM)
        return frozenset(n[:_STEM].lower() for n in names)


def bare_text(mention: Mention | None) -> bool:
    return mention is None or mention.noun == "document"
