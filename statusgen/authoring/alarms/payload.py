"""The payloads of webhooks, as groups of alarms.

Alertmanager's is that of its configuration's `webhook_config`, version 4, which Grafana sends too.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Literal

import msgspec
from msgspec import Struct, field

from statusgen.console import CommandError
from statusgen.limits import MIB, mebibytes

MAX_BYTES = 8 * MIB
"""Maximum size of a payload, in bytes."""

_FIRST_YEAR = 1970


class Alarm(Struct, frozen=True):
    """An alarm that has been firing since an instant; `until` is None while it does."""

    labels: Mapping[str, str]
    since: datetime
    until: datetime | None = None

    @property
    def text(self) -> str:
        """The labels as JSON on one line, in printable ASCII characters alone."""
        return json.dumps(self.labels, sort_keys=True).replace("\x7f", "\\u007f")


class AlarmGroup(Struct, frozen=True):
    """Alarms that belong together, the first one first; the key names the group for ever."""

    key: str
    alarms: tuple[Alarm, ...]

    @property
    def is_firing(self) -> bool:
        """Whether an alarm of the group is still firing."""
        return any(each.until is None for each in self.alarms)


class _Alert(Struct, frozen=True, rename="camel"):
    """An alarm in a payload, with the names of Alertmanager; `group` is of plain JSON."""

    labels: dict[str, str]
    status: Literal["firing", "resolved"] = "firing"
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    group: str | None = None


class _Webhook(Struct, frozen=True, rename="camel"):
    """The payload of Alertmanager."""

    group_key: str
    alerts: list[_Alert] = field(default_factory=list)


def alarm_groups(data: bytes, form: str, now: datetime) -> tuple[AlarmGroup, ...]:
    """Return the groups in a payload of a form in `FORMS`; raises CommandError for another one.

    A time that is missing, impossible or later than `now` is `now`.
    """
    if len(data) > MAX_BYTES:
        message = f"The payload is larger than {mebibytes(MAX_BYTES)}. Nothing was written."
        raise CommandError(message)
    try:
        return FORMS[form](data, now)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        message = (
            f"Standard input is no payload of the form '{form}': {error}. Nothing was written."
        )
        raise CommandError(message) from None


def _alertmanager(data: bytes, now: datetime) -> tuple[AlarmGroup, ...]:
    payload = msgspec.json.decode(data, type=_Webhook)
    return (_group(payload.group_key, payload.alerts, now),) if payload.alerts else ()


def _plain(data: bytes, now: datetime) -> tuple[AlarmGroup, ...]:
    found = msgspec.json.decode(data, type=_Alert | list[_Alert])
    groups: dict[str, list[_Alert]] = {}
    for each in found if isinstance(found, list) else [found]:
        key = json.dumps(each.labels, sort_keys=True) if each.group is None else each.group
        groups.setdefault(key, []).append(each)
    return tuple(_group(key, alerts, now) for key, alerts in groups.items())


FORMS: Mapping[str, Callable[[bytes, datetime], tuple[AlarmGroup, ...]]] = {
    "alertmanager": _alertmanager,
    "json": _plain,
}
"""How the payload of each form is read."""


def _group(key: str, alerts: Iterable[_Alert], now: datetime) -> AlarmGroup:
    alarms = (_alarm(each, now) for each in alerts)
    return AlarmGroup(key, tuple(sorted(alarms, key=lambda each: (each.since, each.text))))


def _alarm(alert: _Alert, now: datetime) -> Alarm:
    until = _instant(alert.ends_at, now) if alert.status == "resolved" else None
    return Alarm(alert.labels, _instant(alert.starts_at, now), until)


def _instant(at: datetime | None, now: datetime) -> datetime:
    """Return the minute of a time up to `now`, in UTC; one without an offset is in UTC."""
    if at is None or not _FIRST_YEAR < at.year <= now.year + 1:
        at = now
    in_utc = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    return min(in_utc, now).replace(second=0, microsecond=0)
