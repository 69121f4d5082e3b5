"""Tests of the store of a build."""
