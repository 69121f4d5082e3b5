"""Sends the news of a published site to channels, each update once to each."""
