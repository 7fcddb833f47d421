"""Whom an article names as where its news is from: credit lines, cited media, and the chains of its claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.corroborate.copies.words import Words, word_class, words_of
from sayso.knowledge.outlets import Outlet, outlet_of, outlets, publisher_family
from sayso.lexicon.outlets import outlet_words
from sayso.lexicon.phrase_index import fold
from sayso.model import Span, slug
from sayso.model.ledger import ClaimRecord, Report

MEDIA = ("outlet", "agency")
REACH = 6  # words between a name and the word that makes it a source
_LONGEST_NAME = 6
_TOLD = frozenset({"said", "says", "say", "told", "tells", "spoke", "saw", "seen"})  # people do, too
_CREDIT = re.compile(
    r"[(\[/–—-] ?([A-Z][\w.&'’ -]{1,40}?) ?[)\]/]|(?:^|\n|[.!?] )[-–—( ]*(?:Source|Via|Credit)s?: ?([A-Z][^\n.;()]{1,40})"
)


@dataclass(frozen=True, slots=True)
class Named:
    """An outlet named in a text as a source. `depth` 0: directly; 1: by the outlet that is named before it."""

    span: Span
    cue: str
    depth: int = 0
    credit: bool = False


def outlet_key(name: str) -> str:
    """One string for all spellings of an outlet's name or id."""
    return slug(name.removeprefix("outlet:")).removeprefix("the-")


def own_outlets(report: Report) -> tuple[str, ...]:
    """The keys by which others may name who published an article: its outlet, also as a known one, and its family."""
    return tuple(dict.fromkeys(outlet_key(name) for name in (report.outlet_id, report.outlet) if name))


def cited_outlets(report: Report, claims: Sequence[ClaimRecord] = ()) -> Iterator[tuple[str, int | None]]:
    """Keys of the media that an article credits or cites, surest first, each once, and at which word it cites them.

    A credit line stands for the whole article: no word is given.
    """
    seen = set(own_outlets(report))
    for name, at in _cited(report, claims):
        key = outlet_key(name)
        if key not in seen:
            seen.add(key)
            yield key, at


def _cited(report: Report, claims: Sequence[ClaimRecord]) -> Iterator[tuple[str, int | None]]:
    words = words_of(report.text)
    yield from ((name, None) for name in report.credits)
    for claim in claims:
        for link in claim.chain[1:]:
            if link.kind in MEDIA and len(words):
                yield link.id, min(words.at(claim.sentence_span.start), len(words) - 1)
    for name in _credit_lines(report.text):
        yield _id_of(name), None
    for name, at in _named_media(words):
        yield _id_of(name), at


def _id_of(name: str) -> str:
    known = outlet_of(name)
    return known.id if known else name


def _credit_lines(text: str) -> Iterator[str]:
    """Names in brackets or after "Source:", at the head or foot of a text."""
    for part in {text[:400], text[-400:]}:
        for m in _CREDIT.finditer(part):
            yield (m[1] or m[2]).strip()


def _named_media(words: Words) -> Iterator[tuple[str, int]]:
    """Names with the words at which they stand next to a word of reporting: first those that look like media, then any after a word of citing."""
    ends, strong, cues = _cues()
    at = [i for i, key in enumerate(words.keys) if key in cues]
    near = sorted({k for i in at for k in range(max(0, i - REACH), min(len(words), i + REACH)) if words.capitals[k]})
    for k in near:
        if words.keys[k] in _known_words():
            yield words.text[words.starts[k] : words.ends[k]], k
        elif words.keys[k] in ends:
            yield _name_ending(words, k), k
    for i in at:
        first = i + 2 if words.keys[i + 1 : i + 2] == ("the",) else i + 1
        if words.keys[i] in strong and first < len(words) and words.capitals[first]:
            yield _name_beginning(words, first), first
        elif i and words.keys[i] not in _TOLD and words.capitals[i - 1]:
            yield _name_ending(words, i - 1), i - 1


