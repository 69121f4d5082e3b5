"""A store for builds that are to know nothing."""


class NullStore:
    """A store that keeps nothing."""

    def get(self, kind: str, key: str, /) -> bytes | None:
        """Return None."""
        del kind, key
        return None

    def put(self, kind: str, key: str, content: bytes, /) -> None:
        """Drop `content`."""
