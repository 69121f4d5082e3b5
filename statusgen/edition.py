"""An edition is one world as it is told in one language at one address."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from statusgen.artefact import Crew, one_by_one
from statusgen.model import Text
from statusgen.templating import Templates
from statusgen.wording import Wording
from statusgen.world import World


@dataclass(frozen=True, slots=True)
class Edition:
    """What every output is made from.

    `url` is the public address the site is built for and ends with a slash; a build for another
    address than the site's own is a preview, which search engines are asked to leave alone.
    `is_lasting` tells that a page is made of it that is the same whenever it is built.
    `crew` does work of which there is a lot; `posts` are the texts for the groups made so far, by
    entry, news and language.
    """

    world: World
    url: str
    templates: Templates
    words: Wording
    crew: Crew = one_by_one
    is_lasting: bool = False
    posts: dict[tuple[str, str, str], str] = field(default_factory=dict, compare=False, repr=False)

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
        return None if self.is_lasting else self.now

    def lasting(self) -> "Edition":
        """Return the edition as it is told for ever: dates in full, and no ages."""
        return replace(self, is_lasting=True)

    @property
    def now(self) -> datetime:
        """The instant that the edition tells of."""
        return self.world.now

    def public(self, path: str) -> str:
        """Return the address of a path of the site as the whole world sees it."""
        return self.url + path

    def href(self, path: str) -> str:
        """Return a link to a path of the site from any of its pages, on whatever host it is."""
        return urlsplit(self.url).path + path

    def said(self, text: Text) -> str:
        """Return a text in the edition's language, or in the one it falls back to."""
        return text.told_in(self.language)[0]

    def foreign(self, text: Text) -> str | None:
        """Return the language that a text is really in, where that is not the edition's."""
        language = text.told_in(self.language)[1]
        return None if language == self.language else language
