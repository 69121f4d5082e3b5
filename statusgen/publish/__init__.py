"""Brings finished files to disk, whole or not at all."""
