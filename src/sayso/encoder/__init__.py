"""Runs our own encoders: weights in a folder, words in, decisions with probabilities out. Needs the extra `encoder`."""
