"""Tests of the local preview."""
