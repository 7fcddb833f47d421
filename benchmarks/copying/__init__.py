"""Families of reports with known copying: a generator and a scorer, because no such benchmark exists."""
