"""Parses `_redirects`, Netlify's file of redirects, as far as our outputs use its syntax."""

from collections.abc import Iterator
from http import HTTPStatus

from msgspec import Struct

_FIELDS = 3


class Redirect(Struct, frozen=True):
    """A rule from a path, or all paths below it if it ends in `*`, to an address with a status."""

    source: str
    target: str
    status: HTTPStatus

    @property
    def is_elsewhere(self) -> bool:
        """True for an HTTP redirect, False if the page at the target is the response."""
        return HTTPStatus.MULTIPLE_CHOICES <= self.status < HTTPStatus.BAD_REQUEST

    def applied(self, path: str) -> str | None:
        """Return the target for `path`, `:splat` replaced by what `*` matched, or None.

        A slash at the end of a path is ignored, as on Netlify.
        """
        if self.source.endswith("/*") and path.startswith(self.source[:-1]):
            return self.target.replace(":splat", path[len(self.source) - 1 :])
        return self.target if path.rstrip("/") == self.source.rstrip("/") else None


def read_redirects(content: bytes) -> Iterator[Redirect]:
    """Yield the rules of a `_redirects` file in order; the first that matches applies.

    Raises ValueError if HTTP does not define the status.
    """
    for line in content.decode(errors="replace").splitlines():
        fields = line.partition("#")[0].split()
        if len(fields) in {_FIELDS - 1, _FIELDS}:
            status = fields[2] if len(fields) == _FIELDS else "301"
            yield Redirect(fields[0], fields[1], HTTPStatus(int(status.rstrip("!"))))
