"""Read notify.yml, the targets of news; nothing in it may be an address, which holds a secret."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from statusgen.content.find import NOTIFY
from statusgen.content.load import site_config_in
from statusgen.content.loaded import in_order
from statusgen.content.schema.base import to_model, validated
from statusgen.content.schema.context import Names
from statusgen.content.schema.notify import NotifyFile, TargetRecord
from statusgen.content.source.nodes import Source, place_at
from statusgen.content.source.parse import parse, read_bytes
from statusgen.model import NewsTarget
from statusgen.problems import Problem

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S*")
_HINT = "put it into an environment variable, and the name of that after 'address_from'"


class Targets(Struct, frozen=True):
    """The targets of a site, none if a problem is an error; no problem shows a line of the file.

    `site_url` is the site's own address, empty if site.yml is not valid.
    """

    site_url: str = ""
    targets: tuple[NewsTarget, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_targets(root: Path) -> Targets:
    """Return the targets in the notify.yml of a site, none if it has no such file."""
    path = root / NOTIFY
    config = site_config_in(root)
    none = Targets(config.content.site.url)
    if not path.is_symlink() and not path.exists():
        return none
    data = read_bytes(path, NOTIFY)
    if isinstance(data, Problem):
        return replace(none, problems=(data,))
    file = parse(NOTIFY, data)
    addresses = tuple(_addresses(file.source))
    record, problems = validated(NotifyFile, file, config.context)
    found = _without_secrets(addresses, problems)
    records = record.targets if record and not addresses else ()
    targets = tuple(_target(each, config.context.components) for each in records)
    return replace(none, targets=targets, problems=found)


def _addresses(source: Source) -> Iterator[Problem]:
    """Yield a problem for each address, in a comment for each but those of web pages."""
    for found in _ADDRESS.finditer(source.text):
        line = source.text[source.text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if "#" in line and found[0].startswith(("http://", "https://")):
            continue
        place = place_at(source.path, source.text, found.start(), found.end())
        yield Problem(place, "an address is not allowed in this file: it is a secret", _HINT)


def _without_secrets(addresses: tuple[Problem, ...], others: list[Problem]) -> tuple[Problem, ...]:
    """Return all problems without lines of the file, and for a line with an address only that."""
    lines = {each.place.line for each in addresses}
    kept = (*addresses, *(each for each in others if each.place.line not in lines))
    return in_order(replace(each, place=replace(each.place, source_line="")) for each in kept)


def _target(record: TargetRecord, components: Names) -> NewsTarget:
    first = {current: alias for alias, current in reversed(components.aliases)}
    return to_model(
        NewsTarget,
        record,
        components=tuple(first.get(each, each) for each in record.components),
        statuses=tuple(each.value for each in record.statuses),
    )
