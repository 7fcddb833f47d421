"""Counts of people: how many were killed, injured, arrested, abducted or driven out, and how many came out."""
