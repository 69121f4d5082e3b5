"""Words: Markdown, messages, dates and numbers by language."""
