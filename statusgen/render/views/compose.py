"""The page on which the NOC writes an entry: what a script draws its form from."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

from msgspec import Struct

from statusgen.content.schema.names import entry_id
from statusgen.domain.entry import Entry, entry_record
from statusgen.domain.incident import IncidentNow
from statusgen.model import EntryKind, IncidentStatus, MaintenanceStatus, Repository, State
from statusgen.model.states import to_say
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.theme import NOTICES
from statusgen.render.views.entries import title
from statusgen.render.views.frame import Head, Page, as_of
from statusgen.render.views.parts import Phrase, Sign, phrase, sign

_LABELS: Mapping[str, str] = {
    "example": to_say("{asked}, such as {example}"),
    "title": to_say("Title"),
    "text": to_say("Text"),
    "at": to_say("Time of this update"),
    "status": to_say("Status"),
    "component": to_say("Component"),
    "state": to_say("State"),
    "next_update": to_say("Next update"),
    "began": to_say("Began"),
    "reported": to_say("Reported"),
    "announced": to_say("Time of the announcement"),
    "starts": to_say("Starts"),
    "ends": to_say("Ends"),
    "cos": to_say("Class of service"),
    "scope": to_say("Who hears of it"),
    "scope.global": to_say("The page, feeds and groups"),
    "scope.limited": to_say("The page and feeds only"),
    "cause": to_say("Cause"),
    "cause.internal": to_say("Internal"),
    "cause.upstream": to_say("A supplier"),
    "cause.external": to_say("External"),
    "region": to_say("Region"),
    "ticket": to_say("Ticket"),
    "emergency_calls": to_say("Emergency calls"),
    "emergency_calls.affected": to_say("Affected"),
    "not_affected": to_say("What still works"),
    "emergency_calls.not_affected": to_say("Not affected"),
    "emergency_calls.unknown": to_say("Unknown"),
    "workaround": to_say("What to do meanwhile"),
    "effect": to_say("What readers will notice"),
    "completion": to_say("Completion"),
    "completion.automatic": to_say("By the clock"),
    "completion.confirmed": to_say("When somebody confirms it"),
    "status.extended": to_say("Extended"),
    "status.rescheduled": to_say("Rescheduled"),
}
"""Labels of the keys of entries, and of the words that stand there, each behind its key."""


_ABOUT = to_say("Nothing is sent from here: you get a file, and the repository publishes it.")


class Forge(Struct, frozen=True):
    """Where the repository is edited: addresses with `{path}` and `{text}` to be filled in."""

    name: str
    new: str
    edit: str


class OpenEntry(Struct, frozen=True):
    """An entry to which an update can be added; `is_first` is whether it has none yet."""

    title: Phrase
    kind: str
    path: str
    is_first: bool


class ComposeView(Struct, frozen=True):
    """Context of the template of the page."""

    data: str
    names: tuple[str, ...]
    labels: Mapping[str, str]
    states: tuple[tuple[str, Sign], ...]
    entries: tuple[OpenEntry, ...]
    forge: Forge | None
    first: str | None


def compose_page(context: RenderContext) -> Page:
    """Return the page; no other page leads to it, and search engines do not list it."""
    say = context.words.say
    head = Head(
        title=say("Write a notice"),
        description=say(
            "Nothing is sent from here: you get a file, and the repository publishes it."
        ),
        dated=as_of(context),
        is_indexed=False,
    )
    site = context.content.site
    is_first = context.language == site.language
    view = ComposeView(
        data=context.shared(urls.COMPOSE_DATA),
        names=_names(context),
        labels=dict(_labels(context)),
        states=tuple((each.value, sign(context, each)) for each in State),
        entries=tuple(_open(context)),
        forge=None if site.repository is None else forge(site.repository),
        first=None if is_first else context.words.language_name(site.language),
    )
    return Page(urls.COMPOSE, "site/compose.html", head, view)


def _names(context: SiteContext) -> tuple[str, ...]:
    """Return the names of the notices, also of those with mistakes, which no form has."""
    files = sorted(each for each in context.templates.theme.files if each.startswith(NOTICES))
    return tuple(each[len(NOTICES) : -len(".yml")] for each in files if each.endswith(".yml"))


def _labels(context: SiteContext) -> Iterator[tuple[str, str]]:
    words, policy = context.words, context.content.policy
    for name, label in _LABELS.items():
        yield name, words.say(label)
    for each in (*IncidentStatus, *MaintenanceStatus):
        yield f"status.{each.value}", words.say(each.label)
    if policy is not None:
        yield from ((f"cos.{each.id}", context.text(each.name)) for each in policy.classes)
        yield from ((f"region.{each.id}", context.text(each.label)) for each in policy.regions)


def _open(context: RenderContext) -> Iterator[OpenEntry]:
    """Yield the entries that are open, running or coming and have a file of their own."""
    world = context.world
    entries: tuple[Entry, ...] = (*world.open_incidents, *world.running, *world.upcoming)
    for entry in entries:
        if entry_id(entry_record(entry).path) == entry.id:
            yield _entry(context, entry)


def _entry(context: SiteContext, entry: Entry) -> OpenEntry:
    is_incident = isinstance(entry, IncidentNow)
    kind = EntryKind.INCIDENT if is_incident else EntryKind.MAINTENANCE
    is_first = not isinstance(entry, IncidentNow) and not entry.maintenance.updates
    return OpenEntry(phrase(context, title(entry)), kind.value, entry_record(entry).path, is_first)


def forge(repository: Repository) -> Forge:
    """Return the addresses at which GitHub and GitLab create and edit a file."""
    url, branch = repository.url.removesuffix(".git").rstrip("/"), quote(repository.branch)
    host = urlsplit(url).hostname or ""
    if "gitlab" in host:
        new = f"{url}/-/new/{branch}?file_name={{path}}&content={{text}}"
        return Forge("GitLab", new, f"{url}/-/edit/{branch}/{{path}}")
    new = f"{url}/new/{branch}?filename={{path}}&value={{text}}"
    return Forge("GitHub" if "github" in host else host, new, f"{url}/edit/{branch}/{{path}}")
