"""On whose say-so: attributions found in the text and the chains built from them."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.text import Span

SOURCE_KINDS = ("outlet", "agency", "official", "organisation", "person", "document", "unnamed", "author")
SCOPES = ("explicit", "quote", "inherited", "anaphoric", "document", "presupposed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who or what a statement is laid to, as the text names it."""

    span: Span | None  # None where the source is inferred (an inherited or document-level one keeps its mention's span)
    text: str
    kind: str  # one of SOURCE_KINDS
    head: int | None = None  # token that stands for it
    anaphoric: bool = False  # "the same source", "the newspaper", "he": resolved through `antecedents`
    antecedents: tuple[int, ...] = ()  # indices of attributions whose source it may repeat, best first
    referent: int | None = (
        None  # head token of whom a pronoun repeats, where that was no source of an earlier attribution
    )
    document: bool = False  # a text that speaks ("a statement"), whose author, if named, is the source


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One act of saying: source, cue and the content that it covers.

    `parent` is the index of the attribution whose content holds this one: in "X said, quoting Y", Y's has X's as parent.
    `act` is true where the saying is itself an event that PLOVER codes (threaten, demand, accuse ...).
    """

    source: Source | None
    cue: Span | None
    content: tuple[Span, ...]
    type: str  # direct|indirect|mixed
    scope: str = "explicit"  # one of SCOPES
    parent: int | None = None
    cue_lemma: str | None = None
    stance: str | None = None  # affirm|deny|hedge|doubt, from the cue: "denied", "does not rule out"
    act: bool = False
    how: str = "rules"  # rule that found it, for --explain


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of a chain; the first is the outlet that we read, the last the root source."""

    text: str | None
    span: Span | None
    name: str
    id: str
    kind: str  # one of SOURCE_KINDS
    country: str | None = None
    sectors: tuple[str, ...] = ()
    cue: Span | None = None
    cue_text: str | None = None
    scope: str = "explicit"
    candidates: tuple[str, ...] = ()
