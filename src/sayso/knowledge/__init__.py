"""What we know of the world: countries, actors and their offices by date, outlets, places. Facts, where `lexicon` has words."""
