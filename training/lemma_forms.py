"""`python -m training.lemma_forms`: writes the forms whose lemma our rules get wrong, from the UD English treebanks.

Facts about words only (form, class, lemma), no text: of EWT and GUM (training parts), and the regular forms of every verb that
they or our own tables of event and speech verbs know.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from sayso.lexicon.tables import alternatives, table
from sayso.parse.lemmas import by_rule

CLASSES = {"VERB": "v", "AUX": "v", "NOUN": "n", "ADJ": "a", "ADV": "r"}
BASE = ("VB", "VBP", "NN", "JJ", "RB")  # tags of words that are their own lemma
OUT = Path("src/sayso/parse/data/en/lemma_forms.csv")
WORD = re.compile("[a-z]+")
VERB_TABLES = {
    "event_verbs": "verb",
    "reporting_verbs": "verb",
    "gerund_verbs": "verb",
    "standing_verbs": "phrase",
    "say_verbs": "cue",
}
HEAD = """# Forms whose lemma the rules of `lemmas.py` get wrong; written by `python -m training.lemma_forms` from facts of the UD
# English treebanks EWT and GUM (CC BY-SA 4.0, CC BY 4.0) and our own tables of verbs. class: v verb, n noun, a adjective, r adverb.
words,class,lemma
"""


def rows(data: Path) -> Iterator[tuple[str, str, str, str]]:
    """Form, class, tag and lemma of every word without a typo."""
    for path in sorted([data / "treebank/ewt_train.conllu", *(data / "treebank/gum_train").glob("*.conllu")]):
        for line in path.read_text(encoding="utf-8").split("\n"):
            cells = line.split("\t")
            if len(cells) == 10 and cells[3] in CLASSES and "Typo=Yes" not in cells[5] and "Abbr=Yes" not in cells[5]:
                form, lemma = cells[1].lower(), cells[2].lower()
                if WORD.fullmatch(form) and WORD.fullmatch(lemma):
                    yield form, CLASSES[cells[3]], cells[4], lemma


def regular(verb: str) -> Iterator[tuple[str, str]]:
    """The regular forms of a verb with their tags; a final consonant may be doubled or not."""
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else verb
    doubles = re.search("[^aeiou][aeiou][bdgmnprtl]$", verb)
    if doubles:
        yield verb + verb[-1] + "ing", "VBG"
        yield verb + verb[-1] + "ed", "VBD"
        if len(re.findall("[aeiouy]", verb)) == 1:  # "ping" is no form of "pin"
            return
    yield stem + "ing", "VBG"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        yield verb[:-1] + "ied", "VBD"
    else:
        yield (verb + "d" if verb.endswith("e") else verb + "ed"), "VBD"


def gathered(data: Path) -> dict[tuple[str, str], str]:
    """The lemma of every form that the rules get wrong, by form and class."""
    seen: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    verbs: Counter[str] = Counter()
    lemmas: dict[str, set[str]] = defaultdict(set)
    for form, kind, tag, lemma in rows(data):
        seen[form, kind][lemma, tag] += 1
        if tag in BASE:
            lemmas[kind].add(lemma)
        if kind == "v":
            verbs[lemma] += 1
    for name, column in VERB_TABLES.items():
        verbs.update(
            {
                word: 9
                for row in table(name)
                for cell in alternatives(row[column])
                if WORD.fullmatch(word := cell.split()[0])
            }
        )
    bases = {verb for verb in verbs if verb.isalpha() and (verbs[verb] > 1)}
    out: dict[tuple[str, str], str] = {}
    for verb in sorted(bases, key=lambda v: verbs[v]):  # the commoner verb wins a form that two share
        lemmas["v"].add(verb)
        for form, tag in regular(verb):
            if (form, "v") not in seen and form not in bases and by_rule(form, "v", tag) != verb:
                out[form, "v"] = verb
    for (form, kind), found in seen.items():
        (lemma, tag), _ = found.most_common(1)[0]
        rule = by_rule(form, kind, tag)
        known = lemma in lemmas[kind] and rule not in lemmas[kind]
        if rule != lemma and tag not in BASE and form != lemma and known and re.search("[aeiou]", form):
            out[form, kind] = lemma
    return out


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    asked.add_argument("--out", type=Path, default=OUT)
    options = asked.parse_args()
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (form, kind), lemma in sorted(gathered(options.data).items()):
        groups[lemma, kind].append(form)
    with options.out.open("w", encoding="utf-8", newline="") as out:
        out.write(HEAD)
        write = csv.writer(out, lineterminator="\n")
        write.writerows(("|".join(forms), kind, lemma) for (lemma, kind), forms in sorted(groups.items()))


if __name__ == "__main__":
    main()
