"""The toll of an article: how many were killed and how many injured in what it tells of, with the words that say so.

An article says a count more than once, says it of parts ("three men and a boy"), and names other counts beside it (of this
year, of other days). Counts that share one word of harm are summed; of what then remains, the count that is said most and
soonest stands. Whoever was shot is among the killed or the injured: "four were shot, one fatally".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.extract.quantities.persons import Person, distinct
from sayso.extract.quantities.victims import Group, groups
from sayso.lexicon.phrase_index import PhraseIndex, spell
from sayso.lexicon.tables import table
from sayso.model import ParsedDocument, Quantity, Span

LEAD = 6  # sentences that tell of the incident itself, the headline among them

TOP = 2  # what is said there weighs so much
SHOT = ("shot", "shoot", "shooting", "shoots", "stabbed", "struck", "hit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many of one kind (killed, injured). An open end is None; `spans` are the words that it rests on."""

    kind: str
    low: int | None
    high: int | None
    spans: tuple[Span, ...]
    attackers: int = 0  # of them, those who did it and died by their own hand

    @property
    def count(self) -> int:
        """One figure: the least that is said, or the most where only that is."""
        return self.low if self.low is not None else self.high or 0


def tolls(parsed: ParsedDocument, quantities: Sequence[Quantity]) -> tuple[Toll, Toll]:
    """The killed and the injured of an article, in this order; nought where it tells of none."""
    found = [g for g in groups(parsed, quantities) if not _speaks(parsed, g.sentence, "quantity_background")]
    words = set(_lead(parsed))
    if any(g.sentence < LEAD and g.counted for g in found):
        found = [g for g in found if g.sentence < LEAD or g.count > 1]
    persons = distinct(p for g in found if g.sentence < LEAD for p in g.persons)
    dead = [p for p in persons if p.kind == "killed"]
    found = [g for g in found if len(g.spans) > 1 or g.counted]
    late = [g for g in found if g.late]
    found = [g for g in found if not g.late]
    found = _revised(found)
    killed = _stated([g for g in found if g.kind == "killed"])
    if killed is None or not killed.count:
        killed = _one("killed") if words & _signs("killed") else killed or _none("killed")
    killed = _with_attacker(parsed, _at_least(killed, dead), [g for g in found if g.kind == "killed"])
    alive = [p for p in persons if p.kind != "killed"]
    if killed.count == 1 and not dead:
        alive = alive[1:]  # one of those told of as hurt is the one who died
    hurt = [g for g in found if g.kind == "injured" and not (killed.count == 1 and g.count == 1 and g.persons)]
    shot = [g for g in hurt if g.word in SHOT]
    injured = _stated([g for g in hurt if g not in shot])
    survivors = _survivors(shot, killed, words)
    if injured is None or survivors.count > max(1, injured.count):
        injured = survivors  # "four were shot, one is critical"
    injured = _at_least(injured, alive)
    if not injured.count and not killed.count and words & _signs("injured"):
        injured = _one("injured")
    return _moved(killed, injured, late)


def _revised(found: Sequence[Group]) -> list[Group]:
    """The groups that still hold once "the toll rose to five": of that kind, no smaller count told before."""
    out = list(found)
    for new in found:
        if new.revised:
            before = out.index(new)
            out = [g for k, g in enumerate(out) if k >= before or g.kind != new.kind or g.count >= new.count]
    return out


def _moved(killed: Toll, injured: Toll, late: Sequence[Group]) -> tuple[Toll, Toll]:
    """ "Three were wounded ... two of the wounded died": the dead of the wounded are wounded no more."""
    died = _stated([g for g in late if g.kind == "killed"])
    if died is None or injured.count < died.count:
        return killed, injured
    spans = (*killed.spans, *died.spans)
    before = killed.count if killed.spans else 0
    high = None if killed.low != killed.high else before + died.count
    left = injured.count - died.count
    return (
        Toll(kind="killed", low=before + died.count, high=high, spans=spans, attackers=killed.attackers),
        Toll(kind="injured", low=left, high=None if injured.high is None else left, spans=injured.spans),
    )


