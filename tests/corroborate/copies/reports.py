"""Reports for the tests of copying: invented events and outlets, told at length so that one can take from the other."""

from __future__ import annotations

from typing import Any

from sayso.model import Link, Span, slug
from sayso.model.ledger import ClaimRecord, Report

WIRE = (
    "PORT MAREN (Northern Wire) - Around 2,400 workers at the Maren container terminal walked off the job on Monday, halting "
    "most traffic through the busiest freight hub of Veldria and leaving dozens of ships waiting offshore.\n\n"
    "Cranes stood idle through the morning while pickets burned pallets at the western gate and turned back lorries carrying "
    "grain. Exporters estimated that each day of closure would cost them about 14 million crowns in spoiled fruit.\n\n"
    "“We have waited fourteen months for an offer that pays the rent,” said Mira Kolvent, a crane driver and delegate. "
    "Transport minister Oskar Tellin accused the organisers of holding the harvest to ransom.\n\n"
    "A mediator appointed by the labour court is due to meet both sides in Ostrava Bay before the weekend."
)
OTHER_ACCOUNT = (
    "Freight stopped moving in the harbour of Port Maren when crews of the Dockers' League downed tools over wages.\n\n"
    "By noon the queue of vessels outside the breakwater had grown to forty, pilots counted, with two tankers diverted. "
    "Managers put the number of absentees at 2,400 and insisted that their last proposal remained open.\n\n"
    "“My members load wealth onto those decks all night and go home to cold kitchens,” Mira Kolvent shouted from a truck. "
    "In the capital, Oskar Tellin hinted at emergency powers, arguing that insulin had to reach the hospitals."
)
FLOOD = (
    "At least 38 people drowned after the Siretel embankment gave way, officials in Moldaria said. A wall of brown water swept "
    "through the brickworks quarter of Dunareva shortly after the night shift had gone home.\n\n"
    "“We rang the church bells because the sirens had been sold for scrap,” said Ana Curcan, the parish sexton."
)


def report(id: str, text: str, outlet: str | None = None, published: str | None = None, **more: Any) -> Report:
    """A report of an outlet, under the id that the ledger would give the outlet."""
    home = f"outlet:{slug(outlet)}" if outlet else None
    return Report(
        id=f"article:{id}", text=text, outlet=outlet, outlet_id=home, family=home, published=published, **more
    )


def claim(article: Report, sentence: str, *chain: Link) -> ClaimRecord:
    """A claim that stands in this sentence of the article."""
    start = article.text.index(sentence)
    own = Link(text=None, span=None, name=article.outlet or "", id=article.outlet_id or "", kind="outlet")
    span = Span(start, start + len(sentence))
    return ClaimRecord(
        id=f"claim:{article.id}:{start}",
        article=article.id,
        type="PROTEST",
        trigger=sentence.split()[0],
        trigger_span=Span(start, start + 1),
        sentence=sentence,
        sentence_span=span,
        chain=(own, *chain),
    )


def outlet_link(name: str, kind: str = "outlet") -> Link:
    return Link(text=name, span=None, name=name, id=f"outlet:{slug(name)}", kind=kind, cue_text="reported")