@cache
def _cues() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Last words of the names of media, last words of phrases that cite, and these with the verbs of reporting."""
    strong = frozenset(c.split()[-1] for c in word_class("cite"))
    return frozenset(fold(w) for w in outlet_words().last), strong, word_class("report") | strong


def _name_ending(words: Words, last: int) -> str:
    """The capitalised words up to one."""
    first = last
    while last - first < _LONGEST_NAME and first and words.capitals[first - 1] and joined_to(words, first):
        first -= 1
    return words.text[words.starts[first] : words.ends[last]]


def _name_beginning(words: Words, first: int) -> str:
    """The capitalised words from one on."""
    last = first
    while (
        last - first < _LONGEST_NAME
        and last + 1 < len(words)
        and words.capitals[last + 1]
        and joined_to(words, last + 1)
    ):
        last += 1
    return words.text[words.starts[first] : words.ends[last]]


def joined_to(words: Words, i: int) -> bool:
    """Nothing but a space or a hyphen stands before word `i`."""
    return words.text[words.ends[i - 1] : words.starts[i]] in (" ", "-", " & ")


@cache
def _known_words() -> frozenset[str]:
    """Names of known media that are one word: Reuters, Xinhua."""
    return frozenset(fold(n) for o in outlets() for n in (o.name, *o.aliases) if " " not in n and len(n) > 2)


@lru_cache(maxsize=4096)
def _names_of(outlet: str | None, outlet_id: str | None) -> tuple[tuple[str, ...], ...]:
    """The folded names by which a text may speak of an outlet, the longest first."""
    names = set()
    known: Outlet | None = outlet_of(outlet) if outlet else None
    for name in (outlet, *((known.name, *known.aliases) if known else ())):
        if name:
            folded = tuple(w for w in words_of(name).keys)
            while len(folded) > 1 and folded[0] == "the":
                folded = folded[1:]
            if folded and len("".join(folded)) > 2:
                names.add(folded)
    if not names and outlet_id:
        names.add(tuple(outlet_id.removeprefix("outlet:").split("-")))
    return tuple(sorted(names, key=lambda n: (-len(n), n)))


def naming(child: Report, parent: Report) -> tuple[Named, ...]:
    """Where the child's text names the parent's outlet as a source, in text order."""
    words = words_of(child.text)
    found: dict[int, Named] = {}
    for name in _names_of(parent.outlet, parent.outlet_id):
        for at in _occurrences(words, name):
            if at not in found and (how := _as_source(words, at, at + len(name))):
                found[at] = how
    return tuple(found[at] for at in sorted(found))


def _occurrences(words: Words, name: tuple[str, ...]) -> Iterator[int]:
    keys = words.keys
    at = -1
    while True:
        try:
            at = keys.index(name[0], at + 1)
        except ValueError:
            return
        if keys[at : at + len(name)] == name and words.capital(at):
            yield at


def _as_source(words: Words, first: int, last: int) -> Named | None:
    """How the name at [first, last) is made a source; None where it is not."""
    low, high = words.sentence(first)
    span = words.span(first, last)
    text = words.text
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    edge = first < 12 or last > len(words) - 12
    if edge and (before[-1:] in "([/" and before[-1:] and after[:1] in ")]/" and after[:1]):
        return Named(span, "credit line", credit=True)
    led = " ".join(words.keys[max(0, first - 4) : first])
    led = led.removesuffix(" the")
    if edge:
        for cue in word_class("credit"):
            if (cue not in ("with", "by") and led.endswith(cue)) or led == cue:
                return Named(span, cue, credit=True)
    depth = _depth(words, low, first)
    for cue in word_class("cite"):
        if led.endswith(" " + cue) or led == cue:
            return Named(span, cue, depth)
    verbs = word_class("report")
    for k in range(last, min(last + 4, high)):
        if words.keys[k] in verbs:
            return Named(span, words.keys[k], depth)
    for k in range(max(low, first - 3), first):
        if words.keys[k] in verbs:
            return Named(span, words.keys[k], depth)
    return None


def _depth(words: Words, low: int, first: int) -> int:
    """1 where another medium is the one that cites: "the Mail reported, citing the Post"."""
    said = words.keys[low:first]
    reported = next((k for k, w in enumerate(said) if w in word_class("report") and w != "told"), None)
    cites = {"citing", "quoting"} & set(said[reported or 0 :])
    return int(reported is not None and bool(cites))


def credited(child: Report, parent: Report) -> bool:
    """Whether the child's dateline or byline credits the parent's outlet, or an outlet of its family."""
    keys = set(own_outlets(parent))
    family = parent.family or (publisher_family(parent.outlet_id) if parent.outlet_id else None)
    return any(outlet_key(c) in keys or (family and publisher_family(c) == family) for c in child.credits)


def linked(claims: Sequence[ClaimRecord], parent: Report) -> tuple[tuple[ClaimRecord, int], ...]:
    """Claims whose chain names the parent's outlet, each with how many media stand before it."""
    keys = set(own_outlets(parent))
    out = []
    for claim in claims:
        media = [link for link in claim.chain[1:] if link.kind in MEDIA]
        depth = next((k for k, link in enumerate(media) if {outlet_key(link.id), outlet_key(link.name)} & keys), None)
        if depth is not None:
            out.append((claim, depth))
    return tuple(out)
