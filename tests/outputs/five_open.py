"""The sample content with five open incidents, whose titles are as long as those of real ones."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from msgspec.structs import replace

from statusgen.model import Content, Text, Update
from tests.contexts import context, everywhere
from tests.outputs.browser_sites import content_at
from tests.outputs.sites import BAD_NIGHT
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


def five_open_site() -> dict[str, bytes]:
    """Return its whole site in all five languages."""
    now = datetime.fromisoformat(BAD_NIGHT).astimezone(UTC)
    made = everywhere(context(five_open(), f"{now:%Y-%m-%d %H:%M}"))
    return {each.path: each.content for each in made}


def _update(each: dict[str, Any]) -> Update:
    made = update(str(at(str(each["at"]))), "identified")
    return replace(made, text=Text("en", each["text"]), next_update=at(str(each["due"])))
