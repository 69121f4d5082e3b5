"""Builds contexts for tests of outputs: content of the test's own, the default templates."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from statusgen.artefact import Artefact
from statusgen.content.load import load
from statusgen.domain.world import derive
from statusgen.model import Content
from statusgen.outputs import jobs
from statusgen.outputs.jobs import Output
from statusgen.render.context import RenderContext, contexts
from statusgen.render.templates import Templates
from statusgen.render.theme import read_theme
from statusgen.text.wording import Wording
from tests.samples import at

NO_TEMPLATES = Path("/a/folder/that/is/not/there")


def context(
    content: Content, now: str = "2026-12-10 12:00", *, base_url: str | None = None
) -> RenderContext:
    """Return the context of `content` at `now`, for the site's own address or for `base_url`."""
    templates = Templates(read_theme(NO_TEMPLATES))
    return contexts(derive(content, at(now)), templates, base_url)[0]


def of_root(root: Path, now: datetime, *languages: str) -> RenderContext:
    """Return the context of the content below `root`, which must be without a mistake.

    The site has the `languages` that are given, or only the first of its own: what is the same in
    all of them need not be made in each.
    """
    loaded = load(root, now)
    assert loaded.content is not None, loaded.problems
    site = loaded.content.site
    some = replace(site, languages=languages or site.languages[:1])
    content = replace(loaded.content, site=some)
    return context(content, f"{now.astimezone(UTC):%Y-%m-%d %H:%M:%S}")


def rendered(output: Output, made: RenderContext) -> list[Artefact]:
    """Return all files that an output renders from a context."""
    return [artefact for job in output.jobs(made) for artefact in job.run()]


def everywhere(made: RenderContext) -> Iterator[Artefact]:
    """Yield the whole site of a context, in all of its languages."""
    languages = map(made.in_language, made.content.site.languages)
    for job in jobs(languages):
        yield from job.run()


def words(zone: str = "Europe/Rome", language: str = "en") -> Wording:
    """Return the words of a language, with local times in `zone`."""
    return Wording(language, ZoneInfo(zone))
