"""How surely, whether, and in which world an event is told: what has been read so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.model import Span, Veridicality

READINESS = "a stated readiness"  # "is willing to", which is an act of its own


@dataclass(slots=True)
class State:
    """One event's status while its sentence is read; it starts as plain fact, and each effect moves it."""

    certainty: str = "certain"
    polarity: str = "positive"
    modality: str = "actual"
    cues: list[Span] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    def apply(self, effect: str, cue: Span, why: str) -> None:
        """Let an `effect` of the tables (embedding, hedge_adverbs, modals) bear on the event."""
        if effect in ("pass", "actual"):
            return
        self.cues.append(cue)
        self.why.append(why)
        if effect in ("negative", "deny"):
            self.polarity = "negative" if self.polarity == "positive" else "positive"
            if effect == "deny":
                self.why[-1] = f"denied: {why}"
        elif effect == "unlikely":
            self.certainty, self.polarity = "probable", "negative"
        elif effect == "expected":
            self.certainty = _weaker(self.certainty, "probable")
            self.modality = "future" if self.modality == "actual" else self.modality
        elif effect in ("possible", "probable", "unknown"):
            self.certainty = _weaker(self.certainty, effect)
            if effect == "unknown":
                self.modality = "hypothetical"
        elif effect == "alleged":
            # who alleges it is the source: the claim stage puts it into the chain, or hedges where nobody is named
            self.why[-1] = f"alleged: {why}"
        elif effect == "future":
            self.modality = "future" if self.modality == "actual" else self.modality
        elif effect == "hypothetical":
            self.modality = "hypothetical"

    def veridicality(self) -> Veridicality:
        """The status as a value."""
        return Veridicality(
            certainty=self.certainty,
            polarity=self.polarity,
            modality=self.modality,
            cues=tuple(dict.fromkeys(self.cues)),
            why=tuple(dict.fromkeys(self.why)),
        )


def _weaker(a: str, b: str) -> str:
    order = ("certain", "probable", "possible", "unknown")
    return max(a, b, key=order.index)
