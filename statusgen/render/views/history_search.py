"""The search of the history: what can be chosen, and the index that a script searches."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from statusgen.domain.entry import Entry, day_of
from statusgen.model import ComponentGroup, State
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.palette import SHAPES
from statusgen.render.views.entries import title
from statusgen.render.views.entry_list import affected, closed_length, listed_state
from statusgen.render.views.parts import Phrase, Sign, phrase, sign


class ComponentOption(Struct, frozen=True):
    """A component that entries can be of, retired ones too."""

    id: str
    name: Phrase


class GroupOptions(Struct, frozen=True):
    """The components of a group to choose from."""

    name: Phrase
    components: tuple[ComponentOption, ...]


class Search(Struct, frozen=True):
    """The fields of the search.

    `total` is the number of all entries in words, `one` and `many` are the patterns of that;
    `more` is the pattern of names that are not shown. `index` are the addresses of the files with
    the entries that are not on the page, by white space; `home` is before the address of each.
    """

    groups: tuple[GroupOptions, ...]
    states: tuple[Sign, ...]
    total: str
    one: str
    many: str
    more: str
    index: str
    home: str


def search(context: RenderContext, years: Collection[int]) -> Search:
    """Return the search of the history; `years` are those with months that are not on the page."""
    plural = context.words.catalogue.ngettext
    found = context.world.months.listed.values()
    number = sum(each.incidents + each.maintenances for each in found)
    return Search(
        groups=context.memoize(_groups),
        states=tuple(sign(context, state) for state in reversed(State)),
        total=context.words.count("{n} entry", "{n} entries", number),
        one=plural("{n} entry", "{n} entries", 1),
        many=plural("{n} entry", "{n} entries", 2),
        more=plural("{n} more", "{n} more", 2),
        index=" ".join(context.href(urls.history_index(each)) for each in sorted(years)[::-1]),
        home=context.href(urls.HOME),
    )


def _groups(context: SiteContext) -> tuple[GroupOptions, ...]:
    return tuple(
        GroupOptions(phrase(context, group.name), tuple(_choices(context, group)))
        for group in context.content.component_groups
    )


def _choices(context: SiteContext, group: ComponentGroup) -> Iterator[ComponentOption]:
    return (ComponentOption(each.id, phrase(context, each.name)) for each in group.components)


IndexedEntry = tuple[str, ...]
"""The parts of an entry in the index: day, shape, title, address, ids of components, length.

Where the title is not in the language of the site, its language follows.
"""


def history_index(context: SiteContext, entries: Iterable[Entry]) -> Mapping[str, list[object]]:
    """Return the index of some entries by month: its title, then what it has of each entry."""
    index: dict[str, list[object]] = {}
    for entry in entries:
        day = day_of(entry, context.words.zone)
        month = index.setdefault(f"{day:%Y-%m}", [context.words.month_title(day)])
        month.append(_indexed(context, entry))
    return index


def _indexed(context: SiteContext, entry: Entry) -> IndexedEntry:
    text = phrase(context, title(entry))
    return (
        context.words.brief_day(day_of(entry, context.words.zone)),
        SHAPES[listed_state(entry)],
        text.text,
        urls.entry_page(entry),
        " ".join(affected(context, entry)),
        closed_length(context, entry),
        *filter(None, (text.lang,)),
    )
