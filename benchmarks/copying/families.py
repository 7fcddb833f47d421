"""Families of reports: origins, what was copied from them, and traps that look like copying."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from benchmarks.copying import operations as op
from benchmarks.copying.operations import Draft, Fresh, Paragraphs
from benchmarks.copying.seeds import Seed, phrases, rows

from sayso.model import slug
from sayso.model.ledger import Report

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
KINDS = ("copies", "accounts", "traps", "chain")
TAKINGS = (
    "near-duplicate", "verbatim", "cut-credit", "kept-credit", "abridge", "abridge-30", "reorder", "new-lead", "reword",
    "abridge-reword", "one-paragraph", "relay", "quote-named", "quote-bare", "paraphrase",
)  # fmt: skip
PARAGRAPH = 18  # words outside direct speech of a paragraph that is taken over alone; a quotation alone has an operation of its own
ATTRIBUTION = 8  # words outside direct speech by which a quotation shows where it was taken from
NAMING = ("kept-credit", "relay", "chain", "quote-named", "paraphrase")  # those that name their parent


@dataclass(frozen=True, slots=True)
class Family:
    """Reports with what is true of them: direct parents by report, and whether their dates tell who was first."""

    id: str
    half: str
    source: str
    kind: str
    reports: tuple[Report, ...]  # in the order in which they were made
    parents: dict[str, tuple[str, ...]]
    operations: dict[str, str]
    dated: bool
    alike: frozenset[tuple[str, str]]  # child and an ancestor from which it could have all that it has of its parent

    @property
    def roots(self) -> int:
        """Reports that took from none of the others."""
        return sum(not self.parents[r.id] for r in self.reports)


class Maker:
    """Makes one family after the other from seeds, always the same ones for a seed number."""

    def __init__(self, seeds: Sequence[Seed], number: int) -> None:
        self.seeds = seeds
        self.number = number
        self.media = rows("outlets")

    def families(self, rounds: int) -> Iterator[Family]:
        """For every seed of our own `rounds` families, one for each of the news."""
        for seed in self.seeds:
            for k in range(rounds if seed.source == "templates" else 1):
                r = random.Random(f"{self.number}/{seed.id}/{k}")
                kind = KINDS[k % len(KINDS)] if seed.source == "templates" else r.choice(KINDS)
                yield Making(r, seed, self.seeds, self.media).family(kind, f"{seed.id}/{k}")


class Making:
    """One family in the making. Every draft gets an outlet, and a lead or tail of its own where it needs one."""

    def __init__(self, r: random.Random, seed: Seed, seeds: Sequence[Seed], media: Sequence[dict[str, str]]) -> None:
        self.r = r
        self.seed = seed
        self.fresh = Fresh(r)
        self.drafts: list[Draft] = []
        wires = r.sample([m["name"] for m in media if m["kind"] == "wire"], 3)
        others = r.sample([m["name"] for m in media if m["kind"] != "wire"], len(media) - 3)
        self.wire = r.random() < 0.4
        self.outlets = [wires[0], *others] if self.wire else others
        kin = [s for s in seeds if s.source == seed.source and s.half == seed.half and s.id != seed.id]
        apart = {s.topic: s for s in r.sample(kin, len(kin)) if s.topic != seed.topic or seed.source == "news"}
        self.others = r.sample(kin, len(kin)) if seed.source == "news" else list(apart.values())

    def family(self, kind: str, name: str) -> Family:
        self.drafts.append(self._origin(0))
        getattr(self, f"_{kind}")()
        return _dated(self.r, self.seed, kind, name, self.drafts, self.outlets)

    def _origin(self, account: int) -> Draft:
        """An account of the event; for the news another article stands in for a second one."""
        known = self.seed.accounts
        paragraphs = known[account] if account < len(known) else self.others.pop().accounts[0]
        wire = self.wire and not self.drafts
        return Draft(_grouped(self.r, paragraphs), "origin", wire=wire, origin=account)

    def _unrelated(self) -> Draft:
        """A report on something else: of the same war, where it is news."""
        return Draft(_grouped(self.r, self.others.pop().accounts[0]), "unrelated", origin=9)

    def _copies(self) -> None:
        for _ in range(self.r.randint(2, 5)):
            self._take(0 if self.r.random() < 0.7 else self.r.randrange(len(self.drafts)))
        if self.r.random() < 0.5:
            self.drafts.append(self._unrelated())

    def _accounts(self) -> None:
        self.drafts.append(self._origin(1))
        for parent in (0, 1):
            for _ in range(self.r.randint(0, 2)):
                self._take(parent)
        body = op.merged(self.r, self.drafts[0].paragraphs, self.drafts[1].paragraphs)
        self.drafts.append(Draft(body, "merge", parents=(0, 1)))

    def _traps(self) -> None:
        self.drafts.append(self._origin(1))
        trap = self.r.choice(("statement", "presser", "stock", "epithet", "aside"))
        for k, extra in enumerate(self._shared(trap)):
            paragraphs = op.insert(self.r, self.drafts[k].paragraphs, extra)
            self.drafts[k] = replace(self.drafts[k], paragraphs=paragraphs, operation=trap)
        self.drafts.append(self._unrelated())
        if self.r.random() < 0.5:
            self._take(self.r.choice((0, 1)))

    def _shared(self, trap: str) -> list[list[str]]:
        """What two independent accounts have in common, for each."""
        r, chief, body = self.r, self.seed.facts["chief"], self.seed.facts["body"]
        if trap == "statement":
            text = r.choice(phrases("statement"))
            ways = r.sample(phrases("statein"), 2)
            return [[way.format(text=text, inside=op.inside(text) + ".", body=body)] for way in ways]
        if trap == "presser":
            said = r.sample(phrases("speech"), r.randint(1, 3))
            ways = r.sample(phrases("presser"), 2)
            return [[way.format(text=_comma(s, way), chief=chief) for s in said] for way in ways]
        if trap == "epithet":  # what is always said of a group
            return [[said] for said in r.sample(phrases("epithet"), 2)]
        if trap == "aside":  # the other's outlet is named, and not as a source
            said = r.sample(phrases("aside"), 2)
            return [[said[k].format(rival=self.outlets[1 - k])] for k in (0, 1)]
        both = r.sample(phrases("stock"), 4)
        return [both, both]

    def _chain(self) -> None:
        r = self.r
        top = self.drafts[0].paragraphs
        first = self._relay(top, "relay", 0, -1, more=r.randint(1, 4))
        self.drafts.append(Draft(first, "relay", parents=(0,)))
        for _ in range(r.randint(1, 2)):
            above = len(self.drafts) - 1
            grand = self.drafts[above].parents[0]
            told = (op.sentences(top)[:1], *self.drafts[above].paragraphs[1:-1])
            body = self._relay(told, "chain", above, grand, more=r.randint(0, 2))
            self.drafts.append(Draft(body, "chain", parents=(above,)))
        if r.random() < 0.5:
            self.drafts.append(self._origin(1))

    def _relay(self, of: Paragraphs, use: str, parent: int, grand: int, *, more: int) -> Paragraphs:
        names = {"parent": self.outlets[parent], "grand": self.outlets[grand], "day": self.r.choice(DAYS)}
        return op.relay(self.r, self.fresh, of, use, more=more, **names)

    def _take(self, parent: int) -> None:
        """One more report, taken from the draft at `parent`."""
        how = self.r.choice([t for t in TAKINGS if self._fits(t, parent)])
        text = self.drafts[parent].paragraphs
        made = getattr(self, f"_make_{how.replace('-', '_')}")(text, parent)
        credit = self.outlets[parent] if how == "kept-credit" else ""
        headline = self.r.choice(("", "What we know so far", "News in brief"))
        made = tuple(p for p in made if p)
        self.drafts.append(Draft(made, how, parents=(parent,), credit=credit, headline=headline))

    def _fits(self, how: str, parent: int) -> bool:
        if how in ("cut-credit", "kept-credit"):
            return self.drafts[parent].wire
        if how == "quote-named":
            return bool(op.quotations(self.drafts[parent].paragraphs))
        if how == "quote-bare":
            return any(op.words_outside_speech(s) >= ATTRIBUTION for s in op.quotations(self.drafts[parent].paragraphs))
        if how == "paraphrase":  # the other account, where it is not in the family itself
            return len(self.seed.accounts) == 2 and len(self.drafts) == 1
        return True

    def _make_near_duplicate(self, text: Paragraphs, _parent: int) -> Paragraphs:
        return op.small_edits(self.r, text)

    def _make_verbatim(self, text: Paragraphs, _parent: int) -> Paragraphs:
        return (*text, (self.fresh.tail(),))

    _make_cut_credit = _make_verbatim

    def _make_kept_credit(self, text: Paragraphs, _parent: int) -> Paragraphs:
        return op.abridge(self.r, text, 0.8)

    def _make_abridge(self, text: Paragraphs, _parent: int) -> Paragraphs:
        return op.abridge(self.r, text, self.r.uniform(0.4, 0.8))

    def _make_abridge_30(self, text: Paragraphs, _parent: int) -> Paragraphs:
        return op.abridge(self.r, text, 0.3)

    def _make_reorder(self, text: Paragraphs, _parent: int) -> Paragraphs:
        return op.reorder(self.r, op.abridge(self.r, text, self.r.uniform(0.6, 1.0)))

    def _make_new_lead(self, text: Paragraphs, _parent: int) -> Paragraphs:
        return op.new_lead(self.fresh, op.abridge(self.r, text, self.r.uniform(0.5, 0.9)))

    def _make_reword(self, text: Paragraphs, _parent: int) -> Paragraphs:
        return op.reword(self.r, op.abridge(self.r, text, self.r.uniform(0.6, 1.0)))

    def _make_abridge_reword(self, text: Paragraphs, _parent: int) -> Paragraphs:
        return op.new_lead(self.fresh, ((), *op.reword(self.r, op.abridge(self.r, text, 0.35))))

    def _make_one_paragraph(self, text: Paragraphs, _parent: int) -> Paragraphs:
        own = _grouped(self.r, self.others.pop().accounts[0])
        told = [p for p in text if op.words_outside_speech(" ".join(p)) >= PARAGRAPH]
        whole = self.r.choice(told or [max(text, key=lambda p: op.words_outside_speech(" ".join(p)))])
        return op.insert(self.r, op.abridge(self.r, own, 0.6), [" ".join(whole)])

    def _make_relay(self, text: Paragraphs, parent: int) -> Paragraphs:
        return self._relay(text, "relay", parent, -1, more=self.r.randint(0, 3))

    def _make_quote_named(self, text: Paragraphs, parent: int) -> Paragraphs:
        known = op.quotations(text)
        spoken = self.r.sample(known, min(len(known), self.r.randint(1, 2)))
        told = op.lead_in(self.r, "quoting", spoken[0], parent=self.outlets[parent])
        return ((self.fresh.lead(),), (told, *spoken[1:]), (self.fresh.tail(),))

    def _make_quote_bare(self, text: Paragraphs, _parent: int) -> Paragraphs:
        own = _grouped(self.r, self.others.pop().accounts[0])
        known = [s for s in op.quotations(text) if op.words_outside_speech(s) >= ATTRIBUTION]
        return op.insert(self.r, op.abridge(self.r, own, 0.5), [self.r.choice(known)])

    def _make_paraphrase(self, _text: Paragraphs, parent: int) -> Paragraphs:
        other = _grouped(self.r, self.seed.accounts[1])
        name, day = self.outlets[parent], self.r.choice(DAYS)
        cite = op.lead_in(self.r, "relay", op.inside(other[0][0]), parent=name, day=day)
        return ((cite, *other[0][1:]), *op.abridge(self.r, other[1:], 0.7))


def _grouped(r: random.Random, paragraphs: Paragraphs) -> Paragraphs:
    """Paragraphs of one to three sentences."""
    flat = op.sentences(paragraphs)
    out, k = [], 0
    while k < len(flat):
        size = r.choice((1, 2, 2, 3))
        out.append(tuple(flat[k : k + size]))
        k += size
    return tuple(out)


def _comma(speech: str, way: str) -> str:
    """Direct speech with the comma inside the marks where the sentence goes on."""
    return speech[:-1] + ',"' if way.startswith("{text}") else speech[:-1] + '"'


def _dated(
    r: random.Random, seed: Seed, kind: str, name: str, drafts: Sequence[Draft], outlets: Sequence[str]
) -> Family:
    """The drafts as reports. In one family of four the dates do not tell who was first."""
    clock = r.choice(("hours", "hours", "days", "same-day"))
    at = datetime(2024, 3, 4, 6, 30) + timedelta(days=r.randrange(200))
    steps = {"hours": lambda: timedelta(hours=r.randint(1, 20)), "days": lambda: timedelta(days=r.randint(1, 3))}
    reports = []
    for k, draft in enumerate(drafts):
        if k and clock in steps:
            at += steps[clock]()
        stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ" if clock == "hours" else "%Y-%m-%d")
        reports.append(_report(_id(name, k), draft, outlets[k], stamp, seed))
    ids = [report.id for report in reports]
    parents = {ids[k]: tuple(ids[p] for p in d.parents) for k, d in enumerate(drafts)}
    operations = {ids[k]: d.operation for k, d in enumerate(drafts)}
    alike = frozenset((ids[k], ids[a]) for k in range(len(drafts)) for a in _equal_ancestors(drafts, k))
    return Family(name, seed.half, seed.source, kind, tuple(reports), parents, operations, clock != "same-day", alike)


def _equal_ancestors(drafts: Sequence[Draft], k: int) -> Iterator[int]:
    """Ancestors that have every sentence that a draft has of its parent: the text cannot tell them apart."""
    draft = drafts[k]
    if draft.operation in NAMING:
        return
    own = set(op.sentences(draft.paragraphs))
    for parent in draft.parents:
        taken = own & set(op.sentences(drafts[parent].paragraphs))
        above = parent
        while len(drafts[above].parents) == 1:
            above = drafts[above].parents[0]
            if taken <= set(op.sentences(drafts[above].paragraphs)):
                yield above


def _id(family: str, k: int) -> str:
    """An id that tells nothing of the order in which the drafts were made."""
    return "article:" + hashlib.sha256(f"{family}/{k}".encode()).hexdigest()[:16]


def _report(own: str, draft: Draft, outlet: str, stamp: str, seed: Seed) -> Report:
    text = "\n\n".join(" ".join(p) for p in draft.paragraphs)
    agency = outlet if draft.wire else draft.credit
    if agency:
        text = f"{seed.facts.get('city', 'London').upper()} ({agency}) - {text}"
    if draft.headline:
        text = f"{draft.headline}\n\n{text}"
    home = f"outlet:{slug(outlet)}"
    return Report(
        id=own,
        text=text,
        title=draft.headline or None,
        outlet=outlet,
        outlet_id=home,
        family=home,
        url=f"https://{slug(outlet)}.example/{own[-6:]}",
        published=stamp,
        seen="2024-12-01T00:00:00Z",
        credits=(f"outlet:{slug(agency)}",) if agency else (),
        language="en",
    )
