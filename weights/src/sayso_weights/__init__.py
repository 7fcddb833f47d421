"""Weights of Sayso's encoders, one folder each: `document`. They are apart from Sayso, whose core is to stay small."""
