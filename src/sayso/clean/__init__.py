"""Article -> Document: text repair, blocks, boilerplate, byline and dateline, with a map back."""
