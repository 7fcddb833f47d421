from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.evaluate.ecbplus import claims_of, compare, conll, half_of, head_of, score
from sayso.evaluate.ecbplus_texts import read_texts
from sayso.parse.spacy import SpacyParser

FIRE = ("A fire destroyed the old mill in Tulsk on Monday .", "fire", "destroyed")
BLAZE = ("The blaze that gutted the old mill in Tulsk on Monday began at night .", "blaze", "gutted")
WEDDING = ("Singer Ana Blum married Omar Reza on a boat off Sarn .", "married", "")
NUPTIALS = ("The wedding of Ana Blum and Omar Reza took place on a boat .", "wedding", "")


def _write(folder: Path, name: str, sentences: list[tuple[str, str, str]], chains: list[tuple[str, str]]) -> None:
    """A document in the corpus's form: each sentence with up to two marks, each of a chain ("" for none)."""
    tokens, marks, links, number = [], [], [], 0
    chain_of = dict(chains)
    for s, (text, *words) in enumerate(sentences):
        for word in text.split():
            number += 1
            tokens.append(f'<token t_id="{number}" sentence="{s}" number="0">{word}</token>')
            if word in words:
                mark = 100 + number
                marks.append(f'<ACTION_OCCURRENCE m_id="{mark}"><token_anchor t_id="{number}"/></ACTION_OCCURRENCE>')
                if chain_of.get(word):
                    links.append(
                        f'<CROSS_DOC_COREF r_id="{mark}" note="{chain_of[word]}"><source m_id="{mark}"/>'
                        f'<target m_id="{900 + number}"/></CROSS_DOC_COREF>'
                    )
    xml = f"<Document>{''.join(tokens)}<Markables>{''.join(marks)}</Markables><Relations>{''.join(links)}</Relations></Document>"
    (folder / name.split("_")[0]).mkdir(parents=True, exist_ok=True)
    (folder / name.split("_")[0] / f"{name}.xml").write_text(xml, encoding="utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    _write(tmp_path, "1_1ecb", [FIRE, WEDDING], [("fire", "ACT1"), ("destroyed", "ACT2"), ("married", "")])
    _write(tmp_path, "1_2ecb", [BLAZE], [("blaze", "ACT1"), ("gutted", "ACT2")])
    _write(tmp_path, "1_1ecbplus", [NUPTIALS], [("wedding", "ACT3")])
    return tmp_path


def test_mentions_chains_and_groups(corpus: Path) -> None:
    texts = {text.name: text for text in read_texts(corpus)}
    assert [m.span.of(texts["1_1ecb"].document.text) for m in texts["1_1ecb"].mentions] == ["fire", "destroyed"]
    assert [m.chain for m in texts["1_2ecb"].mentions] == ["ACT1", "ACT2"]
    assert (texts["1_1ecb"].subtopic, texts["1_1ecbplus"].subtopic) == ("1", "1+")
    assert texts["1_1ecb"].document.text.startswith("A fire destroyed the old mill in Tulsk on Monday.\n\nSinger")


def test_the_list_of_checked_sentences_counts_where_it_is(corpus: Path) -> None:
    (corpus / "ECBplus_coreference_sentences.csv").write_text(
        "Topic,File,Sentence Number\n1,1ecb,1\n", encoding="utf-8"
    )
    found = [m.span.of(text.document.text) for text in read_texts(corpus) for m in text.within(0).mentions]
    assert found == ["married"]


def test_the_first_linked_sentences_stand_for_the_checked_ones(tmp_path: Path) -> None:
    late = ("The Tulsk fire was out by noon .", "fire", "")
    _write(tmp_path, "1_1ecb", [WEDDING, FIRE, BLAZE, late], [("fire", "ACT1"), ("gutted", "ACT2")])
    text = read_texts(tmp_path)[0]
    found = [[m.span.of(text.document.text) for m in text.within(n).mentions] for n in (1, 2, 9)]
    assert found == [
        ["fire", "destroyed"],
        ["fire", "destroyed", "blaze", "gutted"],
        ["fire", "destroyed", "blaze", "gutted", "fire"],
    ]


def test_a_mention_becomes_a_claim_with_what_stands_around_it(corpus: Path) -> None:
    text = next(t for t in read_texts(corpus) if t.name == "1_1ecb")
    parsed = SpacyParser().parse([text.document])[0]
    _, destroyed = claims_of(text, parsed)
    assert (destroyed.type, destroyed.trigger) == ("", "destroyed")
    assert {(p.role, p.name.split()[-1]) for p in destroyed.parties} >= {("actor", "fire")}
    assert destroyed.sentence.startswith("A fire destroyed")
    assert head_of(parsed, text.mentions[0].span).text == "fire"


def test_synonyms_in_one_affair_are_joined_and_other_events_are_not(corpus: Path) -> None:
    texts = read_texts(corpus)
    found = compare(texts, SpacyParser().parse([text.document for text in texts]))
    assert (found.documents, found.mentions) == (3, 5)
    assert found.subtopic_conll == 1.0
    assert found.lemma_subtopic_conll < 1.0


def test_chains_of_one_mention_may_be_left_out() -> None:
    key = [frozenset("ab"), frozenset("c"), frozenset("d")]
    assert conll(key, [frozenset("ab"), frozenset("cd")]) < 1
    assert conll(key, [frozenset("ab"), frozenset("c"), frozenset("d")], least=2) == 1


def test_halves_and_wrong_input(tmp_path: Path) -> None:
    assert {half_of(str(n)) for n in range(20)} == {"dev", "heldout"}
    with pytest.raises(InputError, match="no half is called"):
        score(tmp_path, half="best")
    with pytest.raises(InputError, match=r"no ECB\+ document"):
        score(tmp_path)
