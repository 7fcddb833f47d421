"""Every row of the tables of event nouns, light verbs and context words, by its own example and counterexample."""

from __future__ import annotations

import re
from functools import cache

import pytest

from sayso.extract.events.draft import Draft
from sayso.extract.events.frames import Framer
from sayso.extract.events.match import Matcher
from sayso.extract.events.predicates import Predicates
from sayso.extract.events.roles import Cast
from sayso.lexicon.events import NounRow, light_rows, noun_rows
from sayso.lexicon.tables import Row, alternatives, numbered, table
from sayso.model import ParsedDocument, Token
from sayso.ontology import contexts, event_type, types
from sayso.parse.spacy import SpacyParser
from tests.factories import document

NOUNS = list(numbered("event_nouns"))
LIGHTS = list(numbered("light_verbs"))
WORDS = list(numbered("context_words"))
STANDS = {
    "poss",
    "amod",
    "compound",
    "by",
    "of",
    "from",
    "between",
    "among",
    "on",
    "against",
    "with",
    "for",
    "to",
    "in",
    "into",
    "at",
    "over",
    "upon",
}
EFFECTS = {"occur", "attempt", "cancel", "postpone", "end", "begin", "plan", "refuse", "agree", "call"}


def marked(sentence: str) -> tuple[str, int, int]:
    """A sentence without its brackets, and the span that stood in them."""
    found = re.search(r"\[([^\]]+)\]", sentence)
    assert found, f"no [trigger] in {sentence!r}"
    return sentence[: found.start()] + found[1] + sentence[found.end() :], found.start(), found.end() - 2


@cache
def parses() -> dict[str, ParsedDocument]:
    """All sentences of the three tables, parsed in one batch."""
    cells = [
        row[c] for _, row in (*NOUNS, *LIGHTS, *WORDS) for c in ("example", "counterexample") if "[" in row.get(c, "")
    ]
    texts = sorted({marked(cell)[0] for cell in cells})
    return dict(zip(texts, SpacyParser().parse([document(t) for t in texts]), strict=True))


class Marked:
    """One marked sentence with what the engine makes of it."""

    def __init__(self, sentence: str) -> None:
        text, start, end = marked(sentence)
        self.parsed = parses()[text]
        inside = [t for t in self.parsed.tokens if t.start >= start and t.end <= end]
        assert inside, f"the brackets of {sentence!r} hold no token"
        self.token: Token = inside[-1]
        cast = Cast(self.parsed, ())
        self.framer = Framer(self.parsed)
        self.match = Matcher(self.parsed, cast)
        self.drafts: list[Draft] = Predicates(self.parsed, self.framer, cast, Matcher(self.parsed, cast)).drafts()


def names(rows: list[tuple[int, Row]], key: str) -> list[str]:
    return [f"{line}-{row[key]}" for line, row in rows]


def same(found: NounRow | None, row: Row) -> bool:
    if row["type"] == "-":
        return found is None  # an everyday sense: the engine passes over the noun
    return found is not None and (found.noun, found.with_) == (row["noun"], alternatives(row["with"]))


@pytest.mark.parametrize(("line", "row"), NOUNS, ids=names(NOUNS, "noun"))
def test_cells_of_a_noun_are_known(line: int, row: Row) -> None:
    if row["type"] == "-":
        assert not row["mode"]
        assert row["stand"] == "light", "an everyday sense must not count anywhere"
    else:
        assert row["mode"] in ("", *event_type(row["type"]).modes)
    assert row["stand"] in ("any", "light")
    assert set(alternatives(row["actor"])) <= STANDS
    assert set(alternatives(row["recipient"])) <= STANDS
    assert set(alternatives(row["contexts"])) <= {c.code for c in contexts()}
    assert row["content"] in ("", "threat", "demand", "proposal", "promise", "refusal")


@pytest.mark.parametrize(("line", "row"), NOUNS, ids=names(NOUNS, "noun"))
def test_example_takes_the_row_of_its_noun(line: int, row: Row) -> None:
    seen = Marked(row["example"])
    assert same(seen.match.noun(seen.token.index), row), f"lemma {seen.token.lemma}, {seen.token.pos}"
    told = [d for d in seen.drafts if seen.token.index in (d.head, d.lookup, *d.words)]
    if row["type"] == "-":
        assert not told
    elif seen.parsed.tokens[seen.token.index].dep not in ("compound", "amod", "nmod", "poss"):
        assert told, f"no event; {[(t.text, t.dep, t.pos) for t in seen.parsed.tokens]}"


