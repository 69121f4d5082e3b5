"""The work of a person at the NOC: new entries, updates, notices, git."""
