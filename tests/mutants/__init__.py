"""Mutation testing: whether the tests of a module notice when a line of it is another one."""
