"""The context of a file: the site in one language at one address, with or without the world."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from statusgen.artefact import Artefact
from statusgen.domain.entry import Entry
from statusgen.domain.news import News
from statusgen.domain.world import World
from statusgen.model import Component, Content, Text
from statusgen.render import urls
from statusgen.render.templates import Templates
from statusgen.text.wording import Wording

_T = TypeVar("_T")


class Memo:
    """Cache of the results of pure functions, each about one object.

    The identity of the object counts: an entry in a forecast is another object than the same entry
    now.
    """

    def __init__(self) -> None:
        self._results: dict[tuple[object, ...], tuple[object, Any]] = {}

    def __len__(self) -> int:
        return len(self._results)

    def result(self, make: Callable[[], _T], about: object, *names: object) -> _T:
        """Return the result of `make`, which is called once for each object and `names`."""
        key = (id(about), *names)
        if key not in self._results:  # the object is kept too, so that no other one gets its id
            self._results[key] = (about, make())
        known: _T = self._results[key][1]
        return known

    @property
    def depends_on(self) -> None:
        """Nothing: the results depend on the context alone."""


class SiteContext(Struct, frozen=True, eq=False, dict=True):
    """The site in one language at one address, without its history and the present.

    A file made from it and from some entries is lasting: it is the same whenever it is built.
    `content` has no entries; `known_since` is the day of the first entry in the site's zone, None
    where there is none. `url` is the public address that the site is built for and ends with a
    slash; a build for another address than the site's own is a preview, which search engines are
    asked not to index. The site's first language is at that address, each other language in a
    folder below it.
    """

    content: Content
    known_since: date | None
    url: str
    templates: Templates
    words: Wording
    memo: Memo = field(default_factory=Memo)

    @property
    def is_preview(self) -> bool:
        """Whether this build is not the site that partners read."""
        return self.url != self.content.site.url

    @property
    def language(self) -> str:
        """The language of the pages, and of the content as far as it is translated."""
        return self.words.language

    @property
    def reader_at(self) -> datetime | None:
        """The instant at which a page is read, None for a lasting page."""
        return None

    @property
    def lasting(self) -> "SiteContext":
        """The context of lasting files: dates in full, no ages, nothing of the present."""
        return self

    @property
    def is_first(self) -> bool:
        """Whether this is the context that also makes what all languages share."""
        return self.language == self.content.site.language

    @cached_property
    def components(self) -> Mapping[str, Component]:
        """The components by their ids, in the order in which the site shows them."""
        return {component.id: component for component in self.content.components}

    def stable_id(self, component_id: str) -> str:
        """Return the id of a component that subscribers know."""
        return self.components[component_id].stable_id

    @cached_property
    def folder(self) -> str:
        """The folder of all pages of this language: empty, or `it/`."""
        return urls.language_folder(self.content.site, self.language)

    def public(self, path: str) -> str:
        """Return the public address of a path in this language."""
        return self.url + self.folder + path

    def href(self, path: str) -> str:
        """Return a link to a path in this language from any page, without the host."""
        return self._shared_path + self.folder + path

    def shared(self, path: str) -> str:
        """Return a link to a path that all languages share: a style sheet, a picture, data."""
        return self._shared_path + path

    def memoize(self, make: Callable[["SiteContext"], _T]) -> _T:
        """Return the result of `make` for the context without its world; it is called once."""
        return self.memo.result(lambda: make(self.lasting), self.content, make, self.language)

    def memoize_news(self, make: Callable[["SiteContext", News], _T], news: News) -> _T:
        """Return the result of `make` for the context without its world, and one piece of news."""
        result = partial(make, self.lasting, news)
        return self.memo.result(result, news.entry, make, news.id, self.language)

    def memoize_entry(self, make: Callable[["SiteContext", Entry], _T], entry: Entry) -> _T:
        """Return the result of `make` for an entry and for when the page is read."""
        result = partial(make, self, entry)
        return self.memo.result(result, entry, make, self.language, self.reader_at)

    @cached_property
    def _shared_path(self) -> str:
        return urlsplit(self.url).path

    def in_language(self, language: str) -> Self:
        """Return the context of another language at the same address."""
        if language == self.language:
            return self
        words = self.words.in_language(language)
        return replace(self, words=words, templates=self.templates.with_words(words.catalogue))

    def file(self, path: str, content: bytes) -> Artefact:
        """Return a file in the folder of this language."""
        return Artefact(self.folder + path, content)

    def everywhere(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield each language of the site with the public address of `path` in it."""
        site = self.content.site
        for language in site.languages:
            yield language, self.url + urls.language_folder(site, language) + path

    def alternates(self, path: str) -> tuple[tuple[str, str], ...]:
        """Return the `hreflang` links of `path`: every language, and `x-default`.

        Empty if the site has one language only.
        """
        every = tuple(self.everywhere(path))
        return (*every, ("x-default", every[0][1])) if len(every) > 1 else ()

    def text(self, text: Text) -> str:
        """Return a text in the context's language, or in the one it falls back to."""
        return text.in_language(self.words.language)

    def text_with_language(self, text: Text) -> tuple[str, str | None, str]:
        """Return a text with the code and the name of the language that it falls back to.

        They are None and empty if it is in the context's own.
        """
        found, language = text.for_language(self.words.language)
        if language == self.words.language:
            return found, None, ""
        return found, language, self.words.language_name(language)


class RenderContext(SiteContext, frozen=True, eq=False, dict=True, kw_only=True):
    """A site context with the world at an instant: the input of every output.

    `opened` is the instant of the build for a page that shows a forecast world.
    """

    world: World
    opened: datetime | None = None

    @property
    def now(self) -> datetime:
        """The instant of the world."""
        return self.world.now

    @property
    def reader_at(self) -> datetime:
        """The instant at which a page is read."""
        return self.opened or self.now

    @cached_property
    def lasting(self) -> SiteContext:
        """The context of lasting files: dates in full, no ages, nothing of the present."""
        return SiteContext(
            self.content, self.known_since, self.url, self.templates, self.words, self.memo
        )

    def later(self, world: World) -> "RenderContext":
        """Return the context of a forecast `world`, for a page that is opened now."""
        return reading(self, world, self.reader_at)


def reading(context: SiteContext, world: World, opened: datetime) -> RenderContext:
    """Return the context of a forecast `world`, for a page that is opened at an instant."""
    return RenderContext(
        content=context.content,
        known_since=context.known_since,
        url=context.url,
        templates=context.templates,
        words=context.words,
        memo=context.memo,
        world=world,
        opened=opened,
    )


def with_world(context: SiteContext) -> RenderContext:
    """Return a context that has the world; raises TypeError for the context of a lasting file."""
    if isinstance(context, RenderContext):
        return context
    message = "a file that lasts cannot depend on the present"
    raise TypeError(message)


def contexts(
    world: World, templates: Templates, base_url: str | None = None
) -> tuple[RenderContext, ...]:
    """Return a context for each language of the site, the first one leading.

    `base_url` is the address to build for if it is not the site's own.
    """
    site = world.content.site
    words = Wording(site.language, site.timezone)
    first = RenderContext(
        content=replace(world.content, incidents=(), maintenances=()),
        known_since=world.known_since,
        url=base_url or site.url,
        templates=templates.with_words(words.catalogue),
        words=words,
        world=world,
    )
    return tuple(first.in_language(language) for language in site.languages)
