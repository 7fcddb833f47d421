#!/usr/bin/env python3
"""What four times as many articles cost across articles: copies, stories, and the whole derivation, with the store on disk.

    PYTHONPATH=. python benchmarks/growth.py [--days 20] [--a-day 100] [--repeats 3] [--stage NAME] [--json]

Articles are of our own making: invented affairs, each told anew, copied, abridged or quoted by invented outlets. As many a day
at N as at 4N; N has --days days, more than the window and enough to fill what the process keeps at hand. Sizes are run in turn (N, 4N, N, 4N, ...), each in a process of its
own; the figures are ratios of medians. CPU time, peak memory, comparisons an article;
the days before that fill the window, and filling the ledger, are not timed.
Bounds: CPU 3.8 to 4.4, memory at most 1.3, comparisons at most 1.2. Exit code 1 where one is missed.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from sayso.corroborate import copies, stories
from sayso.corroborate.grouping import agglomerate
from sayso.corroborate.index import day_number
from sayso.corroborate.stories.words import weights
from sayso.model import content_id
from sayso.model.ledger import Report
from sayso.rebuild import refresh
from sayso.store import Entry, InputRow, Store, StoredArticle, open_store

FIRST = date(2024, 1, 1)
LASTS = 3  # days in which an affair is told
ARTICLES_OF_AN_AFFAIR = 5
TIMES = 4
CPU_LEAST, CPU, MEMORY, COMPARISONS = 3.8, 4.4, 1.3, 1.2
STAGES = ("copies", "stories", "derivation")
KEPT = 600  # reports and features at hand, as the derivation keeps some days

SYLLABLES = [a + b for a in (*"bdfgklmnprstvz", "br", "dr", "kl", "tr") for b in (*"aeiou", "an", "el", "or")]
DEEDS = (
    ("ASSAULT", "shelled"),
    ("ASSAULT", "raided"),
    ("PROTEST", "marched on"),
    ("COERCE", "closed the road to"),
    ("ACCUSE", "accused"),
    ("AID", "sent medicine to"),
    ("CONSULT", "met envoys of"),
    ("THREATEN", "threatened"),
)
VOCABULARY = sorted(word for word, weight in weights().items() if 0.5 < weight < 7)
NAMES = ("actor", "other", "place", "town", "speaker")
LEADS = (
    "In {place}, {actor} {deed} {other}, according to {speaker}.",
    "{speaker} has confirmed that {actor} {deed} {other} close to {place}.",
    "It was {actor} that {deed} {other} in {place}, {speaker} told reporters.",
)


@lru_cache(maxsize=512)
def affair(number: int) -> dict[str, Any]:
    """The facts of one affair."""
    own = random.Random(number * 7919 + 1)

    def name(parts: int) -> str:
        return "".join(own.choice(SYLLABLES) for _ in range(parts)).capitalize()

    kind, deed = own.choice(DEEDS)
    bodies = [f"the {name(2)} {word.capitalize()}" for word in own.sample(VOCABULARY, 2)]
    facts = {"actor": bodies[0], "other": bodies[1], "place": name(3), "town": name(3)}
    more = {"speaker": f"{name(2)} {name(3)}", "n": own.randint(3, 90), "theme": own.sample(VOCABULARY, 12)}
    return facts | more | {"kind": kind, "deed": deed}


@lru_cache(maxsize=512)
def wire(number: int) -> tuple[str, ...]:
    """The sentences of the report that an agency put out."""
    facts = affair(number)
    own = random.Random(number)
    first = "{actor} {deed} {other} at {place} on the night before, {speaker} said, and {n} people left {town}."
    return (_said(first, facts), *(_sentence(facts, own) for _ in range(7)))


def _said(template: str, facts: dict[str, Any]) -> str:
    text = template.format(**facts)
    return text[0].upper() + text[1:]


def article(number: int, a_day: int, more: int = 0) -> Report:
    """Article `number`: whichever way its outlet tells one of the affairs of its days, with so many sentences more."""
    own = random.Random(number * 104729 + 7)
    day = number // a_day
    begun = max(0, day - own.randrange(LASTS))
    affairs = max(1, a_day // ARTICLES_OF_AN_AFFAIR)
    which = begun * affairs + own.randrange(affairs)
    facts, told = affair(which), wire(which)
    outlet = f"{own.choice(SYLLABLES).capitalize()} Example Herald {own.randrange(200)}"
    way = own.random()
    if way < 0.2:  # the wire's text, abridged and in another order
        kept = [told[0], *own.sample(told[1:], 5)]
    elif way < 0.4:  # a quotation taken over
        kept = [f"“{told[1]}” our reporter heard in {facts['town']}.", *_anew(facts, own, 4)]
    else:
        kept = _anew(facts, own, 6)
    longer = random.Random(number * 15485863 + 11)
    kept = [*kept, *(_sentence(facts, longer) for _ in range(more))]
    return Report(
        id=content_id("article", str(number)),
        text=" ".join(kept),
        title=f"{facts['place']}: {_said('{actor} {deed} {other}', facts)}",
        outlet=outlet,
        outlet_id=f"outlet:{outlet.lower().replace(' ', '-')}",
        published=(FIRST + timedelta(days=day)).isoformat() + f"T{own.randrange(24):02d}:{own.randrange(60):02d}:00Z",
        seen=(FIRST + timedelta(days=day + 1)).isoformat() + "T00:00:00Z",
        language="en",
    )


def _anew(facts: dict[str, Any], own: random.Random, sentences: int) -> list[str]:
    """The affair in other words: the same facts and theme, and no sentence that anyone else has."""
    return [_said(own.choice(LEADS), facts), *(_sentence(facts, own) for _ in range(sentences))]


def _sentence(facts: dict[str, Any], own: random.Random) -> str:
    """Words of news in no order, with two of the affair's theme and one of its names: prose enough for counting."""
    words = [*own.choices(VOCABULARY, k=14), *own.sample(facts["theme"], 2)]
    own.shuffle(words)
    words.insert(own.randrange(1, len(words)), facts[own.choice(NAMES)])
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


