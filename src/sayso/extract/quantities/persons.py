"""Single persons told apart by age, sex and "another": `a boy, 5, was hurt ... a woman died` are two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from sayso.lexicon.tables import table
from sayso.model import ParsedDocument, Span

OTHER = ("another", "second", "third", "fourth", "fifth", "other")
GROWN = 18  # years


@dataclass(frozen=True, slots=True)
class Person:
    """What is told of one person; None and empty where it is not said."""

    kind: str
    span: Span
    age: int | None = None
    sex: str = ""
    years: str = ""  # young|grown
    other: bool = False  # "another", "a second"

    def is_not(self, one: Person) -> bool:
        """Whether the two must be two persons."""
        if self.age is not None and one.age is not None:
            return self.age != one.age
        if self.sex and one.sex and self.sex != one.sex:
            return True
        return bool(self.years and one.years and self.years != one.years)


def person_at(parsed: ParsedDocument, head: int, kind: str) -> Person:
    """The person whose noun is token `head`."""
    token = parsed.tokens[head]
    row = _sexes().get(token.lemma.lower(), {"sex": "", "age": ""})
    before = [parsed.tokens[k] for k in range(max(0, head - 8), head) if parsed.tokens[k].sentence == token.sentence]
    age = _age(parsed, head)
    years = row["age"] if age is None else "young" if age < GROWN else "grown"
    nearest = [t.text.lower() for t in before[-4:]]
    return Person(
        kind, token.span, age, row["sex"], years, other=token.dep != "dobj" and any(w in OTHER for w in nearest)
    )


def _age(parsed: ParsedDocument, head: int) -> int | None:
    """`a 5-year-old boy`, `Boy, 5,`."""
    tokens = parsed.tokens
    for k in range(max(0, head - 7), head - 1):
        if tokens[k].text.isdigit() and tokens[k + 1].text in ("-", "year") and len(tokens[k].text) < 3:
            words = [t.text.lower() for t in tokens[k + 1 : head]]
            if "year" in words and "old" in words and words.index("old") < 6:
                return int(tokens[k].text)
    after = tokens[head + 1 : head + 4]
    if len(after) > 1 and after[0].text in (",", "(") and after[1].text.isdigit() and len(after[1].text) < 3:
        return int(after[1].text)
    return None


def distinct(found: Iterable[Person]) -> list[Person]:
    """The persons that must be different; mentions that may be of one and the same are joined."""
    out: list[Person] = []
    for one in found:
        same = None if one.other else next((k for k, known in enumerate(out) if not one.is_not(known)), None)
        if same is None:
            out.append(one)
        else:
            known = out[same]
            age = known.age if known.age is not None else one.age
            worst = "killed" if "killed" in (known.kind, one.kind) else known.kind
            out[same] = replace(known, kind=worst, age=age, sex=known.sex or one.sex, years=known.years or one.years)
    return out


@cache
def _sexes() -> dict[str, dict[str, str]]:
    return {row["noun"]: row for row in table("quantity_sexes")}
