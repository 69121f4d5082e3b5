"""Tests of what builds remember."""
