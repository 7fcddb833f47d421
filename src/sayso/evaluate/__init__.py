"""Scores against gold cases and public corpora."""
