"""The object of the output contract: every key, in order, valid against the published schema, spans equal to their slices."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from sayso.codec import compact, indented, read_schema, reading_to_dict
from sayso.codec.read_json import problems_of, quads
from sayso.model import Link, Participant, Problem, Quantity, Reading, Span
from sayso.model import actors as actor_nouns
from sayso.model import attribution as attribution_nouns
from sayso.model import claim as claim_nouns
from sayso.model import text as text_nouns
from tests.readings import TEXT, example, failed

VALIDATOR = jsonschema.Draft202012Validator(read_schema())
Json = dict[str, Any]


def spans(value: Any) -> Iterator[tuple[str, list[int]]]:
    """Every text that stands beside a span."""
    if isinstance(value, dict):
        if value.get("text") and value.get("span"):
            yield value["text"], value["span"]
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def empty_strings(value: Any) -> bool:
    if isinstance(value, dict):
        return any(empty_strings(v) for v in value.values())
    if isinstance(value, list):
        return any(empty_strings(v) for v in value)
    return value == ""


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("reading", [example(), failed()], ids=["example", "failed"])
def test_valid_against_the_schema(reading: Reading, full: bool) -> None:
    VALIDATOR.validate(json.loads(compact(reading_to_dict(reading, full=full))))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(read_schema())


def test_keys_stand_in_the_order_of_the_contract() -> None:
    found = reading_to_dict(example(), full=True)
    assert list(found) == [
        *("schema", "article", "text", "text_map", "claims", "problems"),
        *("sentences", "attributions", "actors", "places", "times", "quantities", "events"),
    ]
    assert list(found["claims"][0]) == [
        *("id", "event", "sentence", "trigger", "type", "mode", "contexts", "cameo", "quad", "participants"),
        *("place", "when", "quantities", "content", "completion", "certainty", "polarity", "modality", "status"),
        *("chain", "root", "self_report", "export", "confidence", "origins"),
    ]
    assert "event" not in reading_to_dict(example())["claims"][0]


def test_every_span_is_its_slice_and_nothing_is_an_empty_string() -> None:
    found = reading_to_dict(example(), full=True)
    pairs = list(spans(found))
    assert len(pairs) > 60
    assert [(text, TEXT[slice(*span)]) for text, span in pairs if text != TEXT[slice(*span)]] == []
    assert not empty_strings(found)


def test_claims_stand_in_text_order_of_their_triggers() -> None:
    reading = example()
    turned = replace(reading, claims=reading.claims[::-1])
    starts = [claim["trigger"]["span"][0] for claim in reading_to_dict(turned)["claims"]]
    assert starts == sorted(starts)


def test_participants_are_known_actors() -> None:
    found = reading_to_dict(example(), full=True)
    known = {actor["id"] for actor in found["actors"]}
    used = {p["id"] for claim in found["claims"] for p in claim["participants"]}
    assert used
    assert used <= known


def test_root_and_candidates_of_a_doubtful_chain() -> None:
    hedged = next(c for c in reading_to_dict(example())["claims"] if c["status"] == "hedged")
    assert (hedged["root"], hedged["chain"][-1]["candidates"]) == ("Nile Ledger", ["outlet:red-sea-monitor"])


def test_quantities_of_events_are_listed_with_their_event() -> None:
    found = reading_to_dict(example(), full=True)
    assert [(q["low"], q["high"], q["event"]) for q in found["quantities"]] == [(27, None, 5)]


def test_source_ids_follow_the_actor_that_is_mentioned() -> None:
    found = reading_to_dict(example(), full=True)["attributions"]
    assert [a["source"] and a["source"]["id"] for a in found] == [
        "unnamed:two-government-officials",
        "outlet:nile-ledger",  # "the newspaper" is a mention of it
        "outlet:red-sea-monitor",
        None,  # a cue without a source
    ]


def test_empty_strings_and_empty_cues_become_null() -> None:
    reading = example()
    claim = reading.claims[0]
    bare = Link(text="", span=None, name="Example News", id="outlet:x", kind="outlet", country="", cue=Span(3, 3))
    event = replace(
        claim.event, mode="", participants=(Participant(role="actor", text="", span=None, actor="actor:x"),)
    )
    found = reading_to_dict(replace(reading, claims=(replace(claim, event=event, chain=(bare,)),)))
    assert not empty_strings(found)
    assert found["claims"][0]["chain"][0]["cue"] == {"text": None, "span": [3, 3]}


def test_events_on_one_trigger_have_ids_of_their_own() -> None:
    reading = example()
    twice = replace(reading, events=(reading.events[0], *reading.events), veridicality=())
    ids = [event["id"] for event in reading_to_dict(twice, full=True)["events"]]
    assert len(set(ids)) == len(ids)


def test_the_same_bytes_every_time() -> None:
    assert compact(reading_to_dict(example(), full=True)) == compact(reading_to_dict(example(), full=True))
    assert json.loads(indented(reading_to_dict(example()))) == reading_to_dict(example())


def test_each_problem_once_ingest_first() -> None:
    first, second = Problem(stage="ingest", message="a"), Problem(stage="clean", message="b")
    reading = example()
    assert reading.document
    article = replace(reading.article, problems=(first,))
    document = replace(reading.document, problems=(second,))
    found = problems_of(replace(reading, article=article, document=document, problems=(first, second)))
    assert found == (first, second)


@pytest.mark.parametrize(
    ("definition", "key", "wanted"),
    [
        ("participant", "role", claim_nouns.ROLES),
        ("participant", "kind", actor_nouns.ACTOR_KINDS),
        ("claim", "certainty", claim_nouns.CERTAINTY),
        ("claim", "polarity", claim_nouns.POLARITY),
        ("claim", "modality", claim_nouns.MODALITY),
        ("claim", "status", claim_nouns.STATUS),
        ("link", "kind", attribution_nouns.SOURCE_KINDS),
        ("link", "scope", attribution_nouns.SCOPES),
        ("event", "why_not", (None, *claim_nouns.WHY_NOT)),
    ],
)
def test_schema_and_model_name_the_same_values(definition: str, key: str, wanted: tuple[str, ...]) -> None:
    assert set(read_schema()["$defs"][definition]["properties"][key]["enum"]) == set(wanted)


def test_schema_names_sentence_kinds_and_types() -> None:
    schema = read_schema()
    assert set(schema["properties"]["sentences"]["items"]["properties"]["kind"]["enum"]) == set(
        text_nouns.SENTENCE_KINDS
    )
    assert set(schema["$defs"]["type"]["enum"]) == set(quads())
    forms = schema["$defs"]["actor"]["properties"]["mentions"]["items"]["properties"]["form"]["enum"]
    assert set(forms) == set(actor_nouns.MENTION_FORMS)


WRONG: list[tuple[str, Any]] = [
    ("a key too many", lambda d: d["claims"][0].update(extra=1)),
    ("a key missing", lambda d: d["claims"][0].pop("root")),
    ("an empty string", lambda d: d["article"].update(title="")),
    ("an empty chain", lambda d: d["claims"][0].update(chain=[])),
    ("a span of three", lambda d: d["claims"][0]["trigger"].update(span=[1, 2, 3])),
    ("event index without full", lambda d: d["claims"][0].update(event=0)),
    ("half of full", lambda d: d.update(sentences=[])),
]


@pytest.mark.parametrize(("what", "damage"), WRONG, ids=[w[0] for w in WRONG])
def test_the_schema_refuses(what: str, damage: Any) -> None:
    found: Json = json.loads(compact(reading_to_dict(example())))
    damage(found)
    assert not VALIDATOR.is_valid(found)


def test_lone_surrogates_are_escaped() -> None:
    assert json.loads(compact({"text": "a\ud800b"})) == {"text": "a\ud800b"}


def test_quantity_without_event_is_listed_alone() -> None:
    loose = Quantity(kind="injured", low=4, high=4, span=Span(0, 7), text="Harbour")
    found = reading_to_dict(replace(example(), quantities=(loose,)), full=True)["quantities"]
    assert [(q["kind"], q["event"]) for q in found] == [("injured", None), ("killed", 5)]
