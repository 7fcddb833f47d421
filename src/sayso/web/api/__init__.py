"""The HTTP API at /api/v1: what the store knows, as the objects that the commands print."""
