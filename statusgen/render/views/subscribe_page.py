"""The page on which a reader subscribes: for what, and where."""

from msgspec import Struct

from statusgen.domain.world import has_any
from statusgen.model import ComponentGroup
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.views.badge import Embed, site_embed
from statusgen.render.views.frame import Head, Page, as_of
from statusgen.render.views.needs import Need, needs
from statusgen.render.views.parts import Phrase, phrase


class ComponentChoice(Struct, frozen=True):
    """A component to choose: `folder` is where its feeds and its calendar are."""

    name: Phrase
    folder: str
    href: str


class ChoiceGroup(Struct, frozen=True):
    """Components that are shown together."""

    name: Phrase
    choices: tuple[ComponentChoice, ...]


class SubscribeView(Struct, frozen=True):
    """Context of the template of the page."""

    groups: tuple[ChoiceGroup, ...]
    needs: tuple[Need, ...]
    embed: Embed


def subscribe_page(context: RenderContext) -> Page:
    """Return the page on which a reader subscribes."""
    say = context.words.say
    head = Head(
        title=say("Subscribe"),
        description=say("Every update, once, in the tool you already use."),
        dated=as_of(context),
    )
    view = SubscribeView(_groups(context), needs(context), site_embed(context))
    return Page(urls.SUBSCRIBE, "site/subscribe.html", head, view)


def _groups(context: RenderContext) -> tuple[ChoiceGroup, ...]:
    """Return the groups with those of their components that are not retired."""
    listed = {each.component.id for each in context.world.components}
    groups = context.content.component_groups
    return tuple(_group(context, each, listed) for each in groups if has_any(each, listed))


def _group(context: RenderContext, group: ComponentGroup, listed: set[str]) -> ChoiceGroup:
    shown = (each for each in group.components if each.id in listed)
    pages = ((each, urls.component_page(each.id)) for each in shown)
    choices = tuple(
        ComponentChoice(phrase(context, each.name), page, f"{context.href(page)}#{urls.FOLLOW}")
        for each, page in pages
    )
    return ChoiceGroup(phrase(context, group.name), choices)
