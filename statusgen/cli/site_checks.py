"""Checks of a site beyond its content: templates, notices, posts, and all that a build renders."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from statusgen.artefact import OutputError
from statusgen.authoring.alarms.rules import problems_of_rules
from statusgen.authoring.notice_files import own_notices, site_notices
from statusgen.authoring.untranslated import missing_posts
from statusgen.build import BuildRequest, BuildResult, build, deleted_folders
from statusgen.cache.disk import FOLDER, DiskStore
from statusgen.cache.store import ReadOnlyStore
from statusgen.content.alarms import read_alarms
from statusgen.content.load import schema_context
from statusgen.content.loaded import in_order
from statusgen.domain.world import World, derive
from statusgen.model import Content, Incident, Maintenance
from statusgen.outputs import posts
from statusgen.problems import Problem
from statusgen.render.context import contexts
from statusgen.render.post_length import long_posts
from statusgen.render.templates import Templates
from statusgen.render.theme import mistaken_case, read_theme


def site_problems(root: Path, now: datetime) -> tuple[Problem, ...]:
    """Return the problems for which a build at `now` or a later one would fail, and warnings."""
    result = build(BuildRequest(root, now), None, ReadOnlyStore(DiskStore(root / FOLDER)))
    return in_order(
        (*result.problems, *_beside(root, result), *deleted_folders(root, root / "site"))
    )


def _beside(root: Path, result: BuildResult) -> Iterator[Problem]:
    """Yield the problems of what a build at this time does not use."""
    if result.world is None:
        return
    try:
        theme = read_theme(root)
        yield from mistaken_case(root)
        context = schema_context(result.world.content)
        notices = site_notices(root, context)
        yield from notices.problems
        yield from problems_of_rules(read_alarms(root), notices, context)
        if result.site is not None:
            yield from _later_posts(result.world, Templates(theme))
            made = contexts(result.world, Templates(theme))[0]
            yield from missing_posts(root, made)
            yield from long_posts(made)
    except OutputError as wrong:
        yield from wrong.problems


def notice_problems(root: Path, content: Content) -> tuple[Problem, ...]:
    """Return what is wrong with the notices of a site's own."""
    return own_notices(root, schema_context(content)).problems


def _later_posts(world: World, templates: Templates) -> Iterator[Problem]:
    """Yield the problems of posts that are still to come."""
    content, now = world.content, world.now
    coming = replace(
        content,
        incidents=tuple(each for each in content.incidents if _last(each) > now),
        maintenances=tuple(each for each in content.maintenances if _last(each) > now),
    )
    entries: tuple[Incident | Maintenance, ...] = (*coming.incidents, *coming.maintenances)
    end = derive(coming, max(map(_last, entries), default=now) + timedelta(seconds=1))
    for job in posts.OUTPUT.jobs(contexts(end, templates)[0]):
        try:
            job.run()
        except OutputError as wrong:
            yield from wrong.problems


def _last(entry: Incident | Maintenance) -> datetime:
    """Return the last time that the file of an entry names for something to happen."""
    times = [each.at for each in entry.updates]
    if isinstance(entry, Maintenance):
        ends = (each.ends for each in entry.updates if each.ends is not None)
        times += [entry.announced, entry.ends, *ends]
    return max(times)
