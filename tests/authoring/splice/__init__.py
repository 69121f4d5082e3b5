"""Tests of the changes of files by splicing."""