class Kept:
    """The last articles that were used, made again when they are asked for later: memory that does not grow."""

    def __init__(self, a_day: int) -> None:
        self.numbers: dict[str, int] = {}  # by id
        self.report = lru_cache(maxsize=KEPT)(lambda own: article(self.numbers[own], a_day))
        self.features = lru_cache(maxsize=KEPT)(lambda own: stories.features(self.report(own)))

    def of(self, number: int) -> str:
        """The id of an article by its number."""
        own = content_id("article", str(number))
        self.numbers[own] = number
        return own


def run_copies(store: Store, kept: Kept, numbers: range) -> int:
    """Signatures, candidates and comparisons of these articles; how many comparisons."""
    compared = 0
    for number in numbers:
        report = kept.report(kept.of(number))
        signature = copies.signature(report)
        with store.transaction():
            near = copies.candidates(store, report, signature)
            copies.add_to(store, report, signature)
        for other in near:
            copies.compare(report, kept.report(other))
        compared += len(near)
    return compared


def run_stories(store: Store, kept: Kept, numbers: range) -> int:
    """Features, candidates, pairs, and the stories around every hundred articles; how many comparisons."""
    compared, latest = 0, []
    for number in numbers:
        own = kept.of(number)
        found = kept.features(own)
        latest.append(own)
        with store.transaction():
            near = stories.candidates(store, found)
            store.add(stories.SPACE, own, found.day, stories.story_keys(found))
            store.add_pairs(stories.SPACE, [p for o in near if (p := stories.story_pair(found, kept.features(o)))])
        compared += len(near)
        if len(latest) == 100 or number == numbers[-1]:
            items, pairs = store.component(stories.SPACE, latest)
            features = {item: kept.features(item) for item in items}
            agglomerate(items, pairs, may_join=stories.may_join(features, pairs))
            latest = []
    return compared


