"""Messages of ours that are translated later, where the language of the site is known."""

from collections.abc import Mapping

from msgspec import Struct, field


class LazyMessage(Struct, frozen=True):
    """A message of the catalogue, and the values of its `{names}`, which can be such messages too.

    `Wording.say` returns it in a language; `str` of it is English.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the message in English with its values."""
        return self.text.format(**self.values)
