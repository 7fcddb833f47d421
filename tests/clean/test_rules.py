"""The cleaner as a whole: maps, raw text, language, size, and text that nobody meant well."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import example as hypothesis_example
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.clean.rules import LIMIT, RulesCleaner
from sayso.model import Article, Document

DATA = Path(os.environ.get("SAYSO_DATA", "../shared/data"))
ENGLISH = "The minister resigned on Monday after the army refused to open the port, a spokesman said."

PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "\u00a0",
        "\u200b",
        "&amp;",
        "&quot;",
        "â€œ",
        "â€\x9d",
        "Ã©",
        "``",
        "''",
        '"',
        "“ ",
        " ”",
        "- ",
        "# ",
        "**",
        "[a](b)",
        "PARIS (AFP) - ",
        "Read more: ",
        "Leave a Reply\n",
        "word",
        "inter-\nnational",
        ".",
        "The army left. ",
        "\t",
        "By Jane Doe\n",
        "\ud800",
        "\x00",
        "x" * 50,
        "é",
        "漢",
        "🙂",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=200))


def clean(text: str, **fields: object) -> Document:
    return RulesCleaner().clean([Article(id="article:t", text=text, **fields)])[0]  # type: ignore[arg-type]


def check(document: Document) -> None:
    """What holds for every document: exact maps, edits that tell the whole difference, blocks in order."""
    source, text = document.article.text, document.text
    for out, at, length in document.text_map:
        assert length > 0
        assert text[out : out + length] == source[at : at + length]
    rebuilt, at = "", 0
    for edit in document.edits:
        assert source[edit.at : edit.at + len(edit.before)] == edit.before
        assert edit.rule
        rebuilt += source[at : edit.at] + edit.after
        at = edit.at + len(edit.before)
    assert (rebuilt + source[at:])[: len(text)] == text
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(text)
        shown = block.span.of(text)
        assert shown == shown.strip()
        end = block.span.end


@settings(deadline=None, max_examples=200)
@given(TEXTS, st.sampled_from(["text/plain", "text/markdown", "text/html"]))
def test_maps_and_blocks_hold_for_any_text(text: str, media_type: str) -> None:
    document = clean(text, media_type=media_type, language="en")
    check(document)
    document.text.encode("utf-8")


@settings(deadline=None, max_examples=100)
@given(TEXTS)
@hypothesis_example("PARIS (AFP) -  &amp;")  # two spaces after a dateline
def test_raw_text_is_left_exactly_as_it_is(text: str) -> None:
    document = clean(text, raw=True, language="en")
    assert document.text == text
    assert document.text_map == (((0, 0, len(text)),) if text else ())
    assert document.edits == ()
    check(document)


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_a_cleaned_text_stays_as_it_is(text: str) -> None:
    """Not for every text (`&amp;amp;`), but the words do not move about."""
    once = clean(text, language="en").text
    assert "\r" not in once
    assert "\u00a0" not in once
    assert "  " not in once


def test_the_parts_of_an_article() -> None:
    text = f"Minister goes\n\nBy Jane Doe\n\nPARIS, March 3 (AFP) - {ENGLISH}\n\n{ENGLISH}\n\nLeave a Reply\n\nYour email address will not be published."
    document = clean(text)
    assert [b.kind for b in document.blocks] == [
        "headline",
        "byline",
        "dateline",
        "text",
        "text",
        "boilerplate",
        "boilerplate",
    ]
    assert (document.byline, document.dateline, document.dateline_place, document.dateline_source) == (
        "Jane Doe",
        "PARIS, March 3 (AFP)",
        "PARIS",
        "AFP",
    )
    assert document.language == "en"
    assert document.problems == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le ministre a démissionné lundi après que l'armée a refusé d'ouvrir le port, selon un porte-parole.", "fr"),
        ("Министр ушёл в отставку в понедельник после того, как армия отказалась открыть порт.", "ru"),
        ("استقال الوزير يوم الاثنين بعد أن رفض الجيش فتح الميناء، بحسب متحدث باسم الحكومة.", "ar"),
        ("部長は軍が港を開くことを拒否したため、月曜日に辞任したと報道官が述べた。", "ja"),
    ],
)
def test_a_language_that_is_not_supported_says_so(text: str, language: str) -> None:
    document = clean(text)
    assert document.language == language
    assert [p.code for p in document.problems] == ["unsupported_language"]
    assert language in document.problems[0].message
    assert "supported: en" in document.problems[0].message
    assert document.blocks == ()


def test_the_declared_language_wins_and_a_mismatch_is_told() -> None:
    text = "Le ministre a démissionné lundi après que l'armée a refusé d'ouvrir le port, selon un porte-parole."
    document = clean(text, language="en-GB")
    assert (document.language, [p.code for p in document.problems]) == ("en", ["language_mismatch"])
    assert document.blocks
    assert [p.code for p in clean(ENGLISH, language="French").problems] == ["unsupported_language"]


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\u200b", "—…!"])
def test_no_text_is_a_problem(text: str) -> None:
    document = clean(text)
    assert [p.code for p in document.problems] == ["empty"]
    assert document.blocks == ()


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    document = clean(ENGLISH + "\n\n" + "The army left the town. " * 12_000)
    assert [p.code for p in document.problems] == ["too_long"]
    assert str(LIMIT) in document.problems[0].message
    assert len(document.text) <= LIMIT
    check(document)


def test_short_english_is_not_taken_for_another_language() -> None:
    for text in (
        "Army takes port",
        "Haftar met Sarraj in Abu Dhabi",
        "Ankara denies raid on Idlib",
        "Obrador visits Petén",
    ):
        assert clean(text).problems == ()


@pytest.mark.corpus
def test_naughty_strings() -> None:
    path = DATA / "hostile" / "blns.json"
    if not path.is_file():
        pytest.skip(f"no {path}; set SAYSO_DATA")
    strings = json.loads(path.read_text("utf-8"))
    for document in RulesCleaner().clean([Article(id="article:t", text=s) for s in strings]):
        check(document)
    for document in RulesCleaner().clean(
        [Article(id="article:t", text=f"{ENGLISH}\n\n{s}\n\n{ENGLISH}") for s in strings]
    ):
        check(document)
        assert {p.code for p in document.problems} <= {"unsupported_language"}


@pytest.mark.parametrize(
    "piece",
    ["\u00a0", "``", "''a", '" ', "“ ", "&amp;", "- \n", "a-\n", "\n", "(", "By A ", "PARIS, ", "Ã©", "[", "[a](", "![", "**a", "_a ", "<!--", "`", "\\", "|", "A.", "> ", "> \n"],
)  # fmt: skip
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    for media_type in ("text/plain", "text/markdown"):
        times = []
        for size in (20_000, 80_000):
            text = piece * (size // len(piece))
            spent = []
            for _ in range(2):  # the better of two, since other work on the machine only ever adds time
                start = time.process_time()
                clean(text, media_type=media_type, language="en")
                spent.append(time.process_time() - start)
            times.append(min(spent))
        assert times[1] < max(0.6, 10 * times[0])  # four times the text; a square would be 16
