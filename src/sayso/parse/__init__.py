"""Document -> ParsedDocument: sentences, tokens and dependencies."""
