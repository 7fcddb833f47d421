"""The claims of one event as sayings: who published each, through which media it came, and whom it names as its root."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sayso.corroborate.sources.judged import Decided, by
from sayso.corroborate.sources.nodes import Named, medium_key, named, nobody, outlet
from sayso.knowledge.outlets import outlet_at
from sayso.model import slug
from sayso.model.ledger import ClaimRecord, Judgement, Report

_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?([^/:?#\s]+)", re.IGNORECASE)
_DAMAGED = re.compile(r"\w[-‐–] \w")  # "Al- arida"
_SHORTEST = 6  # letters of a name in which one may be lost
_AGENCY = "agency"
_PAPERS = frozenset({"newspaper", "paper", "daily", "weekly", "tabloid", "magazine", "journal", "gazette"})
NO_OUTLET = "this outlet"


@dataclass(slots=True, eq=False)
class Saying:
    """One claim with its chain read as sources. What it rests on is filled in later."""

    claim: ClaimRecord
    report: Report
    stance: str
    home: Named
    links: list[Named]  # behind the outlet that we read
    at: tuple[tuple[str, str], int, str] = (("", ""), 0, "")
    why: list[str] = field(default_factory=list)
    judged: bool = False
    owner: str | None = None  # the family to which an unnamed source belongs, where a copy tells better than the chain

    @property
    def root(self) -> Named:
        return self.links[-1] if self.links else self.home

    @property
    def own(self) -> bool:
        """Does the outlet that we read say it in its own voice?"""
        return not self.links

    @property
    def media(self) -> list[Named]:
        """The media of the chain from the outlet that we read on, the root too if it is one."""
        return [self.home, *(n for n in self.links if n.media)]

    @property
    def medium(self) -> Named:
        """The medium that has it from the root."""
        passed = [n for n in self.links[:-1] if n.media]
        return passed[-1] if passed else self.home

    @property
    def affirms(self) -> bool:
        return self.stance == "affirm"


def sayings_of(
    claims: Iterable[ClaimRecord],
    reports: Mapping[str, Report],
    stances: Mapping[str, str],
    decisions: Decided,
) -> list[Saying]:
    """The sayings in canonical order, aliases joined by what our tables, the article and the event tell."""
    unique = {c.id: c for c in claims}
    out = [_saying(c, _report(c, reports), stances.get(c.id) or stance_of(c)) for c in unique.values()]
    out.sort(key=lambda s: s.at)
    names = _Names(out, decisions)
    for saying in out:
        names.join(saying)
    for saying in out:
        names.describe(saying)
        names.judge(saying)
        _shorten(saying)
    return out


def stance_of(claim: ClaimRecord) -> str:
    """What a claim does to its event where nobody has said: it denies it, or affirms it."""
    return "deny" if claim.polarity == "negative" or claim.status == "denied" else "affirm"


def _report(claim: ClaimRecord, reports: Mapping[str, Report]) -> Report:
    found = reports.get(claim.article)
    if found is not None:
        return found
    first = claim.chain[0]
    return Report(id=claim.article, text="", outlet=None if first.name == NO_OUTLET else first.name, outlet_id=first.id)


def _saying(claim: ClaimRecord, report: Report, stance: str) -> Saying:
    day = report.day or None
    home = home_of(report, claim)
    links = [named(link, day) for link in claim.chain[1:]]
    if not links and report.credits:
        links = [outlet(report.credits[0].removeprefix("outlet:").replace("-", " "), report.credits[0])]
    at = (report.order, claim.trigger_span.start, claim.id)
    return Saying(claim=claim, report=report, stance=stance, home=home, links=links, at=at)


def home_of(report: Report, claim: ClaimRecord | None = None) -> Named:
    """Who published an article, as a source: its outlet, else the outlet of its address, else nobody."""
    name, own = report.outlet, report.outlet_id
    if not name and report.url:
        known = outlet_at(report.url)
        name = known.name if known else host_of(report.url)
    if not name and claim is not None and claim.chain[0].name != NO_OUTLET:
        name, own = claim.chain[0].name, claim.chain[0].id
    if not name and own and own != f"outlet:{slug(NO_OUTLET)}":
        name = own.removeprefix("outlet:").replace("-", " ")
    if not name or name == NO_OUTLET:
        return nobody(NO_OUTLET, own or f"outlet:{slug(NO_OUTLET)}", "outlet")
    found = outlet(name, own or f"outlet:{slug(name)}")
    return found


def host_of(address: str) -> str:
    """The domain of an address, without www."""
    match = _HOST.match(address.strip())
    return match[1].lower().removeprefix("www.") if match else ""


def _shorten(saying: Saying) -> None:
    """Leave out links that repeat the one before them: an outlet that names itself is not cited."""
    kept: list[Named] = []
    before = saying.home
    for link in saying.links:
        if link.id != before.id:
            kept.append(link)
        elif link.why and link.own != before.own:
            saying.why.append(link.why)
        before = link
    saying.links = kept


class _Names:
    """The media that an event's articles and chains name, to join what spells one of them in another way."""

    def __init__(self, sayings: list[Saying], decisions: Decided) -> None:
        self.decisions = decisions
        self.by_key: dict[str, Named] = {}
        self.sayings = sayings
        for saying in sayings:
            home, report = saying.home, saying.report
            if not home.media:
                continue
            keys = [home.own, report.outlet_id or "", medium_key(report.outlet or home.name)]
            if report.url and (host := host_of(report.url)):
                keys += [slug(host), host.partition(".")[0]]
            for key in keys:
                if key:
                    self.by_key.setdefault(_squash(key), home)
        for saying in sayings:
            for link in saying.links:
                if link.media and link.medium is None and link.standing in ("registered", "named"):
                    self.by_key.setdefault(_squash(medium_key(link.name)), link)
        self._media: dict[str, Named] = {}
        self._near: dict[str, list[Named]] = {}

    def join(self, saying: Saying) -> None:
        """Put the event's own outlets in the place of their other spellings and addresses."""
        for k, link in enumerate(saying.links):
            if not link.media or link.medium is not None or link.standing != "named":
                continue
            keys = (_squash(link.own), _squash(medium_key(link.name)), _squash(link.id))
            found = next((self.by_key[key] for key in keys if key in self.by_key), None)
            if _DAMAGED.search(link.name):
                found = self._undamaged(link) or found
            if found is not None and found.id != link.id and not self._apart(link, found):
                saying.links[k] = found
                saying.why.append(f"“{link.name}” is {found.name}")

    def _undamaged(self, link: Named) -> Named | None:
        """The only medium whose name has one letter more."""
        short = _squash(medium_key(link.name))
        if len(short) < _SHORTEST - 1:
            return None
        hits = {n.id: n for key, n in self.by_key.items() if len(key) == len(short) + 1 and _lost(key, short)}
        return next(iter(hits.values())) if len(hits) == 1 else None

    def describe(self, saying: Saying) -> None:
        """Put a medium in the place of its description, where the article or else the event names only one that fits."""
        for k, link in enumerate(saying.links):
            if link.medium is None:
                continue
            near, far = self._pools(saying.report.id)
            for where, pool in (("article", near), ("event", far if link.medium.country else ())):
                fits = {n.id: n for n in pool if n.id != saying.home.id and _fits(link, n)}
                if len(fits) == 1:
                    found = next(iter(fits.values()))
                    if not self._apart(link, found):
                        saying.links[k] = found
                        saying.why.append(f"“{link.name}” is {found.name}, the only one that the {where} names")
                    break

    def _pools(self, article: str) -> tuple[Iterable[Named], Iterable[Named]]:
        """The media that the chains of an article name, and those of the whole event."""
        if not self._media:
            for saying in self.sayings:
                self._media.update((n.id, n) for n in saying.media)
                self._near.setdefault(saying.report.id, []).extend(n for n in saying.links if n.media)
        return self._near[article], self._media.values()

    def _apart(self, one: Named, other: Named) -> bool:
        pairs = (
            {a, b}
            for a in (one.id, one.own, one.shown or one.id, one.name)
            for b in (other.id, other.own, other.shown or other.id, other.name)
        )
        return any(frozenset(pair) in self.decisions.apart for pair in pairs)

    def judge(self, saying: Saying) -> None:
        """Lay the claim to the root that a person named."""
        keys = (saying.claim.id, saying.report.id, saying.root.own, saying.root.id, saying.root.shown, saying.root.name)
        row = next((self.decisions.root_is[key] for key in keys if key in self.decisions.root_is), None)
        if row is None or row.b is None:
            return
        if row.answer == "no":
            if saying.links and row.b in (saying.root.own, saying.root.id, saying.root.shown, saying.root.name):
                saying.links.pop()
                saying.why.append(_by(row, f"{row.b} is not the root"))
            return
        found = self._by_name(row.b)
        saying.judged = True
        saying.why.append(_by(row, f"{found.name} is the root"))
        if found.id == saying.home.id:
            saying.links = []
        else:
            saying.links = [*(n for n in saying.links if n.media and n.id != found.id), found]

    def _by_name(self, name: str) -> Named:
        everyone = [n for s in self.sayings for n in (s.home, *s.links)]
        found = next((n for n in everyone if name in (n.id, n.own, n.shown, n.name)), None)
        if found is not None:
            return found
        if name.startswith("outlet:") or outlet_at(name):
            return outlet(name.removeprefix("outlet:").replace("-", " "), name)
        own = name if ":" in name else f"actor:{slug(name)}"
        shown = name.partition(":")[2].replace("-", " ") if ":" in name else name
        return Named(own, shown, "organisation", "named", own)


def _by(row: Judgement, what: str) -> str:
    return f"{by(row)}: {what}"


def _fits(described: Named, found: Named) -> bool:
    if found.medium is not None or found.standing not in ("registered", "named"):
        return False
    wanted = described.medium
    assert wanted is not None
    if wanted.country and found.country != wanted.country:
        return False
    return not ((wanted.noun == _AGENCY and not found.agency) or (wanted.noun in _PAPERS and found.agency))


def _squash(key: str) -> str:
    return key.removeprefix("outlet:").removeprefix("the-").replace("-", "")


def _lost(whole: str, part: str) -> bool:
    return any(whole[:i] + whole[i + 1 :] == part for i in range(len(whole)))
