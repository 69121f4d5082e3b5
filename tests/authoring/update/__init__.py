"""Tests of `update` and `post`."""
