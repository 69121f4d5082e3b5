"""What stands around every page: its head, the name of the site, the ways on, the foot."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from statusgen import addresses
from statusgen.colours import at_night
from statusgen.edition import Edition
from statusgen.views.live import Clockwork, Turn, clockwork
from statusgen.views.parts import PLAIN, Link, Phrase, filled, moment, phrase
from statusgen.views.sharing import Preview, locale, previews
from statusgen.views.subscribe import Alternate, alternates, calendars
from statusgen.world import Entry, ended


@dataclass(frozen=True, slots=True)
class Dated:
    """From when a page is: in a sentence, and as little of that as fits beside the site's name.

    `is_live` tells that the page is about how things stand, so that a script keeps it true.
    """

    sentence: Markup
    brief: Markup
    is_live: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself; `dated` tells people from when it is.

    `rule` is the state that the page is about, by its shape's name; `is_indexed` tells whether
    search engines may list it; `kind` is OpenGraph's word for it; `alternates` are feeds of the
    page's own, beside those of the site; `linked` is what programs read of it, in schema.org's
    words; `turns` are what the clock alone will change on it.
    """

    title: str
    description: str
    dated: Dated
    rule: str = PLAIN
    is_indexed: bool = True
    kind: str = "website"
    alternates: tuple[Alternate, ...] = ()
    linked: Markup | None = None
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
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
        return addresses.HOME if self.address == addresses.NOT_FOUND else self.address


@dataclass(frozen=True, slots=True)
class Tongue:
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
    """What is the same on every page of an edition."""

    language: str
    site: Phrase
    home: str
    base: str
    tongues: tuple[Tongue, ...]
    style: str
    scripts: Mapping[str, str]
    icon: str
    logo: str | None
    previews: Mapping[str, Preview]
    locale: str
    ways: tuple[Link, ...]
    foot_ways: tuple[Link, ...]
    alternates: tuple[Alternate, ...]
    calendar: Link
    zone: str
    clockwork: Clockwork
    support: str | None
    is_preview: bool
    is_sample: bool


def frame(edition: Edition) -> Frame:
    """Return what stands around the pages of an edition."""
    site = edition.world.content.site
    logo = site.brand.logo
    return Frame(
        language=edition.language,
        site=phrase(edition, site.name),
        home=edition.href(addresses.HOME),
        base=edition.public(addresses.HOME),
        tongues=_tongues(edition),
        style=edition.shared(style_file(edition)),
        scripts={name: edition.shared(path) for name, path in script_files(edition).items()},
        icon=edition.shared(addresses.ICON),
        logo=edition.shared(logo) if logo else None,
        previews=previews(edition),
        locale=locale(edition.language),
        ways=_ways(edition),
        foot_ways=(*_ways(edition), _reports(edition), *_for_the_noc(edition)),
        alternates=alternates(edition, edition.said(site.name)),
        calendar=calendars(edition)[0],
        zone=site.timezone.key,
        clockwork=clockwork(edition),
        support=next((link.href for link in _support(edition)), None),
        is_preview=edition.is_preview,
        is_sample=site.sample,
    )


def _tongues(edition: Edition) -> tuple[Tongue, ...]:
    """Return all languages that there are to choose from; none where there is but one."""
    site, words = edition.world.content.site, edition.words
    if len(site.languages) == 1:
        return ()
    return tuple(
        Tongue(
            code=each,
            name=words.own_name(each),
            href=edition.shared(addresses.language_folder(site, each)),
            base=base,
            locale=locale(each),
            is_current=each == edition.language,
        )
        for each, base in edition.everywhere(addresses.HOME)
    )


def _ways(edition: Edition) -> tuple[Link, ...]:
    say = edition.words.say
    return (
        Link(say("History"), edition.href(addresses.HISTORY)),
        *_support(edition),
        Link(say("Subscribe"), f"{edition.href(addresses.HOME)}#subscribe"),
    )


def _support(edition: Edition) -> tuple[Link, ...]:
    if edition.world.content.policy is None:
        return ()
    return (Link(edition.words.say("Support"), edition.href(addresses.SLA)),)


def _reports(edition: Edition) -> Link:
    return Link(edition.words.say("Reports"), edition.href(addresses.REPORTS))


def _for_the_noc(edition: Edition) -> tuple[Link, ...]:
    if not edition.world.content.groups:
        return ()
    return (Link(edition.words.say("For the NOC"), edition.href(addresses.POSTS)),)


def as_of(edition: Edition) -> Dated:
    """Return the words that tell from when the edition is."""
    words, at = edition.words, edition.now
    sentence = filled(words.say("As of {time}"), time=moment(at, words.stamp(at)))
    return Dated(sentence, moment(at, words.dated_time(at)), is_live=True)


def standing(edition: Edition, entry: Entry) -> Dated:
    """Return from when the page of an entry is: once nothing can change it, when that was over."""
    over = ended(entry)
    if over is None or not entry.is_settled:
        return as_of(edition)
    return _for_good(edition, edition.words.say("Closed {time}"), over)


def published(edition: Edition, at: datetime) -> Dated:
    """Return the words that tell when a page was published that does not change afterwards."""
    return _for_good(edition, edition.words.say("Published {time}"), at)


def last_changed(edition: Edition, at: datetime) -> Dated:
    """Return the words that tell when a page about the past last changed."""
    return _for_good(edition, edition.words.say("Last changed {time}"), at)


def _for_good(edition: Edition, message: str, at: datetime) -> Dated:
    """Return words that stay true: the year belongs to the brief ones too."""
    words = edition.words
    brief = words.past_day(words.local_date(at))
    return Dated(filled(message, time=moment(at, words.stamp(at))), moment(at, brief))


def style_sheet(edition: Edition) -> bytes:
    """Return the style sheet without its comments and indentation, in the site's own accent."""
    return lean(edition, "style.css") + "".join(_accent(edition)).encode()


def lean(edition: Edition, name: str) -> bytes:
    """Return a file of the theme without indentation, empty lines and lines of comment."""
    lines = edition.templates.file(f"site/{name}").decode("utf-8").splitlines()
    return "".join(f"{line}\n" for each in lines if _is_kept(line := each.strip())).encode()


def _is_kept(line: str) -> bool:
    is_comment = line.startswith("//") or (line.startswith("/*") and line.endswith("*/"))
    return bool(line) and not is_comment


def _accent(edition: Edition) -> tuple[str, ...]:
    """Return the rule that lends links and focus the brand's colour, lighter on a dark page."""
    accent = edition.world.content.site.brand.accent
    if accent is None:
        return ()
    return (f":root{{--brand:{accent};--brand-dark:{at_night(accent)}}}\n",)


def style_file(edition: Edition) -> str:
    """Return the path of the style sheet, which changes with what is in it."""
    return named_by_content("style", "css", style_sheet(edition))


def scripts(edition: Edition) -> Mapping[str, bytes]:
    """Return the scripts of the pages that have one, by their names."""
    content = edition.world.content
    names = {"bars": True, "live": True, "copy": bool(content.groups)}
    return {name: lean(edition, f"{name}.js") for name, is_used in names.items() if is_used}


def script_files(edition: Edition) -> Mapping[str, str]:
    """Return the paths of the scripts by their names; each changes with what is in it."""
    made = scripts(edition).items()
    return {name: named_by_content(name, "js", content) for name, content in made}


def named_by_content(name: str, kind: str, content: bytes) -> str:
    """Return the path of a file that may be kept for ever, as another content has another path."""
    return f"{name}.{hashlib.sha256(content).hexdigest()[:8]}.{kind}"
