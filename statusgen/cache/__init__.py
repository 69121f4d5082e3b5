"""A content-addressed store, and how values are encoded in it."""
