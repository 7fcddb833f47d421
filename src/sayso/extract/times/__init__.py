"""When: our own news time tagger."""
