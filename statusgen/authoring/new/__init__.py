"""New entries: from options, a notice and answers at a terminal to a file."""
