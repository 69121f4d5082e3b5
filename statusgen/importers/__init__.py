"""Import the history of another status page into content files.

A module for each kind of page reads it into the records that content files are read into. Nothing
is written that `check` would refuse, and no existing file is replaced.
"""
