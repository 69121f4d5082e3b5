"""Schema of each kind of content file: from its tree to records, or problems."""
