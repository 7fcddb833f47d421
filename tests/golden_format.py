"""Claims as the human lines of golden files: text order, no ids, scores or versions, so that a diff reads as a language review.

    CONSULT/third-party  Haftar [LBY-MIL] + Mossad agents [ISR-SPY]
      where/when  Jordan / 2015-01-01..2016-12-31
      says        (outlet) < Al-Jarida < Al-Araby Al-Jadeed
      how         certain positive actual
      trigger     "held talks" @559

Recipients follow `->`, other roles stand in brackets, `~` marks a participant that is inferred. The text of a participant
is what the article writes, with what it resolves to in square brackets; a claim that a reader of flat tables does not get
says `not exported`.
"""

from __future__ import annotations

from sayso.model import Actor, Claim, Participant, PlaceMention, Reading, When

OTHER_ROLES = ("host", "mediator", "beneficiary")


def claims_txt(reading: Reading) -> str:
    """All claims of a reading, a blank line between two; a reading without claims says why in one line."""
    if not reading.claims:
        return "\n".join([reading.outcome, *(f"  {p.code}" for p in reading.problems)]) + "\n"
    assert reading.document is not None
    actors = {actor.id: actor for actor in reading.actors}
    return "\n".join(claim_lines(claim, actors, reading.document.text) for claim in reading.claims)


def claim_lines(claim: Claim, actors: dict[str, Actor], text: str) -> str:
    """One claim, five lines."""
    event, judged = claim.event, claim.veridicality
    what = f"{event.type}/{event.mode}" if event.mode else event.type
    how = f"{judged.certainty} {judged.polarity} {judged.modality}"
    says = " < ".join(["(outlet)", *(_line(link.name) for link in claim.chain[1:])])
    lines = [
        f"{what}  {who(event.participants, actors)}",
        f"  where/when  {where(event.place)} / {when(event.when)}",
        f"  says        {says}",
        f"  how         {how}{'' if claim.export else ', not exported'}",
        f'  trigger     "{_line(event.trigger.of(text))}" @{event.trigger.start}',
    ]
    return "\n".join(lines) + "\n"


def who(participants: tuple[Participant, ...], actors: dict[str, Actor]) -> str:
    """`actors -> recipients (host: ...)`; a claim without an actor begins with `?`."""
    by_role: dict[str, list[str]] = {}
    for p in participants:
        by_role.setdefault(p.role, []).append(party(p, actors))
    out = " + ".join(by_role.get("actor", ["?"]))
    if "recipient" in by_role:
        out += " -> " + " + ".join(by_role["recipient"])
    for role in OTHER_ROLES:
        if role in by_role:
            out += f" ({role}: {' + '.join(by_role[role])})"
    return out


def party(p: Participant, actors: dict[str, Actor]) -> str:
    """`Mossad agents [ISR-SPY]`; a pronoun or description that stands for a known name is followed by that name."""
    actor = actors.get(p.actor)
    shown = _line(p.text) or "?"
    if actor is None:
        return shown
    codes = "-".join(code for code in (actor.country, *actor.sectors[:1]) if code)
    name = _line(actor.name)
    same = name.casefold() in shown.casefold() or shown.casefold() in name.casefold()
    inside = " ".join(part for part in ("" if same else f"= {name}", codes) if part)
    return f"{'~' if p.inferred else ''}{shown}" + (f" [{inside}]" if inside else "")


def where(place: PlaceMention | None) -> str:
    return "-" if place is None else _line(place.name)


def when(found: When | None) -> str:
    """One day, or both ends of an interval; an open end is empty."""
    if found is None:
        return "-"
    if found.earliest == found.latest:
        return found.earliest or "-"
    return f"{found.earliest or ''}..{found.latest or ''}"


def _line(text: str) -> str:
    return " ".join(text.split())
