"""The revisions, oldest first. A released one is never edited: what changes gets a revision of its own."""
