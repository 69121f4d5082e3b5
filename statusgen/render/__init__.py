"""From the world to text: contexts, templates, views and pictures."""
