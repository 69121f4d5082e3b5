"""Fuzzing: valid input of every kind is changed at random, and each answer is judged.

`python -m tests.fuzz` runs as many cases as one likes. A case follows from its seed and its number
alone, so that the command it is printed with repeats it.
"""