def _at_least(toll: Toll, persons: Sequence[Person]) -> Toll:
    """A count of none or one gives way to single persons told of, where they are more."""
    if toll.count > 1 or len(persons) <= toll.count:
        return toll
    return Toll(kind=toll.kind, low=len(persons), high=len(persons), spans=tuple(p.span for p in persons))


def _with_attacker(parsed: ParsedDocument, killed: Toll, found: Sequence[Group]) -> Toll:
    """ "Killed three people before shooting himself": he makes four, unless a larger count has him already."""
    count = killed.low or 0
    if not count or killed.low != killed.high or any(g.count == count + 1 and g.sentence < LEAD for g in found):
        return killed
    lead = [g.sentence for g in found if g.count == count and g.acted and g.sentence < LEAD]
    if not any(_speaks(parsed, s, "quantity_own_hand") for s in dict.fromkeys(lead)):
        return killed
    return replace(killed, low=count + 1, high=count + 1, attackers=1)


def _survivors(shot: Sequence[Group], killed: Toll, words: set[str]) -> Toll:
    """Those shot and not killed."""
    struck = _stated(shot) or _none("injured")
    count = struck.count
    if count <= 1:
        count = _times(words)
    if not any(g.others for g in shot):
        count = max(0, count - killed.count)
    return Toll(kind="injured", low=count, high=count, spans=struck.spans)


def _stated(found: Sequence[Group]) -> Toll | None:
    """The count that is said most, at the top of the article twice over; of equals the one said sooner."""
    weights: Counter[int] = Counter()
    for group in found:
        weights[group.count] += TOP if group.sentence < LEAD else 1
    if not weights:
        return None
    order = [group.count for group in found]
    best = max(weights, key=lambda count: (count > 0, weights[count], -order.index(count)))
    chosen = [g for g in found if g.count == best]
    spans = tuple(s for g in chosen for s in g.spans)
    return Toll(kind=chosen[0].kind, low=chosen[0].low, high=chosen[0].high, spans=spans)


def _one(kind: str) -> Toll:
    return Toll(kind=kind, low=1, high=1, spans=())


def _none(kind: str) -> Toll:
    return Toll(kind=kind, low=0, high=0, spans=())


def _times(words: set[str]) -> int:
    """The victims of a double or triple shooting."""
    return max(
        (int(row["kind"]) for row in table("quantity_signs") if row["kind"].isdigit() and row["word"] in words),
        default=0,
    )


def _lead(parsed: ParsedDocument) -> Iterator[str]:
    """Words of the top of an article, without those of phrases that tell of no death ("a deadly weapon")."""
    sentences = parsed.sentences[:LEAD]
    spelling = spell(parsed.tokens[: sentences[-1].last if sentences else 0])
    i = 0
    while i < len(spelling.keys):
        length, _ = _phrases("quantity_not_signs").at(spelling.keys, spelling.words, i)
        if not length:
            yield spelling.words[i].lower()
        i += length or 1


def _speaks(parsed: ParsedDocument, sentence: int, name: str) -> bool:
    """Whether a sentence holds a phrase of a table."""
    spelling = spell(parsed.tokens_of(parsed.sentences[sentence]))
    phrases = _phrases(name)
    return any(phrases.at(spelling.keys, spelling.words, i)[0] for i in range(len(spelling.keys)))


@cache
def _phrases(name: str) -> PhraseIndex[bool]:
    index: PhraseIndex[bool] = PhraseIndex()
    for row in table(name):
        index.add(row["phrase"], True, any_case=True)
    return index


@cache
def _signs(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("quantity_signs") if row["kind"] == kind)


def agreed(found: Sequence[tuple[Toll, Toll]]) -> tuple[Toll, Toll]:
    """The toll of one event that most of its articles give; of equals the one with more people, then with more dead."""
    pairs = [(killed.count, injured.count) for killed, injured in found]
    votes = Counter(pairs)
    if len(votes) > 1:
        votes.pop((0, 0), None)  # an article that tells of no victim tells nothing
    best = max(votes, key=lambda pair: (votes[pair], sum(pair), pair[0]))
    return found[pairs.index(best)]