def run_derivation(store: Store, _kept: Kept, _numbers: range) -> int:
    """All that is derived from the articles that are new in the ledger; how many comparisons."""
    return refresh(store).compared


def fill(store: Store, kept: Kept, numbers: range) -> None:
    """Puts these articles into the ledger, each with the claim that it makes."""
    run = store.begin_run("growth", "synthetic", {})
    for number in numbers:
        store.record(entry(run, kept.report(kept.of(number)), number))


def entry(run: str, report: Report, number: int) -> Entry:
    """An article as coding would record it."""
    of = InputRow(
        id=content_id("input", str(number)),
        source="growth",
        position=number,
        sha256=str(number),
        received_at=report.seen,
        state="coded",
    )
    kept = StoredArticle(
        id=report.id,
        text_hash=str(number),
        outlet=report.outlet,
        outlet_id=report.outlet_id,
        title=report.title,
        published_at=report.published,
        seen_at=report.seen,
        language="en",
        raw_text=report.text,
    )
    return Entry(run=run, input=of, article=kept, reading=reading(report))


def reading(report: Report) -> dict[str, Any]:
    """The contract's object with one claim, made of the words of the title."""
    place, _, rest = (report.title or "").partition(": ")
    deed = next(d for d in DEEDS if f" {d[1]} " in rest)
    actor, _, other = rest.partition(f" {deed[1]} ")
    day = (report.published or "")[:10]
    end = report.text.find(". ") + 1
    before = (date(2024, 1, 1) + timedelta(days=day_number(day) - day_number("2024-01-01") - 1)).isoformat()
    people = [
        {
            "role": role,
            "text": name,
            "span": None,
            "inferred": True,
            "id": f"actor:{name.lower().replace(' ', '-')}",
            "name": name,
            "kind": "group",
            "country": None,
            "sectors": [],
            "candidates": [],
        }
        for role, name in (("actor", actor), ("recipient", other))
    ]
    claim = {
        "id": content_id("claim", report.id),
        "sentence": {"index": 0, "span": [0, end], "text": report.text[:end]},
        "trigger": {"span": [0, min(end, 8)], "text": report.text[: min(end, 8)]},
        "type": deed[0],
        "mode": None,
        "contexts": [],
        "cameo": None,
        "quad": 4,
        "participants": people,
        "place": _place(place),
        "when": {
            "text": None,
            "span": None,
            "earliest": before,
            "latest": day,
            "granularity": "interval",
            "how": "publication",
            "historical": False,
        },
        "quantities": [],
        "content": None,
        "completion": None,
        "certainty": "certain",
        "polarity": "positive",
        "modality": "actual",
        "status": "reported",
        "chain": [_link(report.outlet or "", "outlet"), _link(f"spokesman of {other}", "person")],
        "root": f"spokesman of {other}",
        "self_report": False,
        "export": True,
        "confidence": 0.8,
        "origins": [],
    }
    about = {"id": report.id, "url": None, "outlet": report.outlet, "title": report.title, "byline": None}
    more = {"dateline": None, "published_at": report.published, "language": "en", "translated_from": None}
    text_map = [[0, 0, len(report.text)]]
    return {
        "schema": "sayso-read/1",
        "article": about | more,
        "text": report.text,
        "text_map": text_map,
        "claims": [claim],
        "problems": [],
    }


def _place(name: str) -> dict[str, Any]:
    unknown = dict.fromkeys(("country", "admin1", "lat", "lon", "geonames_id"))
    return {"text": name, "span": None, "name": name, **unknown, "precision": "city"}


def _link(name: str, kind: str) -> dict[str, Any]:
    prefix = "outlet" if kind == "outlet" else "actor"
    own = f"{prefix}:{name.lower().replace(' ', '-')}"
    more = {"country": None, "sectors": [], "kind": kind, "cue": None, "scope": "explicit", "candidates": []}
    return {"text": None, "span": None, "name": name, "id": own, **more}


