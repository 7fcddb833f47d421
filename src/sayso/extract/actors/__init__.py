"""Who: mentions, resolution, coreference."""
