"""Word lists as data: cues, hedges, actors, places, boilerplate."""
