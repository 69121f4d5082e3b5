"""The comments of a draft from alarms: what fires, its group, and a seal on what was written.

Labels come from outside: they stand in these comments alone, as JSON in printable characters.
"""

import re
from hashlib import sha256

from statusgen.authoring.alarms.payload import AlarmGroup

_MOST_LISTED = 10
_LONGEST = 300
_HEADING = (
    "#\n"
    "# Drafted from alarms. More of them change this file, until somebody edits it, or publishes\n"
    "# it by `statusgen draft ID`; what is published is never changed.\n"
)
_MARK = re.compile(r"^# alarm group ([0-9a-f]{16}), seal ([0-9a-f]{16})\n", re.MULTILINE)


def group_id(group: AlarmGroup) -> str:
    """Return the digest of a group's key, by which its drafts are found again."""
    return _digest(group.key)


def sealed(head: str, group: AlarmGroup, body: str) -> str:
    """Return the head of a draft with the comments about its alarms; `body` is what follows it."""
    comments = f"{head}{_HEADING}{_listed(group)}"
    return f"{comments}# alarm group {group_id(group)}, seal {_digest(comments + body)}\n"


def marked_group(text: str) -> str | None:
    """Return the id of the group that an entry was drafted from, or None."""
    found = _MARK.search(_plain(text))
    return found[1] if found else None


def is_untouched(text: str) -> bool:
    """Return whether a draft is as it was written."""
    found = _MARK.search(_plain(text))
    return found is not None and found[2] == _digest(_MARK.sub("", _plain(text), count=1))


def _listed(group: AlarmGroup) -> str:
    lines = [
        f"#   {_shortened(each.text)} since {each.since:%Y-%m-%d %H:%M} UTC"
        f"{f' until {each.until:%Y-%m-%d %H:%M}' if each.until else ''}\n"
        for each in group.alarms[:_MOST_LISTED]
    ]
    more = len(group.alarms) - len(lines)
    return "".join(lines) + (f"#   and {more} more\n" if more else "")


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
