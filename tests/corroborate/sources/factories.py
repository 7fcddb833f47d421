"""Reports and claims of one small event, built by hand: a chain is told in one line, `Marsa Post < Reuters < the ministry`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sayso.model import Link, Span, slug
from sayso.model.ledger import ClaimRecord, Copy, Evidence, Party, Report

KINDS = {"outlet": "outlet", "unnamed": "unnamed", "actor": "official"}
SENTENCE = "Gunmen attacked a customs post on the coast road on Monday, killing four guards."


def link(told: str) -> Link:
    """`unnamed:port officials`, `outlet:Marsa Post`, `actor:X [DZA GOV] "text"`; without a prefix, an outlet."""
    text = None
    if '"' in told:
        told, text = told.split('"')[0].strip(), told.split('"')[1]
    country, sectors = None, ()
    if "[" in told:
        told, _, codes = told.partition("[")
        country, *rest = codes.strip(" ]").split()
        sectors, told = tuple(rest), told.strip()
    candidates = ()
    if "?" in told:
        told, _, rest = told.partition("?")
        candidates, told = tuple(rest.strip().split("|")), told.strip()
    prefix, _, name = told.rpartition(":") if told.partition(":")[0] in KINDS else ("outlet", "", told)
    return Link(
        text=text or name,
        span=None,
        name=name,
        id=f"{prefix}:{slug(name)}",
        kind=KINDS[prefix],
        country=country if country != "-" else None,
        sectors=sectors,
        candidates=candidates,
    )


@dataclass(repr=False)
class Case:
    """An event in the making: articles `a`, `b` ... in the order of time, each with the chains of its claims."""

    reports: dict[str, Report] = field(default_factory=dict)
    claims: list[ClaimRecord] = field(default_factory=list)
    stances: dict[str, str] = field(default_factory=dict)
    copies: list[Copy] = field(default_factory=list)

    def __repr__(self) -> str:
        told = [
            f"{r.published} {c.id} {self.stances[c.id]} {' < '.join(n.name for n in c.chain)}"
            for c in self.claims
            for r in (self.reports[c.article],)
        ]
        edges = [f"{e.child} from {e.parent} {[e.child for e in e.evidence]}" for e in self.copies]
        return "\n".join(["", *told, *edges, ""])

    def article(self, key: str, *chains: str, day: int = 0, **more: object) -> Case:
        """An article with one claim for each chain; `deny` or `retract` before a chain is its stance."""
        told = [chain.partition(" > ") for chain in chains]
        outlet = (told[0][2] or told[0][0]).split(" < ")[0] if told else "nobody"
        when = f"2019-04-{(day or len(self.reports) + 1):02}"
        report = Report(
            id=f"article:{key}", text=SENTENCE, outlet=outlet, outlet_id=f"outlet:{slug(outlet)}", published=when
        )
        self.reports[report.id] = replace(report, **more)  # type: ignore[arg-type]
        for n, (stance, cut, chain) in enumerate(told):
            chain, stance = (chain, stance) if cut else (stance, "affirm")
            names = chain.split(" < ")
            first = Link(text=None, span=None, name=names[0], id=f"outlet:{slug(names[0])}", kind="outlet")
            claim = ClaimRecord(
                id=f"claim:{key}{n}",
                article=report.id,
                type="ASSAULT",
                trigger="attacked",
                trigger_span=Span(8 + 100 * n, 16 + 100 * n),
                sentence=SENTENCE,
                sentence_span=Span(100 * n, 100 * n + len(SENTENCE)),
                chain=(first, *map(link, names[1:])),
                parties=(Party(role="actor", id="unnamed:gunmen", name="gunmen", kind="group"),),
            )
            self.claims.append(claim)
            self.stances[claim.id] = stance
        return self

    def copy(self, child: str, parent: str, *spans: tuple[int, int], kind: str = "duplicate", **more: object) -> Case:
        """A copy edge; each span is a passage that stands at the same place of both."""
        share = 1.0 if kind == "duplicate" else 0.4
        evidence = tuple(
            Evidence(kind="passage", says="shared", child=Span(*s), parent=Span(*s), words=14) for s in spans
        )
        edge = Copy(
            child=f"article:{child}", parent=f"article:{parent}", kind=kind, share=share, score=1.0, evidence=evidence
        )
        self.copies.append(replace(edge, **more))  # type: ignore[arg-type]
        return self

    def change(self, claim: str, **more: object) -> Case:
        """The same with one claim changed."""
        self.claims = [replace(c, **more) if c.id == f"claim:{claim}" else c for c in self.claims]  # type: ignore[arg-type]
        return self


def joined(cases: Iterable[Case]) -> Case:
    """One case of several."""
    out = Case()
    for case in cases:
        out.reports |= case.reports
        out.claims += case.claims
        out.stances |= case.stances
        out.copies += case.copies
    return out
