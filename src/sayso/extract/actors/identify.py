"""Says who a noun phrase is, as far as the phrase alone tells."""

from __future__ import annotations

from functools import cache

from sayso.extract.actors.belonging import OF_STATES, country_of
from sayso.extract.actors.described import army_of, body_of, described
from sayso.extract.actors.draft import Draft, known, nouns, state, wording
from sayso.extract.actors.phrase import Phrase
from sayso.extract.actors.spelt import of_known
from sayso.knowledge.countries import CountryTerm
from sayso.knowledge.offices import titled
from sayso.knowledge.outlets import outlet_of
from sayso.lexicon.actors import Agent, modifiers
from sayso.lexicon.events import noun_rows, verb_rows
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import table
from sayso.model import ParsedDocument, slug

_ARMIES_ONLY = frozenset({"aerial", "heavy-weapons", "drone"})  # modes of attack


def identify(
    parsed: ParsedDocument,
    phrase: Phrase,
    day: str | None,
    default: str | None = None,
    owner: Draft | None = None,
) -> Draft:
    """A draft for the phrase alone; `default` is the country of described bodies and people that name none."""
    if phrase.entity is not None:
        people = _people(parsed, phrase)
        if people and isinstance(phrase.entity.value, CountryTerm) and _attacks(parsed, phrase):
            draft = state(phrase.entity.value.country, acting=True)
        elif isinstance(phrase.entity.value, CountryTerm) and _strikes(parsed, phrase):
            draft = army_of(phrase.entity.value.country)
        else:
            draft = known(phrase.entity, day, alone=people)
    elif phrase.media and phrase.name is not None:
        name = wording(parsed, *phrase.name)
        kinds = {phrase.medium, phrase.medium.split()[-1]} if phrase.medium else set()
        medium = outlet_of(name)
        key, country = (medium.id, medium.country) if medium is not None else (f"outlet:{slug(name)}", None)
        name = medium.name if medium is not None else name
        draft = Draft(key, name, "organisation", country, ("JRN",), media=True, named=True, nouns=kinds)
    elif phrase.name is not None:
        draft = _unknown(parsed, phrase)
        draft = _titled(phrase, draft, day) or draft
    else:
        draft = described(parsed, phrase, day, default, owner)
    if phrase.title is not None and isinstance(phrase.title.value, Agent):
        title = phrase.title.value
        home = default if title.role or title.sectors[:1] in OF_STATES else None
        _entitle(draft, title, country_of(parsed, phrase) or home, body_of(phrase, day))
        before = (fold(parsed.tokens[i].text) for i in range(phrase.start, phrase.title.start))
        if any(modifiers().get(word) == "ELI" for word in before):  # "former roads minister Daniel Odo"
            draft.sectors = tuple(dict.fromkeys(("ELI", *draft.sectors)))
    if phrase.label is not None and isinstance(phrase.label.value, Agent):
        _labelled(
            draft,
            phrase.label.value,
            country_of(parsed, phrase) or (default if phrase.label.value.sectors != ("UNK",) else None),
        )
    return draft


def _people(parsed: ParsedDocument, phrase: Phrase) -> bool:
    """ "The Lebanese" without a noun are people."""
    token = parsed.tokens[phrase.head]
    low = parsed.tokens[phrase.start].text.lower()
    return (
        low == "the"
        and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss")
        and phrase.end - phrase.start > 1
    )


def _attacks(parsed: ParsedDocument, phrase: Phrase) -> bool:
    """ "The Azerbaijanis shelled the village": a people that attacks means its state."""
    token = parsed.tokens[phrase.head]
    return token.dep == "nsubj" and any(row.type == "ASSAULT" for row in verb_rows(parsed.tokens[token.head].lemma)[:1])


def _strikes(parsed: ParsedDocument, phrase: Phrase) -> bool:
    """ "Israeli air strikes", "Russian shelling": what only armed forces do."""
    assert phrase.entity is not None
    token = parsed.tokens[phrase.entity.head]
    noun = parsed.tokens[token.head]
    if phrase.entity.form != "adjective" or token.dep not in ("amod", "compound", "nmod") or noun.index <= token.index:
        return False
    before = {t.lemma.lower() for t in parsed.tokens[token.index + 1 : noun.index]}
    rows = (row for row in noun_rows(noun.lemma.lower()) if row.type == "ASSAULT" and row.mode in _ARMIES_ONLY)
    return any(not row.with_ or before & set(row.with_) for row in rows)


def _unknown(parsed: ParsedDocument, phrase: Phrase) -> Draft:
    assert phrase.name is not None
    name = wording(parsed, *phrase.name)
    words = name.split()
    acronym = len(words) == 1 and words[0].isupper() and len(words[0]) > 1
    person = phrase.title is not None or (len(words) in (2, 3) and not acronym and not _with_article(parsed, phrase))
    country = country_of(parsed, phrase) if phrase.title is not None else None
    return Draft(f"actor:{slug(name)}", name, "person" if person else "organisation", country, named=True)


def _titled(phrase: Phrase, draft: Draft, day: str | None) -> Draft | None:
    """ "President Bush" is the one of that last name who was president on the day, of the country that is named, if any."""
    title = phrase.title.value if phrase.title is not None else None
    if not isinstance(title, Agent) or not title.role or " " in draft.name:
        return None
    found = titled(draft.name, title.role.removesuffix("{of}"), day)
    if found is None or (draft.country and draft.country != found.country):
        return None
    return of_known(found, draft, day)


@cache
def _body_nouns() -> frozenset[str]:
    return frozenset(row["noun"] for row in table("body_nouns"))


def _with_article(parsed: ParsedDocument, phrase: Phrase) -> bool:
    """Names of people take no article: "the Civil Relief", "the organisation Civil Relief"."""
    low = phrase.name[0] if phrase.name else phrase.start
    before = parsed.tokens[low - 1] if low else None
    return before is not None and (before.text.lower() == "the" or before.lemma in _body_nouns())


def _entitle(draft: Draft, title: Agent, country: str | None, body: Draft | None) -> None:
    draft.nouns |= nouns(title)
    if body is not None and body.id != draft.id and not draft.sectors and (title.defer or not title.role):
        draft.sectors, draft.country = body.sectors, draft.country or body.country
    draft.country = draft.country or country
    if draft.kind == "organisation" and draft.named and not draft.media:
        draft.kind = "person"
    if not draft.sectors:
        draft.sectors = tuple(s for s in title.sectors if s != "UNK")
    if title.role and draft.country and not draft.office:
        draft.office = title.role.removesuffix("{of}")


def _labelled(draft: Draft, label: Agent, country: str | None) -> None:
    """For "the opposition Unity Platform", "the militant group Ansar": what the noun before the name tells."""
    draft.nouns |= nouns(label)
    if draft.kind == "person" and not draft.sectors:
        draft.kind = "organisation"
    if not draft.sectors and draft.kind != "state":
        draft.sectors = tuple(s for s in label.sectors if s != "UNK")
        draft.country = draft.country or country
