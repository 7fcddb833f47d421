from __future__ import annotations

import pytest

from sayso.corroborate.sources import count_roots, roots_of
from sayso.model.ledger import Judgement, Root
from tests.corroborate.sources.factories import Case

MFA = "actor:Ministry of Foreign Affairs of Algeria [DZA GOV]"
INTERIOR = "actor:Ministry of the Interior of Algeria [DZA GOV COP]"
POLICE = "actor:police [DZA COP]"
ENVOY = 'actor:Omar Keddar [USA GOV] "the special envoy Omar Keddar"'
FRONT = "actor:Marsa Liberation Front [- REB]"
CROSS = "actor:Red Crescent Society of Marsa [- MED]"
STATE = "actor:Algeria [DZA]"


def roots(case: Case, *judgements: Judgement) -> tuple[Root, ...]:
    return roots_of(case.claims, case.reports, case.copies, stances=case.stances, judgements=judgements)


def counted(case: Case, *judgements: Judgement) -> list[str]:
    return sorted(r.name for r in roots(case, *judgements) if r.counted)


TABLE = [
    # phenomenon, case, names of the counted roots
    ("one article in its own voice", Case().article("a", "Marsa Post"), ["Marsa Post"]),
    ("two outlets in their own voice", Case().article("a", "Marsa Post").article("b", "Delta Herald"), ["Delta Herald", "Marsa Post"]),
    ("one body through two outlets is one root", Case().article("a", f"Marsa Post < {FRONT}").article("b", f"Delta Herald < {FRONT}"), ["Marsa Liberation Front"]),
    ("a relay whose own article is there rests on its root", Case().article("a", f"Marsa Post < {FRONT}").article("b", "Delta Herald < Marsa Post"), ["Marsa Liberation Front"]),
    ("relays of relays", Case().article("a", f"Marsa Post < {FRONT}").article("b", "Delta Herald < Marsa Post").article("c", "Coast Times < Delta Herald"), ["Marsa Liberation Front"]),
    ("a relay whose article is not there is the root, seen through others", Case().article("b", "Delta Herald < Marsa Post").article("c", "Coast Times < Marsa Post"), ["Marsa Post"]),
    ("an agency by its address and by its name", Case().article("a", "Marsa Post < Reuters").article("b", "Delta Herald < reuters.com"), ["Reuters"]),
    ("two outlets of one publisher count once", Case().article("a", "New York Post").article("b", "The Sun"), None),
    ("an outlet's own site", Case().article("a", "Marsa Post", url="https://marsapost.example/1").article("b", "Delta Herald < marsapost.example"), ["Marsa Post"]),
    ("a name without its article and with its kind", Case().article("a", "The Marsa Post").article("b", "Delta Herald < Marsa Post newspaper"), ["The Marsa Post"]),
    ("a name with a letter lost at a line's end", Case().article("a", "Al-Minbara").article("b", "Delta Herald < Al- inbara"), ["Al-Minbara"]),
    ("the only daily of its country that the article names", Case().article("a", "Marsa Post < Al-Jarida", "Marsa Post < The Kuwaiti daily"), ["Al-Jarida"]),
    ("a daily described in another article of the event", Case().article("a", "Marsa Post < Al-Jarida").article("b", "Delta Herald < the Kuwaiti daily"), ["Al-Jarida"]),
    ("a daily of another country is not meant", Case().article("a", "Marsa Post < Al-Jarida").article("b", "Delta Herald < the Libyan daily"), ["Al-Jarida", "the Libyan daily (Delta Herald)"]),
    ("a copy in its own voice rests on its parent", Case().article("a", "Marsa Post").article("b", "Delta Herald").copy("b", "a"), ["Marsa Post"]),
    ("a copy of a copy", Case().article("a", "Marsa Post").article("b", "Delta Herald").article("c", "Coast Times").copy("b", "a").copy("c", "b"), ["Marsa Post"]),
    ("two copies of an article that is not in the event", Case().article("b", "Delta Herald").article("c", "Coast Times").copy("b", "x").copy("c", "x"), ["another article"]),
    ("a copy that names whom its parent left out", Case().article("a", "Marsa Post").article("b", f"Delta Herald < {FRONT}").copy("b", "a"), ["Marsa Liberation Front"]),
    ("a credited agency is the root of text that another carries without the credit", Case().article("a", "Marsa Post").article("b", "Delta Herald < Reuters").copy("b", "a"), ["Reuters"]),
    ("a credit in the byline alone", Case().article("a", "Marsa Post", credits=("outlet:reuters",)).article("b", "Delta Herald < Reuters"), ["Reuters"]),
    ("a passage elsewhere in the article makes no copy of this sentence", Case().article("a", "Marsa Post").article("b", "Delta Herald").copy("b", "a", (300, 380), kind="partial"), ["Delta Herald", "Marsa Post"]),
    ("the sentence itself was taken over", Case().article("a", "Marsa Post").article("b", "Delta Herald").copy("b", "a", (0, 60), kind="partial"), ["Marsa Post"]),
    ("an edge too weak to count", Case().article("a", "Marsa Post").article("b", "Delta Herald").copy("b", "a", kind="quotation", score=0.2), ["Delta Herald", "Marsa Post"]),
    ("two reports merged add no root", Case().article("a", "Marsa Post").article("b", "Delta Herald").article("m", "Coast Times", "Coast Times").copy("m", "a", (0, 80), kind="partial").copy("m", "b", (100, 180), kind="partial"), ["Delta Herald", "Marsa Post"]),
    ("what an outlet attributes it retells in its own voice", Case().article("a", f"Marsa Post < {FRONT}", "Marsa Post").article("b", f"Delta Herald < {FRONT}"), ["Marsa Liberation Front"]),
    ("unnamed sources of two publishers are two", Case().article("a", "Marsa Post < unnamed:port officials").article("b", "Delta Herald < unnamed:port officials"), ["port officials (Delta Herald)", "port officials (Marsa Post)"]),
    ("unnamed sources of one publisher, described alike, are one", Case().article("a", "Marsa Post < unnamed:two port officials").article("b", "Marsa Post < unnamed:a senior port official"), ["two port officials (Marsa Post)"]),
    ("a source is no other than the port source of the same paper", Case().article("a", "Marsa Post < unnamed:sources").article("b", "Marsa Post < unnamed:a port source"), ["sources (Marsa Post)"]),
    ("unnamed sources that a relay names with their paper are the paper's", Case().article("a", "Marsa Post < unnamed:port officials").article("b", "Delta Herald < Marsa Post < unnamed:port officials"), ["port officials (Marsa Post)"]),
    ("an unnamed source in copied text is the parent's", Case().article("a", "Marsa Post < unnamed:port officials").article("b", "Delta Herald < unnamed:port officials").copy("b", "a"), ["port officials (Marsa Post)"]),
    ("reports say: not counted beside a root", Case().article("a", "Marsa Post").article("b", "Delta Herald < actor:media reports"), ["Marsa Post"]),
    ("unknown labels alone count as one", Case().article("a", "Marsa Post < actor:local media").article("b", "Delta Herald < actor:social media users"), ["local media"]),
    ("an article of nobody", Case().article("a", "Marsa Post").article("b", "this outlet", outlet=None, outlet_id=None), ["Marsa Post"]),
    ("a name in foreign letters is not the outlet", Case().article("a", "Marsa Post").article("b", "Rеuters"), ["Marsa Post"]),
    ("a minister speaks for his ministry", Case().article("a", f"Marsa Post < {MFA}").article("b", "Delta Herald < actor:Sabri Boukadoum [DZA GOV]"), ["Ministry of Foreign Affairs of Algeria"]),
    ("he did not before he was one", Case().article("a", f"Marsa Post < {MFA}", published="2016-04-01").article("b", "Delta Herald < actor:Sabri Boukadoum [DZA GOV]", published="2016-04-02"), ["Ministry of Foreign Affairs of Algeria", "Sabri Boukadoum"]),
    ("a minister without a name", Case().article("a", f"Marsa Post < {MFA}").article("b", "Delta Herald < actor:Minister of Foreign Affairs of Algeria [DZA GOV]"), ["Ministry of Foreign Affairs of Algeria"]),
    ("a minister named by his office in the text", Case().article("a", f"Marsa Post < {INTERIOR}").article("b", 'Delta Herald < actor:Omar Keddar [DZA GOV] "Interior Minister Omar Keddar"'), ["Ministry of the Interior of Algeria"]),
    ("a spokesman by name", Case().article("a", f"Marsa Post < {FRONT}").article("b", 'Delta Herald < actor:Idris Kato "Idris Kato, a spokesman for the Marsa Liberation Front"'), ["Marsa Liberation Front"]),
    ("the state as such may speak through its ministry", Case().article("a", f"Marsa Post < {STATE}").article("b", f"Delta Herald < {MFA}"), ["Ministry of Foreign Affairs of Algeria"]),
    ("a ministry and the police stay apart", Case().article("a", f"Marsa Post < {INTERIOR}").article("b", f"Delta Herald < {POLICE}"), ["Ministry of the Interior of Algeria", "Police of Algeria"]),
    ("police of no country told are the police of the event", Case().article("a", "Marsa Post < actor:police").article("b", f"Delta Herald < {POLICE}"), ["Police of Algeria"]),
    ("a seat of government is its state", Case().article("a", "Marsa Post < actor:the White House").article("b", "Delta Herald < actor:White House statement"), ["United States"]),
    ("a government of no country told is that of the event", Case().article("a", "Marsa Post < actor:the government").article("b", f"Delta Herald < {STATE}"), ["Algeria"]),
    ("army commanders are not the army", Case().article("a", "Marsa Post < actor:army commanders [DZA MIL]").article("b", "Delta Herald < actor:Algerian army [DZA MIL]"), ["Armed Forces of Algeria", "army commanders (Marsa Post)"]),
    ("a name in two spellings", Case().article("a", "Marsa Post < actor:Abdul Karim Kettar").article("b", "Delta Herald < actor:Abdulkarim Kettar"), ["Abdul Karim Kettar"]),
    ("two men of one family name", Case().article("a", "Marsa Post < actor:Idris Kettar").article("b", "Delta Herald < actor:Salim Kettar"), ["Idris Kettar", "Salim Kettar"]),
    ("both governments together are one statement", Case().article("a", "Marsa Post < actor:Tunisia and Algeria ? actor:tun|actor:dza"), ["Tunisia and Algeria"]),
    ("a joint statement adds nothing to one of its parties", Case().article("a", "Marsa Post < actor:Tunisia and Algeria ? actor:tun|actor:dza").article("b", f"Delta Herald < {MFA}"), ["Ministry of Foreign Affairs of Algeria"]),
    ("the same source, which may be one of two", Case().article("a", "Marsa Post < outlet:Delta Herald ? outlet:coast-times").article("b", "Coast Times"), ["Coast Times"]),
    ("two sources in one article: one voucher", Case().article("a", f"Marsa Post < {FRONT}", f"Marsa Post < {CROSS}"), ["Marsa Liberation Front"]),
    ("two sources in one article, one of them in another too", Case().article("a", f"Marsa Post < {FRONT}", f"Marsa Post < {CROSS}").article("b", f"Delta Herald < {FRONT}"), ["Marsa Liberation Front", "Red Crescent Society of Marsa"]),
    ("two sources in one article and its copy", Case().article("a", f"Marsa Post < {FRONT}", f"Marsa Post < {CROSS}").article("b", f"Delta Herald < {FRONT}", f"Delta Herald < {CROSS}").copy("b", "a"), ["Marsa Liberation Front"]),
    ("two sources that one agency quotes, in two papers", Case().article("a", f"Marsa Post < Reuters < {FRONT}").article("b", f"Delta Herald < Reuters < {CROSS}"), ["Marsa Liberation Front", "Red Crescent Society of Marsa"]),
    ("own voice days after it named a source: not that source's, and no second root", Case().article("a", f"Marsa Post < {FRONT}").article("b", "Marsa Post"), ["Marsa Liberation Front"]),
    ("own voice beside two named sources", Case().article("a", f"Marsa Post < {FRONT}", f"Marsa Post < {CROSS}", "Marsa Post"), ["Marsa Liberation Front"]),
    ("own voice beside a label that names nobody", Case().article("a", "Marsa Post < actor:new accounts of the call", "Marsa Post").article("b", "Marsa Post"), ["Marsa Post"]),
    ("what only two quoted sources vouch for, in the paper that tells it itself too", Case().article("a", f"Marsa Post < {FRONT}", f"Marsa Post < {CROSS}").article("b", "Marsa Post"), ["Marsa Liberation Front"]),
    ("a president and his envoy on their own demand", Case().article("a", "Marsa Post < actor:Donald Trump [USA GOV]").article("b", f"Delta Herald < {ENVOY}").change("a0", self_report=True).change("b0", self_report=True), ["Presidency of United States"]),
    ("a president and his envoy on what others did", Case().article("a", "Marsa Post < actor:Donald Trump [USA GOV]").article("b", f"Delta Herald < {ENVOY}"), ["Omar Keddar", "Presidency of United States"]),
    ("a ministry and the police on what the state did", Case().article("a", f"Marsa Post < {INTERIOR}").article("b", f"Delta Herald < {POLICE}").change("a0", self_report=True).change("b0", self_report=True), ["Ministry of the Interior of Algeria", "Police of Algeria"]),
    ("a claim is its author's", Case().article("a", "Marsa Post < actor:Algeria's claim").article("b", f"Delta Herald < {STATE}"), ["Algeria"]),
    ("a body's designation is the body's", Case().article("a", "Marsa Post < actor:state department's designation").article("b", "Delta Herald < actor:Department of State [USA GOV]"), ["Department of State"]),
    ("what an organ denies is not folded into the state that affirms", Case().article("a", f"Marsa Post < {STATE}").article("b", f"deny > Delta Herald < {MFA}"), ["Algeria", "Ministry of Foreign Affairs of Algeria"]),
    ("A from B and B from A", Case().article("a", "Marsa Post < Delta Herald").article("b", "Delta Herald < Marsa Post"), None),
    ("a ring of three", Case().article("a", "Marsa Post < Delta Herald").article("b", "Delta Herald < Coast Times").article("c", "Coast Times < Marsa Post"), None),
    ("a ring in which one names a body", Case().article("a", "Marsa Post < Delta Herald").article("b", "Delta Herald < Marsa Post", f"Delta Herald < {FRONT}"), None),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expected"), [(c, e) for _, c, e in TABLE if e], ids=[p for p, _, e in TABLE if e])
def test_counted_roots(case: Case, expected: list[str]) -> None:
    assert counted(case) == expected


@pytest.mark.parametrize("case", [c for _, c, e in TABLE if not e], ids=[p for p, _, e in TABLE if not e])
def test_one_root(case: Case) -> None:
    assert count_roots(roots(case)) == 1


@pytest.mark.parametrize("case", [c for _, c, _ in TABLE], ids=[p for p, _, _ in TABLE])
def test_every_claim_has_one_root_and_ids_are_unique(case: Case) -> None:
    found = roots(case)
    assert sorted(c for r in found for c in r.claims) == sorted(c.id for c in case.claims)
    assert len({r.id for r in found}) == len(found)
    assert 1 <= count_roots(found) <= len(case.reports)


@pytest.mark.parametrize("case", [c for _, c, _ in TABLE], ids=[p for p, _, _ in TABLE])
def test_a_root_affirms_or_denies(case: Case) -> None:
    for root in roots(case):
        assert {case.stances[c] == "affirm" for c in root.claims} == {not root.denies}


def test_own_voice_that_is_not_counted_is_shown_with_the_reason() -> None:
    case = Case().article("a", f"Marsa Post < {FRONT}").article("b", "Marsa Post")
    own = next(r for r in roots(case) if r.name == "Marsa Post")
    assert not own.counted
    assert own.why == ("not counted: its own voice, and it also attributes it to Marsa Liberation Front",)


@pytest.mark.parametrize(
    ("label", "standing"),
    [
        ("actor:Zaltan municipal council", "named"),
        ("actor:the Medenine fishermen's union", "named"),
        ("unnamed:the Zaltan municipal council", "named"),
        ("unnamed:a Turkish court", "unnamed"),
        ("unnamed:two Zaltan officials", "unnamed"),
        ("actor:the municipal council", "unnamed"),
        ("actor:Tunis residents", "unnamed"),
    ],
)
def test_a_body_told_by_its_place_is_named(label: str, standing: str) -> None:
    (root,) = roots(Case().article("a", f"Marsa Post < {label}"))
    assert root.standing == standing
