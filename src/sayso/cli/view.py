"""One reading for a person at a terminal: each claim with its words, its say-so as a tree, and a summary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from textwrap import shorten

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sayso.codec.read_json import in_text_order, problems_of
from sayso.model import Claim, Link, Reading, Span
from sayso.model.claim import STATUS
from sayso.wording.words import (
    event_codes,
    event_words,
    joined,
    label,
    mark,
    place_words,
    quantity_words,
    safe,
    when_words,
)

STATUS_STYLES = {
    "asserted": "bold green",
    "reported": "bold cyan",
    "hedged": "bold yellow",
    "denied": "bold red",
    "future": "bold magenta",
    "hypothetical": "bold blue",
}
SPAN_STYLES = {  # later ones win where spans overlap
    "place": "underline blue",
    "time": "underline green",
    "source": "italic underline yellow",
    "recipient": "underline magenta",
    "actor": "underline cyan",
    "event": "bold underline red",
}
CUE = "italic yellow"
QUIET = "bright_black"
NUMBER, GUTTER = 3, 15  # columns of a claim's number and of the words left of its body
WIDEST = 120
_STYLED = re.compile(r"\x1b\[[0-9;]*m\Z")
_CODE = 32  # characters of the longest code
_FOLD = str.maketrans("“”‘’–—·→←…│└─\u00a0", "\"\"''--|><.|`- ")


class View:
    """Renders readings for one console: width, colour and character set are the console's."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = min(console.width, WIDEST)
        self.ascii = console.options.ascii_only
        self.plain = not console.is_terminal or console.is_dumb_terminal  # no styles: the trigger gets asterisks

    def print(self, reading: Reading, name: str | None = None) -> None:
        """The whole view of one reading; `name` stands in for a title where there is neither title nor text."""
        self.show(*self._parts(reading, name))

    def show(self, *parts: RenderableType) -> None:
        """Print parts below each other, not wider than people read; no line ends in spaces, which would be copied along."""
        if self.console.legacy_windows or self.console.record:  # what a picture records must pass through the console
            self.console.print(Group(*parts), width=self.width)
            return
        with self.console.capture() as capture:
            self.console.print(Group(*parts), width=self.width)
        self.console.file.write("".join(f"{_trimmed(line)}\n" for line in capture.get().splitlines()))

    def _parts(self, reading: Reading, name: str | None) -> Iterator[RenderableType]:
        yield from self.header(reading, name)
        for number, claim in enumerate(in_text_order(reading.claims), 1):
            yield Padding(self.block(reading, claim, number), (1, 0, 0, 0))
        yield from self.summary(reading)

    def words(self, text: str, style: str = "") -> Text:
        """Text that is safe for this terminal; characters that its encoding lacks are folded one for one."""
        text = safe(text)
        if self.ascii:
            text = text.translate(_FOLD).encode("ascii", "replace").decode("ascii")
        return Text(text, style)

    def header(self, reading: Reading, name: str | None = None) -> Iterator[RenderableType]:
        """Title, outlet, day, number of claims, and what the marked words mean."""
        article = reading.article
        title = _title(reading) or name or article.id
        count = len(reading.claims)
        facts = [
            article.outlet,
            (article.published_at or "")[:16].replace("T", " "),
            f"{count} claim{'s' * (count != 1)}" if count else "no claims",
            article.url if article.url != title else None,
        ]
        yield self.words(title, "bold")
        yield self.words(" · ".join(fact for fact in facts if fact), QUIET)
        if count and not self.plain:
            yield self._legend()

    def _legend(self) -> Text:
        named = [self.words(kind, SPAN_STYLES[kind]) for kind in reversed(SPAN_STYLES)]
        return self.words("marked words: ", QUIET) + Text(" ").join(named)

    def block(self, reading: Reading, claim: Claim, number: int) -> Table:
        """One claim."""
        actors = {actor.id: actor for actor in reading.actors}
        grid = Table.grid(padding=(0, 1), pad_edge=False)
        grid.add_column(width=NUMBER, justify="right")
        grid.add_column(width=GUTTER)
        grid.add_column(ratio=1)
        status = self.words(f"{mark(claim.status, ascii_only=self.ascii)} {claim.status}", STATUS_STYLES[claim.status])
        headline = event_words(claim.event, claim.veridicality, actors)
        grid.add_row(self.words(str(number), QUIET), status, self.words(headline[:1].upper() + headline[1:], "bold"))
        grid.add_row("", "", self.words(event_codes(claim.event, actors), QUIET))
        for left, body in self._facts(reading, claim):
            grid.add_row("", self.words(left, QUIET), body)
        return grid

    def _facts(self, reading: Reading, claim: Claim) -> Iterator[tuple[str, RenderableType]]:
        event = claim.event
        if holders := _in_office(reading, claim):
            yield "in office", self.words(holders)
        if event.place:
            yield "where", self.words(place_words(event.place))
        if event.when and (spoken := when_words(event.when)):
            yield "when", self.words(spoken)
        if event.quantities:
            yield "how many", self.words(joined(quantity_words(q) for q in event.quantities))
        if event.completion and event.completion != "accomplished":
            yield "state", self.words(label("completion", event.completion))
        if event.content and reading.document:
            kind = f" ({event.content.type})" if event.content.type else ""
            yield (
                label("content", event.content.kind),
                self.words(f"“{event.content.span.of(reading.document.text)}”{kind}"),
            )
        if sentence := self.sentence(reading, claim):
            yield "in the words", sentence
        yield "on the word of", self.chain(reading, claim.chain)

    def sentence(self, reading: Reading, claim: Claim) -> Text | None:
        """The claim's sentence with every span that it rests on marked."""
        if reading.document is None or reading.parsed is None:
            return None
        span = reading.parsed.sentences[claim.event.sentence].span
        text = self.words(span.of(reading.document.text))
        for kind, part in _marked(claim):
            if part.overlaps(span):
                text.stylize(SPAN_STYLES[kind], max(part.start - span.start, 0), min(part.end, span.end) - span.start)
        trigger = claim.event.trigger
        if self.plain and span.contains(trigger):
            a, b = trigger.start - span.start, trigger.end - span.start
            text = Text.assemble(text[:a], "*", text[a:b], "*", text[b:])
        return self._wrapped(text)

    def _wrapped(self, text: Text) -> Text:
        """Wrapped to a claim's body, so that no underline runs on into the space at the end of a line."""
        lines = text.wrap(self.console, max(self.width - NUMBER - GUTTER - 2, 20))
        for line in lines:
            line.rstrip()
        return Text("\n").join(lines)

    def chain(self, reading: Reading, chain: tuple[Link, ...]) -> RenderableType:
        """From the outlet that we read down to the root source, one step of the tree a line."""
        if len(chain) == 1:
            return self.words(f"{chain[0].name}, in its own voice")
        names = {actor.id: actor.name for actor in reading.actors} | {link.id: link.name for link in chain}
        steps: list[RenderableType] = [self.words(chain[0].name)]
        for depth, link in enumerate(chain[1:]):
            step = Table.grid()
            step.add_column(width=3 * (depth + 1))
            step.add_column(ratio=1)
            step.add_row(self.words("   " * depth + "└─ ", QUIET), self._link(link, names, root=link is chain[-1]))
            steps.append(step)
        return Group(*steps)

    def _link(self, link: Link, names: dict[str, str], *, root: bool) -> Text:
        line = Text() + self.words(link.name, "bold" if root else "")
        written = link.text or ""
        if written and _bare(written) != _bare(link.name):
            line += self.words(f" (here “{written}”)", QUIET)
        if link.cue_text:
            line += self.words(" — ", QUIET) + self.words(f"“{link.cue_text}”", CUE)
        if root:
            line += self.words("  <-\u00a0root" if self.ascii else "  ←\u00a0root", STATUS_STYLES["asserted"])
        notes = [label("scope", link.scope)]
        if others := [names.get(c, c.partition(":")[2]) for c in link.candidates if c != link.id]:
            notes.append(f"or is it {joined(others, 'or')}?")
        comment = ", ".join(note for note in notes if note)
        return line + self.words(f"  ({comment})" if comment else "", QUIET)

    def summary(self, reading: Reading) -> Iterator[RenderableType]:
        """Counts by status, what was not coded by reason, and what went wrong."""
        yield Padding(Rule(style=QUIET, characters="-" if self.ascii else "─"), (1, 0, 0, 0))
        counts = Counter(claim.status for claim in reading.claims)
        parts = [
            self.words(f"{mark(status, ascii_only=self.ascii)} {counts[status]} {status}", STATUS_STYLES[status])
            for status in STATUS
            if counts[status]
        ]
        if parts:
            yield Text("   ").join(parts)
        elif not problems_of(reading):
            yield self.words("No event of politics or conflict is told here.")
        skipped = Counter(event.why_not for event in reading.events if event.why_not)
        if skipped:
            told = ", ".join(f"{n} {label('why_not', why)}" for why, n in skipped.most_common())
            count = skipped.total()
            words = f"{count} more event word{' was' if count == 1 else 's were'} left out"
            yield self.words(f"{words}: {told}. See why: --explain N", QUIET)
        for problem in problems_of(reading):
            yield self.words(f"! {problem.stage}: {problem.message}", STATUS_STYLES["hedged"])


