"""Errors of publishing; their messages are sentences for the user."""


class PublishError(Exception):
    """The site could not be written; every file that was published before is whole."""


class PublishRefused(PublishError):  # noqa: N818 - it is refused, nothing went wrong
    """The folder or a file at a path of the site is not ours; nothing was changed."""
