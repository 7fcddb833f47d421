"""Articles of our own for the tests of stories: two fires, a strike, a vote, told by invented outlets."""

from __future__ import annotations

from sayso.model.ledger import Report

HARBOUR = (
    "Three dockers were killed when fire swept through a grain silo at Port Velmar on Monday night, the harbour master "
    "Ruvan Keldish said. Crews from Velmar and Ostrey fought the flames in Silo 14 until dawn.\nAmong the dead was Tomas "
    "Brelik, 52, a foreman. Keldish said a faulty conveyor may have thrown sparks."
)
HARBOUR_LATER = (
    "Investigators in Port Velmar have found a worn conveyor belt in Silo 14, where three dockers died on Monday. The "
    "harbour master, Ruvan Keldish, said repairs had been put off twice.\nThe family of Tomas Brelik, 52, has asked for a "
    "public inquiry."
)
HARBOUR_TRIAL = (
    "A court in Velmar sentenced the harbour master Ruvan Keldish to four years in prison for the fire of 3 June 2019 "
    "in Silo 14 at Port Velmar that killed three dockers.\nJudges found that repairs of the conveyor had been put off. "
    "Relatives of Tomas Brelik, 52, wept in court."
)
MILL = (
    "Three workers were killed when fire swept through a paper mill in Hantsburg on Monday night, the fire chief Olena "
    "Marchuk said. Crews from Hantsburg and Lower Feld fought the flames until dawn.\nAmong the dead was Pieter Osk, 31, "
    "a machinist. Marchuk said a pallet of solvent may have caught fire."
)
STRIKE = (
    "Train drivers of the Kessarine railway stopped work on Tuesday over a plan to cut night shifts. The union leader "
    "Dorothea Lamb said 4,200 drivers took part. The company called the walkout unlawful."
)
VOTE = (
    "The senate in Aldamar passed the fisheries bill by 31 votes to 12 on Tuesday after a debate of nine hours. Senator "
    "Ines Quorra, who drafted it, said small boats would keep their quota."
)


def report(name: str, text: str, day: str = "2019-06-04", title: str | None = None, **more: str) -> Report:
    """An article by name."""
    return Report(id=f"article:{name}", text=text, title=title, published=day, **more)  # type: ignore[arg-type]


HARBOUR_A = report("harbour-a", HARBOUR, title="Three dockers killed in silo fire at Port Velmar | Coast News")
HARBOUR_B = report("harbour-b", HARBOUR_LATER, "2019-06-06", title="Worn belt found after fire at Port Velmar silo")
HARBOUR_C = report("harbour-c", HARBOUR_TRIAL, "2020-02-11", title="Harbour master jailed over Port Velmar silo fire")
MILL_A = report("mill-a", MILL, title="Three workers killed in paper mill fire in Hantsburg")
STRIKE_A = report("strike-a", STRIKE, "2019-06-05", title="Kessarine train drivers walk out over night shifts")
VOTE_A = report("vote-a", VOTE, "2019-06-05", title="Aldamar senate passes fisheries bill")
ALL = (HARBOUR_A, HARBOUR_B, HARBOUR_C, MILL_A, STRIKE_A, VOTE_A)
