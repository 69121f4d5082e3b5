"""Text that people read, in one language or in several."""

from collections.abc import Iterator, Mapping

from msgspec import Struct


class Text(Struct, frozen=True):
    """The same text by language; `first` is the site's first language and always there."""

    first: str
    by_language: Mapping[str, str]

    @property
    def default(self) -> str:
        """The text in the site's first language."""
        return self.by_language[self.first]

    def in_language(self, language: str) -> str:
        """Return the text for a reader of `language`."""
        return self.by_language.get(language, self.default)

    def for_language(self, language: str) -> tuple[str, str]:
        """Return the text for a reader of `language`, and the language that it is in."""
        if language in self.by_language:
            return self.by_language[language], language
        return self.default, self.first


def texts_of(record: Struct) -> Iterator[tuple[str, Text]]:
    """Yield the fields of a record that are texts, with their names."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, Text):
            yield name, value
