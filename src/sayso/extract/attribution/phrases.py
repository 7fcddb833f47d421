"""Attributions without a verb: "according to X", "reportedly", "X's claim that ...", "Minister: talks have failed"."""

from __future__ import annotations

from functools import cache

from sayso.extract.attribution.drafts import Draft, Names
from sayso.extract.attribution.grammar import VERBAL, Grammar
from sayso.extract.attribution.withdrawn import own_word
from sayso.lexicon.attribution import NounCue, PhraseCue, phrase_cues, say_nouns, say_verbs, source_nouns
from sayso.lexicon.tables import alternatives, table
from sayso.model import Sentence, Span, Token

_NAME_TOKENS = 8  # a source before a colon is short
_AUTHOR_PREPS = frozenset({"by", "from"})


def phrase_drafts(g: Grammar, names: Names) -> list[Draft]:
    """Drafts for phrases, adverbs, nouns and colons, in no order."""
    found: list[Draft] = []
    preps, owners, adverbs, nouns = phrase_cues("prep"), phrase_cues("owner"), phrase_cues("adverb"), say_nouns()
    for token in g.tokens:
        word = token.text.lower()
        for phrase in preps.get(word, ()):
            if (draft := _prep(g, names, token, phrase)) is not None:
                found.append(draft)
                break
        for phrase in owners.get(word, ()):
            if (draft := _owner(g, names, token, phrase)) is not None:
                found.append(draft)
                break
        for phrase in adverbs.get(word, ()):
            found.append(_adverb(g, token, phrase))
        cue = nouns.get(token.lemma.lower()) if token.pos == "NOUN" else None
        if cue is not None and (draft := _noun(g, names, token, cue)) is not None:
            found.append(draft)
    for sentence in g.parsed.sentences:
        if (draft := _colon(g, names, sentence)) is not None:
            found.append(draft)
    return found


def _prep(g: Grammar, names: Names, token: Token, phrase: PhraseCue) -> Draft | None:
    last = token.index + len(phrase.words) - 1
    if any(g.word(token.index + k) != word for k, word in enumerate(phrase.words)):
        return None
    noun = g.kid(last, "pobj") or next(
        (g.tokens[i] for i in range(last + 1, min(last + 9, len(g.tokens))) if _head(g, i)), None
    )
    clause = g.kid(last, "pcomp")
    if noun is None or noun.sentence != token.sentence or not names.speaks(noun.index):
        if clause is None and (
            noun is None or noun.pos not in ("NOUN", "PROPN", "PRON") or noun.lemma in ("plan", "rank")
        ):
            return None
    draft = Draft(how=f"phrase:{' '.join(phrase.words)}", head=token.index, sentence=token.sentence)
    draft.lemma, draft.stance = " ".join(phrase.words), phrase.stance or "affirm"
    draft.cue = Span(token.start, g.tokens[last].end)
    if clause is not None and noun is not None and g.bounds[clause.index][0] <= noun.index <= g.bounds[clause.index][1]:
        teller = g.kid(clause.index, "nsubj")
        if teller is not None and teller.tag == "WP":  # "what the channel X transmitted", with "what" for its subject
            between = [g.tokens[i] for i in range(teller.index + 1, clause.index) if _head(g, i)]
            teller = between[-1] if between else None
        if teller is None:
            return None
        noun, end = teller, g.bounds[clause.index][1]
    elif noun is not None:
        end = _phrase_end(g, noun)
    else:
        return None
    draft.source = names.mention(noun.index, relative=True, avoid=(end + 1,))
    draft.content = _host(g, token, end)
    return draft if draft.content else None


def _owner(g: Grammar, names: Names, token: Token, phrase: PhraseCue) -> Draft | None:
    """ "by the army's account", "in his words"."""
    noun = g.kid(token.index, "pobj")
    owner = g.kid(noun.index, "poss") if noun is not None and noun.text.lower() == phrase.words[-1] else None
    if noun is None or owner is None or not names.speaks(owner.index):
        return None
    draft = Draft(how=f"phrase:{' '.join(phrase.words)}", head=token.index, sentence=token.sentence)
    draft.lemma, draft.stance = " ".join(phrase.words), phrase.stance or "affirm"
    draft.cue = Span(token.start, noun.end)
    draft.source = names.mention(owner.index, avoid=(noun.index,))
    draft.content = _host(g, token, noun.index)
    return draft if draft.content else None


