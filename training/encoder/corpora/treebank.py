"""Universal Dependencies English EWT and GUM: tags, lemmas, trees; of GUM also mentions of entities.

GUM's mentions nest; here every word belongs to the innermost one that holds it, and a mention keeps the one run of words that
holds its head, without prepositions, possessive marks and punctuation at the end. So "the president of Norland" gives a person
"the president" and a place "Norland": nothing is lost but what stands behind the head, and that the tree gives back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from training.encoder.labels import MENTIONS, Value, lemma_rule, tags_of
from training.encoder.windows import Sentence, Text

_ENTITY = re.compile(r"Entity=([^|\s]*)")
_STEP = re.compile(r"\((\d+)(?:\[\d+/\d+\])?-([a-z]+)-[^()]*|(\d+)(?:\[\d+/\d+\])?\)|\)")
KINDS = {"animal": "object", "plant": "object", "substance": "object"}
_LOOSE = frozenset({"ADP", "PUNCT", "CCONJ", "SCONJ"})


@dataclass(slots=True)
class Mention:
    """A mention as it stands in the file: words of the text from `first` to before `last`."""

    first: int
    last: int
    kind: str


@dataclass(slots=True)
class _Open:
    waiting: list[tuple[str, str, int]] = field(default_factory=list)  # chain, kind, first word
    closed: list[Mention] = field(default_factory=list)

    def word(self, at: int, code: str) -> None:
        """Open and close mentions at a word of the text."""
        for step in _STEP.finditer(code):
            if step[1]:
                self.waiting.append((step[1], step[2], at))
                if code[step.end() : step.end() + 1] == ")":  # "(3-person...)": one word
                    self._close(step[1], at)
            elif step[3]:
                self._close(step[3], at)

    def _close(self, chain: str, at: int) -> None:
        for k in range(len(self.waiting) - 1, -1, -1):
            if self.waiting[k][0] == chain:
                _, kind, first = self.waiting.pop(k)
                self.closed.append(Mention(first, at + 1, KINDS.get(kind, kind)))
                return


def read_ewt(data: Path, split: str) -> Iterator[Text]:
    """EWT, one text per document."""
    content = (data / f"treebank/ewt_{split}.conllu").read_text(encoding="utf-8")
    for part in re.split(r"^(?=# newdoc)", content, flags=re.M):
        if part.strip():
            name = re.search(r"# newdoc id = (\S+)", part)
            yield read_text(name[1] if name else "ewt", part, "ewt", split)


def read_gum(data: Path, split: str) -> Iterator[Text]:
    """GUM, one text per file, with mentions."""
    for path in sorted((data / f"treebank/gum_{split}").glob("*.conllu")):
        yield read_text(path.stem, path.read_text(encoding="utf-8"), "gum", split)


def read_text(name: str, content: str, corpus: str, split: str) -> Text:
    """One document of a treebank."""
    sentences, mentions, at = [], _Open(), 0
    for paragraph in content.split("\n\n"):
        rows = [line.split("\t") for line in paragraph.split("\n") if line[:1].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        if not rows:
            continue
        told = re.search(r"^# text = (.*)", paragraph, re.M)
        mentions.closed.clear()
        for k, row in enumerate(rows):
            code = _ENTITY.search(row[9])
            mentions.word(at + k, code[1] if code else "")
        sentence = _sentence(rows, told[1] if told else "")
        if corpus == "gum":
            inside = [Mention(max(0, m.first - at), m.last - at, m.kind) for m in mentions.closed]
            sentence.labels["mentions"] = mention_tags(rows, inside)
        sentences.append(sentence)
        at += len(rows)
    return Text(name, corpus, split, sentences)


def _sentence(rows: Sequence[Sequence[str]], text: str) -> Sentence:
    labels: dict[str, Sequence[Value]] = {
        "upos": [r[3] for r in rows],
        "xpos": [r[4] for r in rows],
        "lemma": [lemma_rule(r[1], r[2]) for r in rows],
        "arcs_ud": [int(r[6]) for r in rows],
        "labels_ud": [r[7] for r in rows],
        "starts": ["yes", *["no"] * (len(rows) - 1)],
    }
    return Sentence(tuple(r[1] for r in rows), labels, text)


def mention_tags(rows: Sequence[Sequence[str]], mentions: Sequence[Mention]) -> list[str]:
    """Flat tags of the mentions of one sentence, as the module says."""
    owner: list[Mention | None] = [None] * len(rows)
    for mention in sorted(mentions, key=lambda m: m.first - m.last):  # longest first, so the innermost stays
        owner[mention.first : mention.last] = [mention] * (mention.last - mention.first)
    spans = []
    for mention in mentions:
        head = next((k for k in range(mention.first, mention.last) if _is_head(rows, mention, k)), mention.first)
        if owner[head] is not mention:
            continue
        first = last = head
        while first > mention.first and owner[first - 1] is mention:
            first -= 1
        while last + 1 < mention.last and owner[last + 1] is mention:
            last += 1
        while last > head and (rows[last][3] in _LOOSE or rows[last][4] == "POS"):
            last -= 1
        spans.append((first, last + 1, mention.kind))
    return [MENTIONS[t] for t in tags_of(spans, len(rows), MENTIONS)]


def _is_head(rows: Sequence[Sequence[str]], mention: Mention, k: int) -> bool:
    return not mention.first < int(rows[k][6]) <= mention.last
