"""Checks of names and of what files of a site say of each other."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from statusgen.content.checks.common import warning
from statusgen.content.find import GROUPS, POLICY
from statusgen.content.schema.names import ALIAS_HINT, ALIAS_IN_USE, entry_id
from statusgen.content.source.nodes import Sources
from statusgen.model import Content, Incident, Maintenance
from statusgen.problems import Place, Problem, quoted

_SAMPLE_ID = re.compile(r"\d{4}-\d\d-\d\d-sample")
"""Ids of the incident that `init` lays out."""


def duplicate_ids(_content: Content, sources: Sources, _now: datetime) -> Iterator[Problem]:
    """Refuse entries with the same name, wherever their files are, and also if they have errors."""
    if len({entry_id(path) for path in sources.entries}) == len(sources.entries):
        return
    paths: dict[str, list[str]] = defaultdict(list)
    for path in sorted(sources.entries):
        paths[entry_id(path)].append(path)
    for name, same in paths.items():
        for path in same[1:]:
            hint = f"{same[0]} has it too; rename one of the two files"
            yield Problem(Place(path), f"duplicate id {quoted(name)}", hint)


def aliases_in_use(content: Content, sources: Sources, _now: datetime) -> Iterator[Problem]:
    """Refuse a former id that is an id, or a former one, of another entry or of its own."""
    entries: tuple[Incident | Maintenance, ...] = (*content.incidents, *content.maintenances)
    renamed = [each for each in entries if each.aliases]
    used = {entry_id(path) for path in sources.entries} if renamed else set()
    for entry in sorted(renamed, key=lambda each: each.path):
        for index, alias in enumerate(entry.aliases):
            if alias in used:
                place = sources.value(entry.path, ("aliases", index))
                yield Problem(place, ALIAS_IN_USE.format(quoted(alias)), ALIAS_HINT)
            used.add(alias)


def left_samples(content: Content, sources: Sources, _now: datetime) -> Iterator[Problem]:
    """Warn of the sample of a new site that is no longer marked as one."""
    for path in () if content.site.sample else sources.entries:
        if _SAMPLE_ID.fullmatch(entry_id(path)):
            yield warning(
                Place(path),
                "this is the sample of a new site, and site.yml no longer says that it is one",
                "delete this file",
            )


def unkept_announcements(content: Content, sources: Sources, _now: datetime) -> Iterator[Problem]:
    """Warn where groups.yml leaves out what the policy announces in a group, and says not why."""
    groups = {group.id: group for group in content.groups}
    for index, named in enumerate(content.policy.groups if content.policy else ()):
        group = groups.get(named.group or "")
        if group is None or group.remark is not None:
            continue
        for kind in sorted(each.value for each in named.announces if each not in group.announces):
            yield warning(
                sources.value(POLICY, ("groups", index, "announces")),
                f"the policy announces {quoted(kind)} in this group, and groups.yml does not",
                f"add {kind} to 'announces' of '{group.id}' in groups.yml, or a 'remark' why not",
            )


def added_announcements(content: Content, sources: Sources, _now: datetime) -> Iterator[Problem]:
    """Warn where groups.yml announces what the policy announces in others, and says not why."""
    named = content.policy.groups if content.policy else ()
    for index, group in enumerate(content.groups):
        others = {kind for each in named if each.group != group.id for kind in each.announces}
        own = {kind for each in named if each.group == group.id for kind in each.announces}
        added = (others - own) & set(group.announces)
        for kind in () if group.remark else sorted(each.value for each in added):
            yield warning(
                sources.value(GROUPS, ("groups", index, "announces")),
                f"this group announces {quoted(kind)}, and the policy names only others for it",
                f"remove {kind} from 'announces', or say in 'remark' why it is here too",
            )
