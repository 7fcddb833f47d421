"""Keys find the articles that share text or news, and are the same on every machine."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sayso.corroborate.copies import Signature, add_to, candidates, signature
from sayso.corroborate.index import MemoryIndex
from sayso.model.ledger import Report
from tests.corroborate.copies.reports import FLOOD, OTHER_ACCOUNT, WIRE, claim, outlet_link, report

SENTENCE = "Cranes stood idle through the morning while pickets burned pallets at the western gate"


def found(one: Report, other: Report) -> bool:
    index = MemoryIndex()
    add_to(index, one, signature(one))
    return one.id in candidates(index, other, signature(other))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(WIRE, id="the whole text"),
        pytest.param(f"Nobody was surprised.\n\n{WIRE}", id="a new lead"),
        pytest.param("\n\n".join(reversed(WIRE.split("\n\n"))), id="paragraphs in another order"),
        pytest.param(f"{FLOOD}\n\n{SENTENCE}.", id="one sentence of fourteen words"),
        pytest.param(
            FLOOD + " “We have waited fourteen months for an offer that pays,” one said.", id="a quotation of ten words"
        ),
        pytest.param(WIRE.upper().replace("“", '"').replace("”", '"'), id="capitals and other marks"),
    ],
)
def test_taken_text_is_found(text: str) -> None:
    assert found(report("1", WIRE, "Northern Wire"), report("2", text, "Lantern Daily"))


def test_other_words_of_one_event_are_not() -> None:
    assert not found(report("1", WIRE), report("2", OTHER_ACCOUNT))


ONE_PRINT = f"{FLOOD}\n\n{SENTENCE.rsplit(' ', 2)[0]}."


@pytest.mark.parametrize(("day", "text", "expected"), [
    pytest.param("2024-03-10", ONE_PRINT, True, id="some words, days later"),
    pytest.param("2024-09-10", ONE_PRINT, False, id="some words, half a year later"),
    pytest.param("2024-09-10", WIRE, True, id="the whole, half a year later"),
    pytest.param("2024-09-10", f"{FLOOD}\n\n{WIRE[:330]}", True, id="a paragraph, half a year later"),
    pytest.param(None, ONE_PRINT, True, id="some words, nobody knows when"),
])  # fmt: skip
def test_far_apart_more_than_one_print_must_be_shared(day: str | None, text: str, expected: bool) -> None:
    wire = report("1", WIRE, "Northern Wire", "2024-03-04")
    other = report("2", text, "Lantern Daily", day)
    assert found(wire, other) is expected


def test_a_flood_is_found_by_its_near_duplicates_alone() -> None:
    index = MemoryIndex()
    for n in range(70):
        one = report(f"{n:02}", WIRE, f"Gazette {n}", "2024-03-04")
        add_to(index, one, signature(one))
    quoting = report("q", f"{FLOOD}\n\n{SENTENCE}.", "Lantern Daily", "2024-03-04")
    add_to(index, quoting, signature(quoting))
    new = report("new", WIRE, "Northern Wire", "2024-03-05")
    near = candidates(index, new, signature(new))
    assert len(near) == 64
    assert quoting.id not in near


def test_a_retelling_is_found_by_the_medium_that_it_cites_whichever_comes_first() -> None:
    wire = report("1", WIRE, "Northern Wire")
    told = report(
        "2", "Some 2,400 dockers of Port Maren are on strike, according to the Northern Wire.", "Lantern Daily"
    )
    assert found(wire, told)
    assert found(told, wire)


def test_a_retelling_is_found_by_a_medium_that_only_a_chain_names() -> None:
    wire = report("1", WIRE, "WAM")
    told = report("2", "Port Maren is shut. The Emirati agency counted 2,400 strikers at Maren.", "Lantern Daily")
    index = MemoryIndex()
    add_to(index, wire, signature(wire))
    chain = claim(told, "The Emirati agency counted 2,400 strikers at Maren.", outlet_link("WAM", "agency"))
    assert wire.id in candidates(index, told, signature(told, [chain]))


def test_stock_phrases_are_no_keys() -> None:
    one = report("1", "The ministry did not immediately respond to a request for comment.")
    other = report("2", "The firm did not immediately respond to a request for comment.")
    assert not set(signature(one).prints) & set(signature(other).prints)


def test_keys_fit_in_63_bits_and_do_not_hang_on_the_hash_seed() -> None:
    own = signature(report("1", WIRE, "Northern Wire"))
    keys = [key for _, of in own.spaces for key in of]
    assert keys
    assert all(0 <= key < 1 << 63 for key in keys)
    script = (
        "from sayso.corroborate.copies import signature; from tests.corroborate.copies.reports import WIRE, report;"
        "print(hash(signature(report('1', WIRE, 'Northern Wire')).prints), sorted(signature(report('1', WIRE)).bands)[0])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert told == {f"{hash(own.prints)} {min(own.bands)}\n"}


@pytest.mark.parametrize("text", ["", "   ", "!!!", "Yes", "我们在这里", "تم توقيع الاتفاق اليوم"])
def test_short_and_foreign_texts_have_a_signature(text: str) -> None:
    own = signature(report("1", text))
    assert isinstance(own, Signature)
    assert (own.algorithm, own.permutations, own.version) == ("rensa.RMinHash", 128, "1")


def test_keys_per_article_are_bounded() -> None:
    own = signature(report("1", WIRE * 8, "Northern Wire"))
    words = len((WIRE * 8).split())
    assert sum(len(keys) for _, keys in own.spaces) < words
