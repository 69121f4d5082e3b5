"""Cached work, shards and processes: how a build does only what is new."""
