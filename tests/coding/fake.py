"""A reader that needs no models: a line "A attacked B." is a claim; some words make it die or hang, as a bad article would."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from sayso.errors import MissingModel
from sayso.model import (
    Actor,
    ActorMention,
    Article,
    Block,
    Claim,
    Document,
    EventMention,
    Link,
    Origin,
    ParsedDocument,
    Participant,
    Problem,
    Reading,
    Sentence,
    Span,
    Veridicality,
    content_id,
    slug,
)

FACTORY = "tests.coding.fake:reader"
_ATTACK = re.compile(r"(\w+) (attacked) (\w+)\.")
_ONCE = re.compile(r"DIE ONCE (\S+)")


def reader(profile: str) -> Callable[[Iterable[Article]], Iterator[Reading]]:
    return lambda articles: (read(article) for article in articles)


def noting(profile: str) -> Callable[[Iterable[Article]], Iterator[Reading]]:
    """The same, but every process that reads leaves its number in the folder SAYSO_TEST_PIDS."""
    (Path(os.environ["SAYSO_TEST_PIDS"]) / str(os.getpid())).touch()
    return reader(profile)


def without_model(profile: str) -> Callable[[Iterable[Article]], Iterator[Reading]]:
    raise MissingModel("the model is not there; install it")


def never(profile: str) -> Callable[[Iterable[Article]], Iterator[Reading]]:
    os._exit(3)


def read(article: Article) -> Reading:
    text = article.text
    if "DIE ALWAYS" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if m := _ONCE.search(text):
        if not Path(m[1]).exists():
            Path(m[1]).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if "HANG" in text:
        time.sleep(1000)
    if "NOT ENGLISH" in text:
        why = Problem(stage="clean", code="unsupported_language", message="the article is in no language that is read")
        return Reading(article=article, problems=(*article.problems, why))
    return _reading(article)


def _reading(article: Article) -> Reading:
    text = article.text
    lines = [Span(*m.span()) for m in re.finditer(r"[^\n]+", text)]
    document = Document(
        article=article,
        text=text,
        text_map=((0, 0, len(text)),),
        blocks=tuple(Block(span=line) for line in lines),
        title=article.title,
        byline=article.byline,
        dateline_source="AFP" if "(AFP)" in text else None,
        language="en",
    )
    sentences = tuple(
        Sentence(index=k, span=line, kind="text", block=k, first=0, last=0) for k, line in enumerate(lines)
    )
    attacks = list(_ATTACK.finditer(text))
    return Reading(
        article=article,
        document=document,
        parsed=ParsedDocument(document=document, sentences=sentences, tokens=(), children=()),
        actors=_actors(attacks),
        claims=tuple(_claim(article, m, number, lines) for number, m in enumerate(attacks)),
        problems=article.problems,
    )


def _actors(attacks: list[re.Match[str]]) -> tuple[Actor, ...]:
    names = dict.fromkeys(m[k] for m in attacks for k in (1, 3))
    return tuple(
        Actor(
            id=f"actor:{slug(name)}",
            name=name,
            kind="group",
            country=None,
            sectors=(),
            media=False,
            mentions=tuple(
                ActorMention(span=Span(*m.span(k)), text=name, form="name", actor=f"actor:{slug(name)}", head=0)
                for m in attacks
                for k in (1, 3)
                if m[k] == name
            ),
        )
        for name in names
    )


def _claim(article: Article, m: re.Match[str], number: int, lines: list[Span]) -> Claim:
    people = tuple(
        Participant(role=role, text=m[k], span=Span(*m.span(k)), actor=f"actor:{slug(m[k])}", inferred=False)
        for k, role in ((1, "actor"), (3, "recipient"))
    )
    sentence = next(k for k, line in enumerate(lines) if line.contains(Span(*m.span())))
    event = EventMention(
        trigger=Span(*m.span(2)), head=0, sentence=sentence, type="ASSAULT", mode=None, cameo="190", participants=people
    )
    name = article.outlet or "this outlet"
    return Claim(
        id=content_id("claim", article.id, str(m.start())),
        event=event,
        event_index=number,
        veridicality=Veridicality(),
        chain=(Link(text=None, span=None, name=name, id=f"outlet:{slug(name)}", kind="outlet"),),
        self_report=False,
        export=True,
        confidence=0.5,
        origins=(Origin(part="fake", version="1"),),
    )
