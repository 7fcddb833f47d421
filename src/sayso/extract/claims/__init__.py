"""Events and attributions joined: one proposition on one say-so."""
