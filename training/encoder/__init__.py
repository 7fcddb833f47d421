"""Recipe of the document encoder: one pass per window, many light heads."""
