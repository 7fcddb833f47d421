"""Finds the word that says what befell those counted: by the parse, and by the words beside them where the parse fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.lexicon.events import class_words
from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument, Token

FUNCTION_WORDS = frozenset((
    "was", "were", "is", "are", "be", "been", "being", "have", "has", "had", "more", "others", "other", "of", "them", "their",
    "us", "and", "people", "-", "both", "among",
))  # fmt: skip
CARRIED = ("conj", "appos", "nummod", "compound", "pobj", "prep", "quantmod", "amod", "poss", "npadvmod")
WORSE = {"injured": "killed"}  # shot dead, shot and killed


@cache
def _links() -> frozenset[str]:
    """Words over which the look-out for the next word goes on."""
    return FUNCTION_WORDS | {row["word"] for row in table("quantity_links")}


@dataclass(frozen=True, slots=True)
class Fate:
    kind: str
    token: Token
    side: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    pos: str
    kind: str
    side: str
    needs: frozenset[str]


@cache
def _rows() -> dict[tuple[str, bool], _Row]:
    """Rows by lemma and whether they are of nouns: `arrest` is both."""
    rows = table("quantity_triggers")
    return {
        (row["lemma"], row["pos"] == "noun"): _Row(
            row["pos"], row["kind"], row["side"], frozenset(alternatives(row["with"]))
        )
        for row in rows
    }


@cache
def people() -> dict[str, str]:
    """Nouns for people, with the kind that the noun alone tells ("protesters")."""
    return {row["noun"]: row["kind"] for row in table("quantity_people")}


@cache
def doers() -> frozenset[str]:
    """Nouns for those who fight or rob, whose flight displaces nobody."""
    return class_words("force") | {row["noun"] for row in table("quantity_doers")}


def _row(parsed: ParsedDocument, token: Token) -> _Row | None:
    low = token.text.lower()
    rows = _rows()
    noun = token.tag in ("NN", "NNS", "NNP", "NNPS")
    found = rows.get((low, noun)) or rows.get((token.lemma.lower(), noun))
    if found is None and (low.endswith("ed") or low in ("dead", "shot", "hurt")):
        found = rows.get((low, False)) or rows.get((low[:-1], False)) or rows.get((low[:-2], False))
    return found if found is None or not found.needs or _has(parsed, token, found.needs) else None


def _has(parsed: ParsedDocument, token: Token, needs: frozenset[str]) -> bool:
    """Whether one of these words hangs on a verb, by a preposition or as its subject: `hit by shrapnel`, `struck in the leg`."""
    tokens = parsed.tokens
    for c in parsed.children[token.index]:
        below = parsed.children[c] if tokens[c].dep in ("prep", "agent") else (c,)
        if any(tokens[i].text.lower() in needs for i in below):
            return True
    return False


def harm(parsed: ParsedDocument, token: Token) -> Fate | None:
    """What a word says befell somebody, and on which side of it he stands."""
    row = _row(parsed, token)
    return Fate(row.kind, token, row.side) if row is not None else None


def fate_of(parsed: ParsedDocument, first: int, head: int) -> Fate | None:
    """What befell those whose amount begins at token `first` and whose noun, or number, is token `head`."""
    own = _of_noun(parsed, head)
    if own is not None and of_those(parsed, head):  # "two of the wounded died"
        later = _beside(parsed, head) or _in_parse(parsed, head)
        own = later if later is not None and later.kind == "killed" else own
    fate = (
        own
        or _beside(parsed, head)
        or _in_parse(parsed, head)
        or _before(parsed, first)
        or _toll(parsed, first)
        or _turnout(parsed, head)
    )
    if fate is not None and fate.kind == "displaced" and parsed.tokens[head].lemma.lower() in doers():
        return None  # "the two gunmen fled": who runs from what he did is not displaced
    return worst(parsed, fate) if fate else None


def of_those(parsed: ParsedDocument, head: int) -> bool:
    """Whether those counted are some of the hurt who are told of before: `two of the wounded`."""
    tokens = parsed.tokens
    return (
        head > 1
        and tokens[head].text.lower() in ("wounded", "injured", "hurt")
        and tokens[head - 1].text.lower() in ("the", "those")
        and tokens[head - 2].text.lower() == "of"
    )


def _of_noun(parsed: ParsedDocument, head: int) -> Fate | None:
    """`12 deaths`, `6,000 displaced people`, `five wounded`."""
    token = parsed.tokens[head]
    row = _row(parsed, token)
    if row is not None and (row.side == "count" or token.text.lower() in ("dead", "wounded", "injured", "shot")):
        return Fate(row.kind, token)
    for i in parsed.children[head]:
        child = parsed.tokens[i]
        row = _row(parsed, child)
        if row is not None and child.dep in ("amod", "compound") and row.pos != "noun" and i < head:
            return Fate(row.kind, child)
    return None


def _beside(parsed: ParsedDocument, head: int) -> Fate | None:
    """The next word that is no auxiliary: `27 people were killed`, `three soldiers dead`, `12 wounded`."""
    tokens = parsed.tokens
    sentence = tokens[head].sentence
    active = False
    for k in range(head + 1, min(head + 7, len(tokens))):
        token = tokens[k]
        if token.sentence != sentence:
            return None
        row = _row(parsed, token)
        low = token.text.lower()
        if row is not None and row.side == "object" and token.tag in ("VBN", "VBD", "JJ", "NN", "NNP", "RB"):
            acts = token.tag in ("VBD", "VBN") and _acts(parsed, k)
            return None if (acts and not active) else Fate(row.kind, token)
        if row is not None and row.side == "subject" and token.tag.startswith("V") and token.tag != "VBN":
            if tokens[head].dep in ("dobj", "obj") and _joins(parsed, k, tokens[head].head):
                return None  # "abducted two officers and fled"
            return Fate(row.kind, token)
        if low in ("was", "were", "been", "are", "is"):
            active = True
        if low == "the" and tokens[k - 1].text.lower() == "among":
            continue  # "were among the wounded"
        if low not in _links():
            return None
    return None


def _joins(parsed: ParsedDocument, verb: int, first: int) -> bool:
    """Whether a verb is joined by "and" to an earlier one, whose subject it shares."""
    own = any(parsed.tokens[c].dep in ("nsubj", "nsubjpass") for c in parsed.children[verb])
    return not own and parsed.tokens[verb].dep == "conj" and parsed.tokens[verb].head == first


def _acts(parsed: ParsedDocument, verb: int) -> bool:
    """Whether a verb, or one joined to it, has an object: `a boy shot and killed another`."""
    joined = [
        c for c in parsed.children[verb] if parsed.tokens[c].dep == "conj" and parsed.tokens[c].tag.startswith("VB")
    ]
    return any(parsed.tokens[i].dep in ("dobj", "obj") for v in (verb, *joined) for i in parsed.children[v])


def _in_parse(parsed: ParsedDocument, head: int) -> Fate | None:
    tokens = parsed.tokens
    for i in parsed.children[head]:
        child = tokens[i]
        row = _row(parsed, child)
        if row is None or child.dep not in ("acl", "relcl"):
            continue
        subject = next((tokens[j].dep for j in parsed.children[i] if tokens[j].dep.startswith("nsubj")), "")
        if row.side == "subject" or (row.side == "object" and child.tag == "VBN" and subject != "nsubj"):
            return Fate(row.kind, child)
    for verb, relation in _above(parsed, head):
        row = _row(parsed, verb)
        if row is not None and _suffers(parsed, verb, row, relation):
            return Fate(row.kind, verb)
        for i in parsed.children[verb.index]:
            child = tokens[i]
            row = _row(parsed, child)
            if (
                row is not None
                and child.dep in ("acomp", "oprd", "xcomp", "ccomp")
                and row.pos == "adj"
                and child.pos != "VERB"
            ):
                return Fate(row.kind, child)
    return None


def _above(parsed: ParsedDocument, at: int) -> Iterator[tuple[Token, str]]:
    """Verbs and nouns over a token with its relation to them, through lists and prepositions."""
    relation = ""
    for _ in range(5):
        token = parsed.tokens[at]
        above = parsed.tokens[token.head]
        if above.index == at:
            return
        if token.dep == "conj" and above.pos in ("VERB", "AUX"):
            return
        if token.dep == "prep" and token.text.lower() not in ("of", "including", "among"):
            return
        relation = "of" if token.dep == "prep" else token.dep if token.dep not in CARRIED else relation
        if token.dep not in CARRIED:
            yield above, token.dep
            return
        if token.dep == "prep":
            yield above, "of"
        at = above.index


def _suffers(parsed: ParsedDocument, verb: Token, row: _Row, relation: str) -> bool:
    """Whether those in this relation to the verb are the ones whom it befalls."""
    if row.side == "lives":
        return relation == "dobj"
    if row.side == "count":
        return relation == "of"
    if row.side == "subject":
        return relation in ("nsubj", "nsubjpass")
    if relation in ("dobj", "obj", "nsubjpass", "oprd", "ccomp"):
        return True
    acts = any(parsed.tokens[i].dep == "ccomp" for i in parsed.children[verb.index]) or _acts(parsed, verb.index)
    return relation == "nsubj" and not acts and verb.tag in ("VBN", "VBD")


def _before(parsed: ParsedDocument, first: int) -> Fate | None:
    """`killing six and wounding 20`: the verb right before the amount."""
    tokens = parsed.tokens
    for k in range(first - 1, max(-1, first - 3), -1):
        token = tokens[k]
        if token.sentence != tokens[first].sentence:
            return None
        row = _row(parsed, token)
        passive = any(tokens[i].dep == "auxpass" for i in parsed.children[k])
        if row is not None and row.side == "object" and token.tag.startswith("VB") and not passive:
            return Fate(row.kind, token)
        if token.text.lower() not in ("and", "off", "down", "the", "to", "death"):
            return None
    return None


def _toll(parsed: ParsedDocument, first: int) -> Fate | None:
    """`the death toll rose to 12`."""
    tokens = parsed.tokens
    if not first or tokens[first - 1].text.lower() not in (
        "to",
        "at",
        "of",
        "past",
        "above",
        "is",
        "was",
        "reached",
        "topped",
    ):
        return None
    for k in range(first - 2, max(-1, first - 12), -1):
        if tokens[k].sentence != tokens[first].sentence:
            return None
        row = _row(parsed, tokens[k])
        if row is not None and row.side == "to":
            return Fate(row.kind, tokens[k])
    return None


def _turnout(parsed: ParsedDocument, head: int) -> Fate | None:
    """`thousands came out in a demonstration`."""
    tokens = parsed.tokens
    for k in range(head + 1, min(head + 9, len(tokens))):
        if tokens[k].sentence != tokens[head].sentence or tokens[k].text == ",":
            return None
        row = _row(parsed, tokens[k])
        if row is not None and row.side == "in":
            return Fate(row.kind, tokens[k])
    return None


def worst(parsed: ParsedDocument, fate: Fate) -> Fate:
    """The fate with what else is said of it: `shot dead`, `shot and killed`, `fatally shot`, `stabbed to death` are deaths."""
    if fate.kind not in WORSE:
        return fate
    tokens = parsed.tokens
    at = fate.token.index
    for k in range(max(0, at - 2), min(at + 4, len(tokens))):
        token = tokens[k]
        if k == at or token.sentence != fate.token.sentence:
            continue
        low = token.text.lower()
        row = _row(parsed, token)
        deadly = low in ("dead", "fatally", "killed", "killing") or (
            low == "death" and tokens[k - 1].text.lower() == "to"
        )
        between = {t.text.lower() for t in tokens[min(at, k) + 1 : max(at, k)]}
        if deadly and between <= {"and", "to"} and (row is None or row.kind == "killed"):
            return Fate("killed", token if row is not None else fate.token)
    return fate
