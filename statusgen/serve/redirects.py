"""Reads `_redirects`, the file by which Netlify learns of old addresses, as far as we write it."""

from collections.abc import Iterator
from http import HTTPStatus

from msgspec import Struct

_FIELDS = 3


class Redirect(Struct, frozen=True):
    """From a path, or all below it where it ends in `*`, to an address with an HTTP status."""

    source: str
    target: str
    status: HTTPStatus

    @property
    def is_elsewhere(self) -> bool:
        """Whether the browser is sent on, not answered with what stands at the target."""
        return HTTPStatus.MULTIPLE_CHOICES <= self.status < HTTPStatus.BAD_REQUEST

    def applied(self, path: str) -> str | None:
        """Return where `path` leads, `:splat` standing for what the `*` matched, or None.

        A slash at the end of a path makes no difference, as on Netlify.
        """
        if self.source.endswith("/*") and path.startswith(self.source[:-1]):
            return self.target.replace(":splat", path[len(self.source) - 1 :])
        return self.target if path.rstrip("/") == self.source.rstrip("/") else None


def read_redirects(content: bytes) -> Iterator[Redirect]:
    """Yield the rules of a `_redirects` file in order; the first that applies holds.

    Raises ValueError for a status that HTTP does not have.
    """
    for line in content.decode(errors="replace").splitlines():
        fields = line.partition("#")[0].split()
        if len(fields) in {_FIELDS - 1, _FIELDS}:
            status = fields[2] if len(fields) == _FIELDS else "301"
            yield Redirect(fields[0], fields[1], HTTPStatus(int(status.rstrip("!"))))
