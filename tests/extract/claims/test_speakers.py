"""Speakers with a role and a name, and what goes with an attack, in claims. All sentences are our own words."""

from __future__ import annotations

from functools import cache

import pytest

from sayso.model import Claim
from tests.extract.claims.told import claims_of, readings_of

SAID = "that gunmen killed two guards."
ROLES = [
    # the name stands behind a place that is part of the role
    (f"The head of the customs union in Medenine, Hedi Gharsalli, said {SAID}", "Hedi Gharsalli", "TUN", "LAB"),
    (f"The mayor of Zuwara, Salem Dabbashi, told reporters {SAID}", "Salem Dabbashi", "LBY", "GOV"),
    (f"The deputy governor of the province of Gao, Moussa Diallo, said {SAID}", "Moussa Diallo", "MLI", "GOV"),
    (f"The chief of police in Gao, Moussa Diallo, confirmed {SAID}", "Moussa Diallo", "MLI", "COP"),
    (f"According to the mayor of Zuwara, Salem Dabbashi, {SAID[5:]}", "Salem Dabbashi", "LBY", "GOV"),
    ("Gunmen killed two guards, said the mayor of Zuwara, Salem Dabbashi.", "Salem Dabbashi", "LBY", "GOV"),
    (f"The spokesman of the ministry, Karim Bouzid, said {SAID}", "Karim Bouzid", None, "GOV"),
    (f"Hedi Gharsalli, the head of the customs union in Medenine, said {SAID}", "Hedi Gharsalli", "TUN", "LAB"),
    # of two places the second only tells where the first is
    (f"Police in Zuwara, Libya, said {SAID}", "Police", "LBY", "COP"),
    # those who serve a country elsewhere are of the country that sent them
    (f"The Turkish ambassador to Libya, Kenan Yilmaz, said {SAID}", "Kenan Yilmaz", "TUR", "GOV"),
    (f"The Turkish consul in Misrata, Kenan Yilmaz, said {SAID}", "Kenan Yilmaz", "TUR", "GOV"),
    (f"The ambassador of Turkey in Libya, Kenan Yilmaz, said {SAID}", "Kenan Yilmaz", "TUR", "GOV"),
    (f"Turkey's ambassador to Tripoli said {SAID}", "Turkey's ambassador", "TUR", "GOV"),
    (f"The French embassy in Tripoli said {SAID}", "French embassy", "FRA", "GOV"),
    (f"The UN envoy to Libya, Abdoulaye Bathily, said {SAID}", "Abdoulaye Bathily", "UNO", "GOV"),
]
DEEDS = [
    # who runs from his deed is not displaced, nor are those whom he takes along
    ("They abducted two officers and fled.", [("abducted", 2)]),
    ("The two attackers fled on motorbikes.", [("other", 2)]),
]
THINGS = [
    # a vehicle and a body stand for more than one person
    ("An ambulance was seized by armed men.", "ambulance", "group"),
    ("Armed men attacked the teachers' union.", "union", "group"),
    ("A nurse was seized by armed men.", "nurse", "person"),
]
ENVOY = "The US special envoy for Sudan, Tom Perriello, said that the army bombed a market."
CLIP = "Videos posted on Facebook showed soldiers beating protesters."


@cache
def read() -> dict[str, tuple[Claim, ...]]:
    return claims_of(
        (*(text for text, *_ in ROLES), *(text for text, _ in DEEDS), *(text for text, *_ in THINGS), ENVOY, CLIP)
    )


@pytest.mark.parametrize(("text", "name", "country", "sector"), ROLES)
def test_the_root_is_the_one_who_is_named_with_his_role(text: str, name: str, country: str | None, sector: str) -> None:
    roots = [claim.chain[-1] for claim in read()[text]]
    assert [(link.name, link.country, sector in link.sectors) for link in roots] == [(name, country, True)]


@pytest.mark.parametrize(("text", "counts"), DEEDS)
def test_counts_of_a_deed(text: str, counts: list[tuple[str, int]]) -> None:
    assert [(q.kind, q.low) for c in read()[text] for q in c.event.quantities] == counts


@pytest.mark.parametrize(("text", "word", "kind"), THINGS)
def test_what_kind_of_actor_a_thing_is(text: str, word: str, kind: str) -> None:
    reading = next(iter(readings_of((text,)).values()))
    assert [a.kind for a in reading.actors if any(word in m.text for m in a.mentions)][-1:] == [kind]


@pytest.mark.parametrize("text", [ENVOY, CLIP])
def test_an_envoy_and_a_platform_do_not_make_their_country_that_of_the_army(text: str) -> None:
    claims = read()[text]
    assert claims
    assert not any("usa" in p.actor or "united-states" in p.actor for c in claims for p in c.event.participants)
