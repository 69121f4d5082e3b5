"""Messages of ours on their way to where they are said in the language of a site."""

from collections.abc import Mapping

from msgspec import Struct, field


class Phrase(Struct, frozen=True):
    """A message of the catalogue, and the values of its `{names}`, which can be phrases too.

    `Wording.say` says it in a language; `str` of it is English.
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the message in English with its values."""
        return self.message.format(**self.values)
