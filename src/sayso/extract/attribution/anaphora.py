"""Sources that repeat earlier ones: "the same source", "the newspaper", "he"."""

from __future__ import annotations

from sayso.extract.attribution.drafts import Draft, Mention
from sayso.lexicon.attribution import words

_REACH = 12  # attributions back
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
_THINGS = {"organisation", "body", "media", "name", "document", "official", "other"}


def resolve(drafts: list[Draft]) -> None:
    """Fill the antecedents of anaphoric sources; a resolved one brings its antecedent's relay along."""
    for k, draft in enumerate(drafts):
        mention = draft.source
        if mention is None or not mention.anaphoric:
            continue
        draft.antecedents = _antecedents(mention, drafts[:k], draft)
        if not draft.antecedents or draft.act:
            continue
        if draft.scope == "explicit" and not mention.pronoun:
            draft.scope = "anaphoric"
        first = draft.antecedents[0]
        relayed = first.how.startswith("relay") or (first.parent is not None and first.parent.how.startswith("relay"))
        if draft.parent is None and relayed and first.parent is not None and not _repeats(first.parent, mention):
            draft.parent, draft.scope = first.parent, "anaphoric"


def _repeats(relay: Draft | None, mention: Mention) -> bool:
    return relay is not None and relay.source is mention


def _antecedents(mention: Mention, before: list[Draft], draft: Draft) -> list[Draft]:
    """Earlier attributions whose source fits, the last first; of a relay chain the outermost first for "the same source"."""
    found: list[Draft] = []
    for earlier in reversed(before[-_REACH:]):
        other = earlier.source
        if other is None or other is mention or earlier is draft.parent or (earlier.act and not mention.pronoun):
            continue
        if _fits(mention, other) and not any(_same(f, earlier) for f in found):
            found.append(earlier)
    if not found:
        return []
    if mention.noun == "unnamed":
        return _chain(found[0], before)
    first = next((d for d in found if d.source is not None and _repeats_word(mention, d.source)), found[0])
    found = [first, *(d for d in found if d is not first)]
    rest = [d for d in found[1:] if _linked(first, d)]
    return [first, *rest]


def _repeats_word(mention: Mention, other: Mention) -> bool:
    return other.lemma == mention.lemma or mention.lemma in other.words


def _same(a: Draft, b: Draft) -> bool:
    return a.source is not None and b.source is not None and a.source.span == b.source.span


def _linked(a: Draft, b: Draft) -> bool:
    return a.parent is b or b.parent is a


def _chain(last: Draft, before: list[Draft]) -> list[Draft]:
    """All links of the relay chain that a draft stands in, the outermost (heard first hand) first."""
    top = last
    seen = 0
    while top.parent is not None and seen < 20 and top.parent.source is not None and top.how.startswith("relay"):
        top, seen = top.parent, seen + 1
    links = [top]
    for d in before:
        if d.parent in links and d.how.startswith("relay") and d not in links:
            links.append(d)
    return links


def _fits(mention: Mention, other: Mention) -> bool:
    if mention.pronoun:
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
    if mention.noun == "body":
        return other.lemma == mention.lemma
    return other.noun in _FITS.get(mention.noun, set()) or (mention.document and other.document)
