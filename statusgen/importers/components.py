"""Match foreign components to ours, and add new ones to components.yml."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import yaml

from statusgen.authoring.yaml_text import Value, entry_text
from statusgen.console import CommandError
from statusgen.content.find import COMPONENTS
from statusgen.content.markdown import is_invisible, shows_nothing
from statusgen.content.schema.names import slug
from statusgen.content.schema.site import STATUSPAGE_ID
from statusgen.content.source.nodes import composed
from statusgen.importers.foreign import ForeignComponent, unused
from statusgen.model import ComponentGroup, Content

_NO_GROUP = "Imported"


def matched(components: Iterable[ForeignComponent], content: Content) -> dict[str, str]:
    """Return our ids of the foreign components that the site has, by their keys.

    A component matches by its name, alone or after the name of its group, or by its id.
    """
    ours = _by_name(content)
    found = {each.key: _found(each, ours) for each in components}
    return {key: name for key, name in found.items() if name is not None}


def _by_name(content: Content) -> Mapping[str, str]:
    """Return our ids by the names that match them; more exact names override others."""
    pairs = [(group, each) for group in content.component_groups for each in group.components]
    names: dict[str, str] = {}
    for _, each in reversed(pairs):
        names |= {name.casefold(): each.id for name in each.name.by_language.values()}
    for group, each in pairs:
        long = f"{group.name.default} - {each.name.default}"
        names[long.casefold()] = each.id
    return {each.id: each.id for _, each in pairs} | names


def _found(foreign: ForeignComponent, ours: Mapping[str, str]) -> str | None:
    asked = (f"{foreign.group} - {foreign.name}", foreign.name)
    return next((ours[name.casefold()] for name in asked if name.casefold() in ours), None)


def new_ids(components: Iterable[ForeignComponent], content: Content) -> dict[str, str]:
    """Return an unused id for each new component, by its key."""
    taken = {each.id for each in content.components}
    ids: dict[str, str] = {}
    for each in components:
        ids[each.key] = unused(slug(each.name)[:80] or "component", taken)
        taken.add(ids[each.key])
    return ids


# --- components.yml ------------------------------------------------------------------------------


def addition(
    text: str, content: Content, new: Iterable[ForeignComponent], ids: Mapping[str, str]
) -> str:
    """Return the text to append to components.yml for new components, in groups of their own.

    Raises CommandError if components.yml is written so that nothing can be appended.
    """
    lines = entry_text({"groups": [*_groups(new, ids, content.component_groups)]}).splitlines()[1:]
    column = _last_column(text)
    if column is None:
        snippet = "\n".join(lines)
        message = (
            f"{COMPONENTS} is written in a way to which nothing can be added without changing the "
            f"rest. Add this to its groups by hand, and import again:\n{snippet}"
        )
        raise CommandError(message)
    end = "\r\n" if "\r\n" in text else "\n"
    first = "" if text.endswith("\n") else end
    return first + "".join(f"{' ' * column}{line[2:]}{end}" for line in lines)


def _last_column(text: str) -> int | None:
    """Return the column of the items if the file ends with a block list, or None."""
    root = composed(text)
    last = root.value[-1][1] if isinstance(root, yaml.MappingNode) and root.value else None
    is_block = isinstance(last, yaml.SequenceNode) and not last.flow_style
    if last is None or not is_block or text.rstrip().endswith("..."):
        return None
    return int(last.start_mark.column)


def _groups(
    new: Iterable[ForeignComponent], ids: Mapping[str, str], ours: Iterable[ComponentGroup]
) -> Iterator[Mapping[str, Value]]:
    taken = {each.id for each in ours}
    by_group = sorted(new, key=lambda each: each.group or _NO_GROUP)
    for name, members in groupby(by_group, key=lambda each: each.group or _NO_GROUP):
        group = unused(slug(name)[:80] or "imported", taken)
        taken.add(group)
        yield {
            "id": group,
            "name": " ".join(name.split()),
            "components": [_component(each, ids[each.key]) for each in members],
        }


def _component(foreign: ForeignComponent, name: str) -> Mapping[str, Value]:
    called = name if is_invisible(foreign.name) else " ".join(foreign.name.split())
    record: dict[str, Value] = {"id": name, "name": called}
    words = " ".join((foreign.description or "").split())
    about = None if shows_nothing(words) else words
    known = {"description": about, "statuspage_id": _statuspage_id(foreign)}
    return record | {key: value for key, value in known.items() if value}


def _statuspage_id(foreign: ForeignComponent) -> str | None:
    """Return the id that clients of Statuspage know, where it has their form."""
    known = foreign.statuspage_id
    return known if known is not None and re.fullmatch(STATUSPAGE_ID, known) else None
