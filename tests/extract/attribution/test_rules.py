"""Attribution constructions, each in a sentence of our own: source, cue, content, parent, type, scope, stance."""

from __future__ import annotations

import pytest

from sayso.extract.attribution.rules import RulesFinder
from sayso.model import Attribution
from tests.factories import parsed


def found(text: str) -> tuple[Attribution, ...]:
    return RulesFinder().find([parsed(text)], [()])[0]


def shown(text: str) -> list[str]:
    """One line an attribution; contents of several spans are joined by //, nothing is a hyphen."""
    return [line(text, a) for a in found(text)]


def line(text: str, a: Attribution) -> str:
    cells = [
        a.source.text if a.source else "-",
        a.cue.of(text) if a.cue else "-",
        " // ".join(span.of(text) for span in a.content),
        "-" if a.parent is None else str(a.parent),
        a.type,
        a.scope,
        (a.stance or "-") + (" act" if a.act else ""),
    ]
    return " | ".join(cells)


CASES: list[tuple[str, str, list[str]]] = [
    (
        "clause after the cue",
        "Port workers have said that naval guards boarded two trawlers.",
        [
            "Port workers | have said | that naval guards boarded two trawlers | - | indirect | explicit | affirm",
        ],
    ),
    (
        "clause before the cue",
        "Naval guards boarded two trawlers, port workers said.",
        [
            "port workers | said | Naval guards boarded two trawlers | - | indirect | explicit | affirm",
        ],
    ),
    (
        "inverted cue",
        "Naval guards boarded two trawlers, said the harbour master.",
        [
            "the harbour master | said | Naval guards boarded two trawlers | - | indirect | explicit | affirm",
        ],
    ),
    (
        "cue inside the clause",
        "The trawlers, the harbour master said, had left Korda on Sunday.",
        [
            "the harbour master | said | The trawlers // had left Korda on Sunday | - | indirect | explicit | affirm",
        ],
    ),
    (
        "past perfect goes on",
        "Turkish officials said that the navy had seized a tanker. In March, Greece had done the same off Samos.",
        [
            "Turkish officials | said | that the navy had seized a tanker | - | indirect | explicit | affirm",
            "Turkish officials | - | In March, Greece had done the same off Samos | - | indirect | inherited | affirm",
        ],
    ),
    (
        "a plain past sentence does not",
        "Turkish officials said that the navy had seized a tanker. Fishermen blocked the port of Samos.",
        [
            "Turkish officials | said | that the navy had seized a tanker | - | indirect | explicit | affirm",
        ],
    ),
    (
        "would goes on",
        "The governor said the curfew would end. Schools would open again in May.",
        [
            "The governor | said | the curfew would end | - | indirect | explicit | affirm",
            "The governor | - | Schools would open again in May | - | indirect | inherited | affirm",
        ],
    ),
    (
        "they also",
        "The governor said gunmen raided the market. They also torched a school.",
        [
            "The governor | said | gunmen raided the market | - | indirect | explicit | affirm",
            "The governor | - | They also torched a school | - | indirect | inherited | affirm",
        ],
    ),
    (
        "citing at the end",
        "“The envoys have met twice this year; they even dined with the rebels in Lome,” Le Matin said, quoting another newspaper Al-Sabah Al-Jadid.",
        [
            "Le Matin | said | “The envoys have met twice this year; they even dined with the rebels in Lome,” | - | direct | explicit | affirm",
            "another newspaper Al-Sabah Al-Jadid | quoting | “The envoys have met twice this year; they even dined with the rebels in Lome,” | 0 | direct | explicit | affirm",
        ],
    ),
    (
        "citing in the middle",
        "Le Matin reported, citing a customs officer, that the crates held rifles.",
        [
            "Le Matin | reported | that the crates held rifles | - | indirect | explicit | affirm",
            "a customs officer | citing | that the crates held rifles | 0 | indirect | explicit | affirm",
        ],
    ),
    (
        "three deep",
        "The dam is failing, Le Matin reported, citing Radio Volta, which cited an engineer.",
        [
            "Le Matin | reported | The dam is failing | - | indirect | explicit | affirm",
            "Radio Volta | citing | The dam is failing | 0 | indirect | explicit | affirm",
            "an engineer | cited | The dam is failing | 1 | indirect | explicit | affirm",
        ],
    ),
    (
        "had it from",
        "The dam is failing, Le Matin reported, citing Radio Volta, which had it from an engineer.",
        [
            "Le Matin | reported | The dam is failing | - | indirect | explicit | affirm",
            "Radio Volta | citing | The dam is failing | 0 | indirect | explicit | affirm",
            "an engineer | had | The dam is failing | 1 | indirect | explicit | affirm",
        ],
    ),
    (
        "quoted by, between commas",
        "The harbour master, quoted by Le Matin, said the crane had collapsed.",
        [
            "Le Matin | quoted | the crane had collapsed | - | indirect | explicit | affirm",
            "The harbour master | said | the crane had collapsed | 0 | indirect | explicit | affirm",
        ],
    ),
    (
        "told a newspaper",
        "The harbour master told the newspaper Al-Sabah that the crane had collapsed.",
        [
            "The harbour master | told | that the crane had collapsed | 1 | indirect | explicit | affirm",
            "the newspaper Al-Sabah | told | that the crane had collapsed | - | indirect | explicit | affirm",
        ],
    ),
    (
        "told an agency by name",
        "The harbour master told Reuters that the crane had collapsed.",
        [
            "The harbour master | told | that the crane had collapsed | 1 | indirect | explicit | affirm",
            "Reuters | told | that the crane had collapsed | - | indirect | explicit | affirm",
        ],
    ),
    (
        "told a person",
        "The harbour master told the widow that the crane had collapsed.",
        [
            "The harbour master | told | that the crane had collapsed | - | indirect | explicit | affirm",
        ],
    ),
    (
        "interview",
        "The premier said in an interview with Al-Sabah that Chad had closed the border.",
        [
            "The premier | said in an interview | that Chad had closed the border | 1 | indirect | explicit | affirm",
            "Al-Sabah | said in an interview | that Chad had closed the border | - | indirect | explicit | affirm",
        ],
    ),
    (
        "as reported by",
        "According to the consul, as reported by Radio Volta, four sailors drowned.",
        [
            "the consul | According to | four sailors drowned | 1 | indirect | explicit | affirm",
            "Radio Volta | reported | four sailors drowned | - | indirect | explicit | affirm",
        ],
    ),
    (
        "what a channel transmitted about",
        "According to what the channel Al-Bahr transmitted about the consul, four sailors drowned.",
        [
            "the channel Al-Bahr | According to | four sailors drowned | - | indirect | explicit | affirm",
            "the consul | transmitted | four sailors drowned | 0 | indirect | explicit | affirm",
        ],
    ),
    (
        "the source between cue and participle",
        "The portal, citing the same pilots, said the runway was mined.",
        [
            "the same pilots | citing | the runway was mined | 1 | indirect | explicit | affirm",
            "The portal | said | the runway was mined | - | indirect | explicit | affirm",
        ],
    ),
    (
        "quoted as saying",
        "Le Matin quoted the consul as saying that four sailors had drowned.",
        [
            "Le Matin | quoted | that four sailors had drowned | - | indirect | explicit | affirm",
            "the consul | saying | that four sailors had drowned | 0 | indirect | explicit | affirm",
        ],
    ),
    (
        "was quoted by Y as saying",
        "The consul was quoted by Le Matin as saying that four sailors had drowned.",
        [
            "Le Matin | was quoted | that four sailors had drowned | - | indirect | explicit | affirm",
            "The consul | saying | that four sailors had drowned | 0 | indirect | explicit | affirm",
        ],
    ),
    (
        "was quoted as saying",
        "The consul was quoted as saying that four sailors had drowned.",
        [
            "The consul | was quoted as saying | that four sailors had drowned | - | indirect | explicit | affirm",
        ],
    ),
    (
        "seen by",
        "A letter from the consul seen by Reuters says four sailors drowned.",
        [
            "Reuters | seen | four sailors drowned | - | indirect | explicit | affirm",
            "the consul | says | four sailors drowned | 0 | indirect | explicit | affirm",
        ],
    ),
    (
        "according to, first",
        "According to the Al-Bahr newspaper, the generals also met with smugglers.",
        [
            "the Al-Bahr newspaper | According to | the generals also met with smugglers | - | indirect | explicit | affirm",
        ],
    ),
    (
        "according to, last",
        "The generals met with smugglers, according to the radio.",
        [
            "the radio | according to | The generals met with smugglers | - | indirect | explicit | affirm",
        ],
    ),
    (
        "said, then according to",
        "Nurses said that the ward had burned, according to Radio Volta.",
        [
            "Radio Volta | according to | Nurses said that the ward had burned | - | indirect | explicit | affirm",
            "Nurses | said | that the ward had burned | 0 | indirect | explicit | affirm",
        ],
    ),
    (
        "agency at the end",
        "The minister met his Peruvian counterpart in Quito, the state news agency reported.",
        [
            "the state news agency | reported | The minister met his Peruvian counterpart in Quito | - | indirect | explicit | affirm",
        ],
    ),
    (
        "statement with an author",
        "The border is closed until Friday, said a statement from the Chadian Ministry of Defence.",
        [
            "the Chadian Ministry of Defence | said | The border is closed until Friday | - | indirect | explicit | affirm",
        ],
    ),
    (
        "said in a statement",
        "The pilots' union said in a statement that the runway was mined.",
        [
            "The pilots' union | said in a statement | that the runway was mined | - | indirect | explicit | affirm",
        ],
    ),
    (
        "in a press release",
        "In a press release, the company confirmed the death of two miners.",
        [
            "the company | confirmed | the death of two miners | - | indirect | explicit | affirm",
        ],
    ),
    (
        "issued a statement saying",
        "The company issued a statement saying that two miners had died.",
        [
            "The company | issued a statement saying | that two miners had died | - | indirect | explicit | affirm",
        ],
    ),
    (
        "wrote on Telegram",
        "The governor wrote on Telegram that drones had struck a silo.",
        [
            "The governor | wrote on Telegram | that drones had struck a silo | - | indirect | explicit | affirm",
        ],
    ),
    (
        "was reported by",
        "The ambush was reported by state television.",
        [
            "state television | was reported | The ambush | - | indirect | explicit | affirm",
        ],
    ),
    (
        "nobody: it was reported",
        "It was reported that the bishop had been freed.",
        [
            "- | was reported | that the bishop had been freed | - | indirect | explicit | hedge",
        ],
    ),
    (
        "nobody: reportedly",
        "The bishop was reportedly freed at dusk.",
        [
            "- | reportedly | The bishop was // freed at dusk | - | indirect | explicit | hedge",
        ],
    ),
    (
        "nobody: allegedly",
        "The bishop allegedly paid a ransom.",
        [
            "- | allegedly | The bishop // paid a ransom | - | indirect | explicit | hedge",
        ],
    ),
    (
        "nobody: is said to",
        "The bishop is said to have paid a ransom.",
        [
            "- | is said | The bishop // to have paid a ransom | - | indirect | explicit | hedge",
        ],
    ),
    (
        "headline, source first",
        "Consul: sailors are safe\nThe ship docked on Monday.",
        [
            "Consul | - | sailors are safe | - | indirect | explicit | affirm",
        ],
    ),
    (
        "headline, source last",
        "Sailors are safe: consul\nThe ship docked on Monday.",
        [
            "consul | - | Sailors are safe | - | indirect | explicit | affirm",
        ],
    ),
    (
        "denied having",
        "Oman's navy denied having rammed the trawler.",
        [
            "Oman's navy | denied | having rammed the trawler | - | indirect | explicit | deny",
        ],
    ),
    (
        "denied a noun",
        "The militia denied responsibility for the ambush.",
        [
            "The militia | denied | responsibility for the ambush | - | indirect | explicit | deny",
        ],
    ),
    (
        "denies doing",
        "Serbia denies arming the militia.",
        [
            "Serbia | denies | arming the militia | - | indirect | explicit | deny",
        ],
    ),
    (
        "does not rule out",
        "The consul does not rule out a third attack.",
        [
            "The consul | does not rule out | a third attack | - | indirect | explicit | hedge",
        ],
    ),
    (
        "could not rule out",
        "Detectives could not rule out a link to smugglers.",
        [
            "Detectives | could not rule out | a link to smugglers | - | indirect | explicit | hedge",
        ],
    ),
    (
        "did not exclude",
        "The premier did not exclude a general strike.",
        [
            "The premier | did not exclude | a general strike | - | indirect | explicit | hedge",
        ],
    ),
    (
        "doubts",
        "The consul doubts that the sailors are alive.",
        [
            "The consul | doubts | that the sailors are alive | - | indirect | explicit | doubt",
        ],
    ),
    (
        "nothing to verify",
        "Neither account could be verified.",
        [],
    ),
    (
        "lost opening mark",
        "Chad stands by its fishermen. It will spare no effort to bring them home,” said a statement from the Chadian Foreign Ministry.",
        [
            "the Chadian Foreign Ministry | said | Chad stands by its fishermen. It will spare no effort to bring them home,” | - | direct | explicit | affirm",
        ],
    ),
    (
        "lost closing mark",
        "“The crane fell at noon. Two men died, said the harbour master.",
        [
            "the harbour master | said | “The crane fell at noon. Two men died | - | direct | explicit | affirm",
        ],
    ),
    (
        "two sentences in one quotation",
        "“The crane fell at noon. Two men died,” the harbour master said.",
        [
            "the harbour master | said | “The crane fell at noon. Two men died,” | - | direct | explicit | affirm",
        ],
    ),
    (
        "speaker in the middle",
        "“The crane fell at noon,” the harbour master said. “Two men died.”",
        [
            "the harbour master | said | “The crane fell at noon,” // “Two men died.” | - | direct | explicit | affirm",
        ],
    ),
    (
        "over two paragraphs",
        "“The crane fell at noon. Two men died.\n\n“We had warned the company,” the harbour master said.",
        [
            "the harbour master | said | “The crane fell at noon. Two men died.\n\n“We had warned the company,” | - | direct | explicit | affirm",
            "We | had warned | the company | 0 | indirect | explicit | affirm",
        ],
    ),
    (
        "straight marks",
        '"The crane fell at noon," the harbour master said.',
        [
            'the harbour master | said | "The crane fell at noon," | - | direct | explicit | affirm',
        ],
    ),
    (
        "angle marks",
        "«The crane fell at noon», the harbour master said.",
        [
            "the harbour master | said | «The crane fell at noon» | - | direct | explicit | affirm",
        ],
    ),
    (
        "low marks",
        "„The crane fell at noon“, the harbour master said.",
        [
            "the harbour master | said | „The crane fell at noon“ | - | direct | explicit | affirm",
        ],
    ),
    (
        "single marks",
        "‘The crane fell at noon,’ the harbour master said.",
        [
            "the harbour master | said | ‘The crane fell at noon,’ | - | direct | explicit | affirm",
        ],
    ),
    (
        "doubled single marks",
        "''The crane fell at noon,'' the harbour master said.",
        [
            "the harbour master | said | ''The crane fell at noon,'' | - | direct | explicit | affirm",
        ],
    ),
    (
        "colon before",
        "The harbour master said: “The crane fell at noon. Two men died.”",
        [
            "The harbour master | said | “The crane fell at noon. Two men died.” | - | direct | explicit | affirm",
        ],
    ),
    (
        "fragment",
        "The consul urged both fleets to “show restraint” near the reef.",
        [
            "The consul | urged | both fleets to “show restraint” near the reef | - | mixed | explicit | - act",
        ],
    ),
    (
        "scare quotes",
        "The consul called the deal “a farce”.",
        [
            "The consul | called | the deal “a farce” | - | mixed | explicit | - act",
        ],
    ),
    (
        "the same source, two candidates",
        "Le Matin reported, citing Al-Bahr, that the crates held rifles. The same source said the crew had fled.",
        [
            "Le Matin | reported | that the crates held rifles | - | indirect | explicit | affirm",
            "Al-Bahr | citing | that the crates held rifles | 0 | indirect | explicit | affirm",
            "The same source | said | the crew had fled | - | indirect | anaphoric | affirm",
        ],
    ),
    (
        "the newspaper",
        "Al-Sabah newspaper reported that the crates held rifles. The newspaper added that the crew had fled.",
        [
            "Al-Sabah newspaper | reported | that the crates held rifles | - | indirect | explicit | affirm",
            "The newspaper | added | that the crew had fled | - | indirect | anaphoric | affirm",
        ],
    ),
    (
        "the official brings his relay along",
        "A customs official told Reuters that the crates held rifles. The official said the crew had fled.",
        [
            "A customs official | told | that the crates held rifles | 1 | indirect | explicit | affirm",
            "Reuters | told | that the crates held rifles | - | indirect | explicit | affirm",
            "The official | said | the crew had fled | 1 | indirect | anaphoric | affirm",
        ],
    ),
    (
        "she added",
        "Rosa Quispe, a nurse, said the ward had burned. She added that two patients were missing.",
        [
            "Rosa Quispe, a nurse | said | the ward had burned | - | indirect | explicit | affirm",
            "She | added | that two patients were missing | - | indirect | explicit | affirm",
        ],
    ),
    (
        "the statement",
        "A statement by the navy said the reef was mined. The statement said two boats had sunk.",
        [
            "the navy | said | the reef was mined | - | indirect | explicit | affirm",
            "The statement | said | two boats had sunk | - | indirect | anaphoric | affirm",
        ],
    ),
    (
        "accused",
        "The consul accused the navy of ramming a trawler.",
        [
            "The consul | accused | the navy of ramming a trawler | - | indirect | explicit | - act",
        ],
    ),
    (
        "threatened",
        "The militia threatened to mine the reef.",
        [
            "The militia | threatened | to mine the reef | - | indirect | explicit | - act",
        ],
    ),
    (
        "proposed",
        "The consul proposed that both fleets withdraw.",
        [
            "The consul | proposed | that both fleets withdraw | - | indirect | explicit | - act",
        ],
    ),
    (
        "nouns of saying",
        "The consul dismissed the navy's claim that the reef was mined.",
        [
            "The consul | dismissed | the navy's claim that the reef was mined | - | indirect | explicit | deny act",
            "the navy | claim | that the reef was mined | 0 | indirect | explicit | -",
        ],
    ),
    (
        "reports that",
        "There were reports that the reef was mined.",
        [
            "- | reports | that the reef was mined | - | indirect | explicit | hedge",
        ],
    ),
    (
        "machine translation: cue first",
        "And pointed out Ankara that the convoy had crossed the strait.",
        [
            "Ankara | pointed out | that the convoy had crossed the strait | - | indirect | explicit | affirm",
        ],
    ),
    (
        "machine translation: to the agency",
        "The consul confirmed to the agency Bahr Press that the convoy had crossed the strait.",
        [
            "The consul | confirmed | that the convoy had crossed the strait | 1 | indirect | explicit | affirm",
            "the agency Bahr Press | confirmed | that the convoy had crossed the strait | - | indirect | explicit | affirm",
        ],
    ),
    (
        "machine translation: quoted that",
        "The newspaper quoted a port clerk that the police freed two sailors.",
        [
            "The newspaper | quoted | that the police freed two sailors | - | indirect | explicit | affirm",
            "a port clerk | quoted | that the police freed two sailors | 0 | indirect | explicit | affirm",
        ],
    ),
    (
        "machine translation: worth mentioning",
        "It is worth mentioning that the convoy crossed the strait last year.",
        [],
    ),
    (
        "machine translation: continued saying",
        "The consul said the ship was lost, and he continued saying that the crew was safe.",
        [
            "The consul | said | the ship was lost | - | indirect | explicit | affirm",
            "he | continued saying | that the crew was safe | - | indirect | explicit | affirm",
        ],
    ),
    (
        "adding that",
        "The consul said the ship was lost, adding that the crew was safe.",
        [
            "The consul | said | the ship was lost | - | indirect | explicit | affirm",
            "The consul | adding | that the crew was safe | - | indirect | anaphoric | affirm",
        ],
    ),
    (
        "report found",
        "A report by the Nile Institute found that half of the wells were dry.",
        [
            "the Nile Institute | found | that half of the wells were dry | - | indirect | explicit | affirm",
        ],
    ),
    (
        "think",
        "Analysts believe the truce will fail.",
        [
            "Analysts | believe | the truce will fail | - | indirect | explicit | -",
        ],
    ),
    (
        "relative clause",
        "The blast, which medics said shook the port, killed two welders.",
        [
            "medics | said | shook the port | - | indirect | explicit | affirm",
        ],
    ),
    (
        "two denials",
        "Lima says Quito fired first; Quito denies it.",
        [
            "Lima | says | Quito fired first | - | indirect | explicit | affirm",
            "Quito | denies | it | - | indirect | explicit | deny",
        ],
    ),
    (
        "heard from, without a clause mark",
        "And the radio transmitted from a military source that the guards freed nine hostages.",
        [
            "the radio | transmitted | that the guards freed nine hostages | - | indirect | explicit | affirm",
            "a military source | transmitted | that the guards freed nine hostages | 0 | indirect | explicit | affirm",
        ],
    ),
    (
        "in a statement quoted by",
        "The spokesman of the navy said in a statement quoted by the newspaper Al-Bahr that the reef was mined.",
        [
            "The spokesman of the navy | said in a statement | that the reef was mined | 1 | indirect | explicit | affirm",
            "the newspaper Al-Bahr | quoted | that the reef was mined | - | indirect | explicit | affirm",
        ],
    ),
    (
        "in remarks to",
        "The premier said in remarks to the channel Al-Noor that Chad rejects the plan.",
        [
            "The premier | said in remarks | that Chad rejects the plan | 1 | indirect | explicit | affirm",
            "the channel Al-Noor | said in remarks | that Chad rejects the plan | - | indirect | explicit | affirm",
            "Chad | rejects | the plan | 0 | indirect | explicit | deny act",
        ],
    ),
    (
        "according to, then seen by",
        "According to a letter from the navy, which was seen by Reuters, two divers drowned.",
        [
            "the navy | According to | two divers drowned | 1 | indirect | explicit | affirm",
            "Reuters | was seen | two divers drowned | - | indirect | explicit | affirm",
        ],
    ),
    (
        "according to, inside reported speech",
        "Radio Volta said that, according to its sources, the envoys met in secret.",
        [
            "Radio Volta | said | that, according to its sources, the envoys met in secret | - | indirect | explicit | affirm",
            "its sources | according to | the envoys met in secret | 0 | indirect | explicit | affirm",
        ],
    ),
    (
        "with X saying",
        "The lenders met on Monday, with Ana Ruiz, the finance minister, saying that the talks had failed.",
        [
            "Ana Ruiz, the finance minister | saying | that the talks had failed | - | indirect | explicit | affirm",
        ],
    ),
    (
        "comma saying",
        "The premier blamed the rebels for mining the road to the port, saying that nobody could pass.",
        [
            "The premier | blamed | the rebels for mining the road to the port | - | indirect | explicit | - act",
            "The premier | saying | that nobody could pass | - | indirect | explicit | affirm",
        ],
    ),
    (
        "seems",
        "The truce seems to have failed.",
        [
            "- | seems | The truce // to have failed | - | indirect | explicit | hedge",
        ],
    ),
    (
        "object that passes judgement",
        "The nurse described the ward as a ruin.",
        [
            "The nurse | described | the ward as a ruin | - | indirect | explicit | - act",
        ],
    ),
    (
        "clause of a judging verb",
        "The union protested that its members had been beaten.",
        [
            "The union | protested | that its members had been beaten | - | indirect | explicit | affirm",
        ],
    ),
    (
        "speaker lost in the parse",
        "The fleet will stay until May, the defence secretary, Ana Ruiz, said on Monday.",
        [
            "the defence secretary, Ana Ruiz | said | The fleet will stay until May | - | indirect | explicit | affirm",
        ],
    ),
    (
        "semicolon between two tellers",
        "The consul urged calm; the navy has repeatedly denied sinking the trawler.",
        [
            "The consul | urged | calm | - | indirect | explicit | - act",
            "the navy | has repeatedly denied | sinking the trawler | - | indirect | explicit | deny",
        ],
    ),
    (
        "the verb carries a particle",
        "The raid was carried out by the navy, said a diver.",
        [
            "a diver | said | The raid was carried out by the navy | - | indirect | explicit | affirm",
        ],
    ),
    (
        "aside: announced a thing, then a clause of the outlet",
        "The council imposed a curfew. The council announced fines for two captains after their crews burned a pier.",
        [
            "The council | announced | fines for two captains | - | indirect | explicit | affirm",
        ],
    ),
    (
        "aside: a day after, behind a clause",
        "The consul said the strait was safe, a day after pirates boarded a ferry.",
        [
            "The consul | said | the strait was safe | - | indirect | explicit | affirm",
        ],
    ),
    (
        "aside: as he ...",
        "The consul said the strait was safe as he toured the harbour.",
        [
            "The consul | said | the strait was safe | - | indirect | explicit | affirm",
        ],
    ),
    (
        "after, inside what is said",
        "The consul said that pirates boarded a ferry after guards left the pier.",
        [
            "The consul | said | that pirates boarded a ferry after guards left the pier | - | indirect | explicit | affirm",
        ],
    ),
    (
        "which cites, itself quoting",
        "Gunmen burned two barns, according to the radio Volta FM, which cites the agency Delta Presse, itself quoting a council of elders.",
        [
            "the radio Volta FM | according to | Gunmen burned two barns | - | indirect | explicit | affirm",
            "the agency Delta Presse | cites | Gunmen burned two barns | 0 | indirect | explicit | affirm",
            "a council of elders | quoting | Gunmen burned two barns | 1 | indirect | explicit | affirm",
        ],
    ),
    (
        "machine translation: quoting a newspaper about a source",
        "The newspaper Al-Bahr revealed in its issue of today, quoting the daily Al-Noor about a naval source, that the consul had fled.",
        [
            "The newspaper Al-Bahr | revealed | that the consul had fled | - | indirect | explicit | affirm",
            "the daily Al-Noor | quoting | that the consul had fled | 0 | indirect | explicit | affirm",
            "a naval source | quoting | that the consul had fled | 1 | indirect | explicit | affirm",
        ],
    ),
    (
        "a platform passes nothing on",
        "The consul wrote on social media that the crew was safe.",
        [
            "The consul | wrote | that the crew was safe | - | indirect | explicit | affirm",
        ],
    ),
    (
        "state television does",
        "The consul told state television that the crew was safe.",
        [
            "The consul | told | that the crew was safe | 1 | indirect | explicit | affirm",
            "state television | told | that the crew was safe | - | indirect | explicit | affirm",
        ],
    ),
    (
        "the town is no source",
        "Three welders in Korda, who asked not to be named, said that guards had looted a depot.",
        [
            "Three welders in Korda | asked | not to be named | - | indirect | explicit | - act",
            "Three welders in Korda, who asked not to be named | said | that guards had looted a depot | - | indirect | explicit | affirm",
        ],
    ),
    (
        "speaker between the speech and the medium",
        "“They fired at the tug,” a diver at the port, Omar Haddad, told the broadcaster Volta TV.",
        [
            "a diver at the port, Omar Haddad | told | “They fired at the tug,” | 1 | direct | explicit | affirm",
            "the broadcaster Volta TV | told | “They fired at the tug,” | - | direct | explicit | affirm",
        ],
    ),
    (
        "speaker at the end of a long clause",
        "Storms sank nine boats in the south overnight, including four at a pier in Korda, the harbour ministry in the flooded province said on Monday.",
        [
            "the harbour ministry in the flooded province | said | Storms sank nine boats in the south overnight, including four at a pier in Korda | - | indirect | explicit | affirm",
        ],
    ),
    (
        "whose report says",
        "The ruling angered the miners' group Lumen, whose report on the pit, released in 2019, says that guards beat six men.",
        [
            "the miners' group Lumen | says | that guards beat six men | - | indirect | explicit | affirm",
        ],
    ),
    (
        "a count",
        "The monitors counted at least 20 boats in the bay.",
        [
            "The monitors | counted | at least 20 boats in the bay | - | indirect | explicit | affirm",
        ],
    ),
    (
        "a toll",
        "The coast guard put the toll at 14 dead and 30 wounded.",
        [
            "The coast guard | put the toll at | 14 dead and 30 wounded | - | indirect | explicit | affirm",
        ],
    ),
    (
        "released men are no text",
        "The court released nine men.",
        [],
    ),
    (
        "by one's account",
        "By the captain's account, pirates burned the tug.",
        [
            "the captain | By the captain's account | pirates burned the tug | - | indirect | explicit | affirm",
        ],
    ),
    (
        "translated conditional",
        "The convoy would have arrived at dawn, one learns of diplomatic source.",
        [
            "diplomatic source | one learns of | The convoy would have arrived at dawn | - | indirect | explicit | hedge",
        ],
    ),
    (
        "would have without doubt in the cue",
        "Six divers would have drowned in the bay, according to a local source.",
        [
            "a local source | according to | Six divers would have drowned in the bay | - | indirect | explicit | hedge",
        ],
    ),
    (
        "would have on a condition",
        "Six divers would have drowned if the rope had broken, a local source said.",
        [
            "a local source | said | Six divers would have drowned if the rope had broken | - | indirect | explicit | affirm",
        ],
    ),
    (
        "judged by others",
        "The king freed nine men whom lawyers regard as hostages, among them two clerks arrested in March.",
        [
            "lawyers | regard | hostages | - | indirect | explicit | - act",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_construction(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The border is closed, said a statement from the Chadian Ministry of Defence.", [True]),
        ("The pilots' union said in a statement that the runway was mined.", [True]),
        ("In a press release, the company confirmed the death of two miners.", [True]),
        ("The company said that two miners had died.", [False]),
    ],
)
def test_a_text_that_speaks_marks_its_author(text: str, sources: list[bool]) -> None:
    assert [a.source is not None and a.source.document for a in found(text)] == sources


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Radio Volta said the dam was failing.", ["agency"]),
        ("The Chadian ministry said the dam was failing.", ["official"]),
        ("A senior source said the dam was failing.", ["unnamed"]),
        ("A survey showed that the dam was failing.", ["document"]),
        ("A nurse said the dam was failing.", ["unnamed"]),  # a description names nobody
        ("Two officers said the dam was failing.", ["unnamed"]),
        ("Residents said the dam was failing.", ["unnamed"]),
        ("The nurse Rosa Quispe said the dam was failing.", ["person"]),
        ("A navy spokesman said the dam was failing.", ["official"]),  # stands for his body
        ("The miners' union said the dam was failing.", ["organisation"]),
    ],
)
def test_kind_of_source(text: str, kinds: list[str]) -> None:
    assert [a.source.kind for a in found(text) if a.source] == kinds


@pytest.mark.parametrize(
    ("headline", "source"),
    [
        ("Minister: talks have failed", "Minister"),
        ("Ana Ruiz: talks have failed", "Ana Ruiz"),
        ("Talks have failed: envoy", "envoy"),
        ("Libya: talks have failed", None),  # a topic
        ("Storm damage: talks have failed", None),
    ],
)
def test_headline_with_a_colon(headline: str, source: str | None) -> None:
    sources = [a.source.text for a in found(f"{headline}\nThe round ended on Monday.") if a.source]
    assert sources == ([source] if source else [])


def test_batches_do_not_mix() -> None:
    texts = ["Le Matin said the dam was failing.", "", "The consul denied it."]
    together = RulesFinder().find([parsed(t) for t in texts], [()] * 3)
    assert together == [found(t) for t in texts]
    assert [len(t) for t in together] == [1, 0, 1]