RUNS: dict[str, Callable[[Store, Kept, range], int]] = {
    "copies": run_copies,
    "stories": run_stories,
    "derivation": run_derivation,
}


def measure(stage: str, size: int, a_day: int) -> dict[str, float]:
    """CPU seconds, peak memory and comparisons of one run in this process, over days that come after a full window."""
    kept, before = Kept(a_day), (stories.WINDOW + 1) * a_day
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder, "growth.db"), create=True)
        for numbers in (range(before), range(before, before + size)):
            if stage == "derivation":
                fill(store, kept, numbers)
            start = process_time()
            compared = RUNS[stage](store, kept, numbers)
            seconds = process_time() - start
        store.close()
    return {"cpu": seconds, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "compared": compared}


def apart(stage: str, size: int, a_day: int) -> dict[str, float]:
    """One run in a process of its own, so that its peak of memory is its own."""
    command = [sys.executable, __file__, "--measure", stage, str(size), "--a-day", str(a_day)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def grow(stage: str, size: int, a_day: int, repeats: int) -> dict[str, float]:
    """Medians of both sizes, run in turn, and the ratios."""
    small, large = [], []
    for _ in range(repeats):
        small.append(apart(stage, size, a_day))
        large.append(apart(stage, TIMES * size, a_day))
    one = {key: median(run[key] for run in small) for key in small[0]}
    four = {key: median(run[key] for run in large) for key in large[0]}
    return {
        "articles": size,
        "cpu_s": one["cpu"],
        "cpu_4n_s": four["cpu"],
        "ms_an_article": 1000 * four["cpu"] / (TIMES * size),
        "memory_mb": one["memory"],
        "memory_4n_mb": four["memory"],
        "compared": one["compared"] / size,
        "compared_4n": four["compared"] / (TIMES * size),
        "cpu_ratio": four["cpu"] / one["cpu"],
        "memory_ratio": four["memory"] / one["memory"],
        "compared_ratio": four["compared"] / TIMES / max(1, one["compared"]),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--days", type=int, default=20, help="days of N")
    options.add_argument("--a-day", type=int, default=100, help="articles a day")
    options.add_argument("--repeats", type=int, default=3)
    options.add_argument("--stage", choices=STAGES, action="append", help="again for more; all where none is named")
    options.add_argument("--json", action="store_true")
    options.add_argument("--measure", nargs=2, metavar=("STAGE", "SIZE"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure[0], int(given.measure[1]), given.a_day)))
        return
    found = {s: grow(s, given.days * given.a_day, given.a_day, given.repeats) for s in given.stage or STAGES}
    if given.json:
        print(json.dumps(found, indent=2))
    else:
        show(found)
    sys.exit(0 if all(map(within, found.values())) else 1)


def within(f: dict[str, float]) -> bool:
    """Whether one stage keeps to its bounds."""
    linear = CPU_LEAST <= f["cpu_ratio"] <= CPU
    return linear and f["memory_ratio"] <= MEMORY and f["compared_ratio"] <= COMPARISONS


def show(found: dict[str, dict[str, float]]) -> None:
    """One line a stage."""
    print(
        f"{'stage':<11}{'N':>6}{'CPU s':>8}{'4N':>8}{'ratio':>7}{'MB':>7}{'4N':>7}{'ratio':>7}{'compared':>10}{'4N':>7}"
    )
    for stage, f in found.items():
        print(
            f"{stage:<11}{f['articles']:>6.0f}{f['cpu_s']:>8.2f}{f['cpu_4n_s']:>8.2f}{f['cpu_ratio']:>7.2f}"
            f"{f['memory_mb']:>7.0f}{f['memory_4n_mb']:>7.0f}{f['memory_ratio']:>7.2f}"
            f"{f['compared']:>10.1f}{f['compared_4n']:>7.1f}"
        )


if __name__ == "__main__":
    main()
