"""What stands around every page: its head, the name of the site, the ways on, the foot."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.entry import Entry, end_of
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext, with_world
from statusgen.render.palette import PLAIN
from statusgen.render.views.assets import asset_files
from statusgen.render.views.live import LiveData, TimedUpdate, live_data
from statusgen.render.views.markup import filled, moment
from statusgen.render.views.parts import LinkView, Phrase, phrase
from statusgen.render.views.sharing import SharePicture, locale, previews
from statusgen.render.views.subscribe import Alternate, alternates, calendars


class Dated(Struct, frozen=True):
    """From when a page is: in a sentence, and as little of that as fits beside the site's name.

    `is_live` tells that the page is about how things stand, so that a script keeps it true.
    """

    sentence: Markup
    brief: Markup
    is_live: bool = False


class Head(Struct, frozen=True):
    """What a page says of itself; `dated` tells people from when it is.

    `rule` is the state that the page is about, by its shape's name; `is_indexed` tells whether
    search engines may list it; `kind` is OpenGraph's word for it; `alternates` are feeds of the
    page's own, beside those of the site; `linked` is what programs read of it, in schema.org's
    words; `timed_updates` are what the clock alone will change on it.
    """

    title: str
    description: str
    dated: Dated
    rule: str = PLAIN
    is_indexed: bool = True
    kind: str = "website"
    alternates: tuple[Alternate, ...] = ()
    linked: Markup | None = None
    timed_updates: tuple[TimedUpdate, ...] = ()


class Page(Struct, frozen=True):
    """One page: its address, the template that shows it, and what the template may see."""

    address: str
    template: str
    head: Head
    view: object

    @property
    def counterpart(self) -> str:
        """Where the same is told in another language: at the same address below its folder.

        What stands in for a page that is missing may have been asked for at any address, so there
        the way leads to the beginning.
        """
        return urls.HOME if self.address == urls.NOT_FOUND else self.address


class LanguageLink(Struct, frozen=True):
    """A language that the site is told in, by its own name.

    What its addresses begin with is `href` in a link, and `base` to the whole world.
    """

    code: str
    name: str
    href: str
    base: str
    locale: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same on every page of a context; only its clockwork tells of one world.

    So frames with another clockwork are equal: templates make once what they make of them.
    """

    language: str
    site: Phrase
    home: str
    base: str
    languages: tuple[LanguageLink, ...]
    assets: Mapping[str, str]
    icon: str
    logo: str | None
    previews: Mapping[str, SharePicture]
    locale: str
    navigation: tuple[LinkView, ...]
    footer_links: tuple[LinkView, ...]
    alternates: tuple[Alternate, ...]
    calendar: LinkView
    zone: str
    live_data: LiveData | None = field(compare=False)
    support: str | None
    is_preview: bool
    is_sample: bool

    def __hash__(self) -> int:
        """Return what tells the contexts of a site from each other: the rest comes with that."""
        return hash((self.language, self.base))

    def current_link(self, address: str) -> str:
        """Return the link by which one of the ways leads to an address; nothing if none does."""
        href = self.home + address
        return href if any(href == way.href for way in self.navigation) else ""


def frame(context: SiteContext) -> Frame:
    """Return what stands around the pages of a context."""
    around = context.memoize(_frame)
    if isinstance(context, RenderContext):
        return replace(around, live_data=live_data(context))
    return around


def _frame(context: SiteContext) -> Frame:
    site = context.content.site
    logo = site.brand.logo
    return Frame(
        language=context.language,
        site=phrase(context, site.name),
        home=context.href(urls.HOME),
        base=context.public(urls.HOME),
        languages=_languages(context),
        assets={name: context.shared(path) for name, path in asset_files(context).items()},
        icon=context.shared(urls.ICON),
        logo=context.shared(logo) if logo else None,
        previews=previews(context),
        locale=locale(context.language),
        navigation=_navigation(context),
        footer_links=(*_navigation(context), _reports(context), *_posts(context)),
        alternates=alternates(context, context.text(site.name)),
        calendar=calendars(context)[0],
        zone=site.timezone.key,
        live_data=None,
        support=next((link.href for link in _support(context)), None),
        is_preview=context.is_preview,
        is_sample=site.sample,
    )


def _languages(context: SiteContext) -> tuple[LanguageLink, ...]:
    """Return all languages that there are to choose from; none where there is but one."""
    site, words = context.content.site, context.words
    if len(site.languages) == 1:
        return ()
    return tuple(
        LanguageLink(
            code=each,
            name=words.own_name(each),
            href=context.shared(urls.language_folder(site, each)),
            base=base,
            locale=locale(each),
            is_current=each == context.language,
        )
        for each, base in context.everywhere(urls.HOME)
    )


def _navigation(context: SiteContext) -> tuple[LinkView, ...]:
    say = context.words.say
    return (
        LinkView(say("History"), context.href(urls.HISTORY)),
        *_support(context),
        LinkView(say("Subscribe"), f"{context.href(urls.HOME)}#subscribe"),
    )


def _support(context: SiteContext) -> tuple[LinkView, ...]:
    if context.content.policy is None:
        return ()
    return (LinkView(context.words.say("Support"), context.href(urls.SLA)),)


def _reports(context: SiteContext) -> LinkView:
    return LinkView(context.words.say("Reports"), context.href(urls.REPORTS))


def _posts(context: SiteContext) -> tuple[LinkView, ...]:
    if not context.content.groups:
        return ()
    return (LinkView(context.words.say("For the NOC"), context.href(urls.POSTS)),)


def as_of(context: SiteContext) -> Dated:
    """Return the words that tell from when the context is."""
    words, at = context.words, with_world(context).now
    sentence = filled(words.say("As of {time}"), time=moment(at, words.stamp(at)))
    return Dated(sentence, moment(at, words.dated_time(at)), is_live=True)


def dated_entry(context: SiteContext, entry: Entry) -> Dated:
    """Return from when the page of an entry is: once nothing can change it, when that was over."""
    over = end_of(entry)
    if over is None or not entry.is_settled:
        return as_of(context)
    return _dated_for_good(context, context.words.say("Closed {time}"), over)


def published(context: SiteContext, at: datetime) -> Dated:
    """Return the words that tell when a page was published that does not change afterwards."""
    return _dated_for_good(context, context.words.say("Published {time}"), at)


def last_changed(context: SiteContext, at: datetime) -> Dated:
    """Return the words that tell when a page about the past last changed."""
    return _dated_for_good(context, context.words.say("Last changed {time}"), at)


def _dated_for_good(context: SiteContext, message: str, at: datetime) -> Dated:
    """Return words that stay true: the year belongs to the brief ones too."""
    words = context.words
    brief = words.past_day(words.local_date(at))
    return Dated(filled(message, time=moment(at, words.stamp(at))), moment(at, brief))
