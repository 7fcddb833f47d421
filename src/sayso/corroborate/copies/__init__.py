"""Who copies whom: finding, comparing and tracing articles that took their text or their news from another."""

from sayso.corroborate.copies.comparison import Comparison, Passage, Quotation, compare
from sayso.corroborate.copies.edges import copy_edge, counts_as_copy
from sayso.corroborate.copies.family import Traced, family_of, parents_of_claim, trace
from sayso.corroborate.copies.signature import Signature, add_to, candidates, signature

__all__ = [
    "Comparison",
    "Passage",
    "Quotation",
    "Signature",
    "Traced",
    "add_to",
    "candidates",
    "compare",
    "copy_edge",
    "counts_as_copy",
    "family_of",
    "parents_of_claim",
    "signature",
    "trace",
]
