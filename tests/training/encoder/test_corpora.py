"""Readers of corpora, on tiny files of our own words."""

import json
from pathlib import Path

import pytest
from training.encoder.corpora import cameo, ecb, factuality, polnear, silver, treebank
from training.encoder.windows import read_hashes

CONLLU = """\
# newdoc id = GUM_news_made
# sent_id = 1
# text = The envoy of Norland's army didn't leave.
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-person-new-cf1-1-sgl
2\tenvoy\tenvoy\tNOUN\tNN\t_\t8\tnsubj\t_\t_
3\tof\tof\tADP\tIN\t_\t6\tcase\t_\t_
4-5\tNorland's\t_\t_\t_\t_\t_\t_\t_\t_
4\tNorland\tNorland\tPROPN\tNNP\t_\t6\tnmod:poss\t_\tEntity=(2-organization-new-cf2-1-sgl(3-place-new-cf3-1-sgl
5\t's\t's\tPART\tPOS\t_\t4\tcase\t_\tEntity=3)
6\tarmy\tarmy\tNOUN\tNN\t_\t2\tnmod\t_\tEntity=2)1)
6.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_
7\tdidn't\tdo\tAUX\tVBD\t_\t8\taux\t_\t_
8\tleave\tleave\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
9\t.\t.\tPUNCT\t.\t_\t8\tpunct\t_\t_

# sent_id = 2
# text = He stayed
1\tHe\the\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-cf1-1-ana)
2\tstayed\tstay\tVERB\tVBD\t_\t0\troot\t_\t_
"""


def test_a_treebank_gives_trees_tags_and_flat_mentions() -> None:
    text = treebank.read_text("made", CONLLU, "gum", "train")
    first, second = text.sentences
    assert first.words == ("The", "envoy", "of", "Norland", "'s", "army", "didn't", "leave", ".")
    assert first.labels["arcs_ud"] == [2, 8, 6, 6, 4, 2, 8, 0, 8]
    # the person loses "of ...", the place its possessive mark; the army keeps its head alone
    assert first.labels["mentions"] == ["B-person", "I-person", "O", "B-place", "O", "B-organization", "O", "O", "O"]
    assert second.labels["mentions"] == ["B-person", "O"]
    assert second.labels["labels_ud"] == ["nsubj", "root"]
    assert first.labels["starts"] == ["yes", *["no"] * 8]


def test_ewt_is_cut_into_documents(tmp_path: Path) -> None:
    (tmp_path / "treebank").mkdir()
    second = CONLLU.replace("GUM_news_made", "other")
    (tmp_path / "treebank/ewt_train.conllu").write_text(CONLLU + "\n" + second)
    texts = list(treebank.read_ewt(tmp_path, "train"))
    assert [t.name for t in texts] == ["GUM_news_made", "other"]
    assert "mentions" not in texts[0].sentences[0].labels


def test_factuality_of_predicates_goes_to_their_words_though_words_are_cut_differently(tmp_path: Path) -> None:
    (tmp_path / "factuality").mkdir()
    row = {"text": "The envoy of Norland 's army did n't leave .", "targets": [{"span1": [8, 9], "label": -2.5}]}
    (tmp_path / "factuality/uds_ih2_train.jsonl").write_text(json.dumps(row) + "\n")
    text = treebank.read_text("made", CONLLU, "ewt", "train")
    assert factuality.attach([text], factuality.read_uds(tmp_path, "train")) == 1
    values = text.sentences[0].labels["factuality_uds"]
    assert values[7] == -2.5
    assert "factuality_uds" not in text.sentences[1].labels


def test_uw_marks_triggers_and_their_factuality(tmp_path: Path) -> None:
    (tmp_path / "factuality").mkdir()
    row = {"text": "Rebels may attack .", "targets": [{"span1": [2, 3], "label": 0.4}]}
    (tmp_path / "factuality/uw_train.jsonl").write_text(json.dumps(row) + "\n")
    (text,) = factuality.read_uw(tmp_path, "train")
    (sentence,) = text.sentences
    assert sentence.labels["triggers"] == ["no", "no", "yes", "no"]
    assert sentence.labels["factuality"][2] == 0.4
    assert text.loose


