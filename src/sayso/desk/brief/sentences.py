"""Sentences of a brief: made by template from what is stored, never written freely; each rests on claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from typing import Any

from sayso.desk.brief.gather import AsOf
from sayso.desk.clauses import Speaker, capital, clause, demanded, details, lowered, many_of, with_a, with_the
from sayso.lexicon.tables import table
from sayso.wording.events import counted
from sayso.wording.words import joined, label, safe

Json = dict[str, Any]
_RELATIVE = re.compile(r" (?:who|which|that) ")
_VERBS = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
_VERBAL = (1, 3)  # classes of events that are words themselves: who tells of his own need not "say that"
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
    return _whole(of, _teller(of))


def _whole(of: AsOf, claim: Json, root: Json | None = None) -> str:
    """What a claim says, with where, when and how many as the event has them; a `root` that says it of itself is `it`."""
    told = _clause_of(claim, root, placed=of.event["place"] is not None)
    return f"{told}{details(of.event, told)}"


def _teller(of: AsOf) -> Json:
    """The first claim that affirms it."""
    return next((c for c in of.claims if c["stance"] == "affirm"), of.claims[0])


def first(of: AsOf) -> Sentence:
    """The sentence that says what is known, in the words of the verdict."""
    affirm = [r for r in of.roots if r["counted"] and not r["denies"]] or [r for r in of.roots if not r["denies"]]
    deny = [r for r in of.roots if r["denies"]]
    claims = tuple(dict.fromkeys(_lead(of, root) for root in (*affirm, *deny)))[: MOST + 2]
    words = {
        "what": f"{what(of)}{demanded(_teller(of))}",
        "why": safe(of.why),
        "count": capital(_NUMBERS[of.independent]) if of.independent < len(_NUMBERS) else str(of.independent),
        "outlets": counted(len(_outlets(of)), "outlet"),
        "for": joined(dict.fromkeys(_called(of, r) for r in affirm)),
        "against": joined(dict.fromkeys(_called(of, r) for r in deny)),
        "said": _said(of, affirm[0]) if affirm else "",
    }
    key = of.verdict
    many: tuple[bool, ...] = (_many(deny),)
    if key == "disputed":
        key = "disputed" if affirm and deny else "differing" if affirm else "denied"
        many = (_many(affirm), _many(deny)) if affirm else many
        if key == "denied" and len(deny) == 1:
            words["what"] = _denied(of, deny[0])
    elif key == "withdrawn" and not deny:
        key = "void"
    elif key in ("relayed", "echoed"):
        many = (len(_outlets(of)) > 1,)
    return Sentence(fill("first", key, many=many, **words), claims or (of.claims[0]["id"],))


def _denied(of: AsOf, root: Json) -> str:
    """What the only root that speaks of it denies, and through whom that is told where its name does not say so."""
    lead, told = _claim(of, _lead(of, root)), _through(root)
    carriers = [name for name in _carriers([c for c in of.claims if c["id"] in root["claims"]], root) if name != told]
    passed = f", as told by {_named(carriers)}" if carriers else ""
    return f"{_whole(of, lead, root)}{demanded(lead)}{passed}"


def _said(of: AsOf, root: Json) -> str:
    """What a root says, with where and when, without a full stop."""
    lead = _claim(of, _lead(of, root))
    return _told(lead, root, f"{_whole(of, lead, root)}{demanded(lead)}")[:-1]


def _told(lead: Json, root: Json, clause: str) -> str:
    key, name = _key(lead, root), name_of(root, claim=lead)
    if key == "person":
        alone = clause.startswith(f"{name} ") and not clause.startswith(f"{name} and ")
        key, clause = ("person", clause.removeprefix(f"{name} ")) if alone else ("self", clause)
    elif key == "own" and lead.get("quad") in _VERBAL:
        of_itself = _speaker(root).pronoun("actor")
        if clause.startswith(f"{of_itself} ") and not clause.startswith(f"{of_itself} and "):
            key, clause = "word", clause.removeprefix(f"{of_itself} ")
    return fill("says", key, many=_many([root]), root=name, what=clause)


def bodies(of: AsOf, most: int) -> list[Sentence]:
    """What follows the first sentence: each root with its words, or who else carries the only one; then where they differ."""
    if of.verdict == "disputed" and len(of.roots) == 1 and of.roots[0]["denies"]:
        return differing(of)  # who tells of the denial stands in the first sentence
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
        through = _through(root)
        if key == "quoted" and carriers == [through]:
            continue  # "a witness quoted by Amber Wire" is how the first sentence calls it
        passed = key == "quoted" and through and through not in carriers
        name = name_of(root, [*carriers, through], _claim(of, _lead(of, root)))
        words = {"root": name, "carriers": _named(carriers), "outlets": through}
        many = len(carriers) > 1 if passed else _many([root])
        text = fill("says", "passed" if passed else key, many=many, **words)
        yield Sentence(text, tuple(c["id"] for c in own)[:MOST])


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
    short = {"own": "self", "person": "self"}.get(key, key)
    name = name_of(root, carriers, lead)
    if ("so", short) in _templates() and _meant(lead) == _meant(_teller(of)):
        text = fill("so", short, many=_many([root]), root=name)
    else:
        key = "self" if key == "person" else key
        told = f"{_clause_of(lead, root)}{demanded(lead)}"
        text = fill("says", key, many=_many([root]), root=name, what=told)
    if carriers:
        text = f"{text[:-1]}, as told by {_named(carriers)}."
    return Sentence(text, tuple(c["id"] for c in _one_each(own))[:MOST])


def _meant(claim: Json) -> str:
    return f"{_clause_of(claim)}{demanded(claim)}"


def _clause_of(claim: Json, root: Json | None = None, *, placed: bool = False) -> str:
    """A claim's clause; what is denied or doubted stands in its plain form, since the verb says that it is."""
    by = _speaker(root) if root else None
    if claim["status"] in ("future", "hypothetical"):
        return clause(claim | {"polarity": "positive"}, as_said=True, placed=placed, by=by)
    return clause(claim, placed=placed, by=by)


