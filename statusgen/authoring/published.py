"""Compares the content with what is published: the last commit of the upstream, or another one.

Files that are the same in both are not read again, unless the files that they depend on differ.
"""

import subprocess
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from statusgen.authoring.git import run_git
from statusgen.content.find import FOLDER, INCIDENTS, MAINTENANCE, ContentFiles, find
from statusgen.content.load import load, read_entries, read_site_config
from statusgen.content.loaded import ReadEntries, SiteConfig, file_contents, with_entries
from statusgen.content.promises import promise_problem
from statusgen.content.source.nodes import Source
from statusgen.content.source.parse import MAX_BYTES, read_bytes, source_of
from statusgen.domain.promises import broken_promises
from statusgen.domain.world import derive
from statusgen.model import Content
from statusgen.problems import Place, Problem, Severity, quoted

UPSTREAM = "@{upstream}"


class Comparison(Struct, frozen=True):
    """Broken promises as warnings; `notes` are why nothing, or not all, could be compared."""

    broken: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All warnings."""
        return (*self.notes, *self.broken)


class _UnreadableError(Exception):
    """The published content cannot be read."""


def compare(root: Path, now: datetime, content: Content, since: str | None = None) -> Comparison:
    """Return what the content of `root` breaks of what is published at the revision `since`.

    Without `since` that is the upstream of the branch; where there is none, or no git, nothing is
    compared. A revision that was named and cannot be read is a warning.
    """
    try:
        commit = _commit(root, since or UPSTREAM)
        published = None if commit is None else _content_at(root, commit, content)
    except (_UnreadableError, OSError):
        published = None
    if published is None:
        return Comparison(notes=() if since is None else (_unread(since),))
    before = derive(published, now)
    broken = broken_promises(before, derive(content, now))
    return Comparison(
        tuple(promise_problem(each, lambda path: _source(root, path)) for each in broken)
    )


def broken_now(root: Path, now: datetime) -> tuple[Problem, ...]:
    """Return what the files of `root` break of what is published, before they are committed."""
    content = load(root, now).content
    return () if content is None else compare(root, now, content).problems


def _unread(since: str) -> Problem:
    message = f"nothing was compared with what is published: {quoted(since)} cannot be read"
    hint = "expected a commit with content; in a shallow clone it must be fetched before"
    return Problem(Place(FOLDER), message, hint, Severity.WARNING)


def _source(root: Path, path: str) -> Source | None:
    data = read_bytes(root / path, path)
    return source_of(path, data) if isinstance(data, bytes) else None


# --- content of a commit -----------------------------------------------------------------------


def _content_at(root: Path, commit: str, content: Content) -> Content:
    """Return the content at a commit; what is the same in `content` is taken from it."""
    blobs = _blobs(root, commit)
    names = _git(
        root, "diff", "--name-only", "--no-renames", "-z", "--relative", commit, "--", FOLDER
    )
    changed = {path for path in names.decode().split("\0") if path in blobs}
    found = _files(blobs)
    now = find(root)
    missing = {path for path in blobs if path not in {*now.config, *now.entries}}
    config, is_same = _config(root, found, now, changed | missing, blobs)
    reread = [path for path in found.entries if not is_same or path in changed | missing]
    read = read_entries(reread, _bytes(root, reread, changed | missing, blobs), config.context)
    kept = set(found.entries).difference(reread)
    incidents = [*read.incidents, *(each for each in content.incidents if each.path in kept)]
    works = [*read.maintenances, *(each for each in content.maintenances if each.path in kept)]
    return with_entries(config.content, ReadEntries(tuple(incidents), tuple(works)))


def _config(
    root: Path,
    found: ContentFiles,
    now: ContentFiles,
    changed: set[str],
    blobs: Mapping[str, str],
) -> tuple[SiteConfig, bool]:
    """Return the files beside entries at the commit, and whether entries read the same by them."""
    config = read_site_config(found, _bytes(root, found.config, changed, blobs))
    if any(each.severity is Severity.ERROR for each in config.problems):
        raise _UnreadableError
    if now.config == found.config and changed.isdisjoint(found.config):
        return config, True
    current = read_site_config(now, file_contents(root, ContentFiles(now.config)))
    return config, current.context == config.context


def _files(blobs: Iterable[str]) -> ContentFiles:
    paths = sorted(path for path in blobs if path.endswith(".yml"))
    return ContentFiles(
        config=tuple(path for path in paths if path.count("/") == 1),
        incidents=tuple(path for path in paths if path.startswith(f"{INCIDENTS}/")),
        maintenances=tuple(path for path in paths if path.startswith(f"{MAINTENANCE}/")),
    )


def _bytes(
    root: Path, paths: Iterable[str], changed: set[str], blobs: Mapping[str, str]
) -> Mapping[str, bytes | Problem]:
    """Return the bytes of files at the commit: from disk where they are the same."""
    wanted = [path for path in paths if path in changed]
    same = {path: read_bytes(root / path, path) for path in paths if path not in changed}
    return {**same, **_stored(root, {path: blobs[path] for path in wanted})}


# --- git ---------------------------------------------------------------------------------------


def _commit(root: Path, revision: str) -> str | None:
    arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    done = run_git(root, arguments)
    return None if done.returncode else done.stdout.decode().strip()


def _blobs(root: Path, commit: str) -> Mapping[str, str]:
    """Return the ids of all files of content at a commit, by their paths below `root`.

    Those that are too large to be content are left out, as they are of no site.
    """
    rows = _git(root, "ls-tree", "-r", "-l", "-z", commit, "--", f"{FOLDER}/").decode().split("\0")
    split = (row.partition("\t") for row in rows if row.startswith("100"))
    found = ((path, *head.split()[2:]) for head, _, path in split)
    return {path: blob for path, blob, size in found if int(size) <= MAX_BYTES}


def _stored(root: Path, blobs: Mapping[str, str]) -> Mapping[str, bytes]:
    """Return the bytes of files by their ids."""
    if not blobs:
        return {}
    asked = "".join(f"{blob}\n" for blob in blobs.values()).encode()
    answer = _checked(run_git(root, ("cat-file", "--batch"), asked))
    found: dict[str, bytes] = {}
    for path in blobs:
        head, _, answer = answer.partition(b"\n")
        if not head[-1:].isdigit():
            raise _UnreadableError
        size = int(head.rpartition(b" ")[2])
        found[path], answer = answer[:size], answer[size + 1 :]
    return found


def _git(root: Path, *arguments: str) -> bytes:
    return _checked(run_git(root, arguments))


def _checked(done: subprocess.CompletedProcess[bytes]) -> bytes:
    if done.returncode:
        raise _UnreadableError
    return done.stdout
