"""The sample content with five open incidents, whose titles are as long as those of real ones."""

import functools
from pathlib import Path
from typing import Any

import yaml
from msgspec.structs import replace

from statusgen.model import Content, Text, Update
from tests.outputs.browser_sites import built_everywhere, content_at
from tests.samples import at, incident, update

THREE_MORE = Path(__file__).with_suffix(".yml")


def five_open() -> Content:
    """Return the sample content on its bad night with three more incidents."""
    source = content_at()
    more = tuple(
        replace(
            incident(f"2026-11-20-more-{number}", each["affects"], _update(each)),
            title=Text("en", each["title"]),
        )
        for number, each in enumerate(yaml.safe_load(THREE_MORE.read_text()))
    )
    return replace(source, incidents=(*source.incidents, *more))


@functools.cache
def five_open_site() -> dict[str, bytes]:
    """Return its site in all five languages, which the texts for its groups are in too."""
    source = five_open()
    groups = tuple(replace(each, languages=source.site.languages) for each in source.groups)
    return built_everywhere(replace(source, groups=groups))


def _update(each: dict[str, Any]) -> Update:
    made = update(str(at(str(each["at"]))), "identified")
    return replace(made, text=Text("en", each["text"]), next_update=at(str(each["due"])))
