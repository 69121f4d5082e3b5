"""What one piece of news says in a feed: the same in each, as HTML that stands alone."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from markupsafe import Markup, escape
from msgspec import Struct

from statusgen.domain.world import News
from statusgen.render.announcement import Told, echo, with_states
from statusgen.render.context import SiteContext
from statusgen.render.facts import Fact
from statusgen.text.markdown import to_html


class Story(Struct, frozen=True):
    """What one piece of news says.

    `at` is when it was published, and `heading` what happened; `html` has no relative link and no
    foreign picture; `names` are the components that it is about.
    """

    at: datetime
    heading: str
    title: str
    html: str
    names: tuple[str, ...]


def story(context: SiteContext, news: News) -> Story:
    """Return what `news` says, in the context's language as far as the content has it."""
    told = echo(context, news)
    facts = (_line(context, each) for each in (*_facts(context, told), *told.facts))
    html = "".join((_text(context, told), "\n", *facts))
    return Story(news.at, told.heading, f"[{told.heading}] {told.title}", html, told.names)


def alone(context: SiteContext, said: Story, address: str) -> str:
    """Return a story as HTML, with the link to where the site tells it."""
    return said.html + _way_on(context, address)


def together(context: SiteContext, stories: Iterable[Story], address: str) -> str:
    """Return stories one after the other as HTML, each with what happened when, with one link."""
    return "".join((*(_dated(context, each) for each in stories), _way_on(context, address)))


def _dated(context: SiteContext, said: Story) -> str:
    stamp = context.words.full_stamp_with_utc(said.at)
    return f"<p><strong>{escape(said.heading)}</strong><br>{escape(stamp)}</p>\n{said.html}"


def _text(context: SiteContext, told: Told) -> str:
    """Return a text that names its language, where that is not the feed's."""
    text = to_html(told.text, context.url)
    if not told.lang:
        return text
    return f'<div lang="{escape(told.lang)}">{text}</div>\n<p>({escape(told.mark)})</p>'


def _facts(context: SiteContext, told: Told) -> Iterator[Fact]:
    """Yield the facts of one piece of news, before those of its whole entry."""
    words = context.words
    if told.affected:
        yield Fact("affected", words.say("Affected"), with_states(words, told.affected))
    if told.recovered:
        yield Fact("recovered", words.say("No longer affected"), words.joined(told.recovered))
    if told.window is not None:
        yield Fact("window", words.say("Window"), words.window(*told.window))
        utc = words.in_utc.window(*told.window)
        yield Fact("window_utc", words.say("Window in UTC"), utc)
    if told.due is not None:
        due = words.full_stamp_with_utc(told.due)
        yield Fact("next_update", words.say("Next update"), due)


def _line(context: SiteContext, fact: Fact) -> str:
    label, text = escape(context.words.lead_in(fact.label)), escape(fact.text)
    if fact.link:
        text = Markup('<a href="{}">{}</a>').format(fact.link, text)
    return f"<p><strong>{label}</strong> {text}</p>\n"


def _way_on(context: SiteContext, address: str) -> str:
    label = context.words.say("Details and updates")
    return f'<p><a href="{escape(address)}">{escape(label)}</a></p>'
