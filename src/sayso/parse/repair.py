"""Mends what the parser regularly gets wrong in news: participles and gerunds taken for adjectives.

"the raids had targeted civilians"   had > civilians > targeted (amod)     becomes   targeted > had (aux), civilians (dobj)
"denied beating students"            denied > students > beating (amod)    becomes   denied > beating (xcomp) > students (dobj)
"raids killed ten, the ministry said" raids > killed (acl)             becomes   said > killed (ccomp) > raids (nsubj)
"a court sentenced opposition members" members > sentenced (amod)          becomes   sentenced > members (dobj)
"spoke by telephone with him"        by > telephone > with (prep)          becomes   spoke > with (prep)
"shot at him in Lota, a man said"     Lota > man (appos)                  becomes   said > man (nsubj)
"the head of the court, Ana Sosa"     court > Sosa (appos)                becomes   head > Sosa (appos)
"lent Vietnam similar sums"          lent > sums > Vietnam (nmod)          becomes   lent > Vietnam (dative)
"Britons killed there include three"  killed > include (ccomp)         becomes   include > Britons > killed (acl)
"he sat, and Suu Kyi invited him"    sat > Kyi (conj)                  becomes   invited > Kyi (nsubj)
"accused police of beating students" of > students > beating (amod)        becomes   of > beating (pcomp) > students (dobj)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

from sayso.lexicon.tables import alternatives, table
from sayso.model import Token

PARTICLES = ("over", "out", "up", "off", "back")
_OF_CLAUSES = frozenset({"prep", "punct", "advmod", "npadvmod", "advcl", "cc", "conj", "agent", "dative"})
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_TELLING = frozenset(
    {"say", "vow", "pledge", "agree", "refuse", "threaten", "decide", "insist", "promise", "reiterate"}
)
_SPANS = ("hour", "day", "week", "month", "year", "minute")
_SPAN_ENDS = ("after", "before", "later", "earlier", "ago")
_STOPS = (",", '"', "“", "”", ":", ";", "'", "‘", "’")
_DAY_NAMES = ("Today", "Tomorrow", "Tonight")
_BEFORE = ("compound", "nmod", "nsubj")
_HELPS = ("aux", "auxpass", "neg", "advmod")
_FINITE = _CLAUSES | {"conj", "relcl"}
MEANS = ("telephone", "phone", "video", "videoconference", "teleconference", "zoom", "letter", "email")
GERUND_PREPS = ("of", "for", "from", "without", "after", "before", "by")


@cache
def _gerund_verbs() -> frozenset[str]:
    return frozenset(row["verb"] for row in table("gerund_verbs"))


def _particle(out: list[Token], first: int) -> None:
    """ "Hand over six boats": the particle is read as part of the number ("over six")."""
    for before, token in pairwise(list(out)):
        if token.dep == "quantmod" and token.text.lower() in PARTICLES and before.pos == "VERB":
            out[token.index - first] = replace(token, head=before.index, dep="prt", pos="ADP", tag="RP")


def _finite(out: list[Token], first: int) -> None:
    """A past tense taken for a participle: one that has an object of its own cannot be a passive participle."""
    for token in list(out):
        verb = out[token.index - first]
        if verb.dep != "acl" or verb.tag not in ("VBN", "VBD") or verb.head >= verb.index:
            continue
        noun = out[verb.head - first]
        told = _tells(out, verb)
        if told and noun.dep == "pobj":  # "the head of diplomacy called on them to"
            holder = out[out[noun.head - first].head - first]
            noun = holder if holder.head == holder.index else noun
        objects = [t for t in out if t.head == verb.index and t.dep == "dobj" and t.index > verb.index]
        if not (objects or told) or any(t.head == verb.index and t.dep in ("agent", "auxpass") for t in out):
            continue
        if noun.head == noun.index:
            out[verb.index - first] = replace(verb, head=verb.index, dep="ROOT", tag="VBD")
        elif noun.dep == "nsubj" and any(
            t.head == noun.head and t.dep == "nsubj" and t.index > verb.index for t in out
        ):
            out[verb.index - first] = replace(verb, head=noun.head, dep="ccomp", tag="VBD")
        else:
            continue
        out[noun.index - first] = replace(noun, head=verb.index, dep="nsubj")
        for t in list(out):
            if t.head == noun.index and t.index > verb.index:
                out[t.index - first] = replace(t, head=verb.index)


def _said(out: list[Token], first: int) -> None:
    """ "Air Wars, which tracks the toll, said nine died": "said" is no participle of the noun, which is not who died."""
    root = next((t for t in out if t.head == t.index), None)
    if root is None or root.pos not in ("VERB", "AUX"):
        return
    for verb in out:
        noun = out[verb.head - first]
        if verb.dep != "acl" or verb.lemma != "say" or noun.dep != "nsubj" or noun.head != root.index:
            continue
        if verb.index > root.index or any(t.head == verb.index and t.dep in ("agent", "auxpass", "xcomp") for t in out):
            continue
        out[verb.index - first] = replace(verb, head=verb.index, dep="ROOT", tag="VBD")
        out[root.index - first] = replace(root, head=verb.index, dep="ccomp")
        out[noun.index - first] = replace(noun, head=verb.index)
        return


def _tells(out: list[Token], verb: Token) -> bool:
    """A verb of telling with what it tells, which is no passive: "called on them to", "vowed to", "said that"."""
    own = [t for t in out if t.head == verb.index and t.index > verb.index]
    if not any(t.dep in ("ccomp", "xcomp", "advcl") for t in own):
        return False
    if verb.lemma == "call":
        return any(t.dep == "prep" and t.text in ("on", "upon", "for") and t.index == verb.index + 1 for t in own)
    return verb.lemma in _TELLING


def _past(out: list[Token], first: int) -> None:
    """A participle that has a subject of its own and no helping verb is a past tense; one that tells of an object is none."""
    below: dict[int, set[str]] = {}
    for t in out:
        below.setdefault(t.head, set()).add(t.dep)
    for token in list(out):
        own = below.get(token.index, set())
        if token.tag == "VBN" and token.dep in _FINITE and "nsubj" in own and not own & {"aux", "auxpass", "agent"}:
            out[token.index - first] = replace(token, tag="VBD")
        elif token.tag == "VBD" and token.dep == "acl" and not own & {"nsubj", "dobj"} and token.head < token.index:
            if out[token.head - first].dep in ("pobj", "dobj", "attr", "appos"):  # a subject's verb may be the main one
                out[token.index - first] = replace(token, tag="VBN")


def _means(out: list[Token], first: int) -> None:
    """ "Spoke by telephone with the minister": with whom belongs to the verb, and not to the telephone."""
    for token in list(out):
        noun = out[token.head - first] if first <= token.head < first + len(out) else token
        if token.dep != "prep" or noun.dep != "pobj" or noun.lemma.lower() not in MEANS or noun.index > token.index:
            continue
        by = out[noun.head - first]
        if by.dep == "prep" and by.lemma.lower() in ("by", "over", "via", "on") and by.head != by.index:
            out[token.index - first] = replace(token, head=by.head)


def _dative(out: list[Token], first: int) -> None:
    """ "Lent Vietnam similar sums": a name before an adjective is no part of the noun that this belongs to."""
    for token in list(out):
        noun = out[token.head - first]
        if token.tag not in ("NNP", "NNPS") or token.dep not in ("nmod", "compound") or noun.dep != "dobj":
            continue
        verb = out[noun.head - first]
        between = out[token.index - first + 1 : noun.index - first]
        if verb.index == token.index - 1 and any(
            t.dep == "amod" and t.head == noun.index and t.pos == "ADJ" for t in between
        ):
            out[token.index - first] = replace(token, head=verb.index, dep="dative")


def _speaker(out: list[Token], first: int) -> None:
    """ "... in Gafsa, a lawyer said": who stands right before a saying that has no subject is no second name of the place."""
    for verb in _sayings(out, first):
        if verb.tag not in ("VBD", "VBZ", "VBP") or any(t.dep in _SUBJECTS and t.head == verb.index for t in out):
            continue
        noun = next((t for t in out if t.dep in ("appos", "conj") and t.tag.startswith("N") and t.index < verb.index
                     and _reach(out, first, t)[1] == verb.index - 1), None)  # fmt: skip
        if noun is None:
            continue
        begin = _reach(out, first, noun)[0]
        if begin > first and out[begin - first - 1].text == ",":
            out[noun.index - first] = replace(noun, head=verb.index, dep="nsubj")


def _sayings(out: list[Token], first: int) -> list[Token]:
    """Words behind a clause that hangs on them, in text order."""
    heads = sorted({t.head for t in out if t.dep == "ccomp" and t.head > t.index})
    return [out[head - first] for head in heads]


def _subject(out: list[Token], first: int) -> None:
    """ "Police suspect that": what stands before a finite verb that has no subject is no first part of it."""
    for noun in list(out):
        verb = out[noun.head - first]
        if noun.dep == "compound" and verb.tag in ("VBP", "VBZ", "VBD") and noun.index == verb.index - 1:
            if not any(t.head == verb.index and t.dep in _SUBJECTS for t in out):
                out[noun.index - first] = replace(noun, dep="nsubj")


def _label(out: list[Token], first: int) -> None:
    """ "Correction: the report said": a label before a colon does not govern the sentence behind it."""
    colon = next((t.index for t in out[1:4] if t.text == ":"), None)
    root = next((t for t in out if t.head == t.index), None)
    if colon is None or root is None or root.index > colon or root.pos not in ("NOUN", "PROPN"):
        return
    verb = next((t for t in out if t.head == root.index and t.index > colon and t.tag in ("VBD", "VBZ", "VBP")), None)
    if verb is None:
        return
    for t in list(out):
        if t.head == root.index and t.index > colon:
            out[t.index - first] = replace(t, head=verb.index)
    out[verb.index - first] = replace(verb, head=verb.index, dep="ROOT")
    out[root.index - first] = replace(root, head=verb.index, dep="dep")


def _heading(out: list[Token], first: int) -> None:
    """ "Warplanes bomb hospital in Idlib": a noun after a plural, or a plural after a singular, is seldom part of the next noun.

    Only where nothing in the sentence is a finite verb, and for words that can be verbs of an event.
    """
    root = next((t for t in out if t.head == t.index), None)
    if root is None or root.pos not in ("NOUN", "PROPN") or any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in out):
        return
    for verb in out[1 : root.index - first]:
        before = out[verb.index - first - 1]
        if verb.dep != "compound" or verb.tag not in ("NN", "NNS") or verb.lemma.lower() not in _event_verbs():
            continue
        plural = before.tag in ("NNS", "NNPS") or before.text.lower() == "police"
        if before.pos not in ("NOUN", "PROPN") or before.dep not in _BEFORE or plural == (verb.tag == "NNS"):
            continue
        for t in list(out):
            if t.index < before.index and (t.head in (root.index, verb.index)):
                out[t.index - first] = replace(t, head=before.index)
            elif t.head == root.index and t.dep == "prep":
                out[t.index - first] = replace(t, head=verb.index)
        tag = "VBP" if plural else "VBZ"
        out[verb.index - first] = replace(verb, head=verb.index, dep="ROOT", pos="VERB", tag=tag)
        out[before.index - first] = replace(before, head=verb.index, dep="nsubj")
        out[root.index - first] = replace(root, head=verb.index, dep="dobj")
        return


@cache
def _event_verbs() -> frozenset[str]:
    return frozenset(row["verb"] for row in table("event_verbs"))


def _told_first(out: list[Token], first: int) -> None:
    """ "Gunmen killed four, early on Wednesday, the ministry said": what stands before the comma belongs to what was said."""
    for verb in _sayings(out, first):
        own = [t for t in out if t.head == verb.index and t.index < verb.index]
        clause = next((t for t in own if t.dep == "ccomp"), None)
        speaker = next((t for t in own if t.dep == "nsubj"), None)
        if clause is None or speaker is None or speaker.index < clause.index:
            continue
        for t in own:
            if t.dep in ("prep", "npadvmod", "advmod") and clause.index < t.index < speaker.index:
                end = _reach(out, first, t)[1]
                if end + 1 < speaker.index and out[end + 1 - first].text == ",":
                    out[t.index - first] = replace(t, head=clause.index)


def _apposed(out: list[Token], first: int) -> None:
    """ "The chairman of the council, Saleh Mansour": a name is that of the holder and not of what the office is held in."""
    for name in list(out):
        body = out[name.head - first]
        if name.dep != "appos" or name.tag != "NNP" or body.dep != "pobj" or not body.index < name.index:
            continue
        of = out[body.head - first]
        holder = out[of.head - first]
        if (
            of.lemma.lower() == "of"
            and of.dep == "prep"
            and holder.lemma.lower() in _holders()
            and body.tag in ("NN", "NNS")
        ):
            out[name.index - first] = replace(name, head=holder.index)


def _reach(out: list[Token], first: int, token: Token) -> tuple[int, int]:
    """First and last word of what hangs on a token."""
    low = high = token.index
    for t in out:
        up = t
        while up.index != token.index and up.head != up.index:
            up = out[up.head - first]
        if up.index == token.index:
            low, high = min(low, t.index), max(high, t.index)
    return low, high


@cache
def _holders() -> frozenset[str]:
    """Nouns for those who hold a post or act for others."""
    return frozenset(word for row in table("agents") for word in alternatives(row["phrases"]) if " " not in word)


def _named(out: list[Token], first: int) -> None:
    """ "The news site Mandalay Today": a day word with a capital right after a name is the end of that name."""
    for name, word in pairwise(list(out)):
        if word.text in _DAY_NAMES and name.tag == "NNP" and name.dep in ("appos", "pobj", "dobj", "nsubj", "dative"):
            if word.head == name.head and word.dep in ("npadvmod", "appos", "advmod"):
                moved = {t.index: t for t in out if t.head == name.index}
                out[word.index - first] = replace(word, head=name.head, dep=name.dep, pos="PROPN", tag="NNP")
                out[name.index - first] = replace(name, head=word.index, dep="compound")
                for t in moved.values():
                    out[t.index - first] = replace(t, head=word.index)


def _span(out: list[Token], first: int) -> None:
    """ "Gave birth days after": a noun of time right behind the object is no object, and the noun before it no part of it."""
    for time in list(out):
        noun = out[time.index - first - 1] if time.index > first else time
        if time.dep != "dobj" or time.lemma not in _SPANS or noun.dep != "compound" or noun.head != time.index:
            continue
        verb, behind = out[time.head - first], out[time.index - first + 1 : time.index - first + 2]
        if verb.pos == "VERB" and noun.tag in ("NN", "NNS") and behind and behind[0].text in _SPAN_ENDS:
            out[noun.index - first] = replace(noun, head=verb.index, dep="dobj")
            out[time.index - first] = replace(time, dep="npadvmod")


def _reduced(out: list[Token], first: int) -> None:
    """ "Britons killed in the raid include a doctor": a finite verb without a subject governs the noun of the participle."""
    root = next((t for t in out if t.head == t.index), None)
    if root is None or root.tag != "VBD":
        return
    own = [t for t in out if t.head == root.index and t.index != root.index]
    subject = next((t for t in own if t.dep == "nsubj" and t.index < root.index), None)
    verb = next((t for t in own if t.dep in ("ccomp", "advcl") and t.index > root.index and _stands(out, t)), None)
    if subject is None or verb is None or any(t.dep in ("dobj", "aux", "neg") for t in own):
        return
    if any(t.text in _STOPS for t in out[root.index - first : verb.index - first]):
        return
    before = out[root.index - first - 1]
    noun = before if before.pos in ("NOUN", "PROPN") else subject  # "the mother of a man killed in Gao has left"
    out[verb.index - first] = replace(verb, head=verb.index, dep="ROOT")
    out[subject.index - first] = replace(subject, head=verb.index)
    out[root.index - first] = replace(root, head=noun.index, dep="acl", tag="VBN")
    for t in own:
        if t.index > verb.index or (t.dep == "punct" and t.index < subject.index):
            out[t.index - first] = replace(t, head=verb.index)


def _stands(out: list[Token], verb: Token) -> bool:
    """Is a verb finite, by itself or by its auxiliary, without a subject or conjunction of its own?"""
    own = [t for t in out if t.head == verb.index]
    heads = {verb.index, *(t.index for t in own if t.dep in ("aux", "auxpass"))}
    if any(t.dep in (*_SUBJECTS, "mark") for t in out if t.head in heads):
        return False
    helps = [t.tag for t in own if t.dep in ("aux", "auxpass")]
    if verb.dep == "advcl" or helps:
        return any(tag in ("VBZ", "VBP", "VBD", "MD") for tag in helps)
    return verb.tag in ("VBP", "VBZ", "VBD")


def _being(out: list[Token], first: int) -> None:
    """ "A leader being prosecuted in Georgia is defending him": with "being" alone a participle is no clause of its own."""
    for part in list(out):
        if part.dep not in ("ccomp", "advcl") or part.tag != "VBN" or not part.head > part.index:
            continue
        verb, own = out[part.head - first], [t for t in out if t.head == part.index]
        subject = next((t for t in own if t.dep == "nsubjpass" and t.index < part.index), None)
        helps = [t for t in own if t.dep in ("aux", "auxpass", "mark", "neg")]
        if subject is None or [t.text for t in helps] != ["being"] or verb.pos not in ("VERB", "AUX"):
            continue
        if any(t.head == verb.index and t.dep in _SUBJECTS for t in out):
            continue
        out[subject.index - first] = replace(subject, head=verb.index, dep="nsubj")
        out[part.index - first] = replace(part, head=subject.index, dep="acl")
        for t in own:
            if t.index < subject.index:
                out[t.index - first] = replace(t, head=verb.index)


def _fronted(out: list[Token], first: int) -> None:
    """ "As reported by Reuters, Canada struck a deal", "..., crushing rebels is a priority": the words right before a finite
    verb that has no subject, behind a comma, are its subject and not the last of what the comma ends."""
    root = next((t for t in out if t.head == t.index), None)
    if root is None or root.pos not in ("VERB", "AUX") or not _stands(out, root):
        return
    begin = root.index
    while begin > first and out[begin - first - 1].head == root.index and out[begin - first - 1].dep in _HELPS:
        begin -= 1
    for t in list(out):
        noun = t.dep in ("conj", "appos") and t.pos in ("NOUN", "PROPN")
        if t.index >= begin or not (noun or (t.dep == "advcl" and t.tag == "VBG")):
            continue
        low, high = _reach(out, first, t)
        if high == begin - 1 and low > first and out[low - first - 1].text == ",":
            out[t.index - first] = replace(t, head=root.index, dep="nsubj" if noun else "csubj")
            return


def _new_subject(out: list[Token], first: int) -> None:
    """ "He was a voice of support, and Suu Kyi invited him": a noun joined to a verb is the subject of the verb behind it."""
    for noun in list(out):
        if noun.dep != "conj" or noun.pos not in ("PROPN", "NOUN") or noun.head >= noun.index:
            continue
        before = out[noun.head - first]
        if before.pos in ("NOUN", "PROPN"):  # "denied the attack and a delegation arrived"
            before = out[before.head - first] if before.dep == "dobj" else before
        if before.pos not in ("VERB", "AUX"):
            continue
        far = noun.head != before.index
        verb = next((t for t in out if t.head == before.index and t.dep == "conj" and t.index > noun.index), None)
        if verb is None or verb.tag not in ("VBD", "VBZ", "VBP"):
            continue
        if any(t.head == verb.index and t.dep in _SUBJECTS for t in out):
            continue
        low, high = _reach(out, first, noun)
        joined = low > first and out[low - first - 1].dep in ("cc", "punct")
        if far and (high + 1 != verb.index or not any(t.dep == "det" and t.head == noun.index for t in out)):
            continue  # "shelled the town and the port"
        if joined and high < verb.index and not any(t.dep == "cc" for t in out[high - first + 1 : verb.index - first]):
            out[noun.index - first] = replace(noun, head=verb.index, dep="nsubj")


def _pair(out: list[Token], first: int) -> None:
    """ "Between Trump and Recep Erdoğan": two names and not one."""
    for one in list(out):
        two = out[one.head - first]
        if one.dep != "nmod" or one.tag != "NNP" or two.tag != "NNP" or two.dep != "pobj" or two.index < one.index:
            continue
        prep, cc = out[two.head - first], out[one.index - first + 1]
        if prep.lemma.lower() != "between" or cc.dep != "cc":
            continue
        out[one.index - first] = replace(one, head=two.head, dep="pobj")
        out[two.index - first] = replace(two, head=one.index, dep="conj")
        out[cc.index - first] = replace(cc, head=one.index)


def _warned(out: list[Token], first: int) -> None:
    """ "He said his troops would advance and warned the rebels": a past tense is joined to "said", not to "would advance"."""
    for verb in list(out):
        inner = out[verb.head - first]
        if verb.dep != "conj" or verb.tag != "VBD" or inner.dep != "ccomp" or inner.tag != "VB":
            continue
        outer = out[inner.head - first]
        own = any(t.head == verb.index and t.dep in (*_SUBJECTS, "aux", "auxpass") for t in out)
        modal = any(t.head == inner.index and t.tag == "MD" for t in out)
        if outer.tag == "VBD" and outer.index < inner.index and modal and not own:
            out[verb.index - first] = replace(verb, head=outer.index)


def _who(out: list[Token], first: int) -> None:
    """ "Nadim Houry, the director at Human Rights Watch, who visited Raqqa": a person is who, and no body."""
    for clause in list(out):
        body = out[clause.head - first]
        if clause.dep != "relcl" or body.dep != "pobj" or body.tag not in ("NNP", "NNPS"):
            continue
        who = next((t for t in out if t.tag == "WP" and t.head == clause.index and t.dep == "nsubj"), None)
        if who is None or out[who.index - first - 1].text != ",":
            continue
        noun = body
        while noun.dep in ("pobj", "prep") and noun.head != noun.index:
            noun = out[noun.head - first]
            if noun.lemma.lower() in _holders() and noun.tag in ("NN", "NNP"):
                name = out[noun.head - first] if noun.dep == "appos" else noun
                out[clause.index - first] = replace(clause, head=name.index)
                break


def _wanted(out: list[Token], first: int) -> None:
    """ "We want everyone detained": what is wanted is no past tense."""
    for verb in list(out):
        up = out[verb.head - first]
        if verb.dep != "ccomp" or verb.tag != "VBD" or up.lemma not in ("want", "need", "prefer"):
            continue
        own = [t for t in out if t.head == verb.index]
        if any(t.dep in ("aux", "auxpass", "mark", "dobj") for t in own):
            continue
        out[verb.index - first] = replace(verb, tag="VBN")
        for t in own:
            if t.dep == "nsubj":
                out[t.index - first] = replace(t, dep="nsubjpass")


def _object(out: list[Token], first: int) -> None:
    """ "Launched at dawn, Friday, raids": a noun that nothing joins to a verb is no second verb but its object."""
    for noun in list(out):
        verb = out[noun.head - first]
        if noun.dep != "conj" or noun.tag not in ("NN", "NNS") or verb.pos != "VERB" or verb.index > noun.index:
            continue
        own = [t for t in out if t.head == verb.index]
        if any(t.dep in ("dobj", "auxpass") or (t.dep == "cc" and t.index < noun.index) for t in own):
            continue
        subject = any(t.head == noun.index and t.dep in _SUBJECTS for t in out)  # "3 killed, 14 injured in a shooting"
        if not subject and not any(t.dep == "conj" and t.index < noun.index for t in own):
            out[noun.index - first] = replace(noun, dep="dobj")


def _verbless(out: list[Token], first: int) -> None:
    """A past tense between its subject and the noun that it is hung to as an adjective: the noun is its object."""
    for token in list(out):
        verb = out[token.index - first]
        if verb.dep != "amod" or verb.tag != "VBD" or not verb.index < verb.head < first + len(out):
            continue
        noun = out[verb.head - first]
        if noun.dep not in _CLAUSES:
            continue  # "the Turkish backed rebels said"
        left = [t for t in out if t.head == noun.index and t.index < verb.index]
        own = [t for t in out if t.head == verb.index and t.index < verb.index]
        if not any(t.dep in ("nsubj", "nsubjpass") for t in (*left, *own)):
            continue
        up = verb.index if noun.head == noun.index else noun.head
        out[verb.index - first] = replace(verb, head=up, dep=noun.dep, pos="VERB")
        out[noun.index - first] = replace(noun, head=verb.index, dep="dobj")
        after = (t for t in out if t.head == noun.index and t.index > noun.index and t.dep in _OF_CLAUSES)
        for t in (*left, *after):
            out[t.index - first] = replace(t, head=verb.index, dep="nsubj" if t.dep == "nsubjpass" else t.dep)


def mend(tokens: list[Token], first: int) -> list[Token]:
    """The tokens of one sentence with mended heads and labels; `first` is the index of its first token in the document."""
    out = list(tokens)
    deps, tags = {t.dep for t in tokens}, {t.tag for t in tokens}
    if "amod" in deps and not tags.isdisjoint(("VBN", "VBD", "VBG")):
        _adjectives(out, first)
    for signs, mended in _REPAIRS:
        if not deps.isdisjoint(signs):
            mended(out, first)
    return out


def _adjectives(out: list[Token], first: int) -> None:
    """Participles and gerunds that were taken for adjectives."""
    for token in list(out):
        if token.dep != "amod" or token.tag not in ("VBN", "VBD", "VBG"):
            continue
        noun = out[token.head - first] if first <= token.head < first + len(out) else None
        if noun is None or noun.index < token.index or noun.head == noun.index:
            continue
        above = out[noun.head - first]
        left = [t for t in out if t.head == noun.index and t.index < token.index and t.dep != "advmod"]
        if left:
            continue  # "the wounded soldiers": a true adjective stands behind its determiner
        if (
            token.tag in ("VBN", "VBD")
            and above.lemma == "have"
            and above.pos in ("AUX", "VERB")
            and noun.dep == "dobj"
        ):
            if all(t.pos == "ADV" for t in out[above.index - first + 1 : token.index - first]):
                _perfect(out, first, above, token, noun)
        elif token.tag == "VBG":
            if (
                above.pos == "ADP"
                and above.lemma in GERUND_PREPS
                and noun.dep == "pobj"
                and above.index == token.index - 1
            ):
                _gerund(out, first, token, noun, "pcomp")
            elif above.lemma in _gerund_verbs() and noun.dep == "dobj" and above.index < token.index:
                _gerund(out, first, token, noun, "xcomp")


def _perfect(out: list[Token], first: int, have: Token, verb: Token, noun: Token) -> None:
    head = verb.index if have.head == have.index else have.head
    for t in list(out):
        if t.head == have.index and t.index not in (have.index, verb.index, noun.index):
            out[t.index - first] = replace(t, head=verb.index)
    out[verb.index - first] = replace(verb, head=head, dep=have.dep, pos="VERB", tag="VBN")
    out[have.index - first] = replace(have, head=verb.index, dep="aux", pos="AUX")
    out[noun.index - first] = replace(noun, head=verb.index, dep="dobj")
    for t in list(out):
        if t.head == noun.index and t.index < verb.index and t.dep == "advmod":
            out[t.index - first] = replace(t, head=verb.index)


def _gerund(out: list[Token], first: int, verb: Token, noun: Token, dep: str) -> None:
    out[verb.index - first] = replace(verb, head=noun.head, dep=dep, pos="VERB")
    out[noun.index - first] = replace(noun, head=verb.index, dep="dobj")


# In this order, each where a relation stands in the sentence that it mends.
_REPAIRS: tuple[tuple[tuple[str, ...], Callable[[list[Token], int], None]], ...] = (
    (("acl",), _finite),
    (("acl",), _said),
    (("acl", *_FINITE), _past),
    (("compound",), _subject),
    (("ROOT",), _label),
    (("compound",), _heading),
    (("ccomp", "acl"), _speaker),
    (("ccomp", "acl"), _told_first),
    (("appos",), _apposed),
    (("prep",), _means),
    (("nmod", "compound"), _dative),
    (("compound",), _span),
    (("ccomp", "advcl"), _reduced),
    (("nsubjpass",), _being),
    (("conj",), _new_subject),
    (("ccomp",), _wanted),
    (("nmod",), _pair),
    (("ccomp",), _warned),
    (("relcl",), _who),
    (("advcl", "prep"), _fronted),
    (("conj",), _object),
    (("npadvmod", "appos", "advmod"), _named),
    (("amod",), _verbless),
    (("quantmod",), _particle),
)
