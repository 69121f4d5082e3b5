"""Errors of publishing; their messages are sentences for the user."""


class PublishError(Exception):
    """The site could not be written; every file that was published before is whole."""


class RefusedError(PublishError):
    """The folder or a file at a path of the site is not ours; nothing was changed."""
