"""What `--full` adds: everything that the reading found, so that each part can be looked at and measured on its own."""

from __future__ import annotations

from typing import Any

from sayso.codec.pieces import Index, cue, participant, place, place_facts, quantity, spot, text_at, when
from sayso.model import Actor, Attribution, EventMention, Quantity, Reading, Source, Veridicality, content_id, slug

Json = dict[str, Any]


def full_parts(reading: Reading, index: Index, quads: dict[str, int], sources: list[str | None]) -> Json:
    """The keys of `--full`, in the contract's order."""
    judged = reading.veridicality or (Veridicality(),) * len(reading.events)
    return {
        "sentences": [{"span": spot(s.span), "kind": s.kind} for s in index.sentences],
        "attributions": [
            _attribution(a, source, index) for a, source in zip(reading.attributions, sources, strict=True)
        ],
        "actors": [_actor(actor) for actor in reading.actors],
        "places": [
            {"text": p.text or None, "span": spot(p.span)} | place_facts(p) | {"literal": p.literal}
            for p in reading.places
        ],
        "times": [
            {
                "text": t.text or None,
                "span": spot(t.span),
                "timex": t.timex,
                "value": t.value or None,
                "earliest": t.earliest or None,
                "latest": t.latest or None,
                "granularity": t.granularity or None,
                "how": t.how,
            }
            for t in reading.times
        ],
        "quantities": _quantities(reading),
        "events": [
            _event(event, name, v, index, quads)
            for event, name, v in zip(reading.events, _event_ids(reading), judged, strict=True)
        ],
    }


def source_ids(reading: Reading) -> list[str | None]:
    """The id of each attribution's source: that of the actor mentioned there, else one made of its words."""
    mentions = {mention.span: actor.id for actor in reading.actors for mention in actor.mentions}
    heads = {mention.head: actor.id for actor in reading.actors for mention in actor.mentions}
    out: list[str | None] = []
    for attribution in reading.attributions:
        source = attribution.source
        earlier = [out[k] for k in source.antecedents if k < len(out)] if source else []
        if source is None:
            out.append(None)
        elif source.span in mentions:
            out.append(mentions[source.span])
        elif source.head is not None and source.head in heads:
            out.append(heads[source.head])
        else:
            out.append((earlier and earlier[0]) or _named(source))
    return out


def _named(source: Source) -> str:
    prefix = {"outlet": "outlet", "agency": "outlet", "unnamed": "unnamed"}.get(source.kind, "actor")
    return f"{prefix}:{slug(source.text)}"


def _attribution(found: Attribution, source_id: str | None, index: Index) -> Json:
    source = found.source
    return {
        "source": source
        and {"text": source.text or None, "span": spot(source.span), "kind": source.kind, "id": source_id},
        "cue": cue(found.cue, index),
        "content": [{"span": spot(span)} for span in found.content],
        "type": found.type,
        "parent": found.parent,
    }


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.id,
        "name": actor.name or None,
        "country": actor.country or None,
        "sectors": list(actor.sectors),
        "kind": actor.kind,
        "candidates": list(actor.candidates),
        "holders": [{"id": h.id, "name": h.name, "certainty": h.certainty} for h in actor.holders],
        "mentions": [{"text": m.text or None, "span": spot(m.span), "form": m.form} for m in actor.mentions],
    }


def _quantities(reading: Reading) -> list[Json]:
    """Every quantity with the event that it counts; those that only an event knows of are listed too."""
    owner: dict[tuple[str, int, int], int] = {}
    known: dict[tuple[str, int, int], Quantity] = {_key(q): q for q in reading.quantities}
    for number, event in enumerate(reading.events):
        for q in event.quantities:
            owner.setdefault(_key(q), number)
            known.setdefault(_key(q), q)
    ordered = sorted(known.items(), key=lambda item: (item[0][1], item[0][2], item[0][0]))
    return [quantity(q) | {"event": owner.get(key)} for key, q in ordered]


def _key(q: Quantity) -> tuple[str, int, int]:
    return (q.kind, q.span.start, q.span.end)


def _event_ids(reading: Reading) -> list[str]:
    """Ids from content; a second event on the same words gets another by its rank among them."""
    seen: dict[tuple[str, ...], int] = {}
    out = []
    for event in reading.events:
        key = (reading.article.id, str(event.trigger.start), str(event.trigger.end), event.type)
        seen[key] = seen.get(key, 0) + 1
        out.append(content_id("event", *key, str(seen[key])))
    return out


def _event(event: EventMention, name: str, judged: Veridicality, index: Index, quads: dict[str, int]) -> Json:
    return {
        "id": name,
        "sentence": event.sentence,
        "trigger": {"text": text_at(index.text, event.trigger), "span": spot(event.trigger)},
        "type": event.type,
        "mode": event.mode or None,
        "quad": quads.get(event.type),
        "participants": [participant(p, index) for p in event.participants],
        "place": place(event.place),
        "when": when(event.when),
        "completion": event.completion or None,
        "certainty": judged.certainty,
        "polarity": judged.polarity,
        "modality": judged.modality,
        "coded": event.why_not is None,
        "why_not": event.why_not,
    }
