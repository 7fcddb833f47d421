"""Anything readable -> Article."""
