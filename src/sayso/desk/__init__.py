"""Questions to a store: events, claims, stories, sources, actors, dyads, what changed, and SQL."""

from sayso.desk.desk import Desk, open_desk

__all__ = ["Desk", "open_desk"]
