"""The tests of statusgen; the tree mirrors the package."""
