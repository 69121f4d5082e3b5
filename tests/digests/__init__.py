"""Compares all files that two commits build: `python -m tests.digests BASE [HEAD]`."""
