"""Ten years of invented history, the same on every run, with any number of incidents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""When the history is looked at: its newest incident is open, and maintenance is to come."""

YEARS = timedelta(days=3652)

COMPONENTS = (
    *("cloud-eu", "cloud-uk", "cloud-na", "kite", "collaboration", "push"),
    *("wmp", "ticketing", "provisioning", "licences", "website", "documentation"),
)
_STATES = ("degraded_performance", "partial_outage", "major_outage", "degraded_performance")
_CLASSES = ("critical", "standard", "standard")
_STATUSES = ("investigating", "identified", "monitoring", "resolved")
_WHERE = ("Europe", "the UK", "North America", "all regions", "one data centre")
_WHAT = (
    "Calls to mobile numbers end after {n} seconds",
    "Logins take longer than {n} seconds",
    "Phones register only at the {n}th attempt",
    "About {n} % of messages arrive late",
    "Reports of the last {n} hours are incomplete",
)
_TEXTS = (
    "{what} in {where}. The NOC is analysing the cause; calls that go on are **not affected**.",
    (
        "Database node `db-{n}` in {where} has failed. Traffic is moving to the standby, see the "
        "[documentation](https://docs.example/failover/{n}) for what to expect."
    ),
    (
        "The standby carries {n} % of all traffic in {where}. Until it carries the rest:\n\n"
        "- sign out and in again, or\n- use the *mobile app*."
    ),
    "Service in {where} is restored since {n} minutes. We are sorry for the interruption.",
)
_WORK = (
    "Storage in {where} is replaced, shelf {n} first. Calls are **not affected**; the portal may "
    "answer slowly for up to {n} minutes. Nothing has to be done before or after."
)


@dataclass(frozen=True, slots=True)
class Update:
    """An update of an incident at an instant; `text` is Markdown."""

    at: datetime
    status: str
    text: str


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident with its updates, the oldest first, and the state of each component it hits."""

    id: str
    title: str
    began: datetime
    class_of_service: str
    is_global: bool
    affects: Mapping[str, str]
    updates: tuple[Update, ...]


@dataclass(frozen=True, slots=True)
class Maintenance:
    """A maintenance window of one component; `text` is Markdown."""

    id: str
    title: str
    component: str
    announced: datetime
    starts: datetime
    ends: datetime
    text: str


def history(incidents: int) -> Iterator[Incident | Maintenance]:
    """Yield so many incidents of four updates each, and one maintenance for twenty of them."""
    yield from (incident(number, incidents) for number in range(incidents))
    yield from (maintenance(number, incidents // 20) for number in range(incidents // 20))


def incident(number: int, count: int) -> Incident:
    """Return one incident of `count`, number 0 being the oldest; every tenth is a global one."""
    began = NOW - timedelta(hours=2) - YEARS * (count - 1 - number) / count
    statuses = _STATUSES if number < count - 1 else (*_STATUSES[:3], _STATUSES[2])
    updates = (
        Update(began + timedelta(minutes=5 + 25 * step), status, _text(form, number + step))
        for step, (status, form) in enumerate(zip(statuses, _TEXTS, strict=True))
    )
    return Incident(
        id=f"{began:%Y-%m-%d}-incident-{number:05}",
        title=_what(number),
        began=began,
        class_of_service=_pick(_CLASSES, number),
        is_global=number % 10 == 0,
        affects=_affects(number),
        updates=tuple(updates),
    )


def maintenance(number: int, count: int) -> Maintenance:
    """Return one maintenance of `count`: the last one is still to come."""
    starts = NOW + timedelta(days=3) - YEARS * (count - 1 - number) / count
    return Maintenance(
        id=f"{starts:%Y-%m-%d}-storage-{number:05}",
        title=f"Storage of shelf {number} is replaced",
        component=_pick(COMPONENTS, number),
        announced=starts - timedelta(days=7),
        starts=starts,
        ends=starts + timedelta(hours=3),
        text=_text(_WORK, number),
    )


def _affects(number: int) -> Mapping[str, str]:
    """Return one to three components with their states."""
    names = (_pick(COMPONENTS, number + step) for step in range(1 + number % 3))
    return {name: _pick(_STATES, number) for name in names}


def _text(form: str, number: int) -> str:
    where = _pick(_WHERE, number)
    return form.format(what=_what(number), where=where, n=number)


def _what(number: int) -> str:
    return _pick(_WHAT, number).format(n=number)


def _pick(values: tuple[str, ...], number: int) -> str:
    return values[number % len(values)]
