"""One reader per corpus: documents of sentences with the labels that the corpus has."""
