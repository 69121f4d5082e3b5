"""The facts of an entry on a page."""

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from statusgen.model import State
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.facts import Fact
from statusgen.render.views.markup import filled, safe
from statusgen.render.views.parts import Prose, inline_names, joined, ours


class FactView(Struct, frozen=True):
    """A fact of an entry with its label; `prose` is set where the NOC wrote it in Markdown."""

    label: str
    text: str | Markup
    link: str | None = None
    prose: Prose | None = None


def fact_views(context: SiteContext, facts: Iterable[Fact]) -> tuple[FactView, ...]:
    """Return facts as a page shows them."""
    return tuple(FactView(f.label, f.text, f.link, _prose(context, f)) for f in facts)


def _prose(context: SiteContext, fact: Fact) -> Prose | None:
    if not fact.markdown:
        return None
    return replace(ours(context, fact.markdown), lang=fact.lang, mark=fact.mark)


def affected(context: SiteContext, states: Mapping[str, State]) -> Iterator[FactView]:
    """Yield the components that planned work affects as one fact, if it affects any."""
    known = context.memoize(inline_names)
    links = [_component(context, each, states[each]) for each in known if each in states]
    if links:
        yield FactView(context.words.say("Affected"), joined(context, links))


def _component(context: SiteContext, name: str, state: State) -> Markup:
    """Return a link to a component, with its state where that is not simply maintenance."""
    href = escape(context.href(urls.component_page(name)))
    link = safe(f'<a href="{href}">{context.memoize(inline_names)[name]}</a>')
    if state is State.UNDER_MAINTENANCE:
        return link
    return filled("{link} ({state})", link=link, state=context.words.state(state))