def _head(g: Grammar, i: int) -> bool:
    return g.tokens[i].pos in ("NOUN", "PROPN", "PRON") and g.tokens[i].dep not in ("compound", "poss", "nmod", "det")


def _phrase_end(g: Grammar, noun: Token) -> int:
    """Last token of the source; at a sentence's start it ends with the comma before the clause."""
    end = min(g.bounds[noun.index][1], g.sentence(noun.index).last - 1)
    while end > noun.index and g.tokens[end].text == ",":  # a comma belongs to either side, as the parser likes
        end -= 1
    return end


def _host(g: Grammar, token: Token, end: int) -> list[Span]:
    """The clause that a phrase belongs to: the rest of the sentence, on the side where it stands."""
    sentence = g.sentence(token.index)
    first, last = sentence.first, sentence.last - 1
    while first < token.index and g.tokens[first].dep in ("cc", "punct") and g.tokens[first].text not in '“"«':
        first += 1
    end = _parenthesis(g, end, last)
    spans = [g.span(first, token.index - 1), g.span(end + 1, last)]
    if (
        _second_clause(g, token, end)
        or token.index - first <= 1
        or any(g.word(token.index - k) in ("that", "whether") for k in (1, 2))
    ):
        spans = spans[1:]
    elif last - end <= 2 or g.tokens[end + 1].text not in (",", "—", "–"):
        spans = spans[:1] if token.index - first > 1 else spans
    return [s for s in spans if s is not None and len(s) > 1]


def _second_clause(g: Grammar, token: Token, end: int) -> bool:
    """ "She was killed and, according to two women, they were taken in": what comes before "and" is not theirs."""
    joined = token.index > 1 and g.word(token.index - 1) == "," and g.tokens[token.index - 2].dep == "cc"
    verb = g.tokens[token.head]
    subject = g.kid(verb.index, "nsubj", "nsubjpass")
    return joined and verb.dep == "conj" and subject is not None and subject.index > end


def _parenthesis(g: Grammar, end: int, last: int) -> int:
    """Skip ", as reported by Y," and ", quoted by Y," behind a source."""
    at = end + 2
    if at < last and g.tokens[end + 1].text == "," and (g.word(at) == "as" or g.tokens[at].tag == "VBN"):
        comma = next((i for i in range(at, min(at + 12, last)) if g.tokens[i].text == ","), None)
        return end if comma is None else comma
    return end


def _adverb(g: Grammar, token: Token, phrase: PhraseCue) -> Draft:
    head = g.tokens[token.head]
    while head.pos not in VERBAL and head.head != head.index:
        head = g.tokens[head.head]
    low, high = g.bounds[head.index]
    spans = [g.span(low, token.index - 1), g.span(token.index + 1, high)]
    draft = Draft(how=f"adverb:{phrase.words[0]}", head=token.index, sentence=token.sentence)
    draft.cue, draft.lemma, draft.stance = token.span, phrase.words[0], phrase.stance
    draft.content = [s for s in spans if s is not None and len(s) > 1]
    return draft


def _noun(g: Grammar, names: Names, token: Token, cue: NounCue) -> Draft | None:
    """ "the rebels' claim that the road was mined", "allegations that ..."."""
    told = own_word(g, token)
    if told is None and token.dep == "pobj" and g.tokens[g.tokens[token.head].head].lemma in say_verbs():
        return None  # "said in a statement that": the verb is the cue
    clause = next((c for c in g.kids(token.index, "acl", "ccomp", "relcl") if _that(g, c)), None)
    if clause is None and told is not None:  # hung on the verb
        clause = next(
            (c for c in g.kids(told[2], "ccomp") if _that(g, c) and g.bounds[c.index][0] == token.index + 1), None
        )
    owner = g.kid(token.index, "poss")
    start = g.bounds[clause.index][0] if clause is not None else None
    if start is None and cue.of_content:
        of = next((p for p in g.kids(token.index, "prep") if p.text.lower() == "of"), None)
        if of is None or (cue.lemma == "report" and owner is None and token.tag == "NN"):
            return None
        start = of.index + 1
    if start is None:
        return None
    draft = Draft(how=f"noun:{cue.lemma}", head=token.index, sentence=token.sentence)
    draft.cue, draft.lemma, draft.stance = token.span, cue.lemma, cue.stance
    draft.kind = "noun"
    author = owner
    for prep in g.kids(token.index, "prep"):
        if prep.text.lower() in _AUTHOR_PREPS and (noun := g.kid(prep.index, "pobj")) is not None:
            author = noun
    if told is not None:
        author, back, _ = told
        draft.source, draft.stance = names.mention(author.index), "hedge" if back else cue.stance
    elif author is not None:
        draft.source = names.mention(author.index, avoid=(token.index,))
    else:
        draft.stance = cue.stance or "hedge"
    span = g.span(start, max(g.bounds[token.index][1], g.bounds[clause.index][1] if clause is not None else 0))
    draft.content = [span] if span is not None else []
    return draft if draft.content else None


