"""Two or more actors spoken of as one: "both governments", "they"."""

from __future__ import annotations

from sayso.extract.actors.draft import Draft, nouns
from sayso.lexicon.actors import Agent
from sayso.model import content_id


def couple(members: list[Draft], kind: str, agent: Agent | None = None) -> Draft:
    """Several actors as one, with themselves as its candidates."""
    ids = tuple(d.id for d in members)
    name = " and ".join(d.name for d in members)
    sectors = members[0].sectors or (("GOV",) if kind == "state" else ())
    out = Draft(content_id("actor", *ids), name, "group", None, sectors, candidates=ids, plural=True, named=True)
    out.members = members
    out.nouns = nouns(agent) if agent is not None else set()
    return out
