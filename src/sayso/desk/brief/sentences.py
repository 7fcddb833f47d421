"""Sentences of a brief: made by template from what is stored, never written freely; each rests on claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from typing import Any

from sayso.desk.brief.gather import AsOf
from sayso.desk.clauses import capital, clause, details, several, with_a, with_the
from sayso.lexicon.tables import table
from sayso.wording.events import counted
from sayso.wording.words import joined, label, safe

Json = dict[str, Any]
_VERBS = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MOST = 4  # claims that one sentence is footnoted to
NAMES = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the ids of the claims that it rests on."""

    text: str
    claims: tuple[str, ...]


@cache
def _templates() -> dict[tuple[str, str], str]:
    rows = table("brief", language=None, package="sayso.wording")
    return {(row["kind"], row["key"]): row["text"] for row in rows}


def fill(kind: str, key: str, *, many: bool | Sequence[bool] = False, **words: Any) -> str:
    """A template with its words put in; each verb in brackets takes the form that its subject needs."""
    forms = cycle((many,) if isinstance(many, bool) else many)

    def form(found: re.Match[str]) -> str:
        return found[1] if next(forms) else found[2]

    text = _VERBS.sub(form, _templates()[kind, key])
    return capital(text.format(**words))


def what(of: AsOf) -> str:
    """The event as a clause: as the first claim that affirms it tells it, with where, when and how many."""
    return f"{clause(_teller(of))}{details(of.event)}"


def _teller(of: AsOf) -> Json:
    """The first claim that affirms it."""
    return next((c for c in of.claims if c["stance"] == "affirm"), of.claims[0])


def first(of: AsOf) -> Sentence:
    """The sentence that says what is known, in the words of the verdict."""
    affirm = [r for r in of.roots if r["counted"] and not r["denies"]] or [r for r in of.roots if not r["denies"]]
    deny = [r for r in of.roots if r["denies"]]
    claims = tuple(dict.fromkeys(_lead(of, root) for root in (*affirm, *deny)))[: MOST + 2]
    words = {
        "what": what(of),
        "why": safe(of.why),
        "count": capital(_NUMBERS[of.independent]) if of.independent < len(_NUMBERS) else str(of.independent),
        "outlets": counted(len(_outlets(of)), "outlet"),
        "for": joined(dict.fromkeys(name_of(r) for r in affirm)),
        "against": joined(dict.fromkeys(name_of(r) for r in deny)),
        "said": _said(of, affirm[0]) if affirm else "",
    }
    key = of.verdict
    many: tuple[bool, ...] = (_many(deny),)
    if key == "disputed":
        key = "disputed" if affirm and deny else "differing" if affirm else "denied"
        many = (_many(affirm), _many(deny)) if affirm else many
    elif key == "withdrawn" and not deny:
        key = "void"
    elif key in ("relayed", "echoed"):
        many = (len(_outlets(of)) > 1,)
    return Sentence(fill("first", key, many=many, **words), claims or (of.claims[0]["id"],))


def _said(of: AsOf, root: Json) -> str:
    """What a root says, with where and when, without a full stop."""
    lead = _claim(of, _lead(of, root))
    return _told(lead, root, f"{_clause_of(lead)}{details(of.event)}")[:-1]


def _told(lead: Json, root: Json, clause: str) -> str:
    return fill("says", _key(lead, root), many=_many([root]), root=name_of(root), what=clause)


def bodies(of: AsOf, most: int) -> list[Sentence]:
    """What follows the first sentence: each root with its words, or who else carries the only one; then where they differ."""
    if of.verdict in ("disputed", "withdrawn"):
        return [*_quoted(of, most), *differing(of)]  # what they say stands in the first sentence
    if len(of.roots) > 1:
        return [*(says(of, root) for root in of.roots[:most]), *differing(of)]
    own = _one_each(list(of.claims))
    lead = own[0]["chain"][0]["name"] or "?"
    carriers = [n for n in dict.fromkeys(c["chain"][0]["name"] or "?" for c in own) if n != lead]
    if not carriers:
        return differing(of)
    claims = tuple(c["id"] for c in own if c["chain"][0]["name"] in carriers)[:MOST]
    text = fill("says", "carried", many=len(carriers) > 1, carriers=_named(carriers))
    return [Sentence(text, claims), *differing(of)]


def _quoted(of: AsOf, most: int) -> Iterator[Sentence]:
    """Through whom each root is told, where another tells of it."""
    for root in of.roots[:most]:
        own = _one_each([c for c in of.claims if c["id"] in root["claims"]])
        carriers = _carriers(own, root)
        if not carriers:
            continue
        key = "quoted"
        if of.verdict == "withdrawn":
            key = "untold" if _claim(of, _lead(of, root))["stance"] == "retract" else "told"
        words = {"root": name_of(root, carriers), "carriers": _named(carriers)}
        yield Sentence(fill("says", key, many=_many([root]), **words), tuple(c["id"] for c in own)[:MOST])


def _carriers(own: list[Json], root: Json) -> list[str]:
    """The outlets that tell it, other than the root."""
    return [n for n in dict.fromkeys(c["chain"][0]["name"] or "?" for c in own) if n != root["name"]]


