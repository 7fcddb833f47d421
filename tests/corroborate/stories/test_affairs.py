"""Stories: what holds together, what stays apart, and that nothing depends on the order of arrival."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.corroborate.index import MemoryIndex
from sayso.corroborate.stories import SPACE, candidates, cluster, features, group, story_keys, story_of
from sayso.model.ids import content_id
from sayso.model.ledger import Report
from tests.corroborate.stories.factory import ALL, HARBOUR_A, HARBOUR_B, HARBOUR_C, MILL_A, STRIKE_A, VOTE_A, report

HARBOUR_STORY = tuple(sorted((HARBOUR_A.id, HARBOUR_B.id, HARBOUR_C.id)))
SINGLE = [(a.id,) for a in (MILL_A, STRIKE_A, VOTE_A)]
NAMES = [f"{a}{b}{c}" for a in ("Bel", "Kor", "Tas", "Vim") for b in ("ad", "el", "or") for c in ("in", "uk", "esh")]
DEEDS = ("ferry sank", "bridge collapsed", "strike began", "court ruled", "dam burst", "convoy left")


def test_one_affair_over_days_holds_together_and_two_of_a_kind_stay_apart() -> None:
    assert set(cluster(ALL)) == {HARBOUR_STORY, *SINGLE}


def test_a_story_is_reopened_by_a_later_article_that_is_strongly_tied() -> None:
    found = story_of([HARBOUR_C, HARBOUR_A, HARBOUR_B])
    assert found.reopened
    assert found.articles == (HARBOUR_A.id, HARBOUR_B.id, HARBOUR_C.id)
    assert (found.first_at, found.last_at) == ("2019-06-04", "2020-02-11")
    assert not story_of([HARBOUR_A, HARBOUR_B]).reopened


def test_a_day_that_only_the_address_names_reopens_a_story() -> None:
    undated = report("undated", HARBOUR_C.text, url="https://coast.example/2020/02/11/silo")
    assert story_of([HARBOUR_A, replace(undated, published=None)]).reopened
    assert not story_of([HARBOUR_A, Report(id="article:none", text=HARBOUR_C.text)]).reopened


def test_a_page_that_shows_a_notice_is_joined_by_its_headline() -> None:
    notice = report("notice", "Already a subscriber? Click here.", title="Dockers killed in Port Velmar silo fire")
    assert cluster([HARBOUR_A, MILL_A, notice])[0] == tuple(sorted((HARBOUR_A.id, notice.id)))


def test_a_story_is_named_after_its_first_article() -> None:
    found = story_of([HARBOUR_B, HARBOUR_A])
    assert found.id == content_id("story", HARBOUR_A.id)
    assert found.title == "Three dockers killed in silo fire at Port Velmar"


def test_the_title_of_a_long_story_is_of_the_article_nearest_to_all() -> None:
    vague = report("harbour-0", HARBOUR_A.text, "2019-06-03", title="A night that nobody here will forget")
    assert story_of([vague, HARBOUR_A, HARBOUR_B, HARBOUR_C]).title != vague.title


def test_articles_without_a_title_give_their_first_line() -> None:
    assert story_of([Report(id="article:x", text="Ferry sinks\nIt sank.")]).title == "Ferry sinks"


@st.composite
def written(draw: st.DrawFn) -> list[Report]:
    """Articles on some affairs, each with its own names, told on days near or far."""
    reports = []
    for n in range(draw(st.integers(2, 9))):
        affair = draw(st.integers(0, 3))
        own = random.Random(affair)
        place, person, other, deed = *own.sample(NAMES, 3), own.choice(DEEDS)
        day = draw(st.sampled_from(("2019-06-01", "2019-06-02", "2019-06-04", "2019-06-20")))
        extra = draw(st.sampled_from(("Nobody was hurt.", f"{other} called for calm.", "Schools stayed closed.")))
        text = (
            f"The {deed} in {place}, said {person} {other} on Saturday. {person} of {place} blamed the weather. {extra}"
        )
        reports.append(report(f"{n:02d}", text, day, title=f"{deed.capitalize()} in {place}, says {person}"))
    return reports


@settings(max_examples=60, deadline=None)
@given(written(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_any_order_and_any_chunks_give_the_same_stories(reports: list[Report], order: random.Random, size: int) -> None:
    whole = cluster(reports)
    shuffled = list(reports)
    order.shuffle(shuffled)
    assert cluster(shuffled) == whole
    index, articles = MemoryIndex(), {}
    for at in range(0, len(shuffled), size):
        for one in shuffled[at : at + size]:
            articles[one.id] = features(one)
            index.add(SPACE, one.id, articles[one.id].day, story_keys(articles[one.id]))
        online = group(articles, index)
    assert online == whole
    by_id = {r.id: r for r in reports}
    ids = [story_of([by_id[i] for i in order.sample(members, len(members))]).id for members in online]
    assert ids == [story_of([by_id[i] for i in members]).id for members in whole]


@settings(max_examples=40, deadline=None)
@given(written())
def test_an_unrelated_article_changes_no_story(reports: list[Report]) -> None:
    assert set(cluster([*reports, VOTE_A])) == {*cluster(reports), (VOTE_A.id,)}


@settings(max_examples=40, deadline=None)
@given(written())
def test_every_article_stands_in_exactly_one_story(reports: list[Report]) -> None:
    found = cluster(reports)
    assert sorted(i for members in found for i in members) == sorted(r.id for r in reports)


def test_candidates_are_of_the_window_or_share_telling_words() -> None:
    index = MemoryIndex()
    for one in ALL:
        read = features(one)
        index.add(SPACE, one.id, read.day, story_keys(read))
    assert HARBOUR_C.id in candidates(index, features(HARBOUR_A))  # eight months later
    assert VOTE_A.id not in candidates(index, features(HARBOUR_A))


def test_long_stories_are_joined_by_some_of_their_articles() -> None:
    many = [
        report(f"day-{n:03d}", HARBOUR_A.text, f"2019-06-{1 + n // 4:02d}", title=HARBOUR_A.title) for n in range(60)
    ]
    assert len(cluster(many)) == 1
