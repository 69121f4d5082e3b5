"""A context is one world as it is told in one language at one address."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from statusgen.domain.world import World
from statusgen.model import Text
from statusgen.render import urls
from statusgen.render.templates import Templates
from statusgen.text.wording import Wording

_T = TypeVar("_T")


class RenderContext(Struct, frozen=True, eq=False, dict=True):
    """What every output is made from.

    `url` is the public address the site is built for and ends with a slash; a build for another
    address than the site's own is a preview, which search engines are asked to leave alone. The
    site's first language is told there, and each other in a folder of its own below it.
    `is_lasting` tells that a page is made of it that is the same whenever it is built; `opened` is
    from when on a page is read that tells of a later world.
    `posts` are the texts for the groups made so far, by entry, news and language; `made` is what
    was made once, in each language.
    """

    world: World
    url: str
    templates: Templates
    words: Wording
    is_lasting: bool = False
    opened: datetime | None = None
    posts: dict[tuple[str, str, str], str] = field(default_factory=dict)
    made: dict[tuple[Callable[["RenderContext"], Any], str], Any] = field(default_factory=dict)

    @property
    def is_preview(self) -> bool:
        """Whether this build is not the site that partners read."""
        return self.url != self.world.content.site.url

    @property
    def language(self) -> str:
        """The language in which the content is told, where it can be."""
        return self.words.language

    @property
    def reader_at(self) -> datetime | None:
        """The instant at which a page is read, None where that may be at any time to come."""
        return None if self.is_lasting else self.opened or self.now

    def later(self, world: World) -> "RenderContext":
        """Return what a page will tell of a `world` to come, to one who reads it from now on."""
        return replace(self, world=world, opened=self.opened or self.now)

    @cached_property
    def lasting(self) -> "RenderContext":
        """The context as it is told for ever: dates in full, and no ages."""
        return replace(self, is_lasting=True)

    @property
    def now(self) -> datetime:
        """The instant that the context tells of."""
        return self.world.now

    @property
    def is_first(self) -> bool:
        """Whether this is the context that also makes what all languages share."""
        return self.language == self.world.content.site.language

    @cached_property
    def folder(self) -> str:
        """The folder below which all of this context stands: none, or `it/`."""
        return urls.language_folder(self.world.content.site, self.language)

    def public(self, path: str) -> str:
        """Return the address of a path of this context as the whole world sees it."""
        return self._public + path

    def href(self, path: str) -> str:
        """Return a link to a path of this context from any page, on whatever host it is."""
        return self._path + path

    def shared(self, path: str) -> str:
        """Return a link to a path that all languages share: a style sheet, a picture, data."""
        return self._shared_path + path

    def memoize(self, make: Callable[["RenderContext"], _T]) -> _T:
        """Return what `make` makes of the context, made once for all the worlds that it tells of.

        So it may hang on all that they share, which is what there is beside the entries.
        """
        key = make, self.words.language
        if key not in self.made:
            self.made[key] = make(self)
        known: _T = self.made[key]
        return known

    @cached_property
    def _public(self) -> str:
        return self.url + self.folder

    @cached_property
    def _shared_path(self) -> str:
        return urlsplit(self.url).path

    @cached_property
    def _path(self) -> str:
        return self._shared_path + self.folder

    def in_language(self, language: str) -> "RenderContext":
        """Return the same world at the same address, told in `language`."""
        if language == self.language:
            return self
        words = self.words.in_language(language)
        return replace(self, words=words, templates=self.templates.with_words(words.catalogue))

    def everywhere(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield each language of the site with the public address of `path` in it."""
        site = self.world.content.site
        for language in site.languages:
            yield language, self.url + urls.language_folder(site, language) + path

    def alternates(self, path: str) -> tuple[tuple[str, str], ...]:
        """Return what `hreflang` says of `path`: every language, and where to begin with none.

        Empty where the site has one language: then there is nothing to choose from.
        """
        every = tuple(self.everywhere(path))
        return (*every, ("x-default", every[0][1])) if len(every) > 1 else ()

    def text(self, text: Text) -> str:
        """Return a text in the context's language, or in the one it falls back to."""
        return text.for_language(self.words.language)[0]

    def text_with_language(self, text: Text) -> tuple[str, str | None, str]:
        """Return a text as it is said, and code and name of the language that it falls back to.

        They are None and nothing where it is in the context's own.
        """
        said, language = text.for_language(self.words.language)
        if language == self.words.language:
            return said, None, ""
        return said, language, self.words.language_name(language)
