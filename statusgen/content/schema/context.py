"""Facts that files need of each other: the names and defaults of the rest of a site."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from statusgen.content.schema.errors import InputError, written
from statusgen.content.schema.times import named_zone
from statusgen.content.source.tree import Tree
from statusgen.model import Completion
from statusgen.model.states import to_say

LANGUAGES = ("en", "it", "de", "fr", "es")
"""The languages that a site can be published in."""


def left_out(language: str) -> str:
    """Return the warning about a language that a text has and the site is not published in."""
    return f"the language {language!r} is not among those of site.yml, so it is left out"


class Names(Struct, frozen=True):
    """The names of one kind that exist, and where; `known` of None: unknown, so all will do.

    `aliases` are former names, each with the name of today.
    """

    kind: str
    where: str
    known: frozenset[str] | None = frozenset()
    missing: str = ""
    aliases: tuple[tuple[str, str], ...] = ()

    @property
    def current(self) -> Mapping[str, str]:
        """The name of today by each former one."""
        return dict(self.aliases)


_UTC = ZoneInfo("UTC")
_NO_POLICY = "there is no sla.yml that could define one; leave the line out"


class SchemaContext(Struct, frozen=True):
    """Inputs of reading a file besides its bytes; hashable, as part of a cache key.

    `languages` is None, and `zone` is not sure, where site.yml does not say: then nothing that
    hangs on them is held against another file.
    """

    zone: ZoneInfo = _UTC
    languages: tuple[str, ...] | None = ("en",)
    is_zone_sure: bool = True
    completion: Completion = Completion.AUTOMATIC
    components: Names = Names(to_say("component"), "components.yml")
    classes: Names = Names("class of service", "sla.yml", missing=_NO_POLICY)
    regions: Names = Names("region", "sla.yml", missing=_NO_POLICY)
    tiers: Names = Names("tier", "sla.yml")
    channels: Names = Names("channel", "sla.yml")
    groups: Names = Names("group", "groups.yml")

    @property
    def language(self) -> str:
        """The language of a text that names none."""
        return self.languages[0] if self.languages else "en"

    @property
    def unlisted(self) -> frozenset[str]:
        """The languages in which the site is not published."""
        return frozenset(LANGUAGES) - frozenset(self.languages or LANGUAGES)


# --- from files that may be broken elsewhere -----------------------------------------------------


def context_from(tree: Tree) -> SchemaContext:
    """Return what other files need of site.yml, as far as it can be made out in a broken one."""
    top = tree if isinstance(tree, dict) else {}
    zone, languages = top.get("timezone"), top.get("languages")
    try:
        context = SchemaContext(zone=named_zone(written(zone)))
    except InputError:
        context = SchemaContext(is_zone_sure=False)
    return _with_languages(context, languages if isinstance(languages, list) else [])


def _with_languages(context: SchemaContext, listed: list[Tree]) -> SchemaContext:
    names = tuple(name for name in listed if isinstance(name, str) and name in LANGUAGES)
    is_sound = bool(names) and len(names) == len(listed)
    return SchemaContext(context.zone, names if is_sound else None, context.is_zone_sure)


def with_component_names(context: SchemaContext, tree: Tree) -> SchemaContext:
    """Return the context with the ids in components.yml, also if it is broken elsewhere."""
    groups = _items(tree, "groups")
    lists = [_items(group, "components") for group in groups or [None]]
    ids = None if None in lists else [id_ for each in lists for id_ in _ids(each)]
    records = (each for listed in lists for each in listed or ())
    aliases = tuple(pair for each in records for pair in _aliases(each))
    return replace(context, components=replace(_known(context.components, ids), aliases=aliases))


def _aliases(record: Tree) -> Iterator[tuple[str, str]]:
    name = record.get("id") if isinstance(record, dict) else None
    for alias in _items(record, "aliases") or ():
        if isinstance(alias, str) and isinstance(name, str):
            yield alias, name


def with_group_names(context: SchemaContext, tree: Tree) -> SchemaContext:
    """Return the context with the ids in groups.yml, also if it is broken elsewhere."""
    groups = _items(tree, "groups")
    return replace(context, groups=_known(context.groups, None if groups is None else _ids(groups)))


def _items(tree: Tree, key: str) -> list[Tree] | None:
    items = tree.get(key) if isinstance(tree, dict) else None
    return items if isinstance(items, list) else None


def _ids(items: list[Tree] | None) -> list[Tree]:
    return [item.get("id") if isinstance(item, dict) else None for item in items or []]


def _known(names: Names, ids: list[Tree] | None) -> Names:
    """Return names that are known if every id could be made out; otherwise any name will do."""
    known = frozenset(each for each in ids or [] if isinstance(each, str))
    is_sure = bool(ids) and all(isinstance(each, str) for each in ids or [])
    return replace(names, known=known if is_sure else None)


def with_policy_names(context: SchemaContext, tree: Tree) -> SchemaContext:
    """Return the context with the names that sla.yml defines, also if it is broken elsewhere.

    A list that cannot be made out leaves its names unknown, and nothing is held against them.
    """
    keys = ("regions", "classes", "tiers", "channels")
    return replace(context, **{key: _named(getattr(context, key), tree, key) for key in keys})


def _named(names: Names, tree: Tree, key: str) -> Names:
    items = _items(tree, key)
    known = frozenset(each for each in _ids(items) if isinstance(each, str))
    return replace(names, known=known if items is not None and len(known) == len(items) else None)
