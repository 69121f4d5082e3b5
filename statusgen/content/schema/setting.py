"""What files need to know of each other: what the rest of a site says that one depends on."""

from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from statusgen.content.schema.refusal import Refusal, written
from statusgen.content.schema.times import named_zone
from statusgen.content.source.tree import Tree
from statusgen.model import Completion

LANGUAGES = ("en", "it", "de", "fr", "es")
"""The languages that a site can be published in."""


class Names(Struct, frozen=True):
    """The names of one kind that exist, and where; `known` of None: unknown, so all will do."""

    kind: str
    where: str
    known: frozenset[str] | None = frozenset()
    missing: str = ""


_UTC = ZoneInfo("UTC")
_NO_POLICY = "there is no sla.yml that could define one; leave the line out"


class Setting(Struct, frozen=True):
    """What the reading of a file depends on besides its bytes; hashable, so part of a memory's key.

    `languages` is None, and `zone` is not sure, where site.yml does not say: then nothing that
    hangs on them is held against another file.
    """

    zone: ZoneInfo = _UTC
    languages: tuple[str, ...] | None = ("en",)
    is_zone_sure: bool = True
    completion: Completion = Completion.AUTOMATIC
    components: Names = Names("component", "components.yml")
    classes: Names = Names("class of service", "sla.yml", missing=_NO_POLICY)
    regions: Names = Names("region", "sla.yml", missing=_NO_POLICY)
    tiers: Names = Names("tier", "sla.yml")
    channels: Names = Names("channel", "sla.yml")
    groups: Names = Names("group", "groups.yml")

    @property
    def language(self) -> str:
        """The language of a text that names none."""
        return self.languages[0] if self.languages else "en"


# --- from files that may be broken elsewhere -----------------------------------------------------


def setting_from(tree: Tree) -> Setting:
    """Return what other files need of site.yml, as far as it can be made out in a broken one."""
    top = tree if isinstance(tree, dict) else {}
    zone, languages = top.get("timezone"), top.get("languages")
    try:
        setting = Setting(zone=named_zone(written(zone)))
    except Refusal:
        setting = Setting(is_zone_sure=False)
    return _with_languages(setting, languages if isinstance(languages, list) else [])


def _with_languages(setting: Setting, listed: list[Tree]) -> Setting:
    names = tuple(name for name in listed if isinstance(name, str) and name in LANGUAGES)
    is_sound = bool(names) and len(names) == len(listed)
    return Setting(setting.zone, names if is_sound else None, setting.is_zone_sure)


def with_component_names(setting: Setting, tree: Tree) -> Setting:
    """Return the setting with the ids in components.yml, also if it is broken elsewhere."""
    groups = _items(tree, "groups")
    lists = [_items(group, "components") for group in groups or [None]]
    ids = None if None in lists else [id_ for each in lists for id_ in _ids(each)]
    return replace(setting, components=_known(setting.components, ids))


def with_group_names(setting: Setting, tree: Tree) -> Setting:
    """Return the setting with the ids in groups.yml, also if it is broken elsewhere."""
    groups = _items(tree, "groups")
    return replace(setting, groups=_known(setting.groups, None if groups is None else _ids(groups)))


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


def with_policy_names(setting: Setting, tree: Tree) -> Setting:
    """Return the setting with the names that sla.yml defines, also if it is broken elsewhere.

    A list that cannot be made out leaves its names unknown, and nothing is held against them.
    """
    return replace(
        setting,
        regions=_named(setting.regions, tree, "regions"),
        classes=_named(setting.classes, tree, "classes"),
        tiers=_named(setting.tiers, tree, "tiers"),
        channels=_named(setting.channels, tree, "channels"),
    )


def _named(names: Names, tree: Tree, key: str) -> Names:
    items = tree.get(key) if isinstance(tree, dict) else None
    if not isinstance(items, list):
        return replace(names, known=None)
    ids = [item.get("id") if isinstance(item, dict) else None for item in items]
    known = frozenset(each for each in ids if isinstance(each, str))
    return replace(names, known=known if len(known) == len(ids) else None)
