"""Adds an update to an entry: what may follow, its text, and the change of the file."""
