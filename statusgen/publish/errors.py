"""Why a site was not published, each as a sentence for the person who asked for it."""


class PublishError(Exception):
    """The site could not be brought to disk; every file that was published before is whole."""


class PublishRefused(PublishError):  # noqa: N818 - it is refused, nothing went wrong
    """The folder is not ours, or holds what is not ours where a file should go: untouched."""
