"""Texts by language: Markdown, messages, dates and numbers."""
