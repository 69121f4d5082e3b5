"""An artefact is one file of the finished site: a path and its bytes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file of the site: POSIX path relative to the site's folder, and the bytes in it."""

    path: str
    content: bytes
