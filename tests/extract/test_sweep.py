"""Recall of event coding on plain sentences of all types, and silence on everyday ones. All sentences are our own words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sayso.ingest import article_from_text
from sayso.model import Claim, Reading
from sayso.reader import Reader

HERE = Path(__file__).parent
LEAST_SHARE = 0.80  # of the sweep with an event of the right type by the right actor; measured 0.827
MOST_ALARMS = 5  # of 60 quiet sentences, those with an exported claim; measured 4
PARTIES = ("actor", "mediator", "host")


def lines(name: str) -> list[str]:
    return [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def read(sentences: list[str]) -> Iterator[Reading]:
    """Every sentence as an article of its own, as one batch."""
    articles = [article_from_text(s, date="2024-05-16", outlet="Example News") for s in sentences]
    return Reader("default").read_articles(articles)


def told(claim: Claim, reading: Reading, kinds: str, head: str) -> bool:
    """The claim is of a wanted type, and one of its actors is the wanted one, by text or, for a pronoun, by name."""
    if claim.event.type not in kinds.split("|") or claim.status in ("denied", "hypothetical"):
        return False
    names = {actor.id: actor.name for actor in reading.actors}
    parties = [p for p in claim.event.participants if p.role in PARTIES or claim.event.type == "CONSULT"]
    return any(head in p.text or head in names.get(p.actor or "", "") for p in parties)


@cache
def missed() -> tuple[str, ...]:
    cases = [line.split("\t") for line in lines("sweep.tsv")]
    readings = read([sentence for *_, sentence in cases])
    return tuple(
        sentence
        for (kinds, head, sentence), reading in zip(cases, readings, strict=True)
        if not any(told(claim, reading, kinds, head) for claim in reading.claims)
    )


def test_most_acts_are_coded_with_their_type_and_actor() -> None:
    found = 1 - len(missed()) / len(lines("sweep.tsv"))
    assert found >= LEAST_SHARE, "\n".join(missed())


def test_everyday_sentences_give_hardly_any_claims() -> None:
    sentences = lines("quiet.txt")
    alarms = [s for s, r in zip(sentences, read(sentences), strict=True) if any(c.export for c in r.claims)]
    assert len(alarms) <= MOST_ALARMS, "\n".join(alarms)