def _that(g: Grammar, clause: Token) -> bool:
    """A content clause with a conjunction "that" and a subject of its own, not a relative one."""
    marks = [t for t in g.kids(clause.index, "mark") if t.text.lower() in ("that", "whether")]
    return bool(marks)


def _colon(g: Grammar, names: Names, sentence: Sentence) -> Draft | None:
    """ "Minister: talks have failed" and, in headlines, "Talks have failed: minister"."""
    colon = next((t for t in g.parsed.tokens_of(sentence)[1:-1] if t.text == ":"), None)
    if colon is None or g.parsed.text[sentence.span.start : colon.start].strip().upper() in _labels():
        return None  # "CORRECTION: Police arrested two protesters"
    starts = sentence.index == 0 or g.parsed.sentences[sentence.index - 1].block != sentence.block
    before, after = (sentence.first, colon.index - 1), (colon.index + 1, sentence.last - 1)
    if starts and _name(g, names, *before, headline=sentence.kind == "headline"):
        return _laid(g, names, sentence, before, after)
    if sentence.kind == "headline" and _name(g, names, *after, headline=True) and _verb(g, *before):
        return _laid(g, names, sentence, after, before)
    return None


@cache
def _labels() -> frozenset[str]:
    """What stands before a colon, in capitals, and is nobody: "UPDATE", "CORRECTION"; roles, who speak, are left out."""
    rows = table("dateline_labels")
    return frozenset(word for row in rows if row["kind"] == "label" for word in alternatives(row["words"]))


def _name(g: Grammar, names: Names, first: int, last: int, *, headline: bool) -> bool:
    words = [t for t in g.tokens[first : last + 1] if t.pos != "PUNCT"]
    if not words or len(words) > _NAME_TOKENS or any(t.pos in VERBAL for t in words):
        return False
    head = _noun_head(g, first, last)
    if head is None:
        return False
    kind = names.kind(head)
    if headline:
        known = kind == "media" or g.lemma(head) in source_nouns()
        proper = all(t.pos == "PROPN" for t in words)
        return known or (proper and (len(words) > 1 or g.word(last + 1) != ":"))  # "Libya: ..." is a topic
    return all(t.text.isupper() for t in words) or (all(t.pos == "PROPN" for t in words) and len(words) <= 3)


def _noun_head(g: Grammar, first: int, last: int) -> int | None:
    nouns = [i for i in range(first, last + 1) if g.tokens[i].pos in ("NOUN", "PROPN")]
    known = [i for i in nouns if not first <= g.tokens[i].head <= last or g.tokens[i].head == i]
    return next(iter(known or nouns), None)


def _verb(g: Grammar, first: int, last: int) -> bool:
    return any(t.pos in VERBAL for t in g.tokens[first : last + 1])


def _laid(
    g: Grammar, names: Names, sentence: Sentence, source: tuple[int, int], content: tuple[int, int]
) -> Draft | None:
    head, span, said = _noun_head(g, *source), g.span(*source), g.span(*content)
    if head is None or span is None or said is None:
        return None
    mention = names.mention(head)
    if mention is None:
        return None
    mention.span, mention.anaphoric = span, False
    draft = Draft(how="colon", head=head, sentence=sentence.index, source=mention, content=[said])
    draft.stance = "affirm"
    if sentence.kind != "headline" and content[0] > source[0]:  # a transcript's turn runs to the end of its paragraph
        end = g.parsed.document.blocks[sentence.block].span.end
        draft.content = [Span(said.start, max(said.end, end))]
    return draft
