"""Every row of event_verbs.csv: its example is coded as the row says, its counterexample is not."""

from __future__ import annotations

import pytest

from sayso.extract.events.frames import Framer
from sayso.extract.events.match import Matcher
from sayso.extract.events.roles import Cast
from sayso.lexicon.events import VerbRow, class_words, verb_rows
from sayso.lexicon.tables import Row, alternatives, numbered, table
from sayso.model import ParsedDocument
from sayso.parse.spacy import SpacyParser
from tests.factories import document

MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": (
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
        "heavy-weapons crowd-control unconventional"
    ),
}
NONE = "NONE"  # an everyday sense, which the engine passes over: its example is not coded, its counterexample is
PLACES = frozenset(["obj", "clause", "none"])  # other than prepositions
PREPOSITIONS = frozenset(
    [
        "to",
        "against",
        "from",
        "on",
        "of",
        "for",
        "with",
        "at",
        "over",
        "upon",
        "in",
        "into",
        "between",
        "among",
        "by",
        "about",
        "behind",
        "around",
        "alongside",
        "beside",
        "along",
        "near",
        "through",
        "toward",
        "towards",
        "outside",
        "off",
    ]
)
CONTENTS = ("", "threat", "demand", "proposal", "promise", "refusal")
ROWS = list(numbered("event_verbs"))
CASES = [(line, row, kind) for line, row in ROWS for kind in ("example", "counterexample") if row[kind]]


@pytest.fixture(scope="module")
def documents() -> dict[str, ParsedDocument]:
    """All sentences of the table, parsed in one go."""
    sentences = sorted({row[kind] for _, row, kind in CASES})
    parsed = SpacyParser().parse([document(_plain(s)) for s in sentences])
    return dict(zip(sentences, parsed, strict=True))


@pytest.mark.parametrize(
    ("line", "row", "kind"), CASES, ids=[f"{line}-{row['verb']}-{kind}" for line, row, kind in CASES]
)
def test_sentence(line: int, row: Row, kind: str, documents: dict[str, ParsedDocument]) -> None:
    found = _coded(row[kind], documents[row[kind]])
    if row["type"] == NONE:
        assert (found is None) == (kind == "example"), f"line {line}: {found}"
    elif kind == "example":
        assert found is not None, f"line {line}: nothing found"
        assert (found.type, found.mode) == (row["type"], row["mode"]), f"line {line}"
    else:
        assert found is None or _key(found) != _key_of(row), f"line {line}: the row takes its counterexample"


@pytest.mark.parametrize(("line", "row"), ROWS, ids=[f"{line}-{row['verb']}" for line, row in ROWS])
def test_cells_are_known_words(line: int, row: Row) -> None:
    assert row["type"] in MODES or row["type"] == NONE, line
    assert row["mode"] in ("", *MODES.get(row["type"], "").split()), line
    assert row["content"] in CONTENTS, line
    assert row["sym"] in ("", "1"), line
    assert set(alternatives(row["recipient"])) <= PLACES | PREPOSITIONS, line
    assert "[" in row["example"], line
    for cell in ("object", "subject"):
        for word in alternatives(row[cell]):
            if word.lstrip("!").startswith("@"):
                assert class_words(word.lstrip("!@")), f"line {line}: no class {word}"


def test_no_row_is_written_twice() -> None:
    keys = [_key_of(row) for _, row in ROWS]
    assert not {key for key in keys if keys.count(key) > 1}


def test_every_type_has_verbs() -> None:
    assert {row["type"] for _, row in ROWS} == {*MODES, NONE}


def test_an_everyday_sense_says_no_more_than_that() -> None:
    for line, row in ROWS:
        if row["type"] == NONE:
            assert row["counterexample"], line
            assert not any(row[c] for c in ("mode", "cameo", "contexts", "recipient", "actor", "sym", "content")), line


def test_no_word_stands_twice_in_a_class() -> None:
    pairs = [(row["class"], row["word"]) for row in table("event_classes")]
    assert len(pairs) == len(set(pairs))


def test_verbs_of_mere_saying_are_no_events() -> None:
    assert not [verb for verb in ("report", "note", "explain") if verb_rows(verb)]
    assert all(row.with_ == ("must",) for row in verb_rows("say"))  # "said that they must leave" is a demand
    assert all(row.with_ in (("to",), ("must",)) for row in verb_rows("tell"))  # as is "told them to leave"


def _plain(marked: str) -> str:
    return marked.replace("[", "").replace("]", "")


def _coded(marked: str, parsed: ParsedDocument) -> VerbRow | None:
    start = marked.index("[")
    head = next(t.index for t in parsed.tokens if t.start == start)
    return Matcher(parsed, Cast(parsed, ())).verb(Framer(parsed).frame(head))


def _key(row: VerbRow) -> tuple[object, ...]:
    return row.verb, row.with_, row.object, row.subject, row.type, row.mode


def _key_of(row: Row) -> tuple[object, ...]:
    cells = (alternatives(row[c]) for c in ("with", "object", "subject"))
    return row["verb"].lower(), *cells, row["type"], row["mode"]
