"""Builds editions for tests of outputs: content of the test's own, the default templates."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from statusgen.edition import Edition
from statusgen.load import load
from statusgen.model import Content
from statusgen.templating import Templates
from statusgen.theme import read_theme
from statusgen.wording import Wording
from statusgen.world import derive
from tests.samples import at

NO_TEMPLATES = Path("/a/folder/that/is/not/there")


def edition(
    content: Content, now: str = "2026-12-10 12:00", *, base_url: str | None = None
) -> Edition:
    """Return what is told of `content` at `now`, for the site's own address or for `base_url`."""
    site = content.site
    words = Wording(site.language, site.timezone)
    templates = Templates(read_theme(NO_TEMPLATES))
    return Edition(derive(content, at(now)), base_url or site.url, templates, words)


def of_root(root: Path, now: datetime) -> Edition:
    """Return what is told of the content below `root`, which must be without a mistake."""
    loaded = load(root, now)
    assert loaded.content is not None, loaded.problems
    return edition(loaded.content, f"{now.astimezone(UTC):%Y-%m-%d %H:%M:%S}")


def words(zone: str = "Europe/Rome", language: str = "en") -> Wording:
    """Return the words of a language, with local times in `zone`."""
    return Wording(language, ZoneInfo(zone))
