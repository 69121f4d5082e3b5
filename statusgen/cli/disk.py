"""Errors of a disk or a system that are no mistake of ours, in a sentence."""

import errno
import os

OF_THE_DISK = frozenset(
    number
    for number, name in errno.errorcode.items()
    if name
    in {
        "EACCES",
        "EAGAIN",
        "EBUSY",
        "EDQUOT",
        "EFBIG",
        "EHOSTDOWN",
        "EILSEQ",
        "EIO",
        "ELOOP",
        "EMFILE",
        "EMLINK",
        "ENAMETOOLONG",
        "ENFILE",
        "ENODEV",
        "ENOLCK",
        "ENOMEM",
        "ENOSPC",
        "ENOSYS",
        "ENOTCONN",
        "ENOTSUP",
        "ENXIO",
        "EOPNOTSUPP",
        "EPERM",
        "EREMOTEIO",
        "EROFS",
        "ESTALE",
        "ETIMEDOUT",
        "ETXTBSY",
        "EUCLEAN",
    }
)
"""Numbers of errors with which a disk or a system refuses what is no mistake of ours."""


def refusal_of_the_disk(error: OSError) -> str:
    """Return the sentence for an error whose number is in `OF_THE_DISK`."""
    name = os.fsdecode(error.filename) if error.filename else "A file or a folder"
    return (
        f"{name} could not be used: {error.strerror}. Every file is whole; "
        "run the command again once that is solved."
    )
