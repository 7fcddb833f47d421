"""What news tells in ways that a coder easily takes for something else; each sentence, in our own words, with all that is exported.

The phenomena were met in articles that were read claim by claim; none of their words stands here.
"""

from __future__ import annotations

import pytest

from tests.expected import read

ROLES = (("actor", "by"), ("recipient", "on"))


def told(text: str) -> list[str]:
    """The exported claims of a text as "TYPE/mode by actors on recipients in place (status, if not asserted)"."""
    out = []
    for claim in read(text).claims:
        event = claim.event
        parts = [f"{event.type}/{event.mode or '-'}"]
        for role, word in ROLES:
            if who := [p.text for p in event.participants if p.role == role]:
                parts.append(f"{word} {', '.join(who)}")
        parts += [f"in {event.place.text}"] if event.place else []
        parts += [f"({claim.status})"] if claim.status != "asserted" else []
        out += [" ".join(parts)] if claim.export else []
    return out


CASES: list[tuple[str, list[str]]] = [
    ("The firm is negotiating with Uzbekistan to build a plant.", ["CONSULT/- by The firm, Uzbekistan"]),
    ('"Where is the money?" asked the minister.', []),
    ("The judge asked whether the army had fired first.", []),
    ("The relatives fought to keep the boy in Norway.", []),
    ("The general was taken to hospital complaining of chest pain.", []),
    (
        "A former general being prosecuted in Chad is defending his soldiers.",
        ["ACCUSE/allege on A former general in Chad", "SUPPORT/- by A former general on his soldiers"],
    ),
    ("There is talk of war between Chad and Sudan.", []),
    ("Three students ran into the school after being shot in the yard.", ["ASSAULT/firearms on Three students"]),
    (
        "The ambassador had been a friend of the king, and Amina Yusuf, a lawyer, invited her to Dakar.",
        ["REQUEST/meet by Amina Yusuf on her"],
    ),
    ("The union was greeted with protests in Lagos.", []),
    ("There was no indication that police in Lagos were targeted by rebels.", []),
    ("The former colonel shot himself in Nairobi.", []),
    ("The senator offered some advice to the president.", []),
    ("The senator has attacked loopholes in the tax code.", ["ACCUSE/disapprove by The senator"]),
    ("Cyclone Nora hit Queensland on Monday. Thousands of homes were destroyed.", []),
    (
        "The bombing of a hotel in Nairobi that killed six people shocked Kenya.",
        ["ASSAULT/explosives on six people in Nairobi"],
    ),
    ("Mayor charged with fraud in Lima.", ["ACCUSE/allege on Mayor in Lima"]),
    ("Two soldiers jailed for murder in Lima.", ["SANCTION/convict on Two soldiers in Lima"]),
    ("Villager killed in raid on farm in Mali.", ["ASSAULT/- on Villager in Mali"]),
    ("The army rejected reports that two soldiers were killed by rebels.", ["REJECT/- by The army"]),
    ("The rebels released a video of the raid.", []),
    ("A study released by the ministry praised the army.", []),
    ("The minister discussed his plans at a party congress in Lagos.", []),
    ("The governor battled through three bouts of flu.", []),
    ("The fire brigade said smoke filled the house when firefighters arrived at the scene.", []),
    ("A man was arrested in connection with last year's bombings in Kenya.", ["COERCE/arrest on A man"]),
    ("Six Americans were killed in the Kenya embassy bombing.", ["ASSAULT/explosives on Six Americans in Kenya"]),
    ("The Georgian MoD said rebels shelled a village.", ["ASSAULT/heavy-weapons by rebels (reported)"]),
    ("Rebels fell upon a village, and by Friday troops had arrived in Gao.", ["ASSAULT/- by Rebels"]),
    (
        "The president resigned in May after allegations he had beaten two journalists.",
        ["RETREAT/resign by The president"],
    ),
    ("The king, who is in London, condemned the raid on Gao.", ["ACCUSE/disapprove by The king"]),
    (
        "Chad's minister rejected Sudan's claim that rebels had been beaten in Darfur.",
        ["REJECT/- by Chad's minister on Sudan"],
    ),
    ("The anti-Assad revolt in Daraa began in March.", ["PROTEST/riot in Daraa"]),
    ("The envoy was kidnapped and presumed killed by rebels.", ["ASSAULT/abduct on The envoy"]),
    ("Washington backed out of the deal with Oman.", []),
    ("France will prosecute any fighters who are deported from Syria.", []),
    ("The planned pullout from Mali was announced in Paris.", []),
    (
        "The mother of a soldier killed in Gao has condemned the army.",
        ["ASSAULT/- on a soldier in Gao", "ACCUSE/disapprove by The mother on the army"],
    ),
    (
        "As first reported by the Daily Courier, Canada and Norway signed a treaty in Oslo.",
        ["SUPPORT/- by Canada, Norway in Oslo"],
    ),
    (
        "The king for months refused requests by the parliament to leave.",
        ["REJECT/yield by The king on the parliament"],
    ),
    ("Gonzalez repeatedly struck down the law.", []),
    ("It has also killed off any challenge to the king.", []),
    ("Rebels shot and killed two soldiers in Gao.", ["ASSAULT/firearms by Rebels on two soldiers in Gao"]),
    (
        "A teacher shot and killed by police in Lima was a member of the union.",
        ["ASSAULT/firearms by police on A teacher in Lima"],
    ),
    ("Militants who fought with Norwegian forces in the war against the rebels have left.", ["ASSAULT/- by Militants"]),
    ("His regime has abolished the parliament.", ["COERCE/restrict by His regime on the parliament"]),
    ("A suspect had not admitted any role in the raid or accused anyone else.", []),
    ("A villager was hit by a car and killed on Sunday.", []),
    ("The ministers agreed that there might be a way out.", []),
    ("The envoy, speaking with customary caution, praised the king.", ["SUPPORT/- by The envoy on the king"]),
    (
        "The police arrested and charged two men in Lima.",
        ["COERCE/arrest by The police on two men in Lima", "ACCUSE/allege by The police on two men in Lima"],
    ),
    (
        "Chad released two Sudanese prisoners, a step welcomed by Norway.",
        ["RETREAT/release by Chad on two Sudanese prisoners", "SUPPORT/- by Norway"],
    ),
    ("The president hit back at his critics in Lagos.", ["ACCUSE/disapprove by The president on his critics in Lagos"]),
    ("An alleged gas attack by the army on Tulsk which killed ten people is being investigated.", []),
    (
        "The minister denied the charge and a delegation of the union arrived in Accra.",
        ["REJECT/- by The minister", "CONSULT/visit by a delegation in Accra"],
    ),
    ("His policies have hurt the president with young voters.", []),
    (
        "The two presidents spoke by phone, sources told the Daily Courier.",
        ["CONSULT/phone by The two presidents (reported)"],
    ),
    ("The Kurdish militia is allied with Washington.", ["COOPERATE/- by The Kurdish militia, Washington"]),
    ("The king used mustard gas against a village.", ["ASSAULT/unconventional by The king"]),
    (
        "The talks between Trump and Recep Tayyip Erdoğan ended in Ankara.",
        ["CONSULT/- by Trump, Recep Tayyip Erdoğan in Ankara"],
    ),
    ("Doctors said the virus had killed two women in Cairo.", []),
    ("The journalist warned me to be careful.", []),
    ("Officials warned against excessive optimism.", []),
    ("Turkey also said it opposed the invitation.", ["REJECT/- by it"]),
    ("Two senators wrote to the king opposing the war.", ["REJECT/- by Two senators"]),
    (
        "More than 40 people died in a strike on the former rebel outpost of Duma.",
        ["ASSAULT/- on More than 40 people, Duma"],
    ),
    ("Chad has contributed to Sudan's misery.", []),
    ("The party's spokesman assured reporters that it was an easy decision.", []),
    ("Ankara agreed to curb imports of oil from Iran.", ["AGREE/- by Ankara"]),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:50] for text, _ in CASES])
