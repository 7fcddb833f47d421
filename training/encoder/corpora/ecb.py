"""ECB+: actions in news, of the sentences that its authors annotated; triggers only."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from training.encoder.windows import Sentence, Text

FOLDERS = {"train": "train", "dev": "val"}


def read_ecb(data: Path, split: str) -> Iterator[Text]:
    """The annotated sentences of each text, with triggers."""
    folder = data / "coreference/ecbplus" / FOLDERS[split]
    for path in sorted(folder.glob("*/*.xml")):
        sentences = read_text(path.read_text(encoding="utf-8"))
        if sentences:
            yield Text(path.stem, "ecb", split, sentences, loose=True)


def read_text(content: str) -> list[Sentence]:
    """The sentences of one file that hold a marked mention; the words of actions are triggers."""
    root = ET.fromstring(content)
    actions, marked = set(), set()
    for mention in root.iterfind("Markables/*"):
        anchors = [a.get("t_id") for a in mention.iterfind("token_anchor")]
        marked.update(anchors)
        if "ACTION" in mention.tag:
            actions.update(anchors[:1])
    by_sentence: dict[str, list[ET.Element]] = {}
    for token in root.iterfind("token"):
        by_sentence.setdefault(token.get("sentence", ""), []).append(token)
    out = []
    for tokens in by_sentence.values():
        if any(t.get("t_id") in marked for t in tokens):
            words = tuple(t.text or "_" for t in tokens)
            triggers = ["yes" if t.get("t_id") in actions else "no" for t in tokens]
            out.append(Sentence(words, {"triggers": triggers}, " ".join(words)))
    return out
