"""The page on which the NOC writes an entry: what a script draws its form from."""

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from msgspec import Struct

from statusgen.model import Repository, State
from statusgen.model.states import to_say
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.theme import NOTICES
from statusgen.render.views.compose_entries import OpenEntry, open_entries
from statusgen.render.views.compose_labels import labels
from statusgen.render.views.frame import Head, Page, as_of
from statusgen.render.views.parts import Sign, sign

_ABOUT = to_say("Nothing is sent from here: you get a file, and the repository publishes it.")


class Forge(Struct, frozen=True):
    """Where the repository is edited: addresses with `{path}` and `{text}` to be filled in."""

    name: str
    new: str
    edit: str


class ComposeView(Struct, frozen=True):
    """Context of the template of the page."""

    data: str
    names: tuple[str, ...]
    labels: Mapping[str, str]
    states: tuple[tuple[str, Sign], ...]
    updating: str
    entries: tuple[OpenEntry, ...]
    facts: Mapping[str, Mapping[str, object]]
    forge: Forge | None
    first: str | None


def compose_page(context: RenderContext) -> Page:
    """Return the page; no other page leads to it, and search engines do not list it."""
    say = context.words.say
    head = Head(
        title=say("Write a notice"),
        description=say(_ABOUT),
        dated=as_of(context),
        is_indexed=False,
    )
    site = context.content.site
    is_first = context.language == site.language
    entries = tuple(open_entries(context))
    view = ComposeView(
        data=context.shared(urls.COMPOSE_DATA),
        names=_names(context),
        labels=dict(labels(context)),
        states=tuple((each.value, sign(context, each)) for each in State),
        updating=_updating(context),
        entries=entries,
        facts={each.path: each.facts for each in entries},
        forge=None if site.repository is None else forge(site.repository),
        first=None if is_first else context.words.language_name(site.language),
    )
    return Page(urls.COMPOSE, "site/compose.html", head, view)


def _names(context: SiteContext) -> tuple[str, ...]:
    """Return the names of the notices, also of those with mistakes, which no form has."""
    files = sorted(each for each in context.templates.theme.files if each.startswith(NOTICES))
    return tuple(each[len(NOTICES) : -len(".yml")] for each in files if each.endswith(".yml"))


def _updating(context: RenderContext) -> str:
    """Return the label of the choice to write an update, with the number of open incidents."""
    number, say = len(context.world.open_incidents), context.words.say
    return say("Update ({n} open)").format(n=number) if number else say("Update")


def forge(repository: Repository) -> Forge:
    """Return the addresses at which GitHub and GitLab create and edit a file."""
    url, branch = repository.url.removesuffix(".git").rstrip("/"), quote(repository.branch)
    host = urlsplit(url).hostname or ""
    if "gitlab" in host:
        new = f"{url}/-/new/{branch}?file_name={{path}}&content={{text}}"
        return Forge("GitLab", new, f"{url}/-/edit/{branch}/{{path}}")
    new = f"{url}/new/{branch}?filename={{path}}&value={{text}}"
    return Forge("GitHub" if "github" in host else host, new, f"{url}/edit/{branch}/{{path}}")