def _speaker(root: Json) -> Speaker:
    """A root as whoever says a clause."""
    return Speaker(frozenset((root["id"], *root.get("members", ()))), _bare(root)[0], _many([root]))


def _key(claim: Json, root: Json) -> str:
    if claim["stance"] == "retract":
        return "retract"
    if claim["status"] == "hedged":
        return claim["certainty"] if claim["certainty"] in ("probable", "unknown") else "hedged"
    if claim["status"] in ("asserted", "reported") and (root["self_report"] or _of_itself(claim, root)):
        own = {root["id"], *root.get("members", ())}
        if _of_itself(claim, root):
            return "own"
        named = any(p["name"] == root["name"] for p in claim["participants"])
        if named or any(p["id"] in own for p in claim["participants"]):
            return "person" if named and root["kind"] == "person" else "self"
        return "envoy" if root["kind"] == "person" else "side"
    return str(claim["status"])


def _of_itself(claim: Json, root: Json) -> bool:
    """Whether a root that is no person tells of itself under its own name."""
    return any(_speaker(root).speaks_of_itself(p) for p in claim["participants"])


def differing(of: AsOf) -> list[Sentence]:
    """A sentence for each detail that reports tell differently."""
    held = {c["id"]: c for c in of.claims}
    names = {root["id"]: _called(of, root) for root in of.roots}
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


def name_of(root: Json, carriers: Sequence[str] = (), claim: Json | None = None) -> str:
    """The name of a root as a sentence has it, with the article that the text of its `claim` has for it.

    `carriers` are named beside it, so that it need not say who quotes it.
    """
    bare, outlet = _bare(root)
    if not _unnamed(root):
        if root["kind"] == "outlet":
            return bare
        return with_the(bare, person=root["kind"] == "person")
    called = _with_article(bare, root, claim or {})
    if not outlet or outlet in carriers:
        return called
    return f"{called}, quoted by {outlet}," if _RELATIVE.search(called) else f"{called} quoted by {outlet}"


def _called(of: AsOf, root: Json) -> str:
    return name_of(root, claim=_claim(of, _lead(of, root))).removesuffix(",")


def _bare(root: Json) -> tuple[str, str]:
    """The name of a root, and the outlet that quotes it where it has no name: `security source`, `Amber Wire`."""
    name = safe(str(root["name"] or "an unnamed source"))
    if not _unnamed(root) or not name.endswith(")"):
        return name, ""
    bare, _, outlet = name.removesuffix(")").rpartition(" (")
    return bare, outlet


def _through(root: Json) -> str:
    return _bare(root)[1]


def _with_article(bare: str, root: Json, claim: Json) -> str:
    """A description with its article: `the police` where the text calls it so, else `a security source`."""
    own = {root["id"], *root.get("members", ())}
    told = {str(link["text"] or "").lower() for link in claim.get("chain", ()) if link["id"] in own}
    called = lowered(bare, claim)
    return f"the {called}" if f"the {bare.lower()}" in told else with_a(called)


def _unnamed(root: Json) -> bool:
    """Whether a root has no name of its own; an outlet that nobody knows is called as it calls itself."""
    if root["kind"] == "outlet":
        return str(root["id"]).startswith("unnamed:")
    return bool(root["kind"] == "unnamed" or root.get("standing") in ("unnamed", "unknown"))


def _many(roots: list[Json]) -> bool:
    if len({r["name"] for r in roots}) > 1:
        return True
    return any(many_of(_bare(r)[0], described=_unnamed(r)) for r in roots if r["kind"] != "outlet" or _unnamed(r))


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
