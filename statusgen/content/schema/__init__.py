"""What may stand in each kind of content file: the tree of a file to records, or problems."""
