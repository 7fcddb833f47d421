"""How ordinary news tells hostile events: the constructions that a list of verbs alone misses, with what must not be taken for them."""

from __future__ import annotations

import pytest

from tests.expected import read


def told(text: str) -> list[str]:
    """The claims of a text as "TYPE/mode by actors on recipients", by the actors' words."""
    out = []
    for claim in read(text).claims:
        event = claim.event
        parts = {role: [p.text for p in event.participants if p.role == role] for role in ("actor", "recipient")}
        who = "".join(
            f" {word} {', '.join(parts[role])}" for word, role in (("by", "actor"), ("on", "recipient")) if parts[role]
        )
        out.append(f"{event.type}/{event.mode or '-'}{who}")
    return out


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (  # a participle under the text that says it
            "Amnesty International put out a report accusing the Nigerian army of burning villages.",
            "ACCUSE/allege by Amnesty International on the Nigerian army",
        ),
        ("Albania's parliament passed a resolution condemning the raid.", "ACCUSE/disapprove by Albania's parliament"),
        ("The senator launched an attack on the president.", "ACCUSE/disapprove by The senator on the president"),
        (
            "The former prime minister led an attack on the spy chiefs, calling them fools.",
            "ACCUSE/disapprove by The former prime minister on the spy chiefs",
        ),
        ("The president launched an attack on the rebels.", "ASSAULT/- by The president on the rebels"),
        (
            "The Afghan government said Taliban fighters were responsible.",
            "ACCUSE/allege by The Afghan government on Taliban fighters",
        ),
        ("The ministry said that rebels were behind the raid.", "ACCUSE/allege by The ministry on rebels"),
        ("Iran's foreign minister described the sanctions as illegal.", "ACCUSE/disapprove by Iran's foreign minister"),
        ("The Security Council failed to renew the embargo.", "REJECT/- by The Security Council"),
        ("The mayor of Lima was indicted on Monday.", "ACCUSE/allege on The mayor"),
        ("A Kurdish prisoner died after torture in Van.", "ASSAULT/torture on A Kurdish prisoner"),
        ("A Kurdish prisoner died as a result of the torture.", "ASSAULT/torture on A Kurdish prisoner"),
        ("Unions have threatened an indefinite strike.", "THREATEN/relations by Unions"),
        ("The president threatened to impose tariffs on Mexico.", "THREATEN/restrict by The president on Mexico"),
        ("The president threatened to quit the pact.", "THREATEN/relations by The president"),
        ("The army vowed to continue to bomb the rebels.", "THREATEN/violence by The army on the rebels"),
        ("The general warned that planes would be shot down.", "THREATEN/violence by The general"),
        ("The European Parliament voted to suspend accession talks.", "REJECT/meet by The European Parliament"),
        ("M23 rebels entered Goma.", "COERCE/seize by M23 rebels"),
        ("Hamas captured Khan Younis on Monday.", "COERCE/seize by Hamas"),
        ("Police forced the opposition leader out of the country.", "COERCE/deport by Police on the opposition leader"),
        ("The ruling led to clashes between police and students.", "ASSAULT/- by police, students"),
        ("The jailing of an editor sparked riots in Karachi.", "PROTEST/riot"),
        ("A strike by Italian bus drivers paralysed Rome.", "PROTEST/strike by Italian bus drivers"),
        ("North Korea test-fired a missile on Monday.", "MOBILIZE/weapons by North Korea"),
        ("The IDF is striking targets in the north.", "ASSAULT/- by The IDF"),
    ],
)
def test_is_told(text: str, wanted: str) -> None:
    assert wanted in told(text)


def test_a_second_noun_of_a_light_verb_is_told_too() -> None:
    found = told("The OIC expressed its rejection and condemnation of the Israeli prime minister's plan.")
    assert [f.split(" by ")[0] for f in found] == ["REJECT/change", "ACCUSE/disapprove"]
    assert all("by The OIC" in f for f in found)


@pytest.mark.parametrize(
    "text",
    [
        "The minister said the council is responsible for paying teachers.",
        "The minister said Russia was not responsible for the deaths.",
        "The general said the city would fall by May, according to the UN envoy.",
        "The overcrowding led to fires in the camp.",
        "The education minister is charged with reforming the schools.",
        "The government has taken a hard line on tax.",
        "Six European states hit the aid target in May.",
        "The general took charge of the troops in 1961.",
    ],
)
def test_is_not_told(text: str) -> None:
    assert told(text) == []


def test_a_promise_that_only_touches_on_violence_is_no_threat() -> None:
    found = told("The cabinet vowed to coordinate with France in its response to the chemical attack.")
    assert not any(f.startswith("THREATEN") for f in found)


def test_what_a_vote_only_decides_is_still_to_come() -> None:
    assert [claim.status for claim in read("Workers at the port voted to strike.").claims] == ["future"]
    assert [claim.status for claim in read("Parliament voted to ban the party.").claims] == ["asserted"]
