"""Who did what to whom, as tables see it."""