def _named(carriers: list[str]) -> str:
    more = [counted(len(carriers) - NAMES, "other")] if len(carriers) > NAMES else []
    return joined([*map(safe, carriers[:NAMES]), *more])


def says(of: AsOf, root: Json) -> Sentence:
    """What one root says, in the words of the status of its claim, and through whom it is told."""
    own = [c for c in of.claims if c["id"] in root["claims"]]
    lead = _claim(of, _lead(of, root))
    carriers, key = _carriers(own, root), _key(lead, root)
    same = _clause_of(lead) == _clause_of(_teller(of)) and ("so", key) in _templates()
    words = {"root": name_of(root, carriers), "what": _clause_of(lead)}
    text = fill("so" if same else "says", key, many=_many([root]), **words)
    if carriers:
        text = f"{text[:-1]}, as told by {_named(carriers)}."
    return Sentence(text, tuple(c["id"] for c in _one_each(own))[:MOST])


def _clause_of(claim: Json) -> str:
    """A claim's clause; what is denied or doubted stands in its plain form, since the verb says that it is."""
    if claim["status"] in ("future", "hypothetical"):
        return clause(claim | {"polarity": "positive"}, as_said=True)
    return clause(claim)


def _key(claim: Json, root: Json) -> str:
    if claim["stance"] == "retract":
        return "retract"
    if claim["status"] == "hedged":
        return claim["certainty"] if claim["certainty"] in ("probable", "unknown") else "hedged"
    if claim["status"] in ("asserted", "reported") and root["self_report"]:
        own = {root["id"], *root.get("members", ())}
        if any(p["id"] in own or p["name"] == root["name"] for p in claim["participants"]):
            return "self"
        return "envoy" if root["kind"] == "person" else "side"
    return str(claim["status"])


def differing(of: AsOf) -> list[Sentence]:
    """A sentence for each detail that reports tell differently."""
    held = {c["id"]: c for c in of.claims}
    names = {root["id"]: name_of(root) for root in of.roots}
    fields: dict[str, list[Json]] = {}
    for detail in of.event["conflicts"]:
        if any(c in held for c in detail["claims"]):
            fields.setdefault(detail["field"], []).append(detail)
    out = []
    for field, values in fields.items():
        if len(values) < 2 or field == "whether":  # that stands in the first sentence
            continue
        told = [f"{safe(str(v['value']))} ({joined(names.get(r, r) for r in v['roots']) or '?'})" for v in values]
        claims = tuple(next(c for c in v["claims"] if c in held) for v in values)
        named = label("detail", field)
        out.append(Sentence(fill("differ", "field", field=named, values=joined(told, "or")), claims[:MOST]))
    return out


def became(before: AsOf, now: AsOf) -> tuple[str, Sentence]:
    """What became of an event since: the key of it, and the sentence."""
    fresh = tuple(c["id"] for c in _one_each(list(now.fresh)))
    words = {
        "what": what(before),
        "why": safe(now.why),
        "roots": counted(now.independent, "root"),
        "before": str(before.independent),
        "reports": counted(now.reports, "report"),
        "verdict": now.verdict,
        "more": counted(now.reports - before.reports, "report"),
    }
    changed = now.verdict != before.verdict
    key = "same"
    if changed and now.verdict in ("withdrawn", "disputed"):
        key = now.verdict
    elif changed and now.verdict == "corroborated":
        key = "confirmed"
    elif now.independent != before.independent:
        key = "roots"
    elif now.reports > before.reports:
        key = "spread"
    return key, Sentence(fill("became", key, many=False, **words), fresh[:MOST] or (before.claims[0]["id"],))


def name_of(root: Json, carriers: Sequence[str] = ()) -> str:
    """The name of a root as a sentence has it; `carriers` are named beside it, so that it need not say who quotes it."""
    name = safe(str(root["name"] or "an unnamed source"))
    if root["kind"] == "outlet":
        return name
    if not _unnamed(root):
        return name if root["kind"] == "person" else with_the(name)
    bare, _, outlet = name.removesuffix(")").rpartition(" (") if name.endswith(")") else (name, "", "")
    return with_a(bare) if not outlet or outlet in carriers else f"{with_a(bare)} quoted by {outlet}"


def _unnamed(root: Json) -> bool:
    return bool(root["kind"] == "unnamed" or root.get("standing") in ("unnamed", "unknown"))


def _many(roots: list[Json]) -> bool:
    return len({r["name"] for r in roots}) > 1 or any(_unnamed(r) and several(r["name"] or "") for r in roots)


def _lead(of: AsOf, root: Json) -> str:
    """The claim that stands for a root: its first one in the day's knowledge."""
    return str(next(c["id"] for c in of.claims if c["id"] in root["claims"]))


def _claim(of: AsOf, own: str) -> Json:
    return next(c for c in of.claims if c["id"] == own)


def _outlets(of: AsOf) -> list[str]:
    return list(dict.fromkeys(a["outlet"] or "?" for a in of.articles.values()))


def _one_each(claims: list[Json]) -> list[Json]:
    """One claim of each article."""
    return list({c["article"]: c for c in reversed(claims)}.values())[::-1]
