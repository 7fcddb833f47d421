"""Who is behind the reports: aliases joined, relays and copies laid to their root, independent roots counted."""

from sayso.corroborate.sources.nodes import source_of
from sayso.corroborate.sources.rings import rings_of
from sayso.corroborate.sources.roots import Weighed, count_roots, roots_of, weigh

__all__ = ["Weighed", "count_roots", "rings_of", "roots_of", "source_of", "weigh"]
