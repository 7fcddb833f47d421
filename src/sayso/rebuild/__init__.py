"""Ledger -> corroborate -> derived tables: the same result in one batch, one by one, or in any order."""

from sayso.rebuild.refresh import Refreshed, rebuild, refresh

__all__ = ["Refreshed", "rebuild", "refresh"]
