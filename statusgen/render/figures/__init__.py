"""A month's figures: as tables and text for people, as JSON and CSV for programs."""