def test_all_that_is_exported(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (  # who says it is whom "it" means, not the subject of the sentence before
            "The peace talks stalled on Wednesday after the opposition said it would stay away. Turkey said it opposed the plan.",
            "Turkey",
        ),
        (  # the forces in "forces with whom they have allied" are not they
            "Britain and France have met the Kurdish militia with whom they have allied against the rebels.",
            "United Kingdom France",
        ),
        (  # a man told apart by what he did is not the man named before
            "Odo Marrek spoke in Nairobi on Friday. The man who killed two guards in Gao fled.",
            "man",
        ),
        (
            "President Odo Marrek of Chad is ill. His family asked the army for help, and he condemned the raid.",
            "Odo Marrek",
        ),
    ],
)
def test_whom_a_pronoun_means(text: str, names: str) -> None:
    reading = read(text)
    actors = {a.id: a.name for a in reading.actors}
    last = [c for c in reading.claims if c.export][-1]
    found = [actors[p.actor] for p in last.event.participants if p.role == "actor" and p.actor in actors]
    assert set(names.split()) <= set(" ".join(found).split()), found


def test_they_whom_nobody_surely_is_means_nobody() -> None:
    text = (
        "Officers, guards and rebels were seen near the villages of farmers and herders. They attacked Gao on Friday."
    )
    attack = next(c for c in read(text).claims if c.event.trigger.of(text) == "attacked")
    assert not attack.event.participants or all(p.role != "actor" for p in attack.event.participants)
