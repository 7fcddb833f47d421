"""PLOVER and CAMEO: codes, crosswalk, scores, definitions."""

from sayso.ontology.codebook import Entry, explain
from sayso.ontology.crosswalk import Cameo, Plover, cameo, cameo_for, cameos, plover_for
from sayso.ontology.plover import Context, EventType, Mode, contexts, event_type, mode, modes, quad, types
from sayso.ontology.scores import score

__all__ = [
    "Cameo",
    "Context",
    "Entry",
    "EventType",
    "Mode",
    "Plover",
    "cameo",
    "cameo_for",
    "cameos",
    "contexts",
    "event_type",
    "explain",
    "mode",
    "modes",
    "plover_for",
    "quad",
    "score",
    "types",
]
