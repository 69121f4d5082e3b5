"""New entries: what the command line, a notice and a person at a terminal say, as a file."""
