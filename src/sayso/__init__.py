"""Sayso reads news and keeps its sources: who did what to whom, where, when, and on whose say-so."""

__version__ = "0.1.0"
