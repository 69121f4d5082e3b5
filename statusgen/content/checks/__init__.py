"""Checks over several files, and warnings: functions of one signature, content to problems.

Errors within one file are found by the schema, together with the other errors of that file. A check
must not assume that the content is complete: entries with errors are not in it.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from statusgen.content.checks.dates import far_ahead, future_announcements, future_updates, misdated
from statusgen.content.checks.incidents import (
    early_reports,
    ended_again,
    late_reports,
    overdue_updates,
    retired_components,
    unfelt_incidents,
)
from statusgen.content.checks.maintenance import (
    emergencies,
    late_announcements,
    long_windows,
    overlaps,
)
from statusgen.content.checks.site import (
    added_announcements,
    aliases_in_use,
    duplicate_ids,
    left_samples,
    unkept_announcements,
)
from statusgen.content.checks.texts import deep_texts, long_titles
from statusgen.content.source.nodes import Sources
from statusgen.model import Content
from statusgen.problems import Problem

EntryCheck = Callable[[Content, Sources], Iterator[Problem]]
Check = Callable[[Content, Sources, datetime], Iterator[Problem]]

ENTRY_CHECKS: tuple[EntryCheck, ...] = (
    long_titles,
    deep_texts,
    early_reports,
    late_reports,
    long_windows,
    misdated,
    ended_again,
)
"""All checks of `entry_problems`."""

CHECKS: tuple[Check, ...] = (
    duplicate_ids,
    aliases_in_use,
    retired_components,
    future_updates,
    future_announcements,
    far_ahead,
    unfelt_incidents,
    overdue_updates,
    late_announcements,
    emergencies,
    overlaps,
    unkept_announcements,
    added_announcements,
    left_samples,
)
"""All checks of `current_problems`; their order does not matter."""


def problems(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Yield the problems that all checks find; `now` is aware."""
    yield from entry_problems(content, sources)
    yield from current_problems(content, sources, now)


def entry_problems(content: Content, sources: Sources) -> Iterator[Problem]:
    """Yield the problems of single entries, which do not depend on `now`."""
    for check in ENTRY_CHECKS:
        yield from check(content, sources)


def current_problems(content: Content, sources: Sources, now: datetime) -> Iterator[Problem]:
    """Yield the problems over several files, or at `now`.

    Settled entries have none, so `content` may lack them if `sources` names the files of all.
    """
    for check in CHECKS:
        yield from check(content, sources, now)
