"""Every corpus of the recipe, filtered and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from training.encoder.corpora import cameo, ecb, factuality, polnear, silver, treebank
from training.encoder.say import say
from training.encoder.windows import Text, drop_held_out, read_hashes


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus of the recipe: its licence, what it teaches, and its share beside the others (times tokens to the temperature)."""

    name: str
    folder: str
    licence: str
    heads: str
    weight: float
    read: Callable[[Path, str], Iterable[Text]]


def _polnear(data: Path, split: str, cache: Path) -> Iterable[Text]:
    return polnear.read_polnear(data, split, cache)


def _cameo(data: Path, split: str) -> Iterable[Text]:
    return (t for t in cameo.read_cameo(data) if t.split == split)


def _ewt(data: Path, split: str) -> Iterable[Text]:
    texts = list(treebank.read_ewt(data, split))
    factuality.attach(texts, factuality.read_uds(data, split))
    return texts


def _news(_data: Path, split: str, cache: Path) -> Iterable[Text]:
    return (t for t in silver.read_news(cache) if t.split == split)


def corpora(cache: Path = silver.CACHE) -> tuple[Corpus, ...]:
    """The corpora in the order of the data card."""
    return (
        Corpus(
            "polnear",
            "attribution/polnear_*",
            "none stated (texts of seven US publishers)",
            "attribution; parses by spaCy",
            1.5,
            partial(_polnear, cache=cache),
        ),
        Corpus("cameo", "events/cameo_spans_train", "GPL-3.0 repository", "actors", 1.5, _cameo),
        Corpus(
            "ewt",
            "treebank/ewt_*, factuality/uds_ih2_*",
            "CC BY-SA 4.0; MIT code (UDS-IH2)",
            "tags, lemmas, UD trees; factuality (UDS-IH2)",
            1.2,
            _ewt,
        ),
        Corpus(
            "gum",
            "treebank/gum_*",
            "CC BY 4.0 and others per genre",
            "tags, lemmas, UD trees, mentions",
            0.8,
            treebank.read_gum,
        ),
        Corpus("uw", "factuality/uw_*", "MIT code", "triggers, factuality", 1.0, factuality.read_uw),
        Corpus("ecb", "coreference/ecbplus", "CC BY", "triggers", 0.4, ecb.read_ecb),
        Corpus("news", "news/guardian_sdf_sample", "none stated", "parses by spaCy", 0.4, partial(_news, cache=cache)),
    )


@dataclass(frozen=True, slots=True)
class Loaded:
    """One split of a corpus after the filter."""

    corpus: Corpus
    texts: list[Text]
    dropped: int

    @property
    def sentences(self) -> int:
        return sum(len(t.sentences) for t in self.texts)

    @property
    def words(self) -> int:
        return sum(len(s.words) for t in self.texts for s in t.sentences)


def load(data: Path, split: str, names: Sequence[str] = (), cache: Path = silver.CACHE) -> list[Loaded]:
    """The split of each corpus (or those named), without held-out sentences; prints the counts."""
    hashes, out = read_hashes(data), []
    for corpus in corpora(cache):
        if names and corpus.name not in names:
            continue
        texts, dropped = drop_held_out(corpus.read(data, split), hashes)
        loaded = Loaded(corpus, texts, dropped)
        say(
            f"{corpus.name:8} {split:5} {len(texts):5} texts {loaded.sentences:6} sentences {loaded.words:7} words,"
            f" {dropped} held-out sentences dropped",
        )
        out.append(loaded)
    return out
