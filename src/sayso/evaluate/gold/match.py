"""Whether single attributes of a program's claim agree with a gold claim."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from sayso.evaluate.gold.case import Case, Entity, Got, Json, Pair, as_dict, as_list, as_str
from sayso.evaluate.gold.names import contains, has_name, norm, words

STATE = {"state", "government", "government_body"}
UNNAMED = {
    *("anonymous_person", "anonymous_group", "anonymous_collective", "unnamed_group", "unnamed_state_group"),
    *("population", "unknown", "group"),
}
RECIPROCAL = {"CONSULT", "COOPERATE", "AGREE"}


def overlap(a: Pair | None, b: Pair | None) -> int:
    """Characters that two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) if a and b else 0


def same_entity(case: Case, got: Entity, ref: str, mention: Json | None = None) -> bool:
    """By name, by part of a name, or by country and sector."""
    e = case.entities[ref]
    forms = set(case.forms[ref])
    m = mention or {}
    if m.get("text") and not m.get("anaphora") and (has_name(m["text"]) or e.get("type") in UNNAMED):
        forms.add(norm(m["text"]))
    if not got.key:
        return False
    if got.key in forms:
        return True
    others = [r for r, fs in case.forms.items() if r != ref and got.key in fs]
    if others:
        return e.get("type") in STATE and any(_same_state(case.entities[o], e) for o in others)
    countries = {e.get("country"), *as_list(e.get("country_acceptable"))}
    clash = got.country and e.get("country") and got.country not in countries
    if not clash and _same_name(got, e, forms):
        return True
    if got.country and got.country in countries - {None}:
        allowed = {e.get("sector"), *as_list(e.get("sector_acceptable"))}
        return bool(set(got.sectors) & allowed) if got.sectors else None in allowed
    return False


def _same_state(a: Json, b: Json) -> bool:
    return a.get("type") in STATE and a.get("country") == b.get("country") and b.get("country") is not None


def _same_name(got: Entity, e: Json, forms: set[frozenset[str]]) -> bool:
    if any(contains(got.key, f) for f in forms):
        return True
    last = (words(got.label) or [""])[-1]
    if e.get("type") == "person" and got.name and len(last) > 3:
        known = [e.get("canonical"), *as_list(e.get("aliases"))]
        if any(last == (words(n) or [""])[-1] for n in known if n):
            return True
    unnamed = e.get("type") in UNNAMED and got.kind == "unnamed"
    return unnamed and any(len(got.key & f) * 2 >= len(got.key | f) for f in forms)


def match_ref(case: Case, got: Entity, item: Json) -> bool:
    """The entity of a gold participant or link, or another that is as good."""
    refs = [item["ref"], *as_list(item.get("also"))]
    return any(same_entity(case, got, r, item if r == item["ref"] else None) for r in refs)


def first_actor(case: Case, got: Got, gold: Json) -> int:
    """2: the gold's first actor; 1: another actor of the same joint event, or an accepted reading; 0: no."""
    accept, actors = as_list(gold.get("actor_acceptable")), as_list(gold.get("actors"))
    lead = got.actors[0] if got.actors else None
    if lead is None or (lead.unknown and (None in accept or not actors)):
        nobody = not actors or None in accept or case.entities[actors[0]["ref"]].get("type") == "unknown"
        return 2 if nobody else 0
    if actors and match_ref(case, lead, actors[0]):
        return 2
    other = any(match_ref(case, lead, a) for a in actors[1:]) or any(same_entity(case, lead, r) for r in accept if r)
    return int(other)


def _link_ok(case: Case, got: Entity, gold: Json) -> bool:
    if gold["ref"] == "article":
        return got.kind in ("outlet", "author") or got.key == norm(case.outlet)
    return match_ref(case, got, gold)


def chain_score(case: Case, got: Got, gold: Json) -> tuple[float, float]:
    """(root, whole chain): 1 for the gold chain, 0.5 for a listed alternative."""
    root = whole = 0.0
    readings = [(1.0, gold["chain"])]
    readings += [(1.0, c) for c in as_list(gold.get("chain_acceptable"))]
    readings += [(0.5, c) for c in as_list(gold.get("chain_alternatives"))]
    if not got.chain:
        return 0.0, 0.0
    last = got.chain[-1]
    for worth, chain in readings:
        if len(chain) == 1:
            right = len(got.chain) == 1 or last.kind in ("outlet", "author")
        else:
            right = len(got.chain) > 1 and _link_ok(case, last, chain[-1])
        root = max(root, worth * right)
        same = len(chain) == len(got.chain) and all(_link_ok(case, x, y) for x, y in zip(got.chain, chain, strict=True))
        whole = max(whole, worth * same)
    return root, whole


