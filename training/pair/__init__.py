"""The relation head: what a marked source does to a marked target in one sentence."""
