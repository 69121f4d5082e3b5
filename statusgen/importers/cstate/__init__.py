"""Read the issues of a cState site: a Hugo site with one Markdown file for each issue.

Its documentation gives front matter `title`, `date`, `resolved`, `resolvedWhen`, `severity` (down,
disrupted, notice), `affected`, `section`, `informational`, and the shortcode
`{{< track "2018-07-11 12:00:00" >}}`, which dates the paragraph before it.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from statusgen.console import CommandError
from statusgen.content.source.parse import read_bytes
from statusgen.importers.cstate.config import Config, read_config, unreadable
from statusgen.importers.cstate.files import Issue, read_issue
from statusgen.importers.cstate.issue import entry
from statusgen.importers.foreign import (
    ForeignComponent,
    ForeignHistory,
    ImportContext,
    ImportedEntry,
    Remarks,
)
from statusgen.model import Site

_ISSUES = "content/issues"
_SUFFIXES = {".md", ".markdown"}


def foreign(folders: Sequence[Path], site: Site, now: datetime, remarks: Remarks) -> ForeignHistory:
    """Return the history in the issues of folders; raises CommandError if one has none.

    Each folder holds a whole site, or is the folder of its issues.
    """
    issues: list[Issue] = []
    components: dict[str, ForeignComponent] = {}
    for folder in folders:
        config = read_config(_root(folder))
        found = [*_issues(folder, config, remarks)]
        named = (name for issue in found for name in issue.affected)
        components |= {each.key: each for each in _components(config, named)} | components
        issues += found

    def entries(ids: Mapping[str, str]) -> Iterator[ImportedEntry | None]:
        context = ImportContext(site, ids, remarks)
        for each in sorted(issues, key=lambda each: (each.date, each.stem)):
            yield entry(each, context, now)

    return ForeignHistory(tuple(components.values()), entries)


def _root(folder: Path) -> Path:
    """Return the folder of the site, also for that of its issues."""
    whole = folder.absolute()
    return whole.parents[1] if whole.match(_ISSUES) else folder


def _components(config: Config, named: Iterable[str]) -> Iterator[ForeignComponent]:
    yield from config.systems
    yield from (ForeignComponent(name, name) for name in named if name not in config.names)


def _issues(folder: Path, config: Config, remarks: Remarks) -> Iterator[Issue]:
    inner = folder / _ISSUES if (folder / _ISSUES).is_dir() else folder
    files = [each for each in sorted(_files(inner)) if each.suffix in _SUFFIXES]
    if not files:
        message = f"{folder} holds no issues of cState: there is no Markdown file in it."
        raise CommandError(message)
    for file in files:
        name = file.relative_to(inner).as_posix()
        data = read_bytes(file, name)
        if file.stem == "_index":
            continue
        if isinstance(data, bytes):
            issue = read_issue(name, data, config.zone, remarks)
            yield from () if issue is None else (issue,)
        else:
            remarks.add(name, f"not carried over: {data.message}")


def _files(folder: Path) -> Iterator[Path]:
    """Yield all files below a folder; raises CommandError for a folder that cannot be read."""
    for inner, _, names in os.walk(folder, onerror=_refuse):
        yield from (Path(inner, name) for name in names)


def _refuse(error: OSError) -> None:
    raise unreadable(error) from error
