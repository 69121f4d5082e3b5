"""The parts around every page: head, masthead, navigation and footer."""

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
from statusgen.render.views.live import LiveData, live_data
from statusgen.render.views.markup import filled, moment
from statusgen.render.views.parts import LinkView, Phrase, phrase
from statusgen.render.views.sharing import SharePicture, locale, previews
from statusgen.render.views.subscribe import Alternate, alternates, calendars
from statusgen.text.wording import capitalised

LOADS = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Content security policy of pages: files of the site, and nothing else."""


class Dated(Struct, frozen=True):
    """The date of a page: as a sentence, and `brief` for narrow screens.

    `is_live` is set on a page about the present, which a script keeps true.
    """

    sentence: Markup
    brief: Markup
    is_live: bool = False


class Head(Struct, frozen=True):
    """Metadata of a page; `dated` is its date for people.

    `rule` is the name of the shape of its state; `is_indexed` is whether search engines may list
    it; `kind` is its OpenGraph type; `alternates` are its own feeds, beside those of the site;
    `linked` is its JSON-LD; `picture` is the one of previews, None for that of its state.
    """

    title: str
    description: str
    dated: Dated
    rule: str = PLAIN
    is_indexed: bool = True
    kind: str = "website"
    alternates: tuple[Alternate, ...] = ()
    linked: Markup | None = None
    picture: SharePicture | None = None


class Page(Struct, frozen=True):
    """One page: its address, its template, and the view that the template shows."""

    address: str
    template: str
    head: Head
    view: object

    @property
    def counterpart(self) -> str:
        """The address of the page in another language, below the folder of that.

        The page for a wrong address may be shown at any address, so it leads to the home page.
        """
        return urls.HOME if self.address == urls.NOT_FOUND else self.address


class LanguageLink(Struct, frozen=True):
    """A language of the site, by its own name.

    `href` is the link to its home page, `base` the public address of that.
    """

    code: str
    name: str
    href: str
    base: str
    locale: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Values that are the same on every page of a context; only `live_data` depends on the world.

    So frames with other live data are equal, and templates cache the parts made of them.
    """

    language: str
    site: Phrase
    home: str
    base: str
    languages: tuple[LanguageLink, ...]
    assets: Mapping[str, str]
    icon: str
    touch_icon: str
    logo: str | None
    previews: Mapping[str, SharePicture]
    locale: str
    navigation: tuple[LinkView, ...]
    footer_links: tuple[LinkView, ...]
    alternates: tuple[Alternate, ...]
    calendar: LinkView
    zone: str
    zone_name: str
    live_data: LiveData | None = field(compare=False)
    support: str | None
    is_preview: bool
    is_sample: bool

    def __hash__(self) -> int:
        """Return the hash of language and address, which identify a context of a site."""
        return hash((self.language, self.base))

    def current_link(self, address: str) -> str:
        """Return the link of the navigation that leads to an address; empty if none does."""
        href = self.home + address
        return href if any(href == way.href for way in self.navigation) else ""


def frame(context: SiteContext) -> Frame:
    """Return the frame of the pages of a context."""
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
        touch_icon=context.shared(urls.TOUCH_ICON),
        logo=context.shared(logo) if logo else None,
        previews=previews(context),
        locale=locale(context.language),
        navigation=_navigation(context),
        footer_links=(
            *_navigation(context),
            LinkView(context.words.say("Reports"), context.href(urls.REPORTS)),
        ),
        alternates=alternates(context, context.text(site.name)),
        calendar=calendars(context)[0],
        zone=site.timezone.key,
        zone_name=capitalised(context.words.spoken_zone),
        live_data=None,
        support=next((link.href for link in _support(context)), None),
        is_preview=context.is_preview,
        is_sample=site.sample,
    )


def _languages(context: SiteContext) -> tuple[LanguageLink, ...]:
    """Return all languages to choose from; none if there is only one."""
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
        LinkView(say("Subscribe"), context.href(urls.SUBSCRIBE)),
    )


def _support(context: SiteContext) -> tuple[LinkView, ...]:
    if context.content.policy is None:
        return ()
    return (LinkView(context.words.say("Support"), context.href(urls.SLA)),)


def as_of(context: SiteContext) -> Dated:
    """Return the date of a page about the present; its updates keep the date of its build."""
    words, at = context.words, with_world(context).reader_at
    sentence = filled(words.say("As of {time}"), time=moment(at, words.stamp(at)))
    return Dated(sentence, moment(at, words.dated_time(at)), is_live=True)


def dated_entry(context: SiteContext, entry: Entry) -> Dated:
    """Return the date of an entry's page: the end of the entry once nothing can change it."""
    over = end_of(entry)
    if over is None or not entry.is_settled:
        return as_of(context)
    return _dated_for_good(context, context.words.say("Closed {time}"), over)


def published(context: SiteContext, at: datetime) -> Dated:
    """Return the date of a page that does not change after its publication."""
    return _dated_for_good(context, context.words.say("Published {time}"), at)


def last_changed(context: SiteContext, at: datetime) -> Dated:
    """Return the date of the last change of a page about the past."""
    return _dated_for_good(context, context.words.say("Last changed {time}"), at)


def _dated_for_good(context: SiteContext, message: str, at: datetime) -> Dated:
    """Return a date that stays true: the brief form has the year too."""
    words = context.words
    brief = words.past_day(words.local_date(at))
    return Dated(filled(message, time=moment(at, words.stamp(at))), moment(at, brief))
