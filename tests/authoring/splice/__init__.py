"""Tests of what changes files by splicing."""
