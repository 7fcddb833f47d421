"""What holds for every reading of every text: spans, maps, chains, ids, bytes, export, and no exception.

Articles come from a small grammar of news sentences with nested quotation, mixed with any characters; where CI is set the
same examples are drawn every time (see conftest.py).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.codec import compact, read_schema, reading_to_dict
from sayso.ingest import article_from_text
from sayso.model import Article, Reading
from sayso.reader import BATCH, Reader

VALIDATOR = jsonschema.Draft202012Validator(read_schema())
Json = dict[str, Any]
OUTLET = "Example News"
DATE = "2019-04-11"

# ---------------------------------------------------------------------- articles
PARTIES = (
    *("Russia", "the Sudanese army", "Kurdish fighters", "President Macron", "the foreign minister of Egypt", "police"),
    *(
        "Boko Haram",
        "the United Nations",
        "they",
        "thousands of students",
        "Haftar",
        "the Houthis",
        "gunmen",
        "we",
        "Algiers",
    ),
)
DEEDS = (
    *(
        "bombed a hospital",
        "arrested two journalists",
        "met the UN envoy",
        "held talks with Iran",
        "expelled a diplomat",
    ),
    *("killed at least 27 people", "will attack the airport", "may have shelled the town", "marched against the junta"),
    *("threatened to close the border", "called on Turkey to withdraw", "rejected the offer", "sent aid to Yemen"),
    *("denied any role in the massacre", "accused Israel of the strikes", "did not fire on the crowd", "did the same"),
    *("was attacked by militants", "claimed responsibility for the attack", "released 30 hostages", "imposed a curfew"),
)
WHERE = ("", " in Idlib", " near the border with Chad", " in Paris", " outside the ministry in Mogadishu")
WHEN = (
    "",
    " on Monday",
    " last week",
    " in 2015 and 2016",
    " overnight",
    " two days before the offensive",
    " since May 2017",
)
SOURCES = (
    *(
        "Reuters",
        "the mayor of Donetsk",
        "a military source",
        "the same source",
        "the newspaper",
        "army spokesman Paul Njuguna",
    ),
    *("Al-Jarida", "two officials who asked not to be named", "a statement", "he", "the ministry", "El Watan"),
)
SAYS = ("said", "told Reuters", "denied", "reported", "claimed", "added", "warned", "does not rule out")
ODD = st.text(st.characters(), max_size=25)  # any character, half ones too


@st.composite
def clauses(draw: st.DrawFn) -> str:
    doer, deed = draw(st.sampled_from(PARTIES)), draw(st.sampled_from(DEEDS))
    return f"{doer} {deed}{draw(st.sampled_from(WHERE))}{draw(st.sampled_from(WHEN))}"


def quoted(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A clause laid to somebody, which may itself be laid to somebody."""
    source, says = st.sampled_from(SOURCES), st.sampled_from(SAYS)
    marks = st.sampled_from(("“”", '""', "‘’", "«»", "''", "“ "))
    return st.one_of(
        st.builds(lambda s, v, c: f"{s} {v} that {c}", source, says, inner),
        st.builds(lambda s, v, c: f"{c}, {s} {v}", source, says, inner),
        st.builds(lambda s, c: f"according to {s}, {c}", source, inner),
        st.builds(lambda s, v, c, m: f"{s} {v}: {m[0]}{c}{m[1]}", source, says, inner, marks),
        st.builds(lambda s, c, t: f"{s} reported, quoting {t}, that {c}", source, inner, source),
        st.builds(lambda c, d: f"{c} after {d}", inner, clauses()),
        st.builds(lambda c: f"if {c}, the army will strike", inner),
    )


SENTENCES = st.builds(
    lambda text, end: text[:1].upper() + text[1:] + end,
    st.recursive(clauses(), quoted, max_leaves=4),
    st.sampled_from((".", ".", ".", "?", "!", "...", ".”")),
)
NEWS = st.builds(
    lambda head, body, join: head + join.join(body),
    st.sampled_from(("", "PARIS (AFP) - ", "Army bombs town, Reuters says\n\n", "By Ann Writer\n", "# Title\n\n")),
    st.lists(SENTENCES, min_size=1, max_size=5),
    st.sampled_from((" ", "\n\n", "\n", "  \t")),
)
SPOILED = st.builds(  # odd characters within the news
    lambda news, odd, at: news[: int(at * len(news))] + odd + news[int(at * len(news)) :],
    NEWS,
    ODD,
    st.floats(0, 1),
)
ARTICLES = st.one_of(NEWS, SPOILED)


@cache
def reader() -> Reader:
    return Reader()


