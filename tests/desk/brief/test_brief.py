"""Briefs: every sentence rests on claims and is worded as they are; a draft can be edited, what is locked stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from sayso.desk import brief, watchlists
from sayso.desk.brief import parts, sentences
from sayso.desk.brief.document import compose
from sayso.desk.brief.gather import as_of, views
from sayso.desk.clauses import clause, demanded, details, several, with_a, with_the
from sayso.desk.filters import Filter
from sayso.desk.today import Since, today
from sayso.errors import InputError, MissingExtra
from sayso.rebuild import refresh
from sayso.store import Store
from tests.desk.stores import BLOCKADE, CHANGES, EVENTS, RELIEF, SHELLING, changed, fill
from tests.rebuild.told import crisis, recorded

Json = dict[str, Any]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fill(tmp_path / "s.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with recorded(tmp_path_factory.mktemp("brief") / "s.db", list(crisis())) as opened:
        refresh(opened)
        yield opened


def items(document: Json) -> dict[str, Json]:
    return {item["event"]: item for section in document["sections"] for item in section["items"]}


def lines(document: Json) -> list[Json]:
    told = [line for item in items(document).values() for line in (item["first"], *item["sentences"])]
    return told + document["became"]


def filled(document: Json) -> dict[str, list[str]]:
    return {s["key"]: [item["event"] for item in s["items"]] for s in document["sections"] if s["items"]}


# ---------------------------------------------------------------------- sentences

ACTOR = {"role": "actor", "text": "Gunmen", "id": "unnamed:gunmen", "name": "Gunmen", "kind": "group"}
WHOM = {"role": "recipient", "text": "a convoy", "id": "unnamed:convoy", "name": "convoy", "kind": "group"}
ROOT = {"id": "actor:ministry", "name": "the ministry", "kind": "official", "self_report": False, "denies": False,
        "counted": True, "claims": ["claim:1"]}  # fmt: skip


def a_claim(**more: Any) -> Json:
    plain = {"id": "claim:1", "type": "ASSAULT", "mode": None, "participants": [ACTOR, WHOM], "quantities": [],
             "certainty": "certain", "polarity": "positive", "modality": "actual", "status": "asserted",
             "stance": "affirm"}  # fmt: skip
    return plain | more


@pytest.mark.parametrize(
    ("claim", "root", "expected"),
    [
        ({}, {}, "The ministry states that gunmen attacked a convoy."),
        ({"status": "reported"}, {}, "The ministry reports that gunmen attacked a convoy."),
        ({"status": "reported"}, {"name": "two officials", "kind": "unnamed"}, "Two officials report that gunmen attacked a convoy."),
        ({"status": "reported"}, {"self_report": True}, "The ministry, which speaks for a party to it, says that gunmen attacked a convoy."),
        ({"status": "reported"}, {"self_report": True, "kind": "person", "name": "Ana Velo"}, "Ana Velo, who speaks for a party to it, says that gunmen attacked a convoy."),
        ({"status": "reported"}, {"self_report": True, "id": ACTOR["id"]}, "The ministry, a party to it, says that gunmen attacked a convoy."),
        ({"status": "hedged", "certainty": "possible"}, {}, "The ministry does not rule out that gunmen attacked a convoy."),
        ({"status": "hedged", "certainty": "probable"}, {}, "The ministry considers it probable that gunmen attacked a convoy."),
        ({"status": "hedged", "certainty": "unknown"}, {}, "The ministry leaves open whether gunmen attacked a convoy."),
        ({"status": "denied", "polarity": "negative"}, {}, "The ministry denies that gunmen attacked a convoy."),
        ({"status": "future", "modality": "future"}, {}, "The ministry says that gunmen will attack a convoy."),
        ({"status": "hypothetical", "modality": "hypothetical"}, {}, "The ministry speaks of a case in which gunmen might attack a convoy."),
        ({"stance": "retract", "status": "hedged"}, {}, "The ministry takes back the report that gunmen attacked a convoy."),
    ],
)  # fmt: skip
def test_the_verb_is_that_of_the_status(claim: Json, root: Json, expected: str) -> None:
    own = a_claim(**claim)
    assert sentences._told(own, ROOT | root, sentences._clause_of(own)) == expected


NORLAND = {"role": "actor", "text": "Norland", "id": "actor:norland", "name": "Norland", "kind": "state"}
SUDLAND = NORLAND | {"role": "recipient", "text": "Sudland", "id": "actor:sudland", "name": "Sudland"}
FORCES = NORLAND | {"id": "actor:forces", "name": "Northern Forces", "kind": "organisation"}
VELO = NORLAND | {"id": "actor:velo", "name": "Ana Velo", "kind": "person"}
POLICE = NORLAND | {"id": "unnamed:police", "text": "the police", "name": "police", "kind": "organisation"}


def root_of(person: Json, **more: Any) -> Json:
    return ROOT | {"id": person["id"], "name": person["name"], "kind": person["kind"], "self_report": True} | more


@pytest.mark.parametrize(
    ("claim", "root", "expected"),
    [
        ({"participants": [NORLAND, SUDLAND]}, root_of(NORLAND), "Norland says that it attacked Sudland."),
        ({"participants": [FORCES, SUDLAND]}, root_of(FORCES), "The Northern Forces say that they attacked Sudland."),
        ({"participants": [SUDLAND | {"role": "actor"}, NORLAND | {"role": "recipient"}]}, root_of(NORLAND),
         "Norland says that Sudland attacked it."),
        ({"participants": [NORLAND, SUDLAND], "type": "ACCUSE", "quad": 3}, root_of(NORLAND),
         "Norland, by its own account, accused Sudland."),
        ({"participants": [FORCES, SUDLAND], "type": "ACCUSE", "quad": 3}, root_of(FORCES),
         "The Northern Forces, by their own account, accused Sudland."),
        ({"participants": [SUDLAND | {"role": "actor"}, NORLAND], "type": "CONSULT", "quad": 1}, root_of(NORLAND),
         "Norland says that it and Sudland held talks."),
        ({"participants": [VELO, SUDLAND], "type": "ACCUSE"}, root_of(VELO), "Ana Velo, by own account, accused Sudland."),
        ({"participants": [FORCES, SUDLAND], "status": "denied"}, root_of(FORCES), "The Northern Forces deny that they attacked Sudland."),
        ({"participants": [NORLAND, SUDLAND], "status": "future", "modality": "future"}, root_of(NORLAND),
         "Norland says that it will attack Sudland."),
        ({"participants": [POLICE], "status": "denied", "chain": [{"text": "the police", "id": "unnamed:police"}]},
         root_of(POLICE, kind="unnamed", name="police (Amber Wire)", members=["unnamed:police"]),
         "The police quoted by Amber Wire deny that they carried out an attack."),
        ({"participants": [SUDLAND | {"role": "actor"}]}, root_of(FORCES, self_report=True),
         "The Northern Forces, who speak for a party to it, say that Sudland carried out an attack."),
        ({}, {"name": "Houthis", "kind": "organisation"}, "The Houthis state that gunmen attacked a convoy."),
        ({}, {"name": "United Nations", "kind": "organisation"}, "The United Nations states that gunmen attacked a convoy."),
        ({}, {"name": "officers who asked not to be named (Amber Wire)", "kind": "unnamed"},
         "Officers who asked not to be named, quoted by Amber Wire, state that gunmen attacked a convoy."),
        ({"chain": [{"text": "the state news agency", "id": "unnamed:agency"}]},
         {"name": "state news agency (Amber Wire)", "kind": "outlet", "id": "unnamed:agency", "standing": "unnamed"},
         "The state news agency quoted by Amber Wire states that gunmen attacked a convoy."),
    ],
)  # fmt: skip
def test_who_speaks_of_itself_is_named_once_and_the_verb_has_its_number(claim: Json, root: Json, expected: str) -> None:
    own, whole = a_claim(**claim), ROOT | root
    assert sentences._told(own, whole, sentences._clause_of(own, whole)) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ({"participants": []}, "there was an attack"),
        ({"participants": [SUDLAND]}, "Sudland was attacked"),
        ({"participants": [SUDLAND | {"id": "unnamed:people", "name": "29 people", "text": "29 people"}]}, "29 people were attacked"),
        ({"participants": [NORLAND]}, "Norland carried out an attack"),
        ({"participants": [NORLAND], "type": "REQUEST"}, "Norland made a demand"),
        ({"participants": [VELO | {"name": "Prime Minister of Hungary"}, SUDLAND], "type": "CONSULT"},
         "the Prime Minister of Hungary held talks with Sudland"),
        ({"participants": [NORLAND, SUDLAND | {"id": "actor:nor-alliance", "country": "NOR", "name": "alliance", "text": "An alliance"}]},
         "Norland attacked an alliance"),
        ({"participants": [NORLAND, SUDLAND | {"id": "unnamed:one-officer", "name": "One officer", "text": "One officer"}]},
         "Norland attacked one officer"),
        ({"participants": [NORLAND, SUDLAND | {"id": "unnamed:sides", "name": "sides", "text": "all sides"}]},
         "Norland attacked all sides"),
        ({"participants": [NORLAND, SUDLAND | {"id": "actor:nor-aircraft", "country": "NOR", "name": "aircraft", "text": "its aircraft"}]},
         "Norland attacked aircraft"),
    ],
)  # fmt: skip
def test_who_and_whom_as_a_sentence_has_them(claim: Json, expected: str) -> None:
    assert clause(a_claim(**claim)) == expected


def test_of_two_places_the_exact_one_only() -> None:
    met = a_claim(type="CONSULT", mode="third-party", participants=[NORLAND, SUDLAND])
    assert clause(met) == "Norland met with Sudland in a third country"
    assert clause(met, placed=True) == "Norland met with Sudland"


@pytest.mark.parametrize(
    ("sentence", "span", "told"),
    [
        ("Norland asked to join in 2022.", (113, 129), " (\u201cto join in 2022\u201d)"),
        ("Norland called for \u201ca truce\u201d now.", (119, 128), " (\u201c\u2018a truce\u2019\u201d)"),
        ("Norland asked for peace.", (118, 123), ""),  # one word says no more than the type does
    ],
)
def test_what_was_demanded_is_told_in_the_words_of_the_text(sentence: str, span: tuple[int, int], told: str) -> None:
    own = a_claim(
        sentence={"text": sentence, "span": [100, 100 + len(sentence)]}, content={"kind": "demand", "span": list(span)}
    )
    assert demanded(own) == told
    assert demanded(a_claim()) == ""


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ({"articles": 8, "outlets": 6}, "8 articles of 6 outlets read"),
        ({"articles": 5, "outlets": 0}, "5 articles read; their outlets are not known"),
        ({"articles": 1, "outlets": 0}, "1 article read; its outlet is not known"),
        ({"articles": 0, "outlets": 0}, "No article read"),
    ],
)
def test_what_was_read(read: dict[str, int], told: str) -> None:
    document = {"name": "", "words": "everything", "filter": {}, "read": read}
    assert parts.about(document) == f"Of all that the store holds. {told}. Draft."


@pytest.mark.parametrize(
    ("name", "many", "with_article"),
    [
        ("two lorry drivers", True, "two lorry drivers"),
        ("officials", True, "officials"),
        ("camp women", True, "camp women"),
        ("number of sources", False, "a number of sources"),
        ("300 people", True, "300 people"),
        ("security source", False, "a security source"),
        ("aid worker", False, "an aid worker"),
        ("a security source", False, "a security source"),
        ("press", False, "a press"),
    ],
)
def test_whether_a_source_is_many(name: str, many: bool, with_article: str) -> None:
    assert several(name) is many
    assert with_a(name) == with_article


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ministry of Defence of United States", "the Ministry of Defence of the United States"),
        ("Libyan Red Crescent", "the Libyan Red Crescent"),
        ("Sudland coast guard", "the Sudland coast guard"),
        ("the navy", "the navy"),
        ("Norland", "Norland"),
        ("Home of Hope", "Home of Hope"),
        ("NATO", "NATO"),
    ],
)
def test_names_that_have_the(name: str, written: str) -> None:
    assert with_the(name) == written


@pytest.mark.parametrize(
    ("text", "name", "sentence", "told"),
    [
        ("Gunmen", "Gunmen", "Gunmen attacked a convoy.", "gunmen"),  # the letter of the sentence's beginning
        ("Kurdish fighters", "Kurdish fighters", "Kurdish fighters attacked a convoy.", "Kurdish fighters"),
        (
            "Red Dawn fighters",
            "Red Dawn fighters",
            "On Monday Red Dawn fighters attacked a convoy.",
            "Red Dawn fighters",
        ),
        ("the commander", "commander", "On Monday the commander attacked a convoy.", "the commander"),
        ("her brother", "brother", "On Monday her brother attacked a convoy.", "a brother"),
        ("their relatives", "relatives", "On Monday their relatives attacked a convoy.", "relatives"),
        ("they", "militants", "They attacked a convoy.", "militants"),
    ],
)
def test_a_description_stands_in_a_clause_as_in_its_sentence(text: str, name: str, sentence: str, told: str) -> None:
    who = ACTOR | {"id": "unnamed:x", "text": text, "name": name}
    own = a_claim(participants=[who, WHOM], sentence={"text": sentence})
    assert clause(own) == f"{told} attacked a convoy"


def test_a_name_keeps_its_large_letter_and_a_description_does_not() -> None:
    named = ACTOR | {"id": "actor:gunmen-of-sud", "name": "Gunmen of Sud"}
    assert clause(a_claim(participants=[named, WHOM])) == "Gunmen of Sud attacked a convoy"
    assert clause(a_claim()) == "gunmen attacked a convoy"


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ({"place": None, "when": None, "quantities": []}, ""),
        ({"place": {"name": "Port Amber", "precision": "city"}, "when": None, "quantities": []}, " in Port Amber"),
        ({"place": {"name": "Ras Jedir", "precision": "site"}, "when": {"earliest": "2026-03-10", "latest": "2026-03-10"},
          "quantities": [{"kind": "killed", "low": 27, "high": None}]}, " at Ras Jedir on 10 March 2026, at least 27 killed"),
        ({"place": None, "when": {"earliest": "2026-03-10", "latest": "2026-03-12"},
          "quantities": [{"kind": "other", "low": 5, "high": 5}]}, " between 10 March 2026 and 12 March 2026"),
        ({"place": {"name": "Red Sea", "precision": "region"}, "when": {"earliest": "2015-01-01", "latest": "2015-12-31"},
          "quantities": []}, " in the Red Sea in 2015"),
    ],
)  # fmt: skip
def test_where_when_and_how_many(event: Json, told: str) -> None:
    assert details(event) == told


def test_a_toll_that_the_clause_tells_is_not_told_again() -> None:
    event = {"place": None, "when": None, "quantities": [{"kind": "displaced", "low": 6000, "high": 6000}]}
    assert details(event, "aid groups gave aid to 6,000 displaced people") == ""
    assert details(event, "aid groups gave aid to families") == ", 6,000 displaced"


# ---------------------------------------------------------------------- the document


def test_events_stand_in_the_section_of_the_gravest_change_of_the_day(store: Store) -> None:
    ids = [e.id for e in EVENTS]
    assert filled(compose(store, "2026-03-10", {})) == {"new": [SHELLING.id, BLOCKADE.id]}
    assert filled(compose(store, "2026-03-11", {})) == {"confirmed": [SHELLING.id], "disputed": [ids[2]]}
    assert filled(compose(store, "2026-03-12", {})) == {"new": [ids[3]], "withdrawn": [RELIEF.id]}


def test_an_event_is_told_as_it_was_known_that_day(store: Store) -> None:
    first = items(compose(store, "2026-03-10", {}))[SHELLING.id]
    assert (first["verdict"], first["reports"], first["independent_roots"]) == ("single-source", 1, 1)
    second = items(compose(store, "2026-03-11", {}))[SHELLING.id]
    assert (second["verdict"], second["reports"], second["independent_roots"]) == ("corroborated", 3, 2)
    assert second["first"]["text"].startswith("Two independent sources say that the Norland navy")


def test_every_sentence_is_footnoted_to_a_claim_and_its_chain(coded: Store) -> None:
    for day in ("2026-10-14", "2026-10-15"):
        document = brief.brief(coded, day)
        notes = {note["number"]: note for note in document["footnotes"]}
        told = lines(document)
        assert told
        for line in told:
            assert line["notes"], line["text"]
            assert set(line["notes"]) <= set(notes)
        used = [n for line in told for n in line["notes"]]
        assert sorted(set(used)) == list(range(1, len(notes) + 1))
        firsts = [n for item in items(document).values() for n in item["first"]["notes"][:1]]
        assert firsts == sorted(firsts)  # numbered in the order of the page
        for note in notes.values():
            claim = coded.records_by_id([note["claim"]])[note["claim"]]
            assert note["sentence"] == claim.sentence
            assert [link["name"] for link in note["chain"]] == [link.name for link in claim.chain]
            assert note["url"].startswith("https://")
            assert len(note["published"]) == 10 or note["published"].endswith("UTC")
            assert "root" in note["words"] or "it rests on" in note["words"]


def test_the_words_of_the_bundled_crisis(coded: Store) -> None:
    told = [item["first"]["text"] for item in items(brief.brief(coded, "2026-10-14")).values()]
    assert any(line.startswith("Two independent sources say that gunmen attacked four") for line in told)
    assert any(line.endswith("3 outlets tell it, and all rest on this one source.") for line in told)
    assert any("It is in dispute whether Tunisian aircraft" in line and "denies it." in line for line in told)
    assert any(line.startswith("The Libyan Red Crescent took back the report") for line in told)


def test_no_sentence_of_an_item_says_what_another_says(coded: Store) -> None:
    """What the first sentence says of a root is not said of it again; nobody took part who only spoke."""
    for item in items(brief.brief(coded, "2026-10-14")).values():
        lines = [item["first"]["text"], *(line["text"] for line in item["sentences"])]
        clauses = [
            line.partition(" that ")[2].partition(", as told by")[0].partition(";")[0]
            for line in lines
            if " that " in line
        ]
        assert len(set(clauses)) == len(clauses), lines
        assert not any("took part" in line for line in lines)
        assert len(set(item["roots"])) == len(item["roots"])
    (talks,) = [i for i in items(brief.brief(coded, "2026-10-14")).values() if "held talks" in i["first"]["text"]]
    assert talks["first"]["text"].startswith(
        "The Ministry of Foreign Affairs of Tunisia, which speaks for a party to it, says that"
    )


def test_what_did_not_move_is_told_once_and_last(coded: Store) -> None:
    became = brief.brief(coded, "2026-10-15")["became"]
    assert len({one["text"] for one in became}) == len(became) > 5
    told = brief.markdown(brief.brief(coded, "2026-10-15"))
    assert (
        "→" not in told.partition("## What became")[2].partition("##")[0]
    )  # nothing moved: no figures of before and after


def test_today_and_the_brief_count_alike(coded: Store) -> None:
    """All of the crisis is of one day and was learned in one span: the same events are new, confirmed, disputed, withdrawn."""
    counted = today(coded, Since("", "so far"), Filter())["counts"]
    assert brief.brief(coded, "2026-10-14")["counts"] == counted


def test_a_claim_without_a_source_is_said_to_rest_on_the_one_it_is_counted_under(coded: Store) -> None:
    words = [note["words"] for note in brief.brief(coded, "2026-10-14")["footnotes"]]
    assert any(one.endswith("(names no source; it rests on Maghreb Wire)") for one in words)


@pytest.mark.parametrize(
    ("change", "became", "words"),
    [
        ([], "same", "still single-source, 1 report / 1 root."),
        ([changed(BLOCKADE, "withdrawn", 3, "single-source", "withdrawn", (1, 1))], "withdrawn", "taken back since"),
        ([changed(BLOCKADE, "confirmed", 3, "single-source", "corroborated", (1, 2))], "confirmed", "confirmed since"),
        ([changed(BLOCKADE, "disputed", 3, "single-source", "disputed", (1, 1))], "disputed", "in dispute since"),
        ([changed(BLOCKADE, "changed", 3, "single-source", "single-source", (1, 2))], "roots", "2 roots now, 1 before"),
    ],
)
def test_what_became_of_the_claims_of_the_day_before(store: Store, change: list[Any], became: str, words: str) -> None:
    own = [c for c in CHANGES if c.event == BLOCKADE.id]
    with store.transaction():
        store.replace_events([BLOCKADE.id], [BLOCKADE], [*own, *change])
    found = {one["event"]: one for one in compose(store, "2026-03-11", {})["became"]}
    assert found[BLOCKADE.id]["became"] == became
    assert words in found[BLOCKADE.id]["text"]


def test_more_reports_on_the_same_root(store: Store) -> None:
    grown = replace(
        BLOCKADE,
        articles=("article:1", "article:3"),
        roots=(replace(BLOCKADE.roots[0], articles=("article:1", "article:3")),),
    )
    with store.transaction():
        store.replace_events([BLOCKADE.id], [grown], [c for c in CHANGES if c.event == BLOCKADE.id])
    found = {one["event"]: one["text"] for one in compose(store, "2026-03-11", {})["became"]}
    assert "carried by 1 report more, on the same 1 root." in found[BLOCKADE.id]


def test_a_quiet_day_says_so_and_whether_anything_was_read(store: Store) -> None:
    found = compose(store, "2026-03-13", {})
    assert found["quiet"].startswith("Nothing became known on 13 March 2026")
    assert "no sign of calm" in found["quiet"]
    assert "the last day before it with news is 2026-03-12" in found["quiet"]
    narrowed = compose(store, "2026-03-12", {"type": ["ASSAULT"]})
    assert "2 articles of 2 outlets were read" in narrowed["quiet"]
    assert compose(store, "2026-03-10", {})["quiet"] is None


def test_a_watchlist_narrows_it(store: Store) -> None:
    watchlists.save(store, "Threats", {"type": ("THREATEN",)}, reader="ann")
    found = brief.brief(store, "2026-03-10", watchlist="Threats", reader="ann")
    assert list(items(found)) == [BLOCKADE.id]
    assert found["title"] == "Brief for 10 March 2026: Threats"


def test_what_there_is_no_room_for_is_counted(store: Store) -> None:
    found = compose(store, "2026-03-10", {}, most=1)
    assert (len(items(found)), found["left_out"], found["counts"]["new"]) == (1, 1, 2)


def test_an_event_before_its_first_report_is_unknown(store: Store) -> None:
    view = views(store, [SHELLING.id])[SHELLING.id]
    assert as_of(view, "2026-03-09") is None


# ---------------------------------------------------------------------- drafts


def _section(document: Json, key: str) -> Json:
    return next(one for one in document["sections"] if one["key"] == key)


def test_items_are_pinned_dropped_noted_and_moved(store: Store) -> None:
    brief.edit(store, "2026-03-10", BLOCKADE.id, note=" ask the navy ", reader="ann")
    assert items(brief.brief(store, "2026-03-10"))[BLOCKADE.id]["note"] == "ask the navy"
    assert filled(brief.edit(store, "2026-03-10", BLOCKADE.id, move=-1))["new"] == [BLOCKADE.id, SHELLING.id]
    assert filled(brief.edit(store, "2026-03-10", SHELLING.id, pinned=True))["new"] == [SHELLING.id, BLOCKADE.id]
    found = brief.edit(store, "2026-03-10", SHELLING.id, dropped=True)
    assert filled(found)["new"] == [BLOCKADE.id]
    assert [item["event"] for item in _section(found, "new")["dropped"]] == [SHELLING.id]
    assert [n["number"] for n in found["footnotes"]] == [1]  # what is dropped takes no number
    assert SHELLING.id in items(brief.edit(store, "2026-03-10", SHELLING.id, dropped=False))


def test_an_item_that_is_not_there(store: Store) -> None:
    with pytest.raises(InputError, match="has no item"):
        brief.edit(store, "2026-03-10", "event:none", pinned=True)


def test_what_is_locked_stays_whatever_becomes_known(store: Store) -> None:
    locked = brief.lock(store, "2026-03-10", reader="ann")
    assert (locked["state"], locked["locked_by"], brief.whole(locked)) == ("locked", "ann", True)
    with store.transaction():
        store.replace_events([e.id for e in EVENTS], [])
    assert brief.brief(store, "2026-03-10") == locked
    for act in (
        lambda: brief.edit(store, "2026-03-10", SHELLING.id, pinned=True),
        lambda: brief.lock(store, "2026-03-10"),
    ):
        with pytest.raises(InputError, match="locked by ann"):
            act()


def test_the_hash_is_of_what_it_says(store: Store) -> None:
    locked = brief.lock(store, "2026-03-10", reader="ann")
    assert re.fullmatch("[0-9a-f]{64}", locked["hash"])
    _section(locked, "new")["items"][0]["first"]["text"] += " Or not."
    assert not brief.whole(locked)


def test_looking_at_a_brief_keeps_nothing(store: Store) -> None:
    brief.brief(store, "2026-03-10")
    assert brief.kept(store) == []
    brief.edit(store, "2026-03-10", SHELLING.id, pinned=True, reader="ann")
    assert [(b["day"], b["state"], b["made_by"]) for b in brief.kept(store)] == [("2026-03-10", "draft", "ann")]


# ---------------------------------------------------------------------- forms

HOSTILE = "<img src=x onerror=alert(1)> [a](javascript:b) *c* | `d`"


def hostile(store: Store) -> Json:
    return brief.edit(store, "2026-03-10", SHELLING.id, note=HOSTILE)


def test_markdown_has_every_footnote_and_shows_signs_as_they_are(store: Store) -> None:
    text = brief.markdown(hostile(store))
    used, made = set(re.findall(r"\[\^(\d+)\](?!:)", text)), set(re.findall(r"^\[\^(\d+)\]:", text, re.M))
    assert used == made != set()
    assert r"\<img src=x" in text
    assert r"\[a\](javascript:b)" in text
    assert "**" in text


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_html_stands_alone_and_runs_nothing(store: Store) -> None:
    seen = Seen()
    seen.feed(brief.html(hostile(store), base="https://desk.example"))
    names = {tag for tag, _ in seen.tags}
    assert not names & {"script", "link", "img", "iframe", "object"}
    links = [attrs["href"] or "" for tag, attrs in seen.tags if tag == "a"]
    anchors = {attrs["id"] for tag, attrs in seen.tags if attrs.get("id")}
    assert {link[1:] for link in links if link.startswith("#")} <= anchors
    assert all(link.startswith(("#", "https://")) for link in links)
    assert not any(name.startswith("on") for _, attrs in seen.tags for name in attrs)


def test_a_brief_of_a_quiet_day_has_all_forms(store: Store) -> None:
    document = brief.brief(store, "2026-03-13")
    assert document["quiet"] in brief.html(document)
    assert "Nothing became known" in brief.markdown(document)


typst = pytest.importorskip("typst")


def test_pdf_is_a_pdf(store: Store) -> None:
    from sayso.desk.brief.pdf import pdf

    found = pdf(hostile(store))
    assert found.body.startswith(b"%PDF-")
    assert found.missing == ()


@pytest.mark.parametrize(
    ("text", "script"),
    [("中文新闻 is left", "CJK"), ("\u0baa\u0bc7\u0b9a\u0bcd\u0b9a\u0bc1", "Tamil"), ("\U000131a3", "Egyptian")],
)
def test_letters_without_a_font_are_named_in_the_pdf(store: Store, text: str, script: str) -> None:
    from sayso.desk.brief.pdf import _Words, pdf

    document = brief.edit(store, "2026-03-10", SHELLING.id, note=text)
    found = pdf(document)
    assert found.body.startswith(b"%PDF-")
    if found.missing:  # this machine may have a font for it
        assert found.missing == (script,)
        assert f"{script} text of" in _Words(set(text) - set(" isleft")).named(text)


def test_pdf_without_typst_says_what_to_install(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from sayso.desk.brief.pdf import pdf

    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtra, match=r"sayso\[pdf\]"):
        pdf(brief.brief(store, "2026-03-10"))