@pytest.mark.parametrize(
    ("line", "row"),
    [r for r in NOUNS if r[1]["counterexample"]],
    ids=names([r for r in NOUNS if r[1]["counterexample"]], "noun"),
)
def test_counterexample_takes_another_row_or_none(line: int, row: Row) -> None:
    seen = Marked(row["counterexample"])
    if same(seen.match.noun(seen.token.index), row) and row["type"] != "-":
        assert row["stand"] == "light"
        assert not [
            d for d in seen.drafts if d.lookup == seen.token.index or (d.head == seen.token.index and d.nominal)
        ]
    else:
        assert not same(seen.match.noun(seen.token.index), row)


def test_every_row_of_a_noun_can_be_reached() -> None:
    """Two rows of a noun with the same modifiers would hide the second one."""
    keys = [(row["noun"], word) for _, row in NOUNS for word in (alternatives(row["with"]) or ("",))]
    assert sorted({k for k in keys if keys.count(k) > 1}) == []
    assert all(noun_rows(row["noun"]) for _, row in NOUNS)


@pytest.mark.parametrize(("line", "row"), LIGHTS, ids=names(LIGHTS, "verb"))
def test_example_of_a_light_verb_is_told_by_its_row(line: int, row: Row) -> None:
    assert row["subject"] in ("actor", "recipient", "host", "mediator", "none", "cause")
    assert row["effect"] in EFFECTS
    assert set(alternatives(row["types"])) <= {t.code for t in types()}
    seen = Marked(row["example"])
    wanted = next(
        r
        for r in light_rows(row["verb"])
        if (r.with_, r.subject, r.types) == (alternatives(row["with"]), row["subject"], alternatives(row["types"]))
    )
    told = [d for d in seen.drafts if f"'{row['verb']}'" in d.rule and not d.rule.startswith("verb")]
    assert told, f"{[d.rule for d in seen.drafts]} {[(t.text, t.lemma, t.dep, t.pos) for t in seen.parsed.tokens]}"
    noun = told[0].lookup if told[0].lookup is not None else told[0].head
    kind = seen.match.noun(noun)
    assert kind is not None
    assert seen.match.light(seen.framer.frame(seen.token.index), kind.type, subject=row["subject"] == "none") == wanted


@pytest.mark.parametrize(
    ("line", "row"),
    [r for r in LIGHTS if r[1]["counterexample"]],
    ids=names([r for r in LIGHTS if r[1]["counterexample"]], "verb"),
)
def test_counterexample_of_a_light_verb_is_told_otherwise(line: int, row: Row) -> None:
    seen = Marked(row["counterexample"])
    for draft in seen.drafts:
        if draft.rule.startswith("verb") or f"'{row['verb']}'" not in draft.rule:
            continue
        noun = draft.lookup if draft.lookup is not None else draft.head
        kind = seen.match.noun(noun)
        assert kind is not None
        found = seen.match.light(seen.framer.frame(seen.token.index), kind.type, subject=row["subject"] == "none")
        assert found is None or (found.with_, found.subject) != (alternatives(row["with"]), row["subject"])


@pytest.mark.parametrize(("line", "row"), WORDS, ids=names(WORDS, "word"))
def test_context_word_stands_in_its_example(line: int, row: Row) -> None:
    assert row["context"] in {c.code for c in contexts()}
    text, start, end = marked(row["example"])
    inside = [t for t in parses()[text].tokens if t.start >= start and t.end <= end]
    assert " ".join(t.lemma.lower() for t in inside) == row["word"]
    assert len(inside) <= 2, "longer phrases are never looked up"


def test_context_words_have_one_context_each() -> None:
    words = [row["word"] for row in table("context_words")]
    assert sorted({w for w in words if words.count(w) > 1}) == []
    assert {row["context"] for row in table("context_words")} == {c.code for c in contexts()}
