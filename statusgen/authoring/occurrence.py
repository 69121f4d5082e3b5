"""The own file of an occurrence of recurring maintenance, which takes its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from statusgen.authoring.entries import load_content, paths_by_id
from statusgen.authoring.entry_yaml import entry_keys
from statusgen.authoring.line_ends import line_end
from statusgen.authoring.splice.disk import create_file
from statusgen.authoring.yaml_text import entry_text
from statusgen.console import CommandError, reject
from statusgen.content.find import MAINTENANCE
from statusgen.content.schema.names import entry_id
from statusgen.model import Content, Maintenance


@contextmanager
def with_own_file(root: Path, name: str, now: datetime) -> Iterator[str]:
    """Yield the id of an entry; an occurrence of a series is given a file of its own.

    The file is removed again where an error is raised. Raises click.BadParameter for a series
    without a day.
    """
    if not any(each.startswith(_stem(name)) for each in paths_by_id(root, MAINTENANCE)):
        yield name
        return
    content = load_content(root, now)
    _refuse_series(content, name, now)
    work = next((each for each in content.maintenances if each.id == name and each.repeats), None)
    if work is None:
        yield name
        return
    path = _write(root, content, work)
    try:
        yield name
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _stem(name: str) -> str:
    """Return what an id begins with if it is that of an occurrence."""
    return name[: -len("-2026-12-01")] or name


def _refuse_series(content: Content, name: str, now: datetime) -> None:
    series = [each for each in content.maintenances if each.repeats and entry_id(each.path) == name]
    if series:
        nearest = next((each for each in series if each.ends > now), series[-1])
        day = nearest.id.removeprefix(f"{name}-")
        reject("ID", f"it repeats itself: name one occurrence, such as {name}@{day}.")


def _write(root: Path, content: Content, work: Maintenance) -> Path:
    """Write the file of an occurrence beside that of its series; raises CommandError."""
    single = replace(work, repeats=None, announce_before=None)
    text = entry_text(entry_keys(single, content.site.timezone))
    name = f"{work.path.rpartition('/')[0]}/{work.id}.yml"
    path = root / name
    try:
        create_file(path, text, line_end(root, name, work.path))
    except OSError as error:
        message = (
            f"{path} could not be written: {error.strerror or error}. "
            "Nothing was published; run the command again once that is solved."
        )
        raise CommandError(message) from error
    return path
