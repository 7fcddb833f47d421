"""Readers of corpora, on lines of our own."""

import json
from pathlib import Path
from typing import Any

from training.encoder.windows import digest
from training.pair.corpora import aw_type, join, load, read_aw, read_candidates, read_plv, read_quad
from training.pair.labels import TYPES, types_of_quad


def names(types: tuple[int, ...]) -> list[str]:
    return [TYPES[t] for t in types]


def test_plv_gives_type_and_direction() -> None:
    rows = list(
        read_plv(
            [
                {"marked": "<s>Miners</s> sued <t>the ministry</t>.", "root": "ACCUSE", "quad": 3},
                {"marked": "<s>Norland</s> met <t>Sudland</t>.", "root": "CONSULT", "quad": 1},
                {"marked": "<s>The junta</s> freed them.", "root": "YIELD", "quad": 2},
            ]
        )
    )
    assert [names(r.types) for r in rows] == [["ACCUSE"], ["CONSULT"], ["CONCEDE", "RETREAT"]]
    assert [r.direction for r in rows] == [1, None, None]  # talks run both ways; without a target there is no way


def test_aw_tells_conflict_from_the_rest_and_every_pair_is_related() -> None:
    lines = [
        {"marked": "<s>A</s> shot <t>B</t>.", "event_type": "Conflict:Attack", "related": 1},
        {"marked": "<s>A</s> shot <t>B</t>.", "event_type": "Conflict:Attack", "related": 0},
        {"marked": "<s>A</s> bought <t>B</t>.", "event_type": "Transaction:Transfer-Ownership", "related": 0},
    ]
    shot, odd, bought = read_aw(lines)
    assert (shot.conflict, shot.related, names(shot.types)) == (1, 1, ["ASSAULT"])
    assert (odd.conflict, odd.types) == (0, ())  # class and label are at odds: no type
    assert names(bought.types) == ["AGREE", "CONSULT", "SUPPORT", *names(types_of_quad(2))]
    assert bought.related == 1
    assert aw_type("Justice.ChargeIndict.Unspecified") == "ACCUSE"


def test_quad_takes_spans_from_the_other_corpus_and_leaves_class_0_out() -> None:
    lines = [
        {"sentence": "The miners sued the ministry.", "quad": 3},
        {"sentence": "Rain fell.", "quad": 0},
        {"sentence": "Troops left the valley.", "quad": 2},
    ]
    spans = [
        {
            "tokens": ["The", "miners", "sued", "the", "ministry", "."],
            "tags": ["B-S", "I-S", "O", "B-T", "I-T", "O"],
        }
    ]
    first, second = read_quad(lines, spans)
    assert first.source
    assert first.target
    assert [first.text[slice(*x)] for x in (first.source, first.target)] == ["The miners", "the ministry"]
    assert names(first.types)[-1] == "SANCTION"  # which CAMEO counts as words
    assert (second.source, second.types) == (None, types_of_quad(2))


def test_of_spans_with_gaps_the_first_piece_counts() -> None:
    tokens, tags = ["Miners", "and", "smiths", "sued"], ["B-S", "O", "I-S", "O"]
    (row,) = read_quad([{"sentence": "Miners and smiths sued", "quad": 3}], [{"tokens": tokens, "tags": tags}])
    assert row.source == (0, 6)


def candidate(**facts: Any) -> dict[str, Any]:
    return {"corpus": "stories", "group": "t", "text": "Miners marched.", "source": [0, 6], "target": None} | facts


def test_stories_keep_their_type_where_the_rules_agree() -> None:
    told = {"story_type": "PROTEST", "story_mode": "DEMO", "mode": ""}
    first, second = read_candidates([candidate(type="PROTEST", **told), candidate(type="AID", **told)])
    assert (first.corpus, names(first.types), first.mode, first.source) == (
        "stories",
        ["PROTEST"],
        "PROTEST/demo",
        (0, 6),
    )
    assert (second.corpus, names(second.types), second.mode) == ("loose", ["PROTEST"], None)
    assert second.weight < first.weight
    assert first.related is None  # one end alone is no pair


def test_pairs_without_an_event_are_strangers_and_others_are_related() -> None:
    news = {"corpus": "news", "target": [7, 14], "mode": ""}
    found = list(
        read_candidates(
            [candidate(type="", **news), candidate(type="AID", **news), candidate(type="AID", corpus="news")]
        )
    )
    assert [(r.corpus, r.related, r.types) for r in found] == [
        ("strangers", 0, ()),
        ("news", 1, ()),
        ("news", None, ()),
    ]


def test_joined_sentences_have_an_end_each_and_no_relation() -> None:
    rows = list(read_plv({"marked": f"<s>M{k}</s> sued <t>N{k}</t>.", "root": "ACCUSE"} for k in range(4)))
    found = list(join(rows))
    assert len(found) == 4
    for row in found:
        assert row.source
        assert row.target
        assert row.related == 0
        ends = {row.text[slice(*row.source)], row.text[slice(*row.target)]}
        assert len({end[1:] for end in ends}) == 2  # of two sentences
        assert row.text[slice(*row.source)].startswith("M")
        assert row.text[slice(*row.target)].startswith("N")


def test_loading_drops_held_out_rows_and_says_how_many(tmp_path: Path, capsys: Any) -> None:
    events = tmp_path / "events"
    events.mkdir()
    held = "The bakers sued the crown."
    (tmp_path / "heldout-hashes.txt").write_text(f"# rule\n{digest(held)}\n")
    plv = [
        {"marked": f"<s>The {who}</s> sued <t>the crown</t>.", "root": "ACCUSE", "quad": 3}
        for who in ("bakers", "miners", "smiths", "weavers")
    ]
    files = {"plv_train": plv, "aw_train": [], "cameo_spans_train": []}
    files["cameo_quad_train"] = [{"sentence": "The miners sued the crown.", "quad": 3}, {"sentence": held, "quad": 3}]
    for name, rows in files.items():
        (events / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    (tmp_path / "candidates.jsonl").write_text("")
    loaded = load(tmp_path, ["plv"], tmp_path / "candidates.jsonl")
    assert loaded.dropped["plv"] == 1
    assert loaded.dropped["quad"] == 1
    assert [r.corpus for r in loaded.rows] == ["plv"] * 3  # what PLV has, quad does not bring again
    assert "1 of held-out sentences dropped" in capsys.readouterr().out
    again = load(tmp_path, ["plv", "stories"], tmp_path / "candidates.jsonl")
    assert again.folds == loaded.folds
