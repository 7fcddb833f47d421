"""How surely, whether, and in which world."""
