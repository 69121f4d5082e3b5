"""Reads the notices of a site: those that come with statusgen, and the site's own over them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from statusgen.console import CommandError, problems_error, summary
from statusgen.content import find
from statusgen.content.schema.context import SchemaContext
from statusgen.content.source.parse import read_bytes
from statusgen.model import Notice
from statusgen.problems import Problem, as_text
from statusgen.render.notices import Notices, read_notices
from statusgen.render.templates import Theme
from statusgen.render.theme import NOTICES, has_own, read_theme


def site_notices(root: Path, context: SchemaContext) -> Notices:
    """Return all notices of a site; one in content/notices replaces another of its name.

    Raises `ThemeError` for a theme that cannot be read.
    """
    return _notices(root, read_theme(root), context)


def notice_named(root: Path, name: str, context: SchemaContext) -> Notice | None:
    """Return a valid notice of a site by its name, or None; no other notice is read.

    None too where the site's own cannot be listed: one of them may replace it.
    """
    key, own = f"{NOTICES}{name}.yml", f"{find.NOTICES}/{name}.yml"
    paths, problems = find.find_notices(root)
    if any(map(_is_of_folder, problems)):
        return None
    is_own = own in paths
    data = read_bytes(root / own, own) if is_own else read_theme(root).files.get(key)
    if not isinstance(data, bytes):
        return None
    return read_notices({key: data}, {key: key}, context).by_name.get(name)


def refuse_broken(name: str, notices: Notices) -> None:
    """Raise CommandError if there is a notice of this name, but with mistakes.

    So too where the site's own cannot be listed: one of them may replace it.
    """
    refuse_unlisted(notices)
    wrong = [each for each in notices.problems if each.place.path.endswith(f"/{name}.yml")]
    if wrong:
        texts = "\n\n".join(as_text(each) for each in wrong)
        sentence = f"The notice {name} has mistakes: {summary(wrong)}."
        message = f"{texts}\n\n{sentence} It cannot be used, and nothing was written."
        raise CommandError(message)


def refuse_unlisted(notices: Notices) -> None:
    """Raise CommandError if the site's own notices cannot be listed."""
    unlisted = list(filter(_is_of_folder, notices.problems))
    if unlisted:
        raise problems_error(unlisted)


def _is_of_folder(problem: Problem) -> bool:
    return problem.place.path == find.NOTICES


def own_notices(root: Path, context: SchemaContext) -> Notices:
    """Return the notices of a site that do not come with statusgen."""
    if not has_own(root, NOTICES):
        return _notices(root, Theme({}, {}), context)
    theme = read_theme(root)
    own = {name: data for name, data in theme.files.items() if name not in theme.defaults}
    return _notices(root, replace(theme, files=own), context)


def _notices(root: Path, theme: Theme, context: SchemaContext) -> Notices:
    paths, problems = find.find_notices(root)
    read = {path: read_bytes(root / path, path) for path in paths}
    own = {_key(path): data for path, data in read.items() if isinstance(data, bytes)}
    origins = {_key(path): path for path in paths}
    found = read_notices({**theme.files, **own}, {**theme.origins, **origins}, context)
    return replace(found, problems=(*problems, *_unread(read), *found.problems))


def _key(path: str) -> str:
    """Return the name that a file would have in a theme."""
    return f"{NOTICES}{path.rpartition('/')[2]}"


def _unread(read: Mapping[str, bytes | Problem]) -> Iterator[Problem]:
    yield from (each for each in read.values() if isinstance(each, Problem))
