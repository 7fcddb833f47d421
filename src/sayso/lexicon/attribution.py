"""Words that lay content to a source: saying verbs and nouns, source nouns, phrases, names of media."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.errors import DataError
from sayso.lexicon.tables import alternatives, numbered, table

VERB_KINDS = ("say", "cite", "show", "think", "act", "judge", "attitude", "want", "seem")
SOURCE_NOUN_KINDS = ("media", "document", "official", "body", "organisation", "person", "unnamed")
PHRASE_KINDS = ("prep", "owner", "adverb", "block")
ROLES = (
    "resumes",
    "phase",
    "publish",
    "passes-on",
    "heard-from",
    "medium",
    "also",
    "talk",
    "suffix",
    "no-person",
    "generic",
    "addresses",
    "platform",
    "aside",
    "time-unit",
    "woman",
    "man",
    "alleges",
)
_OFFICIAL = frozenset({"GOV", "LEG", "JUD", "COP"})
_NOT_A_LINK = frozenset(
    {"act", "judge", "attitude", "want"}
)  # the saying is an act or an attitude: it reports no event


@dataclass(frozen=True, slots=True)
class VerbCue:
    """One row of say_verbs: the verb's lemma, the words that must follow, and what it takes as content."""

    lemma: str
    rest: tuple[str, ...]
    kind: str
    frames: frozenset[str]
    stance: str | None

    @property
    def text(self) -> str:
        return " ".join((self.lemma, *self.rest))

    @property
    def act(self) -> bool:
        return self.kind in _NOT_A_LINK


@dataclass(frozen=True, slots=True)
class NounCue:
    """One row of say_nouns; `of_content` tells whether "of NP" is what is said rather than who says it."""

    lemma: str
    stance: str | None
    of_content: bool


@dataclass(frozen=True, slots=True)
class PhraseCue:
    """One row of attribution_phrases, as lemmas."""

    words: tuple[str, ...]
    kind: str
    stance: str | None


@cache
def say_verbs() -> dict[str, tuple[VerbCue, ...]]:
    """Verb cues by lemma, those with most words first."""
    found: dict[str, list[VerbCue]] = {}
    for line, row in numbered("say_verbs"):
        _check("say_verbs", line, row["kind"], VERB_KINDS)
        lemma, *rest = row["cue"].split()
        cue = VerbCue(lemma, tuple(rest), row["kind"], frozenset(row["frames"].split()), row["stance"] or None)
        found.setdefault(lemma, []).append(cue)
    return {lemma: tuple(sorted(cues, key=lambda c: -len(c.rest))) for lemma, cues in found.items()}


@cache
def say_nouns() -> dict[str, NounCue]:
    """Noun cues by lemma."""
    rows = table("say_nouns")
    return {row["noun"]: NounCue(row["noun"], row["stance"] or None, row["of"] == "yes") for row in rows}


@cache
def source_nouns() -> dict[str, str]:
    """Kind of source by noun lemma: our table, and the nouns for people and bodies that the actors stage knows."""
    found: dict[str, str] = {}
    for row in table("agents"):
        if row["kind"] in ("person", "organisation"):
            official = row["sectors"].split("|")[0] in _OFFICIAL
            kind = "official" if official and row["kind"] == "person" else row["kind"]
            found.update((phrase, kind) for phrase in alternatives(row["phrases"]) if " " not in phrase)
    for line, row in numbered("source_nouns"):
        _check("source_nouns", line, row["kind"], SOURCE_NOUN_KINDS)
        found[row["noun"]] = row["kind"]
    return found


@cache
def phrase_cues(kind: str) -> dict[str, tuple[PhraseCue, ...]]:
    """Phrases of a kind by their first word, longest first."""
    found: dict[str, list[PhraseCue]] = {}
    for line, row in numbered("attribution_phrases"):
        _check("attribution_phrases", line, row["kind"], PHRASE_KINDS)
        if row["kind"] == kind:
            words = tuple(row["phrase"].split())
            found.setdefault(words[0], []).append(PhraseCue(words, kind, row["stance"] or None))
    return {word: tuple(sorted(cues, key=lambda c: -len(c.words))) for word, cues in found.items()}


@cache
def media_words() -> frozenset[str]:
    """Words that mark a name as that of a media outlet."""
    return frozenset(word for row in table("attribution_media") for word in row["text"].split()[-1:])


@cache
def words(role: str) -> frozenset[str]:
    """The lemmas of one role of attribution_words."""
    found = set()
    for line, row in numbered("attribution_words"):
        _check("attribution_words", line, row["role"], ROLES, what="role")
        if row["role"] == role:
            found.add(row["word"])
    return frozenset(found)


def _check(name: str, line: int, value: str, allowed: tuple[str, ...], *, what: str = "kind") -> None:
    if value not in allowed:
        raise DataError(f"{what} {value!r} is none of {', '.join(allowed)}", table=f"{name}.csv", line=line)
