"""Reads what the configuration of a cState site says of its systems and its time zone."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from statusgen.content.schema.refusal import Refusal
from statusgen.content.schema.times import named_zone
from statusgen.content.source.parse import parse, read_bytes
from statusgen.content.source.tree import Tree
from statusgen.importers.foreign import ForeignComponent

_FILES = ("config.yml", "config.yaml", "hugo.yml", "hugo.yaml")
_UTC = ZoneInfo("UTC")


class Config(Struct, frozen=True):
    """The systems, in the order of the page, and the zone of times without one: Hugo's is UTC."""

    systems: tuple[ForeignComponent, ...] = ()
    zone: ZoneInfo = _UTC

    @property
    def names(self) -> frozenset[str]:
        """What issues call the systems."""
        return frozenset(each.key for each in self.systems)


def read_config(folder: Path) -> Config:
    """Return what can be made out of the configuration of the site in a folder, if there is one."""
    path = next((each for name in _FILES if (each := folder / name).is_file()), None)
    data = None if path is None else read_bytes(path, path.name)
    tree = parse("config.yml", data).tree if isinstance(data, bytes) else None
    top = {key.lower(): value for key, value in tree.items()} if isinstance(tree, dict) else {}
    return Config(tuple(_systems(top.get("params"))), _zone(top.get("timezone")))


def _zone(name: Tree) -> ZoneInfo:
    try:
        return named_zone(name) if isinstance(name, str) else _UTC
    except Refusal:
        return _UTC


def _systems(params: Tree) -> Iterator[ForeignComponent]:
    listed = params.get("systems") if isinstance(params, dict) else None
    for each in listed if isinstance(listed, list) else []:
        if isinstance(each, dict) and isinstance(name := each.get("name"), str):
            group, about = each.get("category"), each.get("description")
            yield ForeignComponent(
                name,
                name,
                group if isinstance(group, str) else None,
                about if isinstance(about, str) else None,
            )
