"""ParsedDocument -> attributions, actors, places, times, events, claims. Stages are siblings."""