def test_only_annotated_sentences_of_ecb_and_only_actions() -> None:
    content = """<Document>
    <token t_id="1" sentence="0">Rebels</token><token t_id="2" sentence="0">shelled</token>
    <token t_id="3" sentence="0">it</token><token t_id="4" sentence="1">Unmarked</token>
    <Markables><ACTION_OCCURRENCE m_id="1"><token_anchor t_id="2"/><token_anchor t_id="3"/></ACTION_OCCURRENCE>
    <HUMAN_PART_ORG m_id="2"><token_anchor t_id="1"/></HUMAN_PART_ORG>
    <ACTION_OCCURRENCE m_id="3" TAG_DESCRIPTOR="x"/></Markables></Document>"""
    (sentence,) = ecb.read_text(content)
    assert sentence.words == ("Rebels", "shelled", "it")
    assert sentence.labels["triggers"] == ["no", "yes", "no"]


def test_equal_sentences_stay_in_one_fold(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    rows = [{"tokens": ["Rebels", f"left{k}"], "tags": ["B-S", "O"]} for k in range(40)]
    lines = [json.dumps(r) for r in [*rows, *rows]]
    (tmp_path / "events/cameo_spans_train.jsonl").write_text("\n".join(lines) + "\n")
    split = {"train": set(), "dev": set()}
    for text in cameo.read_cameo(tmp_path):
        split[text.split] |= {s.words for s in text.sentences}
    assert split["train"]
    assert split["dev"]
    assert not split["train"] & split["dev"]
    assert all(t.split == "train" for t in cameo.read_cameo(tmp_path, held=None))


TEXT = 'The mayor said "we won". Fine.'


def test_polnear_puts_attributions_on_the_words_of_the_silver_parse(tmp_path: Path) -> None:
    words = [(0, 3), (4, 9), (10, 14), (15, 16), (16, 18), (19, 22), (22, 23), (23, 24)]
    rows = [(a, b, "X", "NN", 0 if k == 2 else 3, "dep") for k, (a, b) in enumerate(words)]
    parsed = {
        "doc": "d",
        "text": TEXT,
        "sentences": [rows, [(25, 29, "X", "NN", 0, "ROOT"), (29, 30, "X", ".", 1, "punct")]],
    }
    (tmp_path / "polnear_dev.jsonl").write_text(json.dumps(parsed) + "\n")
    (tmp_path / "attribution").mkdir()
    brat = "T1\tSource 0 9\tThe mayor\nT2\tCue 10 14\tsaid\nT3\tContent 15 23\t...\nE1\tAttribution:T4\n"
    rival = "T1\tSource 25 29\tFine\n"
    lines = [json.dumps({"doc": "d", "text": TEXT, "brat": b}) for b in (brat, rival)]
    (tmp_path / "attribution/polnear_dev.jsonl").write_text("\n".join(lines) + "\n")
    (text,) = polnear.read_polnear(tmp_path, "dev", tmp_path)
    first, second = text.sentences
    source, content = ["B-source", "I-source"], ["B-content", *["I-content"] * 3]
    assert first.labels["attribution"] == [*source, "B-cue", *content, "O"]
    assert second.labels["attribution"] == ["O", "O"]  # the first to mark a text counts
    assert first.labels["arcs_spacy"][2] == 0
    assert first.words[:2] == ("The", "mayor")


def test_a_missing_silver_parse_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"python -m training\.encoder\.corpora\.silver"):
        list(silver.read_silver("news", tmp_path))


def test_the_first_line_of_the_hashes_is_no_hash(tmp_path: Path) -> None:
    (tmp_path / "heldout-hashes.txt").write_text("# rule\n002b\n002f\n")
    assert read_hashes(tmp_path) == {"002b", "002f"}
