"""A new site: how its host finds statusgen, the values in its files, and the files."""