def _day(x: Any) -> date | None:
    m = re.match(r"\d{4}-\d\d-\d\d", x) if isinstance(x, str) else None
    try:
        return date.fromisoformat(m[0]) if m else None
    except ValueError:
        return None


def date_ok(case: Case, got: Got, gold: Json) -> bool:
    """Ends equal, with slack where the gold says interval; where the gold has none, no silent publication date."""
    g = as_dict(gold.get("date"))
    a, b = _day(got.when.get("earliest")), _day(got.when.get("latest"))
    if not g.get("start") and not g.get("end"):
        how = as_str(got.when.get("how")) or ""
        marked = re.search("publi|document|default|infer|anchor|assum", how)
        return not (a is not None and a == b == _day(case.date) and not marked)
    ranges = [(g.get("start"), g.get("end"), g.get("precision") or "day")]
    ranges += [(r[0], r[1], "acceptable") for r in as_list(g.get("acceptable"))]
    return any(_within(a, b, _day(s), _day(e), precision) for s, e, precision in ranges)


def _within(a: date | None, b: date | None, s: date | None, e: date | None, precision: str) -> bool:
    slack = timedelta(0)
    if precision in ("interval", "before", "open_start") or (precision == "acceptable" and s != e):
        slack = timedelta(days=max(1, round(0.25 * (e - s).days)) if s and e else 1)
    if all(_near(x, y, slack) for x, y in ((a, s), (b, e))):
        return True
    if s is None and e and a is not None and b is not None and a == b and precision == "before":
        return abs(b - e) <= slack
    return False


def _near(x: date | None, y: date | None, slack: timedelta) -> bool:
    return x is y if x is None or y is None else abs(x - y) <= slack


def place_ok(got: Got, gold: Json) -> bool:
    """The gold place or an accepted one; none where the gold has none."""
    g = gold.get("place")
    names = [None] if not g else [g.get("name"), *as_list(g.get("acceptable"))]
    if not (as_str(got.place.get("name")) or as_str(got.place.get("text"))):
        return None in names
    keys = [norm(x) for x in (got.place.get("name"), got.place.get("text")) if as_str(x)]
    want = [norm(n) for n in names if n]
    return any(k == w or contains(k, w) or (len(w) == 1 and w < k and len(k) == 2) for k in keys for w in want)


def mode_ok(got: Got, gold: Json) -> bool:
    return got.mode in [gold.get("mode"), *as_list(gold.get("mode_acceptable"))]


def status_ok(got: Got, gold: Json) -> bool:
    return got.status in [gold.get("status"), *as_list(gold.get("status_acceptable"))]


def quantity_ok(got: Got, gold: Json) -> bool | None:
    """None where the gold asks for no figure."""
    want = as_list(gold.get("quantities"))
    if not want:
        return None
    return all(any(_same_count(q, w) for q in got.quantities) for w in want)


def _same_count(q: Json, w: Json) -> bool:
    return bool(q.get("kind") == w["kind"] and w["low"] in (q.get("low"), q.get("high")))


def recipients(case: Case, got: Got, gold: Json) -> tuple[int, int, int]:
    """(right, given, wanted); joint events pool every participant but the first actor."""
    want, have = list(as_list(gold.get("recipients"))), list(got.recipients)
    neutral = [{"ref": r} for r in as_list(gold.get("recipient_inferred"))] + list(as_list(gold.get("beneficiaries")))
    if gold["event_type"] in RECIPROCAL:
        actors = list(as_list(gold.get("actors")))
        first = actors[0] if actors else None
        lead = next((a for a in actors if got.actors and match_ref(case, got.actors[0], a)), first)
        want += [a for a in actors if a is not lead]
        have += got.actors[1:]
    right = wrong = 0
    for p in have:
        hit = next((w for w in want if match_ref(case, p, w)), None)
        if hit is not None:
            want.remove(hit)
            right += 1
        elif not p.inferred and not any(match_ref(case, p, n) for n in neutral):
            wrong += 1
    return right, right + wrong, right + len(want)


def same_sentence(got: Got, gold: Json) -> bool:
    """By spans where there are any, else by words."""
    s = gold["_sent"]
    if got.span and s:
        return overlap(got.span, s) > 0
    if got.sent and s:
        return bool(2 * overlap(got.sent, s) >= min(got.sent[1] - got.sent[0], s[1] - s[0]) > 0)
    a, b = set(words(got.sentence)), set(words(gold.get("sentence_text")))
    return bool(a and b) and len(a & b) >= 0.8 * min(len(a), len(b))
