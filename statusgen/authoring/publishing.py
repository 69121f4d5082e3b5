"""Publishes the change of an entry: commits it, and pushes the commit where that is asked for."""

import re
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from statusgen.authoring.deployable import require_deployable
from statusgen.authoring.entries import load_content
from statusgen.authoring.git import commit, git, require_repository, subject
from statusgen.authoring.published import broken_now
from statusgen.authoring.push import Upstream, push, upstream_of
from statusgen.authoring.update.request import Entry
from statusgen.console import echo, echo_problems
from statusgen.domain.entry import publication_of
from statusgen.model.lazy_message import LazyMessage
from statusgen.text.wording import Wording


class EntryChange(Struct, frozen=True):
    """A change of an entry, in the file at `path`; `again` is the command line that made it."""

    path: str
    kind: str
    entry_id: str
    status: str
    again: str


_DRAFT = re.compile(r"^[\"']?draft[\"']?: *[\"']?true", re.MULTILINE)

COMMIT_AND_PUSH = LazyMessage("Commit and push it to publish it.")
"""The next step after a change that is written only."""


class Publication(Struct, frozen=True):
    """How far a change is taken: committed, and pushed if there is an upstream to push to.

    How it goes is printed in the language of `words`.
    """

    root: Path
    words: Wording
    upstream: Upstream | None = None


def command_for_posts(entry_id: str) -> LazyMessage:
    """Return the line with the command that shows the posts of a change."""
    return LazyMessage("Its posts: {command}", {"command": f"statusgen post {entry_id}"})


def status_of(entry: Entry, now: datetime) -> str:
    """Return the status that a commit names: of a draft "draft", else that of the last update."""
    if entry.draft:
        return "draft"
    if entry.updates:
        return entry.updates[-1].status.value
    return "scheduled" if publication_of(entry) > now else "announced"


def publication(
    root: Path, words: Wording, *, is_pushed: bool, outcome: str = "nothing was written"
) -> Publication:
    """Return how a change is published; raises CommitError where it cannot be.

    Called before anything is written. Raises CommandError, which ends with `outcome`, for mistakes
    that would stop its deploy.
    """
    require_repository(root)
    require_deployable(root, outcome)
    return Publication(root, words, upstream_of(root) if is_pushed else None)


def publish(by: Publication, change: EntryChange, now: datetime) -> None:
    """Commit a change, and push it; print the promises it breaks, and how it went.

    Raises CommitError with a sentence and the command to run.
    """
    echo_problems(broken_now(by.root, now))
    message = subject(change.kind, change.entry_id, change.status)
    commit(by.root, [Path(change.path)], message)
    echo(by.words.labelled(by.words.say("Committed"), message))
    _push(by, change, now)


def is_waiting(by: Publication, path: str) -> bool:
    """Return whether the file at `path` was written, but not taken as far as it is to be."""
    if _is_uncommitted(by, path):
        return True
    return by.upstream is not None and _differs(by, "@{upstream}", path)


def is_release_waiting(by: Publication, path: str) -> bool:
    """Return whether the file at `path` was a draft, or was not there, as far as it is published.

    So a draft was released in it before, but the release not taken as far as it is to be.
    """
    if not is_waiting(by, path):
        return False
    before = published_text(by, path)
    return not before or _DRAFT.search(before) is not None


def published_text(by: Publication, path: str) -> str:
    """Return the text of a file as far as it is published, or "" if it is not there."""
    revision = "HEAD" if by.upstream is None else "@{upstream}"
    return git(by.root, "show", f"{revision}:./{path}").stdout


def publish_waiting(by: Publication, change: EntryChange, now: datetime) -> None:
    """Take a change that was written before the rest of the way; raises CommitError."""
    echo(by.words.say("This was written before, and is not written again."))
    if _is_uncommitted(by, change.path):
        publish(by, change, now)
    else:
        _push(by, change, now)


def _push(by: Publication, change: EntryChange, now: datetime) -> None:
    if by.upstream is not None:
        words, branch = by.words, by.upstream.name
        echo(words.say("Pushing to {branch} …").format(branch=branch))
        push(by.root, by.upstream, words, change.again, lambda root: _require_valid(root, now))
        echo(words.say("Pushed to {branch}.").format(branch=branch))


def _is_uncommitted(by: Publication, path: str) -> bool:
    return bool(git(by.root, "status", "--porcelain", "--", path).stdout)


def _differs(by: Publication, revision: str, path: str) -> bool:
    return git(by.root, "diff", "--quiet", revision, "--", path).returncode == 1


def _require_valid(root: Path, now: datetime) -> None:
    outcome = "the commit is not pushed"
    load_content(root, now, outcome=outcome)
    require_deployable(root, outcome)