def article(text: str) -> Article:
    return article_from_text(text, outlet=OUTLET, date=DATE, language="en")


def read(text: str) -> Reading:
    (reading,) = reader().read_articles([article(text)])
    return reading


def whole(reading: Reading) -> Json:
    """The full object as a user gets it, through bytes."""
    found: Json = json.loads(compact(reading_to_dict(reading, full=True)))
    return found


# ---------------------------------------------------------------------- properties
def objects(value: Any) -> Iterator[Json]:
    """Every JSON object within a value."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def wrong_spans(found: Json) -> list[Json]:
    """Objects whose span is not the slice that they name, or lies outside the text."""
    text = found["text"] or ""
    out = []
    for thing in objects(found):
        span = thing.get("span")
        if span is None:
            continue
        inside = 0 <= span[0] <= span[1] <= len(text)
        if not inside or ("text" in thing and thing["text"] != (text[slice(*span)] or None)):
            out.append(thing)
    return out


def status_of(c: Json) -> str:
    """The derivation of the contract, in its order."""
    steps = (
        ("denied", c["polarity"] == "negative"),
        ("hypothetical", c["modality"] == "hypothetical"),
        ("future", c["modality"] == "future"),
        ("hedged", c["certainty"] != "certain"),
        ("reported", len(c["chain"]) > 1 and not c["self_report"]),
    )
    return next((name for name, holds in steps if holds), "asserted")


def check_claims(found: Json) -> None:
    actors = {actor["id"] for actor in found["actors"]}
    for c in found["claims"]:
        assert c["status"] == status_of(c)
        assert not (c["export"] and c["status"] in ("hedged", "denied", "future", "hypothetical"))
        assert not (c["export"] and c["chain"][-1]["scope"] == "presupposed")
        assert (c["chain"][0]["name"], c["chain"][0]["kind"]) == (OUTLET, "outlet")
        assert c["root"] == c["chain"][-1]["name"]
        assert all(a["id"] != b["id"] for a, b in pairwise(c["chain"])), "a source quotes itself"
        assert {p["id"] for p in c["participants"]} <= actors
        assert all(p["inferred"] for p in c["participants"] if p["span"] is None)
        assert found["events"][c["event"]]["trigger"] == c["trigger"]
        assert found["events"][c["event"]]["why_not"] is None
        when = c["when"] or {}
        assert not (when.get("earliest") and when.get("latest")) or when["earliest"] <= when["latest"]
    assert len({c["id"] for c in found["claims"]}) == len(found["claims"]), "two claims with one id"
    starts = [c["trigger"]["span"][0] for c in found["claims"]]
    assert starts == sorted(starts)


def check_attributions(found: Json) -> None:
    parents = [a["parent"] for a in found["attributions"]]
    for k in range(len(parents)):
        seen, at = {k}, parents[k]
        while at is not None:
            assert at not in seen, "an attribution that quotes itself"
            seen.add(at)
            at = parents[at]


def check_text_map(reading: Reading) -> None:
    """Every run carries kept characters back; runs stand in order and do not overlap; repaired ones are edits."""
    if reading.document is None:
        return
    document, given = reading.document, reading.article.text
    last_out = last_in = 0
    for out, at, length in document.text_map:
        assert length > 0
        assert out >= last_out
        assert at >= last_in
        assert document.text[out : out + length] == given[at : at + length]
        last_out, last_in = out + length, at + length
    assert last_out <= len(document.text)
    assert last_in <= len(given)


def check(reading: Reading) -> Json:
    found = whole(reading)
    VALIDATOR.validate(found)
    assert wrong_spans(found) == []
    check_claims(found)
    check_attributions(found)
    check_text_map(reading)
    presupposed = [c.id for c in reading.claims if c.event.presupposed and c.export]
    assert presupposed == []
    assert not any(p.code == "internal" for p in reading.problems), reading.problems
    return found


@given(ARTICLES)
@settings(max_examples=120)
def test_readings_of_news_hold_all_that_is_promised(text: str) -> None:
    check(read(text))


@given(st.text(st.characters(), max_size=400))
@settings(max_examples=80)
def test_readings_of_any_characters_do_so_too(text: str) -> None:
    check(read(text))


@given(NEWS)
@settings(max_examples=30)
def test_same_bytes_in_same_bytes_out(text: str) -> None:
    first, second = (compact(reading_to_dict(read(text), full=True)) for _ in range(2))
    assert first == second


@given(
    st.lists(
        st.one_of(ARTICLES, st.sampled_from(("", " \n", "Le président a rencontré mardi le chancelier à Paris."))),
        max_size=BATCH + 2,
    )
)
@settings(max_examples=12)
def test_results_do_not_depend_on_the_batch(texts: list[str]) -> None:
    together = list(reader().read_articles(article(text) for text in texts))
    assert [r.article.id for r in together] == [article(text).id for text in texts]
    assert [whole(r) for r in together] == [whole(read(text)) for text in texts]


@given(ARTICLES, st.sampled_from(PARTIES))
@settings(max_examples=20)
def test_nothing_is_carried_from_one_article_to_the_next(text: str, party: str) -> None:
    """A pronoun does not find its antecedent in the article before."""
    alone = whole(read("He said they arrested two men in Cairo on Monday."))
    read(text)
    first, second = reader().read_articles(
        [article(f"{party} spoke. {text}"), article("He said they arrested two men in Cairo on Monday.")]
    )
    assert first.article.id != second.article.id
    assert whole(second) == alone


@given(NEWS)
@settings(max_examples=25)
def test_raw_text_is_not_touched(text: str) -> None:
    (reading,) = reader().read_articles([article_from_text(text, outlet=OUTLET, date=DATE, language="en", raw=True)])
    assert reading.document is not None
    assert reading.document.text == text
    check(reading)


def test_the_checks_can_fail() -> None:
    """The properties are worth something only if damage is seen."""
    good = read("Reuters said that Russian warplanes bombed a hospital in Idlib on Monday.")
    found = check(good)
    assert found["claims"]
    moved = json.loads(json.dumps(found))
    moved["claims"][0]["trigger"]["span"][0] += 1
    assert wrong_spans(moved)
    for key, value in (("status", "denied"), ("root", "Nobody"), ("chain", found["claims"][0]["chain"][1:])):
        bent = json.loads(json.dumps(found))
        bent["claims"][0][key] = value
        with pytest.raises(AssertionError):
            check_claims(bent)
    loop = {"attributions": [{"parent": 1}, {"parent": 0}]}
    with pytest.raises(AssertionError, match="quotes itself"):
        check_attributions(loop)


# ---------------------------------------------------------------------- naughty input
SENTENCE = "Egyptian police arrested two journalists in Cairo on Monday, Reuters reported. "
NAUGHTY = {
    "empty": "",
    "white space": " \t\r\n\u00a0\u2003\u2028 ",
    "NUL": "\0\0\0",
    "NUL within news": SENTENCE.replace(" two", " \0two") * 2,
    "lone surrogates": "\ud800\udfff " + SENTENCE + "\udc00",
    "byte order mark": "\ufeff" + SENTENCE,
    "right to left marks": "\u202e" + SENTENCE + "\u202c\u2066" + SENTENCE,
    "zero width": "\u200b".join(SENTENCE * 2),
    "zero width joiners between words": SENTENCE.replace(" ", "\u200d "),
    "combining marks": "a" + "\u0301" * 5000 + " " + SENTENCE,
    "emoji": "👩‍👩‍👧‍👦🇺🇳🏴‍☠️" * 40,
    "emoji within news": SENTENCE.replace("Cairo", "Cairo 🇪🇬"),
    "one huge word": "a" * 100_000,
    "one huge sentence": "the army and " * 4000 + "the police arrested two men.",
    "long text": SENTENCE * 3800,  # about 300 kB
    "quotation marks only": "“" * 3000,
    "nested quotation marks": "“‘" * 500 + SENTENCE + "’”" * 500,
    "unclosed quotation": "“" + SENTENCE * 30,
    "brackets": "(" * 3000 + SENTENCE + ")" * 3000,
    "full stops": "." * 20_000,
    "line ends": "\n" * 20_000 + SENTENCE,
    "carriage returns": SENTENCE.replace(" ", "\r") * 3,
    "numbers": "9" * 5000 + " people were killed in Cairo on Monday. " + "1,000," * 3000,
    "superscript figures": "¹ ² ½ ⅔ Ⅷ ① ٣ people were killed in Cairo on Monday. " + SENTENCE,
    "date-like": "On 99/99/9999 and 0000-00-00 and February 31, 2019 police arrested two men in Cairo.",
    "markup": "<script>alert(1)</script> <p>" + SENTENCE + "</p>" * 50,
    "format strings": "%s%n{0}{{}}${jndi:ldap://x.example} " + SENTENCE,
    "control characters": "".join(map(chr, range(32))) + SENTENCE,
    "astral letters": "𝐏𝐨𝐥𝐢𝐜𝐞 𝐚𝐫𝐫𝐞𝐬𝐭𝐞𝐝 𝐭𝐰𝐨 𝐦𝐞𝐧. " + SENTENCE,
    "ligatures": "The ﬁghters ﬂed to the oﬃce. " + SENTENCE,
    "said said said": "said " * 3000 + ".",
    "French": "Le président de la République a rencontré mardi à Paris le chancelier allemand pour parler de la guerre.",
    "Arabic": "التقى الرئيس المصري يوم الاثنين في القاهرة وزير الخارجية السعودي لبحث الأزمة في السودان.",
    "Chinese": "中国外交部长星期一在北京会见了俄罗斯外交部长，双方讨论了叙利亚局势。",
    "Russian": "Президент России встретился в понедельник в Москве с президентом Турции и обсудил войну в Сирии.",
}
UNSUPPORTED = ("French", "Arabic", "Chinese", "Russian")
NOTHING = ("empty", "white space")


def read_as_found(text: str) -> Reading:
    """As a user reads it: the language is not given."""
    (reading,) = reader().read_articles([article_from_text(text, outlet=OUTLET, date=DATE)])
    return reading


def naughty(name: str) -> Any:
    return pytest.param(name, marks=[pytest.mark.slow] if name == "long text" else [])


@pytest.mark.parametrize("name", [naughty(name) for name in NAUGHTY])
def test_naughty_text_ends_in_a_reading_or_a_clear_problem(name: str) -> None:
    reading = read_as_found(NAUGHTY[name])
    found = check(reading)
    assert reading.outcome in ("coded", "no-event", "problem")
    assert all(p["message"] and p["stage"] for p in found["problems"])
    codes = {p.code for p in reading.problems}
    if name in NOTHING:
        assert "empty" in codes
    if name in UNSUPPORTED:
        assert "unsupported_language" in codes
        assert any("language" in p.message for p in reading.problems)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "NUL within news",
            "lone surrogates",
            "byte order mark",
            "zero width joiners between words",
            "emoji within news",
        ),
        *("line ends", "format strings", "carriage returns", "control characters"),
    ],
)
def test_news_amid_rubbish_is_still_read(name: str) -> None:
    assert "COERCE" in {claim.event.type for claim in read_as_found(NAUGHTY[name]).claims}


@pytest.mark.parametrize(
    "published",
    [
        *(None, "", "0001-01-01", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2019-13-45", "10000-01-01"),
        *("2019-04-11T25:00:00Z", "2019-04-11T10:00:00+99:99", "April 11, 2019", "x" * 10_000, "\0", "\ud800"),
    ],
)
@pytest.mark.parametrize(
    "outlet", ["El Watan", None, "", "http://www.reuters.com/x?y=1", "a." * 5000 + "com", "\ud800"]
)
def test_any_day_and_outlet_of_an_article_will_do(published: str | None, outlet: str | None) -> None:
    """They are as some feed gives them, or as a program puts them into an `Article`."""
    text = (
        f"BEIRUT, Dec 30 - {SENTENCE}In the 1st century it was burnt; two years earlier, last Easter and next year too."
    )
    odd = replace(article(text), published_at=published, outlet=outlet)
    (reading,) = reader().read_articles([odd])
    assert not any(p.code == "internal" for p in reading.problems), reading.problems
    assert reading.events


def test_good_and_bad_articles_together() -> None:
    """A run over everything at once keeps its order and gives one reading for each."""
    short = {name: text for name, text in NAUGHTY.items() if len(text) < 20_000}
    texts = [text for bad in short.values() for text in (SENTENCE, bad)]
    readings = list(reader().read_articles(article_from_text(text, outlet=OUTLET, date=DATE) for text in texts))
    assert [r.article.id for r in readings] == [article_from_text(t, outlet=OUTLET, date=DATE).id for t in texts]
    assert {r.outcome for r in readings[::2]} == {"coded"}


def test_claims_of_a_story_told_twice_have_two_ids() -> None:
    """The same sentence again is another piece of evidence, not another id for the same."""
    reading = read(SENTENCE * 2)
    ids = [claim.id for claim in reading.claims]
    assert len(ids) == len(set(ids))


def test_bytes_do_not_depend_on_the_process() -> None:
    """Sets are ordered by a secret of the process; none of that may reach the output."""
    code = "import sys, sayso, sayso.codec as c; r = sayso.read(sys.stdin.read(), outlet='x', date='2019-04-11')"
    code += "; sys.stdout.buffer.write(c.compact(c.reading_to_dict(r, full=True)))"
    text = f"{SENTENCE}They were freed on Tuesday after talks between Egypt, Iran and the UN envoy in Amman, the same source said."
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=text.encode(),
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
