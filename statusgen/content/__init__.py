"""From YAML text to typed records, or problems with their places."""
