"""Sites for tests in a browser: the sample content at any instant, and variants of it.

They lack the pictures for previews, which no page asks for and which take longest.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace

from statusgen.artefact import Job
from statusgen.content.load import load
from statusgen.model import Content, State
from statusgen.outputs import OUTPUTS, assets, headers, jobs, pages, pictures
from statusgen.render.context import RenderContext
from tests.contexts import context, rendered
from tests.outputs.sites import BAD_NIGHT
from tests.paths import REPOSITORY
from tests.samples import at, incident, update

QUIET_DAY = "2026-11-18T10:42:00+01:00"
"""An instant of the sample content at which all is well."""

SHOWN = tuple(output for output in OUTPUTS if output is not pictures.OUTPUT)
"""The outputs that a browser asks for."""

_TROUBLES = tuple(state for state in State if state.is_outage)


def content_at(instant: str = BAD_NIGHT) -> Content:
    """Return the sample content as it is loaded at an instant."""
    loaded = load(REPOSITORY, datetime.fromisoformat(instant))
    assert loaded.content is not None, loaded.problems
    return loaded.content


def with_open_incidents(content: Content, count: int) -> Content:
    """Return content with incidents of its bad night in every component until `count` are open."""
    names = [component.id for component in content.components]
    more = (
        incident(
            f"2026-11-20-trouble-{number}",
            f"{names[number % len(names)]}: {_TROUBLES[number % len(_TROUBLES)].value}",
            update(
                f"2026-11-20 13:{10 + number}", "investigating", due=f"2026-11-20 14:{number:02}"
            ),
        )
        for number in range(count - 2)  # the night has two of its own
    )
    return replace(content, incidents=(*content.incidents, *more))


def context_of(content: Content, instant: str) -> RenderContext:
    """Return the context of some content at an instant."""
    return context(content, f"{datetime.fromisoformat(instant).astimezone(UTC):%Y-%m-%d %H:%M:%S}")


def built(content: Content, instant: str = BAD_NIGHT) -> dict[str, bytes]:
    """Return the site of some content at an instant, in its first language."""
    made = context_of(content, instant)
    return {each.path: each.content for output in SHOWN for each in rendered(output, made)}


def built_everywhere(content: Content, instant: str = BAD_NIGHT) -> dict[str, bytes]:
    """Return the site of some content at an instant, in all its languages."""
    made = context_of(content, instant)
    every = jobs(map(made.in_language, made.content.site.languages))
    return _files(each for each in every if not each.name.startswith("picture "))


def home(content: Content, instant: str = BAD_NIGHT) -> dict[str, bytes]:
    """Return the home page of some content in each language, with what it may ask for."""
    made = context_of(content, instant)
    every = map(made.in_language, content.site.languages)
    homes = (job for each in every for job in pages.OUTPUT.jobs(each) if _is_home(job))
    return _files((*assets.OUTPUT.jobs(made), *headers.OUTPUT.jobs(made), *homes))


def _is_home(job: Job) -> bool:
    return job.name.startswith(("page / ", "page /404.html "))


def _files(jobs: Iterable[Job]) -> dict[str, bytes]:
    return {each.path: each.content for job in jobs for each in job.run()}


def built_now(content: Content, instant: str) -> dict[str, bytes]:
    """Return the whole site of some content as if the instant were the present."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    return built(moved(content, now - at(instant)), now.isoformat())


_T = TypeVar("_T")


def moved(value: _T, by: timedelta) -> _T:
    """Return a value with all its instants, however deep they lie, later by a length of time."""
    return _moved(value, by)  # type: ignore[no-any-return]


def _moved(value: Any, by: timedelta) -> Any:  # noqa: ANN401 - whatever content is made of
    if isinstance(value, datetime):
        return value + by
    if isinstance(value, tuple):
        return tuple(_moved(each, by) for each in value)
    if isinstance(value, Mapping):
        return {name: _moved(each, by) for name, each in value.items()}
    if isinstance(value, Struct):
        return replace(value, **{name: _moved(each, by) for name, each in asdict(value).items()})
    return value
