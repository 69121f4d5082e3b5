"""Read YAML text into typed records, or into problems with their places."""