def _trimmed(line: str) -> str:
    """The line without the spaces at its end; codes for colours that stand among them stay."""
    codes: list[str] = []
    line = line.rstrip(" ")
    while found := _STYLED.search(line[-_CODE:]):
        codes.append(found[0])
        line = line[: -len(found[0])].rstrip(" ")
    return line + "".join(reversed(codes))


def _marked(claim: Claim) -> Iterable[tuple[str, Span]]:
    """The spans that a claim rests on, in the order of `SPAN_STYLES`."""
    event = claim.event
    spans: list[tuple[str, Span | None]] = [
        ("place", event.place.span if event.place else None),
        ("time", event.when.span if event.when else None),
        *(("source", link.cue) for link in claim.chain),
        *(("source", link.span) for link in claim.chain),
        *(("recipient" if p.role == "recipient" else "actor", p.span) for p in event.participants),
        ("event", event.trigger),
    ]
    return [(kind, span) for kind, span in spans if span is not None]


def _title(reading: Reading) -> str | None:
    """The title; else the headline in the text, else the address or how the text begins."""
    document, article = reading.document, reading.article
    given = (document and document.title) or article.title
    if given or document is None:
        return given or article.url
    headline = next((b.span.of(document.text) for b in document.blocks if b.kind == "headline"), None)
    return headline or article.url or shorten(document.text, 80, placeholder=" ...")


def _in_office(reading: Reading, claim: Claim) -> str:
    """Who held the offices that the sentence leaves without a name, as our tables know it for that day."""
    actors = {actor.id: actor for actor in reading.actors}
    said = []
    for participant in claim.event.participants:
        actor = actors.get(participant.actor)
        if actor is not None and actor.holders:
            said.append(f"{joined((h.name for h in actor.holders), 'or')} ({actor.name})")
    return "; ".join(dict.fromkeys(said))


def _bare(name: str) -> str:
    return name.lower().removeprefix("the ")
